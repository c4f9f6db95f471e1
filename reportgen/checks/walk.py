"""Ways through a manuscript that several families of checks take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.model.manuscript import (
    AssuredList,
    Binding,
    Block,
    ChapterText,
    Chart,
    Component,
    Footnote,
    Heading,
    Items,
    KpiTable,
    Manuscript,
    Paragraph,
    PlainTable,
    Run,
)
from reportgen.model.place import Place


@dataclass(frozen=True, slots=True)
class Line:
    """Runs that are read in one go, with the block they stand in."""

    runs: tuple[Run, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Carrier:
    """What note marks hang on in a KPI table: the title, a group's label, a row's label or one value.

    ``on`` is what data/notes.toml calls it; ``shown`` what a reader sees there.
    """

    on: str
    shown: str
    marks: tuple[int, ...]


def blocks_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks in the order of reading, also those inside boxes and lists."""
    for block in blocks:
        yield block
        if isinstance(block, Component):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Items):
            for item in block.items:
                yield from blocks_of(item)


def tables_of(manuscript: Manuscript) -> Iterator[tuple[ChapterText, KpiTable]]:
    """The KPI tables of a language, each with its section."""
    for chapter in manuscript.chapters:
        for block in blocks_of(chapter.blocks):
            if isinstance(block, KpiTable):
                yield chapter, block


def charts_of(manuscript: Manuscript) -> Iterator[tuple[ChapterText, Chart]]:
    """The charts of a language, each with its section."""
    for chapter in manuscript.chapters:
        for block in blocks_of(chapter.blocks):
            if isinstance(block, Chart):
                yield chapter, block


def lists_of(manuscript: Manuscript) -> Iterator[tuple[ChapterText, AssuredList]]:
    """The lists of selected information of a language, each with its section."""
    for chapter in manuscript.chapters:
        for block in blocks_of(chapter.blocks):
            if isinstance(block, AssuredList):
                yield chapter, block


def lines_of(chapter: ChapterText) -> Iterator[Line]:
    """The lines of a section in the order of reading; notes under KPI tables are none of them."""
    for block in blocks_of(chapter.blocks):
        at = Place(chapter.path, block.line)
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield Line(runs, at)
            case Component(title=runs) | Chart(title=runs):
                yield Line(runs, at)
            case PlainTable(head=head, rows=rows):
                yield from (Line(cell, at) for cells in (head, *rows) for cell in cells)


def footnotes_of(chapter: ChapterText) -> Iterator[tuple[Footnote, Line]]:
    """The footnotes of a section in the order of reading, each with the line that calls it."""
    for line in lines_of(chapter):
        for run in line.runs:
            if isinstance(run, Footnote):
                yield run, line


def bindings_of(manuscript: Manuscript) -> Mapping[str, Binding]:
    """The bindings of a language by id."""
    return {binding.id: binding for binding in manuscript.bindings}


def carriers_of(table: KpiTable, bindings: Mapping[str, Binding]) -> Iterator[Carrier]:
    """What marks can hang on in a table, in the order in which a reader meets it."""
    yield Carrier("table", table.title, table.marks)
    for group in table.groups:
        yield Carrier(f"group:{group.id}", group.label or "", group.marks)
        for row in group.rows:
            yield Carrier(row.metric, row.label, row.marks)
            for cell in row.cells:
                period = bindings[cell.figure.binding].period
                yield Carrier(f"{row.metric}@{period}", f"{row.label} {period}", cell.marks)


def text_of(runs: Sequence[Run]) -> str:
    """The words of some runs as printed, without footnotes and titles that are filled in later."""
    return "".join(getattr(run, "text", "") for run in runs)


def table_at(chapter: ChapterText, table: KpiTable) -> Place:
    """Where a section prints a table."""
    return Place(chapter.path, table.line)
