"""The parts of a chart do not make up a whole.

Examines
    Charts of the forms stacked and share: whether one of the metrics holds another one of them, by its formula or its
    breakdown, so that it is counted twice; whether a part of the breakdown is left out, or a row that stands beside
    them in their group of a KPI table; for share, also whether parts in per cent add up to 100, within the rounding of
    their printed decimals. A stack that leaves a part out is a warning, and none where the words of the chart name each
    part that it draws or say what is left out.

Why it matters
    A hundred-per-cent bar that lacks a part makes all others look larger; a total stacked on its parts doubles it.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "stacked"
        metrics = ["ghg.total", "ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "stacked"
        metrics = ["ghg.scope1", "ghg.scope2", "ghg.scope3"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Fix
    Draw the parts of one breakdown, all of them and nothing else.

Source
    GRI 1: Foundation 2021, Accuracy and Balance.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose.subjects import terms
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.figures import Figures
from reportgen.model.finding import Severity
from reportgen.model.formula import metrics_in
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.metric import Metric
from reportgen.model.place import Place
from reportgen.model.project import Project
from reportgen.model.tables import TableSpec
from reportgen.model.unit import Style

_HALF = Decimal("0.5")
_EXCEPT = re.compile(
    r"\b(?:exclud\w+|without|except|other than|not includ\w+|selected|only|part of)\b"
    "|不包括|不含|不計|除外|未計|部分|僅",
    re.IGNORECASE,
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart of parts."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            if chart.form not in ("stacked", "share"):
                continue
            wrong, severity = _twice(dossier.project, chart), CHECK.severity
            if not wrong and chart.form == "share":
                wrong = _left_out(dossier.project, dossier.figures, chart) or _no_hundred(dossier.project, chart)
            elif not wrong and not _says_what(chart):
                left = _left_out(dossier.project, dossier.figures, chart)
                wrong, severity = left or _half(dossier.project, chart, manuscript.language), Severity.WARNING
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the chart {chart.id!r} of the form {chart.form} {wrong}",
                    "draw the parts of one breakdown, all of them and nothing else"
                    + ("" if severity is CHECK.severity else ", or say in `measure` which parts are drawn"),
                    severity=severity,
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


def _rows(metric: Metric) -> list[frozenset[str]]:
    """The rows of metrics that each add up to a metric, by its breakdowns and by a formula of sums."""
    found = [frozenset(row) for row in metric.breakdowns]
    if metric.formula and not set(metric.formula) & set("*/-"):
        found.append(frozenset(metrics_in(metric.formula)))
    return found


def _parts(metric: Metric) -> frozenset[str]:
    """What a metric is the sum of, as far as a formula of sums and its breakdowns tell."""
    return frozenset(id for row in _rows(metric) for id in row)


def _below(metrics: Mapping[str, Metric], id: str) -> frozenset[str]:
    found: set[str] = set()
    left = [id]
    while left:
        own = metrics.get(left.pop())
        new = (_parts(own) if own else frozenset()) - found
        found |= new
        left.extend(new)
    return frozenset(found)


def _twice(project: Project, chart: Chart) -> str:
    drawn = dict.fromkeys(point.metric for point in chart.points)
    for id in drawn:
        if held := _below(project.metrics, id) & set(drawn):
            return f"counts {', '.join(sorted(held))} twice: {id} holds {'it' if len(held) == 1 else 'them'}"
    return ""


def _says_what(chart: Chart) -> bool:
    """Whether the words of a chart name each part, or tell of something that is left out."""
    words = f"{chart.measure}\n{text_of(chart.title)}"
    told = _EXCEPT.search(f"{words}\n{chart.source}")
    return bool(told) or all(point.series.lower() in words.lower() for point in chart.points)


def _left_out(project: Project, figures: Figures, chart: Chart) -> str:
    drawn = {point.metric for point in chart.points}
    rows = [(f"are part of {m.id}", row) for m in project.metrics.values() for row in _rows(m)]
    rows += [(f"stand beside them in the table {t.id!r}", parts) for t in project.tables.values() for parts in _of(t)]
    if any(drawn >= row for _, row in rows if len(row) > 1) or (len(drawn) < 2 and chart.form != "share"):
        return ""
    whole = {id for m in drawn for id in project.metrics if m in _parts(project.metrics[id])}
    for where, row in rows:
        left = sorted(p for p in row - drawn - whole if p in project.metrics and _beside(project, figures, p, drawn))
        if drawn < row and left:
            return f"leaves out {', '.join(left)}: {'they ' if len(left) > 1 else 'it '}" + (
                where if len(left) > 1 else where.replace("are part", "is part").replace("stand", "stands", 1)
            )
    return ""


def _half(project: Project, chart: Chart, language: str) -> str:
    """Whether the drawn parts make up a part of something larger, and the words of the chart name only that."""
    drawn = {point.metric for point in chart.points}
    words = terms(f"{chart.measure} {chart.source} {text_of(chart.title)}", language)
    for own in (m for m in project.metrics.values() if drawn in _rows(m)):
        for whole in (m for m in project.metrics.values() if own.id in _parts(m)):
            if not words & (
                terms(own.label.get(language, ""), language) - terms(whole.label.get(language, ""), language)
            ):
                rest = next(sorted(row - {own.id}) for row in _rows(whole) if own.id in row)
                return f"draws the parts of {own.id} alone, and its words do not say so: {whole.id} also has {rest[0]}"
    return ""


def _of(table: TableSpec) -> Iterator[frozenset[str]]:
    """The rows of a table that are printed as parts of one thing: those of a group with a label."""
    for group in table.groups:
        if group.label:
            yield frozenset(group.rows)


def _beside(project: Project, figures: Figures, id: str, drawn: Collection[str]) -> bool:
    """Whether a metric has numbers, in the unit of the drawn ones."""
    unit = project.metrics[id].unit
    return all(project.metrics[m].unit == unit for m in drawn) and any(f.value for f in figures.of(id))


def _no_hundred(project: Project, chart: Chart) -> str:
    by_year: dict[str, list[ChartPoint]] = {}
    for point in chart.points:
        if project.units[project.metrics[point.metric].unit].style is Style.PERCENT:
            by_year.setdefault(point.category, []).append(point)
    for category, points in by_year.items():
        values = [point.value for point in points if point.value is not None]
        room = sum((_HALF.scaleb(-(project.metrics[p.metric].decimals or 0)) for p in points), Decimal(0))
        if len(values) == len(points) > 1 and abs(sum(values, Decimal(-100))) > room:
            return f"adds up to {sum(values, Decimal(0))}% in {category}"
    return ""


CHECK = Check(
    "CH008",
    "parts-do-not-make-the-whole",
    {"zh-hant": "圖表各部分未能構成整體", "en": "The parts of a chart do not make up a whole"},
    Severity.ERROR,
    __doc__,
    examine,
)
