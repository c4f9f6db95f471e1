"""A note differs between the languages.

Examines
    Every note under a KPI table, laid beside the same note of the other language: its number, what carries its mark,
    the figures that it prints and the sections and notes that it refers to. Every section's footnotes: how many there
    are, and what the first, the second and so on print and refer to.

Why it matters
    Marks carry over from one language to the other in readers' minds. When note 3 limits another figure in the other
    language, one of the two groups of readers is misled.

Does not examine
    The words of the notes: the checks of the two languages compare them with all other passages.

Bad
    templates/en/1-environment.md
        Emissions fell^[Scopes 1 and 2.].
    templates/zh-hant/1-environment.md
        排放量下降。

Good
    templates/en/1-environment.md
        Emissions fell^[Scopes 1 and 2.].
    templates/zh-hant/1-environment.md
        排放量下降^[範圍一及範圍二。]。

Fix
    Give both languages the same notes at the same places, with the same figures.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, carriers_of, footnotes_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.manuscript import Binding, Bound, ChapterText, KpiTable, Manuscript, NoteRef, Run, SectionRef
from reportgen.model.place import Place

Told = Counter[str]


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note and for each section with footnotes, for each further language."""
    if not dossier.manuscripts:
        return
    first, *others = dossier.manuscripts
    for other in others:
        twins = {table.id: (chapter, table) for chapter, table in tables_of(other)}
        for _, table in tables_of(first):
            if table.id in twins:
                yield from _tables(first, table, other, *twins[table.id])
        sections = {chapter.section.id: chapter for chapter in other.chapters}
        for chapter in first.chapters:
            if chapter.section.id in sections:
                yield from _footnotes(first, chapter, other, sections[chapter.section.id])


def _tables(first: Manuscript, one: KpiTable, other: Manuscript, chapter: ChapterText, two: KpiTable) -> Examined:
    known = bindings_of(first), bindings_of(other)
    hung = _hung(one, known[0]), _hung(two, known[1])
    theirs = {note.id: note for note in two.notes}
    for note in one.notes:
        twin = theirs.pop(note.id, None)
        if twin is None:
            yield _finding(f"the note {note.id!r} is missing", other, chapter, note.at, note.id)
            continue
        wrong = []
        if note.number != twin.number:
            wrong.append(f"is number {twin.number} instead of {note.number}")
        if hung[0].get(note.number, ()) != hung[1].get(twin.number, ()):
            there = ", ".join(hung[1].get(twin.number, ())) or "nothing"
            here = ", ".join(hung[0].get(note.number, ())) or "nothing"
            wrong.append(f"hangs on {there} instead of {here}")
        wrong += _unlike(_told(note.runs, known[0]), _told(twin.runs, known[1]))
        yield (
            None
            if not wrong
            else _finding(f"the note {note.id!r} {' and '.join(wrong)}", other, chapter, twin.at, note.id)
        )
    for left in theirs.values():
        yield _finding(f"the note {left.id!r} is one more", other, chapter, left.at, left.id)


def _footnotes(first: Manuscript, one: ChapterText, other: Manuscript, two: ChapterText) -> Examined:
    a, b = tuple(footnotes_of(one)), tuple(footnotes_of(two))
    if not a and not b:
        return
    if len(a) != len(b):
        message = (
            f"the section {two.section.id!r} has {len(b)} footnote{'' if len(b) == 1 else 's'} instead of {len(a)}"
        )
        at = (b or a)[0][1].at if b else Place(two.path)
        yield _finding(message, other, two, at, "count of footnotes")
        return
    known = bindings_of(first), bindings_of(other)
    for (ours, _), (theirs, line) in zip(a, b, strict=True):
        wrong = _unlike(_told(ours.runs, known[0]), _told(theirs.runs, known[1]))
        name = f"footnote {theirs.number}"
        yield None if not wrong else _finding(f"the {name} {' and '.join(wrong)}", other, two, line.at, name)


def _hung(table: KpiTable, bindings: Mapping[str, Binding]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for carrier in carriers_of(table, bindings):
        for mark in carrier.marks:
            found[mark] = (*found.get(mark, ()), carrier.on)
    return found


def _told(runs: Iterable[Run], bindings: Mapping[str, Binding]) -> Told:
    told: Told = Counter()
    for run in runs:
        match run:
            case Bound(binding=id) if id in bindings:
                told[f"{bindings[id].metric} {bindings[id].period} as {bindings[id].kind}"] += 1
            case SectionRef(section=section):
                told[f"a reference to the section {section!r}"] += 1
            case NoteRef(note=note):
                told[f"a reference to the note {note!r}"] += 1
    return told


def _unlike(one: Told, two: Told) -> list[str]:
    lacks, adds = sorted((one - two).elements()), sorted((two - one).elements())
    return [f"lacks {', '.join(lacks)}"] * bool(lacks) + [f"adds {', '.join(adds)}"] * bool(adds)


def _finding(message: str, other: Manuscript, chapter: ChapterText, place: Place | None, subject: str) -> Finding:
    return CHECK.finding(
        f"in {other.language}, against the other language, {message}",
        "give both languages the same notes at the same places, with the same figures",
        language=other.language,
        section=chapter.section.id,
        place=place,
        subject=subject,
    )


CHECK = Check(
    "NT007",
    "notes-differ-between-languages",
    {"zh-hant": "兩種語言的附註不一致", "en": "A note differs between the languages"},
    Severity.ERROR,
    __doc__,
    examine,
)
