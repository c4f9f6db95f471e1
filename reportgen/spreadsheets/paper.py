"""Faces, fills and pages of a workbook, and how a value is put into a cell so that nobody's Excel runs it."""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

INK, SOFT, LINK, ACCENT = "#1F2A37", "#6B7280", "#1B6CA8", "#1F4E5F"
PALE, GREY, INPUT, LINE = "#E3EEF1", "#F1F3F5", "#FFF9E3", "#D3DAE0"
RED, RED_INK, AMBER, AMBER_INK, GREEN_INK = "#FBE3E1", "#A3231A", "#FDEBC8", "#8A5A00", "#2E7048"

_FACE, _FACE_OF_IDS = "Microsoft JhengHei", "Consolas"
_A4 = 9
_WIDE_FROM = 0x2E80
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_BARRED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MESSAGE, _TITLE = 255, 32

Value = str | Decimal | int | date | None
"""What an issued cell may hold."""

UNLOCKED = {"autofilter": True, "format_columns": True, "format_rows": True, "format_cells": False}
"""What a protected sheet still allows; there is no password, because the lock only guards against slips."""


class Paper:
    """A workbook that is being written; the same calls give the same bytes."""

    def __init__(self, title: str, dated: datetime) -> None:
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self._out, options)
        self.book.set_properties({"title": title, "author": "reportgen", "created": dated})
        self.book.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A cell format; each is made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": _FACE, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self._formats[key] = self.book.add_format({**base, **properties})
        return self._formats[key]

    def tint(self, **properties: Any) -> Any:
        """What a conditional format changes."""
        key = (("tint", True), *sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def put(self, sheet: Any, row: int, column: int, value: Value, **properties: Any) -> None:
        """Write a value into a cell counted from 0.

        A text stays a text, also if a spreadsheet program would run it as a formula.
        """
        if isinstance(value, str):
            text = _BARRED.sub("", value)
            if text.startswith(_RUNS):
                properties["quote_prefix"] = True
            sheet.write_string(row, column, text, self.format(**properties))
        elif value is None:
            sheet.write_blank(row, column, None, self.format(**properties))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.format(**properties))
        else:
            sheet.write_number(row, column, value, self.format(**properties))

    def finished(self) -> bytes:
        """The workbook's bytes."""
        self.book.close()
        return self._out.getvalue()


def id_face(**properties: Any) -> dict[str, Any]:
    """The properties of a cell that holds an id."""
    return {"font_name": _FACE_OF_IDS, "font_size": 8, "font_color": SOFT, **properties}


def ref(row: int, column: int) -> str:
    """A cell's name, e.g. ``D17``, from numbers counted from 0."""
    return str(xl_rowcol_to_cell(row, column))


def message(title: str, text: str, prefix: str = "input") -> dict[str, str]:
    """A message of a data validation, cut to what spreadsheet programs take."""
    return {f"{prefix}_title": title[:_TITLE], f"{prefix}_message": text[:_MESSAGE]}


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column so many characters wide."""
    room = max(1, int(width - 1))
    return sum(
        max(1, -(-int(sum(1.9 if ord(c) >= _WIDE_FROM else 1.0 for c in line)) // room)) for line in text.split("\n")
    )


def set_up_page(sheet: Any, footer: str, *, across: int = 1, down: int = 0) -> None:
    """Lay a sheet out for A4 paper on its side.

    Args:
        sheet: of the workbook.
        footer: text at the bottom's left; the page's number stands at the right.
        across: how many pages it is fitted to from left to right.
        down: how many from top to bottom; as many as it takes if 0.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.fit_to_pages(across, down)
    sheet.set_footer("&L&8{}&R&8&P / &N".format(footer.replace("&", "&&")))
    sheet.hide_gridlines(2)


def protect(sheet: Any, **allowed: bool) -> None:
    """Lock what is not to be filled in, without a password."""
    sheet.protect("", {**UNLOCKED, **allowed})


def edge(**more: Any) -> dict[str, Any]:
    """A thin line all round a cell of a table."""
    return {"border": 1, "border_color": LINE, **more}
