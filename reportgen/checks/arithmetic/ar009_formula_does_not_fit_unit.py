"""Formula does not give what the unit says.

Examines
    Every computed metric, and every exact tie: the units of all figures in the formula and its constants are counted
    against the metric's own unit. Kilograms from tonnes need ``* 1000``, per cent of a ratio ``* 100``, and only like
    things are added.

Why it matters
    A factor of a thousand in a formula makes every year wrong in the same way, so no comparison shows it.

Does not examine
    Formulas with a constant that is no power of ten, which may be a factor with a unit of its own; units that the
    catalogue does not take apart.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "water.share"
        label = { zh-hant = "範圍一佔比", en = "Share of scope 1" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        formula = "{ghg.scope1} / {ghg.total}"

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "water.share"
        label = { zh-hant = "範圍一佔比", en = "Share of scope 1" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        formula = "{ghg.scope1} / {ghg.total} * 100"

Fix
    Correct the formula, or the unit of the metric or of one of those that it uses, in data/metrics.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Quantitative); GRI 1: Foundation 2021, Accuracy; ISAE 3410, paragraph 47.
"""

from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.dimensions import UnlikeError, dimension_of, dimension_of_formula
from reportgen.checks.numbers.ties import scale_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.formula import metrics_in
from reportgen.model.metric import Metric, Tie


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each formula and tie whose units can be counted."""
    for metric in dossier.project.metrics.values():
        for tie, id in _taken_otherwise(dossier, metric):
            unit = dossier.project.metrics[id].unit
            yield CHECK.finding(
                f"a tie of {metric.id} takes {id} in {tie.units.get(id, metric.unit)}, but the metric is in {unit}",
                "correct the unit of the metric; if it is right, mend the tie",
                metric=id,
                place=dossier.project.metrics[id].at,
                subject=tie.formula,
            )
        for formula in _formulas(metric):
            wrong = _wrong(dossier, metric, formula)
            if wrong is None:
                continue
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"{metric.id} is in {metric.unit}, but {formula} {wrong}",
                    "correct the formula, or the unit of one of the metrics",
                    metric=metric.id,
                    place=metric.at,
                    subject=formula,
                )
            )


def _taken_otherwise(dossier: Dossier, metric: Metric) -> Iterator[tuple[Tie, str]]:
    """Metrics that a tie takes in a unit of another kind than their own."""
    for tie in metric.ties:
        for id in metrics_in(tie.formula):
            if scale_of(dossier.project, metric, tie, id) is None:
                yield tie, id


def _formulas(metric: Metric) -> Iterator[str]:
    if metric.formula is not None:
        yield metric.formula
    yield from (tie.formula for tie in metric.ties if not tie.within)


def _wrong(dossier: Dossier, metric: Metric, formula: str) -> str | None:
    """What is wrong, nothing if the units fit, ``None`` if they can't be counted."""
    units = dossier.project.units
    own = dimension_of(units[metric.unit], units)
    try:
        found = dimension_of_formula(dossier.project, formula)
    except UnlikeError as error:
        return f"adds {error}"
    if own is None or found is None or found.factor is None or own.factor is None:
        return None
    if found.powers != own.powers:
        return f"gives {found}"
    if found.factor == own.factor:
        return ""
    if "*" not in formula and "/" not in formula and "+" not in formula and "-" not in formula:
        return ""  # another metric's value: the comparison converts it
    times = found.factor / own.factor
    more = times if times < 1 else 1 / times
    return f"gives numbers {(1 / more).normalize():,f} times too {'large' if times < 1 else 'small'} for it"


CHECK = Check(
    "AR009",
    "formula-does-not-fit-unit",
    {"zh-hant": "公式與單位不符", "en": "A formula does not give what the unit says"},
    Severity.ERROR,
    __doc__,
    examine,
)
