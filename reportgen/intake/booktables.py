"""The tables of a data book: heads with years, and the rows below them as they stand."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from reportgen.intake.amounts import bare
from reportgen.intake.datapack import heads_in, merged_word
from reportgen.intake.measures import words_of_units
from reportgen.intake.sheets import Populated, Sheet

_BULLET = re.compile(r"^(\s*)(?:[-–—•·‧▪◦○●>➢➤]+\s*)?")
_NUMBERING = re.compile(r"^[A-Za-z]{0,2}\d{0,3}(?:[.-]\d{1,3})*[.)]?$")
_SHEET_UNIT = re.compile(r"(?:unit|單位|单位)\s*[:：]\s*([^()（）]{1,30})", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]")
_AFTER_COMMA = re.compile(r"[,，]\s*(?:in\s+)?([^,，]{1,30})$")
_ROLES = ("unit_heads", "id_heads", "note_heads", "restated_heads")
_MOST_ROWS_MAIN = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """A row with words left of the years.

    Attributes:
        first: the cell of its label.
        words: its label's words, column by column.
        values: its cells under the years; none for a heading or a note.
        carried: words of columns further left that hold until others stand there.
        level: how far its label is set in.
        among: whether its label says "of which".
    """

    number: int
    first: Populated
    words: list[str]
    values: Mapping[int, Populated] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    unit: str = ""
    level: int = 0
    among: bool = False
    note_cells: tuple[Populated, ...] = ()
    id_cells: tuple[Populated, ...] = ()
    restated_cells: tuple[Populated, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A row of heads with years, and the rows below it."""

    head: int
    year_cells: tuple[tuple[Populated, int], ...]
    rows: tuple[Row, ...]
    unit: str

    def unit_in(self, label: str) -> str:
        """The unit that a label tells in brackets or behind its last comma; nothing if it tells none."""
        for found in (*reversed(_IN_BRACKETS.findall(label)), *_AFTER_COMMA.findall(label)):
            text = re.sub(r"^in\s+", "", found.strip(), flags=re.IGNORECASE)
            if _is_unit(text):
                return str(text)
        return ""


def tables_of(sheet: Sheet) -> Iterator[Table]:
    """The tables of a sheet that hold figures, from top to bottom."""
    if any(_is_list(cells) for cells in sheet.rows.values()):
        return
    found: list[tuple[int, dict[int, int]]] = []
    known: dict[int, int] = {}
    for number, cells in sheet.rows.items():
        heads = heads_in(cells, known)
        if heads and (len(heads) > 1 or _beside_labels(cells)):
            known = heads
            found.append((number, heads))
    for at, (head, heads) in enumerate(found):
        end = found[at + 1][0] if at + 1 < len(found) else max(sheet.rows) + 1
        table = _Lines(sheet, head, heads, end).table()
        if _holds_figures(table):
            yield table


def head_words(key: str, text: object) -> bool:
    """Whether a text is one of the words under a key of ``databook.toml``."""
    plain = bare(str(text))
    return bool(plain) and plain in _words(key)


def words_told(key: str) -> tuple[str, ...]:
    """The words under a key of ``databook.toml`` as they stand there."""
    return tuple(_told()[key])


class _Lines:
    """Reads the rows of one table."""

    def __init__(self, sheet: Sheet, head: int, heads: Mapping[int, int], end: int) -> None:
        self._sheet, self._head, self._heads = sheet, head, heads
        self._numbers = [n for n in sheet.rows if head < n < end]
        self._roles = {role: _columns(sheet, head, role) for role in _ROLES}
        taken = {column for columns in self._roles.values() for column in columns}
        first = min(heads)
        self._label_columns = [
            c for c in {c for n in self._numbers for c in sheet.rows[n]} if c < first and c not in taken
        ]
        self._main = self._mostly_filled()
        self._ranks = {column: rank for rank, column in enumerate(sorted(self._label_columns))}

    def table(self) -> Table:
        carry: dict[int, str] = {}
        rows = tuple(row for number in self._numbers if (row := self._row(number, carry)))
        heads = self._sheet.rows[self._head]
        years = tuple((heads[column], year) for column, year in self._heads.items())
        return Table(self._head, years, rows, self._unit_above())

    def _row(self, number: int, carry: dict[int, str]) -> Row | None:
        cells = self._sheet.rows[number]
        values = {year: cells[c] for c, year in self._heads.items() if c in cells and not cells[c].blank}
        texts = {c: cells[c] for c in sorted(self._label_columns) if c in cells and not cells[c].blank}
        words = {c: str(cell.value) for c, cell in texts.items() if isinstance(cell.value, str)}
        if not values:
            carry.clear()
            shown = texts or {c: cell for c, cell in cells.items() if isinstance(cell.value, str) and not cell.blank}
            if not shown:
                return None
            first = next(iter(shown.values()))
            return Row(number, first, [_plain(cell.value) for cell in shown.values()])
        labels = [c for c in words if c in self._main] or list(words)
        for column, text in words.items():
            if labels and column < labels[0]:
                for right in [c for c in carry if c > column]:
                    del carry[right]
                carry[column] = _plain(text)
        labels = [c for c in labels if not _NUMBERING.fullmatch(words[c].strip())] or labels
        if not labels:
            return None
        above = tuple(carry[c] for c in sorted(carry) if c < labels[0])
        spaces = _BULLET.match(words[labels[0]])
        steps = len(spaces[1].expandtabs(2).replace("\u3000", "  ")) // 2 if spaces else 0
        bullet = bool(spaces and spaces[0].strip())
        label = [_BULLET.sub("", words[c], count=1) for c in labels]
        among = any(_plain(text).casefold().startswith(words_told("among")) for text in label)
        return Row(
            number,
            texts[labels[0]],
            [_plain(text) for text in label],
            values,
            above,
            self._unit_of(number),
            self._ranks[labels[0]] * 4 + steps + bullet + among,
            among,
            *(self._role_cells(cells, role) for role in ("note_heads", "id_heads", "restated_heads")),
        )

    def _role_cells(self, cells: Mapping[int, Populated], role: str) -> tuple[Populated, ...]:
        return tuple(cells[c] for c in self._roles[role] if c in cells and not cells[c].blank)

    def _unit_of(self, number: int) -> str:
        cells = self._sheet.rows[number]
        found = []
        for column in self._roles["unit_heads"]:
            cell = cells.get(column)
            text = _plain(cell.value) if cell and isinstance(cell.value, str) else ""
            found.append(text or merged_word(self._sheet, number, column))
        return " ".join(dict.fromkeys(text for text in found if text))

    def _mostly_filled(self) -> frozenset[int]:
        """The columns that hold words in most rows of figures: those of the labels."""
        filled: Counter[int] = Counter()
        count = 0
        for number in self._numbers:
            cells = self._sheet.rows[number]
            if not any(c in cells and not cells[c].blank for c in self._heads):
                continue
            count += 1
            filled.update(c for c in self._label_columns if c in cells and isinstance(cells[c].value, str))
        return frozenset(c for c, n in filled.items() if n >= count * _MOST_ROWS_MAIN)

    def _unit_above(self) -> str:
        for number in range(self._head, max(self._head - 4, 0), -1):
            for cell in self._sheet.rows.get(number, {}).values():
                if isinstance(cell.value, str) and (found := _SHEET_UNIT.search(cell.value)) and _is_unit(found[1]):
                    return found[1].strip()
        return ""


def _is_list(cells: Mapping[int, Populated]) -> bool:
    """Whether a row heads a list with a period and a value in each row, which has no columns of years."""
    texts = [cell.value for cell in cells.values() if isinstance(cell.value, str)]
    return all(any(head_words(role, text) for text in texts) for role in ("period_heads", "value_heads"))


def _columns(sheet: Sheet, head: int, role: str) -> list[int]:
    """The columns whose head, in the row of years or one beside it, says what they are for."""
    found = {
        column
        for row in (head - 1, head, head + 1)
        for column, cell in sheet.rows.get(row, {}).items()
        if isinstance(cell.value, str) and _says(role, cell.value)
    }
    return sorted(found)


def _says(role: str, text: str) -> bool:
    """Whether a head says a role, in one language or in two."""
    parts = [text, *re.split(r"[\s/|(（)）]+", text)]
    return any(head_words(role, part) for part in parts[:1]) or (
        len(text) <= 20 and bool(parts[1:]) and all(head_words(role, part) for part in parts[1:] if part)
    )


def _beside_labels(cells: Mapping[int, Populated]) -> bool:
    return any(
        head_words(role, part)
        for cell in cells.values()
        if isinstance(cell.value, str)
        for part in (cell.value, *re.split(r"[\s/|]+", cell.value))
        for role in ("unit_heads", "label_heads")
    )


def _holds_figures(table: Table) -> bool:
    """Whether most cells below the years are numbers or dashes."""
    cells = [cell for row in table.rows for cell in row.values.values()]
    figures = [c for c in cells if isinstance(c.value, int | float) or re.search(r"\d|^[-–—－]+$", str(c.value))]
    numbers = [c for c in figures if len(str(c.value)) <= 24]
    return bool(numbers) and len(numbers) * 2 >= len(cells)


def _is_unit(text: str) -> bool:
    """Whether a text names a unit: one that is known, or a ratio or a pair of languages with a known part."""
    if bare(text) in _units():
        return True
    parts = [part for part in re.split(r"[/／|\s]+|每|\bper\b", text, flags=re.IGNORECASE) if part]
    return any(bare(part) in _units() for part in parts) and (len(parts) <= 6)


def _plain(text: object) -> str:
    return " ".join(str(text).split())


@cache
def _units() -> frozenset[str]:
    return words_of_units() | frozenset(map(bare, words_told("units")))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(map(bare, words_told(key)))


@cache
def _told() -> Mapping[str, Iterable[str]]:
    told: Mapping[str, Iterable[str]] = tomllib.loads(
        (resources.files(__package__) / "databook.toml").read_text("utf-8")
    )
    return told
