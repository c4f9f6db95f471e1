"""Workbooks to hand out: sheets with a frozen head, a filter and texts that no spreadsheet takes for formulas."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

import xlsxwriter

from reportgen.model.project import Project

Value = str | int | Decimal | None

_LINE = 12  # points of a line of nine-point letters
_FIRST_WIDE = 0x2E7F  # behind it ideographs begin, which take two places


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the heads of its columns with their widths in characters, and its rows.

    ``frozen`` columns stay in view; rows in ``bold`` are set apart, as headings.
    """

    name: str
    head: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]
    frozen: int = 1
    bold: frozenset[int] = frozenset()


def workbook(project: Project, title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook, the same bytes for the same content.

    Args:
        project: whose report it belongs to; the workbook is dated by the end of its year.
        title: of the workbook, for a reader's file list.
        sheets: in their order.
    """
    return dated_workbook(title, project.settings.fiscal_year.ends, sheets)


def dated_workbook(title: str, dated: date, sheets: Sequence[Sheet]) -> bytes:
    """A workbook that belongs to no project, the same bytes for the same content.

    Args:
        title: of the workbook, for a reader's file list.
        dated: the day that its properties tell.
        sheets: in their order.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    created = datetime.combine(dated, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "created": created})
    looks = {
        "head": {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "bg_color": "#EEF1F4"},
        "cell": {"valign": "top", "text_wrap": True},
        "bold": {"valign": "top", "bold": True},
    }
    formats = {name: book.add_format({"font_name": "Arial", "font_size": 9, **look}) for name, look in looks.items()}
    for each in sheets:
        sheet = book.add_worksheet(_name(each.name))
        for column, (name, width) in enumerate(each.head):
            sheet.write_string(0, column, name, formats["head"])
            sheet.set_column(column, column, width)
        sheet.set_row(0, _height([name for name, _ in each.head], each.head))
        for line, row in enumerate(each.rows, start=1):
            sheet.set_row(line, _height(row, each.head))
            look = formats["bold" if line - 1 in each.bold else "cell"]
            for column, value in enumerate(row):
                if isinstance(value, int | Decimal):
                    sheet.write_number(line, column, value, look)
                elif value:
                    sheet.write_string(line, column, value, look)
        sheet.freeze_panes(1, each.frozen)
        if each.rows:
            sheet.autofilter(0, 0, len(each.rows), len(each.head) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _height(row: Sequence[Value], head: Sequence[tuple[str, int]]) -> float:
    """Height of a row, in points, that shows its wrapped texts; LibreOffice does not find it by itself."""
    told = zip(row, (width for _, width in head), strict=True)
    return _LINE * max(sum(_lines(text, width) for text in str(value or "").split("\n")) for value, width in told) + 3


def _lines(text: str, width: int) -> int:
    wide = sum(2 if ord(character) > _FIRST_WIDE else 1 for character in text)
    return max(1, -(-wide * 11 // (width * 10)))


def _name(name: str) -> str:
    """A name that a sheet may have: at most 31 characters, without those that Excel refuses."""
    return "".join(" " if c in "[]:*?/\\" else c for c in name)[:31].strip("' ")
