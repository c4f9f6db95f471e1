"""From the outline's declarations, the marks in the text and the printed metrics to the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.index.parts import Printed, lacking
from reportgen.index.places import Places, find_places
from reportgen.index.proposals import confirmed, pairs_to, proposals
from reportgen.index.sections import by_section
from reportgen.model.index import Answer, Index, IndexEntry, PartOmitted, Way
from reportgen.model.manuscript import Manuscript
from reportgen.model.project import Project
from reportgen.model.standard import Catalogue, Disclosure, Omission, Part


def derive(project: Project, manuscripts: Sequence[Manuscript]) -> Index:
    """The index: one entry a disclosure of the editions in report.toml that is in force, in the standards' order.

    A disclosure is answered by a section that declares it in the outline and has text in every language, by a section
    whose text marks it, by the sections whose tables print a metric that declares it (or the section that first tells
    such a metric, if it stands in no table), and by what was confirmed in data/index.toml. A disclosure above others
    (HKEX Para 13) is answered where one of them is only if it is declared itself; a goal is answered with its targets.

    What is asked for in figures is answered by figures: a declaration alone leaves it missing.

    Pages are empty: they are known once the report is laid out (see :func:`with_pages`).
    """
    work = _Work(project, find_places(project, manuscripts), Printed(project, manuscripts))
    entries: list[IndexEntry] = []
    for catalogue in project.catalogues.values():
        entries.extend(work.entries(catalogue))
    entries = _with_proposals(project, entries)
    return Index(
        entries=tuple(entries),
        rows=by_section(project, entries, manuscripts),
        catalogues=project.catalogues,
        gri=project.index.gri,
        issuer=project.settings.names["company"],
        year=project.settings.fiscal_year,
    )


def with_pages(index: Index, pages: Mapping[str, Mapping[str, int]]) -> Index:
    """Fill in the pages on which the answers stand.

    Args:
        index: the index without pages.
        pages: language to id of an element to page, as the layout tells.
    """

    def paged(answer: Answer) -> Answer:
        found = {
            language: page
            for language, of in pages.items()
            if (page := of.get(answer.elements.get(language, ""), of.get(f"s-{answer.section}"))) is not None
        }
        return replace(answer, pages=found)

    def filled(entry: IndexEntry) -> IndexEntry:
        offers = tuple(replace(p, answers=tuple(map(paged, p.answers))) for p in entry.proposals)
        return replace(entry, answers=tuple(map(paged, entry.answers)), proposals=offers)

    return replace(index, entries=tuple(map(filled, index.entries)))


@dataclass(frozen=True, slots=True)
class _Work:
    project: Project
    places: Places
    printed: Printed

    def entries(self, catalogue: Catalogue) -> list[IndexEntry]:
        """The entries of one edition: what it asks for this year, and what is answered although it doesn't."""
        year = self.project.settings.fiscal_year
        found: list[IndexEntry] = []
        for disclosure in catalogue.disclosures.values():
            if disclosure.is_heading and disclosure.key not in self.places.found:
                continue
            entry = self._entry(disclosure, catalogue)
            if entry.answers or (not disclosure.removed and catalogue.in_force(disclosure, year)):
                found.append(entry)
        return _answered_with_goal(_answered_by_parts(found))

    def _entry(self, disclosure: Disclosure, catalogue: Catalogue) -> IndexEntry:
        answers = _merged(self.places.answers(disclosure.key), confirmed(self.project, disclosure, self.places))
        omission, left_out = self._omissions(disclosure, catalogue)
        declared = {*self.places.parts.get(disclosure.key, ()), *(each.part.id for each in left_out)}
        whole = self.places.whole.get(disclosure.key, ())
        open_parts = lacking(disclosure, answers, self.printed, self.project, declared=declared, whole=whole)
        metrics = dict.fromkeys(id for answer in answers for id in answer.metrics)
        label = catalogue.omission_kinds.get(omission.kind) if omission else None
        return IndexEntry(
            disclosure=disclosure,
            status=omission.status if omission else _status(disclosure, answers, open_parts),
            answers=answers,
            lacking=() if omission else open_parts,
            assured=tuple(id for id in metrics if self.project.metrics[id].assured),
            omission=omission,
            omission_label=label.label if label else None,
            left_out=left_out,
        )

    def _omissions(
        self, disclosure: Disclosure, catalogue: Catalogue
    ) -> tuple[Omission | None, tuple[PartOmitted, ...]]:
        whole: Omission | None = None
        parts: list[PartOmitted] = []
        for omission in self.project.omissions:
            found = self.project.find(omission.name)
            if found is None or found[0].key != disclosure.key:
                continue
            if found[1] is None:
                whole = omission
            else:
                kind = catalogue.omission_kinds.get(omission.kind)
                parts.append(PartOmitted(found[1], omission, kind.label if kind else None))
        return whole, tuple(parts)


def _status(disclosure: Disclosure, answers: Sequence[Answer], open_parts: Sequence[Part]) -> str:
    if not answers:
        return "missing"
    if not open_parts:
        return "reported"
    only_claimed = all(answer.ways == (Way.DECLARED,) for answer in answers)
    needed = [part for part in disclosure.parts if part.always]
    return "missing" if only_claimed and len(open_parts) == len(needed) else "partial"


def _merged(first: Iterable[Answer], more: Iterable[Answer]) -> tuple[Answer, ...]:
    found = {answer.section: answer for answer in first}
    for answer in more:
        known = found.get(answer.section)
        if known is None:
            found[answer.section] = answer
        else:
            metrics = tuple(dict.fromkeys((*known.metrics, *answer.metrics)))
            found[answer.section] = replace(known, ways=(*known.ways, *answer.ways), metrics=metrics)
    return tuple(found.values())


def _answered_by_parts(entries: list[IndexEntry]) -> list[IndexEntry]:
    """A sub-paragraph that nobody answers by itself is answered with the paragraph that holds it."""
    by_code = {entry.disclosure.code: entry for entry in entries}
    result: list[IndexEntry] = []
    for entry in entries:
        above = by_code.get(entry.disclosure.parent or "")
        alone = entry.status == "missing" and not entry.answers and not entry.disclosure.parts
        if alone and above is not None and above.status == "reported" and above.disclosure.kind != "goal":
            code = above.disclosure.code
            entry = replace(  # noqa: PLW2901
                entry, status="reported", answers=above.answers, assured=above.assured, above=code
            )
        result.append(entry)
    return result


def _answered_with_goal(entries: list[IndexEntry]) -> list[IndexEntry]:
    """A goal is worked for wherever one of its targets is."""
    result: list[IndexEntry] = []
    for entry in entries:
        if entry.disclosure.kind == "goal" and entry.status == "missing":
            below = [e for e in entries if e.disclosure.parent == entry.disclosure.code and e.answered]
            answers: tuple[Answer, ...] = ()
            for each in below:
                answers = _merged(answers, each.answers)
            if below:
                above = below[0].disclosure.code
                entry = replace(entry, status="reported", answers=answers, above=above)  # noqa: PLW2901
        result.append(entry)
    return result


def _with_proposals(project: Project, entries: list[IndexEntry]) -> list[IndexEntry]:
    by_key = {entry.disclosure.key: entry for entry in entries}
    pairs = pairs_to(project)
    return [
        replace(entry, proposals=proposals(pairs.get(entry.disclosure.key, ()), by_key.get))
        if entry.status in ("missing", "partial")
        else entry
        for entry in entries
    ]
