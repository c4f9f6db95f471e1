"""What stands in components beside plain blocks: joined cells, portraits, lines of references."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from reportgen.chapters.context import Context
from reportgen.model.manuscript import Block, Component, Paragraph, Picture, Run, SectionRef, Text
from reportgen.model.place import Place
from reportgen.model.problem import Problem

JOINED = "^^"
"""Typed in a table's cell: it is one with the cell above it."""

KINDS = (".jpeg", ".jpg", ".png", ".svg", ".webp")
"""Pictures that print and web can show."""

Cells = tuple[tuple[Run, ...], ...]


def joined(rows: Sequence[Cells]) -> tuple[tuple[int, ...], ...]:
    """Over how many rows each cell reaches, 0 for a joined one; empty where no cell is joined."""
    spans = [[1] * len(row) for row in rows]
    found = False
    for number in range(len(rows) - 1, -1, -1):
        for column, cell in enumerate(rows[number]):
            if number and cell == (Text(JOINED),):
                spans[number - 1][column] += spans[number][column]
                spans[number][column] = 0
                found = True
    return tuple(map(tuple, spans)) if found else ()


def joins_nothing(row: Cells) -> bool:
    """Whether a cell of a table's first row asks to be joined to the one above it."""
    return (Text(JOINED),) in row


def portrait(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """The picture that stands alone in the first paragraph of a component, if one does."""
    first = node.children[0] if node.children else None
    if first is None or first.type != "paragraph" or not first.children:
        return None
    inside = first.children[0].children
    return inside[0] if len(inside) == 1 and inside[0].type == "image" else None


def picture(context: Context, image: SyntaxTreeNode, place: Place) -> Picture | None:
    """The picture of an image node; what is wrong with it goes to the context's problems."""
    folder = (context.project.root / "templates").resolve()
    path = str(image.attrs.get("src", ""))
    file = (folder / path).resolve()
    what, fix = "", ""
    if not image.content.strip():
        what, fix = "a picture has no words for those who can't see it", "write them: ![Portrait of …](images/a.jpg)"
    elif not file.is_relative_to(folder) or not file.is_file():
        what, fix = f"there is no picture {path!r} below templates/", "put the file there and write its path from there"
    elif file.suffix.lower() not in KINDS:
        what, fix = f"{path!r} is no picture that can be shown", f"save it as one of: {', '.join(KINDS)}"
    if what:
        context.problems.append(Problem(what, place, fix))
        return None
    return Picture(path, image.content.strip(), hashlib.sha256(file.read_bytes()).hexdigest())


def related(context: Context, blocks: Iterable[Block], place: Place) -> Component:
    """A line of references from the paragraphs of a component, which hold ``ref`` and nothing else."""
    refs = tuple(_references(context, blocks, place))
    if not refs:
        context.problems.append(Problem("::: related names no section", place, 'write {{ ref("climate") }} in it'))
    return Component("related", (), (Paragraph(refs, place.line or 1),), place.line or 1)


def _references(context: Context, blocks: Iterable[Block], place: Place) -> Iterator[SectionRef]:
    for block in blocks:
        runs = block.runs if isinstance(block, Paragraph) else ()
        yield from (replace(run, form="line") for run in runs if isinstance(run, SectionRef))
        rest = [run for run in runs if not isinstance(run, SectionRef)]
        if not isinstance(block, Paragraph) or any(not isinstance(run, Text) or run.text.strip() for run in rest):
            context.problems.append(
                Problem("::: related holds something other than ref(…)", place, "move it out of the line")
            )
