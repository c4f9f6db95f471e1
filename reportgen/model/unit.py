"""Units of measure and how a value in them is written."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.model.words import Words


class Style(StrEnum):
    """How a value of the unit is written in a sentence."""

    PLAIN = "plain"  # 5,739,723.7 tonnes CO₂e
    COUNT = "count"  # 9 people; the noun is the metric's own
    PERCENT = "percent"  # 28.8%
    MONEY = "money"  # RMB5.836 billion
    YEAR = "year"  # 1998
    RANK = "rank"  # 1st
    RATIO = "ratio"  # 1.298


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        id: what metrics name it by, e.g. ``tco2e``.
        style: how a value is written in running text.
        label: full name in each language, as in a table's unit column.
        base: id of the unit that ``factor`` converts to (itself for a base unit).
        factor: how many base units one of this unit is, e.g. 1000000 RMB in one RMB million.
    """

    id: str
    style: Style
    label: Words
    base: str
    factor: Decimal = Decimal(1)
