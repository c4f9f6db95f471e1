"""Metrics: what is measured."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.model.place import Place
from reportgen.model.words import Words


class Qualifier(StrEnum):
    """How the printed number relates to the exact one."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    BELOW = "below"


class Polarity(StrEnum):
    """Which direction is the better one."""

    LOWER = "lower"
    HIGHER = "higher"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured.

    Attributes:
        id: dotted and stable, e.g. ``ghg.scope1``.
        label: name in each language.
        unit: id of a unit of the catalogue.
        owner: id of the department or entity that hands the figure in.
        topic: name of the file that defines it, e.g. ``environment``.
        decimals: digits after the point when printed; ``None`` prints the value as handed in.
        period: pattern of the period that the metric is about, e.g. ``{fy}`` or ``target-2030``.
        comparatives: how many earlier years are handed in beside it.
        noun: the counted thing in each language, for units of style count.
        scale: power of ten that Chinese sentences print in, ``0``, ``4`` (萬) or ``8`` (億).
        formula: how a derived metric is computed, metric ids in braces; never handed in then.
        same_as: id of the metric of which this is another name; never handed in then.
        breakdowns: rows of metrics, each of which must add up to this one.
        low, high: the range outside which a value is refused.
        polarity: which direction is the better one.
        assured: whether it belongs to the practitioner's selected information.
        disclosures: what it answers, as ``"<standard> <code>"``.
        definition: what is and isn't counted, in each language.
        at: where it is defined.
    """

    id: str
    label: Words
    unit: str
    owner: str
    topic: str
    decimals: int | None = None
    period: str = "{fy}"
    comparatives: int = 0
    noun: Words | None = None
    scale: int = 0
    formula: str | None = None
    same_as: str | None = None
    breakdowns: tuple[tuple[str, ...], ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    polarity: Polarity = Polarity.NEUTRAL
    assured: bool = False
    disclosures: tuple[str, ...] = ()
    definition: Words | None = None
    at: Place | None = None

    @property
    def handed_in(self) -> bool:
        """Whether a workbook holds it: neither derived nor another metric's second name."""
        return self.formula is None and self.same_as is None
