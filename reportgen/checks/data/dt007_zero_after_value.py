"""Zero stands where something was measured last year.

Examines
    Every handed-in figure that is zero now and was at least ``floor`` last year.

Why it matters
    An empty cell that was filled with a zero looks like a success. Nil must be said, not left.

Does not examine
    Zeros with a reason or an explanation in the workbook, or with a note of that kind in the table.

Options
    ``floor``: from which value of last year on a zero is asked about.

Bad
    figures
        ghg.scope1 2022 0

Good
    figures
        ghg.scope1 2022 172137.9

Fix
    Hand in the value; or give the reason in the workbook, or in a note on the metric.

Source
    GRI 1: Foundation 2021, Completeness; HKEX ESG Reporting Guide, Part C ("comply or explain" provisions).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, earlier, involved
from reportgen.checks.numbers.made_of import explained, own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each handed-in figure with a value last year."""
    floor = Decimal(str(options["floor"]))
    for figure in own_figures(dossier):
        before = earlier(dossier, figure)
        metric = dossier.project.metrics[figure.metric]
        if before is None or before.value is None or figure.value is None or not metric.handed_in:
            continue
        if figure.value or abs(before.value) < floor or explained(dossier, figure):
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} is zero for {figure.period}, and was {text(before.value)} for {before.period}",
            "hand in the value, or give the reason for the zero in the workbook or in a note on the metric",
            **about(dossier, figure),
            involved=involved([before]),
            subject="zero",
        )


CHECK = Check(
    "DT007",
    "zero-after-value",
    {"zh-hant": "上年有數值而本年為零", "en": "Zero stands where something was measured last year"},
    Severity.WARNING,
    __doc__,
    examine,
    options={"floor": Decimal(3)},
)
