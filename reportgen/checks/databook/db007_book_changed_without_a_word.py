"""A data book changes an earlier year's figure without a word.

Examines
    Every figure of an earlier year that stands in the data book and in its edition of the year before (`--prior`). It
    may differ where something calls it restated: a note that its mark leads to, or the head of the column.

Why it matters
    Whoever keeps both editions finds two figures for one year. Restatements without reason and effect are what an
    assurer looks for first.

Does not examine
    Differences that rounding explains; lines of which all figures changed by one power of ten (DB008).

Bad
    prior book
        Energy (MWh)             | 2021    | 2020
        Total energy consumption | 190,100 | 185,000
        Water consumption (m³)   | 14,977  | 14,002
    book
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 200,004 | 191,100
        Water consumption (m³)   | 15,041  | 14,977

Good
    prior book
        Energy (MWh)              | 2021    | 2020
        Total energy consumption  | 190,100 | 185,000
        Water consumption (m³)    | 14,977  | 14,002
    book
        Energy (MWh)              | 2022    | 2021
        Total energy consumption¹ | 200,004 | 191,100
        Water consumption (m³)    | 15,041  | 14,977
        Note 1: Figures of 2021 have been restated after a meter was read again.

Fix
    Say that the figure was restated, why, and by how much; or put the published figure back.

Source
    GRI 2-4 Restatements of information; HKEX ESG Reporting Guide, paragraph 14 (Consistency); IFRS S1, B50.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.editions import Pair, editions
from reportgen.checks.databook.words import named
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Involved, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each figure that both editions give."""
    book, prior = dossier.book, dossier.prior_book
    if book is None or prior is None:
        return
    for pair in editions(book, prior).pairs:
        if pair.scale is None:
            for year in pair.years:
                silent = pair.differs(year) and not book.called_restated(pair.now, year)
                yield _finding(pair, year) if silent else None


def _finding(pair: Pair, year: int) -> Finding:
    now, before = pair.now.values[year], pair.before.values[year]
    effect = f" ({now.value - before.value:+,f})" if now.value is not None and before.value is not None else ""
    return CHECK.finding(
        (
            f"{named(pair.now)} for {year} is {now.text}; the edition before gave {before.text}{effect}, "
            "and nothing says why"
        ),
        "say that it was restated, why, and by how much; or put the published figure back",
        metric=pair.now.id,
        period=str(year),
        cell=now.cell,
        involved=(Involved(pair.before.id, str(year), before.text, before.cell),),
        subject="prior edition",
    )


CHECK = Check(
    "DB007",
    "book-changed-without-a-word",
    {"zh-hant": "數據冊改動往年數字而沒有說明重列", "en": "A data book changes an earlier figure without a word"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_book=True,
)
