"""A figure is printed without the mark of its note.

Examines
    Every note of data/notes.toml and everything in its table that it hangs on: whether each row, value, group and title
    that is printed carries the note's mark, in each language.

Why it matters
    A note that serves two figures is not lost when one of its marks is; the reader of the other figure is.

Does not examine
    Rows that the table does not print (NT001 where none is left).

Bad
    marks
        en kpi ghg.scope2@2021

Good
    templates/en/A1-data.md
        {{ table("kpi") }}

Fix
    Let the report be built anew: marks are set from `on` of data/notes.toml. In a document from outside, set the mark.

Source
    ISAE 3410 (explanatory notes belong to the statement); HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, carriers_of, table_at, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note and each thing that it hangs on."""
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        for chapter, table in tables_of(manuscript):
            numbers = {note.id: note.number for note in table.notes}
            carriers = {carrier.on: carrier for carrier in carriers_of(table, bindings)}
            for note in dossier.project.notes.values():
                for on in note.on if note.table == table.id and note.id in numbers else ():
                    carrier = carriers.get(on)
                    if carrier is None or numbers[note.id] in carrier.marks:
                        yield None
                        continue
                    yield CHECK.finding(
                        f"“{carrier.shown}” ({on}) in the table {table.id!r} lacks the mark {numbers[note.id]} of the "
                        f"note {note.id!r}",
                        "build anew: marks are set from `on` of data/notes.toml",
                        language=manuscript.language,
                        metric=on.split("@")[0] if "." in on and ":" not in on else None,
                        section=chapter.section.id,
                        place=table_at(chapter, table),
                        subject=f"{note.id} {on}",
                    )


CHECK = Check(
    "NT013",
    "mark-not-printed",
    {"zh-hant": "數字缺了附註的標記", "en": "A figure is printed without the mark of its note"},
    Severity.ERROR,
    __doc__,
    examine,
)
