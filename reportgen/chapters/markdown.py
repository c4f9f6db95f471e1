"""Markdown as a tree: CommonMark with tables, footnotes in place and the components."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

COMPONENTS = (
    "lead",
    "stats",
    "case",
    "side",
    "quote",
    "steps",
    "cards",
    "timeline",
    "columns",
    "levels",
    "related",
    "specimen",
)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(footnote_plugin)
    parser.disable(["html_block", "html_inline", "code", "reference"])
    for name in COMPONENTS:
        parser.use(container_plugin, name=name)
    return parser


def tree(text: str) -> SyntaxTreeNode:
    """Parse Markdown into a tree of blocks and inline nodes."""
    return SyntaxTreeNode(_parser().parse(text))


def tree_and_unused(text: str) -> tuple[SyntaxTreeNode, tuple[str, ...]]:
    """Parse Markdown, and name the footnotes that are defined but never called, which the tree has lost."""
    found: dict[str, Any] = {}
    root = SyntaxTreeNode(_parser().parse(text, found))
    calls = found.get("footnotes", {}).get("refs", {})
    return root, tuple(label.removeprefix(":") for label, id in calls.items() if id < 0)


def surplus_cells(line: str, columns: int) -> bool:
    """Whether a row of a table has more cells than the table has columns; Markdown drops them in silence."""
    cells = escapedSplit(line.strip())
    return len(cells) - (cells[:1] == [""]) - (cells[-1:] == [""]) > columns
