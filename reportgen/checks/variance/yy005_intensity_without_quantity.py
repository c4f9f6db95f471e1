"""The text tells an intensity that moved against its quantity, and leaves the quantity out.

Examines
    Metrics whose formula divides one quantity by another, where the intensity and the quantity moved in opposite
    directions: whether each section that tells the intensity tells the quantity as well, in every language.

Why it matters
    Emissions per revenue fall when revenue grows. A section that tells the intensity alone turns a rise into progress.

Does not examine
    Tables, in which both stand; intensities that are handed in instead of computed.

Options
    percent: how far both must have moved, in per cent.

Bad
    figures
        finance.revenue 2022 754552
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.intensity") }} of revenue, against {{ kpi("ghg.intensity", year=-1) }}.
    templates/zh-hant/1-environment.md
        每收入單位的排放為{{ kpi("ghg.intensity") }}，上年為{{ kpi("ghg.intensity", year=-1) }}。

Good
    figures
        finance.revenue 2022 754552
    templates/en/1-environment.md
        Emissions rose to {{ kpi("ghg.total") }}, or {{ kpi("ghg.intensity") }} of revenue.
    templates/zh-hant/1-environment.md
        排放增至{{ kpi("ghg.total") }}，每收入單位為{{ kpi("ghg.intensity") }}。

Fix
    Tell the quantity and its direction beside the intensity, in both languages.

Source
    HKEX ESG Reporting Guide, Balance, and KPIs A1.2 and A2.1 (total and intensity); GRI 1: Foundation 2021, Balance;
    GRI 305-4 (intensity beside absolute emissions).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import Move, moves
from reportgen.checks.variance.told import Piece, Told, told
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.formula import monomials


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each intensity of which the quantity is known for both years."""
    telling = told(dossier)
    moved = {move.metric.id: move for move in moves(dossier)}
    least = Decimal(str(options["percent"]))
    for move in moved.values():
        quantity = _quantity(move, moved)
        if quantity is None:
            continue
        apart = move.rose != quantity.rose and min(abs(move.percent), abs(quantity.percent)) >= least
        alone = _alone(telling, move, quantity) if apart else ()
        if not alone:
            yield None
        for piece in alone:
            yield CHECK.finding(
                f"{move.metric.id} {move.shown}, while {quantity.metric.id} {quantity.shown}; the section tells the "
                "first "
                "and not the second",
                f'tell {quantity.metric.id} beside it, as {{{{ delta("{quantity.metric.id}") }}}}, in both languages',
                metric=move.metric.id,
                period=move.now.period.id,
                section=piece.section,
                language=piece.bound[0].language,
                place=piece.at,
                involved=(*move.involved, *quantity.involved),
                subject="apart",
            )


def _quantity(move: Move, moved: dict[str, Move]) -> Move | None:
    """What an intensity is of: the one metric above the line of its formula, where there is one below."""
    parts = monomials(move.metric.formula) if move.metric.formula else None
    if parts is None or len(parts) != 1 or len(parts[0].over) != 1 or not parts[0].under:
        return None
    return moved.get(parts[0].over[0][0])


def _alone(telling: Told, move: Move, quantity: Move) -> tuple[Piece, ...]:
    """Where this year's intensity, or its change, is told in a section without anything of the quantity."""
    found: dict[tuple[str, str], Piece] = {}
    for language in telling.languages:
        with_it = {piece.section for piece in telling.pieces_in(quantity.metric.id, language)}
        for piece in telling.pieces_in(move.metric.id, language):
            told_now = any(b.metric == move.metric.id and b.period == move.now.period.id for b in piece.bound)
            if told_now and piece.section not in with_it:
                found.setdefault((language, piece.section), piece)
    return tuple(found.values())


CHECK = Check(
    "YY005",
    "intensity-without-quantity",
    {
        "zh-hant": "只說強度而不提方向相反的總量",
        "en": "An intensity is told without the quantity that moved against it",
    },
    Severity.WARNING,
    __doc__,
    examine,
    options={"percent": Decimal(1)},
)
