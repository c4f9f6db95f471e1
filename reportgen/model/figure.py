"""Datapoints as handed in, and the figures that the report prints."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from reportgen.model.metric import Qualifier
from reportgen.model.period import Period
from reportgen.model.place import Cell


class State(StrEnum):
    """What a datapoint says, also when it gives no number."""

    VALUE = "value"
    CONFIRMED_ZERO = "confirmed_zero"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    NOT_COLLECTED = "not_collected"

    @property
    def has_number(self) -> bool:
        """Whether a number stands behind the state."""
        return self in (State.VALUE, State.CONFIRMED_ZERO)


class Kind(StrEnum):
    """How a value came about."""

    ACTUAL = "actual"
    ESTIMATED = "estimated"
    ACCRUED = "accrued"


class Status(StrEnum):
    """What a printed figure is."""

    REPORTED = "reported"
    DERIVED = "derived"
    RESTATED = "restated"
    NIL = "nil"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True, slots=True)
class Datapoint:
    """A metric's value for a period and an entity, as handed in.

    ``value`` is in the metric's own unit, ``None`` unless the state has a number; ``reason`` says why
    there is none, or why it is estimated; ``qualifier`` how the number relates to the exact one ("over").
    """

    metric: str
    period: Period
    entity: str
    value: Decimal | None
    state: State
    kind: Kind
    source: Cell
    qualifier: Qualifier = Qualifier.EXACT
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A datapoint in the ledger: what was handed in, by whom, when and in which submission."""

    number: int
    datapoint: Datapoint
    submission: int
    submitted_by: str
    submitted_at: datetime


FigureKey = tuple[str, str]
"""Metric id and period id."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The one value that the report prints for a metric and a period.

    Attributes:
        value: exact, in the metric's unit, not rounded; ``None`` when there is no number.
        formula: as declared, for a derived figure.
        inputs: the figures that a derived one was computed from.
        sources: cells of the datapoint, or of all datapoints below a derived figure.
    """

    metric: str
    period: Period
    value: Decimal | None
    unit: str
    state: State
    status: Status
    kind: Kind
    qualifier: Qualifier
    decimals: int | None
    assured: bool
    sources: tuple[Cell, ...]
    formula: str | None = None
    inputs: tuple[FigureKey, ...] = ()
    reason: str = ""

    @property
    def key(self) -> FigureKey:
        """What the figure is found by."""
        return (self.metric, self.period.id)
