"""Units as contributors name them, and what one of them is in the unit that is asked for.

The numbers come from Pint, with fractions instead of floats, so that a conversion there and back is the value again.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, cached_property
from importlib import resources
from itertools import permutations
from typing import TYPE_CHECKING, Any

from reportgen.intake.amounts import bare
from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.unit import Style, Unit

if TYPE_CHECKING:
    import pint

_DIGITS = 34


class Measures:
    """The units of a project and those of ``measures.toml``, found by their words."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._factors: dict[tuple[str, str], Fraction | None] = {}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every wording of every unit, as compared."""
        return frozenset(self._expressions) | _counts()

    def labels(self, metric: Metric) -> tuple[str, ...]:
        """The metric's unit in each language: its label, or the noun of what is counted."""
        unit = self._project.units[metric.unit]
        words = metric.noun if unit.style is Style.COUNT and metric.noun else unit.label
        return tuple(dict.fromkeys(words.values()))

    def accepted(self, metric: Metric) -> tuple[str, ...]:
        """The wordings of a metric's unit: its labels, both together, and its id."""
        labels = self.labels(metric)
        return (*labels, *(" ".join(pair) for pair in permutations(labels, 2)), metric.unit)

    def names(self, text: str, metric: Metric) -> bool:
        """Whether a text names a metric's unit."""
        return bare(text) in {bare(word) for word in self.accepted(metric)}

    def factor(self, text: str, metric: Metric) -> Fraction | None:
        """How many of the metric's unit one of the unit named is; ``None`` if they do not convert, or nothing is."""
        if self.names(text, metric):
            return Fraction(1)
        if self._project.units[metric.unit].style is Style.COUNT and bare(text) in _counts():
            return Fraction(1)
        expression = self._expressions.get(bare(text))
        if expression is None or not text.strip():
            return None
        key = (expression, metric.unit)
        if key not in self._factors:
            self._factors[key] = self._ratio(*key)
        return self._factors[key]

    def is_scaled(self, metric: Metric) -> bool:
        """Whether a metric's unit itself tells a scale, as RMB million does."""
        labels = self._project.units[metric.unit].label.values()
        return any(word in label.casefold() for label in labels for word in _told()["scaled"])

    def converted(self, value: Decimal, factor: Fraction) -> Decimal:
        """A value times a factor, exact where a decimal can be."""
        with localcontext(prec=_DIGITS):
            return value * factor.numerator / factor.denominator

    @cached_property
    def _expressions(self) -> Mapping[str, str]:
        """Wording to the expression that the unit library knows it by."""
        found = {bare(word): expression for expression, words in _told()["words"].items() for word in words}
        for unit in self._project.units.values():
            labels = list(unit.label.values())
            for word in (*labels, *(" ".join(pair) for pair in permutations(labels, 2)), unit.id):
                if bare(word):
                    found[bare(word)] = _symbol(unit.id)
        return found

    def _ratio(self, expression: str, unit: str) -> Fraction | None:
        import pint  # noqa: PLC0415 - takes half a second, and most workbooks come in the unit asked for

        try:
            ratio: Any = self._registry.Quantity(expression).to(_symbol(unit)).magnitude
        except pint.DimensionalityError:
            return None
        return Fraction(ratio)

    @cached_property
    def _registry(self) -> "pint.UnitRegistry[Any]":
        import pint  # noqa: PLC0415

        registry: pint.UnitRegistry[Any] = pint.UnitRegistry(non_int_type=Fraction)
        registry.define("co2e = [co2e]")
        for unit in self._project.units.values():
            registry.define(f"{_symbol(unit.id)} = {_definition(unit)}")
        return registry


@cache
def words_of_units() -> frozenset[str]:
    """Every wording of ``measures.toml``, as compared, whatever the project."""
    return frozenset(bare(word) for words in _told()["words"].values() for word in words) | _counts()


def _symbol(unit: str) -> str:
    return f"catalogue_{unit}"


def _definition(unit: Unit) -> str:
    expressions = _told()["catalogue"]
    if unit.id in expressions:
        return str(expressions[unit.id])
    if unit.base != unit.id:
        return f"{unit.factor} * {_symbol(unit.base)}"
    return f"[{_symbol(unit.id)}]"


@cache
def _counts() -> frozenset[str]:
    return frozenset(bare(word) for word in _told()["counts"])


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "measures.toml").read_text("utf-8"))
