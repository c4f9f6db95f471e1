"""All figures of a report, found by metric and period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.model.figure import Figure, FigureKey
from reportgen.model.metric import Metric
from reportgen.model.period import FiscalYear, Period


def period_of(metric: Metric, year: FiscalYear, offset: int = 0) -> Period | None:
    """The period of a metric ``offset`` years from the fiscal year.

    ``None`` where the metric's period doesn't move with the fiscal year and another year is asked for.

    Raises:
        ValueError: The metric's period pattern gives no period.
    """
    if offset == 0:
        return year.resolve(metric.period)
    shifted = FiscalYear(year.year + offset, year.starts, year.ends).resolve(metric.period)
    return None if shifted == year.resolve(metric.period) else shifted


def periods_of(metric: Metric, year: FiscalYear) -> tuple[Period, ...]:
    """All periods for which a metric has a figure, newest first."""
    found = (period_of(metric, year, -offset) for offset in range(metric.comparatives + 1))
    return tuple(period for period in found if period is not None)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures by metric and period id."""

    by_key: Mapping[FigureKey, Figure]

    def get(self, metric: str, period: Period | str) -> Figure | None:
        """The figure of a metric for a period, if there is one."""
        return self.by_key.get((metric, str(period)))

    def of(self, metric: str) -> tuple[Figure, ...]:
        """All figures of one metric, newest first as resolved."""
        return tuple(f for f in self.by_key.values() if f.metric == metric)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)
