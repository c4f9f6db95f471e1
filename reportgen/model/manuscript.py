"""The manuscript: chapters of one language with all figures bound, and the trace of what was bound.

It knows nothing of Jinja, HTML or PDF: a section is a row of blocks, a block holds runs of text. Checks
read it, render prints it.
"""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.outline import Section
from reportgen.model.place import Place

# --- runs: what stands inside a line -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words typed by the writer."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """A printed figure; ``binding`` is its id in the trace."""

    binding: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SectionRef:
    """A reference to a section; ``form`` is full, title, number or page."""

    section: str
    form: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to a numbered note of a KPI table."""

    note: str
    table: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, numbered through the section."""

    number: int
    runs: "tuple[Run, ...]"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Marks that the paragraph answers a disclosure; prints nothing."""

    disclosure: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


Run = Text | Bound | SectionRef | NoteRef | Footnote | Anchor | LineBreak

# --- blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A sub-head; ``level`` 2 or 3. ``anchor`` is unique in the section."""

    level: int
    runs: tuple[Run, ...]
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: tuple[Run, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a row of blocks."""

    ordered: bool
    items: "tuple[tuple[Block, ...], ...]"
    line: int


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table typed in Markdown: head cells, then rows of cells, each a row of runs."""

    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Component:
    """A named box around blocks: lead, case, side, quote, steps, cards, timeline, columns, levels, specimen."""

    name: str
    title: tuple[Run, ...]
    blocks: "tuple[Block, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure set large. ``number`` and ``unit`` are printed apart; ``change`` is a delta or ``None``."""

    figure: Bound
    unit: str
    label: str
    change: Bound | None
    line: int


@dataclass(frozen=True, slots=True)
class Stats:
    """A band of two to four stat cards."""

    cards: tuple[Stat, ...]
    line: int


@dataclass(frozen=True, slots=True)
class KpiCell:
    """A value in a KPI table: the printed figure, its markers, and whether it is assured."""

    figure: Bound
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A row of a KPI table."""

    metric: str
    label: str
    unit: str
    marks: tuple[int, ...]
    cells: tuple[KpiCell, ...]
    assured: bool
    indent: bool = False


@dataclass(frozen=True, slots=True)
class KpiGroup:
    """Rows under a label."""

    id: str
    label: str | None
    marks: tuple[int, ...]
    rows: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note under a KPI table, numbered by the order in which the table's markers appear."""

    id: str
    number: int
    runs: tuple[Run, ...]
    at: Place | None


@dataclass(frozen=True, slots=True)
class KpiTable:
    """A KPI table with its notes; ``years`` are the printed column heads, newest first."""

    id: str
    title: str
    marks: tuple[int, ...]
    years: tuple[str, ...]
    groups: tuple[KpiGroup, ...]
    notes: tuple[TableNote, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point of a chart: series and category as printed, and the figure behind it."""

    series: str
    category: str
    figure: Bound
    value: Decimal | None
    metric: str
    period: str
    target: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: the finding as title, the measure as subtitle, its points."""

    id: str
    form: str
    title: tuple[Run, ...]
    measure: str
    source: str
    points: tuple[ChartPoint, ...]
    line: int


@dataclass(frozen=True, slots=True)
class AssuredList:
    """Place of the list of selected information: rows of label, unit and printed figure."""

    rows: tuple[KpiRow, ...]
    years: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """Place of a view of the cross-standard index.

    Attributes:
        view: ``sections``, a standard (``HKEX``, ``HKEX@2022``), or "" for all standards.
        values: by key of a disclosure that asks for a metric, the bound figures of the metrics that answer it.
        line: of the chapter.
    """

    line: int
    view: str = ""
    values: tuple[tuple[str, tuple[KpiRow, ...]], ...] = ()


Block = Heading | Paragraph | Items | PlainTable | Component | Stats | KpiTable | Chart | AssuredList | IndexPlace

# --- the whole -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Binding:
    """Which printed text came from which figure, and where it was written.

    ``kind`` is figure, delta, share, span, table, chart, stat or list (of assured figures, or in the index);
    ``others`` are further figures that the text was computed from, as metric and period.
    """

    id: str
    language: str
    section: str
    text: str
    metric: str
    period: str
    value: Decimal | None
    place: Place
    kind: str = "figure"
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One section of the manuscript."""

    section: Section
    language: str
    path: str
    blocks: tuple[Block, ...]
    bindings: tuple[Binding, ...]
    disclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All chapters of one language, in the outline's order."""

    language: str
    chapters: tuple[ChapterText, ...]

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """The bindings of all chapters, in the order in which they are printed."""
        return tuple(b for chapter in self.chapters for b in chapter.bindings)


@dataclass(frozen=True, slots=True)
class Unbound:
    """A number in the text that no figure stands behind."""

    language: str
    section: str
    text: str
    place: Place
