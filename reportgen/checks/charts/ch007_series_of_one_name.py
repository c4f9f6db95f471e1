"""Two series of a chart have the same name.

Examines
    The names of the series of every chart, in each language.

Why it matters
    Nobody can tell which bar is which, least of all who hears the chart read aloud.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }
        labels = { "ghg.scope2" = { zh-hant = "範圍一", en = "Scope 1" } }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Fix
    Give each metric a label of its own in `labels` of data/charts.toml.

Source
    WCAG 2.2, success criterion 1.4.1; GRI 1: Foundation 2021, Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place

_WAY = "path"


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart; the points of a path may share a name, as they are told apart by their years."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            if chart.form == _WAY:
                continue
            metrics: dict[str, list[str]] = {}
            for point in chart.points:
                own = metrics.setdefault(point.series, [])
                if point.metric not in own:
                    own.append(point.metric)
            same = next(((name, ids) for name, ids in metrics.items() if len(ids) > 1), None)
            yield (
                None
                if same is None
                else CHECK.finding(
                    f"in the chart {chart.id!r} {' and '.join(same[1])} are both called {same[0]!r}",
                    "give each metric a label of its own in `labels` of data/charts.toml",
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


CHECK = Check(
    "CH007",
    "series-of-one-name",
    {"zh-hant": "圖表的系列名稱重複", "en": "Two series of a chart have the same name"},
    Severity.ERROR,
    __doc__,
    examine,
)
