"""Faults of addition and division."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.mutation.fault import Register, Site
from tests.mutation.operators.values import handed, measured, parts, told_twice, whole
from tests.mutation.sites import metric_entries, rewrite
from tests.mutation.world import World

REGISTER = Register("arithmetic")


@REGISTER.operator("part-off", "arithmetic")
def part_off(world: World) -> Iterator[Site]:
    """One part of a breakdown is off by one unit or by two per cent."""
    for metric, entry, value in measured(world):
        if metric.id in parts(world):
            yield handed(entry, value, value + 1)
            if value > 100:
                more = (value * Decimal("1.02")).quantize(Decimal(1) if whole(metric, world) else Decimal("0.1"))
                yield handed(entry, value, more)


@REGISTER.operator("part-moved", "arithmetic", "scope", "data", "variance")
def part_moved(world: World) -> Iterator[Site]:
    """A part of a sum of two breakdowns changes in one of them by ten."""
    for metric, entry, value in measured(world):
        if metric.id in parts(world) and value > 20:
            yield handed(entry, value, value - 10)


@REGISTER.operator("told-differently", "arithmetic", "data", "language")
def told_differently(world: World) -> Iterator[Site]:
    """A quantity that two owners hand in under two names is no longer the same."""
    twice = told_twice(world)
    for metric, entry, value in measured(world):
        if (metric.id, entry.datapoint.period.id) in twice:
            step = Decimal(1).scaleb(max(value.adjusted() - 2, 0 if whole(metric, world) else -9))
            yield handed(entry, value, value + step)


@REGISTER.operator("term-lost", "arithmetic", "scope", "variance")
def term_lost(world: World) -> Iterator[Site]:
    """A formula loses one of the terms that it adds."""
    for entry in metric_entries(world):
        formula = re.search(r'^formula = "([^"]+)"$', entry.text, re.M)
        if formula and re.fullmatch(r"\{[^}]+\}( \+ \{[^}]+\})+", formula[1]):
            terms = formula[1].split(" + ")
            for i, term in enumerate(terms):
                rest = " + ".join(terms[:i] + terms[i + 1 :])
                yield rewrite(world, f"the sum loses {term}", (entry, entry.text.replace(formula[1], rest)))


@REGISTER.operator("term-wrong", "arithmetic", "scope", "variance", "data")
def term_wrong(world: World) -> Iterator[Site]:
    """A formula multiplies or divides by a thousand too much, or subtracts what it should add."""
    for entry in metric_entries(world):
        formula = re.search(r'^formula = "([^"]+)"$', entry.text, re.M)
        if formula is None or "@" in formula[1]:
            continue
        old = formula[1]
        wrong = {f"({old}) * 1000", f"({old}) / 1000", old.replace(" + ", " - ", 1), old.replace(" * 100", "")} - {old}
        for new in sorted(wrong):
            yield rewrite(world, f"{old} → {new}", (entry, entry.text.replace(f'"{old}"', f'"{new}"')))
