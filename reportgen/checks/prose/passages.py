"""Passages: the smallest units of text that a reader meets in one piece, with what is bound in them.

A manuscript's section is turned into a tree of nodes, in which the two languages are laid side by side; the nodes that
hold words are passages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportgen.model.manuscript import (
    Anchor,
    Block,
    Bound,
    ChapterText,
    Chart,
    Component,
    Diagram,
    Footnote,
    Heading,
    Items,
    KpiTable,
    LevelTable,
    LineBreak,
    NoteRef,
    Paragraph,
    PlainTable,
    Run,
    SectionRef,
    Stats,
    Text,
)
from reportgen.model.place import Place

HOLE = "\ufffc"
"""Stands in a passage's text for what is printed later, such as the title of a section that is referred to."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A run in a passage's text, from ``start`` to ``end``."""

    start: int
    end: int
    run: Run


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, item, cell, label, title, note or footnote.

    Attributes:
        kind: which of these it is.
        language, section: where it stands; the section is empty for words of data files.
        text: as printed, with :data:`HOLE` for each reference to a section.
        spots: the runs with their place in the text; footnotes and anchors are at their place and of no length.
        at: file and line.
    """

    kind: str
    language: str
    section: str
    text: str
    spots: tuple[Spot, ...]
    at: Place

    @cached_property
    def bound(self) -> tuple[Spot, ...]:
        """The printed figures."""
        return tuple(s for s in self.spots if isinstance(s.run, Bound))

    @cached_property
    def typed(self) -> str:
        """The text with holes of the same length in place of figures and notes: only what a writer typed."""
        return "".join(
            s.run.text if isinstance(s.run, Text | LineBreak) and not isinstance(s.run, LineBreak) else _hole(s)
            for s in self.spots
        )

    @property
    def anchors(self) -> tuple[str, ...]:
        """The disclosures that it says it answers."""
        return tuple(s.run.disclosure for s in self.spots if isinstance(s.run, Anchor))

    @property
    def references(self) -> tuple[str, ...]:
        """The sections and notes that it refers to."""
        told = []
        for spot in self.spots:
            if isinstance(spot.run, SectionRef):
                told.append(f"section {spot.run.section}")
            elif isinstance(spot.run, NoteRef):
                told.append(f"note {spot.run.note}")
        return tuple(told)

    def around(self, start: int, end: int, width: int = 24) -> str:
        """The words around a place, for a message."""
        low, high = max(0, start - width), min(len(self.text), end + width)
        words = self.text[low:high].replace(HOLE, "…").replace("\n", " ")
        return f"{'…' if low else ''}{words}{'…' if high < len(self.text) else ''}"


def _hole(spot: Spot) -> str:
    return "\n" if isinstance(spot.run, LineBreak) else HOLE * (spot.end - spot.start)


@dataclass(frozen=True, slots=True)
class Node:
    """A block, a part of a block, or a passage, in the order of reading.

    ``kind`` is what it is in words; two nodes can be translations of each other only if they are of one kind.
    """

    kind: str
    at: Place
    passage: Passage | None = None
    below: "tuple[Node, ...]" = ()

    def walk(self) -> "Iterator[Node]":
        """This node and all below it."""
        yield self
        for node in self.below:
            yield from node.walk()


def passage(kind: str, language: str, section: str, runs: Iterable[Run], at: Place) -> Passage:
    """A passage of runs."""
    text = ""
    spots = []
    for run in runs:
        match run:
            case Text(text=words) | Bound(text=words) | NoteRef(text=words):
                piece = words
            case SectionRef():
                piece = HOLE
            case LineBreak():
                piece = "\n"
            case _:
                piece = ""
        spots.append(Spot(len(text), len(text) + len(piece), run))
        text += piece
    return Passage(kind, language, section, text, tuple(spots), at)


def tree(chapter: ChapterText) -> tuple[Node, ...]:
    """The nodes of a section."""
    return _Grower(chapter.language, chapter.section.id, chapter.path).blocks(chapter.blocks)


class _Grower:
    def __init__(self, language: str, section: str, path: str) -> None:
        self._language = language
        self._section = section
        self._path = path

    def blocks(self, blocks: Sequence[Block]) -> tuple[Node, ...]:
        return tuple(self._block(block) for block in blocks)

    def _words(self, kind: str, runs: Sequence[Run], at: Place) -> Node:
        own = passage(kind, self._language, self._section, runs, at)
        footnotes = tuple(self._words("footnote", run.runs, at) for run in runs if isinstance(run, Footnote))
        return Node(kind, at, own, footnotes)

    def _block(self, block: Block) -> Node:
        at = Place(self._path, block.line)
        match block:
            case Heading():
                return self._words(f"heading of level {block.level}", block.runs, at)
            case Paragraph():
                return self._words("paragraph", block.runs, at)
            case Items():
                items = tuple(Node("item", self._at(item, at), None, self.blocks(item)) for item in block.items)
                return Node("numbered list" if block.ordered else "list", at, None, items)
            case PlainTable():
                rows = tuple(
                    Node("row", at, None, tuple(self._words("cell", cell, at) for cell in cells))
                    for cells in (block.head, *block.rows)
                )
                return Node("table", at, None, rows)
            case Component():
                title = (self._words("title", block.title, at),) if block.title else ()
                picture = (self._words("label", (Text(block.picture.alt),), at),) if block.picture else ()
                return Node(f"box “{block.name}”", at, None, (*title, *picture, *self.blocks(block.blocks)))
            case Stats():
                cards = tuple(self._words("label", (Text(c.label),), Place(self._path, c.line)) for c in block.cards)
                return Node("band of cards", at, None, cards)
            case Chart():
                return Node(f"chart {block.id}", at, None, (self._words("chart title", block.title, at),))
            case KpiTable():
                notes = tuple(self._words("note", note.runs, note.at or at) for note in block.notes)
                return Node(f"KPI table {block.id}", at, None, notes)
            case Diagram():
                title = (self._words("diagram title", block.title, at),) if block.title else ()
                return Node(f"diagram {block.id}", at, None, (*title, *self._labels(block.words, at)))
            case LevelTable():
                return Node(f"level table {block.id}", at, None, self._labels(block.words, at))
            case _:
                return Node(type(block).__name__, at)

    def _labels(self, words: Sequence[tuple[str, Place | None]], otherwise: Place) -> tuple[Node, ...]:
        return tuple(self._words("label", (Text(text),), place or otherwise) for text, place in words)

    def _at(self, item: Sequence[Block], otherwise: Place) -> Place:
        return Place(self._path, item[0].line) if item else otherwise
