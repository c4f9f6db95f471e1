"""The words of a report in plain text, block by block: what two editions of it are compared by.

A reference to a section is worded as on the site, without its page: pages move whenever anything before them does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.locale import Printer
from reportgen.model.elements import disclosure_id, section_id
from reportgen.model.manuscript import (
    Anchor,
    AssuredList,
    Block,
    Bound,
    ChapterText,
    Chart,
    Component,
    Diagram,
    Footnote,
    Heading,
    Items,
    KpiRow,
    KpiTable,
    LevelTable,
    LineBreak,
    Manuscript,
    NoteRef,
    Paragraph,
    PlainTable,
    Run,
    SectionRef,
    Stat,
    Stats,
    Text,
)
from reportgen.model.outline import Outline
from reportgen.render.blocks import WEB, BlockRenderer, is_numbered, note_id, table_id

BETWEEN = " | "
"""Stands between the cells of a table's row."""


@dataclass(frozen=True, slots=True)
class PlainBlock:
    """A piece of a section that is read in one go.

    Attributes:
        kind: heading, paragraph, item, title, head, row, card, label, caption, note or footnote.
        text: the words as printed.
        ids: of the elements in it, by which the layout tells its page.
        page: on which it begins; ``None`` where that isn't known for certain.
        note: id of the note that it is.
    """

    kind: str
    text: str
    ids: tuple[str, ...] = ()
    page: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlainSection:
    """A section's title as printed, the page on which it begins, and its blocks."""

    language: str
    id: str
    title: str
    page: int | None
    blocks: tuple[PlainBlock, ...]


def plain_sections(
    manuscript: Manuscript, outline: Outline, pages: Mapping[str, int], printer: Printer
) -> tuple[PlainSection, ...]:
    """All sections of a language in plain words.

    Args:
        manuscript: of the language.
        outline: titles of the sections that it refers to.
        pages: page of each element, by its id, as laid out; empty before that.
        printer: of the language.
    """
    reader = _Reader(BlockRenderer(outline, printer, {}, medium=WEB))
    sections = []
    for chapter in manuscript.chapters:
        section = chapter.section
        title = section.title[manuscript.language]
        sections.append(
            PlainSection(
                manuscript.language,
                section.id,
                f"{section.number} {title}" if is_numbered(section) else title,
                pages.get(section_id(section.id)),
                tuple(block for block in reader.section(chapter) if block.text),
            )
        )
    return tuple(_with_pages(sections, pages))


class _Reader:
    def __init__(self, renderer: BlockRenderer) -> None:
        self._renderer = renderer
        self._section = ""
        self._seen: dict[str, int] = {}

    def section(self, chapter: ChapterText) -> Iterator[PlainBlock]:
        self._section, self._seen = chapter.section.id, {}
        self._renderer.begin(chapter.section.id)
        yield from self._blocks(chapter.blocks)

    def _blocks(self, blocks: Iterable[Block], kind: str = "paragraph") -> Iterator[PlainBlock]:
        for block in blocks:
            yield from self._block(block, kind)

    def _block(self, block: Block, kind: str) -> Iterator[PlainBlock]:
        match block:
            case Heading():
                yield from self._line("heading", block.runs, self._renderer.heading_id(block.anchor))
            case Paragraph():
                yield from self._line(kind, block.runs)
            case Items():
                for item in block.items:
                    yield from self._blocks(item, "item")
            case Component():
                yield from self._line("title", block.title)
                yield from self._blocks(block.blocks)
            case PlainTable():
                yield from self._row("head", block.head)
                for cells in block.rows:
                    yield from self._row("row", cells)
            case _:
                yield from self._display(block)

    def _display(self, block: Block) -> Iterator[PlainBlock]:
        """What is set apart from the running text."""
        match block:
            case Stats():
                yield from map(_card, block.cards)
            case KpiTable():
                yield from self._table(block)
            case Chart():
                yield from self._line("title", block.title, f"c-{block.id}")
                yield from (PlainBlock("caption", text) for text in (block.measure, block.source))
            case Diagram():
                yield from self._line("title", block.title, f"g-{block.id}")
                yield from (PlainBlock("caption", text) for text in (block.measure, block.source))
                yield from (PlainBlock("label", text) for text, _ in block.words)
            case LevelTable():
                yield from (PlainBlock("label", text) for text, _ in block.words)
            case AssuredList():
                yield PlainBlock("head", BETWEEN.join(block.years))
                yield from map(_kpi_row, block.rows)

    def _line(self, kind: str, runs: Sequence[Run], *ids: str) -> Iterator[PlainBlock]:
        yield PlainBlock(kind, self._words(runs), (*ids, *self._ids(runs)))
        for run in runs:
            if isinstance(run, Footnote):
                yield PlainBlock("footnote", self._words(run.runs), self._ids(run.runs))

    def _row(self, kind: str, cells: Sequence[Sequence[Run]]) -> Iterator[PlainBlock]:
        runs = [run for cell in cells for run in cell]
        yield PlainBlock(kind, BETWEEN.join(self._words(cell) for cell in cells).strip(BETWEEN), self._ids(runs))
        for run in runs:
            if isinstance(run, Footnote):
                yield PlainBlock("footnote", self._words(run.runs), self._ids(run.runs))

    def _table(self, table: KpiTable) -> Iterator[PlainBlock]:
        yield PlainBlock("title", table.title, (table_id(table.id),))
        yield PlainBlock("head", BETWEEN.join(table.years))
        for group in table.groups:
            yield PlainBlock("label", group.label or "")
            yield from map(_kpi_row, group.rows)
        for note in table.notes:
            yield PlainBlock("note", self._words(note.runs), (note_id(table.id, note.number),), note=note.id)

    def _ids(self, runs: Iterable[Run]) -> tuple[str, ...]:
        found = []
        for run in runs:
            match run:
                case Bound():
                    found.append(run.binding)
                case Anchor():
                    self._seen[run.disclosure] = self._seen.get(run.disclosure, 0) + 1
                    found.append(disclosure_id(self._section, run.disclosure, self._seen[run.disclosure]))
        return tuple(found)

    def _words(self, runs: Iterable[Run]) -> str:
        parts = []
        for run in runs:
            match run:
                case Text() | Bound() | NoteRef():
                    parts.append(run.text)
                case SectionRef():
                    parts.append(self._renderer.reference_text(run))
                case LineBreak():
                    parts.append(" ")
        return " ".join("".join(parts).split())


def _card(card: Stat) -> PlainBlock:
    bound = [card.figure, *([card.change] if card.change else [])]
    text = f"{card.label}: {' '.join(filter(None, [card.figure.text, card.unit]))}"
    text += f" ({card.change.text})" if card.change else ""
    return PlainBlock("card", text, tuple(one.binding for one in bound))


def _kpi_row(row: KpiRow) -> PlainBlock:
    cells = (row.label, row.unit, *(cell.figure.text for cell in row.cells))
    return PlainBlock("row", BETWEEN.join(cells), tuple(cell.figure.binding for cell in row.cells))


def _with_pages(sections: Sequence[PlainSection], pages: Mapping[str, int]) -> Iterator[PlainSection]:
    """Each block with its page: that of an element in it, or the one on which those around it both stand."""
    told = [
        page
        for section in sections
        for page in (section.page, *(min(_known(block, pages), default=None) for block in section.blocks))
    ]
    after: list[int | None] = [None] * len(told)
    following: int | None = None
    for at in range(len(told) - 1, -1, -1):
        after[at] = following
        following = told[at] or following
    before: int | None = None
    at = 0
    for section in sections:
        before = told[at] or before
        blocks = []
        for offset, block in enumerate(section.blocks, start=1):
            page = told[at + offset]
            before = page or before
            blocks.append(replace(block, page=page or (before if before == after[at + offset] else None)))
        at += 1 + len(section.blocks)
        yield replace(section, blocks=tuple(blocks))


def _known(block: PlainBlock, pages: Mapping[str, int]) -> Iterator[int]:
    return (pages[id] for id in block.ids if id in pages)
