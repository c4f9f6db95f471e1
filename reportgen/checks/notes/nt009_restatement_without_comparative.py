"""A note announces a restatement, but no comparative was restated.

Examines
    Notes of the kind restatement that hang on a row or on a value of an earlier year: whether the table prints a
    number for an earlier year there, and, where the figures tell restated from reported ones, whether one of them is
    restated.

Why it matters
    The reader is told that last year's figure changed, and finds no figure that did.

Does not examine
    Which figure was published last year: the checks of year over year compare it.

Bad
    data/notes.toml, added
        [[note]]
        id = "water-restated"
        table = "water"
        on = ["water.use"]
        kind = "restatement"
        text.zh-hant = "上年數字已重列。"
        text.en = "Last year is restated."
    data/tables.toml, added
        [[table]]
        id = "water"
        title = { zh-hant = "用水", en = "Water" }
        years = [0]

        [[table.group]]
        id = "water"
        rows = ["water.use"]
    templates/en/1-environment.md
        {{ table("water") }}
    templates/zh-hant/1-environment.md
        {{ table("water") }}

Good
    templates/en/A1-data.md
        {{ table("kpi") }}

Fix
    Print the earlier year with its restated figure, or change the note's kind and words.

Source
    GRI 2-4 (restatements of information); IFRS S1, paragraphs B50 to B59; HKEX ESG Reporting Guide, Consistency.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, carriers_of, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Status
from reportgen.model.finding import Severity
from reportgen.model.manuscript import KpiTable, Manuscript, TableNote

_KIND = "restatement"


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note of the kind restatement that hangs on rows or values."""
    kinds = {note.id: note.kind for note in dossier.project.notes.values()}
    for manuscript in dossier.manuscripts:
        for chapter, table in tables_of(manuscript):
            for note in table.notes:
                if kinds.get(note.id) != _KIND:
                    continue
                why = _why(dossier, manuscript, table, note)
                if why is None:
                    continue
                yield (
                    None
                    if not why
                    else CHECK.finding(
                        f"the note {note.id!r} tells of a restatement, but {why}",
                        "print the earlier year with its restated figure, or change the note's kind and words",
                        language=manuscript.language,
                        section=chapter.section.id,
                        place=note.at,
                        subject=note.id,
                    )
                )


def _why(dossier: Dossier, manuscript: Manuscript, table: KpiTable, note: TableNote) -> str | None:
    """What is missing, ``""`` if nothing is, ``None`` if the note hangs on no row."""
    bindings = bindings_of(manuscript)
    on = {c.on for c in carriers_of(table, bindings) if note.number in c.marks}
    rows = {id.split("@")[0] for id in on if "." in id}
    if not rows:
        return None
    periods = [
        (row.metric, bindings[cell.figure.binding])
        for group in table.groups
        for row in group.rows
        if row.metric in rows
        for cell in row.cells[1:]
    ]
    numbers = [(metric, binding) for metric, binding in periods if binding.value is not None]
    if not numbers:
        return f"the table {table.id!r} prints no number of an earlier year for {', '.join(sorted(rows))}"
    tells_apart = any(figure.status is Status.RESTATED for figure in dossier.figures)
    restated = [
        figure
        for metric, binding in numbers
        if (figure := dossier.figures.get(binding.metric, binding.period)) and figure.status is Status.RESTATED
    ]
    derived = any(
        figure.status is Status.DERIVED
        for _, binding in numbers
        if (figure := dossier.figures.get(binding.metric, binding.period))
    )
    if tells_apart and not restated and not derived:
        return f"no earlier figure of {', '.join(sorted(rows))} is restated"
    return ""


CHECK = Check(
    "NT009",
    "restatement-without-comparative",
    {
        "zh-hant": "附註提及重列，但沒有重列的比較數字",
        "en": "A note announces a restatement, but no comparative was restated",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
