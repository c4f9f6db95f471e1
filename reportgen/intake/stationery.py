"""How an issued workbook looks: its faces, fills, widths and pages, and how a text is put into a cell."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW = 4
"""Row of the column heads; the sheet's title stands above it."""

_FACE, _FACE_OF_IDS = "Microsoft JhengHei", "Consolas"
_INK, _SOFT, _LINK = "1F2A37", "6B7280", "1B6CA8"
ACCENT = "1F4E5F"
_PALE, _GREY, _INPUT = "E3EEF1", "F1F3F5", "FFFDF2"
_THIN, _HAIR = Side(style="thin", color="C9D1D8"), Side(style="hair", color="C9D1D8")
_A4 = 9
_WIDE_FROM = 0x2E80
_FORMULA_STARTS = ("=", "+", "-", "@")
_OLDEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

Value = str | int | None
"""What an issued cell may hold."""


class Look(Enum):
    """What a cell of a table is for, and so how it looks and whether it may be filled in."""

    ID = "id"
    LABEL = "label"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    BARRED = "barred"

    @property
    def open(self) -> bool:
        """Whether it is for the owner to fill in."""
        return self in (Look.NUMBER, Look.CHOICE, Look.TEXT)


def put(sheet: Worksheet, row: int, column: int, value: Value, *, size: float = 10, **font: Any) -> Any:
    """Write a value; a text stays a text, also if a spreadsheet program would run it as a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        if value.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = value
    cell.font = Font(**{"name": _FACE, "size": size, "color": _INK, **font})
    return cell


def put_body(sheet: Worksheet, row: int, column: int, value: Value, look: Look, number_format: str = "") -> None:
    """Write a cell of a table."""
    cell = put(sheet, row, column, value, size=9 if look is Look.TEXT else 10)
    cell.border = Border(bottom=_HAIR, left=_HAIR, right=_HAIR)
    number = look is Look.NUMBER
    cell.alignment = Alignment(
        horizontal="right" if number else "left", vertical="center", wrap_text=not number, indent=1
    )
    if look is Look.ID:
        cell.font = Font(name=_FACE_OF_IDS, size=9, color=_SOFT)
    if look in (Look.ID, Look.BARRED):
        cell.fill = _fill(_GREY)
    if number:
        cell.fill = _fill(_INPUT)
    if look.open:
        cell.protection = Protection(locked=False)
    if number_format:
        cell.number_format = number_format


def put_title(sheet: Worksheet, title: str, explanation: str) -> None:
    """Write a sheet's title and how it is filled in, above its table."""
    put(sheet, 1, 1, title, size=14, bold=True, color=ACCENT)
    put(sheet, 2, 1, explanation, size=9, color=_SOFT)
    for row, height in ((1, 24), (2, 16), (3, 6)):
        sheet.row_dimensions[row].height = height


def put_heads(sheet: Worksheet, heads: Sequence[str | int], widths: Sequence[float]) -> None:
    """Write the column heads; widths are in characters."""
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = put(sheet, HEAD_ROW, column, head, bold=True, color="FFFFFF")
        cell.fill = _fill(ACCENT)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(left=_THIN, right=_THIN)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[HEAD_ROW].height = 34


def put_group(sheet: Worksheet, row: int, label: str, columns: int) -> None:
    """Write the label of a group of rows across the table."""
    for column in range(1, columns + 1):
        cell = sheet.cell(row, column)
        cell.fill = _fill(_PALE)
        cell.border = Border(top=_THIN, bottom=_THIN)
    cell = put(sheet, row, 1, label, bold=True, color=ACCENT)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.row_dimensions[row].height = 20


def put_line(sheet: Worksheet, row: int, texts: Sequence[Value], *, height: float = 22) -> None:
    """Write a ruled line of the cover from column B on, its first text as a label."""
    for column, value in enumerate(texts, 2):
        cell = put(sheet, row, column, value, bold=column == 2, color=ACCENT if column == 2 else _INK)
        cell.border = Border(bottom=_HAIR)
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = height


def let_fill_in(sheet: Worksheet, ref: str) -> None:
    """Open a cell of a protected sheet."""
    sheet[ref].protection = Protection(locked=False)
    sheet[ref].fill = _fill(_INPUT)


def link(sheet: Worksheet, ref: str, target: str) -> None:
    """Let a cell lead to a sheet of the same workbook."""
    sheet[ref].hyperlink = "#'{}'!A1".format(target.replace("'", "''"))
    sheet[ref].font = Font(name=_FACE, size=10, color=_LINK, underline="single")


def fit_height(sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    """Make a row as high as its longest text needs."""
    texts = [str(cell.value) for cell in sheet[row] if isinstance(cell.value, str)]
    columns = [cell.column for cell in sheet[row] if isinstance(cell.value, str)]
    lines = (_lines(text, widths[column - 1]) for text, column in zip(texts, columns, strict=True))
    sheet.row_dimensions[row].height = max(21, 14 * max(lines, default=1) + 6)


def offer(sheet: Worksheet, column: int, words: Sequence[str], first: int, last: int) -> None:
    """Let the cells of a column be chosen from a list."""
    validation = DataValidation(
        type="list",
        formula1='"{}"'.format(",".join(words)),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="請由清單選擇 Choose from the list",
        error="請由清單選擇一項。 Choose one of the list.",
    )
    letter = get_column_letter(column)
    validation.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(validation)


def finish_table(sheet: Worksheet, last: int, columns: int) -> None:
    """Freeze the heads, set the pages up and protect what is not to be filled in."""
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
    _set_up_page(sheet, "landscape", height=0)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=sheet.title.replace("&", "&&"), size=8),
        right=_HeaderFooterPart(text="&P / &N", size=8),
    )


def finish_cover(sheet: Worksheet, last: int, columns: int) -> None:
    """Set the cover's page up and protect it."""
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
    _set_up_page(sheet, "portrait", height=1)


def packed(book: Workbook, dated: datetime) -> bytes:
    """The workbook's bytes, the same ones whenever it is written.

    Args:
        book: what to write.
        dated: what its properties give as the date of making.
    """
    book.properties.created = dated
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    modified = dated.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _OLDEST_ZIP_DATE)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            # openpyxl stamps the moment of saving into its properties.
            target.writestr(part, _MODIFIED.sub(rb"\g<1>" + modified, source.read(name)))
    return fixed.getvalue()


def _set_up_page(sheet: Worksheet, orientation: Literal["portrait", "landscape"], *, height: int) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, height
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.45
    sheet.page_margins.top, sheet.page_margins.bottom = 0.55, 0.8
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    sheet.protection.autoFilter = False


def _lines(text: str, width: float) -> int:
    room = max(1, int(width - 2))
    return sum(
        max(1, -(-int(sum(1.9 if ord(c) >= _WIDE_FROM else 1.0 for c in line)) // room)) for line in text.split("\n")
    )


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)
