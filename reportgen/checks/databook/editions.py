"""Which line of a data book is which line of the edition before it."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from reportgen.checks.databook.words import folded
from reportgen.model.databook import BookLine, DataBook

_ALIKE = 85
_TELLING_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """One metric in both editions."""

    now: BookLine
    before: BookLine

    @property
    def years(self) -> tuple[int, ...]:
        """The years for which both give a number."""
        return tuple(
            year
            for year in self.now.values
            if self.now.number(year) is not None and self.before.number(year) is not None
        )

    def differs(self, year: int) -> bool:
        """Whether the two give another number for a year, beyond rounding."""
        now, before = self.now.values[year], self.before.values[year]
        if now.value is None or before.value is None:
            return False
        coarse = min(now.decimals, before.decimals)
        if now.decimals == before.decimals:
            return round(now.value, coarse) != round(before.value, coarse)
        return abs(now.value - before.value) > Decimal("0.51").scaleb(-coarse)

    @property
    def scale(self) -> Decimal | None:
        """The power of ten, other than one, by which every number of the one is that of the other."""
        ratios = {_power(self.now.number(year), self.before.number(year)) for year in self.years}
        only = next(iter(ratios)) if len(ratios) == 1 else None
        return None if only in (None, Decimal(1)) else only


@dataclass(frozen=True, slots=True)
class Editions:
    """The metrics of two editions: those in both, and those that only the earlier one has."""

    pairs: tuple[Pair, ...]
    gone: tuple[BookLine, ...]


def editions(book: DataBook, prior: DataBook) -> Editions:
    """Pair the lines of two editions: by their own ids, by their words, at last by the figures that both give."""
    now, before = dict(enumerate(book.lines)), dict(enumerate(prior.lines))
    pairs: list[Pair] = []
    keys: tuple[Callable[[BookLine], Hashable], ...] = (
        lambda line: line.id if line.own_id else None,
        lambda line: (_sheet(line), folded(line.under), folded(line.label), folded(line.unit)),
        lambda line: (folded(line.under), folded(line.label), folded(line.unit)),
        lambda line: (folded(line.under), folded(line.label), line.style),
        lambda line: (folded(line.label), folded(line.unit)),
    )
    for key in keys:
        mine, theirs = _grouped(now, key), _grouped(before, key)
        for told in mine.keys() & theirs.keys():
            if len(mine[told]) == len(theirs[told]):
                for a, b in zip(mine[told], theirs[told], strict=True):
                    pairs.append(Pair(now.pop(a), before.pop(b)))
    gone = []
    for line in before.values():
        found = next((at for at, other in now.items() if _renamed(Pair(other, line))), None)
        if found is None:
            gone.append(line)
        else:
            pairs.append(Pair(now.pop(found), line))
    return Editions(tuple(sorted(pairs, key=lambda pair: (pair.now.sheet, pair.now.row))), tuple(gone))


def _grouped(lines: dict[int, BookLine], key: Callable[[BookLine], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, line in lines.items():
        if (told := key(line)) is not None:
            found[told].append(at)
    return found


def _renamed(pair: Pair) -> bool:
    """Whether a line tells another one's figures, or has nearly its words: the same metric under another name."""
    if pair.now.style is not pair.before.style:
        return False
    same = [year for year in pair.years if not pair.differs(year) and _digits(pair.now.number(year)) >= _TELLING_DIGITS]
    if len({pair.now.number(year) for year in same}) >= 2:
        return True
    alike = fuzz.token_sort_ratio(pair.now.label.casefold(), pair.before.label.casefold()) >= _ALIKE
    return alike and folded(pair.now.under) == folded(pair.before.under)


def _digits(number: Decimal | None) -> int:
    return 0 if number is None else len(number.normalize().as_tuple().digits)


def _power(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The power of ten that one number is of the other, if it is one to three digits."""
    if not now or not before or now * before < 0:
        return None
    ratio = now / before
    power = Decimal(1).scaleb(round(ratio.log10()))
    return power if abs(ratio / power - 1) < Decimal("0.002") else None


def _sheet(line: BookLine) -> str:
    return folded("".join(c for c in line.sheet if not c.isdigit()))
