"""The number in a printed text, and the scale that its words give it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_POWERS = sorted(range(-12, 13), key=lambda power: (abs(power), -power))


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it is printed.

    Attributes:
        number: as it stands in the text.
        power: of ten by which it is to be multiplied: 8 for 億, 2 for 億 where the metric counts in millions.
        ties: whether it is the value, rounded as printed.
    """

    number: Decimal
    power: int
    ties: bool

    def tolerance(self, value: Decimal) -> Decimal:
        """Half of the last printed digit, and what a sheet loses by keeping fifteen digits of the value."""
        exponent = self.number.as_tuple().exponent
        half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1 + self.power)
        return half + max(half * Decimal("1e-6"), abs(value) * Decimal("4e-15"))


def numbers(text: str) -> Sequence[Decimal]:
    """The numbers of a text, in order."""
    return [Decimal(found.replace(",", "")) for found in _NUMBER.findall(text)]


def read(text: str, value: Decimal) -> Told | None:
    """The number of a text that prints a value; ``None`` where the text tells it in words.

    Of several numbers the one that ties is taken, and of several scales the nearest to none; where none ties, the
    first number as it stands.
    """
    found = numbers(text)
    for power in _POWERS:
        for number in found:
            told = Told(number, power, ties=True)
            if abs(abs(value) - number.scaleb(power)) <= told.tolerance(value):
                return told
    return Told(found[0], 0, ties=False) if found else None
