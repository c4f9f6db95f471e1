"""What must hold of entities, and of metrics that are put together from them."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from reportgen.catalog.validate import nearest
from reportgen.model.entity import Consolidation, Entity, EntityKind
from reportgen.model.metric import Frequency, Metric, Rollup
from reportgen.model.problem import Problem
from reportgen.model.project import Project
from reportgen.model.settings import Settings


def boundary_problems(settings: Settings, spoilt: AbstractSet[str]) -> Iterator[Problem]:
    """Entities defined twice, without a way up to the group, with a share or dates that can't be.

    Args:
        settings: as read.
        spoilt: ids of entities that could not be read; they are told already.
    """
    met: dict[str, Entity] = {}
    for entity in settings.entities:
        if entity.id in met:
            what = f"entity {entity.id!r} is defined twice; the other stands at {met[entity.id].at}"
            yield Problem(what, entity.at, "give one of the two another id, or delete it")
        met.setdefault(entity.id, entity)
    known = met.keys() | {settings.entity} | spoilt
    for entity in settings.entities:
        yield from _place(entity, settings, known)
        yield from _entity(entity, settings, spoilt)
    yield from _cycles(met)


def _place(entity: Entity, settings: Settings, known: AbstractSet[str]) -> Iterator[Problem]:
    """Where an entity stands in the tree."""
    if entity.kind is EntityKind.GROUP:
        if entity.id != settings.entity:
            yield Problem(
                f"the group is {settings.entity!r}, but {entity.id!r} is declared as one",
                entity.at,
                f"write entity = {entity.id!r} in [report], or another kind here",
            )
        if entity.parent is not None:
            yield Problem(f"the group {entity.id!r} has a parent", entity.at, "delete the parent")
    elif entity.id == settings.entity:
        yield Problem(f"{entity.id!r} is the group's id", entity.at, "give the entity another id")
    if entity.parent is not None and entity.parent not in known:
        yield Problem(
            f"the parent {entity.parent!r} of entity {entity.id!r} is unknown{nearest(entity.parent, known)}",
            entity.at,
            "name an entity that is defined, or leave the parent out for the group",
        )


def _entity(entity: Entity, settings: Settings, spoilt: AbstractSet[str]) -> Iterator[Problem]:
    if not re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", entity.id):
        yield Problem(f"{entity.id!r} is no entity id", entity.at, "use lower-case letters, digits, hyphens and points")
    if not 0 <= entity.share <= 1:
        yield Problem(
            f"the share of {entity.id!r} is {entity.share}", entity.at, "write a number from 0 to 1, such as 0.51"
        )
    if entity.id == settings.entity and entity.counts_by != 1:
        yield Problem(f"the group {entity.id!r} counts as a whole", entity.at, "delete its share and consolidation")
    if entity.consolidation is Consolidation.EXCLUDED and not entity.reason:
        yield Problem(f"{entity.id!r} is excluded without a reason", entity.at, "say why, in each language, as reason")
    for language in settings.languages:
        for name, words in (("name", entity.name), ("reason", entity.reason)):
            if words and language not in words:
                yield Problem(
                    f"the {name} of {entity.id!r} has no text in {language}", entity.at, f"add {language} = …"
                )
    if entity.since and entity.until and entity.since > entity.until:
        what = f"{entity.id!r} leaves the group on {entity.until}, before it joins on {entity.since}"
        yield Problem(what, entity.at, "correct since or until")
    owners = {owner.id for owner in settings.owners} | spoilt
    if entity.owner is not None and entity.owner not in owners:
        what = f"{entity.id!r} is handed in by the unknown owner {entity.owner!r}{nearest(entity.owner, owners)}"
        yield Problem(what, entity.at, "use an owner of report.toml")


def _cycles(entities: dict[str, Entity]) -> Iterator[Problem]:
    told: set[str] = set()
    for start in entities:
        path: list[str] = []
        current: str | None = start
        while current in entities and current not in path:
            path.append(current)
            current = entities[current].parent
        if current in path:
            cycle = path[path.index(current) :]
            if not told & set(cycle):
                what = f"the entities go round in a circle: {' → '.join([*cycle, cycle[0]])}"
                yield Problem(what, entities[cycle[0]].at, "let one of them have the group as its parent")
            told |= set(cycle)


def without_problems(project: Project, metrics: AbstractSet[str]) -> Iterator[Problem]:
    """Metrics that don't apply to an entity, and that are none."""
    for entity in project.settings.entities:
        for id in entity.without:
            if id not in metrics:
                what = f"{entity.id!r} is without the unknown metric {id!r}{nearest(id, project.metrics)}"
                yield Problem(what, entity.at, "name a metric that is defined")


def rollup_problems(
    project: Project, metric: Metric, metrics: AbstractSet[str], spoilt: AbstractSet[str]
) -> Iterator[Problem]:
    """A metric whose values of entities or months can't make one.

    Args:
        project: as far as it could be read.
        metric: the metric.
        metrics: ids of all metrics.
        spoilt: ids of what could not be read; it is told already.
    """
    if metric.level not in {entity.kind for entity in project.settings.boundary} and not spoilt:
        what = f"{metric.id!r} is handed in by each {metric.level}, and report.toml names none"
        yield Problem(what, metric.at, f'add [[entity]] with kind = "{metric.level}" to report.toml')
    if metric.over_entities is Rollup.LAST:
        yield Problem(
            f"{metric.id!r} takes the last of several entities", metric.at, "over_entities is sum, average or none"
        )
    if metric.over_entities is Rollup.AVERAGE and metric.level is not EntityKind.GROUP and metric.weight is None:
        what = f"{metric.id!r} is an average over entities, and no weight is named"
        yield Problem(what, metric.at, 'name a metric, such as weight = "property.area"')
    weight = project.metrics.get(metric.weight or "")
    if metric.weight is not None and metric.weight not in metrics:
        what = f"the weight of {metric.id!r} is the unknown metric {metric.weight!r}"
        yield Problem(what + nearest(metric.weight, project.metrics), metric.at, "name a metric that is defined")
    elif weight is not None and {weight.over_entities, weight.over_months} != {Rollup.SUM}:
        what = f"the weight of {metric.id!r}, {weight.id!r}, does not add up over entities and months"
        yield Problem(what, metric.at, "name a metric whose over_entities and over_months are sum")
    elif weight is not None and (weight.level, weight.every) != (metric.level, metric.every):
        what = f"the weight of {metric.id!r}, {weight.id!r}, is handed in at another level or for another time"
        yield Problem(what, metric.at, f"give {weight.id!r} the same level and every")
    if metric.formula is not None and metric.level is not EntityKind.GROUP:
        what = f"{metric.id!r} is computed from figures of the group, and can't be handed in by a {metric.level}"
        yield Problem(what, metric.at, "delete level; let the metrics of its formula have it")
    if metric.level is not EntityKind.GROUP and metric.over_entities is Rollup.NONE:
        what = f"{metric.id!r} is handed in by each {metric.level}, but nothing says how these make one figure"
        yield Problem(what, metric.at, 'write over_entities = "sum" or "average"')
    if metric.every is not Frequency.YEAR and metric.period != "{fy}":
        what = f"{metric.id!r} is handed in for each {metric.every}, but is about {metric.period!r}"
        yield Problem(what, metric.at, "delete period or every")
    elif metric.every is not Frequency.YEAR and metric.over_months is Rollup.NONE:
        what = f"{metric.id!r} is handed in for each {metric.every}, but nothing says how these make a year"
        yield Problem(what, metric.at, 'write over_months = "sum", "last" or "average"')
    variance = metric.variance
    if any(limit is not None and limit < 0 for limit in (variance.percent, variance.points, variance.floor)):
        yield Problem(f"a limit in the variance of {metric.id!r} is negative", metric.at, "write 0 or more")
