"""A restated figure is printed without a note.

Examines
    Every figure of the status restated in a KPI table: whether a note of the kind restatement, scope_change or
    methodology hangs on it, on its row, on its group or on the title.

Why it matters
    A comparative that differs from last year's report without a word is what a reader, and the auditor, calls an error.

Bad
    figures
        ghg.scope1 2021 18961.4 restated
    marks
        en kpi group:ghg

Good
    figures
        ghg.scope2 2021 2488000.3 restated

Fix
    Add a note of the kind restatement to data/notes.toml that tells the amount, the difference and the reason.

Source
    GRI 2-4 (restatements of information); HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import bindings_of, table_at, tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Status
from reportgen.model.finding import Involved, Severity

_EXPLAIN = ("restatement", "scope_change", "methodology")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each restated figure in a KPI table."""
    kinds = {note.id: note.kind for note in dossier.project.notes.values()}
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        for chapter, table in tables_of(manuscript):
            explain = {note.number for note in table.notes if kinds.get(note.id, _EXPLAIN[0]) in _EXPLAIN}
            for group in table.groups:
                for row in group.rows:
                    for cell in row.cells:
                        binding = bindings[cell.figure.binding]
                        figure = dossier.figures.get(row.metric, binding.period)
                        if figure is None or figure.status is not Status.RESTATED or _told_by_rs001(dossier, figure):
                            continue
                        marks = {*table.marks, *group.marks, *row.marks, *cell.marks}
                        yield (
                            None
                            if marks & explain
                            else CHECK.finding(
                                f"“{row.label}” for {binding.period}, {cell.figure.text}, is restated, and no note "
                                f"of the table {table.id!r} says so",
                                "add a note of the kind restatement: the amount, the difference and the reason",
                                language=manuscript.language,
                                metric=row.metric,
                                period=binding.period,
                                section=chapter.section.id,
                                place=table_at(chapter, table),
                                involved=(Involved(row.metric, binding.period, cell.figure.text),),
                            )
                        )


def _told_by_rs001(dossier: Dossier, figure: Figure) -> bool:
    """Whether the ledger records the restatement and no note at all is about it: RS001 tells that once for all."""
    return figure.restatement is not None and not dossier.project.notes_about(figure.metric, figure.period.id)


CHECK = Check(
    "NT010",
    "restated-without-note",
    {"zh-hant": "重列的數字沒有附註", "en": "A restated figure is printed without a note"},
    Severity.ERROR,
    __doc__,
    examine,
)
