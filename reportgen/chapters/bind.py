"""From chapter files to the manuscript of a language."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from reportgen.chapters import blocks, boxes
from reportgen.chapters.context import CannotBindError, Context
from reportgen.chapters.inline import BLOCK_NAMES, Page, call_name, footnotes_of, paragraph_runs, runs
from reportgen.chapters.markdown import COMPONENTS, surplus_cells, tree, tree_and_unused
from reportgen.chapters.notes import note_numbers
from reportgen.chapters.source import MARK_CLOSE, MARK_OPEN, Call, parse
from reportgen.locale import Printer
from reportgen.model.figures import Figures
from reportgen.model.manuscript import (
    Block,
    ChapterText,
    Component,
    Heading,
    Items,
    Manuscript,
    Paragraph,
    PlainTable,
    Run,
    Stat,
    Stats,
    Text,
)
from reportgen.model.outline import Section
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project

_ALONE = re.compile(f"^\\s*{MARK_OPEN}(\\d+){MARK_CLOSE}\\s*$")
_FENCE = re.compile(r"^ {0,3}(:::+)[ \t]*(\S*)")

_BLOCKS: dict[str, Callable[..., Block | Stat]] = {
    "stat": blocks.stat,
    "table": blocks.table,
    "chart": blocks.chart,
    "diagram": blocks.diagram,
    "levels": blocks.levels,
    "assured_list": blocks.assured_list,
    "index_table": blocks.index_table,
}

_TITLED = ("chart", "diagram")
"""Names whose title is a text in the chapter, which may hold typed numbers."""


def bind(project: Project, figures: Figures, language: str, only: Iterable[str] | None = None) -> Manuscript:
    """Bind all chapters of one language.

    Args:
        project: outline, metrics, tables, notes and charts.
        figures: the figures to print.
        language: e.g. ``zh-hant``; the chapters are in ``templates/<language>/``.
        only: ids of the sections to bind; all of them if ``None``.

    Raises:
        BrokenProjectError: Chapters are missing or wrong; all problems of all files at once.
    """
    printer = Printer(language)
    notes = note_numbers(project)
    wanted = None if only is None else set(only)
    problems: list[Problem] = []
    chapters: list[ChapterText] = []
    for section in project.outline.sections:
        if wanted is not None and section.id not in wanted:
            continue
        context = Context(project, figures, printer, section, notes, problems)
        chapter = bind_section(context)
        if chapter is not None:
            chapters.append(chapter)
    problems.extend(_strays(project, language))
    if problems:
        raise BrokenProjectError(problems)
    return Manuscript(language, tuple(chapters))


def bind_section(context: Context) -> ChapterText | None:
    """Bind one section; what is wrong goes to the context's problems."""
    section = context.section
    path = f"templates/{context.language}/{section.file}"
    template = _read(context.project.root, path, section, context.problems)
    if template is None:
        return None
    source = parse(path, template, context.problems)
    _check_fences(source.text, path, source.line, context.problems)
    root, unused = tree_and_unused(source.text)
    for label in unused:
        index = source.text.split(f"[^{label}]:")[0].count("\n")
        context.problems.append(
            Problem(f"the footnote {label!r} is never called", Place(path, source.line(index)), f"write [^{label}]")
        )
    walker = _Walker(context, Page(source, footnotes_of(root)))
    body = walker.blocks(root.children)
    return ChapterText(
        section=section,
        language=context.language,
        path=path,
        blocks=body,
        bindings=tuple(context.bindings),
        disclosures=tuple(dict.fromkeys(context.disclosures)),
    )


def _read(root: Path, path: str, section: Section, problems: list[Problem]) -> str | None:
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        problems.append(Problem("the chapter lies outside the project", Place(path), "put the file itself there"))
        return None
    if file.exists() and not file.is_file():
        problems.append(Problem("the chapter is not a file", Place(path), "put a text file there"))
        return None
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(
            Problem(
                f"the chapter of section {section.id!r} is missing",
                Place(path),
                "write it, or take the section out of data/outline.toml",
            )
        )
    except (UnicodeDecodeError, OSError) as error:
        problems.append(Problem(f"the chapter cannot be read ({error})", Place(path), "save it as UTF-8 text"))
    return None


def _strays(project: Project, language: str) -> list[Problem]:
    """Chapter files that no section of the outline claims would be lost in silence."""
    known = {section.file for section in project.outline.sections}
    folder = project.root / "templates" / language
    return [
        Problem(
            "no section of the outline has this number and id",
            Place(f"templates/{language}/{file.name}"),
            "add the section to data/outline.toml, or rename or delete the file",
        )
        for file in sorted(folder.glob("*.md"))
        if file.name not in known
    ]


def _check_fences(text: str, path: str, line: Callable[[int], int], problems: list[Problem]) -> None:
    opened: tuple[int, str] | None = None
    for index, content in enumerate(text.split("\n")):
        match = _FENCE.match(content)
        if match is None:
            continue
        name = match[2]
        place = Place(path, line(index))
        if match[1] != ":::":
            problems.append(Problem(f"{match[1]} has more than three colons", place, "write :::"))
        if name and name not in COMPONENTS:
            problems.append(Problem(f"there is no component {name!r}", place, f"use one of: {', '.join(COMPONENTS)}"))
        if name and opened is not None:
            problems.append(
                Problem(f"::: {name} begins inside ::: {opened[1]}", place, "close the first with ::: before it")
            )
        if not name and opened is None:
            problems.append(Problem("::: closes nothing", place, "delete it, or open a component above"))
        opened = (index, name) if name else None
    if opened is not None:
        problems.append(
            Problem(f"::: {opened[1]} is never closed", Place(path, line(opened[0])), "add a line with ::: after it")
        )


class _Walker:
    def __init__(self, context: Context, page: Page) -> None:
        self._context = context
        self._page = page
        self._headings = 0

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        found = (self._block(node) for node in nodes)
        return tuple(block for block in found if block is not None)

    def _line(self, node: SyntaxTreeNode) -> int:
        return self._page.source.line(node.map[0]) if node.map else 1

    def _block(self, node: SyntaxTreeNode) -> Block | None:
        if node.type.startswith("container_"):
            return self._component(node)
        match node.type:
            case "heading":
                return self._heading(node)
            case "paragraph":
                return self._paragraph(node)
            case "bullet_list" | "ordered_list":
                if (first := node.attrs.get("start", 1)) != 1:
                    self._problem(
                        node, f"a list begins with {first}", f"begin with 1, or write {first}\\. in a sentence"
                    )
                items = tuple(self.blocks(item.children) for item in node.children)
                return Items(node.type == "ordered_list", items, self._line(node))
            case "table":
                return self._table(node)
            case "footnote_block":
                return None
        self._problem(node, f"{node.type} is not used in chapters", "see docs/guide-writer.md")
        return None

    def _problem(self, node: SyntaxTreeNode, what: str, fix: str) -> None:
        self._context.problems.append(Problem(what, Place(self._page.source.path, self._line(node)), fix))

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        level = int(node.tag[1:])
        if level not in (2, 3):
            self._problem(
                node, f"a heading of level {level} stands in a chapter", "use ## or ###; the title is the outline's"
            )
        self._headings += 1
        anchor = f"h-{self._context.section.id}-{self._headings}"
        return Heading(level, runs(self._context, self._page, node), anchor, self._line(node))

    def _paragraph(self, node: SyntaxTreeNode) -> Block | None:
        call = self._alone(node)
        if call is not None and call.name in BLOCK_NAMES:
            block = self._called(call)
            if isinstance(block, Stat):
                self._problem(node, "stat(…) stands outside ::: stats", "put it between ::: stats and :::")
                return None
            return block
        return Paragraph(runs(self._context, self._page, node), self._line(node))

    def _alone(self, node: SyntaxTreeNode) -> Call | None:
        content = node.children[0].content if node.children else ""
        match = _ALONE.match(content)
        return self._page.source.calls[int(match[1])] if match else None

    def _called(self, call: Call) -> Block | Stat | None:
        prepared = call
        if call.name in _TITLED:
            kwargs = tuple((k, (Text(v),) if k == "title" and isinstance(v, str) else v) for k, v in call.kwargs)
            prepared = Call(call.name, call.args, kwargs, call.place)
            if any(k == "title" and not isinstance(v, tuple) for k, v in kwargs):
                what = f"{call.name}(…): title is not a text in quotes"
                self._context.problems.append(Problem(what, call.place, 'write title="…"'))
                return None
        try:
            return call_name(self._context, _BLOCKS[call.name], prepared)  # type: ignore[return-value]
        except CannotBindError as error:
            self._context.problems.append(Problem(error.what, call.place, error.fix))
            return None

    def _component(self, node: SyntaxTreeNode) -> Block | None:
        name = node.type.removeprefix("container_")
        place = Place(self._page.source.path, self._line(node))
        if name == "stats":
            return self._stats(node)
        if name == "related":
            return boxes.related(self._context, self.blocks(node.children), place)
        if name == "quote" and (image := boxes.portrait(node)):
            inner, shown = self.blocks(node.children[1:]), boxes.picture(self._context, image, place)
            return Component(name, self._title(node, name), inner, self._line(node), shown)
        return Component(name, self._title(node, name), self.blocks(node.children), self._line(node))

    def _title(self, node: SyntaxTreeNode, name: str) -> tuple[Run, ...]:
        text = node.info.strip().removeprefix(name).strip()
        if not text:
            return ()
        root = tree(text)
        page = Page(self._page.source, footnotes_of(root), self._line(node))
        return tuple(paragraph_runs(self._context, page, root.children))

    def _stats(self, node: SyntaxTreeNode) -> Block | None:
        cards: list[Stat] = []
        for child in node.children:
            for call in self._stat_calls(child):
                card = self._called(call)
                if isinstance(card, Stat):
                    cards.append(card)
        if not 2 <= len(cards) <= 4:
            self._problem(node, f"::: stats holds {len(cards)} cards", "put two to four stat(…) in it")
        return Stats(tuple(cards), self._line(node))

    def _stat_calls(self, node: SyntaxTreeNode) -> list[Call]:
        content = node.children[0].content if node.children else ""
        calls = [self._page.source.calls[int(n)] for n in re.findall(f"{MARK_OPEN}(\\d+){MARK_CLOSE}", content)]
        rest = re.sub(f"{MARK_OPEN}\\d+{MARK_CLOSE}", "", content).strip()
        if rest or any(call.name != "stat" for call in calls):
            self._problem(node, "::: stats holds something other than stat(…)", "move it out of the band")
        return [call for call in calls if call.name == "stat"]

    def _table(self, node: SyntaxTreeNode) -> PlainTable:
        head: tuple[tuple[Run, ...], ...] = ()
        rows: list[tuple[tuple[Run, ...], ...]] = []
        for part in node.children:
            for row in part.children:
                text = self._page.source.text.split("\n")[row.map[0]] if row.map else ""
                if surplus_cells(text, len(row.children)):
                    self._problem(row, "a row has more cells than the table's head", "write | inside a cell as \\|")
                cells = tuple(runs(self._context, self._page, cell) for cell in row.children)
                if part.type == "thead":
                    head = cells
                else:
                    rows.append(cells)
        if rows and boxes.joins_nothing(rows[0]):
            self._problem(node, f"{boxes.JOINED} stands in the first row", "write what the joined cells say there")
        return PlainTable(head, tuple(rows), self._line(node), boxes.joined(rows))


def rebind(project: Project, figures: Figures, manuscript: Manuscript, changed: Iterable[str]) -> Manuscript:
    """A manuscript with its changed chapters bound anew and the others as they were.

    Args:
        project: as for :func:`bind`.
        figures: as for :func:`bind`.
        manuscript: the language's manuscript before the change.
        changed: paths of chapter files inside the project, in any language.

    Raises:
        BrokenProjectError: Changed chapters are missing or wrong.
    """
    paths = set(changed)
    ids = {chapter.section.id for chapter in manuscript.chapters if chapter.path in paths}
    if not ids:
        return manuscript
    anew = {c.section.id: c for c in bind(project, figures, manuscript.language, ids).chapters}
    return Manuscript(manuscript.language, tuple(anew.get(c.section.id, c) for c in manuscript.chapters))
