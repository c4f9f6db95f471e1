"""Two digits have changed places.

Examines
    Every handed-in figure: whether two neighbouring digits, put the other way round, would give last year's value, or
    would let a sum or a definition hold that does not hold now.

Why it matters
    Typing 27 for 72 is the most frequent slip of the hand. It changes a total by a multiple of nine and looks
    plausible.

Does not examine
    Values with less than ``digits`` digits, and values that other figures bear out.

Options
    ``digits``: from how many digits on the likeness to last year's value is no accident.

Bad
    figures
        ghg.scope1 2022 18916.4

Good
    figures
        ghg.scope1 2022 17213.9

Fix
    Compare the value with its source document, digit by digit.

Source
    GRI 1: Foundation 2021, Accuracy; ISAE 3410, paragraph 47 (tracing to source).
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, earlier, involved
from reportgen.checks.numbers.digits import significant, swaps, transposed
from reportgen.checks.numbers.made_of import own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import Witnesses
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Severity
from reportgen.model.unit import Style


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each handed-in figure that was looked at."""
    digits = int(str(options["digits"]))
    witnesses = Witnesses(dossier.project, dossier.figures)
    for figure in own_figures(dossier):
        metric = dossier.project.metrics[figure.metric]
        if not figure.value or not metric.handed_in or dossier.project.units[metric.unit].style is Style.YEAR:
            continue
        before = earlier(dossier, figure)
        mended = next(_mended(figure, witnesses), None)
        like = before is not None and _like(figure, before, digits)
        if mended is None and not like:
            yield None
            continue
        if mended is None and before is not None and before.value and witnesses.bear_out(figure, before.value):
            yield None
            continue
        what = (
            f"with two digits the other way round, {text(mended)}, it would fit the figures that contradict it"
            if mended is not None
            else f"last year's {text(_value(before))} with two digits the other way round"
        )
        yield CHECK.finding(
            f"{metric.id} for {figure.period} is {text(figure.value)}: {what}",
            "compare the value with its source document, digit by digit",
            **about(dossier, figure),
            involved=involved([before]) if before else (),
            subject="transposed",
        )


def _value(figure: Figure | None) -> Decimal:
    return (figure.value if figure else None) or Decimal(0)


def _mended(figure: Figure, witnesses: Witnesses) -> Iterator[Decimal]:
    if figure.value is None or not witnesses.contradict(figure):
        return
    for other in swaps(figure.value):
        if witnesses.mended_by(figure, other):
            yield other


def _like(figure: Figure, before: Figure, digits: int) -> bool:
    if figure.value is None or before.value is None or significant(figure.value) < digits:
        return False
    return transposed(figure.value, before.value)


CHECK = Check(
    "DT005",
    "digits-transposed",
    {"zh-hant": "數字前後倒置", "en": "Two digits have changed places"},
    Severity.WARNING,
    __doc__,
    examine,
    options={"digits": 3},
)
