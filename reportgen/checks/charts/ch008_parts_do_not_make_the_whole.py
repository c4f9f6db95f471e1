"""The parts of a chart do not make up a whole.

Examines
    Charts of the forms stacked and share: whether one of the metrics holds another one of them, by its formula or its
    breakdown, so that it is counted twice; for share, also whether a part of the breakdown is left out, and whether
    parts in per cent add up to 100, within the rounding of their printed decimals.

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

from collections.abc import Mapping
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.figures import Figures
from reportgen.model.finding import Severity
from reportgen.model.formula import metrics_in
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.metric import Metric
from reportgen.model.place import Place
from reportgen.model.project import Project
from reportgen.model.unit import Style

_HALF = Decimal("0.5")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart of parts."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            if chart.form not in ("stacked", "share"):
                continue
            wrong = _twice(dossier.project, chart)
            if not wrong and chart.form == "share":
                wrong = _left_out(dossier.project, dossier.figures, chart) or _no_hundred(dossier.project, chart)
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the chart {chart.id!r} of the form {chart.form} {wrong}",
                    "draw the parts of one breakdown, all of them and nothing else",
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


def _parts(metric: Metric) -> frozenset[str]:
    """What a metric is the sum of, as far as a formula of sums and its breakdowns tell."""
    found = {id for row in metric.breakdowns for id in row}
    if metric.formula and not set(metric.formula) & set("*/"):
        found.update(metrics_in(metric.formula))
    return frozenset(found)


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


def _left_out(project: Project, figures: Figures, chart: Chart) -> str:
    drawn = {point.metric for point in chart.points}
    rows = [(metric.id, set(row)) for metric in project.metrics.values() for row in metric.breakdowns]
    if any(drawn >= row for _, row in rows):
        return ""
    for id, row in rows:
        left = sorted(part for part in row - drawn if any(f.value for f in figures.of(part)))
        if len(drawn) > 1 and drawn < row and left:
            return f"leaves out {', '.join(left)}, which {'is' if len(left) == 1 else 'are'} part of {id} too"
    return ""


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
