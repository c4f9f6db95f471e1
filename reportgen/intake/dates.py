"""Days as people type them."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from reportgen.intake.saying import UnreadableError, alternatives, told
from reportgen.intake.sheets import Populated

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_WIDE = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})", re.IGNORECASE)


def day_in(cell: Populated) -> date:
    """The day that a cell tells, as a date or as text.

    Raises:
        UnreadableError: It tells none, or ``3/4/2022``, which is a day in March or in April.
    """
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    days = sorted(set(days_in(text))) if isinstance(value, str) and not cell.error else []
    if not days:
        shown = cell.error or (f"{value:g}" if isinstance(value, float) else text)
        raise UnreadableError(told("not_a_date", text=shown))
    if len(days) > 1:
        raise UnreadableError(told("date_two_ways", text=text, readings=alternatives(day.isoformat() for day in days)))
    return days[0]


def days_in(text: str) -> Iterator[date]:
    """The days that a text can mean: ``2022年3月4日``, ``4 Mar 2022`` and ``31/3/2022`` mean one, ``3/4/2022`` two."""
    plain = text.strip().translate(_WIDE)
    if found := _YEAR_FIRST.fullmatch(plain):
        yield from _day(found[1], found[2], found[3])
    elif found := _YEAR_LAST.fullmatch(plain):
        yield from _day(found[3], found[2], found[1])
        yield from _day(found[3], found[1], found[2])
    elif found := _DAY_MONTH.fullmatch(plain):
        yield from _day(found[3], str(_MONTHS.get(found[2].lower(), 0)), found[1])
    elif found := _MONTH_DAY.fullmatch(plain):
        yield from _day(found[3], str(_MONTHS.get(found[1].lower(), 0)), found[2])


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
