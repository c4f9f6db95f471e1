"""Value has slipped by a power of ten, or by a multiple that needs looking at.

Examines
    Every handed-in figure with a value for last year: whether it is about ten, a hundred or a thousand times as much,
    or as little, and whether it moved by more than ``factor`` at all.

Why it matters
    Kilograms for tonnes, thousands for units, a lost or doubled digit: such a slip outweighs all other errors together.

Does not examine
    Figures that a tie of their own bears out: it holds, and would not with the slip undone.

Options
    ``factor``: from which multiple of last year's value on a change is asked about. ``near``: up to which factor a
    value, with its power of ten undone, counts as near to last year's.

Bad
    figures
        ghg.scope1 2022 17213.9
        ghg.scope2 2022 265007.3

Good
    figures
        ghg.scope1 2022 17213.9
        ghg.scope2 2022 2650073.3

Fix
    Look at the unit and the digits in the source document. If the value is right, answer the finding with a waiver that
    names the value, so that it is asked again when the value changes.

Source
    GRI 1: Foundation 2021, Accuracy and Comparability; ISAE 3410, paragraphs 42-43 (analytical procedures).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, earlier, involved
from reportgen.checks.numbers.digits import slip
from reportgen.checks.numbers.made_of import own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import Witnesses
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Confidence, Severity
from reportgen.model.unit import Style

_SMALL = Decimal(10)  # counts below it jump by multiples without a slip


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each figure that can be compared with last year's."""
    factor, near = Decimal(str(options["factor"])), Decimal(str(options["near"]))
    witnesses = Witnesses(dossier.project, dossier.figures)
    for figure in own_figures(dossier):
        metric = dossier.project.metrics[figure.metric]
        before = earlier(dossier, figure)
        if before is None or not figure.value or not before.value or not metric.handed_in:
            continue
        style = dossier.project.units[metric.unit].style
        if style in (Style.YEAR, Style.RANK) or (style is Style.COUNT and _few(figure, before)):
            continue
        ratio = abs(figure.value / before.value)
        times = ratio if ratio > 1 else 1 / ratio
        power = slip(figure.value, before.value, near)
        if (not power and times <= factor) or witnesses.bear_out(
            figure, figure.value.scaleb(-(power or _power(ratio))), own=True
        ):
            yield None
            continue
        told = f"{_times(times)} times" if ratio > 1 else f"1/{_times(times)} of"
        hint = f"; a slip by {10 ** abs(power):,}?" if power else ""
        yield CHECK.finding(
            f"{metric.id} for {figure.period} is {text(figure.value)}, {told} last year's {text(before.value)}{hint}",
            "look at the unit and the digits in the source; if the value is right, answer with a waiver that names it",
            **about(dossier, figure),
            confidence=Confidence.MEDIUM if power else Confidence.LOW,
            involved=involved([before]),
            subject=told,
        )


def _few(figure: Figure, before: Figure) -> bool:
    return max(abs(figure.value or Decimal(0)), abs(before.value or Decimal(0))) < _SMALL


def _times(times: Decimal) -> str:
    return f"{times:,.0f}" if times >= 100 else f"{times:.1f}"


def _power(ratio: Decimal) -> int:
    return 1 if ratio > 1 else -1


CHECK = Check(
    "DT006",
    "scale-slip",
    {"zh-hant": "數值疑有十倍、百倍或千倍之差", "en": "A value has slipped by a power of ten"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"factor": Decimal(6), "near": Decimal("1.6")},
)
