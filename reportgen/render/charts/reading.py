"""What a chart holds: its series, its categories, and which of its points are this year's."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.period import Period


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one metric, in the order of the chart's years."""

    name: str
    points: tuple[ChartPoint, ...]


def series_of(points: Iterable[ChartPoint]) -> list[Series]:
    """Points by metric, in the chart's order."""
    by_metric: dict[str, list[ChartPoint]] = {}
    for point in points:
        by_metric.setdefault(point.metric, []).append(point)
    return [Series(found[0].series, tuple(found)) for found in by_metric.values()]


def categories_of(points: Iterable[ChartPoint]) -> dict[str, list[ChartPoint]]:
    """Points by year under the year's first printed name: one metric may say 2022, another the end of 2022."""
    found: dict[int | str, list[ChartPoint]] = {}
    for point in points:
        found.setdefault(_year(point) or point.category, []).append(point)
    return {row[0].category: row for row in found.values()}


def latest(points: Iterable[ChartPoint]) -> int:
    """The last year that a result is from; 0 if no period names a year."""
    return max((_year(point) for point in points if not point.target), default=0)


def is_past(point: ChartPoint, now: int) -> bool:
    """Whether a point is a result of a year before ``now``."""
    return not point.target and _year(point) < now


def shares(points: Iterable[ChartPoint]) -> list[Decimal] | None:
    """Per cent of each part in the sum of all; ``None`` if a part is unknown or the sum is nothing."""
    values = [point.value for point in points]
    known = [value for value in values if value is not None]
    total = sum(known, Decimal(0))
    if len(known) < len(values) or not total:
        return None
    return [100 * value / total for value in known]


def journeys(points: Iterable[ChartPoint]) -> list[list[ChartPoint]]:
    """Points of a path, cut where a result follows a goal: each piece leads from a base to its goal."""
    row = list(points)
    cuts = [at for at, (one, other) in enumerate(pairwise(row), 1) if one.target and not other.target]
    return [row[start:end] for start, end in pairwise([0, *cuts, len(row)])]


def headed(names: list[str]) -> tuple[str, list[str]]:
    """Split off what all names say before their colon: ``("Scope 3", ["2021", "2022"])``; "" if they don't."""
    for colon in ("：", ": "):
        heads = {name.partition(colon)[0] for name in names}
        if len(heads) == 1 and all(colon in name for name in names):
            return heads.pop(), [name.partition(colon)[2] for name in names]
    return "", names


def figures(chart: Chart) -> list[Decimal]:
    """The chart's values without the gaps."""
    return [point.value for point in chart.points if point.value is not None]


def _year(point: ChartPoint) -> int:
    return Period(point.period).year or 0
