"""What is asked of whom: which metric of which entity for which period."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.model.entity import Entity, EntityKind
from reportgen.model.figures import periods_of
from reportgen.model.metric import Frequency, Metric
from reportgen.model.period import FiscalYear, Period
from reportgen.model.project import Project


@dataclass(frozen=True, slots=True)
class Ask:
    """One value that is asked for: of an entity, for a period."""

    entity: Entity
    period: Period


def stretches(metric: Metric, year: FiscalYear) -> tuple[Period, ...]:
    """The months, the quarters or the one period of a fiscal year that a metric is handed in for, first to last."""
    match metric.every:
        case Frequency.MONTH:
            return year.months()
        case Frequency.QUARTER:
            return year.quarters()
    return (year.resolve(metric.period),)


def asked(project: Project, metric: Metric) -> tuple[Ask, ...]:
    """All values of a metric that are asked for, entity by entity, newest year first.

    Entities are asked for the fiscal year, for the months in which they belong to the group. Earlier years are asked
    of the group as a whole: they were consolidated when they were reported.
    """
    if not metric.handed_in:
        return ()
    year, boundary = project.settings.fiscal_year, project.settings.boundary
    if not metric.consolidated:
        return tuple(Ask(boundary.group, period) for period in periods_of(metric, year))
    _, *earlier = periods_of(metric, year)
    found: list[Ask] = []
    for entity in boundary.in_span(metric.level, year.starts, year.ends):
        if metric.id in entity.without:
            continue
        for period in stretches(metric, year):
            span = year.span(period)
            if entity.kind is EntityKind.GROUP or span is None or boundary.belongs(entity, *span):
                found.append(Ask(entity, period))
    found += [Ask(boundary.group, period) for period in earlier]
    return tuple(found)


def handed_in_by(project: Project, owner: str) -> Iterator[tuple[Metric, Ask]]:
    """All that an owner is asked for, in the order of the metrics.

    An entity with an owner of its own hands in through that owner; the others through the owner of each metric.
    """
    for metric in project.metrics.values():
        for ask in asked(project, metric):
            if (ask.entity.owner or metric.owner) == owner:
                yield metric, ask
