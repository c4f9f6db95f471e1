"""Table does not foot as printed.

Examines
    Every KPI table that prints a total and all its parts: a declared breakdown, or a formula that only adds. The
    printed parts are added up for each column and held against the printed total, within the rounding of their last
    digits.

Why it matters
    Readers and auditors foot tables with a pencil. One that does not foot puts the whole page in doubt.

Bad
    data/tables.toml
        [[table]]
        id = "kpi"
        title = { zh-hant = "績效", en = "Performance" }
        years = [0, -1]

        [[table.group]]
        id = "ghg"
        rows = ["ghg.total", "ghg.scope1", "ghg.scope2", "ghg.scope3"]
    data/notes.toml
        # none
    templates/en/1.1-climate.md
        {{ kpi("ghg.total") }}
    templates/zh-hant/1.1-climate.md
        {{ kpi("ghg.total") }}
    printed
        en table ghg.scope3 2022 2,917,152.5

Good
    data/tables.toml
        [[table]]
        id = "kpi"
        title = { zh-hant = "績效", en = "Performance" }
        years = [0, -1]

        [[table.group]]
        id = "ghg"
        rows = ["ghg.total", "ghg.scope1", "ghg.scope2", "ghg.scope3"]
    data/notes.toml
        # none
    templates/en/1.1-climate.md
        {{ kpi("ghg.total") }}
    templates/zh-hant/1.1-climate.md
        {{ kpi("ghg.total") }}

Fix
    Find the misprinted number: build again, or correct the value in its workbook.

Source
    GRI 1: Foundation 2021, Accuracy; ISAE 3410, paragraph 47 (recalculation).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.printed import Cell, cells_of
from reportgen.checks.numbers.rounding import half_unit, text
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Involved, Severity
from reportgen.model.formula import metrics_in
from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.unit import Style


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each total of a table, with its parts, and each column."""
    metrics = dossier.project.metrics
    for manuscript in dossier.manuscripts:
        for table, cells in cells_of(manuscript):
            by_row: dict[str, dict[str, Cell]] = {}
            for cell in cells:
                by_row.setdefault(cell.binding.metric, {})[cell.binding.period] = cell
            for id, totals in by_row.items():
                for row in _rows(metrics, id):
                    if not all(part in by_row for part in row):
                        continue
                    for period, total in totals.items():
                        parts = [by_row[part].get(period) for part in row]
                        wrong = _wrong(dossier.project, total, parts)
                        if wrong is None:
                            continue
                        yield (
                            None
                            if not wrong
                            else CHECK.finding(
                                f"the table {table.id!r} prints {total.label} for {period} as {total.text}, {wrong}",
                                "find the misprinted number: build again, or correct the value in its workbook",
                                language=manuscript.language,
                                section=total.chapter.section.id,
                                metric=id,
                                period=period,
                                place=total.at,
                                involved=tuple(
                                    Involved(p.binding.metric, period, p.text, p.at) for p in parts if p is not None
                                ),
                                subject=f"{table.id} {' '.join(row)}",
                            )
                        )


def _rows(metrics: Mapping[str, Metric], id: str) -> Iterator[tuple[str, ...]]:
    metric = metrics[id]
    yield from metric.breakdowns
    if metric.formula and not set(metric.formula) & set("-*/@"):
        used = metrics_in(metric.formula)
        if len(used) > 1 and used not in metric.breakdowns:
            yield used


def _wrong(project: Project, total: Cell, parts: list[Cell | None]) -> str | None:
    """What is wrong, nothing if it foots, ``None`` if a number is missing."""
    known = [part for part in parts if part is not None and part.value is not None]
    if total.value is None or len(known) < len(parts):
        return None
    found = sum((part.value or Decimal(0) for part in known), Decimal(0))
    room = sum((_room(project, cell) for cell in (total, *known)), Decimal(0))
    if abs(total.value - found) <= room:
        return ""
    return f"but {' + '.join(part.text for part in known)} is {text(found)}"


def _room(project: Project, cell: Cell) -> Decimal:
    """Counts are printed whole; all other numbers are rounded to their last printed digit."""
    counted = project.units[project.metrics[cell.binding.metric].unit].style is Style.COUNT and not cell.decimals
    return Decimal(0) if counted else half_unit(cell.decimals)


CHECK = Check(
    "AR006",
    "table-does-not-foot",
    {"zh-hant": "表格的總數與刊印的分項不符", "en": "A table does not foot as printed"},
    Severity.ERROR,
    __doc__,
    examine,
)
