"""A data book of any company, read without a map: rows of figures under years, with their marks and notes.

Read so that a doubt drops a row or a cell instead of inventing a figure; what was dropped is counted.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.intake.booknotes import glued_to, listed, marks_in, note_in, restates
from reportgen.intake.booktables import Row, Table, head_words, tables_of
from reportgen.intake.bookvalues import Reader
from reportgen.intake.container import Limits, UnfitWorkbookError, inspect
from reportgen.intake.faces import PLAIN, Face, faces_of
from reportgen.intake.marks import Position
from reportgen.intake.sheets import Populated, Sheet, read_sheets
from reportgen.model.databook import BookLine, BookMark, BookNote, DataBook
from reportgen.model.place import Cell, Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, NothingToExamineError, Problem

_NO_FIGURES = "no sheet has a row of years with figures below it"
_LONGEST_HEADING = 160


def read_data_book(path: Path) -> DataBook:
    """Read a data book.

    Args:
        path: an .xlsx workbook of any company.

    Raises:
        BrokenProjectError: The file cannot be read.
        InputRefusedError: It is no workbook, is damaged or encrypted, or holds what a workbook to be read must not.
        NothingToExamineError: No sheet has a row of years with figures below it.
    """
    limits = Limits()
    try:
        data = path.read_bytes()
        inspect(data, limits)
        sheets = read_sheets(data, limits)
        faces = faces_of(data)
    except OSError as error:
        problem = Problem(f"the file cannot be read ({error.strerror})", Place(str(path)), "check the path")
        raise BrokenProjectError([problem]) from None
    except UnfitWorkbookError as error:
        raise InputRefusedError([Problem(error.what, Place(path.name), error.fix)]) from None
    book = _Reading(path.name, hashlib.sha256(data).hexdigest()).book([s for s in sheets if not s.secret], faces)
    if not book.lines:
        fix = "let a row hold the years, such as 2022 and 2021, right above the figures"
        raise NothingToExamineError([Problem(_NO_FIGURES, Place(path.name), fix)])
    return book


@dataclass
class _Group:
    """Where in a sheet the reader is: under which heading, and which marks that has."""

    number: int = 0
    headings: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unit: str = ""

    @property
    def under(self) -> str:
        return " › ".join(text for text, _ in self.headings)

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(mark for _, marks in self.headings for mark in marks)


class _Reading:
    """Reads one workbook."""

    def __init__(self, name: str, sha256: str) -> None:
        self._name, self._sha256 = name, sha256
        self._lines: list[BookLine] = []
        self._notes: list[BookNote] = []
        self._marks: list[BookMark] = []
        self._unread: list[Cell] = []
        self._ids: Counter[str] = Counter()

    def book(self, sheets: Sequence[Sheet], faces: Mapping[str, Mapping[Position, Face]]) -> DataBook:
        title = next((" ".join(str(c.value).split()) for s in sheets for c in s.cells if isinstance(c.value, str)), "")
        silent: list[Sheet] = []
        for sheet in sheets:
            tables = tuple(tables_of(sheet))
            if not tables:
                silent.append(sheet)
            for table in tables:
                self._table(sheet, table, faces.get(sheet.name, {}))
        for sheet in silent:
            self._notes_alone(sheet)
        self._unglue()
        names = tuple(dict.fromkeys(line.sheet for line in self._lines))
        return DataBook(
            self._name,
            self._sha256,
            title,
            names,
            tuple(self._lines),
            tuple(self._notes),
            tuple(self._marks),
            tuple(self._unread),
        )

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, table: Table, faces: Mapping[Position, Face]) -> None:
        reader = Reader(sheet, table, faces)
        group = _Group(number=table.head * 1000)
        for cell, year in table.year_cells:
            self._note_marks(sheet, str(cell.value), f"the head {year}", cell)
        titled = fresh = False
        last = max((row.number for row in table.rows if row.values), default=0)
        for row in table.rows:
            if row.values:
                self._line(sheet, table, row, group, reader, faces)
                fresh = False
                continue
            words = " ".join(row.words).strip()
            if head_words("note_titles", words.strip(" :：")):
                titled = True
                continue
            if self._note(sheet, row, words, numbered=titled or row.number > last):
                continue
            if not titled and row.number <= last and len(words) <= _LONGEST_HEADING:
                self._heading(sheet, table, row, words, group, fresh=fresh)
                fresh = True

    def _heading(
        self,
        sheet: Sheet,
        table: Table,
        row: Row,
        words: str,
        group: _Group,
        *,
        fresh: bool,
    ) -> None:
        """A row without figures above others: a heading right below another one stands under it."""
        text, marks = marks_in(words)
        group.number += 1
        group.headings = ([*group.headings, (text, marks)] if fresh else [(text, marks)])[-2:]
        group.unit = table.unit_in(text)
        self._mark_all(sheet, marks, f"“{text}”", row.first)

    def _line(
        self,
        sheet: Sheet,
        table: Table,
        row: Row,
        group: _Group,
        reader: Reader,
        faces: Mapping[Position, Face],
    ) -> None:
        label, marks = marks_in(" ".join(row.words))
        if row.carried:
            carried = [marks_in(text) for text in row.carried]
            if [text for text, _ in group.headings[-len(carried) :]] != [text for text, _ in carried]:
                group.number += 1
                group.headings = carried[-2:]
        beside = tuple(mark for cell in row.note_cells for mark in listed(_shown(cell)))
        unit = row.unit or table.unit_in(label) or group.unit or table.unit
        style = reader.style(unit, row)
        read = {year: reader.value(year, cell, style, self._at) for year, cell in row.values.items()}
        values = {year: value for year, value in read.items() if value is not None}
        self._unread += [self._at(sheet, cell) for year, cell in row.values.items() if year not in values]
        if not any(value.value is not None for value in values.values()):
            return
        home = self._at(sheet, row.first)
        self._mark_all(sheet, (*marks, *beside), f"“{label}”", row.first)
        for year, value in values.items():
            self._mark_all(sheet, value.marks, f"“{label}” for {year}", row.values[year])
        own = next((_shown(cell) for cell in row.id_cells if _shown(cell)), "")
        self._lines.append(
            BookLine(
                id=self._id(own or f"{_slug(sheet.name)}.{_slug(_short(label))}", unique=bool(own)),
                sheet=sheet.name,
                row=row.number,
                group=group.number,
                under=group.under,
                label=label,
                unit=unit,
                style=style,
                level=row.level + faces.get((row.first.row, row.first.column), PLAIN).indent,
                among=row.among,
                values=values,
                marks=tuple(dict.fromkeys((*group.marks, *marks, *beside))),
                restated=any(_shown(cell) for cell in row.restated_cells),
                cell=home,
                own_id=bool(own),
            )
        )

    def _id(self, id: str, *, unique: bool) -> str:
        """An id that no other line has; a row's own id counts for all its lines."""
        self._ids[id] += 1
        return id if unique or self._ids[id] == 1 else f"{id}-{self._ids[id]}"

    # --- marks and notes -------------------------------------------------------------------------

    def _note(self, sheet: Sheet, row: Row, words: str, *, numbered: bool) -> bool:
        mark = _shown(row.first)
        alone = numbered and len(row.words) > 1 and re.fullmatch(r"\(?\d{1,2}[.)）]?|[a-z]\)", mark)
        found = (mark.strip("().）"), " ".join(row.words[1:])) if alone else note_in(words, numbered=numbered)
        if found is None:
            return False
        self._notes.append(BookNote(sheet.name, *found, restates(found[1]), self._at(sheet, row.first)))
        return True

    def _notes_alone(self, sheet: Sheet) -> None:
        """A sheet without figures whose name or first words say that it holds notes."""
        first = next((str(cell.value) for cell in sheet.cells if isinstance(cell.value, str)), "")
        if not any(head_words("note_titles", part) for text in (sheet.name, first) for part in (text, *text.split())):
            return
        for cells in sheet.rows.values():
            shown = [cell for cell in cells.values() if not cell.blank]
            if shown:
                row = Row(shown[0].row, shown[0], [_shown(cell) for cell in shown])
                self._note(sheet, row, " ".join(row.words), numbered=True)

    def _mark_all(self, sheet: Sheet, marks: Sequence[str], at: str, cell: Populated) -> None:
        self._marks += [BookMark(sheet.name, mark, at, self._at(sheet, cell)) for mark in marks]

    def _note_marks(self, sheet: Sheet, text: str, at: str, cell: Populated) -> None:
        self._mark_all(sheet, marks_in(text)[1], at, cell)

    def _unglue(self) -> None:
        """Take digits behind a label's last letter for a mark where a note has that number and no mark refers to it."""
        told = {(mark.sheet, mark.mark) for mark in self._marks}
        loose = {(note.sheet, note.mark) for note in self._notes} - told
        for number, line in enumerate(self._lines):
            label, digit = glued_to(line.label)
            if digit and (line.sheet, digit) in loose:
                self._lines[number] = replace(line, label=label, marks=(*line.marks, digit))
                self._marks.append(BookMark(line.sheet, digit, f"“{label}”", line.cell))

    def _at(self, sheet: Sheet, cell: Populated) -> Cell:
        return Cell(self._name, sheet.name, cell.ref, self._sha256)


def _shown(cell: Populated) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _short(label: str) -> str:
    """A label without what stands in brackets, and its Latin words alone where it has some."""
    plain = re.sub(r"[(（\[][^()（）\[\]]*[)）\]]", " ", label)
    latin = " ".join(re.findall(r"[A-Za-z][A-Za-z0-9'’&/.-]*|\d+", plain))
    return latin if re.search(r"[A-Za-z]{3}", latin) else plain


def _slug(text: str) -> str:
    plain = re.sub(r"\W+", "-", unicodedata.normalize("NFKC", text).casefold()).strip("-_")
    return plain[:60].rstrip("-") or "row"
