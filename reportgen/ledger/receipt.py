"""What an import says it did."""

from dataclasses import dataclass

from reportgen.model.figure import Datapoint, Entry
from reportgen.model.restatement import Restatement


@dataclass(frozen=True, slots=True)
class Change:
    """A datapoint that says something else than the latest one before it."""

    before: Entry
    after: Datapoint


@dataclass(frozen=True, slots=True)
class Landed:
    """What came of one submission.

    Attributes:
        number: its number in the ledger, ``None`` if it was there already and changes nothing.
        added: datapoints for a metric, period and entity of which the ledger had none.
        changes: datapoints that differ from the latest in value, state, kind, qualifier, reason or particulars.
        unchanged: datapoints that say the same as the latest.
        restated: restatements of earlier periods that came with it.
        held: datapoints that say something else than a restatement, which stands until it is restated again.
    """

    workbook: str
    number: int | None
    added: int
    changes: tuple[Change, ...]
    unchanged: int
    restated: tuple[Restatement, ...] = ()
    held: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import did; ``head`` is the ledger's head after it."""

    head: str
    submissions: tuple[Landed, ...]

    @property
    def nothing_new(self) -> bool:
        """Whether all of it was in the ledger already."""
        return all(landed.number is None for landed in self.submissions)
