"""Ties between figures: what one must be by others, and who bears a value out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.checks.numbers.rounding import room
from reportgen.model.figure import Figure, FigureKey
from reportgen.model.figures import Figures, period_of
from reportgen.model.formula import Term, evaluate, terms
from reportgen.model.metric import Metric, Qualifier, Tie
from reportgen.model.period import Period
from reportgen.model.project import Project

Values = Mapping[FigureKey, Decimal]
"""Other values for some figures."""

_NONE: Values = {}
_PRECISION = 34
_PER_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tied:
    """A figure, and the figures that a tie computes it anew from.

    Attributes:
        metric: of the figure.
        tie: as declared.
        figure: what the report has.
        inputs: the other figures by the terms of the formula.
        expected: what the formula gives.
        room: by how much the figure may be off: the rounding of all of them, and what the tie grants.
        scales: by term, what converts the figure to the unit in which the formula takes it.
    """

    metric: Metric
    tie: Tie
    figure: Figure
    inputs: Mapping[Term, Figure]
    expected: Decimal
    room: Decimal
    scales: Mapping[Term, Decimal]

    @property
    def gap(self) -> Decimal:
        """By how much the figure is off."""
        return (self.figure.value or Decimal(0)) - self.expected

    @property
    def holds(self) -> bool:
        """Whether that is within the room."""
        return abs(self.gap) <= self.room


def fiscal_offsets(project: Project, metric: Metric) -> Iterator[tuple[int, Period]]:
    """The periods of a metric by how many years they lie back."""
    for offset in range(metric.comparatives + 1):
        period = period_of(metric, project.settings.fiscal_year, -offset)
        if period is not None:
            yield offset, period


def tied(project: Project, figures: Figures, metric: Metric) -> Iterator[Tied]:
    """The ties of a metric for each of its periods in which all figures have numbers."""
    for tie in metric.ties:
        for offset, period in fiscal_offsets(project, metric):
            figure = figures.get(metric.id, period)
            inputs = _inputs(project, figures, tie.formula, offset)
            if figure is None or figure.value is None or inputs is None:
                continue
            found = _tied(project, metric, tie, figure, inputs)
            if found is not None:
                yield found


def _inputs(project: Project, figures: Figures, formula: str, offset: int) -> dict[Term, Figure] | None:
    found: dict[Term, Figure] = {}
    for id, fixed in terms(formula):
        other = project.metrics[id]
        period = Period(fixed) if fixed else period_of(other, project.settings.fiscal_year, -offset)
        figure = figures.get(id, period) if period else None
        if figure is None or figure.value is None:
            return None
        found[id, fixed] = figure
    return found


def _tied(project: Project, metric: Metric, tie: Tie, figure: Figure, inputs: Mapping[Term, Figure]) -> Tied | None:
    def off(one: Figure) -> Decimal:
        return room(one, project.metrics[one.metric], project.units[project.metrics[one.metric].unit])

    scales = {term: scale_of(project, metric, tie, term[0]) for term in inputs}
    known = {term: scale for term, scale in scales.items() if scale is not None}
    if len(known) < len(scales):
        return None
    values = {term: (one.value or Decimal(0)) * known[term] for term, one in inputs.items()}
    # Two that are told as "over 1 million" are the same number, not two that were rounded apart.
    alike = len(inputs) == 1 and {one.qualifier for one in (figure, *inputs.values())} == {figure.qualifier}
    loose = alike and figure.qualifier is not Qualifier.EXACT
    try:
        with localcontext() as context:
            context.prec = _PRECISION
            expected = evaluate(tie.formula, lambda id, fixed: values[id, fixed])
            slack = Decimal(0) if loose else off(figure)
            for term, one in inputs.items():
                own = Decimal(0) if loose else off(one) * known[term]
                slack += max(abs(_moved(tie.formula, values, term, step) - expected) for step in (own, -own))
            slack += abs(expected) * tie.within * _PER_CENT
    except ZeroDivisionError:
        return None
    return Tied(metric, tie, figure, inputs, expected, slack, known)


def scale_of(project: Project, metric: Metric, tie: Tie, other: str) -> Decimal | None:
    """What converts a metric to the unit in which a tie takes it.

    That is the one that the tie names; for a tie of one metric alone, the unit of the metric that it is held against.

    Returns:
        ``None`` if the metric is in a unit of another kind.
    """
    own = project.units[project.metrics[other].unit]
    alone = len(terms(tie.formula)) == 1 and tie.formula.strip().startswith("{") and tie.formula.strip().endswith("}")
    wanted = tie.units.get(other, metric.unit if alone else own.id)
    taken = project.units[wanted]
    return own.factor / taken.factor if own.base == taken.base else None


def _moved(formula: str, values: Mapping[Term, Decimal], moved: Term, step: Decimal) -> Decimal:
    return evaluate(formula, lambda id, fixed: values[id, fixed] + (step if (id, fixed) == moved else 0))


# --- witnesses -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sum:
    total: Figure
    parts: tuple[Figure, ...]


class Witnesses:
    """Which ties and breakdowns bear a value out, so that a mere suspicion against it can rest."""

    def __init__(self, project: Project, figures: Figures) -> None:
        self._figures = figures
        self._ties: dict[FigureKey, list[Tied]] = {}
        self._sums: dict[FigureKey, list[_Sum]] = {}
        for metric in project.metrics.values():
            for one in tied(project, figures, metric):
                for key in self._below((one.figure, *one.inputs.values())):
                    self._ties.setdefault(key, []).append(one)
            for row in metric.breakdowns:
                for _, period in fiscal_offsets(project, metric):
                    total, parts = figures.get(metric.id, period), [figures.get(id, period) for id in row]
                    known = tuple(part for part in parts if part is not None and part.value is not None)
                    if total is not None and total.value is not None and len(known) == len(row):
                        for key in self._below((total, *known)):
                            self._sums.setdefault(key, []).append(_Sum(total, known))

    def bear_out(self, figure: Figure, instead: Decimal, *, own: bool = False) -> bool:
        """Whether something holds for a figure that would not hold with another value.

        Args:
            figure: whose value is in question.
            instead: the other value.
            own: whether the figure's own ties count alone. In a breakdown, or as weights of an average, two rows that
                changed places bear each other out.
        """
        other = {figure.key: instead}
        added = () if own else self._sums.get(figure.key, ())
        tied = [one for one in self._ties.get(figure.key, ()) if not own or one.figure.key == figure.key]
        return any(self._sum_holds(one, _NONE) and not self._sum_holds(one, other) for one in added) or any(
            one.holds and not self._tie_holds(one, other) for one in tied
        )

    def contradict(self, figure: Figure) -> bool:
        """Whether a figure takes part in something that does not hold."""
        return any(not self._sum_holds(one, _NONE) for one in self._sums.get(figure.key, ())) or any(
            not one.holds for one in self._ties.get(figure.key, ())
        )

    def mended_by(self, figure: Figure, instead: Decimal) -> bool:
        """Whether something that does not hold for a figure would hold with another value."""
        other = {figure.key: instead}
        return any(
            not self._sum_holds(one, _NONE) and self._sum_holds(one, other) for one in self._sums.get(figure.key, ())
        ) or any(
            not one.holds and not one.tie.within and self._tie_holds(one, other)
            for one in self._ties.get(figure.key, ())
        )

    def _below(self, figures: tuple[Figure, ...]) -> tuple[FigureKey, ...]:
        """The keys of figures and of all that they are computed from."""
        found: dict[FigureKey, None] = {}
        left = list(figures)
        while left:
            one = left.pop()
            if one.key not in found:
                found[one.key] = None
                left.extend(f for key in one.inputs if (f := self._figures.by_key.get(key)) is not None)
        return tuple(found)

    def _value(self, figure: Figure, other: Values) -> Decimal:
        if figure.key in other or figure.formula is None:
            return other.get(figure.key, figure.value or Decimal(0))
        inputs = dict(zip(terms(figure.formula), figure.inputs, strict=True))
        return evaluate(figure.formula, lambda id, fixed: self._value(self._figures.by_key[inputs[id, fixed]], other))

    def _sum_holds(self, one: _Sum, other: Values) -> bool:
        return self._value(one.total, other) == sum((self._value(part, other) for part in one.parts), Decimal(0))

    def _tie_holds(self, one: Tied, other: Values) -> bool:
        def value_of(id: str, fixed: str | None) -> Decimal:
            return self._value(one.inputs[id, fixed], other) * one.scales[id, fixed]

        try:
            expected = evaluate(one.tie.formula, value_of)
        except ZeroDivisionError:
            return False
        return abs(self._value(one.figure, other) - expected) <= one.room
