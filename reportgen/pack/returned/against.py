"""What a returned lead workbook differs in from the one issued, outside the places where a reviewer may write.

Formulas are compared by what they point at, not by their letters: a row that was deleted moves every reference below
it, and programs write the same formula in different ways.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from reportgen.pack.lead.contract import AUDITOR_COLUMNS, REVIEWED_ON, REVIEWER
from reportgen.pack.returned.book import Book, Content, Line, Sheet

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of spreadsheets, which know no time zones
_EXACT = Decimal("1e-12")
_SPACES = re.compile(r"""("[^"]*"|'[^']*')|\s+""")
_TO_CELLS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)(?::\$?([A-Za-z]{1,3})\$?([0-9]+))?$")
_LONG = 120


@dataclass(frozen=True, slots=True)
class Departure:
    """Something that was changed outside the reviewer's columns.

    Attributes:
        kind: sheet missing, sheet added, sheet renamed, columns lost, row deleted, row added, row twice, rows
            reordered, formula overwritten, value overwritten or cell added.
        sheet, cell: where it stands in the returned workbook; the cell is empty for a whole sheet or row.
        key: of the row, if it has one.
        was, now: what was issued and what is there.
    """

    kind: str
    sheet: str
    cell: str = ""
    key: str = ""
    was: str = ""
    now: str = ""


def departures(issued: Book, returned: Book) -> tuple[Departure, ...]:
    """All that was changed outside the reviewer's columns, sheet by sheet."""
    pairs = paired(issued, returned)
    return tuple(_Comparison(issued, returned, pairs).told())


def paired(issued: Book, returned: Book) -> Mapping[str, str]:
    """The returned workbook's sheets by the name of the issued one: of the same name, else with the same rows."""
    found = {name: name for name in issued.sheets if name in returned.sheets}
    free = [sheet for name, sheet in returned.sheets.items() if name not in found]
    lost = [sheet for name, sheet in issued.sheets.items() if name not in found and sheet.keys]
    alike = sorted(((_alike(was, now), was.name, now.name) for was in lost for now in free), reverse=True)
    for likeness, was_name, now_name in alike:
        if likeness > 1 and was_name not in found and now_name not in found.values():
            found[was_name] = now_name
    return found


def _alike(was: Sheet, now: Sheet) -> float:
    """How many rows and columns two sheets have in common, each from 0 to 1."""
    rows = len(was.keys & now.keys) / len(was.keys | now.keys)
    columns = len(was.columns.keys() & now.columns.keys()) / max(1, len(was.columns.keys() | now.columns.keys()))
    return rows + columns


def numbered(lines: Iterable[Line]) -> Iterator[tuple[tuple[str, int], Line]]:
    """Rows by their key and, where several have the same one, by which of them it is."""
    met: Counter[str] = Counter()
    for line in lines:
        yield (line.key, met[line.key]), line
        met[line.key] += 1


class _Comparison:
    def __init__(self, issued: Book, returned: Book, pairs: Mapping[str, str]) -> None:
        self._issued, self._returned, self._pairs = issued, returned, pairs
        self._names = {now: was for was, now in pairs.items()}

    def told(self) -> Iterator[Departure]:
        for name, was in self._issued.sheets.items():
            if name not in self._pairs:
                yield Departure("sheet missing", name)
                continue
            now = self._returned.sheets[self._pairs[name]]
            if now.name != name:
                yield Departure("sheet renamed", now.name, was=name, now=now.name)
            yield from self._sheet(was, now)
        for name in self._returned.sheets:
            if name not in self._names:
                yield Departure("sheet added", name)

    def _sheet(self, was: Sheet, now: Sheet) -> Iterator[Departure]:
        if was.columns and not now.columns:
            yield Departure("columns lost", now.name)
            return
        for id in was.columns:
            if id not in now.columns:
                yield Departure("columns lost", now.name, was=id)
        yield from self._rows(was, now)
        lines = dict(numbered(was.lines))
        for key, line in numbered(now.lines):
            if key in lines:
                yield from self._cells(was, lines[key], now, line)
        yield from self._keyless(was, now)

    def _rows(self, was: Sheet, now: Sheet) -> Iterator[Departure]:
        old, new = dict(numbered(was.lines)), dict(numbered(now.lines))
        for key, line in old.items():
            if key not in new:
                label = next((str(content) for content in line.cells.values() if content != line.key), "")
                yield Departure("row deleted", now.name, key=line.key, was=_short(label))
        for key, line in new.items():
            if key not in old:
                kind = "row twice" if line.key in was.keys else "row added"
                yield Departure(kind, now.name, f"A{line.row}", line.key)
        order = {key: at for at, key in enumerate(old)}
        left = [order[key] for key in new if key in order]
        if left != sorted(left):
            yield Departure("rows reordered", now.name)

    def _cells(self, was: Sheet, before: Line, now: Sheet, after: Line) -> Iterator[Departure]:
        for id in was.columns:
            if id in AUDITOR_COLUMNS or id not in now.columns or before.key in (REVIEWER, REVIEWED_ON):
                continue
            old, new = before.cells.get(id), after.cells.get(id)
            if not self._same(old, was, new, now):
                yield _departure(old, new, now.name, now.ref(after, id), after.key)

    def _keyless(self, was: Sheet, now: Sheet) -> Iterator[Departure]:
        """Rows without a key have only their place, so they are compared while all else stands where it stood."""
        if was.key_of != now.key_of or was.columns != now.columns:
            return
        writable = {now.columns[id] for id in AUDITOR_COLUMNS if id in now.columns}
        for row, column in sorted(was.grid.keys() | now.grid.keys()):
            outside_table = column not in was.id_of or row not in was.key_of
            if not outside_table or (column in writable and row in was.key_of):
                continue
            old, new = was.grid.get((row, column)), now.grid.get((row, column))
            if not self._same(old, was, new, now):
                cell = f"{get_column_letter(column)}{row}"
                yield _departure(old, new, now.name, cell, was.key_of.get(row, ""))

    # --- contents --------------------------------------------------------------------------------

    def _same(self, old: Content, was: Sheet, new: Content, now: Sheet) -> bool:
        if old == new or _plain(old) == _plain(new):
            return True
        if _is_formula(old) and _is_formula(new):
            issued = _pointed(str(old), was, self._issued, {})
            return issued == _pointed(str(new), now, self._returned, self._names)
        if _is_formula(old) or _is_formula(new):
            return False
        numbers = _number(old), _number(new)
        if numbers[0] is None or numbers[1] is None:
            return False
        return abs(numbers[0] - numbers[1]) <= _EXACT * max(abs(numbers[0]), abs(numbers[1]))


def _departure(old: Content, new: Content, sheet: str, cell: str, key: str) -> Departure:
    kind = "formula overwritten" if _is_formula(old) else "cell added" if old is None else "value overwritten"
    return Departure(kind, sheet, cell, key, _short(old), _short(new))


def _is_formula(content: Content) -> bool:
    return isinstance(content, str) and content.startswith("=")


def _plain(content: Content) -> str:
    """A content as programs agree on it: without spaces at lines' ends, a formula without those outside its texts."""
    if content is None:
        return ""
    text = str(content).replace("_x000D_", "").replace("\r", "")
    if text.startswith("="):
        bare = _SPACES.sub(lambda match: match[1] or "", text).replace("_xlfn.", "").replace("$", "")
        return bare.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _number(content: Content) -> Decimal | None:
    if isinstance(content, bool):
        return None
    if isinstance(content, datetime):
        return Decimal(str((content - _EPOCH) / timedelta(days=1)))
    if isinstance(content, date):
        return Decimal((datetime(content.year, content.month, content.day) - _EPOCH).days)  # noqa: DTZ001
    return Decimal(repr(content)) if isinstance(content, int | float) else None


def _pointed(formula: str, sheet: Sheet, book: Book, names: Mapping[str, str]) -> str:
    """A formula with each cell that it points at told by sheet, key and column id, where the cell has them."""
    try:
        tokens = Tokenizer(_plain(formula)).items
    except (TokenizerError, ValueError, IndexError):
        return _plain(formula)
    return "".join(_written(token, sheet, book, names) for token in tokens)


def _written(token: Token, sheet: Sheet, book: Book, names: Mapping[str, str]) -> str:
    """A piece of a formula as all programs would write it: a number without exponent, names in capitals."""
    if token.type != Token.OPERAND:
        return str(token.value).upper()
    if token.subtype == Token.RANGE:
        return _cells_of(token.value, sheet, book, names)
    return f"{Decimal(token.value).normalize():f}" if token.subtype == Token.NUMBER else str(token.value)


def _cells_of(text: str, sheet: Sheet, book: Book, names: Mapping[str, str]) -> str:
    name, mark, cells = text.rpartition("!")
    name = name.strip("'").replace("''", "'") if mark else sheet.name
    target = book.sheets.get(name)
    if target is None or not _TO_CELLS.match(cells):
        return text.upper()
    left, top, right, bottom = range_boundaries(cells)
    corners = [(top, left)] + ([(bottom, right)] if ":" in cells else [])
    return f"{names.get(name, name)}!" + ":".join(_named(target, int(row or 0), int(col or 0)) for row, col in corners)


def _named(sheet: Sheet, row: int, column: int) -> str:
    return f"{{{sheet.key_of.get(row, row)}|{sheet.id_of.get(column, column)}}}"


def _short(content: Content) -> str:
    text = "" if content is None else str(content)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
