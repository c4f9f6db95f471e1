"""A mark of a data book has no note.

Examines
    Every raised or bracketed number, letter and sign (`15,041*`, `Scope 1¹`, `(Note 2)`) at labels, figures and heads,
    and every number in a column for notes. The note may stand in the same sheet or in a sheet of notes alone.

Why it matters
    The mark promises a limitation, an estimate or a restatement that the reader then can't find.

Does not examine
    Numbers in sheets without a numbered note, and letters in sheets without a lettered one: they count rows and
    paragraphs more often than notes.

Bad
    book
        Water (m³)          | 2022   | 2021
        Water consumption¹  | 15,041 | 14,977
        Recycled water²     | 1,204  | 1,190
        Note 1: Municipal supply only.

Good
    book
        Water (m³)          | 2022   | 2021
        Water consumption¹  | 15,041 | 14,977
        Recycled water      | 1,204  | 1,190
        Note 1: Municipal supply only.

Fix
    Write the note, or take the mark away.

Source
    GRI 1: Foundation 2021, Clarity and Completeness.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.databook import BookMark
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each mark of a sheet."""
    book = dossier.book
    if book is None:
        return
    first: dict[tuple[str, str], BookMark] = {}
    for mark in book.marks:
        first.setdefault((mark.sheet, mark.mark), mark)
    for mark in first.values():
        notes = {note.mark for note in book.notes_of(mark.sheet)}
        alike = any(_form(note) == _form(mark.mark) for note in notes)
        if mark.mark in notes:
            yield None
        elif alike or not mark.mark.isalnum():
            yield CHECK.finding(
                f"{mark.at} has the mark “{mark.mark}”, but no note of the sheet “{mark.sheet}” has it",
                "write the note, or take the mark away",
                cell=mark.cell,
                subject=f"{mark.sheet}/{mark.mark}",
                confidence=Confidence.HIGH if alike else Confidence.MEDIUM,
            )


def _form(mark: str) -> tuple[bool, bool]:
    """Whether a mark is a number, a letter or a sign."""
    return mark.isdigit(), mark.isalpha()


CHECK = Check(
    "DB004",
    "book-mark-without-note",
    {"zh-hant": "數據冊的註號沒有附註", "en": "A mark of a data book has no note"},
    Severity.WARNING,
    __doc__,
    examine,
    needs_book=True,
)
