"""What stands inside a line: text, figures, references, footnotes."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import get_args, get_origin
from urllib.parse import quote

from markdown_it.tree import SyntaxTreeNode

from reportgen.chapters import names
from reportgen.chapters.context import CannotBindError, Context
from reportgen.chapters.markdown import tree
from reportgen.chapters.source import MARK_CLOSE, MARK_OPEN, Call, Source, parse
from reportgen.model.manuscript import Bound, Footnote, LineBreak, Run, Text
from reportgen.model.place import Place
from reportgen.model.problem import Problem, ReportgenError
from reportgen.model.words import is_chinese

_MARK = re.compile(f"{MARK_OPEN}(\\d+){MARK_CLOSE}")

_STRAY = re.compile(r"\*\*|\[\^[^\]]*\]")

_ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)

_REFUSED_LINK = re.compile(r"\]\(\s*<?\s*[A-Za-z][A-Za-z0-9+.-]*:")
"""A link that Markdown did not take for one, because its scheme could run a program or read a file."""

_TYPE_WORDS = {str: "a text in quotes", int: "a whole number", bool: "True or False", NoneType: "None"}

_INLINE: dict[str, Callable[..., Run]] = {
    function.__name__: function
    for function in (
        names.kpi,
        names.delta,
        names.share,
        names.span,
        names.year,
        names.date,
        names.name,
        names.ref,
        names.note,
        names.disclosure,
    )
}

BLOCK_NAMES = ("stat", "table", "chart", "diagram", "levels", "assured_list", "index_table")


@dataclass(frozen=True, slots=True)
class Page:
    """The text being walked: its calls, its footnotes, and the line where it stands if it was taken out of its text."""

    source: Source
    footnotes: dict[int, SyntaxTreeNode]
    line: int | None = None

    def place(self, node: SyntaxTreeNode) -> Place:
        """Where a node stands."""
        if self.line is not None:
            return Place(self.source.path, self.line)
        return Place(self.source.path, self.source.line(node.map[0]) if node.map else None)


def call_name(context: Context, function: Callable[..., object], call: Call) -> object:
    """Call one of the names; a wrong argument is told with the name's signature.

    Raises:
        CannotBindError: The arguments don't fit, or what is asked for isn't there.
    """
    signature = inspect.signature(function)
    shown = ", ".join(str(p).split(":")[0] for p in list(signature.parameters.values())[2:])
    try:
        bound = signature.bind(context, call.place, *call.args, **dict(call.kwargs))
    except TypeError as error:
        raise CannotBindError(f"{call.name}(…): {error}", f"write {call.name}({shown})") from None
    for key, value in bound.arguments.items():
        hint = signature.parameters[key].annotation
        expected = get_args(hint) if get_origin(hint) is UnionType else (hint,)
        if type(value) not in expected and set(expected) <= {str, int, bool, NoneType}:
            wanted = " or ".join(_TYPE_WORDS[kind] for kind in expected)
            raise CannotBindError(f"{call.name}(…): {key}={value!r} is not {wanted}", f"write {call.name}({shown})")
    try:
        return function(*bound.args, **bound.kwargs)
    except ReportgenError as error:
        first = error.problems[0]
        raise CannotBindError(first.what, first.fix) from None


def inline_runs(context: Context, template: str, path: str, line: int) -> tuple[Run, ...]:
    """Bind a text of one paragraph, such as a note."""
    source = parse(path, template, context.problems, line)
    root = tree(source.text)
    page = Page(source, footnotes_of(root))
    return tuple(paragraph_runs(context, page, root.children))


def paragraph_runs(context: Context, page: Page, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Run]:
    """The runs of a text that may hold paragraphs only; anything else is told, so that no word is lost."""
    for node in nodes:
        if node.type == "paragraph":
            yield from runs(context, page, node)
        elif node.type not in ("footnote_block", "footnote_anchor"):
            problem = f"{node.type} cannot stand here"
            context.problems.append(Problem(problem, page.place(node), "write plain sentences"))


def footnotes_of(root: SyntaxTreeNode) -> dict[int, SyntaxTreeNode]:
    """The footnotes' contents by the id that their markers carry."""
    return {
        note.meta["id"]: note
        for block in root.children
        if block.type == "footnote_block"
        for note in block.children
        if note.type == "footnote"
    }


def runs(context: Context, page: Page, node: SyntaxTreeNode) -> tuple[Run, ...]:
    """The runs of a paragraph, heading or table cell."""
    found: list[Run] = []
    for child in node.children:
        here = replace(page, line=page.place(child).line)
        for inner in child.children if child.type == "inline" else [child]:
            found.extend(_run(context, here, inner))
    return tuple(_joined(found))


def _run(
    context: Context,
    page: Page,
    node: SyntaxTreeNode,
    strong: bool = False,
    emphasis: bool = False,
    link: str | None = None,
) -> Iterator[Run]:
    match node.type:
        case "text" | "code_inline":
            _check_markup(context, page, node)
            yield from _text(context, page, node.content, strong, emphasis, link)
        case "softbreak":
            if not is_chinese(context.language):
                yield Text(" ", strong, emphasis, link)
        case "hardbreak":
            yield LineBreak()
        case "footnote_ref":
            context.footnotes += 1
            number = context.footnotes
            content = page.footnotes[node.meta["id"]]
            yield Footnote(number, tuple(paragraph_runs(context, page, content.children)))
        case "strong" | "em" | "link":
            target = str(node.attrs.get("href", "")) if node.type == "link" else link
            if node.type == "link" and not _ADDRESS.match(target or ""):
                context.problems.append(
                    Problem(
                        f"a link leads to {target!r}",
                        page.place(node),
                        'write an address that begins with https:// or mailto:, or {{ ref("section") }}',
                    )
                )
            if quote(MARK_OPEN) in (target or ""):
                context.problems.append(
                    Problem("a name is called in a link's address", page.place(node), "write the address out")
                )
            for child in node.children:
                yield from _run(
                    context, page, child, strong or node.type == "strong", emphasis or node.type == "em", target
                )
        case "footnote_anchor":
            return
        case _:
            problem = f"{node.type} cannot stand inside a line"
            context.problems.append(Problem(problem, page.place(node), "see docs/guide-writer.md"))


def _check_markup(context: Context, page: Page, node: SyntaxTreeNode) -> None:
    """Stars, footnote calls and links that Markdown did not take for markup would be printed as they stand."""
    if node.type == "text" and (match := _REFUSED_LINK.search(node.content)):
        context.problems.append(
            Problem(
                f"the link “{match[0]}…” would be printed as it stands",
                page.place(node),
                "write an address that begins with https:// or mailto:",
            )
        )
    if node.type == "text" and (match := _STRAY.search(node.content)):
        context.problems.append(
            Problem(
                f"{match[0]!r} would be printed as it stands",
                page.place(node),
                "put a space outside the stars, next to the punctuation"
                if match[0] == "**"
                else "define the footnote, or write it in place: ^[…]",
            )
        )


def _text(context: Context, page: Page, content: str, strong: bool, emphasis: bool, link: str | None) -> Iterator[Run]:
    position = 0
    for match in _MARK.finditer(content):
        if content[position : match.start()]:
            yield Text(content[position : match.start()], strong, emphasis, link)
        position = match.end()
        run = _called(context, page.source.calls[int(match[1])])
        if isinstance(run, Bound):
            run = Bound(run.binding, run.text, strong)
        elif isinstance(run, Text):
            run = Text(run.text, strong, emphasis, link)
        if run is not None:
            yield run
    if content[position:]:
        yield Text(content[position:], strong, emphasis, link)


def _called(context: Context, call: Call) -> Run | None:
    try:
        if call.name in BLOCK_NAMES:
            raise CannotBindError(
                f"{call.name}(…) stands inside a sentence",
                "put it on a line of its own, with an empty line before and after it"
                if call.name != "stat"
                else "put it on a line of its own inside ::: stats",
            )
        if call.name not in _INLINE:
            known = [*_INLINE, *BLOCK_NAMES]
            near = get_close_matches(call.name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise CannotBindError(f"there is no name {call.name!r}{hint}", f"use one of: {', '.join(known)}")
        return call_name(context, _INLINE[call.name], call)  # type: ignore[return-value]
    except CannotBindError as error:
        context.problems.append(Problem(error.what, call.place, error.fix))
        return None


def _joined(found: list[Run]) -> Iterator[Run]:
    """Neighbouring pieces of plain text as one run, so that spacing and checks see whole sentences."""
    last: Text | None = None
    for run in found:
        if isinstance(run, Text):
            if last is not None and (last.strong, last.emphasis, last.link) == (run.strong, run.emphasis, run.link):
                last = Text(last.text + run.text, run.strong, run.emphasis, run.link)
            else:
                if last is not None:
                    yield last
                last = run
            continue
        if last is not None:
            yield last
            last = None
        yield run
    if last is not None:
        yield last
