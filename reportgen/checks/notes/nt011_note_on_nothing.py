"""A note about one figure hangs on none.

Examines
    Every note that no mark leads to (on = [] in data/notes.toml): a restatement, a changed scope, a method or a
    definition belongs to some figure; another note does where its words tell a row or a group of its own table, two
    fifths of its name or more on average over the languages, or where it prints a figure of the table.

Why it matters
    Without its mark the note stands below the table as a remark on everything. The reader of the figure that it limits
    is never sent to it.

Does not examine
    Notes on the title (on = ["table"]), and remarks that tell no row.

Bad
    data/notes.toml, added
        [[note]]
        id = "factor"
        table = "kpi"
        on = []
        kind = "methodology"
        text.zh-hant = "按當年的電網因子計算。"
        text.en = "Calculated with the grid factor of the year."

Good
    data/notes.toml, added
        [[note]]
        id = "factor"
        table = "kpi"
        on = ["ghg.scope2"]
        kind = "methodology"
        text.zh-hant = "按當年的電網因子計算。"
        text.en = "Calculated with the grid factor of the year."

Fix
    Write the metric, the value ("metric@2021") or the group ("group:id") in `on` of the note; "table" if it is about
    the whole table.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Quantitative, Consistency); GRI 2-4; ISAE 3410, explanatory notes.
"""

from collections.abc import Mapping
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose.subjects import share, terms
from reportgen.checks.walk import bindings_of, carriers_of, tables_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Binding, Bound, KpiTable, TableNote
from reportgen.model.project import Project

_OF_A_FIGURE = ("restatement", "scope_change", "methodology", "definition")
_ENOUGH = Decimal("0.4")
_NONE = Decimal(0)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note that no mark leads to, and one for each table with notes."""
    scores: dict[str, dict[str, list[Decimal]]] = {}
    found: dict[str, tuple[KpiTable, TableNote]] = {}
    languages = len(dossier.manuscripts)
    for manuscript in dossier.manuscripts:
        bindings = bindings_of(manuscript)
        for _, table in tables_of(manuscript):
            marked = {mark for carrier in carriers_of(table, bindings) for mark in carrier.marks}
            if table.notes:
                yield None
            rows = _rows(dossier.project, table, manuscript.language)
            for note in table.notes:
                if note.number in marked:
                    continue
                found.setdefault(note.id, (table, note))
                told = terms(text_of(note.runs), manuscript.language)
                for on, name in rows.items():
                    fits = Decimal(1) if _prints(note, on, bindings) else share(name, told)
                    scores.setdefault(note.id, {}).setdefault(on, []).append(fits)
    for id, (table, note) in found.items():
        spec = dossier.project.notes.get(id)
        kind = spec.kind if spec else ""
        means = {on: sum(own, _NONE) / languages for on, own in scores.get(id, {}).items()}
        near = max(means, key=lambda on: means[on], default="")
        if kind not in _OF_A_FIGURE and means.get(near, _NONE) < _ENOUGH:
            yield None
            continue
        seems = f"; it seems to be about {near}" if means.get(near, _NONE) >= _ENOUGH else ""
        yield CHECK.finding(
            f"the note {id!r} ({kind.replace('_', ' ') or 'note'}) of the table {table.id!r} hangs on no figure{seems}",
            'write the metric that it is about in `on` of data/notes.toml, or "table"',
            place=note.at,
            subject=id,
        )


def _rows(project: Project, table: KpiTable, language: str) -> Mapping[str, frozenset[str]]:
    """What the rows and groups of a table are called."""
    found = {}
    for group in table.groups:
        if group.label:
            found[f"group:{group.id}"] = terms(group.label, language)
        for row in group.rows:
            metric = project.metrics.get(row.metric)
            full = metric.label.get(language, "") if metric else ""
            found[row.metric] = terms(row.label, language) | terms(full, language)
    return found


def _prints(note: TableNote, on: str, bindings: Mapping[str, Binding]) -> bool:
    return any(isinstance(run, Bound) and bindings[run.binding].metric == on for run in note.runs)


CHECK = Check(
    "NT011",
    "note-on-nothing",
    {"zh-hant": "關於某一數字的附註沒有標記", "en": "A note about one figure hangs on none"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
