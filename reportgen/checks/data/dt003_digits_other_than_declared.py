"""Value has more or fewer digits than it should.

Examines
    Every value handed in: whether it has more digits behind the point than the metric declares, and whether this year's
    was rounded much further than last year's (5,740,000 beside 5,871,780.7).

Why it matters
    More digits than declared are lost in print, and claim an accuracy that nobody checked. Fewer digits tell of an
    estimate that was not called one, or of a figure that was typed from a slide.

Does not examine
    Values of sites and months, of which the sum alone is printed. Values that were converted from another unit, and
    long fractions as a spreadsheet computes them: these are told as information.

Options
    ``zeros``: from how many digits on, that were not zero last year, a value counts as rounded further.

Bad
    figures
        ghg.scope1 2022 172137.946

Good
    figures
        ghg.scope1 2022 172137.9

Fix
    Hand the value in with the digits that the metric declares; mark an estimate as one.

Source
    GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, paragraph 14 (Quantitative); ISAE 3410, paragraph 47
    (agreeing to underlying records).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, earlier
from reportgen.checks.numbers.digits import last_place, places
from reportgen.checks.numbers.made_of import Handed, handed_in_below
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Kind
from reportgen.model.finding import Confidence, Severity
from reportgen.model.metric import Qualifier
from reportgen.model.unit import Style

_COMPUTED = 4  # digits more than declared: nobody types so many


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each value handed in."""
    zeros = int(str(options["zeros"]))
    for one in handed_in_below(dossier):
        if one.figure.drilldown is not None:
            continue
        metric = dossier.project.metrics[one.figure.metric]
        whole = dossier.project.units[metric.unit].style is Style.COUNT and not metric.decimals
        more = 0 if metric.decimals is None or whole else places(one.value) - metric.decimals
        if more > 0:
            hint = more > _COMPUTED or bool(one.handed_as)
            yield CHECK.finding(
                f"{metric.id} for {one.period} has {places(one.value)} digits behind the point "
                f"({text(one.value)}), and the metric declares {metric.decimals}",
                "hand it in with the digits that are printed, or change decimals of the metric",
                **about(dossier, one.figure) | {"cell": one.source},
                **({"severity": Severity.INFO} if hint else {}),
                subject="digits",
            )
            continue
        coarse = _coarser(dossier, one, zeros)
        yield (
            None
            if not coarse
            else CHECK.finding(
                f"{metric.id} for {one.period} is {text(one.value)}, rounded much further than last year's {coarse}",
                "ask for the exact value; if there is only an estimate, mark it as one",
                **about(dossier, one.figure) | {"cell": one.source},
                confidence=Confidence.LOW,
                subject="coarse",
            )
        )


def _coarser(dossier: Dossier, one: Handed, zeros: int) -> str:
    """Last year's value, if this year's was rounded much further than it."""
    before = earlier(dossier, one.figure)
    exact = one.figure.kind is Kind.ACTUAL and one.figure.qualifier is Qualifier.EXACT
    if before is None or not before.value or not one.value or not exact:
        return ""
    return text(before.value) if last_place(one.value) - last_place(before.value) >= zeros else ""


CHECK = Check(
    "DT003",
    "digits-other-than-declared",
    {"zh-hant": "數值的位數與指標不符", "en": "A value has more or fewer digits than it should"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"zeros": 4},
)
