"""A note has no words.

Examines
    Every note under a KPI table and every footnote, in each language: whether it holds a letter or a figure.

Why it matters
    The mark promises something, and the reader finds a number with nothing behind it.

Bad
    data/notes.toml, added
        [[note]]
        id = "empty"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "explanation"
        text.zh-hant = "車輛亦計算在內。"
        text.en = ""

Good
    data/notes.toml, added
        [[note]]
        id = "vehicles"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "explanation"
        text.zh-hant = "車輛亦計算在內。"
        text.en = "Vehicles are included."

Fix
    Write the note in that language, or delete it from data/notes.toml.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Completeness.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import footnotes_of, table_at, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Footnote, Run


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note and footnote."""
    for manuscript in dossier.manuscripts:
        found = [
            (note.runs, f"the note {note.id!r}", chapter.section.id, note.at or table_at(chapter, table))
            for chapter, table in tables_of(manuscript)
            for note in table.notes
        ]
        found += [
            (note.runs, f"footnote {note.number}", chapter.section.id, line.at)
            for chapter in manuscript.chapters
            for note, line in footnotes_of(chapter)
        ]
        for runs, name, section, place in found:
            yield (
                None
                if _says(runs)
                else CHECK.finding(
                    f"{name} has no words in {manuscript.language}",
                    f"write it in {manuscript.language}, or delete it",
                    language=manuscript.language,
                    section=section,
                    place=place,
                    subject=name,
                )
            )


def _says(runs: tuple[Run, ...]) -> bool:
    return any(c.isalnum() for run in runs if not isinstance(run, Footnote) for c in getattr(run, "text", "x"))


CHECK = Check(
    "NT012",
    "note-without-words",
    {"zh-hant": "附註沒有文字", "en": "A note has no words"},
    Severity.ERROR,
    __doc__,
    examine,
)
