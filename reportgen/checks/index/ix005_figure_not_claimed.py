"""A figure that answers a disclosure is printed, and does not declare it.

Examines
    Every required disclosure that asks for figures and whose figures the index finds nowhere: whether the report prints
    a metric that answers a requirement of another standard which the crosswalk calls equivalent or partly so; and
    whether a paragraph that is marked as its answer prints a metric of a KPI table that declares no disclosure of this
    standard at all.

Why it matters
    The figure is there, and the index says that it isn't, or leads to a sentence and not to the table with its unit,
    its comparative and its notes.

Bad
    data/tables.toml, added
        [[table]]
        id = "water"
        title = { zh-hant = "用水", en = "Water" }
        years = [0]

        [[table.group]]
        id = "water"
        rows = ["finance.revenue"]
    templates/en/1-environment.md
        Resources of {{ kpi("finance.revenue") }} were given.{{ disclosure("HKEX B8.2") }}

        {{ table("water") }}
    templates/zh-hant/1-environment.md
        投入{{ kpi("finance.revenue") }}的資源。{{ disclosure("HKEX B8.2") }}

        {{ table("water") }}

Good
    templates/en/1-environment.md
        Emissions are told here.
    templates/zh-hant/1-environment.md
        此處談排放。

Fix
    Add the code to `disclosures` of the metric in data/metrics, with the part that it gives ("HKEX A1.2:scope-1").

Source
    HKEX ESG Reporting Guide, paragraphs 4 and 10 (each provision and where it is answered); GRI 1: Foundation 2021,
    Requirement 7.
"""

from collections.abc import Iterator, Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.walk import tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.index import IndexEntry
from reportgen.model.project import Project
from reportgen.model.standard import Disclosure, Relation

_GIVES = (Relation.EQUIVALENT, Relation.PARTIAL)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each required disclosure that asks for figures."""
    entries = {entry.disclosure.key: entry for entry in dossier.index}
    marked: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    for entry in dossier.index:
        wanted = {part.id for part in entry.disclosure.parts if part.always and part.kind.of_figures}
        if not entry.disclosure.required or not wanted or entry.omission is not None:
            continue
        if entry.above or not wanted <= {part.id for part in entry.lacking}:
            yield None
            continue
        marked = _marked(dossier) if marked is None else marked
        near = next(_elsewhere(dossier.project, entry, entries), ()) or next(_beside(dossier, entry, marked), ())
        if not near:
            yield None
            continue
        metric, why, section = near
        yield CHECK.finding(
            f"the index finds no figure for {entry.disclosure.name}, but {metric} is printed and {why}",
            f'add "{entry.disclosure.name}" to `disclosures` of {metric}, with its part',
            metric=metric,
            section=section or None,
            place=dossier.project.metrics[metric].at,
            subject=entry.disclosure.name,
        )


def _elsewhere(
    project: Project, entry: IndexEntry, entries: Mapping[str, IndexEntry]
) -> Iterator[tuple[str, str, str]]:
    """Printed metrics that answer what the crosswalk pairs with a requirement."""
    own = entry.disclosure.key
    for pair in project.crosswalk:
        other = pair.target if pair.source == own else pair.source if pair.target == own else ""
        found = entries.get(other) if pair.relation in _GIVES else None
        if found is not None and found.metrics:
            yield found.metrics[0], f"answers {found.disclosure.name}, which the crosswalk pairs with it", ""


def _beside(
    dossier: Dossier, entry: IndexEntry, marked: Mapping[str, tuple[tuple[str, str], ...]]
) -> Iterator[tuple[str, str, str]]:
    """Metrics of KPI tables that a marked paragraph prints, and that answer nothing of the standard."""
    standard = f"{entry.disclosure.standard} "
    for metric, section in marked.get(entry.disclosure.key, ()):
        codes = dossier.project.metrics[metric].disclosures
        if not any(code.startswith(standard) for code in codes):
            yield metric, f"stands beside its mark in the section {section!r}", section


def _marked(dossier: Dossier) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By key of a disclosure, the metrics of KPI tables that paragraphs marked with it print, each with its section."""
    project, read = dossier.project, prose(dossier)
    in_tables = {
        row.metric
        for m in dossier.manuscripts
        for _, table in tables_of(m)
        for group in table.groups
        for row in group.rows
    }
    found: dict[str, dict[tuple[str, str], None]] = {}
    for passage in read.passages:
        keys = {told.key for code in passage.anchors if (told := _asked(project, code)) is not None}
        for spot in passage.bound if keys else ():
            binding = read.binding(passage, spot)
            if binding is not None and binding.metric in in_tables:
                for key in keys:
                    found.setdefault(key, {})[binding.metric, passage.section] = None
    return {key: tuple(own) for key, own in found.items()}


def _asked(project: Project, code: str) -> Disclosure | None:
    found = project.find(code)
    return found[0] if found else None


CHECK = Check(
    "IX005",
    "figure-not-claimed",
    {
        "zh-hant": "已刊印的數字沒有聲明所回應的披露",
        "en": "A figure that answers a disclosure is printed, and does not declare it",
    },
    Severity.WARNING,
    __doc__,
    examine,
    needs_whole=True,
)
