"""Resolves every metric of a project for every period that it is about."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, localcontext

from reportgen.figures.consolidation import Consolidator, loosest, weakest
from reportgen.model.figure import Entry, Figure, FigureKey, State, Status
from reportgen.model.figures import Figures, periods_of
from reportgen.model.formula import evaluate, terms
from reportgen.model.metric import Metric
from reportgen.model.period import FiscalYear, Period, PeriodKind
from reportgen.model.place import Cell
from reportgen.model.problem import InputRefusedError, Problem
from reportgen.model.project import Project

_RESTATEMENT = "restatement"
_PRECISION = 34  # decimal128: far beyond any figure of a report, so that division alone is inexact


def resolve(project: Project, entries: Iterable[Entry]) -> Figures:
    """Give every metric its figure for each of its periods.

    Args:
        project: metrics and fiscal year.
        entries: the newest ledger entry of each metric, period and entity.

    Returns:
        The figures in the order of the metrics, newest period first.

    Raises:
        InputRefusedError: A figure is missing or cannot be computed; all of them at once.
    """
    return _Resolver(project, entries).run()


class _Resolver:
    def __init__(self, project: Project, entries: Iterable[Entry]) -> None:
        self._project = project
        self._entity = project.settings.entity
        found = tuple(entries)
        self._entries = {
            (e.datapoint.metric, e.datapoint.period.id): e for e in found if e.datapoint.entity == self._entity
        }
        self._consolidator = Consolidator(project, found)
        self._restated = {
            on.split("@")[0] for note in project.notes.values() if note.kind == _RESTATEMENT for on in note.on
        }
        self._figures: dict[FigureKey, Figure | None] = {}
        self._problems: list[Problem] = []

    def run(self) -> Figures:
        year = self._project.settings.fiscal_year
        self._problems.extend(self._consolidator.strangers())
        ordered: dict[FigureKey, Figure] = {}
        with localcontext() as context:
            context.prec = _PRECISION
            for metric in self._project.metrics.values():
                for period in periods_of(metric, year):
                    figure = self._figure(metric, period)
                    if figure is not None:
                        ordered[figure.key] = figure
        if self._problems:
            raise InputRefusedError(self._problems)
        return Figures(ordered)

    def _figure(self, metric: Metric, period: Period) -> Figure | None:
        key = (metric.id, period.id)
        if key not in self._figures:
            if metric.same_as is not None:
                self._figures[key] = self._renamed(metric, period)
            elif metric.formula is not None:
                self._figures[key] = self._derived(metric, period)
            else:
                self._figures[key] = self._handed_in(metric, period)
        return self._figures[key]

    def _handed_in(self, metric: Metric, period: Period) -> Figure | None:
        entry = self._entries.get((metric.id, period.id))
        if metric.consolidated and period.kind is PeriodKind.YEAR:
            now = self._project.settings.fiscal_year
            year = now.shifted(int(period.id) - now.year)
            # An earlier year that was handed in as one value was consolidated when it was reported.
            if year == now or (entry is None and self._consolidator.handed_in(metric, year)):
                return self._consolidated(metric, period, year)
        if entry is None:
            self._problems.append(
                Problem(
                    f"no value of {metric.id} for {period} was handed in",
                    metric.at,
                    f"import the workbook of the owner {metric.owner!r} with a value or a state in this row",
                )
            )
            return None
        datapoint = entry.datapoint
        return Figure(
            metric=metric.id,
            period=period,
            value=entry.value,
            unit=metric.unit,
            state=entry.state,
            status=self._status(entry),
            kind=datapoint.kind,
            qualifier=datapoint.qualifier,
            decimals=metric.decimals,
            assured=metric.assured,
            sources=(datapoint.source,),
            reason=datapoint.reason,
            restatement=entry.restatement,
            particulars=datapoint.particulars,
        )

    def _consolidated(self, metric: Metric, period: Period, year: FiscalYear) -> Figure | None:
        part = self._consolidator.consolidate(metric, year)
        if part is None:
            self._problems.extend(self._consolidator.problems)
            self._consolidator.problems.clear()
            return None
        below = self._consolidator.datapoints(part, metric.id)
        return Figure(
            metric=metric.id,
            period=period,
            value=part.value,
            unit=metric.unit,
            state=part.state,
            status=Status.REPORTED if part.state.has_number else _without_number(part.state),
            kind=weakest(d.kind for d in below),
            qualifier=loosest(d.qualifier for d in below),
            decimals=metric.decimals,
            assured=metric.assured,
            sources=_sorted(tuple(dict.fromkeys(d.source for d in below))),
            reason=part.reason,
            drilldown=part,
        )

    def _status(self, entry: Entry) -> Status:
        """What a handed-in figure is; an earlier year's is restated where the ledger or a note of the table says so."""
        if not entry.state.has_number:
            return _without_number(entry.state)
        if entry.restatement is not None:
            return Status.RESTATED
        datapoint = entry.datapoint
        year = datapoint.period.year
        earlier = year is not None and year < self._project.settings.fiscal_year.year
        return Status.RESTATED if earlier and datapoint.metric in self._restated else Status.REPORTED

    def _renamed(self, metric: Metric, period: Period) -> Figure | None:
        target = self._project.metrics[metric.same_as or ""]
        own = self._figure(target, period)
        if own is None:
            return None
        return replace(own, metric=metric.id, decimals=metric.decimals, inputs=(own.key,))

    def _derived(self, metric: Metric, period: Period) -> Figure | None:
        formula = metric.formula or ""
        inputs = self._inputs(formula, period)
        if inputs is None:
            return None
        value, state, reason = self._compute(metric, period, formula, inputs)
        sources = tuple(dict.fromkeys(cell for figure in inputs.values() for cell in figure.sources))
        return Figure(
            metric=metric.id,
            period=period,
            value=value,
            unit=metric.unit,
            state=state,
            status=Status.DERIVED if state.has_number else Status.NOT_AVAILABLE,
            kind=weakest(figure.kind for figure in inputs.values()),
            qualifier=loosest(figure.qualifier for figure in inputs.values()),
            decimals=metric.decimals,
            assured=metric.assured,
            sources=_sorted(sources),
            formula=formula,
            inputs=tuple(figure.key for figure in inputs.values()),
            reason=reason,
        )

    def _inputs(self, formula: str, period: Period) -> dict[tuple[str, str | None], Figure] | None:
        inputs: dict[tuple[str, str | None], Figure] = {}
        for id, fixed in terms(formula):
            other = self._project.metrics[id]
            # A metric of another rhythm (a target's base, a cut in per cent) has one period of its own.
            own = periods_of(other, self._project.settings.fiscal_year)
            wanted = Period(fixed) if fixed else (period if period in own else own[0])
            figure = self._figure(other, wanted)
            if figure is not None:
                inputs[id, fixed] = figure
        return inputs if len(inputs) == len(terms(formula)) else None

    def _compute(
        self, metric: Metric, period: Period, formula: str, inputs: dict[tuple[str, str | None], Figure]
    ) -> tuple[Decimal | None, State, str]:
        missing = [figure for figure in inputs.values() if figure.value is None]
        if missing:
            names = ", ".join(f"{f.metric} {f.period}" for f in missing)
            return None, State.NOT_AVAILABLE, f"computed from {names}, for which there is no number"

        def value_of(id: str, fixed: str | None) -> Decimal:
            value = inputs[id, fixed].value
            return Decimal(0) if value is None else value

        try:
            value = evaluate(formula, value_of)
        except ZeroDivisionError:
            self._problems.append(
                Problem(
                    f"{metric.id} for {period} cannot be computed: a denominator of {formula} is zero",
                    metric.at,
                    "correct the denominator in its workbook",
                )
            )
            return None, State.NOT_AVAILABLE, "a denominator is zero"
        return value, State.VALUE, ""


def _without_number(state: State) -> Status:
    return Status.NIL if state is State.NOT_APPLICABLE else Status.NOT_AVAILABLE


def _sorted(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(sorted(cells))
