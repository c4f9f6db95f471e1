"""A note is never printed.

Examines
    Every note of data/notes.toml: whether its table is printed in each language, and whether some marker in that table
    leads to it. A note that hangs on nothing is a remark on the whole table and needs no marker.

Why it matters
    A note that explains a restatement or a changed boundary protects the reader only where it is printed.

Bad
    templates/en/A1-data.md
        There is no table here.

Good
    templates/en/A1-data.md
        {{ table("kpi") }}

Fix
    Print the table, hang the note on a row that the table prints, or delete the note.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency): changes of method must be disclosed.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import KpiTable, Manuscript


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note and language."""
    for manuscript in dossier.manuscripts:
        printed = _marked(manuscript)
        for note in dossier.project.notes.values():
            marks = printed.get(note.table)
            if marks is not None and (not note.on or note.id in marks):
                yield None
                continue
            why = "its table is not printed" if marks is None else "nothing that the table prints carries its marker"
            yield CHECK.finding(
                f"note {note.id!r} of the table {note.table!r} is not seen in {manuscript.language}: {why}",
                "print the table, hang the note on one of its rows, or delete the note",
                language=manuscript.language,
                place=note.at,
            )


def _marked(manuscript: Manuscript) -> dict[str, set[str]]:
    """The notes of each printed table to which some marker leads."""
    found: dict[str, set[str]] = {}
    for chapter in manuscript.chapters:
        for block in chapter.blocks:
            if isinstance(block, KpiTable):
                numbers = set(block.marks)
                for group in block.groups:
                    numbers.update(group.marks)
                    for row in group.rows:
                        numbers.update(row.marks)
                        for cell in row.cells:
                            numbers.update(cell.marks)
                found[block.id] = {note.id for note in block.notes if note.number in numbers}
    return found


CHECK = Check(
    "NT001",
    "note-never-printed",
    {"zh-hant": "附註沒有刊印", "en": "A note is never printed"},
    Severity.ERROR,
    __doc__,
    examine,
    needs_whole=True,
)
