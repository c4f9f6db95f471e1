"""What operators on handed-in values share: which values have a witness in the report, and how one is changed."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from reportgen.model.figure import Entry
from reportgen.model.metric import Metric
from reportgen.model.unit import Style
from tests.mutation.fault import Handed, Site

if TYPE_CHECKING:
    from tests.mutation.world import World

MEASURED = (Style.PLAIN, Style.COUNT, Style.MONEY, Style.PERCENT, Style.RATIO)


def measured(world: "World") -> Iterator[tuple[Metric, Entry, Decimal]]:
    """The values that are quantities: no years, ranks or nils."""
    for metric, entry, value in world.handed:
        if world.project.units[metric.unit].style in MEASURED and value:
            yield metric, entry, value


def of_this_year(world: "World", entry: Entry) -> bool:
    """Whether the value is not a comparative."""
    year = entry.datapoint.period.year
    return year is None or year >= world.project.settings.fiscal_year.year


def compared(world: "World") -> Iterator[tuple[Metric, Entry, Decimal, Decimal]]:
    """This year's values with last year's."""
    last = str(world.project.settings.fiscal_year.year - 1)
    for metric, entry, value in measured(world):
        before = world.value(metric.id, last)
        if metric.comparatives and of_this_year(world, entry) and before:
            yield metric, entry, value, before


@cache
def parts(world: "World") -> frozenset[str]:
    """Handed-in metrics that are a part or the total of a breakdown."""
    found = set()
    for metric in world.project.metrics.values():
        for row in metric.breakdowns:
            found |= {metric.id, *row}
    return frozenset(found)


@cache
def told_twice(world: "World") -> frozenset[tuple[str, str]]:
    """Keys of exact values of three digits or more that two metrics of one unit hand in alike for one period."""
    by_value = defaultdict(set)
    for metric, entry, value in measured(world):
        if len(value.normalize().as_tuple().digits) >= 3:
            period = entry.datapoint.period.year
            by_value[metric.unit, value, period].add((metric.id, entry.datapoint.period.id))
    return frozenset(key for keys in by_value.values() if len({id for id, _ in keys}) > 1 for key in keys)


def witnessed(world: "World", metric: Metric, entry: Entry) -> bool:
    """Whether something else in the project tells what the value must be.

    A total or its parts, or the same quantity under another name. A value without any of these can be wrong by a digit
    and nobody who has the report alone can know.
    """
    return metric.id in parts(world) or (metric.id, entry.datapoint.period.id) in told_twice(world)


def handed(entry: Entry, old: Decimal, new: Decimal, *, late: bool = False) -> Site:
    """A site: one value handed in differently."""
    point = entry.datapoint
    where = (
        f"{point.source.workbook.split('/')[-1]} {point.source.ref} {point.metric} {point.period}: {old:f} → {new:f}"
    )
    return Site(where, values=(Handed(point.metric, point.period.id, new),), late=late)


def whole(metric: Metric, world: "World") -> bool:
    """Whether the metric counts things."""
    return metric.decimals == 0 or world.project.units[metric.unit].style is Style.COUNT
