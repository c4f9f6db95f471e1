"""Periods: what a figure is about in time."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum


class PeriodKind(Enum):
    """How a period relates to the calendar."""

    YEAR = "year"
    INSTANT = "instant"
    MONTH = "month"
    RANGE = "range"
    CUMULATIVE = "cumulative"
    TARGET = "target"
    LABEL = "label"


_FORMS: tuple[tuple[PeriodKind, str], ...] = (
    (PeriodKind.YEAR, r"\d{4}"),
    (PeriodKind.INSTANT, r"end-\d{4}|\d{4}-\d{2}-\d{2}"),
    (PeriodKind.MONTH, r"\d{4}-\d{2}"),
    (PeriodKind.RANGE, r"\d{4}(-\d{2})?-to-\d{4}(-\d{2})?"),
    (PeriodKind.CUMULATIVE, r"cumulative-to-\d{4}"),
    (PeriodKind.TARGET, r"target-\d{4}"),
    (PeriodKind.LABEL, r"[a-z0-9]+(-[a-zA-Z0-9]+)*"),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its id.

    Ids are ``2022`` (a fiscal year), ``end-2022`` or ``2022-12-31`` (a day), ``2022-02`` (a month),
    ``2021-09-to-2022-06`` (a range), ``cumulative-to-2022``, ``target-2030``, or a label that the
    metric explains, such as ``window-2030``.
    """

    id: str

    def __post_init__(self) -> None:
        if not any(re.fullmatch(form, self.id) for _, form in _FORMS):
            raise ValueError(f"{self.id!r} is not a period")

    @property
    def kind(self) -> PeriodKind:
        """The kind that the id's form tells."""
        return next(kind for kind, form in _FORMS if re.fullmatch(form, self.id))

    @property
    def year(self) -> int | None:
        """The last year that the id names, or ``None`` for a mere label."""
        if self.kind is PeriodKind.LABEL:
            return None
        return int(re.findall(r"\d{4}", self.id)[-1])

    def __str__(self) -> str:
        return self.id


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

    def resolve(self, pattern: str) -> Period:
        """Fill a metric's period pattern: ``{fy}``, ``{fy-1}``, ``cumulative-to-{fy}``.

        Raises:
            ValueError: The pattern does not give a period.
        """

        def fill(match: re.Match[str]) -> str:
            return str(self.year + int(match[1] or 0))

        return Period(re.sub(r"\{fy([+-]\d+)?\}", fill, pattern))
