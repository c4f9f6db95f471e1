"""Slips of the hand, as they show in digits."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

_TENS = tuple(range(1, 7))


def significant(value: Decimal) -> int:
    """How many digits tell something: ``1200`` and ``0.12`` have two."""
    return len(value.normalize().as_tuple().digits) if value else 0


def places(value: Decimal) -> int:
    """Digits behind the point that tell something: ``12.30`` has one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def last_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero: ``63000`` gives 3, ``12.5`` gives -1; zero gives 0."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) and value else 0


def swaps(value: Decimal) -> Iterator[Decimal]:
    """The values that a number becomes when two neighbouring digits change places."""
    text = f"{abs(value):f}"
    sign = -1 if value < 0 else 1
    for i, (a, b) in enumerate(pairwise(text)):
        if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
            yield sign * Decimal(text[:i] + b + a + text[i + 2 :])


def transposed(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by two neighbouring digits that changed places, and by nothing else."""
    if one == other or one * other <= 0:
        return False
    scale = max(places(one), places(other))
    a, b = (f"{abs(value):.{scale}f}".replace(".", "") for value in (one, other))
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]


def slip(value: Decimal, other: Decimal, within: Decimal) -> int:
    """By which power of ten a number must be shifted to come near another one.

    Args:
        value: the number in question.
        other: what it is held against.
        within: factor up to which two numbers count as near each other, e.g. ``1.8``.

    Returns:
        ``1`` if the value is about ten times the other, ``-3`` if about a thousandth; ``0`` if it is no such multiple.
    """
    if not value or not other or (value < 0) != (other < 0):
        return 0
    ratio = value / other
    for power in (*_TENS, *(-n for n in _TENS)):
        rest = ratio.scaleb(-power)
        if 1 / within <= rest <= within:
            return power
    return 0
