"""The account of a workbook's populated cells: each is taken, set aside or refused, exactly once."""

from collections.abc import Iterable

from reportgen.intake.saying import Told
from reportgen.intake.sheets import Populated, Sheet
from reportgen.model.place import Cell, Place
from reportgen.model.problem import Problem
from reportgen.model.submission import SetAside


class Account:
    """Kept while a workbook is read.

    ``taken`` tells for each cell the metric that it was taken for; ``whole`` whether a problem is one of the whole
    workbook, of which then nothing counts; ``remarks`` say how something was read that is not wrong.
    """

    def __init__(self, workbook: str, sha256: str) -> None:
        self.workbook = workbook
        self.sha256 = sha256
        self.taken: dict[Cell, str] = {}
        self.set_aside: list[SetAside] = []
        self.refused: list[Cell] = []
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.whole = False

    def cell(self, sheet: Sheet, populated: Populated) -> Cell:
        """Where a populated cell stands."""
        return self.at(sheet, populated.ref)

    def at(self, sheet: Sheet, ref: str) -> Cell:
        """Where a cell stands, populated or not."""
        return Cell(self.workbook, sheet.name, ref, self.sha256)

    def take(self, sheet: Sheet, cells: Iterable[Populated], metric: str) -> None:
        """Count cells as taken into a metric's datapoint."""
        self.taken |= {self.cell(sheet, c): metric for c in cells}

    def put_aside(self, sheet: Sheet, cells: Iterable[Populated], reason: str) -> None:
        """Count cells as set aside."""
        self.set_aside += [SetAside(self.cell(sheet, c), reason) for c in cells]

    def refuse(self, sheet: Sheet, cells: Iterable[Populated]) -> None:
        """Count cells as refused; the problems say why."""
        self.refused += [self.cell(sheet, c) for c in cells]

    def blame(self, where: Cell | Place | None, told: Told, metric: str | None = None, *, whole: bool = False) -> None:
        """Note a problem; ``whole`` if nothing of the workbook counts because of it."""
        self.problems.append(told.problem(where or Place(self.workbook), metric))
        self.whole = self.whole or whole

    def remark(self, where: Cell, told: Told, metric: str) -> None:
        """Note how something was read."""
        self.remarks.append(told.problem(where, metric))
