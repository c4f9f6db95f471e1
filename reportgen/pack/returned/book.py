"""A lead workbook as it stands in a file: which pack it is of, its rows by key and column, its comments.

Nothing is looked for by its place: a sheet is known by its keys, a row by the key in its first cell, a column by its
id, because a workbook comes back sorted, with rows deleted, or saved by another program.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import openpyxl
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from reportgen.model.place import Place
from reportgen.model.problem import InputRefusedError, Problem
from reportgen.pack.archive import Archive, Limits
from reportgen.pack.lead.contract import (
    AUDITOR_COLUMNS,
    IDS_ROW,
    KEY,
    META,
    META_HEADS,
    META_KEYS,
    REVIEWED_ON,
    REVIEWER,
    REVIEWER_COLUMN,
)
from reportgen.pack.returned.threads import Said, comments_of

COMPARED_WITH = ("printed", "value")
"""Columns that hold what an auditor's value is compared with, the first that a sheet has."""
LIMITS = Limits(file=80_000_000, files=5_000, unpacked=800_000_000, part=300_000_000)
_ROWS, _COLUMNS = 60_000, 300
_HEAD_WITHIN = 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "open it in the spreadsheet program and save it as an Excel workbook (.xlsx), without a password"
_KEYED = re.compile(r"[a-z_]+:\S|reviewe[dr](_on)?$")
_REFERENCE = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]{1,12})([0-9]{1,20})["']""")

Content = str | int | float | bool | datetime | date | None
"""What a cell holds; a formula is a text that begins with ``=``."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with a key: its number, and its cells by column id."""

    key: str
    row: int
    cells: Mapping[str, Content]


@dataclass(frozen=True)
class Sheet:
    """A sheet with rows that have keys.

    Attributes:
        name: as the tab says.
        columns: number of each column, from 1, by its id; empty where the row of ids is gone.
        lines: its rows with keys.
        grid: all its cells by row and column, from 1.
        results: what its formulas came to when the file was saved, by row and column; empty where nobody asks for it.
        comments: notes and comments that hang on it.
    """

    name: str
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    grid: Mapping[tuple[int, int], Content]
    results: Mapping[tuple[int, int], Content]
    comments: tuple[Said, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of its rows."""
        return frozenset(line.key for line in self.lines)

    @cached_property
    def key_of(self) -> Mapping[int, str]:
        """Key of each row that has one."""
        return {line.row: line.key for line in self.lines}

    @cached_property
    def id_of(self) -> Mapping[int, str]:
        """Id of each column that has one."""
        return {number: id for id, number in self.columns.items()}

    def result(self, line: Line, column: str) -> Content:
        """What a cell of a row shows: a formula's result, else what it holds."""
        content = line.cells.get(column)
        if isinstance(content, str) and content.startswith("="):
            return self.results.get((line.row, self.columns[column]))
        return content

    def ref(self, line: Line, column: str) -> str:
        """A cell's name, e.g. ``D17``."""
        return f"{get_column_letter(self.columns[column])}{line.row}"


@dataclass(frozen=True)
class Book:
    """A lead workbook.

    Attributes:
        meta: what its very hidden sheet says of the pack; empty where that is gone.
        writable: names of the sheets on which a reviewer may write, as issued.
        sheets: all sheets by name but the very hidden one.
        beyond: sheets that reach further than is read.
    """

    meta: Mapping[str, str]
    writable: tuple[str, ...]
    sheets: Mapping[str, Sheet]
    beyond: tuple[str, ...] = field(default=())

    @property
    def pack(self) -> str:
        """Id of the pack; empty if the workbook doesn't say."""
        return self.meta.get("pack", "")

    @property
    def reviewer(self) -> str:
        """Who wrote, as the index sheet says."""
        return str(self._on_index(REVIEWER) or "").strip()

    @property
    def reviewed_on(self) -> date | None:
        """When, as the index sheet says."""
        told = self._on_index(REVIEWED_ON)
        if isinstance(told, datetime):
            return told.date()
        if isinstance(told, date):
            return told
        try:
            return date.fromisoformat(str(told or "").strip().replace("/", "-"))
        except ValueError:
            return None

    def _on_index(self, key: str) -> Content:
        named = self.sheets.get(self.meta.get("index", ""))
        for sheet in [named] if named is not None else self.sheets.values():
            for line in sheet.lines:
                if line.key == key and REVIEWER_COLUMN in sheet.columns:
                    # Whoever typed it into a cell beside the one meant for it has said it all the same.
                    first = sheet.columns[REVIEWER_COLUMN]
                    beside = (sheet.grid.get((line.row, first + more)) for more in (1, 2))
                    told = (sheet.result(line, REVIEWER_COLUMN), *beside)
                    return next((one for one in told if one is not None), None)
        return None


def read_book(data: bytes, name: str) -> Book:
    """Read a lead workbook.

    Args:
        data: the file.
        name: what the reader calls it, for messages.

    Raises:
        BrokenProjectError: The container is damaged, or was made to do harm.
        InputRefusedError: It is no workbook that can be read.
    """
    if data.startswith(_OLE):
        raise _refused("the file is encrypted, or in the old Excel format (.xls)", name)
    archive = Archive(data, name, LIMITS)
    if "xl/workbook.xml" not in archive:
        raise _refused("the file is no Excel workbook", name)
    beyond = _looked_through(archive, name)
    try:
        comments = comments_of(archive)
        formulas = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
        meta, writable = _meta(formulas[META]) if META in formulas.sheetnames else ({}, ())
        sheets = {
            sheet.title: _sheet(sheet, comments.get(sheet.title, ()))
            for sheet in formulas.worksheets
            if sheet.title != META
        }
        if any(_asks_for_results(sheet) for sheet in sheets.values()):
            results = openpyxl.load_workbook(io.BytesIO(data), keep_links=False, data_only=True)
            sheets = {name: _with_results(sheet, results[name]) for name, sheet in sheets.items()}
    except Exception as error:  # a damaged part makes openpyxl and lxml raise whatever they happen to
        raise _refused(f"the workbook cannot be read ({type(error).__name__}: {error})", name) from error
    return Book(meta, writable, sheets, beyond)


def _refused(what: str, name: str) -> InputRefusedError:
    return InputRefusedError([Problem(what, Place(name), _SAVE)])


def _looked_through(archive: Archive, name: str) -> tuple[str, ...]:
    """Refuse parts that declare entities; name the sheets that reach further than is read."""
    beyond = []
    for part in archive.names:
        if not part.endswith((".xml", ".rels", ".vml")):
            continue
        text = archive.read(part)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text[:200]:
            raise _refused(f"{part} declares XML entities, or is not written in UTF-8", name)
        if part.startswith("xl/worksheets/") and any(int(row) > _ROWS for _, row in _REFERENCE.findall(text)):
            beyond.append(part)
    return tuple(beyond)


def _meta(sheet: Any) -> tuple[dict[str, str], tuple[str, ...]]:
    rows = [tuple(row) for row in sheet.iter_rows(min_row=1, max_row=2000, max_col=len(META_HEADS), values_only=True)]
    told = {str(row[0]): str(row[1] if row[1] is not None else "") for row in rows if row[0] in META_KEYS}
    head = next((at for at, row in enumerate(rows) if row[0] == META_HEADS[0]), len(rows))
    return told, tuple(str(row[0]) for row in rows[head + 1 :] if row[0])


def _sheet(sheet: Any, comments: Sequence[Said]) -> Sheet:
    grid = dict(_cells(sheet))
    head, columns = _columns(grid)
    return Sheet(sheet.title, columns, tuple(_lines(grid, head, columns)), grid, {}, tuple(comments))


def _asks_for_results(sheet: Sheet) -> bool:
    """Whether a formula's result may be needed: of what a reviewer wrote, compared with, or commented on."""
    ids = (*AUDITOR_COLUMNS, *COMPARED_WITH, REVIEWER_COLUMN)
    needed = {sheet.columns[id] for id in ids if id in sheet.columns}
    return bool(sheet.comments) or any(at[1] in needed and _is_formula(told) for at, told in sheet.grid.items())


def _with_results(sheet: Sheet, results: Any) -> Sheet:
    held = {at: results.cell(*at).value for at, content in sheet.grid.items() if _is_formula(content)}
    return replace(sheet, results=held)


def _cells(sheet: Any) -> Iterator[tuple[tuple[int, int], Content]]:
    rows, columns = min(sheet.max_row, _ROWS), min(sheet.max_column, _COLUMNS)
    for row in sheet.iter_rows(min_row=1, max_row=rows, max_col=columns):
        for cell in row:
            value = cell.value
            if value is not None and value != "":
                yield (cell.row, cell.column), value if isinstance(value, Content) else _formula_text(value)


def _formula_text(value: Any) -> str:
    """An array formula and the like as a text."""
    return str(getattr(value, "text", None) or value)


def _is_formula(content: Content) -> bool:
    return isinstance(content, str) and content.startswith("=")


def _columns(grid: Mapping[tuple[int, int], Content]) -> tuple[int, dict[str, int]]:
    """The row of ids, and the columns by id: where they were put, or below rows that somebody inserted."""
    for row in range(IDS_ROW, _HEAD_WITHIN):
        if grid.get((row, 1)) == KEY:
            found: dict[str, int] = {}
            for (at, column), content in grid.items():
                if at == row and isinstance(content, str):
                    found.setdefault(content, column)
            return row, found
    return 0, {}


def _lines(grid: Mapping[tuple[int, int], Content], head: int, columns: Mapping[str, int]) -> Iterator[Line]:
    keyed = {
        row: content.strip()
        for (row, column), content in grid.items()
        if column == 1 and row > head and isinstance(content, str) and _KEYED.match(content.strip())
    }
    by_row: dict[int, dict[int, Content]] = {row: {} for row in keyed}
    for (row, column), content in grid.items():
        if row in by_row:
            by_row[row][column] = content
    for row in sorted(keyed):
        yield Line(keyed[row], row, {id: by_row[row][at] for id, at in columns.items() if at in by_row[row]})


def place_in(cell: str) -> tuple[int, int]:
    """Row and column of a cell's name, from 1; ``(0, 0)`` for what names none."""
    try:
        row, column = coordinate_to_tuple(cell.partition(":")[0].replace("$", ""))
        return int(row), int(column)
    except ValueError:
        return 0, 0
