"""KPI tables, their notes, and chart definitions, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.model.place import Place
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one bold label; ``label`` is ``None`` for rows that stand alone.

    Attributes:
        id: unique in its table; a note hangs on the group as ``group:<id>``.
        rows: metric ids in order.
        label: in each language.
        parts: those of the rows that are printed indented, as parts of the row above.
        labels: shorter labels for rows where the group's label already says the rest, by metric id.
    """

    id: str
    rows: tuple[str, ...]
    label: Words | None = None
    parts: tuple[str, ...] = ()
    labels: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A KPI table: which metrics in which groups over which years.

    Attributes:
        id: what chapters print it by.
        title: in each language.
        years: offsets from the fiscal year, newest first, e.g. ``(0, -1)``.
        groups: the rows, in groups.
        at: where it is defined.
    """

    id: str
    title: Words
    years: tuple[int, ...]
    groups: tuple[RowGroup, ...]
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class NoteSpec:
    """A note of a KPI table.

    Attributes:
        id: what chapters refer to it by.
        table: id of the table under which it stands.
        on: what carries its marker: a metric (``ghg.total``), one year's value of it (``headcount.total@2022``), a
            group's label (``group:headcount.type``) or the table's title (``table``); a note on nothing stands last,
            as a remark on the whole table.
        kind: what the note does, e.g. ``methodology`` or ``restatement``.
        text: a template in each language: figures are bound in it as in a chapter.
        at: where it is defined.
    """

    id: str
    table: str
    on: tuple[str, ...]
    kind: str
    text: Words
    at: Place | None = None


CHART_FORMS = ("bars", "stacked", "columns", "line", "share", "path", "progress", "panels")
"""Forms that a chart may have."""


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart: form, metrics and years. The finding it is titled with is the chapter's.

    Attributes:
        id: what chapters print it by.
        form: ``bars`` (one bar a metric and year), ``stacked``, ``columns`` (years side by side), ``line``,
            ``share`` (one hundred-per-cent bar), ``path`` (base year, today, target), ``progress`` (a result and its
            goal by turns), ``panels`` (measures of different units side by side).
        metrics: ids of the metrics that are drawn, in order.
        years: offsets from the fiscal year, in the order of drawing, e.g. ``(-1, 0)``.
        measure: subtitle in each language: what is measured, in which unit.
        labels: shorter series names, by metric id.
        targets: those of the metrics that are goals, not results.
        source: line below the chart in each language.
        at: where it is defined.
    """

    id: str
    form: str
    metrics: tuple[str, ...]
    years: tuple[int, ...]
    measure: Words
    labels: Mapping[str, Words] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    source: Words | None = None
    at: Place | None = None
