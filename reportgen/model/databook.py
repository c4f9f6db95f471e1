"""A data book as it stands: lines of figures by year, their marks, and the notes under them.

It knows no project: a line is what a row of a sheet says, whatever company published it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.place import Cell
from reportgen.model.unit import Style


@dataclass(frozen=True, slots=True)
class BookValue:
    """What a line says of a year.

    Attributes:
        value: as a reader sees it, in the line's unit (a percentage as per cent); ``None`` where there is no number.
        decimals: digits after the point as shown, which tell how far it was rounded.
        text: as typed or shown.
        cell: where it stands.
        marks: of notes, at the value itself.
        restated: whether the head of its column or its own words call it restated.
    """

    value: Decimal | None
    decimals: int
    text: str
    cell: Cell
    marks: tuple[str, ...] = ()
    restated: bool = False


@dataclass(frozen=True, slots=True)
class BookLine:
    """A row of figures.

    Attributes:
        id: stable in the book: the row's own id where it has a column for ids, or words of sheet and label.
        sheet, row: where it stands.
        group: number of the heading in the sheet that it stands under; lines of one group stand together.
        under: that heading and the one above it, as one text; empty if there is none.
        label: its own words, in both languages if both are there, without marks.
        unit: as found in a column, in the label or in the heading; empty if not found.
        style: what kind of number it is, as its unit tells.
        level: how far it is set in below its heading, from 0.
        among: whether it says itself that it is not all there is ("of which").
        values: by year, in the order of the columns.
        marks: of notes, at the label, its heading, its table or in a column for notes.
        restated: whether the row has a mark that calls it restated as a whole.
        cell: of its label.
        own_id: whether the id is the row's own.
    """

    id: str
    sheet: str
    row: int
    group: int
    under: str
    label: str
    unit: str
    style: Style
    level: int
    among: bool
    values: Mapping[int, BookValue]
    marks: tuple[str, ...]
    restated: bool
    cell: Cell
    own_id: bool = False

    def number(self, year: int) -> Decimal | None:
        """The number of a year, if it has one."""
        held = self.values.get(year)
        return None if held is None else held.value


@dataclass(frozen=True, slots=True)
class BookNote:
    """A numbered or marked note: its mark (``1``, ``*``), its words, whether they tell of a restatement."""

    sheet: str
    mark: str
    text: str
    restates: bool
    cell: Cell


@dataclass(frozen=True, slots=True)
class BookMark:
    """A mark that refers to a note, and what it stands at."""

    sheet: str
    mark: str
    at: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class DataBook:
    """A data book.

    Attributes:
        name: of its file.
        sha256: of its file.
        title: its first words.
        sheets: names of the sheets in which figures were found.
        lines: all rows of figures, sheet by sheet.
        notes: all notes.
        marks: all marks.
        unread: cells in the columns of years that hold words which are no number and no dash.
    """

    name: str
    sha256: str
    title: str
    sheets: tuple[str, ...]
    lines: tuple[BookLine, ...]
    notes: tuple[BookNote, ...]
    marks: tuple[BookMark, ...]
    unread: tuple[Cell, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """All years, newest first."""
        return tuple(sorted({year for line in self.lines for year in line.values}, reverse=True))

    def of_sheet(self, sheet: str) -> tuple[BookLine, ...]:
        """The lines of a sheet, from top to bottom."""
        return tuple(line for line in self.lines if line.sheet == sheet)

    def called_restated(self, line: BookLine, year: int) -> bool:
        """Whether the book says in any way that a line's figure of a year was restated."""
        held = line.values.get(year)
        if held is None or line.restated or held.restated:
            return True
        marks = {*line.marks, *held.marks}
        return any(note.restates and note.mark in marks for note in self.notes_of(line.sheet))

    def notes_of(self, sheet: str) -> Iterator[BookNote]:
        """The notes of a sheet, and those of sheets that hold notes alone."""
        return (note for note in self.notes if note.sheet == sheet or note.sheet not in self.sheets)
