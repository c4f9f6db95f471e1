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

_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}

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


@cache
def _tree(formula: str) -> ast.expr:
    count = 0

    def name(_: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"_{count - 1}"

    text = _NAME.sub(name, formula)
    if "{" in text or "}" in text or "_" in re.sub(r"_\d+", "", text):
        raise ValueError("a brace does not hold a metric id")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:
        raise ValueError(f"{formula!r} is not arithmetic") from None
    for node in ast.walk(tree):
        allowed = isinstance(node, ast.BinOp | ast.UnaryOp | ast.Name | ast.Load | ast.USub | ast.Constant)
        if isinstance(node, ast.Constant) and type(node.value) is not int:
            allowed = False
        if not allowed and type(node) not in _OPERATIONS:
            raise ValueError(f"{formula!r} holds something other than + - * / ( ), whole numbers and metrics")
    return tree
