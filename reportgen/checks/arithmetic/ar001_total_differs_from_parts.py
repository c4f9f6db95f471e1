"""Total differs from the sum of its parts.

Examines
    Every metric with declared breakdowns, for each period in which the total and all parts of a breakdown have numbers.

Why it matters
    A reader adds the rows. A table that does not add up costs more trust than the size of the difference.

Does not examine
    Breakdowns with a missing part; totals that are computed from the very same parts.

Bad
    figures
        ghg.total 2022 5739723.8

Good
    figures
        ghg.total 2022 5739723.7

Fix
    Correct the total or the part in its workbook and import it again.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Quantitative); GRI 1: Foundation 2021, Accuracy.
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
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
                yield CHECK.finding(
                    (
                        f"{metric.id} for {total.period} is {total.value}, but {' + '.join(breakdown)} is "
                        f"{total.value - gap}"
                    ),
                    "correct the total or the parts in the workbook, and import it again",
                    metric=metric.id,
                    period=total.period.id,
                    place=metric.at,
                    cell=total.sources[0] if total.sources else None,
                )


CHECK = Check(
    "AR001",
    "total-differs-from-parts",
    {"zh-hant": "總數與分項之和不符", "en": "A total differs from the sum of its parts"},
    Severity.ERROR,
    __doc__,
    examine,
)
