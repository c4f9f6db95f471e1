"""The manuscript: chapters of one language with all figures bound, and the trace of what was bound.

It knows nothing of Jinja, HTML or PDF: a section is a row of blocks, a block holds runs of text. Checks
read it, render prints it.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

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
    """A reference to a section; ``form`` is full, title, number, page or line (as a line of references has it)."""

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
    """A table typed in Markdown: head cells, then rows of cells, each a row of runs.

    ``spans`` says of each cell over how many rows it reaches, 0 for one that is joined to the cell above it; it is
    empty where nothing is joined.
    """

    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    line: int
    spans: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the project: path below ``templates/``, words for those who can't see it, hash of its bytes."""

    path: str
    alt: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Component:
    """A named box around blocks: lead, case, side, quote, steps, cards, timeline, columns, levels, related, specimen.

    ``picture`` is the portrait of a quote, if it has one.
    """

    name: str
    title: tuple[Run, ...]
    blocks: "tuple[Block, ...]"
    line: int
    picture: Picture | None = None


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
class MatrixTopic:
    """A topic of a matrix with its number and the sections that report on it."""

    number: int
    label: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A category of a matrix; ``cells`` are its topics band by band."""

    label: str
    cells: tuple[tuple[MatrixTopic, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics by category and band; ``bands`` are the heads, and ``strong`` says which are set strongly."""

    bands: tuple[str, ...]
    strong: tuple[bool, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class StructureBody:
    """A body of a structure; ``below`` are those of its own layer that report to it.

    ``reports_to`` names the body above where that stands in another layer.
    """

    label: str
    detail: str
    reports_to: str
    below: "tuple[StructureBody, ...]"


@dataclass(frozen=True, slots=True)
class StructureLayer:
    """A layer of a structure with the bodies that answer to nobody in it."""

    label: str
    detail: str
    bodies: tuple[StructureBody, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """Bodies in layers, from the top."""

    layers: tuple[StructureLayer, ...]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A risk or an opportunity; a level is ``None`` where its group isn't assessed for the horizon."""

    label: str
    kind: str
    impact: str
    key: bool
    levels: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """Rows assessed under the same scenarios; ``gain`` says that their levels are of a benefit."""

    label: str
    basis: str
    gain: bool
    rows: tuple[HeatRow, ...]

    def runs_of_kind(self) -> tuple[tuple[str, tuple[HeatRow, ...]], ...]:
        """Rows of one class that follow each other, under the class."""
        return tuple((kind, tuple(rows)) for kind, rows in groupby(self.rows, lambda row: row.kind))


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Levels by horizon, group by group; ``noun`` heads the names of the rows."""

    noun: str
    horizons: tuple[str, ...]
    groups: tuple[HeatGroup, ...]

    @property
    def has_gains(self) -> bool:
        """Whether some levels are of a benefit."""
        return any(group.gain for group in self.groups)

    @property
    def has_keys(self) -> bool:
        """Whether some rows were judged key."""
        return any(row.key for group in self.groups for row in group.rows)

    @property
    def has_gaps(self) -> bool:
        """Whether some rows aren't assessed for every horizon."""
        return any(None in row.levels for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram of data/diagrams.toml under the chapter's finding; ``words`` are all its texts and where they stand."""

    id: str
    title: tuple[Run, ...]
    measure: str
    source: str
    body: Matrix | Structure | Heatmap
    words: tuple[tuple[str, Place | None], ...]
    line: int


@dataclass(frozen=True, slots=True)
class LevelTable:
    """One group of a heat map as a table, with how each of its rows acts."""

    id: str
    noun: str
    horizons: tuple[str, ...]
    group: HeatGroup
    words: tuple[tuple[str, Place | None], ...]
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


Block = (
    Heading
    | Paragraph
    | Items
    | PlainTable
    | Component
    | Stats
    | KpiTable
    | Chart
    | Diagram
    | LevelTable
    | AssuredList
    | IndexPlace
)

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
