"""A share differs from the rows that it was computed from.

Examines
    Percentages of a data book that carry the same label as a part of a total in the same sheet, such as "Male" in
    persons and "Male" in per cent. They count as that part's share if most of them are; each year is one item.

Why it matters
    The share is what headlines quote. One that was left from last year, or computed from a draft, contradicts the rows
    right above it.

Does not examine
    Percentages without rows of the same label; labels of which most percentages are something else than the share.

Bad
    book
        Employees             | 2022  | 2021
        Total (persons)       | 1,200 | 1,100
        Male (persons)        | 700   | 650
        Female (persons)      | 500   | 450
        Male (%)              | 58.3% | 59.1%
        Female (%)            | 40.7% | 40.9%

Good
    book
        Employees             | 2022  | 2021
        Total (persons)       | 1,200 | 1,100
        Male (persons)        | 700   | 650
        Female (persons)      | 500   | 450
        Male (%)              | 58.3% | 59.1%
        Female (%)            | 41.7% | 40.9%

Fix
    Compute the share again from the rows as they stand.

Source
    GRI 1: Foundation 2021, Accuracy; ISSA 5000 (recalculation).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.footing import Footing, footings
from reportgen.checks.databook.words import folded, named, tells_outcome, told
from reportgen.model.databook import BookLine, DataBook
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Involved, Severity
from reportgen.model.unit import Style

_BRACKETED = re.compile(
    r"[(（\[][^()（）\[\]]*[)）\]]|[%％]|百分比|佔比|占比|比例|\bpercentage\b|\bshare\b", re.IGNORECASE
)


class _Share(NamedTuple):
    share: BookLine
    part: BookLine
    year: int
    wanted: Decimal

    @property
    def fits(self) -> bool:
        """Whether the share is the part's within its rounding."""
        held = self.share.values[self.year]
        return held.value is not None and abs(held.value - self.wanted) <= Decimal("0.51").scaleb(-held.decimals)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each share and year."""
    if dossier.book is None:
        return
    seen: set[tuple[str, int, int]] = set()
    groups = tuple(_percentages(dossier.book))
    for footing in footings(dossier.book):
        for group in groups:
            shares = [one for one in _shares(footing, group) if (one.share.sheet, one.share.row, one.year) not in seen]
            if sum(one.fits for one in shares) * 2 <= len(shares):
                continue
            seen |= {(one.share.sheet, one.share.row, one.year) for one in shares}
            yield from (None if one.fits else _finding(footing, one) for one in shares)


def _percentages(book: DataBook) -> Iterator[tuple[BookLine, ...]]:
    for _, lines in groupby(book.lines, key=lambda line: (line.sheet, line.group)):
        found = tuple(line for line in lines if line.style is Style.PERCENT and not tells_outcome(told(line)))
        if len(found) > 1:
            yield found


def _shares(footing: Footing, group: tuple[BookLine, ...]) -> Iterator[_Share]:
    """The percentages of a group that may be shares of a total, if every part has one."""
    if group[0].sheet != footing.total.sheet or footing.total.style is Style.PERCENT:
        return
    by_label = {_plain(line): line for line in group}
    pairs = [(by_label[label], part) for part in footing.parts if (label := _plain(part)) in by_label]
    if len(pairs) < len(footing.parts):
        return
    for share, part in pairs:
        for year in share.values:
            whole, held = footing.total.number(year), part.number(year)
            if whole and held is not None and share.number(year) is not None:
                yield _Share(share, part, year, held / whole * 100)


def _plain(line: BookLine) -> str:
    return folded(_BRACKETED.sub(" ", line.label))


def _finding(footing: Footing, one: _Share) -> Finding:
    held, part, whole = (line.values[one.year] for line in (one.share, one.part, footing.total))
    wanted = round(one.wanted, held.decimals)
    return CHECK.finding(
        (
            f"{named(one.share)} for {one.year} is {held.text}, but {part.text} of {whole.text} "
            f"({named(footing.total)}) is {wanted}%"
        ),
        "compute the share again from the rows as they stand",
        metric=one.share.id,
        period=str(one.year),
        cell=held.cell,
        involved=(
            Involved(one.part.id, str(one.year), part.text, part.cell),
            Involved(footing.total.id, str(one.year), whole.text, whole.cell),
        ),
        subject=f"{one.part.id}/{footing.total.id}",
    )


CHECK = Check(
    "DB003",
    "book-share-differs-from-its-rows",
    {"zh-hant": "百分比與其所依據的數字不符", "en": "A share differs from the rows it was computed from"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_book=True,
)
