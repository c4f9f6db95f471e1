"""What a look over all rows of a file of sites and months has shown."""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.place import Cell


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row far off the middle of its site's other months.

    ``usual`` is that middle, in the row's unit; ``source`` the row of the file, or the cell that it names.
    """

    entity: str
    month: str
    value: Decimal
    usual: Decimal
    source: Cell


@dataclass(frozen=True, slots=True)
class Screening:
    """The rows of one metric and unit of a file.

    Attributes:
        metric: id of the metric.
        unit: as written in the file.
        file: path inside the project.
        rows: how many values above zero there are.
        digits: how many of them begin with 1, 2, … 9.
        least, greatest: of these values.
        odd: the rows farthest off their site's middle, by a multiple of ten or more, at most fifty.
        odd_rows: how many such rows there are.
    """

    metric: str
    unit: str
    file: str
    rows: int
    digits: tuple[int, ...]
    least: Decimal
    greatest: Decimal
    odd: tuple[OddRow, ...] = ()
    odd_rows: int = 0
