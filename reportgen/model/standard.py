"""Standards, their editions, what they ask for, and which requirements of two standards meet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from reportgen.model.period import FiscalYear
from reportgen.model.place import Place
from reportgen.model.words import Words


class Obligation(StrEnum):
    """How binding a disclosure is under its standard."""

    MANDATORY = "mandatory"
    COMPLY_OR_EXPLAIN = "comply_or_explain"
    IF_MATERIAL = "if_material"
    RECOMMENDED = "recommended"
    VOLUNTARY = "voluntary"
    REMOVED = "removed"


class Confidence(StrEnum):
    """How well a row of a catalogue or of the crosswalk could be verified."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Relation(StrEnum):
    """How much of the other requirement an answer to this one gives."""

    EQUIVALENT = "equivalent"
    PARTIAL = "partial"
    RELATED = "related"


class PartKind(StrEnum):
    """What a sub-requirement asks for. The first five are answered by figures, the others by text or a note."""

    TOTAL = "total"
    INTENSITY = "intensity"
    BREAKDOWN = "breakdown"
    RATE = "rate"
    YEARS = "years"
    UNIT = "unit"
    METHOD = "method"
    TARGET = "target"
    STEPS = "steps"
    POLICY = "policy"
    COMPLIANCE = "compliance"
    NARRATIVE = "narrative"

    @property
    def of_figures(self) -> bool:
        """Whether a figure answers it."""
        return self in (PartKind.TOTAL, PartKind.INTENSITY, PartKind.BREAKDOWN, PartKind.RATE, PartKind.YEARS)


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-requirement: what a complete answer to a disclosure also needs.

    Attributes:
        id: unique below its disclosure, e.g. ``intensity``; declared as ``"HKEX A1.2:intensity"``.
        kind: what it asks for.
        title: in each language.
        always: false where the standard asks for it only "where appropriate".
        confidence: how well it could be verified.
    """

    id: str
    kind: PartKind
    title: Words
    always: bool = True
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a standard asks for, by code, e.g. HKEX A1.2 of the 2022 edition.

    Attributes:
        standard: e.g. ``HKEX``.
        edition: e.g. ``2022``.
        code: as the standard writes it, e.g. ``A1.2``.
        parent: code of the entry above it.
        kind: ``topic`` (a heading), ``goal``, ``target``, ``general``, ``disclosure``, ``kpi`` or ``metric``.
        obligation: how binding it is.
        title: a paraphrase in each language.
        confidence: how well the row could be verified.
        required: whether a report under the standard must answer it or say why not.
        units: in which the answer is expected, as the standard words them.
        since: the first day on which it is in force.
        until: the last day on which it is in force.
        superseded_by: codes of the same catalogue that take its place.
        issue: year of the topic standard that holds it, where a catalogue joins several (GRI 303 is of 2018).
        colour: of an SDG, ``#RRGGBB``.
        parts: the sub-requirements that a complete answer needs.
        omittable: whether the standard lets a reason stand in for the answer.
        note: a remark of the catalogue, in English.
        at: the row.
    """

    standard: str
    edition: str
    code: str
    parent: str | None
    kind: str
    obligation: Obligation
    title: Words
    confidence: Confidence
    required: bool = False
    units: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    superseded_by: tuple[str, ...] = ()
    issue: str = ""
    colour: str = ""
    parts: tuple[Part, ...] = ()
    omittable: bool = True
    note: str = ""
    at: Place | None = None

    @property
    def name(self) -> str:
        """Standard and code, as declared in outline and metrics: ``HKEX A1.2``, ``GRI 305``."""
        return self.code if self.code.startswith(f"{self.standard} ") else f"{self.standard} {self.code}"

    @property
    def key(self) -> str:
        """Standard, edition and code: ``HKEX@2022 A1.2``. Unique over all catalogues."""
        return f"{self.standard}@{self.edition} {self.code}"

    @property
    def removed(self) -> bool:
        """Whether this edition keeps the code only to say that it is gone."""
        return self.obligation is Obligation.REMOVED

    @property
    def is_heading(self) -> bool:
        """Whether it only groups what stands below it and asks for nothing itself."""
        return self.kind == "topic"


@dataclass(frozen=True, slots=True)
class OmissionKind:
    """A reason for which a standard lets a disclosure be left out.

    Attributes:
        id: e.g. ``confidentiality_constraints``.
        status: what the index says then, ``omitted`` or ``not_applicable``.
        label: in each language, as the index prints it.
    """

    id: str
    status: str
    label: Words


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition of a standard: what it asks for, in its order.

    Attributes:
        standard: e.g. ``HKEX``; declarations begin with it.
        edition: e.g. ``2022``.
        name: of standard and edition in each language.
        disclosures: by code, headings included.
        complete: whether a report answers the whole standard, and not the disclosures that it chooses.
        since: the first day of the edition.
        until: its last day.
        by_publication: whether the days are those of publication (GRI), not of the fiscal year's beginning (HKEX).
        omission_kinds: the reasons that the standard knows, by id.
        titles: what the titles are, e.g. paraphrases.
        path: the folder or file that it was read from.
    """

    standard: str
    edition: str
    name: Words
    disclosures: Mapping[str, Disclosure]
    complete: bool = False
    since: date | None = None
    until: date | None = None
    by_publication: bool = False
    omission_kinds: Mapping[str, OmissionKind] = field(default_factory=dict)
    titles: str = ""
    path: str = ""

    @property
    def key(self) -> str:
        """Standard and edition: ``HKEX@2022``."""
        return f"{self.standard}@{self.edition}"

    def in_force(self, of: "Disclosure | Catalogue", year: FiscalYear) -> bool:
        """Whether a disclosure, or the edition itself, is in force for a report about a fiscal year.

        A disclosure without days of its own is in force whenever its edition is used. A report is taken to be published
        on the day after its year's end, the earliest possible one.
        """
        day = year.ends + timedelta(days=1) if self.by_publication else year.starts
        return (of.since is None or of.since <= day) and (of.until is None or day <= of.until)

    def children(self, code: str | None) -> tuple[Disclosure, ...]:
        """What stands right below an entry; below nothing: the first headings."""
        return tuple(d for d in self.disclosures.values() if d.parent == code)

    def pillar(self, disclosure: Disclosure) -> Disclosure:
        """The highest entry above a disclosure (itself, if it stands alone)."""
        while disclosure.parent is not None and disclosure.parent in self.disclosures:
            disclosure = self.disclosures[disclosure.parent]
        return disclosure


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of the crosswalk: who answers the first requirement may have answered the second.

    A pair proposes and never asserts; what it proposes is confirmed by declaring it.

    Attributes:
        source: key of the first requirement, ``HKEX@2022 A1.2``.
        target: key of the second one, ``GRI@2021 305-1``.
        relation: how much of the second the first gives.
        confidence: how well the pair could be verified.
        origin: the document that says so.
        note: a remark, in English.
        at: the row.
    """

    source: str
    target: str
    relation: Relation
    confidence: Confidence
    origin: str = ""
    note: str = ""
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Omission:
    """A disclosure that is not reported, and why.

    Attributes:
        standard: e.g. ``HKEX``.
        code: of the disclosure, e.g. ``A2.5``.
        kind: id of one of the catalogue's omission kinds, e.g. ``not_material``.
        reason: the explanation in each language; the index prints it.
        edition: needed only where the report names several editions of the standard.
        part: id of the sub-requirement that is left out, where the rest is reported.
        considered: the day on which the omission was considered.
        status: ``omitted`` or ``not_applicable``, as the kind says.
        at: where it is declared.
    """

    standard: str
    code: str
    kind: str
    reason: Words
    edition: str = ""
    part: str = ""
    considered: date | None = None
    status: str = "omitted"
    at: Place | None = None

    @property
    def name(self) -> str:
        """As the disclosure is declared: ``HKEX A2.5``, or ``HKEX@2025 A2.5`` where the edition is named."""
        standard = f"{self.standard}@{self.edition}" if self.edition else self.standard
        return f"{standard} {self.code}" + (f":{self.part}" if self.part else "")
