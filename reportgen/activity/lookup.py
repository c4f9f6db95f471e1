"""What the project knows about the rows of a file: its entities, metrics and units, as small tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import ibis

from reportgen.model.entity import Boundary, Entity, EntityKind
from reportgen.model.metric import Frequency, Metric, Rollup
from reportgen.model.project import Project


@dataclass(frozen=True, slots=True)
class Lookup:
    """``factors`` by metric and unit as written; the tables hold what the engine needs to know."""

    metrics: dict[str, Metric]
    factors: dict[tuple[str, str], Decimal]
    places: Any
    measures: Any
    units: Any
    exempt: Any
    sites: Mapping[tuple[str, str], frozenset[str]]
    without: Mapping[str, frozenset[str]]

    def asked(self, metric: str, above: str) -> int:
        """How many entities are asked for a metric that is added up for the entity above them."""
        there = self.sites.get((self.metrics[metric].level.value, above), frozenset())
        return len(there - self.without.get(metric, frozenset()))


def lookup(project: Project) -> Lookup:
    """The tables of a project; only metrics that are handed in by month and add up can stand in a file."""
    boundary, year = project.settings.boundary, project.settings.fiscal_year
    spans = [span for month in year.months() if (span := year.span(month))]
    metrics = {m.id: m for m in project.metrics.values() if _fits(m)}
    places: dict[str, list[Any]] = {"entity": [], "kind": [], "above": [], "share": [], "mask": [], "counts": []}
    sites: dict[tuple[str, str], set[str]] = {}
    for entity in boundary:
        above, share = _above(boundary, entity)
        mask = _mask(boundary, entity, spans)
        counts = bool(boundary.share_of(entity)) and bool(mask)
        if counts:
            sites.setdefault((entity.kind.value, above), set()).add(entity.id)
        told = (entity.id, entity.kind.value, above, f"{share:f}", mask, counts)
        for column, value in zip(places, told, strict=True):
            places[column].append(value)
    factors = {
        (m.id, word): unit.factor / project.units[m.unit].factor
        for m in metrics.values()
        for unit in project.units.values()
        if unit.base == project.units[m.unit].base
        for word in _words(project, m, unit.id)
    }
    without = [(id, entity.id) for entity in boundary for id in entity.without]
    return Lookup(
        metrics,
        factors,
        _table(places, entity="string", kind="string", above="string", share="string", mask="int64", counts="boolean"),
        _table(
            {
                "metric": list(metrics),
                "level": [m.level.value for m in metrics.values()],
                "negative": [m.low is not None and m.low < 0 for m in metrics.values()],
            },
            metric="string",
            level="string",
            negative="boolean",
        ),
        _table(
            {"metric": [m for m, _ in factors], "unit": [u for _, u in factors], "known": [True] * len(factors)},
            metric="string",
            unit="string",
            known="boolean",
        ),
        _table(
            {"metric": [m for m, _ in without], "entity": [e for _, e in without], "exempt": [True] * len(without)},
            metric="string",
            entity="string",
            exempt="boolean",
        ),
        {key: frozenset(found) for key, found in sites.items()},
        {m: frozenset(entity for id, entity in without if id == m) for m, _ in without},
    )


def _fits(metric: Metric) -> bool:
    weighted = Rollup.AVERAGE in (metric.over_entities, metric.over_months) and metric.weight is not None
    return metric.handed_in and metric.every is Frequency.MONTH and not weighted


def _above(boundary: Boundary, entity: Entity) -> tuple[str, Decimal]:
    """The entity that a site's rows are added up for, and by how much the site counts in it."""
    share = Decimal(1)
    while entity.kind is EntityKind.SITE:
        share *= entity.counts_by
        entity = boundary.parent_of(entity) or boundary.group
    return entity.id, share


def _mask(boundary: Boundary, entity: Entity, spans: Sequence[tuple[date, date]]) -> int:
    """The months in which an entity and all above it belong to the group, one bit each."""
    chain: list[Entity] = []
    current: Entity | None = entity
    while current is not None:
        chain.append(current)
        current = boundary.parent_of(current)
    if not any(e.since or e.until for e in chain):
        return (1 << len(spans)) - 1
    return sum(1 << n for n, span in enumerate(spans) if all(e.belongs(*span) for e in chain))


def _words(project: Project, metric: Metric, unit: str) -> set[str]:
    """How a unit may be written."""
    told = project.units[unit]
    nouns = metric.noun.values() if metric.noun and unit == metric.unit else ()
    return {unit, *told.label.values(), *nouns}


def _table(columns: dict[str, list[Any]], **types: str) -> Any:
    return ibis.memtable(columns, schema=ibis.schema(types))
