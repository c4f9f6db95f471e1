"""The populated cells of a workbook.

Values come from calamine; what shows in no value, a formula, an error or a percentage, from the sheet's own part.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from reportgen.intake.container import SAVE_AS, Limits, UnfitWorkbookError
from reportgen.intake.marks import Mark, Marks, Position, TooMuchError, marks_of

Span = tuple[Position, Position]
"""First and last cell of merged ones, by row and column."""


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
    """A sheet's populated cells, row by row.

    Attributes:
        hidden: the rows that are hidden.
        merged: merged cells; the first of each holds what is seen.
        secret: whether the sheet is hidden so that only a program can show it.
    """

    name: str
    cells: tuple[Populated, ...]
    hidden: frozenset[int] = field(default_factory=frozenset)
    merged: tuple[Span, ...] = ()
    secret: bool = False

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, Populated]]:
        """The cells by row and column number."""
        return {row: {c.column: c for c in cells} for row, cells in groupby(self.cells, key=lambda c: c.row)}


_Line = list[Any]


def read_sheets(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Read all sheets of a workbook whose container was inspected.

    Raises:
        UnfitWorkbookError: The workbook cannot be read, or is too large.
    """
    with _blaming_the_file():
        try:
            marks = marks_of(data, limits.rows, limits.columns)
        except TooMuchError as error:
            raise UnfitWorkbookError(
                f"sheet {error} has more than {limits.rows:,} rows or {limits.columns} columns",
                "delete what stands, or is only formatted, below and right of the table",
            ) from error
        sheets = tuple(_sheets(data, marks))
    texts = sum(len(c.value) for sheet in sheets for c in sheet.cells if isinstance(c.value, str))
    if texts > limits.text:
        raise UnfitWorkbookError(f"the cells hold more than {limits.text:,} characters", "hand in the tables alone")
    return sheets


def _sheets(data: bytes, marks: Mapping[str, Marks]) -> Iterator[Sheet]:
    """Each worksheet as calamine sees it, from A1 on, with its marks."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            read = workbook.get_sheet_by_name(sheet.name)
            told = marks.get(sheet.name, Marks())
            yield Sheet(
                sheet.name,
                tuple(_cells(read.to_python(skip_empty_area=False), told.cells)),
                frozenset(told.hidden),
                tuple(((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in read.merged_cell_ranges or ()),
                sheet.visible == SheetVisibleEnum.VeryHidden,
            )


def _cells(lines: list[_Line], marks: Mapping[Position, Mark]) -> Iterator[Populated]:
    values = {
        (row, column): value
        for row, line in enumerate(lines, 1)
        for column, value in enumerate(line, 1)
        if value not in ("", None)
    }
    plain = Mark()
    special = {at for at, mark in marks.items() if mark.formula or mark.error}
    for at in sorted(values.keys() | special) if special - values.keys() else values:
        mark = marks.get(at, plain)
        value = "" if mark.error else mark.text or values.get(at, "")
        yield Populated(*at, value, mark.formula, mark.error, mark.percent)


@contextmanager
def _blaming_the_file() -> Iterator[None]:
    """Only libraries run in here, on what anybody may have written: whatever they stumble over is its fault."""
    try:
        yield
    except UnfitWorkbookError:
        raise
    except Exception as error:
        raise UnfitWorkbookError(f"the workbook cannot be read ({error or type(error).__name__})", SAVE_AS) from error
