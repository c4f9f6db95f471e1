"""Total differs from the sum of its parts.

Examines
    Every metric with declared breakdowns, for each period in which the total and all parts of a breakdown have numbers.

Why it matters
    A reader adds the rows. A table that does not add up costs more trust than the size of the difference.

Does not examine
    Breakdowns with a missing part; totals that are computed from the very same parts.

Fix
    Correct the total or the part in its workbook and import it again.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Quantitative); GRI 1: Foundation 2021, Accuracy.
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity


def examine(dossier: Dossier) -> Examined:
    """Yield one item for each total, breakdown and period."""
    for metric in dossier.project.metrics.values():
        for breakdown in metric.breakdowns:
            for total in dossier.figures.of(metric.id):
                parts = [dossier.figures.get(id, total.period) for id in breakdown]
                values = [part.value for part in parts if part is not None and part.value is not None]
                if total.value is None or len(values) < len(breakdown):
                    continue
                gap = total.value - sum(values, Decimal(0))
                if not gap:
                    yield None
                    continue
                yield Finding(
                    code=CHECK.code,
                    severity=CHECK.severity,
                    message=(
                        f"{metric.id} for {total.period} is {total.value}, but {' + '.join(breakdown)} is "
                        f"{total.value - gap}"
                    ),
                    fix="correct the total or the parts in the workbook, and import it again",
                    metric=metric.id,
                    period=total.period.id,
                    place=metric.at,
                    cell=total.sources[0] if total.sources else None,
                )


CHECK = Check("AR001", "total-differs-from-parts", Severity.ERROR, __doc__, examine)
