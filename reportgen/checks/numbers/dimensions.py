"""Dimensions: whether a formula gives what its metric's unit says.

Every unit is a number of base units. A formula's own constants convert between units: ``* 1000`` from tonnes to kg,
``* 100`` from a ratio to per cent. So what is left over when all units and constants are counted must be one.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.formula import parsed
from reportgen.model.project import Project
from reportgen.model.unit import Style, Unit

Powers = tuple[tuple[str, int], ...]
"""Base units with their exponents, sorted; nothing for a mere number."""


_NUMBERS = (Style.COUNT, Style.RATIO, Style.YEAR, Style.RANK)


class UnlikeError(ValueError):
    """A formula adds what can't be added."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """Base units, and how many of them one printed unit is; ``None`` for a mere constant."""

    powers: Powers
    factor: Decimal | None

    def __str__(self) -> str:
        above = [name for name, power in self.powers if power > 0]
        below = [name for name, power in self.powers if power < 0]
        return " × ".join(above or ["1"]) + (f" / {' / '.join(below)}" if below else "")


def dimension_of(unit: Unit, units: Mapping[str, Unit]) -> Dimension | None:
    """What a unit is made of; ``None`` for one that the catalogue doesn't take apart."""
    if unit.style is Style.PERCENT:
        return Dimension((), Decimal("0.01"))
    if unit.style in _NUMBERS:
        return Dimension((), Decimal(1))
    above, per, below = unit.id.partition("_per_")
    if not per:
        return Dimension(((unit.base, 1),), unit.factor)
    top, bottom = units.get(above), units.get(below)
    if top is None or bottom is None:
        return None
    return Dimension(_product(((top.base, 1),), ((bottom.base, 1),), -1), top.factor / bottom.factor)


def dimension_of_formula(project: Project, formula: str) -> Dimension | None:
    """What a formula gives.

    Returns:
        ``None`` if the catalogue doesn't take one of the units apart, or if a constant is no power of ten: it may be a
        factor with a unit of its own, as an emission factor has.

    Raises:
        UnlikeError: It adds or subtracts different things, such as tonnes and kg.
    """
    tree, names = parsed(formula)
    if any(isinstance(node, ast.Constant) and not _power_of_ten(node.value) for node in ast.walk(tree)):
        return None
    known = {}
    for name, (id, _) in names.items():
        own = dimension_of(project.units[project.metrics[id].unit], project.units)
        if own is None:
            return None
        known[name] = own
    return _dimension(tree, known)


def _dimension(node: ast.expr, known: Mapping[str, Dimension]) -> Dimension:
    match node:
        case ast.UnaryOp(_, operand):
            return _dimension(operand, known)
        case ast.Name(name):
            return known[name]
        case ast.BinOp(left, op, right):
            a, b = _dimension(left, known), _dimension(right, known)
            if isinstance(op, ast.Add | ast.Sub):
                return _sum(a, b)
            power = 1 if isinstance(op, ast.Mult) else -1
            return Dimension(_product(a.powers, b.powers, power), _factor(left, right, a, b, power))
    return Dimension((), None)


def _factor(left: ast.expr, right: ast.expr, a: Dimension, b: Dimension, power: int) -> Decimal | None:
    """A constant changes the number and not the quantity: it makes the unit smaller by as much."""
    if a.factor is None and b.factor is None:
        return None
    if b.factor is None:
        constant = _constant(right)
        return a.factor if a.factor is None or not constant else a.factor / constant**power
    if a.factor is None:
        constant = _constant(left)
        own = b.factor**power
        return own / constant if constant else own
    return a.factor * b.factor**power


def _constant(node: ast.expr) -> Decimal:
    """The value of a part of a formula without metrics."""
    match node:
        case ast.Constant(int(value)):
            return Decimal(value)
        case ast.UnaryOp(_, operand):
            return -_constant(operand)
        case ast.BinOp(left, op, right):
            a, b = _constant(left), _constant(right)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
            return a / b if b else Decimal(0)
    return Decimal(0)


def _power_of_ten(value: object) -> bool:
    return str(value).rstrip("0") == "1"


def _sum(a: Dimension, b: Dimension) -> Dimension:
    if a.factor is None or b.factor is None:
        return a if b.factor is None else b
    if a.powers != b.powers or a.factor != b.factor:
        raise UnlikeError(f"{a} of {a.factor.normalize():f} and {b} of {b.factor.normalize():f}")
    return a


def _product(a: Powers, b: Powers, power: int) -> Powers:
    found = dict(a)
    for name, exponent in b:
        found[name] = found.get(name, 0) + exponent * power
    return tuple(sorted((name, exponent) for name, exponent in found.items() if exponent))
