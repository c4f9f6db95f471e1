"""The cross-standard index: which requirement is answered where, and what a report is short of elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reportgen.model.period import FiscalYear
from reportgen.model.place import Place
from reportgen.model.standard import Catalogue, Confidence, Disclosure, Omission, Part, Relation
from reportgen.model.words import Words


class Way(StrEnum):
    """How a section came to answer a disclosure."""

    DECLARED = "declared"
    """The outline says so, and the section has text."""
    ANCHORED = "anchored"
    """A paragraph of the section is marked."""
    TABLE = "table"
    """A metric that declares it stands in a table of the section."""
    TEXT = "text"
    """Such a metric is first told there, in the text, on a card or in a chart."""
    CONFIRMED = "confirmed"
    """What the crosswalk proposed was confirmed in data/index.toml."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A section that answers a disclosure.

    Attributes:
        section: id of the section.
        ways: how it came to answer, strongest proof last.
        metrics: ids of the metrics that answer it there.
        elements: by language, the id of the element at which the answer stands: the marked paragraph, else the first
            figure, else the section itself.
        pages: by language, the page on which that element stands; empty until the report is laid out.
    """

    section: str
    ways: tuple[Way, ...]
    metrics: tuple[str, ...] = ()
    elements: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the crosswalk proposes: where another requirement is answered, this one may be answered as well.

    Attributes:
        source: the requirement that is answered.
        relation: how much of this one an answer to it gives.
        confidence: how well the pair could be verified.
        answers: where it is answered.
    """

    source: Disclosure
    relation: Relation
    confidence: Confidence
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class PartOmitted:
    """A sub-requirement that is not reported, why, and what the kind of reason is called."""

    part: Part
    omission: Omission
    label: Words | None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of the index: a disclosure and what answers it.

    Attributes:
        disclosure: what is asked for.
        status: reported, partial, omitted, not_applicable or missing.
        answers: the sections that answer it, in the report's order.
        lacking: the sub-requirements that nothing answers; all of them where nothing answers at all.
        assured: ids of those of its metrics that were assured.
        proposals: what the crosswalk offers, where the report itself doesn't answer in full.
        omission: why it is not reported.
        omission_label: the kind of reason in each language, as the index prints it.
        left_out: sub-requirements that are left out with a reason of their own.
        above: code of the paragraph (for a goal: of its first target) with whose answer it is answered, "" for an
            answer of its own.
    """

    disclosure: Disclosure
    status: str
    answers: tuple[Answer, ...] = ()
    lacking: tuple[Part, ...] = ()
    assured: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    omission: Omission | None = None
    omission_label: Words | None = None
    left_out: tuple[PartOmitted, ...] = ()
    above: str = ""

    @property
    def sections(self) -> tuple[str, ...]:
        """Ids of the sections that answer it, in the report's order."""
        return tuple(answer.section for answer in self.answers)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Ids of the metrics that answer it, each once."""
        return tuple(dict.fromkeys(metric for answer in self.answers for metric in answer.metrics))

    @property
    def reason(self) -> Words | None:
        """Why it is not reported, in each language."""
        return self.omission.reason if self.omission else None

    @property
    def answered(self) -> bool:
        """Whether the report answers it, in full or in part."""
        return self.status in ("reported", "partial")

    def pages(self, language: str) -> tuple[int, ...]:
        """The pages of a language on which it is answered, each once."""
        return tuple(sorted({answer.pages[language] for answer in self.answers if language in answer.pages}))


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row of the index by section: a section, or rows of a performance table, and the codes answered there.

    Attributes:
        section: id of the section.
        label: what the row is called, in each language; ``None`` for the section itself.
        table: id of the performance table whose row it is, "" for the section itself.
        metrics: ids of the metrics of the row.
        codes: by key of the edition (``HKEX@2022``), the disclosures answered; none for a table's title, or for a
            section that answers by its tables alone.
    """

    section: str
    codes: Mapping[str, tuple[Disclosure, ...]]
    label: Words | None = None
    table: str = ""
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A proposal of the crosswalk that somebody has confirmed.

    Attributes:
        disclosure: what is answered as well, as it is declared (``GRI 305-4``, ``HKEX@2025 Para 28(a)``).
        source: the disclosure whose answer answers it (``HKEX A1.2``).
        by: who confirmed it.
        on: the day on which it was confirmed.
        at: where it is confirmed.
    """

    disclosure: str
    source: str
    by: str
    on: date
    at: Place | None = None


class GriUse(StrEnum):
    """How a report uses the GRI Standards (GRI 1: Foundation 2021, section 3)."""

    IN_ACCORDANCE = "in_accordance"
    WITH_REFERENCE = "with_reference"


@dataclass(frozen=True, slots=True)
class GriStatement:
    """What the GRI content index says of itself.

    Attributes:
        use: in accordance with the GRI Standards, or with reference to them.
        sector_standards: names of the GRI Sector Standards that apply, in each language.
    """

    use: GriUse = GriUse.WITH_REFERENCE
    sector_standards: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """What data/index.toml says."""

    gri: GriStatement = GriStatement()
    confirmations: tuple[Confirmation, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The whole index of a report.

    Attributes:
        entries: one a disclosure of the editions in report.toml, in the standards' order.
        rows: the same by section, in the report's order.
        catalogues: the editions, by key.
        gri: what the GRI content index says of itself.
        issuer: whose report it is, in each language.
        year: which year it is about.
    """

    entries: tuple[IndexEntry, ...] = ()
    rows: tuple[IndexRow, ...] = ()
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    gri: GriStatement = GriStatement()
    issuer: Words = field(default_factory=dict)
    year: FiscalYear | None = None

    def __iter__(self) -> Iterator[IndexEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, edition: str) -> tuple[IndexEntry, ...]:
        """The entries of one edition, by its key (``HKEX@2022``)."""
        return tuple(e for e in self.entries if f"{e.disclosure.standard}@{e.disclosure.edition}" == edition)


# --- gap analysis --------------------------------------------------------------------------------


class Readiness(StrEnum):
    """How far a report is with a requirement of another edition or standard."""

    ANSWERED = "answered"
    """Reported under this very edition, or confirmed."""
    CARRIED = "carried"
    """An answer under another standard gives all of it, the crosswalk says: proposed."""
    PARTIAL = "partial"
    """Something of it is there."""
    EXPLAINED = "explained"
    """Not reported, with its reason."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A requirement of the edition asked for, and how far the report is with it.

    Attributes:
        disclosure: the requirement.
        pillar: code of the heading that it is counted under.
        readiness: how far the report is.
        lacking: the sub-requirements for which data or text must be found.
        proposals: which answers of the report carry over, best first.
        answers: the sections that answer it already.
        owners: ids of those who hold the nearest figures.
    """

    disclosure: Disclosure
    pillar: str
    readiness: Readiness
    lacking: tuple[Part, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    answers: tuple[Answer, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pillar:
    """How ready a report is under one heading of a standard.

    Attributes:
        heading: the heading.
        counts: requirements by readiness.
    """

    heading: Disclosure
    counts: Mapping[Readiness, int]

    @property
    def asked(self) -> int:
        """How many requirements stand under the heading."""
        return sum(self.counts.values())

    @property
    def percent(self) -> Decimal:
        """How ready it is: what is answered, carried over or explained counts whole, what is partial counts half."""
        return _percent(self.counts)


@dataclass(frozen=True, slots=True)
class Gap:
    """What a report is short of under an edition: its requirements in their order, and the sums by pillar."""

    catalogue: Catalogue
    rows: tuple[GapRow, ...]
    pillars: tuple[Pillar, ...]

    @property
    def counts(self) -> Mapping[Readiness, int]:
        """Requirements by readiness."""
        return {state: sum(pillar.counts.get(state, 0) for pillar in self.pillars) for state in Readiness}

    @property
    def percent(self) -> Decimal:
        """How ready the report is as a whole."""
        return _percent(self.counts)


def _percent(counts: Mapping[Readiness, int]) -> Decimal:
    asked = sum(counts.values())
    whole = sum(counts.get(state, 0) for state in (Readiness.ANSWERED, Readiness.CARRIED, Readiness.EXPLAINED))
    half = Decimal(counts.get(Readiness.PARTIAL, 0)) / 2
    return (whole + half) * 100 / asked if asked else Decimal(100)
