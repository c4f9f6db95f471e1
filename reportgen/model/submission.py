"""A workbook as handed in, once every populated cell of it is accounted for."""

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.figure import Datapoint
from reportgen.model.place import Cell


class Act(StrEnum):
    """What a submission does to the ledger."""

    HAND_IN = "hand-in"
    ACTIVITY = "activity"  # a file of sites and months, consolidated
    RESTATE = "restate"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A populated cell that is no datapoint, and why: a title, a label, a comment column."""

    cell: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A workbook's datapoints.

    Every populated cell is taken into a datapoint, set aside with a reason, or refused, so that ``taken``,
    ``set_aside`` and ``refused`` together are all populated cells. Where something was refused, the rest of the
    workbook counts only because the importer said so, and the ledger keeps what was refused and why.
    """

    workbook: str
    sha256: str
    owner: str
    datapoints: tuple[Datapoint, ...]
    taken: int
    set_aside: tuple[SetAside, ...]
    refused: tuple[SetAside, ...] = ()
    act: Act = Act.HAND_IN
