"""Which section stands on which page of the site."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.model.elements import section_id
from reportgen.model.index import Index
from reportgen.model.manuscript import Block, ChapterText, Component, Items, KpiTable, Manuscript
from reportgen.model.outline import Level, Section
from reportgen.model.project import Project
from reportgen.render.closing import ChapterEnd
from reportgen.render.document import Part, endings, parts
from reportgen.render.theme_file import theme_of

RESERVED = frozenset({"index", "kpi"})
"""Names of pages that are not sections; a section of that id gets the name of its anchor, e.g. ``s-index``."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what opens it and the sections under it.

    Attributes:
        name: file name without ``.html``.
        part: the top entry that gives colour and place in the contents.
        head: the entry that titles the page.
        chapter: the head's own text, if it has one.
        children: sections printed on the page under their own titles.
        contents: sections listed at the top of the page, here or on pages of their own.
    """

    name: str
    part: Part
    head: Section
    chapter: ChapterText | None
    children: tuple[ChapterText, ...]
    contents: tuple[Section, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections that the page holds, in order."""
        return (self.head, *(child.section for child in self.children))

    @property
    def texts(self) -> tuple[ChapterText, ...]:
        """All chapters that the page prints, in order."""
        return ((self.chapter,) if self.chapter else ()) + self.children

    @property
    def opens(self) -> bool:
        """Whether a coloured band opens the page."""
        return self.part.opens and self.head.id == self.part.section.id


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of one language in reading order, and where sections and tables stand."""

    pages: tuple[Page, ...]
    page_of: Mapping[str, str]
    table_at: Mapping[str, str]
    endings: Mapping[str, ChapterEnd]

    def address(self, section: str, seen_from: str) -> str:
        """Relative address of a section from a page of the same language (``""`` for any other page)."""
        page = self.page_of[section]
        return f"#{section_id(section)}" if page == seen_from else f"{page}.html#{section_id(section)}"


def page_name(section: Section) -> str:
    """File name of a section's page, without ``.html``."""
    return section_id(section.id) if section.id in RESERVED else section.id


def make_plan(found: Sequence[Part], manuscript: Manuscript, index: Index | None = None) -> Plan:
    """A page a part; appendix items are read one by one and get pages of their own.

    Args:
        found: parts of the language.
        manuscript: what they hold.
        index: the cross-standard index, for the ends of chapters.
    """
    pages = tuple(page for part in found for page in _pages(part))
    page_of = {section.id: page.name for page in pages for section in page.sections}
    table_at = {
        table.id: page_of[chapter.section.id]
        for chapter in manuscript.chapters
        if chapter.section.id in page_of
        for table in kpi_tables(chapter.blocks)
    }
    return Plan(pages, page_of, table_at, endings(found, manuscript, index or Index()))


def site_plans(project: Project, manuscripts: Iterable[Manuscript]) -> dict[str, Plan]:
    """The plan of each language."""
    theme = theme_of(project)
    return {m.language: make_plan(parts(project.outline, m, theme), m) for m in manuscripts}


def blocks_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks of a row, also those inside components and lists."""
    for block in blocks:
        yield block
        if isinstance(block, Component):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Items):
            for item in block.items:
                yield from blocks_of(item)


def kpi_tables(blocks: Sequence[Block]) -> Iterator[KpiTable]:
    """All KPI tables of a row of blocks."""
    return (block for block in blocks_of(blocks) if isinstance(block, KpiTable))


def _pages(part: Part) -> Iterator[Page]:
    below = tuple(child.section for child in part.children)
    head = part.section
    if head.level is not Level.APPENDIX:
        yield Page(page_name(head), part, head, part.chapter, part.children, below)
        return
    yield Page(page_name(head), part, head, part.chapter, (), below)
    for child in part.children:
        yield Page(page_name(child.section), part, child.section, child, (), ())
