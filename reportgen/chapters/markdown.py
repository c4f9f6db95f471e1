"""Markdown as a tree: CommonMark with tables, footnotes in place and the components."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

COMPONENTS = ("lead", "stats", "case", "side", "quote", "steps", "cards", "timeline", "columns", "levels", "specimen")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").use(footnote_plugin)
    parser.disable(["image", "html_block", "html_inline", "code"])
    for name in COMPONENTS:
        parser.use(container_plugin, name=name)
    return parser


def tree(text: str) -> SyntaxTreeNode:
    """Parse Markdown into a tree of blocks and inline nodes."""
    return SyntaxTreeNode(_parser().parse(text))
