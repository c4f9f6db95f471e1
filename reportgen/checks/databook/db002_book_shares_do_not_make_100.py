"""Shares of one whole do not make 100%.

Examines
    Percentages that stand together under one heading of a data book, where in another year they make 100%, or where the
    heading speaks of a composition or a breakdown and they make nearly 100%. Each year is one item.

Why it matters
    Shares that make 99% or 101% without rounding to blame hide a row that was dropped, or one from another year.

Does not examine
    Rates that are no shares of one whole, such as who was trained or how many left; differences that rounding explains.

Bad
    book
        Employees by age (%) | 2022 | 2021
        Under 30             | 25%  | 26%
        30 to 50             | 60%  | 59%
        Over 50              | 18%  | 15%

Good
    book
        Employees by age (%) | 2022 | 2021
        Under 30             | 25%  | 26%
        30 to 50             | 60%  | 59%
        Over 50              | 15%  | 15%

Fix
    Correct the share, or add the row that is left out.

Source
    GRI 1: Foundation 2021, Accuracy.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.words import is_total, may_share, tells_outcome, told
from reportgen.model.databook import BookLine, DataBook
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Involved, Severity
from reportgen.model.unit import Style

_WHOLE = Decimal(100)
_NEARLY = Decimal(2)
_FAR = Decimal(30)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each group of shares and year."""
    if dossier.book is None:
        return
    for shares in _groups(dossier.book):
        years = [year for year in shares[0].values if all(share.number(year) is not None for share in shares)]
        gaps = {year: _gap(shares, year) for year in years}
        fits = [year for year in years if abs(gaps[year]) <= _tolerance(shares, year)]
        named = may_share(f"{told(shares[0])}") and all(abs(gap) <= _NEARLY for gap in gaps.values())
        if not (fits and all(abs(gap) <= _FAR for gap in gaps.values())) and not named:
            continue
        for year in years:
            yield None if year in fits else _finding(shares, year, gaps[year], sure=bool(fits))


def _groups(book: DataBook) -> Iterator[tuple[BookLine, ...]]:
    """Percentages that may be the shares of one whole: lines of one heading, set in alike."""
    for _, lines in groupby(book.lines, key=lambda line: (line.sheet, line.group)):
        percentages = [line for line in lines if line.style is Style.PERCENT and not is_total(line)]
        level = min((line.level for line in percentages), default=0)
        shares = tuple(line for line in percentages if line.level == level)
        if len(shares) > 1 and not any(tells_outcome(told(line)) or line.among for line in shares):
            yield shares


def _gap(shares: tuple[BookLine, ...], year: int) -> Decimal:
    return sum((share.number(year) or Decimal(0) for share in shares), -_WHOLE)


def _tolerance(shares: tuple[BookLine, ...], year: int) -> Decimal:
    return sum((Decimal(5).scaleb(-share.values[year].decimals - 1) for share in shares), Decimal(0))


def _finding(shares: tuple[BookLine, ...], year: int, gap: Decimal, *, sure: bool) -> Finding:
    heading = f"under “{shares[0].under}” " if shares[0].under else ""
    return CHECK.finding(
        f"the {len(shares)} shares {heading}for {year} make {_WHOLE + gap:f}%, not 100%",
        "correct a share, or add the row that is left out",
        metric=shares[0].id,
        period=str(year),
        cell=shares[0].values[year].cell,
        involved=tuple(
            Involved(share.id, str(year), share.values[year].text, share.values[year].cell) for share in shares
        ),
        subject="+".join(share.id for share in shares),
        confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
    )


CHECK = Check(
    "DB002",
    "book-shares-do-not-make-100",
    {"zh-hant": "同一整體的百分比相加不是100%", "en": "Shares of one whole do not make 100%"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_book=True,
)
