"""Value is the same as last year's, to the digit.

Examines
    Every handed-in figure with a value for last year: whether the two are the same. One with few digits, or one that
    other figures bear out (a sum that adds up, a tie that holds), is told as information.

Why it matters
    Measured quantities don't repeat to the digit. Last year's file was handed in again, or the cell was never filled
    in.

Does not examine
    Metrics marked ``steady``, such as areas and capacities; zeros; years, ranks and rounded amounts ("over 1 million").

Options
    ``digits``: from how many digits on two equal values are no accident.

Bad
    figures
        ghg.scope1 2022 18961.4

Good
    figures
        ghg.scope1 2022 17213.9

Fix
    Ask the owner for this year's value. If it truly stayed the same, say so in the explanation column of the workbook,
    or mark the metric as ``steady``.

Source
    GRI 1: Foundation 2021, Accuracy and Timeliness; ISAE 3000 (Revised), paragraph 50 (reliability of information).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, earlier, involved
from reportgen.checks.numbers.digits import significant
from reportgen.checks.numbers.made_of import own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import Witnesses
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.metric import Qualifier
from reportgen.model.unit import Style

_A_LITTLE = Decimal("1.005")  # what a figure must not be off without its witnesses noticing


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each figure that can be compared with last year's."""
    digits = int(str(options["digits"]))
    witnesses = Witnesses(dossier.project, dossier.figures)
    for figure in own_figures(dossier):
        metric = dossier.project.metrics[figure.metric]
        before = earlier(dossier, figure)
        if before is None or not figure.value or before.value is None or not metric.handed_in or metric.steady:
            continue
        if dossier.project.units[metric.unit].style in (Style.YEAR, Style.RANK):
            continue
        if figure.value != before.value or figure.qualifier is not Qualifier.EXACT:
            yield None
            continue
        likely = significant(figure.value) < digits or figure.particulars.explanation != ""
        likely = likely or witnesses.bear_out(figure, figure.value * _A_LITTLE)
        yield CHECK.finding(
            f"{metric.id} is {text(figure.value)} for {figure.period} and for {before.period}, the same to the digit",
            "ask for this year's value; if it stayed the same, explain it in the workbook or mark the metric as steady",
            **about(dossier, figure),
            **({"severity": Severity.INFO, "confidence": Confidence.LOW} if likely else {}),
            involved=involved([before]),
            subject="copied",
        )


CHECK = Check(
    "DT004",
    "value-copied",
    {"zh-hant": "數值與上年完全相同", "en": "A value is the same as last year's, to the digit"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"digits": 2},
)
