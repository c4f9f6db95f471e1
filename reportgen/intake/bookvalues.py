"""The values of a data book as a reader sees them, with the marks at them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from reportgen.intake.amounts import Amount, amount_in, bare
from reportgen.intake.booknotes import marks_in, restates
from reportgen.intake.booktables import Row, Table, words_told
from reportgen.intake.datapack import group_sign
from reportgen.intake.faces import PLAIN, Face
from reportgen.intake.marks import Position
from reportgen.intake.measures import words_of_units
from reportgen.intake.quantity import plain
from reportgen.intake.sheets import Populated, Sheet
from reportgen.intake.wording import fold, vocabulary
from reportgen.model.databook import BookValue
from reportgen.model.place import Cell
from reportgen.model.unit import Style

_DASHES = re.compile(r"^[-–—－─―]+$")
_GLUED = re.compile(r"^(\d{1,3}(?:,\d{3})+)(\d{1,2})$")
_BOUND = re.compile(r"^\s*[<>≤≥＜＞~≈約约]")
_LONGEST_ANSWER = 40
_WORDS_ALONE = re.compile(r"^\D*$")

At = Callable[[Sheet, Populated], Cell]


class Reader:
    """Reads the values of one table."""

    def __init__(self, sheet: Sheet, table: Table, faces: Mapping[Position, Face]) -> None:
        self._sheet, self._faces = sheet, faces
        self._sign = group_sign(sheet) or ","
        self._restated = {year for cell, year in table.year_cells if restates(str(cell.value))}

    def value(self, year: int, cell: Populated, style: Style, at: At) -> BookValue | None:
        """What a cell under a year says, in a row of figures of a style.

        Returns:
            A value without a number for a dash, an error or words such as "N/A"; ``None`` for words that can't be read.
        """
        restated = year in self._restated
        where = at(self._sheet, cell)
        if not isinstance(cell.value, str) or cell.error:
            return self._stored(cell, style, where, restated=restated)
        text = " ".join(cell.value.split())
        if _says_none(text):
            return BookValue(None, 0, text, where, restated=restated)
        _, marks = marks_in(text)
        if glued := _GLUED.match(text):
            number = Decimal(glued[1].replace(",", ""))
            return BookValue(number, 0, text, where, (glued[2],), restated)
        amount = amount_in(text, words_of_units())
        if amount is None or _BOUND.match(text) or amount.unclear or (amount.percent and style is not Style.PERCENT):
            return None
        if amount.words and bare(amount.words) not in words_of_units():
            return None
        number = self._number(amount, text)
        decimals = _decimals(number)
        marks = tuple(dict.fromkeys((*marks, *(marks_in(f"x{amount.mark}")[1] if amount.mark else ()))))
        return BookValue(number, decimals, text, where, marks, restated or restates(text))

    def style(self, unit: str, row: Row) -> Style:
        """What kind of number the figures of a row are."""
        cells = [c for c in row.values.values() if isinstance(c.value, int | float) or re.search(r"\d", str(c.value))]
        shown = [cell.percent or str(cell.value).rstrip("*# ").endswith(("%", "％")) for cell in cells]
        if any(sign in unit for sign in "%％") or "百分比" in unit or (cells and sum(shown) * 2 >= len(cells)):
            return Style.PERCENT
        if any(word in unit.casefold() for word in words_told("ratio")):
            return Style.RATIO
        parts = {bare(unit), *(bare(part) for part in re.split(r"[/\s]+", unit))}
        return Style.COUNT if parts & set(map(bare, words_told("count"))) else Style.PLAIN

    def _stored(self, cell: Populated, style: Style, where: Cell, *, restated: bool) -> BookValue | None:
        if isinstance(cell.value, bool) or (cell.percent and style is not Style.PERCENT):
            return None
        if cell.error or not isinstance(cell.value, int | float):
            return BookValue(None, 0, cell.error or str(cell.value), where, restated=restated)
        number = Decimal(format(cell.value, ".15g")) * (100 if cell.percent else 1)
        number = plain(number)
        face = self._faces.get((cell.row, cell.column), PLAIN)
        exact = _decimals(number)
        decimals = exact if face.decimals is None else min(face.decimals, exact)
        return BookValue(number, decimals, f"{number:,f}" + "%" * cell.percent, where, restated=restated)

    def _number(self, amount: Amount, text: str) -> Decimal:
        """The likeliest reading; the sign that groups digits elsewhere in the sheet groups them here."""
        if len(amount.numbers) > 1 and self._sign in text:
            return plain(max(amount.numbers, key=abs))
        if len(amount.numbers) > 1 and self._sign == ",":
            return plain(min(amount.numbers, key=abs))
        return plain(amount.numbers[0])


def _says_none(text: str) -> bool:
    """Whether a text says that there is no number: a dash, or words such as "not available"."""
    told, folded = vocabulary(), fold(text)
    state = told.states.get(folded)
    none = state is not None and not state.has_number
    words = bool(_WORDS_ALONE.match(text)) and len(text) <= _LONGEST_ANSWER
    return bool(_DASHES.match(text)) or none or folded in told.unsaid or words


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
