"""Restatements: an earlier period's value that was changed after it was published."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from reportgen.model.period import Period


@dataclass(frozen=True, slots=True)
class Restatement:
    """A value of an earlier period, restated. It stands until the same value is restated again.

    Attributes:
        before: the value that it replaces, in the metric's unit; ``None`` if there was no number.
        after: the restated value.
        reason: why, as GRI 2-4 asks.
        submission: number of the ledger's submission that records it.
        entry: number of the datapoint that it restates.
    """

    number: int
    metric: str
    period: Period
    entity: str
    before: Decimal | None
    after: Decimal
    reason: str
    submission: int
    entry: int
    by: str
    at: datetime

    @property
    def effect(self) -> Decimal | None:
        """By how much the value changed, in the metric's unit."""
        return None if self.before is None else self.after - self.before
