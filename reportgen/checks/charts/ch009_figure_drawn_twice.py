"""A chart draws the same figure twice.

Examines
    Every chart: whether one metric stands in it twice for the same period, under its own name or under a second one.

Why it matters
    In a stack the figure is counted twice; beside each other two bars of one length look like two facts.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2", "ghg.scope1"]
        years = [-1, 0]
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
    Take the second one out of `metrics` in data/charts.toml, or write the metric that was meant.

Source
    GRI 1: Foundation 2021, Accuracy and Clarity.
"""

from collections import Counter

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart."""
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        for chapter, chart in charts_of(manuscript):
            drawn = Counter((bindings[p.figure.binding].metric, p.period) for p in chart.points)
            metric, period = next((key for key, count in drawn.items() if count > 1), ("", ""))
            yield (
                None
                if not metric
                else CHECK.finding(
                    f"the chart {chart.id!r} draws {metric} for {period} {drawn[metric, period]} times",
                    "take it out of `metrics` in data/charts.toml, or write the metric that was meant",
                    language=manuscript.language,
                    metric=metric,
                    period=period,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


CHECK = Check(
    "CH009",
    "figure-drawn-twice",
    {"zh-hant": "圖表重複繪出同一數字", "en": "A chart draws the same figure twice"},
    Severity.ERROR,
    __doc__,
    examine,
)
