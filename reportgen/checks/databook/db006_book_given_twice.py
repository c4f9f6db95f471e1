"""A data book gives one metric twice, with different figures.

Examines
    Lines of the same words and unit, in one sheet or in two, that give the same figure for one year at least and differ
    for another. Each pair and year is one item.

Why it matters
    A summary sheet that was not updated with the detail contradicts it, and nobody can tell which of the two is right.

Does not examine
    Lines that agree in no year of four digits or more, because one label often names different things; rounding.

Bad
    book
        == Summary
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 200,004 | 190,100
        == Environment
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 201,004 | 190,100

Good
    book
        == Summary
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 200,004 | 190,100
        == Environment
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 200,004 | 190,100

Fix
    Bring the two lines into line; better, let one of them refer to the other.

Source
    GRI 1: Foundation 2021, Accuracy.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.editions import Pair
from reportgen.checks.databook.words import folded, named
from reportgen.model.databook import BookLine, DataBook
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Involved, Severity

_TELLING_DIGITS = 4
_MOST_OF_A_NAME = 6


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of lines and year."""
    if dossier.book is None:
        return
    for pair in _pairs(dossier.book):
        agreed = [year for year in pair.years if not pair.differs(year) and _telling(pair.now, year)]
        if agreed:
            yield from (_finding(pair, year) if pair.differs(year) else None for year in pair.years)


def _pairs(book: DataBook) -> Iterator[Pair]:
    alike: dict[tuple[str, str, str], list[BookLine]] = defaultdict(list)
    for line in book.lines:
        alike[folded(line.label), folded(line.unit), line.id if line.own_id else ""].append(line)
    for lines in alike.values():
        if 1 < len(lines) <= _MOST_OF_A_NAME:
            yield from (Pair(one, other) for one, other in combinations(lines, 2))


def _telling(line: BookLine, year: int) -> bool:
    number = line.number(year)
    return number is not None and len(number.normalize().as_tuple().digits) >= _TELLING_DIGITS


def _finding(pair: Pair, year: int) -> Finding:
    one, other = pair.now.values[year], pair.before.values[year]
    return CHECK.finding(
        f"{named(pair.now)} for {year} is {one.text} here and {other.text} in “{pair.before.sheet}”",
        "bring the two lines into line, or let one refer to the other",
        metric=pair.now.id,
        period=str(year),
        cell=one.cell,
        involved=(Involved(pair.before.id, str(year), other.text, other.cell),),
        subject=pair.before.id,
    )


CHECK = Check(
    "DB006",
    "book-given-twice",
    {"zh-hant": "數據冊兩處的同一指標數字不同", "en": "A data book gives one metric twice, with different figures"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_book=True,
)
