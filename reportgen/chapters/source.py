"""A chapter's source: which text it holds, which names it calls, and on which lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen.model.place import Place
from reportgen.model.problem import Problem

_ENVIRONMENT = Environment(keep_trailing_newline=True, autoescape=False)

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Around the number of a call in the Markdown text; from Unicode's private use area, so never typed by a writer."""


@dataclass(frozen=True, slots=True)
class Call:
    """A name called in a chapter, e.g. ``kpi("ghg.total", year=-1)``."""

    name: str
    args: tuple[Any, ...]
    kwargs: tuple[tuple[str, Any], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """Markdown text with a mark for each call, the calls, and the source line of each line of the text."""

    path: str
    text: str
    calls: tuple[Call, ...]
    lines: tuple[int, ...]

    def line(self, index: int) -> int:
        """The line in the file that line ``index`` (from 0) of the text comes from."""
        return self.lines[min(index, len(self.lines) - 1)] if self.lines else 1


def parse(path: str, template: str, problems: list[Problem], first_line: int = 1) -> Source:
    """Read a chapter or a note.

    Args:
        path: the file, for messages.
        template: its text.
        problems: collects what is not allowed: statements, filters, attributes, computed arguments.
        first_line: line of the file on which the text begins.
    """
    for mark in (MARK_OPEN, MARK_CLOSE):
        if mark in template:
            problems.append(
                Problem(f"the text holds the private character U+{ord(mark):04X}", Place(path), "delete it")
            )
            template = template.replace(mark, "")
    try:
        tree = _ENVIRONMENT.parse(template)
    except RecursionError:
        problems.append(
            Problem("brackets stand too deep in each other", Place(path), "write names with plain arguments")
        )
        return Source(path, "", (), (1,))
    except TemplateSyntaxError as error:
        place = Place(path, error.lineno + first_line - 1)
        problems.append(Problem(f"this cannot be read: {error.message}", place, "close every {{ with }}"))
        return Source(path, "", (), (1,))
    text: list[str] = []
    calls: list[Call] = []
    for node in _pieces(tree, path, problems, first_line):
        if isinstance(node, str):
            text.append(node)
            continue
        if isinstance(node, Call):
            text.append(f"{MARK_OPEN}{len(calls)}{MARK_CLOSE}")
            calls.append(node)
    joined = "".join(text)
    lines = _line_map(tree, joined, first_line)
    return Source(path, joined, tuple(calls), lines)


def _pieces(tree: nodes.Template, path: str, problems: list[Problem], first_line: int) -> Iterator[str | Call]:
    for statement in tree.body:
        if not isinstance(statement, nodes.Output):
            kind = type(statement).__name__.lower()
            problems.append(
                Problem(
                    f"a chapter holds no logic ({{% {kind} … %}})",
                    Place(path, statement.lineno + first_line - 1),
                    "write sentences and names in {{ }} only",
                )
            )
            continue
        for node in statement.nodes:
            if isinstance(node, nodes.TemplateData):
                yield node.data
            else:
                call = _call(node, path, problems, first_line)
                if call is not None:
                    yield call


def _call(node: nodes.Expr, path: str, problems: list[Problem], first_line: int) -> Call | None:
    place = Place(path, node.lineno + first_line - 1)
    plain = (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.dyn_args is None
        and node.dyn_kwargs is None
    )
    if not plain:
        problems.append(
            Problem(
                "only a name with its arguments may stand in {{ }}",
                place,
                'write for example {{ kpi("ghg.total") }}; no attributes, filters or arithmetic',
            )
        )
        return None
    assert isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name)
    try:
        args = tuple(_constant(argument) for argument in node.args)
        kwargs = tuple((keyword.key, _constant(keyword.value)) for keyword in node.kwargs)
    except ValueError:
        problems.append(
            Problem(
                f"an argument of {node.node.name}(…) is neither a text nor a number nor True or False",
                place,
                'put metric ids in quotes: kpi("ghg.total")',
            )
        )
        return None
    return Call(node.node.name, args, kwargs, place)


def _constant(node: nodes.Expr) -> Any:
    match node:
        case nodes.Const():
            return node.value
        case nodes.Neg(node=nodes.Const(value=int() as value)):
            return -value
        case nodes.TemplateData():
            return node.data
    raise ValueError


def _line_map(tree: nodes.Template, joined: str, first_line: int) -> tuple[int, ...]:
    """For each line of the joined text, the line in the file: a call may be written over several lines."""
    pieces = [node for statement in tree.body if isinstance(statement, nodes.Output) for node in statement.nodes]
    lines: list[int] = [pieces[0].lineno + first_line - 1 if pieces else first_line]
    for node in pieces:
        if isinstance(node, nodes.TemplateData):
            start = node.lineno + first_line - 1
            lines.extend(start + offset for offset in range(1, node.data.count("\n") + 1))
    del lines[joined.count("\n") + 1 :]
    return tuple(lines)
