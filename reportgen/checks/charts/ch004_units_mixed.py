"""A chart draws metrics of different units on one scale.

Examines
    Every chart of a form with one scale: whether its metrics all have the same unit.

Why it matters
    Three tonnes and three thousand kilograms are drawn a thousand times apart, and tonnes beside people mean nothing.

Does not examine
    Charts of the form panels, where each part has a scale of its own.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "finance.revenue"]
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
    Draw two charts, convert one of the metrics, or use the form panels.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Quantitative); GRI 1: Foundation 2021, Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place

_APART = "panels"


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart of one scale."""
    metrics, units = dossier.project.metrics, dossier.project.units
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            if chart.form == _APART:
                continue
            first_with: dict[str, str] = {}
            for point in chart.points:
                first_with.setdefault(metrics[point.metric].unit, point.series)
            yield (
                None
                if len(first_with) < 2
                else CHECK.finding(
                    f"the chart {chart.id!r} draws "
                    + " and ".join(
                        f"{series} in {units[id].label.get(manuscript.language) or id}"
                        for id, series in first_with.items()
                    )
                    + " on one scale",
                    "draw two charts, convert one of the metrics, or use the form panels",
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


CHECK = Check(
    "CH004",
    "units-mixed",
    {"zh-hant": "同一圖表混用不同單位", "en": "A chart draws metrics of different units on one scale"},
    Severity.ERROR,
    __doc__,
    examine,
)
