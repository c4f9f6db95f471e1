"""Activity data in a workbook: one sheet of rows, read whole as texts."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from reportgen.intake.container import Limits, UnfitWorkbookError, inspect
from reportgen.model.place import Place
from reportgen.model.problem import InputRefusedError, Problem

_SEARCHED = 20  # rows among which the heads are looked for
_FEWEST = 5  # columns that activity data has


def read_activity_sheet(
    path: Path, name: str, limits: Limits | None = None
) -> tuple[tuple[str, ...], tuple[Sequence[str | None], ...], int]:
    """The heads of the first sheet that has a row of five, the texts of each column, and the number of the first row.

    A number becomes the fifteen digits that a spreadsheet program shows, a date its month.

    Raises:
        InputRefusedError: The workbook is unfit, or no sheet of it holds a table.
    """
    try:
        data = path.read_bytes()
        inspect(data, limits or Limits())
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for title in book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for number, row in enumerate(rows[:_SEARCHED]):
                heads = [str(cell).strip() for cell in row]
                if sum(bool(head) for head in heads) >= _FEWEST:
                    return _columns(heads, rows[number + 1 :], number + 2)
    except UnfitWorkbookError as error:
        raise InputRefusedError([Problem(error.what, Place(name), error.fix)]) from None
    except (CalamineError, OSError) as error:
        what = f"the workbook cannot be read ({error})"
        raise InputRefusedError([Problem(what, Place(name), "open it and save it again as .xlsx")]) from None
    what = "no sheet has a row of heads: metric, entity, month, value, unit"
    raise InputRefusedError([Problem(what, Place(name), "put the heads above the rows")])


def _columns(
    heads: list[str], rows: list[list[Any]], first: int
) -> tuple[tuple[str, ...], tuple[Sequence[str | None], ...], int]:
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    texts = tuple([_text(row[n]) for row in rows] for n in range(len(heads)))
    return tuple(heads), texts, first


def _text(cell: Any) -> str | None:
    match cell:
        case "":
            return None
        case bool():
            return str(cell).upper()
        case int() | float():
            return format(cell, ".15g") if "e" not in format(cell, ".15g") else f"{cell:.10f}"
        case datetime() | date():
            return f"{cell:%Y-%m}"
    return str(cell).strip()
