"""Metrics: what is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from reportgen.model.entity import EntityKind
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


class Rollup(StrEnum):
    """How values of several entities or months make one."""

    SUM = "sum"
    LAST = "last"  # the last month's, as of a head count at the year's end
    AVERAGE = "average"  # weighted by another metric; the plain mean over months without one
    NONE = "none"  # not at all: it is handed in as it is printed


class Frequency(StrEnum):
    """For how long a stretch of time each a metric is handed in."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Variance:
    """From which change on an explanation is asked for. All limits that are given must be passed.

    Attributes:
        percent: change in per cent of the earlier value; ``0`` asks for an explanation of every change.
        points: change in the metric's own unit, for shares and rates of which a percentage tells nothing.
        floor: values below it, this year's and last year's, are too small to ask.
    """

    percent: Decimal | None = Decimal(10)
    points: Decimal | None = None
    floor: Decimal = Decimal(0)

    def exceeded(self, now: Decimal, before: Decimal) -> bool:
        """Whether a change must be explained. A change from zero has no percentage and passes any."""
        moved = abs(now - before)
        if not moved or max(abs(now), abs(before)) < self.floor:
            return False
        if self.percent is None and self.points is None:
            return False
        if self.points is not None and moved <= self.points:
            return False
        return self.percent is None or not before or moved / abs(before) * 100 > self.percent


@dataclass(frozen=True, slots=True)
class Tie:
    """What the value of a metric must be by other figures of the report, whether it is handed in or computed.

    Attributes:
        formula: as a metric's own formula is written, metric ids in braces.
        within: how far, in per cent of what the formula gives, the value may be off beside the rounding of all numbers
            involved; ``0`` for a definition, more for an expectation such as an emission factor.
        units: by metric, the unit in which the formula takes it, where a constant of the formula depends on that.
    """

    formula: str
    within: Decimal = Decimal(0)
    units: Mapping[str, str] = field(default_factory=dict)


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
        averages: rows of metrics, each of which this one is a weighted average of.
        ties: what the value must be by other figures; checks compute it anew.
        part_of: id of the metric of which this one can't be more.
        steady: whether the value may stay the same to the digit from year to year, as an area or a capacity may.
        low, high: the range outside which a value is refused.
        polarity: which direction is the better one.
        assured: whether it belongs to the practitioner's selected information.
        disclosures: what it answers, as ``"<standard> <code>"``.
        definition: what is and isn't counted, in each language.
        level: at which kind of entity it is handed in: ``group``, ``subsidiary`` or ``site``.
        every: for which stretch of time it is handed in: ``year``, ``quarter`` or ``month``.
        over_entities: how the values of entities make the group's: ``sum``, ``average`` or ``none``.
        over_months: how the values of months or quarters make the year's: ``sum``, ``last``, ``average`` or ``none``.
        weight: id of the metric by which an average is weighted, e.g. the floor area.
        variance: from which change against last year on an explanation is asked for.
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
    averages: tuple[tuple[str, ...], ...] = ()
    ties: tuple[Tie, ...] = ()
    part_of: str | None = None
    steady: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    polarity: Polarity = Polarity.NEUTRAL
    assured: bool = False
    disclosures: tuple[str, ...] = ()
    definition: Words | None = None
    level: EntityKind = EntityKind.GROUP
    every: Frequency = Frequency.YEAR
    over_entities: Rollup = Rollup.SUM
    over_months: Rollup = Rollup.SUM
    weight: str | None = None
    variance: Variance = Variance()
    at: Place | None = None

    @property
    def handed_in(self) -> bool:
        """Whether a workbook holds it: neither derived nor another metric's second name."""
        return self.formula is None and self.same_as is None

    @property
    def consolidated(self) -> bool:
        """Whether its figure is put together from entities or months."""
        return self.handed_in and (self.level is not EntityKind.GROUP or self.every is not Frequency.YEAR)
