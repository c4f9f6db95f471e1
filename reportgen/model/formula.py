"""Formulas of derived metrics: arithmetic over metrics named in braces.

``{ghg.total} / {finance.revenue}`` divides two figures of the same period; ``{ghg.scope1@2021}`` takes the
figure of a fixed period instead.
"""

import ast
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

_NAME = re.compile(r"\{([a-z0-9_.]+)(?:@([A-Za-z0-9-]+))?\}")
_REST = re.compile(r"[0-9\s+*/()-]*", re.ASCII)
_LONGEST = 2_000  # characters, and
_LARGEST = 600  # nodes: far more than a formula needs, and few enough for the stack

_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}

_NODES = (ast.BinOp, ast.UnaryOp, ast.USub, ast.Constant, ast.Name, ast.Load)

Term = tuple[str, str | None]
"""A metric id, and the fixed period or ``None`` for the period of the derived figure."""


@cache
def terms(formula: str) -> tuple[Term, ...]:
    """The metrics that a formula uses, in order, each once.

    Raises:
        ValueError: The formula is no arithmetic over metrics.
    """
    _tree(formula)
    return tuple(dict.fromkeys((m[1], m[2]) for m in _NAME.finditer(formula)))


def metrics_in(formula: str) -> tuple[str, ...]:
    """The ids of the metrics that a formula uses, each once.

    Raises:
        ValueError: The formula is no arithmetic over metrics.
    """
    return tuple(dict.fromkeys(id for id, _ in terms(formula)))


def evaluate(formula: str, value_of: Callable[[str, str | None], Decimal]) -> Decimal:
    """Compute a formula.

    Args:
        formula: as declared by the metric.
        value_of: gives a metric's value, exact, for a fixed period or ``None``.

    Raises:
        ValueError: The formula is no arithmetic over metrics.
        ZeroDivisionError: A denominator is zero, also when both sides are.
    """
    names = {f"_{i}": (m[1], m[2]) for i, m in enumerate(_NAME.finditer(formula))}

    def compute(node: ast.expr) -> Decimal:
        match node:
            case ast.BinOp(left, op, right):
                a, b = compute(left), compute(right)
                if isinstance(op, ast.Div) and not b:
                    raise ZeroDivisionError(formula)
                return _OPERATIONS[type(op)](a, b)
            case ast.UnaryOp(ast.USub(), operand):
                return -compute(operand)
            case ast.Constant(int(value)):
                return Decimal(value)
            case ast.Name(name):
                return value_of(*names[name])
        raise ValueError(f"{ast.unparse(node)} is not allowed")

    return compute(_tree(formula))


def written(formula: str, name_of: Callable[[str, str | None], str]) -> str:
    """A formula with other names for its metrics, e.g. cells of a spreadsheet, in parentheses as they were declared.

    Args:
        formula: as declared by the metric.
        name_of: gives the name of a metric for a fixed period or ``None``.

    Raises:
        ValueError: The formula is no arithmetic over metrics.
    """
    _tree(formula)
    return " ".join(_NAME.sub(lambda match: name_of(match[1], match[2]), formula).split())


@cache
def _tree(formula: str) -> ast.expr:
    count = 0

    def name(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f" _{count - 1} "

    rest = _NAME.sub("", formula)
    if "{" in rest or "}" in rest:
        raise ValueError(f"a brace of {formula!r} does not hold a metric id")
    if not _REST.fullmatch(rest):
        raise ValueError(f"{formula!r} holds something other than + - * / ( ), whole numbers and metrics")
    if len(formula) > _LONGEST:
        raise ValueError(f"the formula is longer than {_LONGEST} characters")
    text = " ".join(_NAME.sub(name, formula).split())
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, RecursionError, MemoryError):
        raise ValueError(f"{formula!r} is not arithmetic") from None
    found = tuple(ast.walk(tree))
    if len(found) > _LARGEST:
        raise ValueError("the formula has more parts than can be followed; let one metric derive from others")
    for node in found:
        if not isinstance(node, _NODES) and type(node) not in _OPERATIONS:
            raise ValueError(f"{formula!r} holds something other than + - * / ( ), whole numbers and metrics")
    return tree
