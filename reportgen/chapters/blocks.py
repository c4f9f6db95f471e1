"""The names that stand on a line of their own: stat cards, KPI tables, charts, diagrams, lists made by the program."""

from difflib import get_close_matches
from typing import Literal

from reportgen.chapters.context import CannotBindError, Context
from reportgen.chapters.diagrams import drawn, level_table
from reportgen.chapters.names import change_amount
from reportgen.chapters.notes import numbered, table_notes
from reportgen.model.diagrams import DiagramSpec, HeatmapSpec
from reportgen.model.figures import period_of
from reportgen.model.manuscript import (
    AssuredList,
    Chart,
    ChartPoint,
    Diagram,
    IndexPlace,
    KpiCell,
    KpiGroup,
    KpiRow,
    KpiTable,
    LevelTable,
    Run,
    Stat,
)
from reportgen.model.metric import Metric
from reportgen.model.period import Period
from reportgen.model.place import Place
from reportgen.model.standard import Disclosure
from reportgen.model.tables import RowGroup, TableSpec
from reportgen.model.unit import Style


def stat(
    context: Context,
    place: Place,
    metric: str,
    *,
    label: str,
    year: int = 0,
    change: bool = False,
) -> Stat:
    """A figure set large, with a label and, if asked for, its change since the year before."""
    known = context.metric(metric)
    figure = context.figure(known, year)
    number, unit = context.printer.stat(figure, known, context.unit(known))
    bound = context.bind(number, figure, place, kind="stat")
    moved = None
    if change:
        before = context.figure(known, year - 1)
        points = context.unit(known).style is Style.PERCENT
        measure: Literal["points", "percent"] = "points" if points else "percent"
        amount = change_amount(figure, before, measure)
        text = context.printer.delta(amount, known, context.unit(known), measure=measure, form="verb")
        moved = context.bind(text, figure, place, kind="delta", value=amount, others=(before,))
    return Stat(figure=bound, unit=unit, label=label, change=moved, line=place.line or 1)


def table(context: Context, place: Place, id: str) -> KpiTable:
    """A KPI table with its notes, numbered by the order in which their markers appear."""
    tables = context.project.tables
    if id not in tables:
        raise CannotBindError(f"there is no table {id!r}", f"write one of: {', '.join(tables) or 'none'}")
    spec = tables[id]
    numbers = numbered(context.project, id)
    marks = _Marks(context, id, numbers)
    years = tuple(context.project.settings.fiscal_year.period(offset) for offset in spec.years)
    return KpiTable(
        id=id,
        title=spec.title[context.language],
        marks=marks.of("table"),
        years=tuple(context.period_text(period) for period in years),
        groups=tuple(_group(context, place, spec, group, marks) for group in spec.groups),
        notes=table_notes(context, id, numbers),
        line=place.line or 1,
    )


class _Marks:
    """Which note numbers hang on what in one table."""

    def __init__(self, context: Context, table: str, numbers: dict[str, int]) -> None:
        self._on: dict[str, list[int]] = {}
        for id, number in numbers.items():
            for on in context.project.notes[id].on:
                self._on.setdefault(on, []).append(number)

    def of(self, on: str) -> tuple[int, ...]:
        return tuple(sorted(self._on.get(on, ())))


def _group(context: Context, place: Place, spec: TableSpec, group: RowGroup, marks: _Marks) -> KpiGroup:
    return KpiGroup(
        id=group.id,
        label=group.label[context.language] if group.label else None,
        marks=marks.of(f"group:{group.id}"),
        rows=tuple(
            _row(context, place, context.metric(id), spec.years, marks, group.labels.get(id), id in group.parts)
            for id in group.rows
        ),
    )


def _row(
    context: Context,
    place: Place,
    metric: Metric,
    years: tuple[int, ...],
    marks: _Marks | None,
    label: object,
    indent: bool,
) -> KpiRow:
    printed = label[context.language] if isinstance(label, dict) else metric.label[context.language]
    return KpiRow(
        metric=metric.id,
        label=printed,
        unit=context.printer.unit(metric, context.unit(metric)),
        marks=marks.of(metric.id) if marks else (),
        cells=tuple(_cell(context, place, metric, year, marks) for year in years),
        assured=metric.assured,
        indent=indent,
    )


def _cell(context: Context, place: Place, metric: Metric, year: int, marks: _Marks | None) -> KpiCell:
    figure = context.figure(metric, year)
    text = context.printer.table_cell(figure, metric, context.unit(metric))
    return KpiCell(
        figure=context.bind(text, figure, place, kind="table" if marks else "list"),
        marks=marks.of(f"{metric.id}@{figure.period.id}") if marks else (),
    )


def chart(context: Context, place: Place, id: str, *, title: tuple[Run, ...]) -> Chart:
    """A chart of data/charts.toml under the chapter's finding."""
    charts = context.project.charts
    if id not in charts:
        raise CannotBindError(f"there is no chart {id!r}", f"write one of: {', '.join(charts) or 'none'}")
    spec = charts[id]
    fiscal_year = context.project.settings.fiscal_year
    points: list[ChartPoint] = []
    for metric_id in spec.metrics:
        metric = context.metric(metric_id)
        label = spec.labels.get(metric_id, metric.label)[context.language]
        for offset in spec.years:
            period = period_of(metric, fiscal_year, offset) or Period(str(fiscal_year.year + offset))
            figure = context.figure(metric, offset)
            text = context.printer.table_cell(figure, metric, context.unit(metric))
            points.append(
                ChartPoint(
                    series=label,
                    category=context.period_text(period),
                    figure=context.bind(text, figure, place, kind="chart"),
                    value=figure.value,
                    metric=metric.id,
                    period=period.id,
                    target=metric_id in spec.targets,
                )
            )
    return Chart(
        id=id,
        form=spec.form,
        title=title,
        measure=spec.measure[context.language],
        source=spec.source[context.language] if spec.source else "",
        points=tuple(points),
        line=place.line or 1,
    )


def diagram(context: Context, place: Place, id: str, *, title: tuple[Run, ...]) -> Diagram:
    """A diagram of data/diagrams.toml under the chapter's finding."""
    return drawn(_diagram(context, id), context.language, title, place.line or 1)


def levels(context: Context, place: Place, id: str, group: str) -> LevelTable:
    """One group of a heat map as a table, with the class, the impact and the levels of each row."""
    spec = _diagram(context, id)
    if not isinstance(spec, HeatmapSpec):
        raise CannotBindError(f"diagram {id!r} is no heat map, so it has no levels", "name a [[heatmap]]")
    groups = {one.id: one for one in spec.groups}
    if group not in groups:
        near = get_close_matches(group, list(groups), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise CannotBindError(f"diagram {id!r} has no group {group!r}{hint}", f"write one of: {', '.join(groups)}")
    return level_table(spec, groups[group], context.language, place.line or 1)


def _diagram(context: Context, id: str) -> DiagramSpec:
    diagrams = context.project.diagrams
    if id not in diagrams:
        near = get_close_matches(id, list(diagrams), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise CannotBindError(f"there is no diagram {id!r}{hint}", f"write one of: {', '.join(diagrams) or 'none'}")
    return diagrams[id]


def assured_list(context: Context, place: Place) -> AssuredList:
    """The list of selected information: every assured metric that a workbook holds or a formula gives."""
    fiscal_year = context.project.settings.fiscal_year
    metrics = [m for m in context.project.metrics.values() if m.assured and m.same_as is None]
    return AssuredList(
        rows=tuple(_row(context, place, metric, (0,), None, None, False) for metric in metrics),
        years=(context.period_text(fiscal_year.period()),),
        line=place.line or 1,
    )


def index_table(context: Context, place: Place, view: str = "") -> IndexPlace:
    """A view of the index: "sections", a standard such as "HKEX", or all standards if none is named."""
    catalogues = context.project.catalogues.values()
    known = ["sections", *dict.fromkeys(name for c in catalogues for name in (c.standard, c.key))]
    if view and view not in known:
        raise CannotBindError(f"the index has no view {view!r}", f"write one of: {', '.join(known)}")
    values = [
        (disclosure.key, rows)
        for catalogue in catalogues
        if view in ("", catalogue.standard, catalogue.key)
        for disclosure in catalogue.disclosures.values()
        if disclosure.kind == "metric" and (rows := _values(context, place, disclosure))
    ]
    return IndexPlace(line=place.line or 1, view=view, values=tuple(values))


def _values(context: Context, place: Place, disclosure: Disclosure) -> tuple[KpiRow, ...]:
    """The figures of the metrics that declare a disclosure."""
    metrics = [
        metric
        for metric in context.project.metrics.values()
        if metric.same_as is None
        and any((found := context.project.find(code)) and found[0].key == disclosure.key for code in metric.disclosures)
        and context.figures.of(metric.id)
    ]
    return tuple(_row(context, place, metric, (0,), None, None, False) for metric in metrics)
