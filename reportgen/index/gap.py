"""What a report is short of under another edition or standard, and which of its answers carry over."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.index.parts import Printed, lacking
from reportgen.index.proposals import key_of, pairs_to, proposals
from reportgen.model.index import Answer, Gap, GapRow, Index, IndexEntry, Pillar, Proposal, Readiness
from reportgen.model.manuscript import Manuscript
from reportgen.model.project import Project
from reportgen.model.standard import Catalogue, Disclosure, Obligation, Pair, Part, Relation


def analyse(project: Project, manuscripts: Sequence[Manuscript], index: Index, catalogue: Catalogue) -> Gap:
    """How far a report is with each requirement of an edition, whether or not report.toml names it.

    Counted are the requirements at the ends of the standard's tree; of a standard that is answered as a whole, those
    that are mandatory or to be complied with or explained. An answer under another standard carries over where the
    crosswalk calls the two equivalent and nothing that this edition asks for is left open; it is a proposal until it
    is confirmed in data/index.toml. A pair that is merely related says where to look, and counts for nothing.
    """
    work = _Work(
        project=project,
        catalogue=catalogue,
        entries={entry.disclosure.key: entry for entry in index},
        pairs=pairs_to(project),
        confirmed=frozenset(key_of(project, c.disclosure) or "" for c in project.index.confirmations),
        printed=Printed(project, manuscripts),
    )
    rows = tuple(work.row(disclosure) for disclosure in asked(catalogue, project))
    return Gap(catalogue, rows, _pillars(catalogue, rows))


def asked(catalogue: Catalogue, project: Project) -> Iterator[Disclosure]:
    """What an edition asks for: the ends of its tree, without what it has removed.

    An edition that begins after the report's year is looked at as of its first day.
    """
    year = project.settings.fiscal_year
    day = max(year.ends + timedelta(days=1) if catalogue.by_publication else year.starts, catalogue.since or date.min)
    inner = {d.parent for d in catalogue.disclosures.values() if not d.removed and d.kind != "target"}
    for disclosure in catalogue.disclosures.values():
        if disclosure.is_heading or disclosure.removed or disclosure.code in inner:
            continue
        binding = disclosure.required or disclosure.obligation is Obligation.IF_MATERIAL
        if (binding or not catalogue.complete) and _stands_on(disclosure, day):
            yield disclosure


def _stands_on(disclosure: Disclosure, day: date) -> bool:
    since, until = disclosure.since, disclosure.until
    return (since is None or since <= day) and (until is None or day <= until)


@dataclass(frozen=True, slots=True)
class _Work:
    project: Project
    catalogue: Catalogue
    entries: Mapping[str, IndexEntry]
    pairs: Mapping[str, tuple[Pair, ...]]
    confirmed: frozenset[str]
    printed: Printed

    def row(self, disclosure: Disclosure) -> GapRow:
        offers = self._offers(disclosure)
        entry = self.entries.get(disclosure.key)
        answers = entry.answers if entry is not None else ()
        if entry is not None and entry.status != "missing":
            readiness, open_parts = _of_entry(entry), entry.lacking
        elif self._explained(disclosure):
            readiness, open_parts = Readiness.EXPLAINED, ()
        else:
            readiness, open_parts = self._carried(disclosure, offers)
        return GapRow(
            disclosure=disclosure,
            pillar=pillar_of(self.catalogue, disclosure).code,
            readiness=readiness,
            lacking=open_parts,
            proposals=offers,
            answers=answers,
            owners=self._owners((*answers, *(a for offer in offers for a in offer.answers))),
        )

    def _carried(self, disclosure: Disclosure, offers: Sequence[Proposal]) -> tuple[Readiness, tuple[Part, ...]]:
        useful = [offer for offer in offers if offer.relation is not Relation.RELATED]
        answers = tuple(answer for offer in useful for answer in offer.answers)
        equivalent = [offer for offer in useful if offer.relation is Relation.EQUIVALENT]
        told = [self._told(offer.source) for offer in equivalent if offer.source.parts]
        open_parts = lacking(
            disclosure,
            answers,
            self.printed,
            self.project,
            declared=frozenset().union(*told),
            whole=() if told else None,
        )
        if not useful:
            return Readiness.MISSING, open_parts
        needed = [part for part in disclosure.parts if part.always]
        if needed and len(open_parts) == len(needed) and not equivalent:
            return Readiness.MISSING, open_parts
        whole = any(self._in_full(offer.source) for offer in equivalent)
        if disclosure.key in self.confirmed:
            return Readiness.ANSWERED if not open_parts else Readiness.PARTIAL, open_parts
        return Readiness.CARRIED if whole and not open_parts else Readiness.PARTIAL, open_parts

    def _told(self, source: Disclosure) -> frozenset[str]:
        """Ids of the sub-requirements that the answer to an equivalent requirement tells."""
        open_parts = {part.id for part in self.entries[source.key].lacking}
        return frozenset(part.id for part in source.parts) - open_parts

    def _in_full(self, source: Disclosure) -> bool:
        return self.entries[source.key].status == "reported"

    def _explained(self, disclosure: Disclosure) -> bool:
        """Whether the same provision of another edition of the standard is left out with a reason."""
        return any(
            entry.omission is not None and entry.disclosure.standard == disclosure.standard
            for pair in self._pairs(disclosure)
            if pair.relation is Relation.EQUIVALENT and (entry := self.entries.get(pair.source)) is not None
        )

    def _offers(self, disclosure: Disclosure) -> tuple[Proposal, ...]:
        return proposals(self._pairs(disclosure), self.entries.get)

    def _pairs(self, disclosure: Disclosure) -> tuple[Pair, ...]:
        """The pairs of a requirement; a sub-paragraph without any has those of the paragraph that holds it."""
        found = self.pairs.get(disclosure.key, ())
        above = self.catalogue.disclosures.get(disclosure.parent or "")
        if found or above is None or above.is_heading:
            return found
        return self._pairs(above)

    def _owners(self, answers: Iterable[Answer]) -> tuple[str, ...]:
        metrics = dict.fromkeys(id for answer in answers for id in answer.metrics)
        return tuple(dict.fromkeys(self.project.metrics[id].owner for id in metrics))


def _of_entry(entry: IndexEntry) -> Readiness:
    if entry.omission is not None:
        return Readiness.EXPLAINED
    return Readiness.ANSWERED if entry.status == "reported" else Readiness.PARTIAL


def pillar_of(catalogue: Catalogue, disclosure: Disclosure) -> Disclosure:
    """The heading that a requirement is counted under: the highest one that is not itself divided into such headings.

    HKEX's Part C is divided into A (environmental) and B (social), and these into aspects: A and B are its pillars.
    """
    way: list[Disclosure] = [disclosure]
    while (above := catalogue.disclosures.get(way[-1].parent or "")) is not None:
        way.append(above)
    for heading in reversed(way):
        if not _is_divided(catalogue, heading):
            return heading
    return disclosure


def _is_divided(catalogue: Catalogue, heading: Disclosure) -> bool:
    below = catalogue.children(heading.code)
    return bool(below) and all(
        each.is_heading and catalogue.children(each.code) and all(d.is_heading for d in catalogue.children(each.code))
        for each in below
    )


def _pillars(catalogue: Catalogue, rows: Iterable[GapRow]) -> tuple[Pillar, ...]:
    counts: dict[str, Counter[Readiness]] = {}
    for row in rows:
        counts.setdefault(row.pillar, Counter())[row.readiness] += 1
    return tuple(Pillar(catalogue.disclosures[code], dict(counted)) for code, counted in counts.items())
