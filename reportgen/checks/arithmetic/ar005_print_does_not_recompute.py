"""Printed figure does not follow from the printed figures that it is computed from.

Examines
    Every computed figure that a KPI table prints together with all that its formula uses: the formula is computed anew
    from the printed numbers. The tolerance follows from their last digits, that of the result and those of the inputs.

Why it matters
    The reader has the printed numbers only. If the intensity is not emissions over revenue as printed, something on the
    page is wrong, or is rounded so far that it can't be followed.

Does not examine
    Figures of which an input is printed in no table.

Bad
    data/tables.toml
        [[table]]
        id = "kpi"
        title = { zh-hant = "績效", en = "Performance" }
        years = [0, -1]

        [[table.group]]
        id = "ghg"
        rows = ["ghg.total", "ghg.scope1", "ghg.scope2", "ghg.intensity", "finance.revenue"]
    data/notes.toml
        # none
    templates/en/1.1-climate.md
        {{ kpi("ghg.total") }}
    templates/zh-hant/1.1-climate.md
        {{ kpi("ghg.total") }}
    printed
        en table ghg.intensity 2022 10.6

Good
    data/tables.toml
        [[table]]
        id = "kpi"
        title = { zh-hant = "績效", en = "Performance" }
        years = [0, -1]

        [[table.group]]
        id = "ghg"
        rows = ["ghg.total", "ghg.scope1", "ghg.scope2", "ghg.intensity", "finance.revenue"]
    data/notes.toml
        # none
    templates/en/1.1-climate.md
        {{ kpi("ghg.total") }}
    templates/zh-hant/1.1-climate.md
        {{ kpi("ghg.total") }}

Fix
    Find the misprinted number; or print more digits, or say in a note that the figure is computed from unrounded ones.

Source
    ISAE 3410, paragraph 47 (recalculation); GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, paragraph 14
    (Quantitative).
"""

from collections.abc import Mapping
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.printed import Cell, cells_of
from reportgen.checks.numbers.rounding import half_unit, text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, FigureKey
from reportgen.model.finding import Involved, Severity
from reportgen.model.formula import Term, evaluate, terms
from reportgen.model.manuscript import Manuscript


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each computed figure whose inputs are printed, too."""
    for manuscript in dossier.manuscripts:
        printed = _printed(dossier, manuscript)
        for key, cell in printed.items():
            figure = dossier.figures.by_key.get(key)
            inputs = None if figure is None else _inputs(figure, printed)
            if figure is None or inputs is None or figure.formula is None or cell.value is None:
                continue
            again = _again(figure.formula, inputs)
            if again is None:
                continue
            expected, room = again
            if abs(cell.value - expected) <= room + half_unit(cell.decimals):
                yield None
                continue
            others = ", ".join(f"{one.binding.metric} {one.text}" for one in inputs.values())
            yield CHECK.finding(
                f"{figure.metric} for {figure.period} is printed as {cell.text}, but {figure.formula} gives "
                f"{text(round(expected, cell.decimals + 2))} from the printed numbers ({others})",
                "find the misprinted number, or print more digits",
                language=manuscript.language,
                section=cell.chapter.section.id,
                metric=figure.metric,
                period=figure.period.id,
                place=cell.at,
                involved=tuple(
                    Involved(one.binding.metric, one.binding.period, one.text, one.at) for one in inputs.values()
                ),
                subject=cell.table,
            )


def _printed(dossier: Dossier, manuscript: Manuscript) -> dict[FigureKey, Cell]:
    """The cells by what they print; the second name of a metric prints the metric."""
    found: dict[FigureKey, Cell] = {}
    for _, cells in cells_of(manuscript):
        for cell in cells:
            if cell.value is not None:
                own = dossier.project.metrics[cell.binding.metric].same_as or cell.binding.metric
                found.setdefault((own, cell.binding.period), cell)
    return found


def _inputs(figure: Figure, printed: Mapping[FigureKey, Cell]) -> dict[Term, Cell] | None:
    if figure.formula is None or not figure.inputs:
        return None
    found = {term: printed.get(key) for term, key in zip(terms(figure.formula), figure.inputs, strict=True)}
    known = {term: cell for term, cell in found.items() if cell is not None}
    return known if len(known) == len(found) else None


def _again(formula: str, inputs: Mapping[Term, Cell]) -> tuple[Decimal, Decimal] | None:
    """The result from printed numbers, and by how much their rounding may move it."""
    values = {term: cell.value or Decimal(0) for term, cell in inputs.items()}
    try:
        result = evaluate(formula, lambda id, fixed: values[id, fixed])
        room = Decimal(0)
        for term, cell in inputs.items():
            half = half_unit(cell.decimals)
            room += max(abs(_with(formula, values, term, step) - result) for step in (half, -half))
    except ZeroDivisionError:
        return None
    return result, room


def _with(formula: str, values: Mapping[Term, Decimal], moved: Term, step: Decimal) -> Decimal:
    return evaluate(formula, lambda id, fixed: values[id, fixed] + (step if (id, fixed) == moved else 0))


CHECK = Check(
    "AR005",
    "print-does-not-recompute",
    {
        "zh-hant": "刊印的計算結果與刊印的數據不符",
        "en": "A printed figure does not follow from the printed figures that it is computed from",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
