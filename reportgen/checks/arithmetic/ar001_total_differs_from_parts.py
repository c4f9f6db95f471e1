"""Total differs from the sum of its parts.

Examines
    Every metric with declared breakdowns, for each period in which the total and all parts of a breakdown have numbers.

Why it matters
    A reader adds the rows. A table that does not add up costs more trust than the size of the difference.

Does not examine
    Breakdowns with a missing part. A total that is handed in may be off by the rounding of its parts; that is told as
    information only. Counts are whole and must add up to the digit.

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

from collections.abc import Sequence
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.digits import swaps
from reportgen.checks.numbers.rounding import room, text
from reportgen.checks.numbers.ties import fiscal_offsets
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each total, breakdown and period."""
    for metric in dossier.project.metrics.values():
        for breakdown in metric.breakdowns:
            for _, period in fiscal_offsets(dossier.project, metric):
                total = dossier.figures.get(metric.id, period)
                found = [dossier.figures.get(id, period) for id in breakdown]
                parts = [part for part in found if part is not None and part.value is not None]
                if total is None or total.value is None or len(parts) < len(breakdown):
                    continue
                added = sum((part.value or Decimal(0) for part in parts), Decimal(0))
                gap = total.value - added
                if not gap:
                    yield None
                    continue
                rounded = total.formula is None and abs(gap) <= _room(dossier, (total, *parts))
                told = " + ".join(f"{part.metric} {text(part.value or Decimal(0))}" for part in parts)
                yield CHECK.finding(
                    f"{metric.id} for {total.period} is {text(total.value)}, but {told} is {text(added)}: "
                    f"{text(abs(gap))} too {'much' if gap > 0 else 'little'}{_why(total, parts, gap, rounded)}",
                    "say in a note that the parts are rounded"
                    if rounded
                    else "correct the total or the parts in the workbook, and import it again",
                    **about(dossier, total) | ({"severity": Severity.INFO} if rounded else {}),
                    involved=involved(parts),
                    subject=" ".join(breakdown),
                )


def _room(dossier: Dossier, figures: Sequence[Figure]) -> Decimal:
    project = dossier.project
    metrics = [(figure, project.metrics[figure.metric]) for figure in figures]
    return sum((room(figure, metric, project.units[metric.unit]) for figure, metric in metrics), Decimal(0))


def _why(total: Figure, parts: Sequence[Figure], gap: Decimal, rounded: bool) -> str:
    """What would explain the gap: rounding, or two digits that changed places in one of the numbers."""
    if rounded:
        return ", which their rounding explains"
    for figure, off in ((total, gap), *((part, -gap) for part in parts)):
        if figure.value is not None and figure.formula is None and figure.value - off in set(swaps(figure.value)):
            return f"; {figure.metric} would fit as {text(figure.value - off)}, with two digits the other way round"
    return ""


CHECK = Check(
    "AR001",
    "total-differs-from-parts",
    {"zh-hant": "總數與分項之和不符", "en": "A total differs from the sum of its parts"},
    Severity.ERROR,
    __doc__,
    examine,
)
