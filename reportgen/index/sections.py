"""The index by section: rows are sections and the rows of the performance tables, columns are standards."""

from collections.abc import Iterable, Iterator, Mapping

from reportgen.model.index import Answer, IndexEntry, IndexRow, Way
from reportgen.model.manuscript import KpiTable, Manuscript
from reportgen.model.project import Project
from reportgen.model.standard import Disclosure
from reportgen.model.tables import RowGroup, TableSpec

_TOLD_BY_SECTION = (Way.DECLARED, Way.ANCHORED, Way.CONFIRMED, Way.TEXT)

Codes = Mapping[str, tuple[Disclosure, ...]]


def by_section(
    project: Project, entries: Iterable[IndexEntry], manuscripts: Iterable[Manuscript]
) -> tuple[IndexRow, ...]:
    """One row a section that answers something, and below it the rows of its performance tables, in their order.

    A table's title stands before its rows; those of a group that answer the same are one row under the group's
    label. What a section answers by a
    performance table alone stands in the table's rows and not in the section's own.
    """
    own = [entry for entry in entries if entry.answers and not entry.above]
    tables = _tables(manuscripts)
    rows: list[IndexRow] = []
    for section in project.outline.sections:
        answered = [(e.disclosure, a) for e in own for a in e.answers if a.section == section.id]
        told = [d for d, a in answered if set(a.ways) & set(_TOLD_BY_SECTION)]
        below = [
            row
            for table in tables.get(section.id, ())
            for row in _table_rows(project, section.id, project.tables[table], answered)
        ]
        if told or below:
            rows.append(IndexRow(section.id, _by_edition(told)))
        rows.extend(below)
    return tuple(rows)


def _tables(manuscripts: Iterable[Manuscript]) -> Mapping[str, tuple[str, ...]]:
    """Ids of the performance tables that a section prints; a table printed twice belongs to the first section."""
    found: dict[str, str] = {}
    for manuscript in manuscripts:
        for chapter in manuscript.chapters:
            for block in chapter.blocks:
                if isinstance(block, KpiTable):
                    found.setdefault(block.id, chapter.section.id)
    sections: dict[str, tuple[str, ...]] = {}
    for table, section in found.items():
        sections[section] = (*sections.get(section, ()), table)
    return sections


def _table_rows(
    project: Project, section: str, table: TableSpec, answered: list[tuple[Disclosure, Answer]]
) -> Iterator[IndexRow]:
    by_metric: dict[str, list[Disclosure]] = {}
    for disclosure, answer in answered:
        for metric in answer.metrics if Way.TABLE in answer.ways else ():
            by_metric.setdefault(metric, []).append(disclosure)
    rows = [row for group in table.groups for row in _group_rows(project, section, table, group, by_metric)]
    if rows:
        yield IndexRow(section, {}, table.title, table.id)
    yield from rows


def _group_rows(
    project: Project, section: str, table: TableSpec, group: RowGroup, by_metric: Mapping[str, list[Disclosure]]
) -> Iterator[IndexRow]:
    found = [(id, tuple(by_metric[id])) for id in group.rows if id in by_metric]
    if not found:
        return
    if (
        group.label is not None
        and len(found) == len(group.rows)
        and len({tuple(d.key for d in codes) for _, codes in found}) == 1
    ):
        yield IndexRow(section, _by_edition(found[0][1]), group.label, table.id, group.rows)
        return
    for id, codes in found:
        yield IndexRow(section, _by_edition(codes), project.metrics[id].label, table.id, (id,))


def _by_edition(disclosures: Iterable[Disclosure]) -> Codes:
    found: dict[str, dict[str, Disclosure]] = {}
    for each in disclosures:
        found.setdefault(f"{each.standard}@{each.edition}", {})[each.code] = each
    return {edition: tuple(of.values()) for edition, of in found.items()}
