"""One figure is printed in two ways.

Examines
    Every figure that stands in more than one KPI table of a language: the numbers are compared as printed, also where a
    second name of the metric is printed, as far as they show the same digits.

Why it matters
    A figure that differs between two tables of one report has no value at all: nobody knows which one to use.

Bad
    data/tables.toml, added
        [[table]]
        id = "short"
        title = { zh-hant = "摘要", en = "Summary" }
        years = [0]

        [[table.group]]
        id = "ghg"
        rows = ["climate.emissions"]
    templates/en/A1-data.md
        {{ table("kpi") }}

        {{ table("short") }}
    templates/zh-hant/A1-data.md
        {{ table("kpi") }}

        {{ table("short") }}
    printed
        en table:short ghg.total 2022 5,739,732.7

Good
    data/tables.toml, added
        [[table]]
        id = "short"
        title = { zh-hant = "摘要", en = "Summary" }
        years = [0]

        [[table.group]]
        id = "ghg"
        rows = ["climate.emissions"]
    templates/en/A1-data.md
        {{ table("kpi") }}

        {{ table("short") }}
    templates/zh-hant/A1-data.md
        {{ table("kpi") }}

        {{ table("short") }}

Fix
    Let both tables print the figure of the ledger.

Source
    GRI 1: Foundation 2021, Accuracy and Comparability; HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.printed import Cell, cells_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Involved, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each further place at which a figure is printed."""
    for manuscript in dossier.manuscripts:
        first: dict[tuple[str, str], Cell] = {}
        for cell in (cell for _, cells in cells_of(manuscript) for cell in cells):
            own = dossier.project.metrics[cell.binding.metric].same_as or cell.binding.metric
            other = first.setdefault((own, cell.binding.period), cell)
            if other is cell or (cell.table == other.table and cell.binding.metric == other.binding.metric):
                continue
            if _alike(cell, other):
                yield None
                continue
            yield CHECK.finding(
                f"{own} for {cell.binding.period} is printed as {cell.text} in the table {cell.table!r}, and as "
                f"{other.text} in {other.table!r}",
                "let both print the figure of the ledger: reportgen build",
                language=manuscript.language,
                section=cell.chapter.section.id,
                metric=own,
                period=cell.binding.period,
                place=cell.at,
                involved=(Involved(other.binding.metric, other.binding.period, other.text, other.at),),
                subject=f"{cell.table} {other.table}",
            )


def _alike(one: Cell, other: Cell) -> bool:
    if one.value is None or other.value is None:
        return one.text == other.text
    step = Decimal(1).scaleb(-min(one.decimals, other.decimals))
    exact = one.decimals == other.decimals
    return one.value == other.value if exact else abs(one.value - other.value) <= step / 2


CHECK = Check(
    "AR007",
    "figure-printed-two-ways",
    {"zh-hant": "同一數據在不同表格中不一致", "en": "One figure is printed in two ways"},
    Severity.ERROR,
    __doc__,
    examine,
)
