"""A chart of parts holds a part below zero.

Examines
    Charts of the forms stacked and share: whether every part that is drawn is zero or more. Bars, columns and lines are
    always drawn from zero, below it where a value is.

Why it matters
    A negative part, such as removals set against emissions, can't be drawn in a stack: its length would be added
    where it should be taken away.

Bad
    figures
        ghg.scope1 2022 -5
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "stacked"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "stacked"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Fix
    Use the form bars or columns, or draw gross figures.

Source
    GHG Protocol Corporate Standard, chapter 9 (removals are reported apart); HKEX ESG Reporting Guide, Quantitative.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place

_OF_PARTS = ("stacked", "share")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each point of a chart of parts."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            if chart.form not in _OF_PARTS:
                continue
            for point in chart.points:
                yield (
                    None
                    if point.value is None or point.value >= 0
                    else CHECK.finding(
                        f"the chart {chart.id!r} of the form {chart.form} holds {point.series} for {point.category}, "
                        f"which is {point.figure.text}",
                        "use the form bars or columns, or draw gross figures",
                        language=manuscript.language,
                        metric=point.metric,
                        period=point.period,
                        section=chapter.section.id,
                        place=Place(chapter.path, chart.line),
                        subject=chart.id,
                    )
                )


CHECK = Check(
    "CH002",
    "part-below-zero",
    {"zh-hant": "堆疊圖有負值", "en": "A chart of parts holds a part below zero"},
    Severity.ERROR,
    __doc__,
    examine,
)
