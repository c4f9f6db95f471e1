"""A metric of the edition before is gone from a data book.

Examines
    Every line of the edition of the year before (`--prior`) whether the data book still has it: under its own id, under
    its words, or under other words with the figures of the years that both give.

Why it matters
    The metric that is dropped is often the one that got worse. A reader is owed the reason.

Does not examine
    Whether a note gives the reason for a metric that is gone.

Bad
    prior book
        Energy                         | 2021    | 2020
        Total energy consumption (kWh) | 190,100 | 185,200
        Hazardous waste (tonnes)       | 12.4    | 9.1
    book
        Energy                         | 2022    | 2021
        Total energy consumption (kWh) | 200,004 | 190,100

Good
    prior book
        Energy                         | 2021    | 2020
        Total energy consumption (kWh) | 190,100 | 185,200
        Hazardous waste (tonnes)       | 12.4    | 9.1
    book
        Energy                         | 2022    | 2021
        Total energy consumption (kWh) | 200,004 | 190,100
        Hazardous waste (tonnes)       | 14.8    | 12.4

Fix
    Put the metric back, or say in a note why it is no longer reported.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Balance, Consistency); GRI 1: Foundation 2021, Comparability.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.editions import editions
from reportgen.checks.databook.words import named
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each line of the edition before."""
    if dossier.book is None or dossier.prior_book is None:
        return
    found = editions(dossier.book, dossier.prior_book)
    yield from (None for _ in found.pairs)
    for line in found.gone:
        under = f" under “{line.under}”" if line.under else ""
        yield CHECK.finding(
            f"{named(line)}{under} stood in the edition before and is gone",
            "put the metric back, or say why it is no longer reported",
            metric=line.id,
            cell=line.cell,
            subject="gone",
        )


CHECK = Check(
    "DB009",
    "book-metric-gone",
    {"zh-hant": "上一版數據冊的指標不見了", "en": "A metric of the edition before is gone"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    needs_book=True,
)
