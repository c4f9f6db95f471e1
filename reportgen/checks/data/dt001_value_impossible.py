"""Value can't be.

Examines
    Every figure with a number: negative amounts, shares above 100 per cent, ranks below one or with a fraction, years
    that are none, a PUE below one, and values outside the metric's own ``low`` and ``high``, which an import refuses
    but a formula or a restatement can give.

Why it matters
    A number that can't be is the one mistake that every reader recognises.

Options
    ``first_year`` and ``last_year`` are the range in which a year is taken for one.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "staff.women"
        label = { zh-hant = "女性佔比", en = "Women" }
        unit = "percent"
        decimals = 1
        owner = "environment"
    figures
        staff.women 2022 128.8

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "staff.women"
        label = { zh-hant = "女性佔比", en = "Women" }
        unit = "percent"
        decimals = 1
        owner = "environment"
    figures
        staff.women 2022 28.8

Fix
    Correct the value in its workbook. If it may be below zero or above 100 (a growth, a balance), say so with ``low``
    or ``high`` of the metric.

Source
    GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, paragraph 14 (Quantitative); ISAE 3410, paragraph 47
    (agreeing to underlying records).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about
from reportgen.checks.numbers.digits import places
from reportgen.checks.numbers.made_of import own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.metric import Metric
from reportgen.model.unit import Style, Unit

_BELOW_ZERO = ("celsius",)
_RATIOS_FROM_ONE = ("pue",)


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each figure with a number."""
    years = (Decimal(str(options["first_year"])), Decimal(str(options["last_year"])))
    for figure in own_figures(dossier):
        if figure.value is None:
            continue
        metric = dossier.project.metrics[figure.metric]
        unit = dossier.project.units[metric.unit]
        wrong = _out_of_range(figure.value, metric) or _impossible(figure.value, metric, unit, years)
        if not wrong:
            yield None
            continue
        what, fix = wrong
        yield CHECK.finding(
            f"{metric.id} for {figure.period} is {text(figure.value)} {_unit(unit)}, {what}",
            fix,
            **about(dossier, figure),
        )


def _out_of_range(value: Decimal, metric: Metric) -> tuple[str, str] | None:
    if metric.low is not None and value < metric.low:
        return f"below the least that it can be, {text(metric.low)}", "correct the value in its workbook"
    if metric.high is not None and value > metric.high:
        return f"above the most that it can be, {text(metric.high)}", "correct the value in its workbook"
    return None


def _impossible(value: Decimal, metric: Metric, unit: Unit, years: tuple[Decimal, Decimal]) -> tuple[str, str] | None:
    correct = "correct the value in its workbook"
    if value < 0 and metric.low is None and metric.formula is None and unit.id not in _BELOW_ZERO:
        return "below zero", f"{correct}; if it may be negative, give the metric a low"
    if unit.style is Style.PERCENT and value > 100 and metric.high is None:
        return "more than all of it", f"{correct}; if it is no share of a whole, give the metric a high"
    if unit.style is Style.RANK and (value < 1 or places(value)):
        return "which is no rank", correct
    if unit.style is Style.YEAR and (places(value) or not years[0] <= value <= years[1]):
        return "which is no year", correct
    if unit.id in _RATIOS_FROM_ONE and value < 1 and metric.low is None:
        return "less than the energy of the equipment alone, which is 1", correct
    return None


def _unit(unit: Unit) -> str:
    return "%" if unit.style is Style.PERCENT else unit.id


CHECK = Check(
    "DT001",
    "value-impossible",
    {"zh-hant": "數值不可能成立", "en": "A value can't be"},
    Severity.ERROR,
    __doc__,
    examine,
    options={"first_year": 1850, "last_year": 2150},
)
