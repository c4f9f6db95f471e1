"""A quantity: a number in a text, with what it measures."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.model.metric import Qualifier


class Measure(StrEnum):
    """What kind of quantity a number tells."""

    NUMBER = "number"
    SHARE = "share"  # in per cent
    POINTS = "points"
    MONEY = "money"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity found in a text.

    Attributes:
        start, end: where its number stands, with sign, scale and currency, without qualifier and unit.
        value: in units of one; a share in per cent.
        measure: its kind.
        decimals: digits printed behind the point.
        step: what one unit of the last printed digit is worth; zero for words.
        digits: whether it is written in digits.
        currency: of money, ``rmb``, ``hkd`` or ``usd``.
        qualifier: of the words right before or behind it.
    """

    start: int
    end: int
    text: str
    value: Decimal
    measure: Measure
    decimals: int = 0
    step: Decimal = Decimal(0)
    digits: bool = True
    currency: str = ""
    qualifier: Qualifier = Qualifier.EXACT
