"""Dates in a text, as they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportgen.checks.prose.numerals import chinese_number
from reportgen.model.words import is_chinese

_MONTHS = dict(
    zip(
        re.findall(
            r"\w+",
            "january february march april may june july august september october november december",
        ),
        range(1, 13),
        strict=True,
    )
)
_MONTH = "|".join(m.capitalize() for m in _MONTHS)
_N = "〇○零一二三四五六七八九十"
_CHINESE = re.compile(
    rf"(?P<y>(?:19|20)\d\d|[一二][{_N}]{{3}})年(?:度)?(?P<m>\d{{1,2}}|[{_N}]{{1,3}})月(?:(?P<d>\d{{1,2}}|[{_N}]{{1,3}})[日號])?"
)
_ENGLISH = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ \u00a0])?(?P<m>{_MONTH})(?:[ \u00a0](?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,)?"
    rf"[ \u00a0](?P<y>(?:19|20)\d\d)\b"
    rf"|(?<![\d-])(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d3>\d\d)(?![\d-])"
)

_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a text from ``start`` to ``end``; ``day`` is ``None`` for a mere month."""

    start: int
    end: int
    year: int
    month: int
    day: int | None

    @property
    def first(self) -> date | None:
        """The day, or the first one of the month; ``None`` if the calendar has none such."""
        try:
            return date(self.year, self.month, self.day or 1)
        except ValueError:
            return None


def dates(text: str, language: str) -> Iterator[Dated]:
    """The dates of a text that name a year and a month at least."""
    for match in (_CHINESE if is_chinese(language) else _ENGLISH).finditer(text):
        told = match.groupdict()
        day = told.get("d") or told.get("d2") or told.get("d3")
        month = told["m"] or told["m2"]
        number = _MONTHS.get(month.lower()) or _number(month)
        year = _number(told["y"] or told["y2"])
        if year is not None and number is not None:
            yield Dated(match.start(), match.end(), year, number, _number(day) if day else None)


_SHORT_CHINESE = re.compile(rf"(?<![年\d{_N}])(?P<m>\d{{1,2}}|[{_N}]{{1,3}})月(?P<d>\d{{1,2}}|[{_N}]{{1,3}})[日號]")
_SHORT_ENGLISH = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ \u00a0](?P<m>{_MONTH})\b(?![ \u00a0](?:19|20)\d\d)"
    rf"|\b(?P<m2>{_MONTH})[ \u00a0](?P<d2>\d{{1,2}})\b(?!,?[ \u00a0](?:19|20)\d\d)"
)


def days(text: str, language: str) -> Iterator[Dated]:
    """The dates of a text that name a month and a day and no year; a leap year is taken for theirs."""
    for match in (_SHORT_CHINESE if is_chinese(language) else _SHORT_ENGLISH).finditer(text):
        told = match.groupdict()
        month, day = told["m"] or told["m2"], _number(told["d"] or told["d2"])
        number = _MONTHS.get(month.lower()) or _number(month)
        if number is not None and day is not None:
            yield Dated(match.start(), match.end(), _LEAP_YEAR, number, day)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = chinese_number(text.replace("○", "〇"))
    return None if value is None else int(value)
