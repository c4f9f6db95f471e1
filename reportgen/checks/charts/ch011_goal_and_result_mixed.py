"""A goal is drawn as a result, or a result as a goal.

Examines
    Every point of a chart: a figure of a period that lies ahead (a target, a year after the fiscal year), or whose name
    calls it a goal, must be drawn as one; a figure of the past must not. In the form progress, which shows a result and
    its goal by turns, every second point must be a goal.

Why it matters
    A goal in the colour of results claims that it was reached. It is the gravest thing that a picture can say wrongly.

Does not examine
    Names in which the goal is only counted: “targets met”, 「目標達成率」.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        targets = ["ghg.scope2"]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Fix
    Correct `targets` of the chart in data/charts.toml: it lists the metrics that are goals, and no others.

Source
    HKEX ESG Reporting Guide, Balance; GRI 1: Foundation 2021, Balance; IFRS S2, paragraph 33 (targets apart from
    performance).
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.metric import Metric
from reportgen.model.period import FiscalYear, Period, PeriodKind
from reportgen.model.place import Place

_BY_TURNS = "progress"
_GOAL = re.compile(
    r"^(?:target|goal)\b|\b(?:target|goal|targets|goals|planned)(?: \d{4})?$|目標(?:（[^）]*）)?$|^目標", re.IGNORECASE
)
_BEGINS = re.compile(r"^((?:19|20)\d\d)(?=-)")
_IN_PERIOD = re.compile(r"target|goal|plan|expected", re.IGNORECASE)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each point of a chart."""
    metrics, year = dossier.project.metrics, dossier.project.settings.fiscal_year
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            for number, point in enumerate(chart.points):
                wrong = _wrong(chart, number, metrics.get(point.metric), year)
                yield (
                    None
                    if not wrong
                    else CHECK.finding(
                        f"the chart {chart.id!r} draws {point.series} ({point.metric}, {point.period}) as a "
                        + ("goal" if point.target else "result")
                        + f", but {wrong}",
                        "correct `targets` of the chart in data/charts.toml: the metrics that are goals, and no others",
                        language=manuscript.language,
                        metric=point.metric,
                        period=point.period,
                        section=chapter.section.id,
                        place=Place(chapter.path, chart.line),
                        subject=chart.id,
                    )
                )


def _wrong(chart: Chart, number: int, metric: Metric | None, year: FiscalYear) -> str:
    point = chart.points[number]
    named = metric is not None and any(_GOAL.search(words) for words in metric.label.values())
    ahead = _ahead(point, year)
    if ahead and not point.target:
        return f"its period {point.period!r} is that of a goal"
    if named and not point.target:
        return "its name says that it is a goal"
    if chart.form == _BY_TURNS and bool(number % 2) is not point.target:
        return f"in the form {chart.form} results and goals take turns"
    if point.target and not ahead and not named and chart.form != _BY_TURNS and _past(point, year):
        return f"it is the figure of {point.period}"
    return ""


def _ahead(point: ChartPoint, year: FiscalYear) -> bool:
    period = Period(point.period)
    if period.kind is PeriodKind.TARGET or _IN_PERIOD.search(point.period):
        return True
    if period.kind is PeriodKind.LABEL:  # an event of a coming year, such as 2023-AGM
        return any(int(named) > year.year for named in _BEGINS.findall(point.period))
    return period.kind in (PeriodKind.YEAR, PeriodKind.INSTANT) and (period.year or 0) > year.year


def _past(point: ChartPoint, year: FiscalYear) -> bool:
    period = Period(point.period)
    return period.kind in (PeriodKind.YEAR, PeriodKind.INSTANT) and (period.year or 0) <= year.year


CHECK = Check(
    "CH011",
    "goal-and-result-mixed",
    {"zh-hant": "圖表把目標當成成果，或把成果當成目標", "en": "A goal is drawn as a result, or a result as a goal"},
    Severity.ERROR,
    __doc__,
    examine,
)
