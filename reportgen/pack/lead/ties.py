"""Relations that metrics declare, such as a rate of two counts or an expected emission factor, computed again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.model.figure import Figure
from reportgen.model.figures import period_of, periods_of
from reportgen.model.formula import Term, evaluate, terms, written
from reportgen.model.metric import Metric, Qualifier, Tie
from reportgen.model.period import Period
from reportgen.model.unit import Style
from reportgen.pack.lead.contract import BREAKS, TIES
from reportgen.pack.lead.desk import Desk, form_of, signed, size_form
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write

_PRECISION = 34
_INQUIRE = "▲"
_FLOATING = Decimal("1e-12")  # of a value, for what a sheet loses in its sums
_COLUMNS = (
    Column("reference", 9, "mark"),
    Column("metric", 36),
    Column("metric_id", 26, "id"),
    Column("period", 9, "mark"),
    Column("formula", 48, "small"),
    Column("computed_as", 40, "small"),
    Column("as_reported", 17, "number"),
    Column("computed", 17, "number"),
    Column("difference", 14, "number"),
    Column("within", 9, "number"),
    Column("tolerance", 14, "number"),
    Column("check", 7, "mark"),
)


@dataclass(frozen=True, slots=True)
class _Tied:
    """A tie of a figure: what its terms are, what converts each to the tie's unit, and how far it may be off."""

    metric: Metric
    tie: Tie
    figure: Figure
    inputs: Mapping[Term, Figure]
    scales: Mapping[Term, Decimal]
    expected: Decimal
    room: Decimal


def write_ties(desk: Desk, plan: Plan) -> None:
    """Write one row for each tie and period of which all figures are in the pack and are exact numbers."""
    name = desk.said("ties", " ")
    table = Table(name, name, _COLUMNS, ())
    rows: list[Row] = []
    for id in dict.fromkeys(line.metric.id for line in plan.lines()):
        metric = desk.project.metrics[id]
        for tie in metric.ties:
            for offset in range(len(periods_of(metric, desk.project.settings.fiscal_year))):
                if (found := _tied(desk, metric, tie, offset)) is not None:
                    rows.append(_row(desk, plan, table, len(rows), found))
    write(desk, Table(name, name, _COLUMNS, rows, desk.said("ties_intro")))


def _tied(desk: Desk, metric: Metric, tie: Tie, offset: int) -> _Tied | None:
    year = desk.project.settings.fiscal_year
    period = period_of(metric, year, -offset)
    figure = desk.review.figures.get((metric.id, str(period)))
    inputs: dict[Term, Figure] = {}
    scales: dict[Term, Decimal] = {}
    for id, fixed in terms(tie.formula):
        own = Period(fixed) if fixed else period_of(desk.project.metrics[id], year, -offset)
        found = desk.review.figures.get((id, str(own)))
        scale = _scale(desk, metric, tie, id)
        if found is None or scale is None:
            return None
        inputs[id, fixed], scales[id, fixed] = found, scale
    every = [figure, *inputs.values()]
    if figure is None or any(o is None or o.value is None or o.qualifier is not Qualifier.EXACT for o in every):
        return None
    values = {term: (one.value or Decimal(0)) * scales[term] for term, one in inputs.items()}

    def with_step(moved: Term | None = None, step: Decimal = Decimal(0)) -> Decimal:
        return evaluate(tie.formula, lambda id, at: values[id, at] + (step if (id, at) == moved else 0))

    with localcontext() as context:
        context.prec = _PRECISION
        try:
            expected = with_step()
            room = _room(desk, figure) + abs(expected) * (tie.within / 100 + _FLOATING)
            for term, one in inputs.items():
                off = _room(desk, one) * scales[term]
                room += max(abs(with_step(term, step) - expected) for step in (off, -off))
        except ZeroDivisionError:
            return None
    return _Tied(metric, tie, figure, inputs, scales, expected, Decimal(format(room, ".9g")))


def _room(desk: Desk, figure: Figure) -> Decimal:
    """By how much a figure may be off for being rounded: computed ones and whole counts are exact."""
    style = desk.project.units[desk.project.metrics[figure.metric].unit].style
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    exact = figure.formula is not None or (whole and style in (Style.COUNT, Style.YEAR, Style.RANK))
    return Decimal(0) if exact else desk.tolerance(figure)


def _scale(desk: Desk, metric: Metric, tie: Tie, other: str) -> Decimal | None:
    """What converts a metric to the unit in which a tie takes it; ``None`` if it is of another kind."""
    units, own = desk.project.units, desk.project.units[desk.project.metrics[other].unit]
    formula = tie.formula.strip()
    alone = len(terms(formula)) == 1 and formula.startswith("{") and formula.endswith("}")
    taken = units[tie.units.get(other, metric.unit if alone else own.id)]
    return own.factor / taken.factor if own.base == taken.base else None


def _row(desk: Desk, plan: Plan, table: Table, at: int, tied: _Tied) -> Row:
    def here(column: str) -> str:
        return table.at(at, column).seen_from(table.name)

    figure, tie = tied.figure, tied.tie
    value = figure.value or Decimal(0)
    spot, reference = plan.value(figure.key), plan.reference(figure.key)
    form = desk.form(figure, computed=True)
    bad = _INQUIRE if tie.within else BREAKS
    off = value - tied.expected
    cells: dict[str, Content] = {
        "reference": Link(str(spot), reference) if spot is not None else reference,
        "metric": desk.name_of(figure.metric),
        "metric_id": figure.metric,
        "period": figure.period.id,
        "formula": tie.formula,
        "computed_as": written(tie.formula, _names(tied, lambda one: _told(plan, one, figure))),
        "as_reported": Live(str(spot), value, form),
        "computed": Live(written(tie.formula, _names(tied, lambda one: str(plan.value(one.key)))), tied.expected, form),
        "difference": Live(f"{here('as_reported')}-{here('computed')}", off, signed(form_of(off, 4))),
        "within": Number(tie.within, "0.##") if tie.within else None,
        "tolerance": Number(tied.room, size_form(tied.room)),
        "check": Live(
            f'IF(ABS({here("difference")})<={here("tolerance")},"{TIES}","{bad}")',
            TIES if abs(off) <= tied.room else bad,
        ),
    }
    return Row("", cells)


def _told(plan: Plan, one: Figure, figure: Figure) -> str:
    """A row's reference, with the period where it is another than that of the figure."""
    reference = plan.reference(one.key) or one.metric
    return reference if one.period == figure.period else f"{reference} ({one.period})"


def _names(tied: _Tied, name: Callable[[Figure], str]) -> Callable[[str, str | None], str]:
    def name_of(id: str, fixed: str | None) -> str:
        scale = tied.scales[id, fixed]
        own = name(tied.inputs[id, fixed])
        return own if scale == 1 else f"({own}*{scale.normalize():f})"

    return name_of
