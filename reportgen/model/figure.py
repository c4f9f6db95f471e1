"""Datapoints as handed in, and the figures that the report prints."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from reportgen.model.metric import Qualifier
from reportgen.model.particulars import NOTHING_SAID, Particulars
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.restatement import Restatement


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
    there is none, or why it is estimated; ``qualifier`` how the number relates to the exact one ("over");
    ``particulars`` what stands beside the value in its row.
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
    particulars: Particulars = NOTHING_SAID

    @property
    def key(self) -> "DatapointKey":
        """What a newer datapoint replaces it by."""
        return (self.metric, self.period.id, self.entity)


DatapointKey = tuple[str, str, str]
"""Metric id, period id and entity id."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A datapoint in the ledger: what was handed in, by whom, when and in which submission.

    ``restatement`` is the one that stands, if there is any: its value counts instead of the datapoint's.
    """

    number: int
    datapoint: Datapoint
    submission: int
    submitted_by: str
    submitted_at: datetime
    restatement: Restatement | None = None

    @property
    def value(self) -> Decimal | None:
        """The value that counts, in the metric's unit."""
        return self.datapoint.value if self.restatement is None else self.restatement.after

    @property
    def state(self) -> State:
        """What the value that counts is: a restated one is a number."""
        if self.restatement is None:
            return self.datapoint.state
        return State.VALUE if self.restatement.after else State.CONFIRMED_ZERO


@dataclass(frozen=True, slots=True)
class Part:
    """What one entity and period adds to a consolidated figure; the group's part is the figure itself.

    Attributes:
        entity: id of the entity.
        period: of the value.
        value: of the entity as a whole, in the metric's unit; ``None`` when there is no number.
        counts_by: by how much the value counts in the part above, from 0 to 1.
        state: what stands behind the value.
        source: cell of the datapoint, for a value as handed in.
        parts: what the value was put together from: entities, or periods of the entity itself.
        reason: why it doesn't count, or why there is no number.
    """

    entity: str
    period: Period
    value: Decimal | None
    state: State
    counts_by: Decimal = Decimal(1)
    source: Cell | None = None
    parts: "tuple[Part, ...]" = ()
    reason: str = ""


FigureKey = tuple[str, str]
"""Metric id and period id."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The one value that the report prints for a metric and a period.

    Attributes:
        value: exact, in the metric's unit, not rounded; ``None`` when there is no number.
        formula: as declared, for a derived figure.
        inputs: the figures that a derived one was computed from.
        sources: cells of the datapoint, or of all datapoints below a derived or consolidated figure.
        restatement: the one that stands for the figure, if it was restated.
        drilldown: for a consolidated figure, what each entity and month adds to it.
        particulars: what its contributor said beside the value; of a consolidated or derived figure nothing.
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
    restatement: Restatement | None = None
    drilldown: "Part | None" = None
    particulars: Particulars = NOTHING_SAID

    @property
    def key(self) -> FigureKey:
        """What the figure is found by."""
        return (self.metric, self.period.id)


def leaves_of(part: Part, share: Decimal = Decimal(1)) -> "tuple[tuple[Part, Decimal], ...]":
    """The entities at the bottom of a consolidated figure that count in it, each with its share in the whole.

    An entity's own months stay together: they are parts of the same entity.
    """
    below = [p for p in part.parts if p.entity != part.entity]
    if not below:
        return ((part, share),)
    return tuple(leaf for p in below if p.counts_by for leaf in leaves_of(p, share * p.counts_by))


def entities_of(figure: Figure) -> tuple[str, ...]:
    """The entities that a consolidated figure was put together from, sorted; none for a figure handed in whole."""
    return tuple(sorted({leaf.entity for leaf, _ in leaves_of(figure.drilldown)})) if figure.drilldown else ()
