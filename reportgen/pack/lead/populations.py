"""The populations behind the figures that are tested, and the samples drawn from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.figure import Figure, FigureKey, Kind, Part, State
from reportgen.model.metric import Metric, Rollup
from reportgen.model.period import PeriodKind
from reportgen.model.place import Cell
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.parts import Leaf, leaves
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.sampling import Item, Sample, monetary_unit, stratified


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a population with what stands behind it.

    Attributes:
        quantity: what it adds to the figure; ``None`` where figures of several units make the population.
    """

    item: Item
    figure: Figure
    entity: str
    period: str
    value: Decimal
    share: Decimal
    quantity: Decimal | None
    source: Cell | None


@dataclass(frozen=True, slots=True)
class Population:
    """A population: the datapoints below one figure, or those of all figures that were handed in as they are printed.

    Attributes:
        number: what its rows name it by, e.g. ``P1``.
        figure: whose total it makes; ``None`` for the datapoints of several figures.
        additive: whether its quantities add up to the figure.
        unmeasured: how many datapoints have no number and so are in no population.
    """

    number: str
    figure: Figure | None
    additive: bool
    members: tuple[Member, ...]
    unmeasured: int
    sample: Sample


def populations(desk: Desk, plan: Plan) -> tuple[Population, ...]:
    """The populations of all tested figures of the year: one for each consolidated figure, one for all others."""
    drilled: list[Figure] = []
    single: list[Figure] = []
    for figure in _tested(desk, plan):
        (single if figure.drilldown is None else drilled).append(figure)
    found: list[Population] = []
    for figure in drilled:
        found.append(_of_leaves(desk, figure, f"P{len(found) + 1}"))
    if single:
        found.append(_of_cells(desk, single, f"P{len(found) + 1}"))
    return tuple(population for population in found if population.members)


def _tested(desk: Desk, plan: Plan) -> Iterator[Figure]:
    """The figures as handed in behind the selected ones of the fiscal year, each once."""
    figures = desk.review.figures
    met: set[FigureKey] = set()
    waiting = [line.now.key for line in plan.tested()]
    while waiting:
        key = waiting.pop(0)
        figure = figures.get(key)
        if key in met or figure is None:
            continue
        met.add(key)
        waiting += figure.inputs
        if not figure.inputs:
            yield figure


def _seed(desk: Desk, number: str) -> str:
    """Each population has a seed of its own, so that one draw tells nothing of another."""
    return f"{desk.project.settings.review.seed or desk.review.identity.id}-{number}"


def _of_leaves(desk: Desk, figure: Figure, number: str) -> Population:
    assert figure.drilldown is not None
    metric = desk.project.metrics[figure.metric]
    every = [leaf for leaf in leaves(figure.drilldown) if leaf.share]
    counted = [leaf for leaf in every if leaf.part.value is not None]
    additive = _adds_up(metric)
    certain = _cut_off(desk, counted)
    members = tuple(
        Member(
            Item(
                f"{metric.id}@{leaf.part.period}/{leaf.part.entity}{'' if _has_cell(leaf.part) else '/file'}",
                _quantity(leaf, additive),
                leaf.part.entity,
                certain.get(id(leaf), ""),
            ),
            figure,
            leaf.part.entity,
            leaf.part.period.id,
            leaf.part.value or Decimal(0),
            leaf.share,
            _quantity(leaf, additive) if additive else None,
            leaf.part.source,
        )
        for leaf in counted
    )
    draw = monetary_unit if additive and any(member.quantity for member in members) else stratified
    sample = draw([m.item for m in members], _seed(desk, number), desk.project.settings.review.sample)
    return Population(number, figure, additive, members, len(every) - len(counted), sample)


def _has_cell(part: Part) -> bool:
    """A file of sites adds up to one value for an entity, beside what the entity hands in itself."""
    return part.source is None or bool(part.source.sheet)


def _quantity(leaf: Leaf, additive: bool) -> Decimal:
    value = leaf.part.value or Decimal(0)
    return value * leaf.share if additive else value


def _adds_up(metric: Metric) -> bool:
    return metric.over_entities is not Rollup.AVERAGE and metric.over_months not in (Rollup.AVERAGE, Rollup.LAST)


def _cut_off(desk: Desk, counted: list[Leaf]) -> Mapping[int, str]:
    """The largest item of the first and of the last month of the year."""
    months = [month.id for month in desk.project.settings.fiscal_year.months()]
    found: dict[int, str] = {}
    for month in (months[0], months[-1]):
        those = [leaf for leaf in counted if leaf.part.period.kind is PeriodKind.MONTH and leaf.part.period.id == month]
        if those:
            largest = max(those, key=lambda leaf: (abs(leaf.quantity or 0), leaf.part.entity))
            found[id(largest)] = "cut_off"
    return found


def _of_cells(desk: Desk, figures: list[Figure], number: str) -> Population:
    counted = [figure for figure in figures if figure.value is not None and figure.state is not State.NOT_AVAILABLE]
    members = tuple(
        Member(
            # Quantities of several units can't be compared: each datapoint counts as one.
            Item(
                f"{figure.metric}@{figure.period}",
                Decimal(1),
                desk.project.metrics[figure.metric].topic,
                _doubtful(figure),
            ),
            figure,
            desk.project.settings.entity,
            figure.period.id,
            figure.value or Decimal(0),
            Decimal(1),
            None,
            figure.sources[0] if figure.sources else None,
        )
        for figure in counted
    )
    size = min(desk.project.settings.review.sample, max(1, len(members) - 1))
    sample = stratified([member.item for member in members], _seed(desk, number), size)
    return Population(number, None, False, members, len(figures) - len(counted), sample)


def _doubtful(figure: Figure) -> str:
    """Why a datapoint is looked at in any case."""
    if figure.restatement is not None:
        return "restated"
    return figure.kind.value if figure.kind is not Kind.ACTUAL else ""
