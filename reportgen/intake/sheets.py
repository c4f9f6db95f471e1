"""The populated cells of a workbook.

Values come from calamine. openpyxl tells what calamine does not: whether a cell holds a formula, an error or
a percentage, none of which shows in the value.
"""

import io
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook, SheetTypeEnum

from reportgen.intake.container import SAVE_AS, Limits, UnfitWorkbookError


@dataclass(frozen=True, slots=True)
class Populated:
    """A cell that holds something.

    Attributes:
        value: as stored: text, number, boolean or date; empty text for an error and for a formula without result.
        formula: whether the value is the stored result of a formula.
        error: the error value, e.g. ``#DIV/0!``.
        percent: whether the number is shown as a percentage (and so stored as a hundredth of what is seen).
    """

    row: int
    column: int
    value: Any
    formula: bool = False
    error: str = ""
    percent: bool = False

    @property
    def ref(self) -> str:
        """The cell's name, e.g. ``D17``."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but spaces."""
        return isinstance(self.value, str) and not self.value.strip() and not self.formula and not self.error


@dataclass(frozen=True)
class Sheet:
    """A sheet's populated cells, row by row."""

    name: str
    cells: tuple[Populated, ...]

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Populated]]:
        """The cells by row and column number."""
        return {row: {c.column: c for c in cells} for row, cells in groupby(self.cells, key=lambda c: c.row)}


@dataclass(frozen=True, slots=True)
class _Mark:
    formula: bool = False
    error: str = ""
    percent: bool = False


_Position = tuple[int, int]
_Line = list[Any]


def read_sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Read all sheets of a workbook whose container was inspected.

    Raises:
        UnfitWorkbookError: The workbook cannot be read, or is too large.
    """
    marks = _marks(data, limits)
    return tuple(_sheet(name, lines, marks.get(name, {})) for name, lines in _values(data))


def _sheet(name: str, lines: list[_Line], marks: Mapping[_Position, _Mark]) -> Sheet:
    values = {
        (row, column): value
        for row, line in enumerate(lines, 1)
        for column, value in enumerate(line, 1)
        if value not in ("", None)
    }
    cells = []
    for position in sorted(values.keys() | marks.keys()):
        mark = marks.get(position, _Mark())
        cells.append(Populated(*position, values.get(position, ""), mark.formula, mark.error, mark.percent))
    return Sheet(name, tuple(cells))


def _marks(data: bytes, limits: Limits) -> dict[str, dict[_Position, _Mark]]:
    marks: dict[str, dict[_Position, _Mark]] = defaultdict(dict)
    text = 0
    for sheet, cell in _cells(data, limits, results=False):
        formula, error = cell.data_type == "f", str(cell.value) if cell.data_type == "e" else ""
        percent = cell.data_type in ("n", "f") and "%" in (cell.number_format or "")
        marks[sheet][cell.row, cell.column] = _Mark(formula, error, percent)
        text += len(cell.value) if isinstance(cell.value, str) else 0
        if text > limits.text:
            raise UnfitWorkbookError(f"the cells hold more than {limits.text:,} characters", "hand in the tables alone")
    if any(mark.formula for sheet in marks.values() for mark in sheet.values()):
        for sheet, cell in _cells(data, limits, results=True):
            if cell.data_type == "e":
                marks[sheet][cell.row, cell.column] = _Mark(formula=True, error=str(cell.value))
    return marks


def _cells(data: bytes, limits: Limits, *, results: bool) -> Iterator[tuple[str, Any]]:
    """The populated cells as openpyxl sees them: formulas, or their stored results."""
    with _blaming_the_file():
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=results, keep_links=False)
        worksheets = workbook.worksheets
    for sheet in worksheets:
        rows = _rows(sheet)
        for number, row in enumerate(rows, 1):
            if number > limits.rows or len(row) > limits.columns:
                raise UnfitWorkbookError(
                    f"sheet {sheet.title} has more than {limits.rows:,} rows or {limits.columns} columns",
                    "delete what stands, or is only formatted, below and right of the table",
                )
            yield from ((sheet.title, cell) for cell in row if cell.value not in (None, ""))
    workbook.close()


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    with _blaming_the_file():
        sheet.reset_dimensions()
        yield from sheet.iter_rows()


def _values(data: bytes) -> list[tuple[str, list[_Line]]]:
    """Each worksheet's values as calamine sees them, from A1 on."""
    with _blaming_the_file(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        return [
            (sheet.name, workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


@contextmanager
def _blaming_the_file() -> Iterator[None]:
    """Only libraries run in here, on what anybody may have written: whatever they stumble over is its fault."""
    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions that it drops; nothing is written back.
            warnings.simplefilter("ignore")
            yield
    except Exception as error:
        raise UnfitWorkbookError(f"the workbook cannot be read ({error or type(error).__name__})", SAVE_AS) from error
