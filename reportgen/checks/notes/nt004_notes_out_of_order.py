"""Notes are not numbered in the order in which their marks appear.

Examines
    For every KPI table: whether the marks, read from the title down and from left to right, first appear as 1, 2, 3, …,
    whether the marks at one place stand in order, and whether the notes below stand in the order of their numbers, each
    number once. For every section: whether its footnotes are numbered 1, 2, 3, … in the order of reading.

Why it matters
    A reader looks for note 2 behind note 1. Numbers that jump tell that a note was moved or lost.

Bad
    marks
        en kpi group:ghg 2
        en kpi ghg.scope2@2021 1

Good
    templates/en/A1-data.md
        {{ table("kpi") }}

Fix
    Let the report be built anew: notes are numbered by their marks. In a document from outside, number the notes in
    the order of their marks.

Source
    HKEX ESG Reporting Guide, Clarity; common practice of financial statements.
"""

from collections.abc import Iterable

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, carriers_of, footnotes_of, table_at, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.place import Place


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each table with notes and each section with footnotes."""
    for manuscript in dossier.manuscripts:
        for chapter, table in tables_of(manuscript):
            if not table.notes:
                continue
            carriers = tuple(carriers_of(table, bindings_of(manuscript)))
            met = tuple(dict.fromkeys(mark for carrier in carriers for mark in carrier.marks))
            listed = tuple(note.number for note in table.notes)
            wrong = (
                _jump(met, "mark")
                or _jump(listed, "note")
                or next((f"the marks {_row(c.marks)}" for c in carriers if list(c.marks) != sorted(c.marks)), "")
            )
            yield (
                None
                if not wrong
                else _finding(
                    f"out of order in the table {table.id!r}: {wrong}; "
                    f"marks appear as {_row(met)}, notes are listed as {_row(listed)}",
                    manuscript.language,
                    chapter.section.id,
                    table_at(chapter, table),
                    f"table {table.id}",
                )
            )
        for chapter in manuscript.chapters:
            numbers = tuple(note.number for note, _ in footnotes_of(chapter))
            if numbers:
                yield (
                    None
                    if not _jump(numbers, "footnote")
                    else _finding(
                        f"the footnotes of the section {chapter.section.id!r} are numbered {_row(numbers)}",
                        manuscript.language,
                        chapter.section.id,
                        Place(chapter.path),
                        "footnotes",
                    )
                )


def _jump(numbers: tuple[int, ...], what: str) -> str:
    """The first number that isn't the one expected, ``""`` if all are."""
    return next((f"{what} {n}" for expected, n in enumerate(numbers, start=1) if n != expected), "")


def _row(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"


def _finding(message: str, language: str, section: str, place: Place, subject: str) -> Finding:
    return CHECK.finding(
        message,
        "number notes in the order of their marks",
        language=language,
        section=section,
        place=place,
        subject=subject,
    )


CHECK = Check(
    "NT004",
    "notes-out-of-order",
    {"zh-hant": "附註次序與標記不符", "en": "Notes are not numbered in the order in which their marks appear"},
    Severity.ERROR,
    __doc__,
    examine,
)
