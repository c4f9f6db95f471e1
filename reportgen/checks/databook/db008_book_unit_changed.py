"""A data book changes a metric's unit from one edition to the next.

Examines
    Every line that stands in the data book and in its edition of the year before (`--prior`): whether the unit has
    other words, and whether all figures that both give changed by one power of ten.

Why it matters
    A reader who copies both editions into one table compares kilowatt-hours with megawatt-hours.

Does not examine
    Units that only one of the two editions tells.

Bad
    prior book
        Energy                         | 2021  | 2020
        Total energy consumption (MWh) | 190.1 | 185.2
    book
        Energy                         | 2022    | 2021
        Total energy consumption (kWh) | 200,004 | 190,100

Good
    prior book
        Energy                         | 2021    | 2020
        Total energy consumption (kWh) | 190,100 | 185,200
    book
        Energy                         | 2022    | 2021
        Total energy consumption (kWh) | 200,004 | 190,100

Fix
    Say in a note that the unit changed, and give the earlier figures in the new one.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency); GRI 1: Foundation 2021, Comparability.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.editions import editions
from reportgen.checks.databook.words import folded, named
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each line of both editions."""
    if dossier.book is None or dossier.prior_book is None:
        return
    for pair in editions(dossier.book, dossier.prior_book).pairs:
        scale = pair.scale
        worded = bool(pair.now.unit and pair.before.unit) and not _words(pair.now.unit) & _words(pair.before.unit)
        if not worded and scale is None:
            yield None
            continue
        units = f"from “{pair.before.unit}” to “{pair.now.unit}”" if worded else f"by {scale:,f}, and its unit didn't"
        yield CHECK.finding(
            f"{named(pair.now)} changed {units} since the edition before",
            "say so in a note, and give the earlier figures in the new unit",
            metric=pair.now.id,
            cell=pair.now.cell,
            subject="unit",
            confidence=Confidence.HIGH if scale is not None else Confidence.MEDIUM,
        )


def _words(unit: str) -> set[str]:
    return {folded(part) for part in re.split(r"[/／\s]+", unit) if folded(part)} or {unit}


CHECK = Check(
    "DB008",
    "book-unit-changed",
    {"zh-hant": "數據冊的單位與上一版不同", "en": "A data book changes a metric's unit"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_book=True,
)
