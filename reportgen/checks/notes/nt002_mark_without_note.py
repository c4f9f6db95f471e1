"""A mark leads to no note.

Examines
    Every mark in a KPI table (on its title, on the label of a group or a row, on a value), every reference to a note in
    the text, and marks that were typed by hand into labels and sentences: ¹, [1], *, †.

Why it matters
    A reader who sees a mark knows that something limits the figure, and looks for it in vain.

Does not examine
    Marks that are powers of a unit (m², km³), and stars or daggers whose line also stands under the table.

Bad
    templates/en/1-environment.md
        Emissions fell to {{ kpi("ghg.total") }}¹ in the year.

Good
    templates/en/1-environment.md
        Emissions fell to {{ kpi("ghg.total") }}^[Scopes 1, 2 and 3.] in the year.

Fix
    Define the note in data/notes.toml, or write a footnote in place: ^[…]. Marks are set when the report is built.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency); ISAE 3410 (explanatory notes belong to the
    statement).
"""

import re
from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, prose
from reportgen.checks.walk import Carrier, bindings_of, carriers_of, table_at, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.manuscript import KpiTable, Manuscript, NoteRef

_TYPED = re.compile(
    r"(?<![mM米尺里0-9⁰¹²³⁴-⁹⁻])[¹²³⁴⁵⁶⁷⁸⁹]+"  # a power stands behind its unit, a mark behind a word or figure
    r"|\[\d{1,2}\](?!\()"
    r"|(?<=[\w\ufffc」）)%])(?:\*{1,2}|[†‡※])(?![\w*])"
    r"|[①-⑳]"
)
_LISTED = re.compile(r"^\s*(?:[①-⑳※†‡*])")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each mark, each reference to a note and each passage."""
    for manuscript in dossier.manuscripts:
        for chapter, table in tables_of(manuscript):
            there = {note.number for note in table.notes}
            for carrier in carriers_of(table, bindings_of(manuscript)):
                for mark in carrier.marks:
                    yield (
                        None
                        if mark in there
                        else _lost(
                            mark, carrier, table, manuscript, section=chapter.section.id, place=table_at(chapter, table)
                        )
                    )
            for carrier in carriers_of(table, bindings_of(manuscript)):
                for typed in _typed(carrier.shown):
                    yield _by_hand(
                        typed, f"“{carrier.shown}”", manuscript.language, chapter.section.id, table_at(chapter, table)
                    )
    yield from _references(dossier)
    for passage in prose(dossier).passages:
        yield None
        for typed in () if _LISTED.match(passage.text) else _typed(passage.typed):
            yield _by_hand(typed, f"“{_near(passage, typed)}”", passage.language, passage.section, passage.at)


def _references(dossier: Dossier) -> Examined:
    notes = {
        (m.language, table.id, note.id): note.number
        for m in dossier.manuscripts
        for _, table in tables_of(m)
        for note in table.notes
    }
    if dossier.partial:
        return
    for passage in prose(dossier).passages:
        for spot in passage.spots:
            if isinstance(spot.run, NoteRef):
                known = notes.get((passage.language, spot.run.table, spot.run.note))
                yield (
                    None
                    if known == spot.run.number
                    else CHECK.finding(
                        f"the text sends the reader to note {spot.run.number} of the table {spot.run.table!r}, "
                        + ("which the report does not print" if known is None else f"but that note is number {known}"),
                        "print the table with its notes, or refer to another note",
                        language=passage.language,
                        section=passage.section,
                        place=passage.at,
                        subject=f"{spot.run.table} {spot.run.note}",
                    )
                )


def _typed(text: str) -> Iterator[str]:
    return (match[0] for match in _TYPED.finditer(text))


def _near(passage: Passage, typed: str) -> str:
    at = passage.text.find(typed)
    return passage.around(max(at, 0), max(at, 0) + len(typed))


def _lost(
    mark: int, carrier: Carrier, table: KpiTable, manuscript: Manuscript, *, section: str, place: object
) -> Finding:
    return CHECK.finding(
        f"“{carrier.shown or carrier.on}” in the table {table.id!r} carries the mark {mark}, "
        f"but the table has {len(table.notes)} note{'' if len(table.notes) == 1 else 's'} and none of that number",
        "define the note in data/notes.toml, or take the mark away",
        language=manuscript.language,
        metric=carrier.on.split("@")[0] if "." in carrier.on else None,
        section=section,
        place=place,
        subject=f"{table.id} {carrier.on} {mark}",
    )


def _by_hand(typed: str, where: str, language: str, section: str, place: object) -> Finding:
    return CHECK.finding(
        f"the mark {typed!r} was typed by hand: {where}; no note belongs to it",
        "write a footnote in place, ^[…], or define a note in data/notes.toml and let it hang on the row",
        language=language,
        section=section,
        place=place,
        subject=f"typed {typed} {where}",
    )


CHECK = Check(
    "NT002",
    "mark-without-note",
    {"zh-hant": "標記沒有對應的附註", "en": "A mark leads to no note"},
    Severity.ERROR,
    __doc__,
    examine,
)
