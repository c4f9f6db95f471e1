"""Consolidation: from the values of entities and months to the group's figure of the year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.model.collection import asked, stretches
from reportgen.model.entity import Entity, EntityKind
from reportgen.model.figure import Datapoint, DatapointKey, Entry, Kind, Part, State
from reportgen.model.metric import Metric, Qualifier, Rollup
from reportgen.model.period import FiscalYear, Period
from reportgen.model.problem import Problem
from reportgen.model.project import Project

_NO_NUMBER = (State.NOT_AVAILABLE, State.NOT_COLLECTED)


class Consolidator:
    """Puts figures together from the values of entities and periods; what is wrong collects in ``problems``."""

    def __init__(self, project: Project, entries: Iterable[Entry]) -> None:
        self._project = project
        self._boundary = project.settings.boundary
        self._entries: Mapping[DatapointKey, Entry] = {e.datapoint.key: e for e in entries}
        self._having: dict[tuple[str, int], set[str]] = {}
        for metric, period, entity in self._entries:
            year = self._fiscal_year_of(Period(period))
            if year is not None:
                self._having.setdefault((metric, year), set()).add(entity)
        self.problems: list[Problem] = []

    def strangers(self) -> Iterator[Problem]:
        """Values of this year that belong to no entity of the project, and would be lost."""
        year = self._project.settings.fiscal_year.year
        known = {entity.id for entity in self._boundary}
        told: set[str] = set()
        for (metric, of), having in self._having.items():
            own = self._project.metrics.get(metric)
            if own is None or not own.consolidated or of != year:
                continue
            for entity in sorted(having - known):
                if entity not in told:
                    told.add(entity)
                    yield Problem(
                        f"the ledger has values of the entity {entity!r}, which report.toml doesn't name",
                        own.at,
                        "name it as [[entity]], with until = … once it has left the group",
                    )

    def handed_in(self, metric: Metric, year: FiscalYear) -> bool:
        """Whether some entity or month of a year is there, so that a figure can be put together."""
        return bool(self._having.get((metric.id, year.year)))

    def consolidate(self, metric: Metric, year: FiscalYear) -> Part | None:
        """The group's figure of a year with all that it was put together from.

        Returns:
            ``None`` if values are missing or can't be put together; ``problems`` says which.
        """
        before = len(self.problems)
        self._missing(metric, year)
        part = self._part(metric, self._boundary.group, year)
        if len(self.problems) == before and not self.datapoints(part, metric.id):
            what = f"no {metric.level} in the boundary has {metric.id} for {year.year}"
            self.problems.append(Problem(what, metric.at, "name the entities that hand it in as [[entity]]"))
        return part if len(self.problems) == before else None

    def datapoints(self, part: Part, metric: str) -> tuple[Datapoint, ...]:
        """The datapoints below a part that count in it."""
        if part.source is not None:
            return (self._entries[metric, part.period.id, part.entity].datapoint,)
        return tuple(d for below in part.parts if below.counts_by for d in self.datapoints(below, metric))

    # --- one entity ------------------------------------------------------------------------------

    def _part(self, metric: Metric, entity: Entity, year: FiscalYear) -> Part:
        own = self._own(metric, entity, year)
        sites = own if own is not None and own.source is not None and not own.source.sheet else None
        if sites is not None:  # what a file of sites adds up to for this entity, beside its subsidiaries
            own = None
        below = [
            self._part(metric, child, year)
            for child in self._boundary.below(entity)
            if child.belongs(year.starts, year.ends) and metric.id not in child.without
        ]
        below = [part for part in below if part.parts or part.source or not part.counts_by]
        counting = [part for part in below if part.counts_by]
        of_sites = [p for p in counting if sites and self._is_site(p.entity)]
        if (own is not None and counting) or of_sites:
            self.problems.append(
                Problem(
                    f"{metric.id} for {year.year} is handed in both by {entity.id!r} and by "
                    f"{(of_sites or counting)[0].entity!r}, which is a part of it",
                    metric.at,
                    "hand in one of the two",
                )
            )
        if sites is not None:
            below.insert(0, sites)
        made = own if own is not None else self._of_entities(metric, entity, below, year)
        return replace(made, counts_by=entity.counts_by, reason=made.reason or _why_excluded(entity))

    def _is_site(self, entity: str) -> bool:
        found = self._boundary.get(entity)
        return found is not None and found.kind is EntityKind.SITE

    def _own(self, metric: Metric, entity: Entity, year: FiscalYear) -> Part | None:
        """What an entity handed in itself: for the year, or for its months."""
        whole = self._leaf(metric, entity, year.period())
        months = [(p, self._leaf(metric, entity, p)) for p in stretches(metric, year) if p != year.period()]
        found = [part for _, part in months if part is not None]
        if whole is not None and found:
            what = f"{metric.id} of {entity.id!r} is handed in both for {year.year} and for {found[0].period}"
            self.problems.append(Problem(what, metric.at, "hand in the year or its parts"))
        if whole is not None:
            return whole
        if not found:
            return None
        return self._of_months(metric, entity, found, year, [p for p, _ in months])

    def _leaf(self, metric: Metric, entity: Entity, period: Period) -> Part | None:
        entry = self._entries.get((metric.id, period.id, entity.id))
        if entry is None:
            return None
        d = entry.datapoint
        return Part(entity.id, period, entry.value, entry.state, source=d.source, reason=d.reason)

    def _of_months(
        self, metric: Metric, entity: Entity, parts: Sequence[Part], year: FiscalYear, months: Sequence[Period]
    ) -> Part:
        value: Decimal | None
        counting = list(parts)
        if metric.over_months is Rollup.LAST:
            counting = [part for part in parts if part.period == months[-1]]
        numbers = [part.value for part in counting if part.value is not None]
        if metric.over_months is Rollup.AVERAGE and metric.weight:
            value = self._weighted(
                metric, [(p, self._weight(metric, p.entity, p.period), Decimal(1)) for p in counting]
            )
        else:
            value = sum(numbers, Decimal(0)) if numbers else None
            if value is not None and metric.over_months is Rollup.AVERAGE:
                # An entity that joined in July was not there for six months: that is what an average over a year says.
                value /= len(months)
        return Part(
            entity.id, year.period(), value, _state(counting, value), parts=tuple(parts), reason=_gaps(counting)
        )

    def _of_entities(self, metric: Metric, entity: Entity, parts: Sequence[Part], year: FiscalYear) -> Part:
        value: Decimal | None
        counting = [part for part in parts if part.counts_by]
        numbers = [part.value * part.counts_by for part in counting if part.value is not None]
        if metric.over_entities is Rollup.AVERAGE:
            weighed = [(p, self._year_weight(metric, p.entity, year), p.counts_by) for p in counting]
            value = self._weighted(metric, weighed)
        else:
            value = sum(numbers, Decimal(0)) if numbers else None
        return Part(
            entity.id, year.period(), value, _state(counting, value), parts=tuple(parts), reason=_gaps(counting)
        )

    # --- averages --------------------------------------------------------------------------------

    def _weighted(self, metric: Metric, weighed: Sequence[tuple[Part, Decimal | None, Decimal]]) -> Decimal | None:
        """The average of values by weights, each weight counting by the entity's share."""
        total = weight = Decimal(0)
        for part, own, share in weighed:
            if part.value is None:
                continue
            if own is None:
                what = f"{metric.id} of {part.entity!r} for {part.period} has no weight: {metric.weight} is missing"
                self.problems.append(Problem(what, metric.at, f"hand in {metric.weight} for it"))
                return None
            total += part.value * own * share
            weight += own * share
        if not weight:
            if any(part.value is not None for part, _, _ in weighed):
                what = f"{metric.id} can't be averaged: its weights, {metric.weight}, add up to zero"
                self.problems.append(Problem(what, metric.at, f"correct {metric.weight} in its workbook"))
            return None
        return total / weight

    def _weight(self, metric: Metric, entity: str, period: Period) -> Decimal | None:
        entry = self._entries.get((metric.weight or "", period.id, entity))
        return None if entry is None else entry.value

    def _year_weight(self, metric: Metric, entity: str, year: FiscalYear) -> Decimal | None:
        found = self._boundary.get(entity)
        weight = self._project.metrics.get(metric.weight or "")
        return None if found is None or weight is None else self._part(weight, found, year).value

    # --- what is missing -------------------------------------------------------------------------

    def _missing(self, metric: Metric, year: FiscalYear) -> None:
        if year.year != self._project.settings.fiscal_year.year:
            return  # an earlier year was complete when it was reported, and asks for nothing now
        gaps: dict[str, list[str]] = {}
        for ask in asked(self._project, metric):
            if year.contains(year.period(), ask.period) and not self._covered(metric, ask.entity, ask.period):
                gaps.setdefault(ask.entity.id, []).append(ask.period.id)
        for entity, periods in gaps.items():
            named = self._boundary.get(entity)
            owner = (named.owner if named else None) or metric.owner
            whose = "" if entity == self._boundary.group.id else f" of the {metric.level} {entity!r}"
            self.problems.append(
                Problem(
                    f"no value of {metric.id}{whose} for {', '.join(periods)} was handed in",
                    metric.at,
                    f"import the workbook of the owner {owner!r} with a value or a state in this row",
                )
            )

    def _covered(self, metric: Metric, entity: Entity, period: Period) -> bool:
        """Whether an entity, or one above it that hands in for it, has a value for a period or its year."""
        year = self._project.settings.fiscal_year.period()
        current: Entity | None = entity
        while current is not None:
            for wanted in (period, year):
                if (metric.id, wanted.id, current.id) in self._entries:
                    return True
            current = self._boundary.parent_of(current)
        return False

    def _fiscal_year_of(self, period: Period) -> int | None:
        """The fiscal year in which a period begins."""
        year = self._project.settings.fiscal_year
        span = year.span(period)
        if span is None:
            return None
        found = year.shifted(span[0].year - year.starts.year)
        return found.year if found.starts <= span[0] else found.year - 1


def loosest(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """A figure computed from "over" or "nearly" is only known about."""
    return Qualifier.EXACT if set(qualifiers) <= {Qualifier.EXACT} else Qualifier.ABOUT


def weakest(kinds: Iterable[Kind]) -> Kind:
    """A figure computed from an estimate is an estimate."""
    found = set(kinds)
    return next((kind for kind in (Kind.ESTIMATED, Kind.ACCRUED) if kind in found), Kind.ACTUAL)


def _state(parts: Sequence[Part], value: Decimal | None) -> State:
    if value is not None:
        return State.VALUE if value else State.CONFIRMED_ZERO
    states = {part.state for part in parts}
    return State.NOT_APPLICABLE if states <= {State.NOT_APPLICABLE} else State.NOT_AVAILABLE


def _gaps(parts: Sequence[Part]) -> str:
    """Which parts have no number although there is something to measure."""
    gone = [part for part in parts if part.value is None and part.state in _NO_NUMBER]
    partly = [part for part in parts if part.value is not None and part.reason.startswith("without ")]
    named = [f"{part.entity} {part.period} ({part.reason or part.state.value})" for part in gone]
    named += [f"{part.reason.removeprefix('without ')}" for part in partly]
    return f"without {'; '.join(named)}" if named else ""


def _why_excluded(entity: Entity) -> str:
    if entity.counts_by or entity.kind is EntityKind.GROUP or not entity.reason:
        return ""
    return entity.reason.get("en") or next(iter(entity.reason.values()))
