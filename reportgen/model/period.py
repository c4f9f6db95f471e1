"""Periods: what a figure is about in time."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache


class PeriodKind(Enum):
    """How a period relates to the calendar."""

    YEAR = "year"
    INSTANT = "instant"
    QUARTER = "quarter"
    MONTH = "month"
    RANGE = "range"
    CUMULATIVE = "cumulative"
    TARGET = "target"
    LABEL = "label"


_FORMS: tuple[tuple[PeriodKind, str], ...] = (
    (PeriodKind.YEAR, r"\d{4}"),
    (PeriodKind.INSTANT, r"end-\d{4}|\d{4}-\d{2}-\d{2}"),
    (PeriodKind.QUARTER, r"\d{4}-Q[1-4]"),
    (PeriodKind.MONTH, r"\d{4}-(0[1-9]|1[0-2])"),
    (PeriodKind.RANGE, r"\d{4}(-\d{2})?-to-\d{4}(-\d{2})?"),
    (PeriodKind.CUMULATIVE, r"cumulative-to-\d{4}"),
    (PeriodKind.TARGET, r"target-\d{4}"),
    (PeriodKind.LABEL, r"(?!\d{4}-(\d{2}|Q\d)$)[a-z0-9]+(-[a-zA-Z0-9]+)*"),
)


@lru_cache(maxsize=1 << 12)
def _kind_of(id: str) -> PeriodKind | None:
    """What an id's form tells; a million datapoints have a few hundred ids."""
    return next((kind for kind, form in _FORMS if re.fullmatch(form, id)), None)


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its id.

    Ids are ``2022`` (a fiscal year), ``2022-Q1`` (a quarter of the calendar), ``2022-02`` (a month), ``end-2022`` or
    ``2022-12-31`` (a day), ``2021-09-to-2022-06`` (a range), ``cumulative-to-2022``, ``target-2030``, or a label that
    the metric explains, such as ``window-2030``.
    """

    id: str

    def __post_init__(self) -> None:
        if _kind_of(self.id) is None:
            raise ValueError(f"{self.id!r} is not a period")

    @property
    def kind(self) -> PeriodKind:
        """The kind that the id's form tells."""
        kind = _kind_of(self.id)
        assert kind is not None  # an id without one makes no period
        return kind

    @property
    def year(self) -> int | None:
        """The last year that the id names, or ``None`` for a mere label."""
        if self.kind is PeriodKind.LABEL:
            return None
        return int(re.findall(r"\d{4}", self.id)[-1])

    @property
    def months(self) -> tuple["Period", ...]:
        """The months of a month or a quarter; none for the others, whose days the fiscal year must tell."""
        if self.kind is PeriodKind.MONTH:
            return (self,)
        if self.kind is PeriodKind.QUARTER:
            first = int(self.id[-1]) * 3 - 2
            return tuple(Period(f"{self.id[:4]}-{month:02}") for month in range(first, first + 3))
        return ()

    def __str__(self) -> str:
        return self.id


def read_period(text: str) -> Period | None:
    """The year, quarter or month that a person means by ``2022-03``, ``2022/3``, ``2022年3月`` or ``Q1 2022``.

    Returns:
        ``None`` if the text can't be read, or could be read in two ways, as ``3/4`` can.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).strip()).upper().translate(_NUMERALS)
    for form, whole in _TYPED:
        if match := re.fullmatch(form, plain):
            part = match.groupdict().get("part")
            try:
                return Period(whole.format(year=match["year"], part=int(part) if part else 0))
            except ValueError:
                return None
    return None


_NUMERALS = str.maketrans("一二三四", "1234")
_TYPED: tuple[tuple[str, str], ...] = (
    (r"(?P<year>\d{4})年?", "{year}"),
    (r"(?P<year>\d{4})[-/.年] ?(?P<part>\d{1,2})月?", "{year}-{part:02}"),
    (r"(?P<part>\d{1,2})/(?P<year>\d{4})", "{year}-{part:02}"),
    (r"(?P<year>\d{4})[-/ 年]*(Q|第)(?P<part>\d)季?度?", "{year}-Q{part}"),
    (r"Q(?P<part>\d)[-/ ]?(?P<year>\d{4})", "{year}-Q{part}"),
)


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year, named by the calendar year in which it ends.

    Attributes:
        year: that calendar year, e.g. ``2022``.
        starts: its first day.
        ends: its last day.
    """

    year: int
    starts: date
    ends: date

    def period(self, offset: int = 0) -> Period:
        """The period ``offset`` years from this one: ``-1`` is last year."""
        return Period(str(self.year + offset))

    def shifted(self, years: int) -> "FiscalYear":
        """The fiscal year so many years later: ``-1`` is last year."""
        if not years:
            return self
        return FiscalYear(self.year + years, _moved(self.starts, years), _moved(self.ends, years))

    def months(self) -> tuple[Period, ...]:
        """The months of the calendar that lie in the fiscal year, first to last."""
        return _months_between(self.starts, self.ends)

    def quarters(self) -> tuple[Period, ...]:
        """The quarters of the calendar that lie in the fiscal year, first to last."""
        mine = self.months()
        found = dict.fromkeys(f"{m.id[:4]}-Q{(int(m.id[5:]) + 2) // 3}" for m in mine)
        return tuple(q for q in map(Period, found) if set(q.months) <= set(mine))

    def span(self, period: Period) -> tuple[date, date] | None:
        """First and last day of a period, as this fiscal year counts years; ``None`` for what is no stretch of time."""
        return _span(self, period)

    def _days(self, period: Period) -> tuple[date, date] | None:
        match period.kind:
            case PeriodKind.YEAR:
                year = self.shifted(int(period.id) - self.year)
                return year.starts, year.ends
            case PeriodKind.MONTH | PeriodKind.QUARTER:
                return _first_day(period.months[0].id), _last_day(period.months[-1].id)
            case PeriodKind.INSTANT:
                day = self.shifted(int(period.id[4:]) - self.year).ends if period.id.startswith("end-") else None
                day = day or date.fromisoformat(period.id)
                return day, day
            case PeriodKind.RANGE:
                low, high = (Period(end) for end in period.id.split("-to-"))
                first, last = self.span(low), self.span(high)
                return (first[0], last[1]) if first and last else None
        return None

    def contains(self, outer: Period, inner: Period) -> bool:
        """Whether a period lies in another, as this fiscal year counts years."""
        whole, part = self.span(outer), self.span(inner)
        return whole is not None and part is not None and whole[0] <= part[0] and part[1] <= whole[1]

    def resolve(self, pattern: str) -> Period:
        """Fill a metric's period pattern: ``{fy}``, ``{fy-1}``, ``cumulative-to-{fy}``.

        Raises:
            ValueError: The pattern does not give a period.
        """

        def fill(match: re.Match[str]) -> str:
            return str(self.year + int(match[1] or 0))

        return Period(re.sub(r"\{fy([+-]\d+)?\}", fill, pattern))


@lru_cache(maxsize=1 << 12)
def _span(year: FiscalYear, period: Period) -> tuple[date, date] | None:
    """The days of a period, reckoned once."""
    return year._days(period)


@lru_cache(maxsize=1 << 8)
def _months_between(starts: date, ends: date) -> tuple[Period, ...]:
    first, last = starts.year * 12 + starts.month - 1, ends.year * 12 + ends.month - 1
    return tuple(Period(f"{n // 12}-{n % 12 + 1:02}") for n in range(first, last + 1))


def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def _last_day(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def _moved(day: date, years: int) -> date:
    """The same day in another year; the end of February stays the end of February."""
    year = day.year + years
    if (day.month, day.day) in ((2, 28), (2, 29)):
        end_of_month = day.day == monthrange(day.year, 2)[1]
        return date(year, 2, monthrange(year, 2)[1] if end_of_month else 28)
    return day.replace(year=year)
