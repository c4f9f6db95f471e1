"""Two notes say the same.

Examines
    The notes under each KPI table and the footnotes of each section: whether two of them have the same words and
    figures, whatever their punctuation.

Why it matters
    One of the two will be changed alone some day, and then they contradict each other. Often the second one should have
    been another note altogether: its own text was lost when it was copied.

Does not examine
    The same note under two tables.

Bad
    data/notes.toml, added
        [[note]]
        id = "again"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "restatement"
        text.zh-hant = "重列。"
        text.en = "Restated"

Good
    data/notes.toml, added
        [[note]]
        id = "more"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "explanation"
        text.zh-hant = "車輛亦計算在內。"
        text.en = "Vehicles are included."

Fix
    Let one note hang on both rows (on = ["…", "…"]), or write the second one's own text.

Source
    GRI 1: Foundation 2021, Clarity.
"""

import re
from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import footnotes_of, table_at, tables_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Manuscript
from reportgen.model.place import Place

_NO_WORD = re.compile(r"[\W_]+")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note and footnote."""
    for manuscript in dossier.manuscripts:
        told: dict[tuple[str, str], str] = {}
        for where, section, name, text, place in _notes(manuscript):
            key = (where, _NO_WORD.sub("", text).lower())
            first = told.setdefault(key, name)
            yield (
                None
                if first == name or not key[1]
                else CHECK.finding(
                    f"{name} says the same as {first}: “{text[:60]}{'…' if len(text) > 60 else ''}”",
                    "let one note hang on both, or write the other one's own text",
                    language=manuscript.language,
                    section=section,
                    place=place,
                    subject=f"{where} {first} {name}",
                )
            )


def _notes(manuscript: Manuscript) -> Iterator[tuple[str, str, str, str, Place]]:
    for chapter, table in tables_of(manuscript):
        for note in table.notes:
            at = note.at or table_at(chapter, table)
            yield f"table {table.id}", chapter.section.id, f"the note {note.id!r}", text_of(note.runs), at
    for chapter in manuscript.chapters:
        for footnote, line in footnotes_of(chapter):
            name = f"footnote {footnote.number}"
            yield f"section {chapter.section.id}", chapter.section.id, name, text_of(footnote.runs), line.at


CHECK = Check(
    "NT005",
    "note-told-twice",
    {"zh-hant": "兩條附註內容相同", "en": "Two notes say the same"},
    Severity.WARNING,
    __doc__,
    examine,
)
