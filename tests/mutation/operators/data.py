"""Faults of handing in: the value in the cell is not the one that was measured."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.unit import Style
from tests.mutation.fault import Handed, Register, Site
from tests.mutation.operators.values import compared, handed, measured, of_this_year, whole, witnessed
from tests.mutation.sites import metric_entries, rewrite
from tests.mutation.world import World

REGISTER = Register("data")
_VALUE = ("data", "arithmetic", "variance", "scope")


@REGISTER.operator("digits-transposed", *_VALUE)
def digits_transposed(world: World) -> Iterator[Site]:
    """Two neighbouring digits of a value that a total, its parts or a second telling bears out change places."""
    for metric, entry, value in measured(world):
        if not witnessed(world, metric, entry):
            continue
        text = f"{value:f}"
        for i in range(len(text) - 1):
            a, b = text[i], text[i + 1]
            if a.isdigit() and b.isdigit() and a != b and not (i == 0 and b == "0"):
                yield handed(entry, value, Decimal(text[:i] + b + a + text[i + 2 :]))


@REGISTER.operator("digit-lost", *_VALUE)
def digit_lost(world: World) -> Iterator[Site]:
    """A digit of a value of four or more is not typed."""
    for metric, entry, value in measured(world):
        if not witnessed(world, metric, entry) and not metric.comparatives:
            continue
        whole_part, point, rest = f"{value:f}".partition(".")
        if len(whole_part) >= 4:
            for i in range(1, len(whole_part)):
                yield handed(entry, value, Decimal(whole_part[:i] + whole_part[i + 1 :] + point + rest))


@REGISTER.operator("scale-ten", *_VALUE)
def scale_ten(world: World) -> Iterator[Site]:
    """Ten times too much, or a tenth."""
    for _, entry, value, _ in compared(world):
        yield handed(entry, value, value * 10)
        yield handed(entry, value, value / 10)


@REGISTER.operator("scale-thousand", *_VALUE)
def scale_thousand(world: World) -> Iterator[Site]:
    """A thousand times too much, or a thousandth: kilograms for tonnes, thousands for millions."""
    for _, entry, value, _ in compared(world):
        yield handed(entry, value, value * 1000)
        if abs(value) > 50:
            yield handed(entry, value, value / 1000)


@REGISTER.operator("scale-of-both-years", *_VALUE)
def scale_of_both_years(world: World) -> Iterator[Site]:
    """Both years are handed in a thousand times too large, so that no change shows it."""
    for metric, entry, value, before in compared(world):
        if witnessed(world, metric, entry) and world.project.units[metric.unit].style is not Style.PERCENT:
            last = str(world.project.settings.fiscal_year.year - 1)
            site = handed(entry, value, value * 1000)
            yield Site(site.where + " (both years)", values=(*site.values, Handed(metric.id, last, before * 1000)))


@REGISTER.operator("last-year-copied", *_VALUE)
def last_year_copied(world: World) -> Iterator[Site]:
    """Last year's value is handed in again."""
    for _, entry, value, before in compared(world):
        if value != before:
            yield handed(entry, value, before)


@REGISTER.operator("years-swapped", *_VALUE)
def years_swapped(world: World) -> Iterator[Site]:
    """This year's value stands in last year's cell, and last year's in this year's."""
    last = str(world.project.settings.fiscal_year.year - 1)
    for metric, entry, value, before in compared(world):
        if value != before:
            site = handed(entry, value, before)
            yield Site(site.where + " (swapped)", values=(*site.values, Handed(metric.id, last, value)))


@REGISTER.operator("sign-flipped", *_VALUE)
def sign_flipped(world: World) -> Iterator[Site]:
    """A minus slips in."""
    for _, entry, value in measured(world):
        yield handed(entry, value, -value)


@REGISTER.operator("impossible-percentage", *_VALUE)
def impossible_percentage(world: World) -> Iterator[Site]:
    """A share of a whole above one hundred per cent."""
    for metric, entry, value in measured(world):
        share = world.project.units[metric.unit].style is Style.PERCENT and metric.high == 100
        if share and of_this_year(world, entry):
            yield handed(entry, value, value + 100)


@REGISTER.operator("fraction-for-per-cent", *_VALUE)
def fraction_for_per_cent(world: World) -> Iterator[Site]:
    """A percentage is handed in as a fraction of one."""
    for metric, entry, value, _ in compared(world):
        if world.project.units[metric.unit].style is Style.PERCENT:
            yield handed(entry, value, value / 100)


@REGISTER.operator("value-becomes-zero", *_VALUE)
def value_becomes_zero(world: World) -> Iterator[Site]:
    """A zero is handed in where something was measured last year."""
    for _, entry, value, before in compared(world):
        if abs(before) >= 5:
            yield handed(entry, value, Decimal(0))


@REGISTER.operator("value-missing", *_VALUE)
def value_missing(world: World) -> Iterator[Site]:
    """The cell is left empty."""
    for _, entry, value in measured(world):
        point = entry.datapoint
        where = (
            f"{point.source.workbook.split('/')[-1]} {point.source.ref} {point.metric} {point.period}: {value:f} → ∅"
        )
        yield Site(where, values=(Handed(point.metric, point.period.id, None),))


@REGISTER.operator("half-a-thing", *_VALUE)
def half_a_thing(world: World) -> Iterator[Site]:
    """A count of people or things with a fraction."""
    for metric, entry, value in measured(world):
        if whole(metric, world) and of_this_year(world, entry) and value == value.to_integral_value():
            yield handed(entry, value, value + Decimal("0.4"))


@REGISTER.operator("neighbour-row", *_VALUE)
def neighbour_row(world: World) -> Iterator[Site]:
    """The values of two rows one above the other change places."""
    rows = [row for row in compared(world) if witnessed(world, row[0], row[1])]
    for (_, above, first, _), (_, below, second, _) in itertools.pairwise(rows):
        same = above.datapoint.source.workbook == below.datapoint.source.workbook
        if same and first != second:
            one, two = handed(above, first, second), handed(below, second, first)
            yield Site(f"{one.where}, and the row below", values=(*one.values, *two.values))


@REGISTER.operator("unit-swapped", "data", "arithmetic", "charts", "variance", "scope")
def unit_swapped(world: World) -> Iterator[Site]:
    """A metric is said to be in another unit than the one in which it was handed in."""
    swaps = {"tonne": "kg", "mwh": "kwh", "litre": "m3", "m3": "litre", "10k_m2": "m2", "rmb": "hkd"}
    known = world.project.units
    for entry in metric_entries(world):
        for old, new in swaps.items():
            if new in known and f'unit = "{old}"' in entry.text and "assured = true" in entry.text:
                text = entry.text.replace(f'unit = "{old}"', f'unit = "{new}"')
                yield rewrite(world, f"{old} → {new}", (entry, text))
