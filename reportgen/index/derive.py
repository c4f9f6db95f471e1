"""From the outline's declarations, the anchors in the text and the printed metrics to the index."""

from collections.abc import Iterable, Mapping, Sequence

from reportgen.model.manuscript import Manuscript
from reportgen.model.project import Project
from reportgen.model.standard import Disclosure, IndexEntry, Omission

_STATUS_OF_OMISSION = ("omitted", "not_applicable")


def derive(project: Project, manuscripts: Sequence[Manuscript]) -> tuple[IndexEntry, ...]:
    """One entry a disclosure of the editions in report.toml, in the standards' order.

    A disclosure is answered by a section that declares it in the outline, by a section whose text anchors it, and by
    the sections whose KPI tables print a metric that declares it; a metric that stands in no table counts where the
    report first prints it, in its text, on a card or in a chart. A disclosure above others (HKEX A1) is answered
    where one of them is only if it is declared itself.

    Pages are empty: they are known once the report is laid out (see :func:`with_pages`).
    """
    sections = _by_section(project, manuscripts)
    metrics, printed_in = _by_metric(project, manuscripts)
    omissions = {f"{o.standard} {o.code}": o for o in project.omissions}
    order = {section.id: i for i, section in enumerate(project.outline.sections)}
    entries: list[IndexEntry] = []
    for disclosure in project.disclosures.values():
        if disclosure.kind == "topic":
            continue
        named = metrics.get(disclosure.name, ())
        found = set(sections.get(disclosure.name, ()))
        found.update(id for metric in named for id in printed_in[metric])
        entries.append(
            IndexEntry(
                disclosure=disclosure,
                status=_status(found, omissions.get(disclosure.name)),
                sections=tuple(sorted(found, key=order.__getitem__)),
                metrics=tuple(named),
                pages=(),
                reason=omissions[disclosure.name].reason if disclosure.name in omissions else None,
            )
        )
    return _answered_by_parts(entries, project.disclosures)


def with_pages(entries: Iterable[IndexEntry], pages: Mapping[str, Mapping[str, int]]) -> tuple[IndexEntry, ...]:
    """Fill in the page on which each section begins, by language.

    Args:
        entries: the index without pages.
        pages: language to section id to page.
    """
    return tuple(
        IndexEntry(
            disclosure=entry.disclosure,
            status=entry.status,
            sections=entry.sections,
            metrics=entry.metrics,
            pages=tuple(
                (language, tuple(sorted({of[id] for id in entry.sections if id in of})))
                for language, of in pages.items()
            ),
            reason=entry.reason,
        )
        for entry in entries
    )


def _by_section(project: Project, manuscripts: Sequence[Manuscript]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    present = {chapter.section.id for manuscript in manuscripts for chapter in manuscript.chapters if chapter.blocks}
    for section in project.outline.sections:
        if section.id in present:
            for code in section.disclosures:
                found.setdefault(code, set()).add(section.id)
    for manuscript in manuscripts:
        for chapter in manuscript.chapters:
            for code in chapter.disclosures:
                found.setdefault(code, set()).add(chapter.section.id)
    return found


def _by_metric(
    project: Project, manuscripts: Sequence[Manuscript]
) -> tuple[dict[str, tuple[str, ...]], dict[str, set[str]]]:
    chapters = [chapter for manuscript in manuscripts for chapter in manuscript.chapters]
    # Where a metric is told in full: in its KPI table, or, if it stands in none, where it is first told.
    printed_in: dict[str, set[str]] = {}
    for chapter in chapters:
        for binding in chapter.bindings:
            if binding.kind == "table":
                printed_in.setdefault(binding.metric, set()).add(chapter.section.id)
    for chapter in chapters:
        for binding in chapter.bindings:
            if binding.kind in ("figure", "stat", "chart"):
                printed_in.setdefault(binding.metric, {chapter.section.id})
    metrics: dict[str, tuple[str, ...]] = {}
    for metric in project.metrics.values():
        if metric.same_as is None and metric.id in printed_in:
            for code in metric.disclosures:
                metrics[code] = (*metrics.get(code, ()), metric.id)
    return metrics, printed_in


def _status(sections: set[str], omission: Omission | None) -> str:
    if omission is not None:
        return omission.status if omission.status in _STATUS_OF_OMISSION else "omitted"
    return "reported" if sections else "missing"


def _answered_by_parts(entries: list[IndexEntry], disclosures: Mapping[str, Disclosure]) -> tuple[IndexEntry, ...]:
    """A sub-requirement that nobody answers by itself is answered with the paragraph that holds it."""
    by_name = {entry.disclosure.name: entry for entry in entries}
    result: list[IndexEntry] = []
    for entry in entries:
        disclosure = entry.disclosure
        above = by_name.get(f"{disclosure.standard} {disclosure.parent}") if disclosure.parent else None
        if entry.status == "missing" and above is not None and above.status == "reported":
            entry = IndexEntry(  # noqa: PLW2901
                disclosure, "reported", above.sections, above.metrics, above.pages, above.reason
            )
        result.append(entry)
    return tuple(result)
