"""Samples that anybody can draw again: by strata, and by monetary units.

What a draw depends on is the population and the seed alone, not the order of the items and not a program's generator
of random numbers. An item's number is the SHA-256 of seed, a line feed and its key; items are taken by the lowest
numbers, or stand in the order of the numbers.

Source:
    Monetary-unit sampling with a fixed interval as in AICPA Audit Guide *Audit Sampling*, chapter 6; stratification
    by size as in ISA 530, appendix 1.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Method(StrEnum):
    """How a sample was drawn."""

    STRATIFIED = "stratified"
    MONETARY_UNIT = "monetary_unit"


class Why(StrEnum):
    """Why an item is in a sample."""

    TOP = "top"  # at least as large as the interval
    STRATUM = "stratum"  # drawn from its stratum
    HIT = "hit"  # a selection point falls into it
    CERTAIN = "certain"  # asked for by whoever made the population, e.g. around the cut-off
    LOW = "low"  # one of those that no selection point can find


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a population.

    Attributes:
        key: tells it from all others.
        quantity: what it adds to the total.
        stratum: which part of the population it belongs to.
        certain: why it must be in every sample, "" if it needn't.
    """

    key: str
    quantity: Decimal
    stratum: str = ""
    certain: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item of a sample; ``hits`` counts the selection points that fall into it."""

    item: Item
    why: Why
    hits: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample and what is needed to draw it again.

    Attributes:
        size: asked for; the sample may be larger by items that are in for certain.
        count, total: items of the population, and the sum of their absolute quantities.
        interval: between two selection points, and from which size on an item is in for certain.
        start: the first selection point; ``None`` for a stratified sample.
        hash: of the population.
        drawn: in the order of their keys.
    """

    method: Method
    seed: str
    size: int
    count: int
    total: Decimal
    interval: Fraction
    start: Fraction | None
    hash: str
    drawn: tuple[Drawn, ...]


def population_hash(items: Iterable[Item]) -> str:
    """SHA-256 over one line ``key, tab, quantity, line feed`` for each item, in the order of the keys."""
    lines = sorted(f"{item.key}\t{item.quantity.normalize():f}\n" for item in items)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def number_of(seed: str, key: str) -> int:
    """An item's number, from 0 up to 2^256."""
    return int(hashlib.sha256(f"{seed}\n{key}".encode()).hexdigest(), 16)


def stratified(items: Sequence[Item], seed: str, size: int) -> Sample:
    """Draw a stratified sample: top items all, the rest by strata, at least one of each.

    Args:
        items: each key once.
        seed: of the draw.
        size: items wanted; items at least as large as the total divided by it are all in.
    """
    total = _total(items)
    interval = total / size
    drawn: dict[str, Drawn] = {}
    rest: dict[str, list[Item]] = {}
    for item in items:
        if item.certain:
            drawn[item.key] = Drawn(item, Why.CERTAIN)
        elif total and abs(Fraction(item.quantity)) >= interval:
            drawn[item.key] = Drawn(item, Why.TOP)
        else:
            rest.setdefault(item.stratum, []).append(item)
    for stratum, count in _allocated(rest, max(0, size - len(drawn))).items():
        for item in _lowest(rest[stratum], seed)[:count]:
            drawn[item.key] = Drawn(item, Why.STRATUM)
    return _sample(Method.STRATIFIED, items, seed, size, interval, None, drawn)


def monetary_unit(items: Sequence[Item], seed: str, size: int) -> Sample:
    """Draw a sample by monetary units, here units of the quantity: the larger an item, the likelier it is drawn.

    The items stand in the order of their numbers. Selection points lie one interval apart; the first lies between 0
    and the interval, as the number of the key ``start`` says. An item at least as large as the interval is always hit.
    Items of zero can't be hit: one of those that were not hit is added, and those that are in for certain.

    Args:
        items: each key once; of negative quantities the absolute value counts.
        seed: of the draw.
        size: how many selection points there are.
    """
    total = _total(items)
    interval = total / size
    start = interval * Fraction(number_of(seed, "start") + 1, 2**256)
    drawn: dict[str, Drawn] = {}
    below = Fraction(0)
    for item in _lowest(items, seed):
        above = below + abs(Fraction(item.quantity))
        hits = _points(above, start, interval) - _points(below, start, interval)
        if hits:
            top = above - below >= interval
            drawn[item.key] = Drawn(item, Why.TOP if top else Why.HIT, hits)
        elif item.certain:
            drawn[item.key] = Drawn(item, Why.CERTAIN)
        below = above
    left = [item for item in items if item.key not in drawn]
    for item in _lowest(left, seed)[:1]:
        drawn[item.key] = Drawn(item, Why.LOW)
    return _sample(Method.MONETARY_UNIT, items, seed, size, interval, start, drawn)


def _points(upto: Fraction, start: Fraction, interval: Fraction) -> int:
    """How many selection points lie in the first so many units."""
    if not interval or upto < start:
        return 0
    return int((upto - start) // interval) + 1


def _total(items: Iterable[Item]) -> Fraction:
    return sum((abs(Fraction(item.quantity)) for item in items), Fraction(0))


def _lowest(items: Iterable[Item], seed: str) -> list[Item]:
    return sorted(items, key=lambda item: (number_of(seed, item.key), item.key))


def _allocated(strata: Mapping[str, Sequence[Item]], size: int) -> Mapping[str, int]:
    """How many items each stratum gives: one, and more by its part of all items, up to all that it has.

    Source:
        The Sainte-Laguë method: each further item goes to the stratum with the most items for each that it gives.
    """
    found = dict.fromkeys(strata, 1)
    while sum(found.values()) < size:
        open_yet = [name for name in sorted(strata) if found[name] < len(strata[name])]
        if not open_yet:
            break
        found[max(open_yet, key=lambda name: Fraction(len(strata[name]), 2 * found[name] + 1))] += 1
    return found


def _sample(
    method: Method,
    items: Sequence[Item],
    seed: str,
    size: int,
    interval: Fraction,
    start: Fraction | None,
    drawn: Mapping[str, Drawn],
) -> Sample:
    total = sum((abs(item.quantity) for item in items), Decimal(0))
    in_order = tuple(drawn[key] for key in sorted(drawn))
    return Sample(method, seed, size, len(items), total, interval, start, population_hash(items), in_order)
