"""Rounding, and the choice of the scale (萬, 億, million, billion) that a number is printed in.

The mode is declared once: half up, away from zero (2.5 to 3, -2.5 to -3). The scale is chosen after rounding, so that
99,999,999 rounded to hundredths of 萬 is 1億 and never 10,000萬.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

ROUNDING = ROUND_HALF_UP
"""How a number is rounded for print."""

EXACT_ARITHMETIC = Context(prec=400, rounding=ROUNDING)
"""Room for every digit of a reported value, so that only a declared rounding ever loses one."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale that a language has a word for, e.g. ``Scale("yi", 8, "億")``.

    An ``automatic`` one may be chosen by the size of the number; another is printed only where it is asked for.
    """

    name: str
    power: int
    word: str
    automatic: bool = True


@dataclass(frozen=True, slots=True)
class Rounding:
    """How many digits stand behind the point.

    Attributes:
        decimals: ``None`` keeps every digit.
        trim: whether zeros at the end are dropped.
    """

    decimals: int | None = None
    trim: bool = False

    def apply(self, value: Decimal) -> Decimal:
        """Round half up, then trim if asked to; never gives a negative zero or an exponent above zero."""
        rounded = value if self.decimals is None else half_up(value, self.decimals)
        if self.trim:
            rounded = rounded.normalize(EXACT_ARITHMETIC)
        if exponent(rounded) > 0:
            rounded = rounded.quantize(Decimal(1), context=EXACT_ARITHMETIC)
        return abs(rounded) if rounded.is_zero() else rounded


@dataclass(frozen=True, slots=True)
class Scaled:
    """A rounded number and the scale that it is to be read in; ``None`` for plain digits."""

    number: Decimal
    scale: Scale | None


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round half up, away from zero, to that many digits after the point."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), context=EXACT_ARITHMETIC)
    return abs(rounded) if rounded.is_zero() else rounded


def exponent(value: Decimal) -> int:
    """The power of ten of the last digit, e.g. ``-2`` for 0.25.

    Raises:
        ValueError: The value is not a number, or infinite.
    """
    power = value.as_tuple().exponent
    if not isinstance(power, int):
        raise ValueError(f"{value} cannot be printed as a figure")
    return power


def in_scale(value: Decimal, scale: Scale, rounding: Rounding) -> Scaled:
    """Express a value in one given scale."""
    return Scaled(rounding.apply(value.scaleb(-scale.power, context=EXACT_ARITHMETIC)), scale)


def choose(value: Decimal, scales: Sequence[Scale], plain: Rounding, scaled: Rounding) -> Scaled:
    """Choose the scale by the size of the rounded number.

    A number that rounding alone lifts to the next scale is one of that scale: 999,999.6 rounded to a whole number is
    1 million. A number of the next scale's own size is rounded once, there.

    Args:
        value: exact, in units of one.
        scales: those that may be chosen, from small to large.
        plain: how a number below the first scale is rounded.
        scaled: how the number before a scale word is rounded.
    """
    current = Scaled(plain.apply(value), None)
    for following in scales:
        if abs(current.number) < _one(following, current.scale):
            return current
        if abs(value) < _one(following):
            return Scaled(scaled.apply(Decimal(1).copy_sign(value)), following)
        current = in_scale(value, following, scaled)
    return current


def _one(scale: Scale, within: Scale | None = None) -> Decimal:
    """One of a scale, counted in ``within``: one 億 is 10,000萬."""
    return Decimal(1).scaleb(scale.power - (within.power if within else 0))
