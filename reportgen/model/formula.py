"""Formulas of derived metrics: arithmetic over metrics named in braces.

``{ghg.total} / {finance.revenue}`` divides two figures of the same period; ``{ghg.scope1@2021}`` takes the
figure of a fixed period instead.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
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
    tree, names = parsed(formula)

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

    return compute(tree)


def parsed(formula: str) -> tuple[ast.expr, dict[str, Term]]:
    """A formula as a tree, and which metric each name in it stands for.

    Raises:
        ValueError: The formula is no arithmetic over metrics.
    """
    return _tree(formula), {f"_{i}": (m[1], m[2]) for i, m in enumerate(_NAME.finditer(formula))}


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


@dataclass(frozen=True, slots=True)
class Monomial:
    """An addend of a formula: a number, times the metrics in ``over``, divided by those in ``under``."""

    times: Decimal
    over: tuple[Term, ...] = ()
    under: tuple[Term, ...] = ()


_MOST = 200  # addends: more than any sum of a report, and few enough to multiply out


@cache
def monomials(formula: str) -> tuple[Monomial, ...] | None:
    """A formula multiplied out: ``({a} + {b}) * {c}`` is ``{a} * {c}`` and ``{b} * {c}``.

    Returns:
        ``None`` where it is no sum of products, because something is divided by a sum, or has too many addends.

    Raises:
        ValueError: The formula is no arithmetic over metrics.
    """
    names = {f"_{i}": (m[1], m[2]) for i, m in enumerate(_NAME.finditer(formula))}

    def expand(node: ast.expr) -> tuple[Monomial, ...] | None:
        match node:
            case ast.BinOp(left, op, right):
                a, b = expand(left), expand(right)
                return None if a is None or b is None else _joined(a, op, b)
            case ast.UnaryOp(ast.USub(), operand):
                inner = expand(operand)
                return None if inner is None else _negated(inner)
            case ast.Constant(int(value)):
                return (Monomial(Decimal(value)),)
            case ast.Name(name):
                return (Monomial(Decimal(1), (names[name],)),)
        return None

    return expand(_tree(formula))


def _joined(a: tuple[Monomial, ...], op: ast.operator, b: tuple[Monomial, ...]) -> tuple[Monomial, ...] | None:
    if isinstance(op, ast.Div):
        if len(b) != 1 or not b[0].times:
            return None
        b = (Monomial(1 / b[0].times, b[0].under, b[0].over),)
    if isinstance(op, ast.Add | ast.Sub):
        return (*a, *(b if isinstance(op, ast.Add) else _negated(b)))
    if len(a) * len(b) > _MOST:
        return None
    return tuple(Monomial(x.times * y.times, x.over + y.over, x.under + y.under) for x in a for y in b)


def _negated(addends: tuple[Monomial, ...]) -> tuple[Monomial, ...]:
    return tuple(Monomial(-m.times, m.over, m.under) for m in addends)


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
