"""A change split into what caused it: activity, factor, boundary, method, and what stays unexplained.

A figure that is a sum of activities times factors (electricity times the grid's factor) moves because more was done,
because the factor changed, because entities joined or left, or because it is measured in another way. A factor that
fell can hide that more was done.

Each addend is split at the midpoint: the activity's change counts with the mean of the two factors, the factor's change
with the mean of the two activities. That is exact, the same in both directions of time, and defined where a value is
zero, which a split by logarithms is not.

Source:
    T. L. Bennet, "The Theory of Measurement of Changes in Cost of Living", Journal of the Royal Statistical Society 83
    (1920), 455-462; J. W. Sun, "Changes in energy consumption and energy intensity: a complete decomposition model",
    Energy Economics 20 (1998), 85-100. GHG Protocol Corporate Standard, chapter 5: what joins or leaves the boundary,
    or is measured by another method, is no organic growth or decline.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.model.figure import Figure, leaves_of
from reportgen.model.figures import Figures
from reportgen.model.formula import Monomial, monomials
from reportgen.model.metric import Metric
from reportgen.model.period import Period
from reportgen.model.project import Project
from reportgen.model.unit import Style, Unit

_DIGITS = 200
"""Precision in which products and sums of 34-digit figures are exact."""

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Product:
    """One addend of a figure in one year: an activity in its own unit, times a factor."""

    activity: Decimal
    factor: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        """What it adds to the figure, in the figure's unit."""
        with localcontext(prec=_DIGITS):
            return self.activity * self.factor


@dataclass(frozen=True, slots=True)
class ChangeSplit:
    """What a change is made of; all in the unit of the figure, and together exactly the change."""

    activity: Decimal
    factor: Decimal
    boundary: Decimal
    method: Decimal
    residual: Decimal

    @property
    def change(self) -> Decimal:
        """The whole change."""
        with localcontext(prec=_DIGITS):
            return self.activity + self.factor + self.boundary + self.method + self.residual


def split_change(
    before: Mapping[str, Product],
    now: Mapping[str, Product],
    *,
    change: Decimal | None = None,
    crossing: Collection[str] = (),
    boundary: Decimal = _NOTHING,
    method: Decimal = _NOTHING,
) -> ChangeSplit:
    """Split the change of a figure.

    Args:
        before: the addends of the earlier year by name; a name stands for the same source or entity in both years.
        now: those of the later year.
        change: of the figure, where the addends are not all of it; that of the addends by default.
        crossing: names of addends that joined or left the boundary: what they changed counts as boundary.
        boundary: what a wider or narrower boundary is known to have added beside the addends.
        method: what another method is known to have added, e.g. this year's figure less the same by the former method.

    Returns:
        Parts that add up to the change exactly; the residual is what none of the others explains.
    """
    with localcontext(prec=_DIGITS):
        activity = factor = crossed = _NOTHING
        for name in {**before, **now}:
            old, new = before.get(name), now.get(name)
            if name in crossing:
                crossed += (new.value if new else _NOTHING) - (old.value if old else _NOTHING)
                continue
            # A source that is new or gone has no factor in one of the years; the other year's is its factor.
            first = old or Product(_NOTHING, new.factor if new else Decimal(1))
            last = new or Product(_NOTHING, first.factor)
            activity += (last.activity - first.activity) * (first.factor + last.factor) / 2
            factor += (last.factor - first.factor) * (first.activity + last.activity) / 2
        whole = activity + factor + crossed + boundary + method if change is None else change
        boundary += crossed
        return ChangeSplit(activity, factor, boundary, method, whole - activity - factor - boundary - method)


@dataclass(frozen=True, slots=True)
class Addends:
    """The addends of a figure in one year, and the metrics that are their activities."""

    products: Mapping[str, Product]
    activities: tuple[str, ...]


def split_figure(
    project: Project,
    figures: Figures,
    metric: Metric,
    now: Period,
    before: Period,
    *,
    boundary: Decimal = _NOTHING,
    method: Decimal = _NOTHING,
) -> tuple[ChangeSplit, tuple[str, ...]] | None:
    """Split the change of a metric's figure by its formula and by the entities behind it.

    Args:
        project: metrics and units.
        figures: of both years.
        metric: the metric.
        now: the later period.
        before: the earlier one.
        boundary: what a wider boundary is known to have added, from a figure on the former boundary.
        method: what another method is known to have added.

    Returns:
        The split and the metrics that are the activities; ``None`` where the data don't allow a split: a figure without
        a number, or one that is no sum of activities times factors and was not put together from entities.
    """
    last, first = figures.get(metric.id, now), figures.get(metric.id, before)
    if last is None or first is None or last.value is None or first.value is None:
        return None
    new, old = addends_of(project, figures, metric, now), addends_of(project, figures, metric, before)
    if new is None or old is None:
        return None
    crossing = {name for name in {**new.products, **old.products} if "@" in name} - (
        new.products.keys() & old.products.keys()
    )
    with localcontext(prec=_DIGITS):
        change = last.value - first.value
    split = split_change(old.products, new.products, change=change, crossing=crossing, boundary=boundary, method=method)
    return split, tuple(dict.fromkeys((*new.activities, *old.activities)))


def addends_of(project: Project, figures: Figures, metric: Metric, period: Period) -> Addends | None:
    """The addends of a metric's figure: activity times factor, by formula, and entity by entity where they are known.

    A factor is a metric whose unit is a rate (tonnes per MWh), a ratio or a percentage. Addends of another kind are
    left out, and their change is part of the residual.

    Returns:
        ``None`` if the figure has no such addend.
    """
    products: dict[str, Product] = {}
    activities: dict[str, None] = {}
    for monomial in _expanded(project, metric):
        found = _factors(project, figures, monomial, period)
        if found is None:
            continue
        factor, source = found
        activities.setdefault(source.metric)
        name = " * ".join(id for id, _ in monomial.over)
        for entity, part in _by_entity(source).items():
            products[f"{name}{entity}"] = Product(monomial.times * part, factor)
    return Addends(products, tuple(activities)) if products else None


def _expanded(project: Project, metric: Metric) -> tuple[Monomial, ...]:
    """The addends of a metric's formula, with those of derived metrics in it in their place."""
    if metric.formula is None:
        return (Monomial(Decimal(1), ((metric.id, None),)),)
    found: list[Monomial] = []
    for monomial in monomials(metric.formula) or ():
        (id, fixed), *others = monomial.over or (("", None),)
        inner = project.metrics.get(id)
        if inner is not None and inner.formula is not None and not others and not fixed and not monomial.under:
            below = _expanded(project, inner)
            found.extend(Monomial(m.times * monomial.times, m.over, m.under) for m in below)
        else:
            found.append(monomial)
    return tuple(found)


def _factors(project: Project, figures: Figures, monomial: Monomial, period: Period) -> tuple[Decimal, Figure] | None:
    """The factor of one addend and the figure of its activity; ``None`` if it isn't one activity times factors."""
    factor = Decimal(1)
    source: Figure | None = None
    factors = 0
    for id, fixed in monomial.over:
        figure = figures.get(id, fixed or period)
        if figure is None or figure.value is None:
            return None
        if _is_factor(project.units[figure.unit]):
            factor *= figure.value
            factors += 1
        elif source is None:
            source = figure
        else:
            return None
    if source is None or monomial.under or not (factors or source.drilldown):
        return None
    return factor, source


def _is_factor(unit: Unit) -> bool:
    return unit.style in (Style.RATIO, Style.PERCENT) or "_per_" in unit.id


def _by_entity(figure: Figure) -> Mapping[str, Decimal]:
    """What each entity adds to a figure, one without a name where they are not known.

    A share that changed makes another addend, since the boundary moved.
    """
    if figure.drilldown is None:
        return {"": figure.value or _NOTHING}
    return {
        f"@{leaf.entity} by {share.normalize():f}": leaf.value * share
        for leaf, share in leaves_of(figure.drilldown)
        if leaf.value is not None
    }
