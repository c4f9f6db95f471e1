"""The views of the index as rows to print: by section, and one table a standard in the form that it asks for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.model.index import Index, IndexEntry, IndexRow
from reportgen.model.manuscript import IndexPlace, KpiRow
from reportgen.model.standard import Catalogue, Confidence, Disclosure, Relation
from reportgen.render.colour import contrast

SECTIONS = "sections"
"""Name of the view by section; the others are named by their standard."""

FORMS = {"GRI": "gri", "HKEX": "hkex", "SDG": "sdg"}
"""Standards whose table has a form of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a standard's table: a heading, or an entry with the values bound for it.

    Attributes:
        heading: the heading, or ``None``.
        level: how deep the heading stands, from 1.
        entry: the entry, or ``None``.
        values: rows of figures, where the table prints values.
    """

    heading: Disclosure | None = None
    level: int = 0
    entry: IndexEntry | None = None
    values: tuple[KpiRow, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """One table of the index.

    Attributes:
        form: ``sections``, ``gri``, ``hkex``, ``sdg``, ``values`` or ``plain``.
        id: of its element.
        catalogue: the edition, ``None`` for the view by section.
        lines: of a standard's table.
        rows: of the view by section.
        editions: its columns.
        omissions: whether something is left out with a reason.
        assured: whether figures behind an entry were assured.
        unverified: whether an entry could not be fully verified.
        short: keys of the disclosures that are not answered in full, for the view by section.
    """

    form: str
    id: str
    catalogue: Catalogue | None = None
    lines: tuple[Line, ...] = ()
    rows: tuple[IndexRow, ...] = ()
    editions: tuple[Catalogue, ...] = ()
    omissions: bool = False
    assured: bool = False
    unverified: bool = False
    short: frozenset[str] = frozenset()

    @property
    def columns(self) -> int:
        """Columns of a standard's table."""
        return 4 if self.form == "values" or (self.form == "gri" and self.omissions) else 3

    @property
    def groups(self) -> list[list[Line]]:
        """The lines cut before each heading that follows an entry; goals of the SDGs begin a group as well."""
        found: list[list[Line]] = []
        for line in self.lines:
            opens = line.heading is not None and bool(found) and found[-1][-1].heading is None
            goal = line.entry is not None and line.entry.disclosure.kind == "goal"
            if not found or opens or goal:
                found.append([])
            found[-1].append(line)
        return found


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour (WCAG 2.2, relative luminance)."""
    return max(("#111111", "#ffffff"), key=lambda words: contrast(words, colour))


def views(index: Index, place: IndexPlace) -> list[View]:
    """The tables that a chapter asks for: one view, or all standards where it names none."""
    if place.view == SECTIONS:
        return [_by_section(index)] if index.rows else []
    wanted = [c for c in index.catalogues.values() if place.view in ("", c.standard, c.key)]
    values = dict(place.values)
    made = (_standard(catalogue, index.of(catalogue.key), values) for catalogue in wanted)
    return [view for view in made if view.lines]


def printed_entries(entries: Iterable[IndexEntry]) -> list[IndexEntry]:
    """Entries that have a row: what a report may choose to answer, and neither does nor claims to, has none.

    What the crosswalk proposes has one as well, unless the two requirements are merely related.
    """
    return [
        e
        for e in entries
        if e.status != "missing"
        or e.answers
        or e.disclosure.required
        or any(p.relation is not Relation.RELATED for p in e.proposals)
    ]


def published(index: Index) -> Index:
    """The index as readers see it: nobody reads in a published report what it might answer, but was not confirmed."""
    entries = (e if e.disclosure.required else replace(e, proposals=()) for e in index)
    return replace(index, entries=tuple(entries))


def is_unverified(entry: IndexEntry) -> bool:
    """Whether the catalogue's row could not be fully verified."""
    return entry.disclosure.confidence is not Confidence.HIGH


def view_id(catalogue: Catalogue) -> str:
    """Id of the element of a standard's table, e.g. ``index-ifrs-s2-2023``."""
    return "index-" + catalogue.key.lower().replace(" ", "-").replace("@", "-")


def _by_section(index: Index) -> View:
    used = {edition for row in index.rows for edition in row.codes}
    return View(
        form=SECTIONS,
        id="index-sections",
        rows=index.rows,
        editions=tuple(c for key, c in index.catalogues.items() if key in used),
        short=frozenset(e.disclosure.key for e in index if e.answers and e.status != "reported"),
    )


def _standard(catalogue: Catalogue, entries: Sequence[IndexEntry], values: dict[str, tuple[KpiRow, ...]]) -> View:
    printed = {entry.disclosure.key for entry in printed_entries(entries)} | values.keys()
    shown = [entry for entry in entries if entry.disclosure.key in printed]
    if catalogue.standard in FORMS:
        form = FORMS[catalogue.standard]
    else:
        form = "values" if any(e.disclosure.kind == "metric" for e in shown) else "plain"
    return View(
        form=form,
        id=view_id(catalogue),
        catalogue=catalogue,
        lines=tuple(_lines(catalogue, shown, values)),
        omissions=any(e.omission or e.left_out for e in shown),
        assured=any(e.assured for e in shown),
        unverified=any(map(is_unverified, shown)),
    )


def _lines(
    catalogue: Catalogue, entries: Iterable[IndexEntry], values: dict[str, tuple[KpiRow, ...]]
) -> Iterator[Line]:
    """Entries in the standard's order, each heading before the first entry that stands below it."""
    met: set[str] = set()
    for entry in entries:
        above = _headings(catalogue, entry.disclosure)
        for level, heading in enumerate(above, start=1):
            if heading.code not in met:
                met.add(heading.code)
                yield Line(heading=heading, level=level)
        yield Line(entry=entry, level=len(above), values=values.get(entry.disclosure.key, ()))


def _headings(catalogue: Catalogue, disclosure: Disclosure) -> list[Disclosure]:
    found: list[Disclosure] = []
    above = catalogue.disclosures.get(disclosure.parent or "")
    while above is not None:
        if above.is_heading:
            found.insert(0, above)
        above = catalogue.disclosures.get(above.parent or "")
    return found
