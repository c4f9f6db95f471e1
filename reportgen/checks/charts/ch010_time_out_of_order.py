"""The years of a chart run backwards, or skip one.

Examines
    The points of each metric of a chart, in the order of drawing: whether each year is later than the one before it,
    and whether a year is left out for which the report has a figure. On a path from a base year to a goal, whether time
    runs forward up to each goal.

Why it matters
    Readers take the right end for today. Years drawn backwards turn every rise into a fall, and a year that is left out
    hides what happened in it.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [0, -1]
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
    List `years` of data/charts.toml, or the metrics of a path, from the oldest to the newest, without a gap.

Source
    GRI 1: Foundation 2021, Balance and Comparability; HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.place import Place

_WAY = "path"
_YEAR = re.compile(r"(?:19|20)\d\d")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart that draws more than one year."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            rows = _rows(chart)
            if not any(len(row) > 1 for row in rows):
                continue
            wrong = next((why for row in rows if (why := _backwards(row) or _hole(dossier, chart, row))), "")
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the chart {chart.id!r} {wrong}",
                    "list the years from the oldest to the newest, without a gap, in data/charts.toml",
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


def _rows(chart: Chart) -> list[list[ChartPoint]]:
    """The points of each metric; on a path, those up to each goal."""
    if chart.form == _WAY:
        rows: list[list[ChartPoint]] = [[]]
        for one, following in pairwise((*chart.points, None)):
            assert one is not None
            rows[-1].append(one)
            if one.target and following is not None and not following.target:
                rows.append([])
        return rows
    by_metric: dict[str, list[ChartPoint]] = {}
    for point in chart.points:
        by_metric.setdefault(point.metric, []).append(point)
    return list(by_metric.values())


def _backwards(row: Sequence[ChartPoint]) -> str:
    dated = [(point, year) for point in row if (year := _year(point)) is not None]
    for (one, before), (two, after) in pairwise(dated):
        if after < before:
            return f"draws {two.category or two.period} behind {one.category or one.period}: time runs backwards"
    return ""


def _hole(dossier: Dossier, chart: Chart, row: Sequence[ChartPoint]) -> str:
    years = [int(point.period) for point in row if point.period.isdigit()]
    if chart.form == _WAY or len(years) != len(row):
        return ""
    for before, after in pairwise(years):
        for year in range(before + 1, after):
            figure = dossier.figures.get(row[0].metric, str(year))
            if figure is not None and figure.value is not None:
                return f"leaves out {year}, between {before} and {after}, though {row[0].metric} has a figure for it"
    return ""


def _year(point: ChartPoint) -> int | None:
    found = _YEAR.search(point.period)
    return int(found[0]) if found else None


CHECK = Check(
    "CH010",
    "time-out-of-order",
    {"zh-hant": "圖表的年份次序顛倒或有缺", "en": "The years of a chart run backwards, or skip one"},
    Severity.WARNING,
    __doc__,
    examine,
)
