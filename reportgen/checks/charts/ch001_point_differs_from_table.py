"""A point of a chart differs from the table or from the figure behind it.

Examines
    Every point of every chart: its printed value against the KPI tables of the language for the same metric and period,
    and its length against the figure that the report has.

Why it matters
    Readers compare a chart with the table beside it; the eye believes the chart.

Bad
    printed
        en chart ghg.scope1 2022 127,137.9

Good
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions") }}
    templates/zh-hant/1.1-climate.md
        {{ chart("scopes", title="排放") }}

Fix
    Draw the chart from the figure: a chart of data/charts.toml takes its points from the ledger. Correct a drawing that
    came from elsewhere.

Source
    GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, Quantitative.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, charts_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Involved, Severity
from reportgen.model.place import Place


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each point of a chart."""
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        printed: dict[tuple[str, str], tuple[str, str]] = {}
        for _, table in tables_of(manuscript):
            for group in table.groups:
                for row in group.rows:
                    for cell in row.cells:
                        told = bindings[cell.figure.binding]
                        printed.setdefault((told.metric, told.period), (cell.figure.text, table.id))
        for chapter, chart in charts_of(manuscript):
            for point in chart.points:
                binding = bindings[point.figure.binding]
                text, table_id = printed.get((binding.metric, binding.period), (point.figure.text, ""))
                figure = dossier.figures.get(binding.metric, binding.period)
                wrong = ""
                if text != point.figure.text:
                    wrong = f"the table {table_id!r} prints {text}"
                elif figure is not None and figure.value != point.value:
                    wrong = f"the figure is {figure.value} and the point is drawn at {point.value}"
                yield (
                    None
                    if not wrong
                    else CHECK.finding(
                        f"the chart {chart.id!r} shows {point.series} for {point.category} as {point.figure.text}, "
                        f"but {wrong}",
                        "draw the chart from the figure of the ledger",
                        language=manuscript.language,
                        metric=binding.metric,
                        period=binding.period,
                        section=chapter.section.id,
                        place=Place(chapter.path, chart.line),
                        involved=(Involved(binding.metric, binding.period, text),),
                        subject=chart.id,
                    )
                )


CHECK = Check(
    "CH001",
    "point-differs-from-table",
    {
        "zh-hant": "圖表的數據點與表格不符",
        "en": "A point of a chart differs from the table or from the figure behind it",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
