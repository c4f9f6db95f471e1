"""Days, months and periods in words."""

import re
from datetime import date

from babel.dates import format_date

from reportgen.locale.vocabulary import Vocabulary
from reportgen.model.period import Period, PeriodKind


def day_text(day: date, words: Vocabulary) -> str:
    """A day in full, e.g. ``31 December 2022``."""
    return _formatted(day, words.dates.day, words)


def year_text(year: int, words: Vocabulary) -> str:
    """A year, e.g. ``2022年``."""
    return words.year.format(n=year)


def period_text(period: Period, words: Vocabulary) -> str:
    """A period as a table's head or a sentence names it; a label without words of its own prints its id."""
    if period.kind is PeriodKind.INSTANT and not period.id.startswith("end-"):
        return day_text(date.fromisoformat(period.id), words)
    around_year = {
        PeriodKind.INSTANT: words.dates.year_end,
        PeriodKind.CUMULATIVE: words.dates.cumulative,
        PeriodKind.TARGET: words.dates.target,
    }
    if period.kind in around_year:
        return around_year[period.kind].format(n=period.year)
    writers = {PeriodKind.RANGE: _range, PeriodKind.LABEL: _label, PeriodKind.QUARTER: _quarter}
    return writers.get(period.kind, _point)(period.id, words)


def _range(text: str, words: Vocabulary) -> str:
    low, high = text.split("-to-")
    dates = words.dates
    if "-" not in low + high:
        return dates.years.format(low=low, high=high)
    if low[:4] == high[:4] and "-" in low and "-" in high:
        names = (_formatted(_first_day(point), dates.month_alone, words) for point in (low, high))
        return dates.months.format(low=next(names), high=next(names), year=low[:4])
    return dates.range.format(low=_point(low, words), high=_point(high, words))


def _quarter(text: str, words: Vocabulary) -> str:
    return _formatted(_first_day(Period(text).months[0].id), words.dates.quarter, words)


def _point(text: str, words: Vocabulary) -> str:
    """A year or a month, by its id."""
    if "-" not in text:
        return year_text(int(text), words)
    return _formatted(_first_day(text), words.dates.month, words)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _formatted(day: date, pattern: str, words: Vocabulary) -> str:
    text: str = format_date(day, format=pattern, locale=words.locale)
    return text


def _label(label: str, words: Vocabulary) -> str:
    for known in words.dates.labels:
        if match := re.fullmatch(known.form, label):
            return known.text.format(*match.groups())
    return label
