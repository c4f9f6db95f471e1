"""What goes wrong, told so that the search ends: what, where, what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.model.place import Cell, Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what somebody handed in or wrote.

    Attributes:
        what: what is wrong, in English.
        where: the line or the cell.
        fix: what to do, in English.
        words: the two in each language that a contributor may read, where they are told so.
        asks: whether it is a question: the cell can be read, but not in one way only.
        metric: id of the metric that it keeps from being taken, if it is about one.
    """

    what: str
    where: Place | Cell | None
    fix: str
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)
    asks: bool = False
    metric: str | None = None

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.what}; {self.fix}"


class ReportgenError(Exception):
    """The base of the errors that carry problems; the command line prints them all."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class InputRefusedError(ReportgenError):
    """What was handed in is refused on its merits (exit code 1)."""

    exit_code = 1


class BrokenProjectError(ReportgenError):
    """The tool cannot do its work: wrong use, a broken project, a missing dependency (exit code 2)."""

    exit_code = 2


class NothingToExamineError(ReportgenError):
    """There was nothing to look at (exit code 3)."""

    exit_code = 3
