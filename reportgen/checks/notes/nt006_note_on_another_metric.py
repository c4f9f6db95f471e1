"""A note hangs on a row that it is not about.

Examines
    Every note that hangs on rows, values or groups of a KPI table: its words against the labels, groups and
    definitions of what carries its mark, and against those of the table's other rows, in each language. It is
    reported when, in every language, it has no word that tells its own row from another one, and on average two
    fifths or more of the words that tell the other one; or when it prints figures of other rows and none of its own.
    Where it has three quarters of the other row's words, a few of its own don't count; where it has no word of its own
    row at all, a quarter of the other's is enough. A note that has every word of its own row's label is left alone.

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
from reportgen.checks.prose.subjects import joined, share, terms
from reportgen.checks.walk import bindings_of, carriers_of, tables_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Bound, KpiTable, Manuscript, TableNote
from reportgen.model.project import Project

_ENOUGH = Decimal("0.4")
_STRANGER = Decimal("0.25")
"""So much of another row's words is enough where the note has none at all of its own row's."""
_PLAINLY = Decimal("0.75")
"""So much of another row's words outweighs a little of its own row's."""
_LITTLE = Decimal("0.2")
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Noted:
    """A note of one language: its terms, those of what carries its mark, those of the other rows by metric, and
    the rows of the table whose figures it prints; ``named`` says that it has every word of one of its rows' labels.
    """

    note: TableNote
    table: str
    own: frozenset[str]
    told: frozenset[str]
    others: Mapping[str, frozenset[str]]
    printed: tuple[str, ...]
    named: bool


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each note that hangs on a row, a value or a group."""
    by_note: dict[str, list[_Noted]] = {}
    for manuscript in dossier.manuscripts:
        for _, table in tables_of(manuscript):
            for noted in _notes(dossier.project, manuscript, table):
                by_note.setdefault(noted.note.id, []).append(noted)
    for id, noted_in in by_note.items():
        enough = _ENOUGH if any(noted.own & noted.told for noted in noted_in) else _STRANGER
        near = (
            _elsewhere(noted_in)
            or max(
                ((score, metric) for metric in noted_in[0].others if (score := _score(noted_in, metric)) >= enough),
                default=(_NONE, ""),
            )[1]
        )
        if not near:
            yield None
            continue
        first = noted_in[0]
        yield CHECK.finding(
            f"the note {id!r} of the table {first.table!r} seems to be about {near}, which does not carry its mark",
            f"let it hang on {near}: correct on = […] in data/notes.toml",
            metric=near,
            place=first.note.at,
            subject=id,
        )


def _score(noted_in: list[_Noted], metric: str) -> Decimal:
    """How far a note is about another row, from 0 to 1; 0 where words of its own row alone speak against it."""
    others, owns = [], []
    for noted in noted_in:
        other = noted.others.get(metric, frozenset())
        own = noted.own - other
        others.append(_NONE if noted.named or not own else share(other - noted.own, noted.told))
        owns.append(share(own, noted.told))
    score = sum(others, _NONE) / len(others)
    allowed = _LITTLE if score >= _PLAINLY else _NONE
    return score if min(others) > _NONE and sum(owns, _NONE) / len(owns) <= allowed else _NONE


def _elsewhere(noted_in: list[_Noted]) -> str:
    """A row whose figures the note prints, when it prints none of the rows that it hangs on."""
    printed = [metric for noted in noted_in for metric in noted.printed]
    if any(metric not in noted_in[0].others for metric in printed) or all(noted.named for noted in noted_in):
        return ""
    return printed[0] if printed else ""


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
    bindings = bindings_of(manuscript)
    carriers = tuple(carriers_of(table, bindings))
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
        printed = tuple(
            bindings[run.binding].metric
            for run in note.runs
            if isinstance(run, Bound) and bindings[run.binding].metric in rows
        )
        told = terms(text_of(note.runs), language)
        named = any(rows[metric] and rows[metric] <= told for metric in marked if metric in rows)
        found.append(_Noted(note, table.id, own, told, others, printed, named))
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
