"""A total of a data book does not foot.

Examines
    Every line of a data book that its layout shows to be the total of others: parts set in below it, lines above or
    below a label such as "Total" or 總計, groups that each break one total down. A guess counts if the sum holds in a
    year at least, or if total and parts differ by a slip of one digit; each year that can be added up is one item.

Why it matters
    A reader adds the rows, and so does every assurer. Whoever takes figures over from another company's data book takes
    over its mistakes.

Does not examine
    Rates, averages and intensities; years in which a part has no number; parts called "of which"; differences that
    rounding explains. Totals whose parts can't be told from the layout are left out rather than guessed.

Bad
    book
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 200,104 | 190,100
        Electricity              | 180,003 | 170,000
        Diesel                   | 20,001  | 20,100

Good
    book
        Energy (MWh)             | 2022    | 2021
        Total energy consumption | 200,004 | 190,100
        Electricity              | 180,003 | 170,000
        Diesel                   | 20,001  | 20,100

Fix
    Correct the total or the part, or say which further part the total holds.

Source
    GRI 1: Foundation 2021, Accuracy; ISSA 5000 (recalculation).
"""

from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.databook.footing import Footing, Sum, footings
from reportgen.checks.databook.words import named
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Involved, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each total, way of breaking it down, and year."""
    if dossier.book is None:
        return
    for footing in footings(dossier.book):
        yield from (None if one.fits else _finding(footing, one) for one in footing.sums)


def _finding(footing: Footing, one: Sum) -> Finding:
    total = footing.total
    return CHECK.finding(
        (
            f"{named(total)} for {one.year} is {one.total.text}, but its {len(footing.parts)} parts make "
            f"{one.parts:,f} (difference {one.gap:+,f})"
        ),
        "correct the total or a part, or say what else the total holds",
        metric=total.id,
        period=str(one.year),
        cell=one.total.cell,
        involved=tuple(_parts(footing, one.year)),
        subject="+".join(part.id for part in footing.parts),
        confidence=Confidence.HIGH if footing.borne_out else Confidence.MEDIUM,
    )


def _parts(footing: Footing, year: int) -> Iterator[Involved]:
    for part in footing.parts:
        if (held := part.values.get(year)) is not None:
            yield Involved(part.id, str(year), held.text, held.cell)


CHECK = Check(
    "DB001",
    "book-total-does-not-foot",
    {"zh-hant": "數據冊的總計與分項之和不符", "en": "A total of a data book does not foot"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_book=True,
)
