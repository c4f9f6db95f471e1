"""Which lines of a data book are the total of which others: guessed from its layout, believed on evidence.

A guess counts only if it is borne out. Lines that stand where parts of a total stand need little evidence, a run of
lines cut to fit needs much: evidence is the number of digits that agree in the years in which the sum holds, so that
six directors who happen to be four and two are none. A layout that says total and parts beyond doubt counts also where
no year fits, if the two differ as a slip of the hand does.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, takewhile

from reportgen.checks.databook.words import adds, is_total, same_kind
from reportgen.model.databook import BookLine, BookValue, DataBook
from reportgen.model.unit import Style

_LAID_OUT, _GROUP, _CUT = 1.0, 2.5, 4.0
"""Digits of evidence that a guess needs: set in or next to a label of a total; a group of lines; a run cut to fit."""
_DIGITS_OF_A_SLIP = 4
_LONGEST, _MOST_TOTALS = 40, 8

Lines = tuple[BookLine, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts in one year: what the parts make, and how far rounding may take the two apart."""

    year: int
    total: BookValue
    parts: Decimal
    tolerance: Decimal
    complete: bool

    @property
    def gap(self) -> Decimal:
        """By how much the total exceeds its parts."""
        assert self.total.value is not None
        return self.total.value - self.parts

    @property
    def fits(self) -> bool:
        """Whether the two agree within rounding."""
        return abs(self.gap) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Footing:
    """A total and its parts, with the years that can be compared.

    ``borne_out`` says whether the sum holds in a year at least, so that a year in which it doesn't is an error.
    """

    total: BookLine
    parts: Lines
    sums: tuple[Sum, ...]
    borne_out: bool


@dataclass(frozen=True, slots=True)
class _Guess:
    total: BookLine
    parts: Lines
    needs: float
    laid_out: bool


def footings(book: DataBook) -> tuple[Footing, ...]:
    """The totals of a book with their parts, sheet by sheet; one that is broken down in several ways comes often."""
    found: list[Footing] = []
    for _, lines in groupby(book.lines, key=lambda line: (line.sheet, line.group // 1000)):
        found += _of_table(tuple(lines))
    return tuple(found)


def _of_table(table: Lines) -> Iterator[Footing]:
    lines = tuple(line for line in table if adds(line))
    taken: set[tuple[str, int]] = set()  # parts of a total found already, which another total counts through that one
    groups = {group: tuple(held) for group, held in groupby(lines, key=lambda line: line.group)}
    for at, line in enumerate(lines):
        runs = [_believed(guess) for guess in _runs(lines, at, taken)]
        best = max((f for f in runs if f), key=_worth, default=None)
        if best:
            taken |= {(part.sheet, part.row) for part in best.parts}
            yield best
        if is_total(line):
            known = {part.row for part in best.parts} if best else set()
            for parts in _groups(groups, line):
                if not known & {part.row for part in parts} and (
                    found := _believed(_Guess(line, parts, _GROUP, False))
                ):
                    yield found


def _runs(lines: Lines, at: int, taken: set[tuple[str, int]]) -> Iterator[_Guess]:
    """Lines that may be the parts of one: those set in below it, or a run above or below it."""
    line = lines[at]
    below = lines[at + 1 : at + 1 + _LONGEST]
    inner = tuple(_until(below, lambda other: other.level <= line.level))
    if inner:
        children = tuple(o for o in inner if o.level == inner[0].level and same_kind(o, line) and not o.among)
        yield _Guess(line, children, _LAID_OUT, True)
    if not is_total(line):
        return
    above = tuple(reversed(lines[max(at - _LONGEST, 0) : at]))
    mine = [_alike(_until(side, lambda other: other.group != line.group), line, taken) for side in (above, below)]
    # With lines of its kind on both sides, or in a long list, the layout doesn't say which are its parts.
    alone = not all(mine) and sum(other.group == line.group for other in (*above, *below)) < _LONGEST
    for near, side in zip(mine, (above, below), strict=True):
        yield _Guess(line, near, _LAID_OUT if alone else _CUT, alone)
        far = _alike(side, line, taken)
        totals = tuple(other for other in far if is_total(other))[:_MOST_TOTALS]
        for run in (near[:-1], tuple(_until(far, is_total)), totals):
            yield from (_Guess(line, run[:count], _CUT, False) for count in range(2, len(run) + 1))


def _groups(groups: dict[int, Lines], line: BookLine) -> Iterator[Lines]:
    """The groups below a total, each of which may break it down, up to the next total of its kind."""
    for group, held in groups.items():
        alike = tuple(other for other in held if same_kind(other, line) and not other.among)
        if group <= line.group or not alike:
            continue
        if is_total(alike[0]) and alike[0].level <= line.level:
            return
        yield tuple(other for other in alike if other.level == alike[0].level)


def _alike(side: Iterable[BookLine], line: BookLine, taken: set[tuple[str, int]]) -> Lines:
    """The lines of a side that can be added to one another: of one kind, none counted through another."""
    found = [o for o in side if same_kind(o, line) and not o.among and (o.sheet, o.row) not in taken]
    return tuple(found)


def _until(side: Iterable[BookLine], ends: Callable[[BookLine], bool]) -> Iterator[BookLine]:
    return takewhile(lambda other: not ends(other), side)


def _believed(guess: _Guess) -> Footing | None:
    """The guess as a footing, if it is borne out."""
    if len(guess.parts) < 2:
        return None
    sums = tuple(one for year in guess.total.values if (one := _sum(guess, year)))
    fits = [one for one in sums if one.fits]
    told = tuple(one for one in sums if one.fits or one.complete)
    evidence = sum({one.total.value: _digits(one, guess) for one in fits}.values())
    if evidence >= guess.needs and (guess.laid_out or len(fits) * 2 >= len(told)):
        return _footing(guess, told, borne_out=True)
    if guess.laid_out and is_total(guess.total) and not fits and any(_slip(one) for one in told):
        return _footing(guess, told, borne_out=False)
    return None


def _slip(one: Sum) -> bool:
    """Whether a total differs from its parts as by a slip of the hand: in one digit, or in two that changed places."""
    assert one.total.value is not None
    step = Decimal(1).scaleb(-one.total.decimals)
    typed, added = (f"{number.quantize(step)}".replace(".", "") for number in (one.total.value, one.parts))
    if len(typed) != len(added) or len(typed) < _DIGITS_OF_A_SLIP:
        return False
    off = [at for at, (a, b) in enumerate(zip(typed, added, strict=True)) if a != b]
    swapped = len(off) == 2 and off[1] == off[0] + 1 and typed[off[0] : off[1] + 1] == added[off[1]] + added[off[0]]
    return len(off) == 1 or swapped


def _footing(guess: _Guess, sums: tuple[Sum, ...], *, borne_out: bool) -> Footing:
    return Footing(guess.total, tuple(sorted(guess.parts, key=lambda part: part.row)), sums, borne_out)


def _sum(guess: _Guess, year: int) -> Sum | None:
    """The sum of a year; ``None`` where there is nothing to add up."""
    total = guess.total.values.get(year)
    held = [part.values.get(year) for part in guess.parts]
    numbers = [one for one in held if one is not None and one.value is not None]
    if total is None or not total.value or not numbers:
        return None
    whole = guess.total.style is Style.COUNT and not any(one.decimals for one in (total, *numbers))
    steps = [Decimal(5).scaleb(-one.decimals - 1) for one in (total, *numbers)]
    parts = sum((one.value for one in numbers if one.value is not None), Decimal(0))
    tolerance = Decimal(0) if whole else sum(steps, Decimal(0))
    return Sum(year, total, parts, tolerance, complete=len(numbers) == len(held))


def _digits(one: Sum, guess: _Guess) -> float:
    """How many digits of a total agree with its parts; none if one part is the whole of it."""
    assert one.total.value is not None
    weighty = [p for p in guess.parts if (number := p.number(one.year)) and abs(number) > one.tolerance]
    if len(weighty) < 2:
        return 0.0
    step = max(one.tolerance, Decimal(1).scaleb(-one.total.decimals))
    return max(math.log10(abs(one.total.value) / step), 0.0)


def _worth(footing: Footing) -> tuple[bool, int, int, int]:
    """The better of two footings of one total: borne out, in more years, in fewer not, with more parts."""
    fits = sum(one.fits for one in footing.sums)
    return footing.borne_out, fits - len(footing.sums), fits, len(footing.parts)
