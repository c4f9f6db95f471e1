"""A note of a data book has no mark.

Examines
    Every numbered or marked note of sheets in which other notes are referred to by marks.

Why it matters
    A note that nothing refers to was left from last year, or its mark was lost with the figure that it limits.

Does not examine
    Sheets in which no mark refers to any note; unnumbered remarks.

Bad
    book
        Water (m³)          | 2022   | 2021
        Water consumption¹  | 15,041 | 14,977
        Recycled water      | 1,204  | 1,190
        Note 1: Municipal supply only.
        Note 2: Estimated from invoices.

Good
    book
        Water (m³)          | 2022   | 2021
        Water consumption¹  | 15,041 | 14,977
        Recycled water²     | 1,204  | 1,190
        Note 1: Municipal supply only.
        Note 2: Estimated from invoices.

Fix
    Put the mark where the note belongs, or delete the note.

Source
    GRI 1: Foundation 2021, Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.databook import BookNote
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note."""
    book = dossier.book
    if book is None:
        return
    first: dict[tuple[str, str], BookNote] = {}
    for note in book.notes:
        first.setdefault((note.sheet, note.mark), note)
    for note in first.values():
        used = {mark.mark for mark in book.marks if note.sheet == mark.sheet or note.sheet not in book.sheets}
        if note.mark in used:
            yield None
        elif used & {mark for sheet, mark in first if sheet == note.sheet}:
            yield CHECK.finding(
                f"no mark refers to the note “{note.mark}” ({note.text[:60]})",
                "put its mark where it belongs, or delete the note",
                cell=note.cell,
                subject=f"{note.sheet}/{note.mark}",
            )


CHECK = Check(
    "DB005",
    "book-note-without-mark",
    {"zh-hant": "數據冊的附註沒有註號引用", "en": "A note of a data book has no mark"},
    Severity.INFO,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    needs_book=True,
)
