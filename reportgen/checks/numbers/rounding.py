"""How exactly a value is known: by how much it may be off for being rounded alone."""

from decimal import Decimal

from reportgen.checks.numbers.digits import last_place, places
from reportgen.model.figure import Figure
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.unit import Style, Unit

_HALF = Decimal("0.5")
_WHOLE = (Style.COUNT, Style.YEAR, Style.RANK)


def half_unit(decimals: int) -> Decimal:
    """Half of one in the last digit: ``0.05`` for one digit behind the point."""
    return _HALF.scaleb(-decimals)


def room(figure: Figure, metric: Metric, unit: Unit) -> Decimal:
    """By how much a figure may be off the exact one, in the metric's unit.

    A computed figure is exact, and so is a count. Any other was rounded to the metric's decimals, or to the digits that
    it was handed in with; "over" and "about" to its last digit that is not zero.
    """
    if figure.value is None or figure.formula is not None:
        return Decimal(0)
    if figure.qualifier is not Qualifier.EXACT:
        return half_unit(-last_place(figure.value))
    if unit.style in _WHOLE and not places(figure.value):
        return Decimal(0)
    return half_unit(metric.decimals if metric.decimals is not None else places(figure.value))


def printed_room(figure: Figure, metric: Metric, unit: Unit) -> Decimal:
    """By how much a figure in a table may be off the exact one: half of one in the last printed digit."""
    if figure.value is None:
        return Decimal(0)
    if unit.style in _WHOLE and not places(figure.value):
        return Decimal(0)
    return half_unit(metric.decimals if metric.decimals is not None else places(figure.value))


def text(value: Decimal) -> str:
    """A number for a message: with separators, without zeros at the end, at most six digits behind the point."""
    short = round(value, 6) if places(value) > 6 else value
    return f"{short.normalize():,f}"
