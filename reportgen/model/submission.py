"""A workbook as handed in, once every populated cell of it is accounted for."""

from dataclasses import dataclass

from reportgen.model.figure import Datapoint
from reportgen.model.place import Cell


@dataclass(frozen=True, slots=True)
class SetAside:
    """A populated cell that is no datapoint, and why: a title, a label, a comment column."""

    cell: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A workbook's datapoints.

    Every populated cell is taken into a datapoint, set aside with a reason, or refused; a submission
    exists only if none was refused, so ``taken + len(set_aside)`` is the number of populated cells.
    """

    workbook: str
    sha256: str
    owner: str
    datapoints: tuple[Datapoint, ...]
    taken: int
    set_aside: tuple[SetAside, ...]
