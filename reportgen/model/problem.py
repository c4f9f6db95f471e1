"""What goes wrong, told so that the search ends: what, where, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.place import Cell, Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what somebody handed in or wrote."""

    what: str
    where: Place | Cell | None
    fix: str

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
