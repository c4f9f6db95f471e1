"""A note hangs on a row that it is not about.

Examines
    Every note that hangs on rows, values or groups of a KPI table: its words against the labels, groups and definitions
    of what carries its mark, and against those of the table's other rows, in each language. It is reported when, in
    every language, it has half or more of the words that tell another row from its own, and none that tell its own row
    from that one.

Why it matters
    A restatement or a changed boundary that is told of the wrong figure misleads about two figures at once.

Does not examine
    Notes that name neither their own row nor another one, such as “Restated.”

Bad
    data/notes.toml, added
        [[note]]
        id = "moved"
        table = "kpi"
        on = ["ghg.scope1"]
        kind = "explanation"
        text.zh-hant = "範圍二用電力排放因子計算。"
        text.en = "Scope 2 is calculated with the factor of electricity."
    data/tables.toml
        [[table]]
        id = "kpi"
        title = { zh-hant = "績效", en = "Performance" }
        years = [0, -1]

        [[table.group]]
        id = "ghg"
        label = { zh-hant = "溫室氣體", en = "Greenhouse gases" }
        rows = ["ghg.total", "ghg.scope1", "ghg.scope2"]

Good
    data/notes.toml, added
        [[note]]
        id = "moved"
        table = "kpi"
        on = ["ghg.scope2"]
        kind = "explanation"
        text.zh-hant = "範圍二用電力排放因子計算。"
        text.en = "Scope 2 is calculated with the factor of electricity."
    data/tables.toml
        [[table]]
        id = "kpi"
        title = { zh-hant = "績效", en = "Performance" }
        years = [0, -1]

        [[table.group]]
        id = "ghg"
        label = { zh-hant = "溫室氣體", en = "Greenhouse gases" }
        rows = ["ghg.total", "ghg.scope1", "ghg.scope2"]

Fix
    Correct `on` of the note in data/notes.toml.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Consistency); GRI 2-4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.notes.subjects import joined, share, terms
from reportgen.checks.walk import bindings_of, carriers_of, tables_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import KpiTable, Manuscript, TableNote
from reportgen.model.project import Project

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Noted:
    """A note of one language: its terms, those of what carries its mark, and those of the other rows by metric."""

    note: TableNote
    table: str
    own: frozenset[str]
    told: frozenset[str]
    others: Mapping[str, frozenset[str]]


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note that hangs on a row, a value or a group."""
    by_note: dict[str, list[_Noted]] = {}
    for manuscript in dossier.manuscripts:
        for _, table in tables_of(manuscript):
            for noted in _notes(dossier.project, manuscript, table):
                by_note.setdefault(noted.note.id, []).append(noted)
    for id, noted_in in by_note.items():
        near = [metric for metric in noted_in[0].others if all(_is_about(n, metric) for n in noted_in)]
        if not near:
            yield None
            continue
        first = noted_in[0]
        yield CHECK.finding(
            f"the note {id!r} of the table {first.table!r} seems to be about {near[0]}, which does not carry its mark",
            f"let it hang on {near[0]}: correct on = […] in data/notes.toml",
            metric=near[0],
            place=first.note.at,
            subject=id,
        )


def _is_about(noted: _Noted, metric: str) -> bool:
    other = noted.others.get(metric, frozenset())
    own = noted.own - other
    return bool(own) and not own & noted.told and share(other - noted.own, noted.told) >= _HALF


def _notes(project: Project, manuscript: Manuscript, table: KpiTable) -> list[_Noted]:
    language = manuscript.language
    groups = {row.metric: terms(group.label or "", language) for group in table.groups for row in group.rows} | {
        f"group:{group.id}": terms(group.label or "", language) for group in table.groups
    }
    rows = {
        row.metric: terms(row.label, language)
        | (
            terms(project.metrics[row.metric].label.get(language, ""), language)
            if row.metric in project.metrics
            else frozenset()
        )
        for group in table.groups
        for row in group.rows
    }
    inside = {f"group:{group.id}": [row.metric for row in group.rows] for group in table.groups}
    carriers = tuple(carriers_of(table, bindings_of(manuscript)))
    found = []
    for note in table.notes:
        on = {c.on.split("@")[0] for c in carriers if note.number in c.marks}
        if not on or "table" in on:
            continue
        marked = on | {metric for name in on for metric in inside.get(name, ())}
        own = joined(
            [*(rows.get(m, frozenset()) for m in marked), *(groups.get(m, frozenset()) for m in marked)]
            + [_defined(project, m, language) for m in marked]
        )
        others = {metric: of for metric, of in rows.items() if metric not in marked}
        found.append(_Noted(note, table.id, own, terms(text_of(note.runs), language), others))
    return found


def _defined(project: Project, metric: str, language: str) -> frozenset[str]:
    known = project.metrics.get(metric)
    return terms(known.definition.get(language, ""), language) if known and known.definition else frozenset()


CHECK = Check(
    "NT006",
    "note-on-another-metric",
    {"zh-hant": "附註與其標記的指標不符", "en": "A note hangs on a row that it is not about"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
