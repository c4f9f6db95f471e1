"""Numbers as typed into cells."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

from reportgen.intake.sheets import Populated

_PLAIN = re.compile(r"-?(\d+)(\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，－−", "0123456789.,--", strict=True)}
_TYPE_IT = "type the number alone, with a point before the decimals and no other sign"


class NotANumberError(ValueError):
    """Why a cell is not taken as a number, and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


def number_in(cell: Populated) -> Decimal:
    """The exact number that a cell shows.

    A workbook stores binary fractions; the fifteen digits that a spreadsheet program shows are what was
    typed. A number typed as text counts if it can be read in one way only: ``1,234.5`` can, ``1,234`` and
    ``1.234`` cannot, because in half of Europe a comma is the decimal sign.

    Raises:
        NotANumberError: It holds something else.
    """
    value = cell.value
    if cell.error:
        raise NotANumberError(f"the cell holds the error {cell.error}", "mend the formula, or type the number")
    if cell.formula and value == "":
        raise NotANumberError(
            "the formula has no stored result", "open the workbook, let it calculate, and save it; or type the number"
        )
    if isinstance(value, bool):
        raise NotANumberError(f"{str(value).upper()} is not a number", _TYPE_IT)
    if isinstance(value, date | time | timedelta):
        raise NotANumberError(
            f"the cell holds a date or time ({value})", "set the cell's format to Number and type the value again"
        )
    if cell.percent and isinstance(value, int | float):
        raise NotANumberError(
            f"the cell is formatted as a percentage, so that it stores {value:.15g} where more is seen",
            "set the cell's format to Number and type the percentage without its sign, e.g. 21.7",
        )
    if isinstance(value, int | float):
        return plain(_finite(Decimal(format(value, ".15g"))))
    return plain(_from_text(str(value)))


def plain(number: Decimal) -> Decimal:
    """The same number without zeros at its end and without an exponent."""
    if number == 0:
        return Decimal(0)
    number = number.normalize()
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else number


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) >= Decimal("1e18"):
        raise NotANumberError(f"{number} is too large to be meant", _TYPE_IT)
    return number


def _from_text(text: str) -> Decimal:
    stripped = text.strip().translate(_WIDE)
    if _AMBIGUOUS.fullmatch(stripped):
        raise NotANumberError(
            f"“{text.strip()}” is text and can be read in two ways", "set the cell's format to Number and type it again"
        )
    if len(stripped) > 24:
        raise NotANumberError(f"“{text.strip()[:24]}…” is too long for a number", _TYPE_IT)
    if _PLAIN.fullmatch(stripped) or _GROUPED.fullmatch(stripped):
        return _finite(Decimal(stripped.replace(",", "")))
    raise NotANumberError(f"“{text.strip()}” is not a number", _TYPE_IT)
