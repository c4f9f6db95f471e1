"""An edition of a report as its files tell it: a build, a published report, or what a review pack held.

An edition is what two reports are compared by. It knows nothing of projects: it is read from figures.json, text.json,
index.json and findings.json alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.figure import FigureKey
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class EditionFigure:
    """A figure of an edition.

    Attributes:
        value: exact, in the metric's unit; ``None`` where there is no number.
        unit: as printed in English.
        status: reported, derived, restated, nil or not_available.
        printed: by language.
        label: the metric's name by language.
        assured: whether it belongs to the selected information.
        notes: ids of its notes.
        owner: id of who hands it in.
    """

    metric: str
    period: str
    value: Decimal | None
    unit: str
    status: str
    printed: Mapping[str, str]
    label: Words
    assured: bool
    notes: tuple[str, ...]
    owner: str

    @property
    def key(self) -> FigureKey:
        """Metric and period."""
        return (self.metric, self.period)


@dataclass(frozen=True, slots=True)
class EditionText:
    """A block of a section as printed: a paragraph, heading, item, table cell, title, footnote or label.

    ``kind`` is what it is; ``title`` the section's number and title; ``page`` where it stands, if laid out.
    """

    language: str
    section: str
    title: str
    kind: str
    words: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class EditionNote:
    """A note under a table, as printed in a language."""

    id: str
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class EditionDisclosure:
    """A line of the index: ``standard`` is standard and edition, e.g. ``HKEX@2022``."""

    standard: str
    code: str
    title: Words
    status: str
    sections: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Standard with edition, and code."""
        return (self.standard, self.code)


@dataclass(frozen=True, slots=True)
class EditionFinding:
    """A finding; ``waived`` is why it is accepted, empty when nobody answers for it."""

    fingerprint: str
    code: str
    severity: str
    message: str
    waived: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition; ``name`` tells a reader which it is, e.g. ``pack 2 (2023-02-28)`` or ``output``.

    ``lacks`` names what its files don't hold, so that nothing is said to be gone that was never there: of figures
    ``printed``, ``unit``, ``assured`` or ``figure_notes``; ``texts``, ``notes``, ``disclosures`` or ``findings``.
    """

    name: str
    year: str
    figures: Mapping[FigureKey, EditionFigure]
    texts: tuple[EditionText, ...]
    notes: tuple[EditionNote, ...]
    disclosures: Mapping[tuple[str, str], EditionDisclosure]
    findings: Mapping[str, EditionFinding]
    lacks: frozenset[str] = frozenset()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts, in their order."""
        return tuple(dict.fromkeys(text.language for text in self.texts))
