"""LibreOffice, told to compute every formula of a workbook anew, whatever result it was saved with."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reportgen.pack.lead import contract

NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(content: bytes, folder: Path) -> openpyxl.Workbook:
    """The workbook as LibreOffice saves it, with the values that it computed."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    source = folder / "lead.xlsx"
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", folder / "saved", source], check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "saved" / "lead.xlsx", data_only=True)


def edited(content: bytes, edit: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The workbook with something typed into it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column_of(sheet, id: str) -> int:
    """The number of the column with an id."""
    return next(n for n in range(1, sheet.max_column + 1) if sheet.cell(contract.IDS_ROW, n).value == id)


def cell(sheet, key: str, id: str):
    """The cell of a row, found by its key, and a column, found by its id."""
    rows = range(contract.FIRST_ROW, sheet.max_row + 1)
    row = next((row for row in rows if sheet.cell(row, 1).value == key), None)
    assert row is not None, f"{sheet.title} has no row {key}"
    return sheet.cell(row, column_of(sheet, id))


def row_where(sheet, **wanted: object) -> int:
    """The first row in which columns have these values."""
    columns = {column_of(sheet, id): value for id, value in wanted.items()}
    rows = range(contract.FIRST_ROW, sheet.max_row + 1)
    return next(row for row in rows if all(sheet.cell(row, at).value == value for at, value in columns.items()))
