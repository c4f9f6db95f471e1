"""Reads data/diagrams.toml, and checks that the parts of each diagram fit each other."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from reportgen.catalog.toml_file import TomlFile
from reportgen.catalog.validate import build, check_languages, nearest, rows
from reportgen.model.diagrams import (
    LEVELS,
    Band,
    Body,
    Category,
    DiagramSpec,
    HeatmapSpec,
    Horizon,
    Layer,
    MatrixSpec,
    Risk,
    RiskGroup,
    StructureSpec,
    Topic,
)
from reportgen.model.place import Place
from reportgen.model.problem import Problem

Keys = tuple[str | int, ...]
Form = TypeVar("Form", MatrixSpec, StructureSpec, HeatmapSpec)
Part = TypeVar("Part", Band, Category, Topic, Layer, Body, Horizon, RiskGroup, Risk)
Named = Band | Category | Layer | Body | Horizon | RiskGroup

FORMS = ("matrix", "structure", "heatmap")
_PARTS: dict[type[Any], dict[str, tuple[str, type[Any]]]] = {
    MatrixSpec: {"band": ("bands", Band), "category": ("categories", Category), "topic": ("topics", Topic)},
    StructureSpec: {"layer": ("layers", Layer), "body": ("bodies", Body)},
    HeatmapSpec: {"horizon": ("horizons", Horizon), "group": ("groups", RiskGroup), "risk": ("risks", Risk)},
}
_TEXTS = ("measure", "source", "label", "detail", "noun", "basis", "kind", "impact")


def read_diagrams(
    files: Iterable[TomlFile], languages: Sequence[str], sections: Collection[str] | None, problems: list[Problem]
) -> dict[str, DiagramSpec]:
    """Read the diagrams of a project.

    Args:
        files: data/diagrams.toml, if the project has one.
        languages: of the report.
        sections: ids of the outline, which topics may name; ``None`` where the outline could not be read.
        problems: collects what is wrong: shapes, missing languages, twice-used ids, names that lead nowhere, circles.
    """
    found: dict[str, DiagramSpec] = {}
    for file in files:
        reader = _Reader(file, languages, problems)
        for spec in reader.diagrams():
            if spec.id in found:
                what = f"diagram {spec.id!r} is defined twice; the other stands at {found[spec.id].at}"
                problems.append(Problem(what, spec.at, "give one of the two another id, or delete it"))
                continue
            found[spec.id] = spec
            problems.extend(_fits(spec, sections))
    return found


class _Reader:
    def __init__(self, file: TomlFile, languages: Sequence[str], problems: list[Problem]) -> None:
        self._file, self._languages, self._problems = file, languages, problems

    def diagrams(self) -> Iterator[DiagramSpec]:
        yield from self._of(MatrixSpec, "matrix")
        yield from self._of(StructureSpec, "structure")
        yield from self._of(HeatmapSpec, "heatmap")

    def _of(self, form: type[Form], key: str) -> Iterator[Form]:
        for i, raw in enumerate(rows(self._file, key, self._problems, FORMS)):
            keys: Keys = (key, i)
            if not isinstance(raw, dict):
                build(form, raw, self._file, keys, self._problems)
                continue
            told = len(self._problems)
            given = {
                field: self._parts(cls, raw.get(name, []), (*keys, name)) for name, (field, cls) in _PARTS[form].items()
            }
            whole = len(self._problems) == told
            own = {name: value for name, value in raw.items() if name not in _PARTS[form]}
            spec = self._built(form, own, keys, given)
            if spec is not None and whole:  # else what names a part that could not be read would be blamed for it
                yield spec

    def _parts(self, cls: type[Part], raw: object, keys: Keys) -> tuple[Part, ...]:
        if not isinstance(raw, list) or not raw:
            header = ".".join(str(key) for key in keys if isinstance(key, str))
            what = f"[[{header}]] is missing" if raw == [] else f"{header!r} is not a row of tables"
            self._problems.append(Problem(what, self._file.place(*keys), f"write [[{header}]] and its keys"))
            return ()
        built = (self._built(cls, entry, (*keys, i), {}) for i, entry in enumerate(raw))
        return tuple(part for part in built if part is not None)

    def _built(self, cls: type[Any], raw: Any, keys: Keys, given: dict[str, Any]) -> Any:
        value = build(cls, raw, self._file, keys, self._problems, at=self._file.place(*keys), **given)
        if isinstance(raw, dict):
            texts = [(name, raw.get(name)) for name in _TEXTS]
            check_languages(texts, self._languages, self._file, keys, self._problems)
        return value


# --- what must hold between the parts ------------------------------------------------------------


def _fits(spec: DiagramSpec, sections: Collection[str] | None) -> Iterator[Problem]:
    match spec:
        case MatrixSpec():
            yield from _matrix(spec, sections)
        case StructureSpec():
            yield from _structure(spec)
        case HeatmapSpec():
            yield from _heatmap(spec)


def _matrix(spec: MatrixSpec, sections: Collection[str] | None) -> Iterator[Problem]:
    yield from (*_twice("band", spec.bands), *_twice("category", spec.categories))
    yield from _same_words("topic", spec.topics, lambda topic: topic.category)
    bands, categories = [band.id for band in spec.bands], [category.id for category in spec.categories]
    for topic in spec.topics:
        yield from _known("band", topic.band, bands, topic.at)
        yield from _known("category", topic.category, categories, topic.at)
        for section in topic.sections if sections is not None else ():
            yield from _known("section", section, sections or (), topic.at)


def _structure(spec: StructureSpec) -> Iterator[Problem]:
    yield from (*_twice("layer", spec.layers), *_twice("body", spec.bodies))
    order = [layer.id for layer in spec.layers]
    bodies = {body.id: body for body in spec.bodies}
    for body in spec.bodies:
        yield from _known("layer", body.layer, order, body.at)
        above = bodies.get(body.reports_to or "")
        if body.reports_to is not None:
            yield from _known("body", body.reports_to, bodies, body.at)
        if above is None or {body.layer, above.layer} - set(order):
            continue
        if order.index(above.layer) > order.index(body.layer):
            what = f"body {body.id!r} reports to {above.id!r}, which stands in a lower layer"
            yield Problem(what, body.at, "name a body of the same layer or of one above it")
    yield from _circles(bodies)


def _circles(bodies: dict[str, Body]) -> Iterator[Problem]:
    told: set[str] = set()
    for start in bodies:
        way: list[str] = []
        at: str | None = start
        while at in bodies and at not in way:
            way.append(at)
            at = bodies[at].reports_to
        if at in way and not told.intersection(way):
            circle = [*way[way.index(at) :], at]
            what = f"the bodies report in a circle: {' → '.join(circle)}"
            yield Problem(what, bodies[at].at, "let one of them report to nobody, or to a body outside the circle")
            told.update(way)


def _heatmap(spec: HeatmapSpec) -> Iterator[Problem]:
    yield from (*_twice("horizon", spec.horizons), *_twice("group", spec.groups))
    yield from _same_words("risk", spec.risks, lambda risk: risk.group)
    horizons = [horizon.id for horizon in spec.horizons]
    groups = {group.id: group for group in spec.groups}
    for group in spec.groups:
        for horizon in group.horizons:
            yield from _known("horizon", horizon, horizons, group.at)
        if [h for h in horizons if h in group.horizons] != [h for h in group.horizons if h in horizons]:
            what = f"group {group.id!r} names horizons twice or in another order than the heat map"
            yield Problem(what, group.at, f"keep to the order {', '.join(horizons)}")
        if not spec.of(group):
            yield Problem(f"group {group.id!r} has no risk", group.at, "write a [[heatmap.risk]] for it, or delete it")
    for risk in spec.risks:
        yield from _known("group", risk.group, groups, risk.at)
        for level in risk.levels:
            if level not in LEVELS:
                near = nearest(level, LEVELS)
                yield Problem(f"there is no level {level!r}{near}", risk.at, f"use one of: {', '.join(LEVELS)}")
        group_of = groups.get(risk.group)
        if group_of is not None and len(risk.levels) != len(group_of.horizons):
            have, wanted = len(risk.levels), len(group_of.horizons)
            what = f"the risk has {have} levels, its group {group_of.id!r} {wanted} horizons"
            yield Problem(what, risk.at, f"write a level for each of: {', '.join(group_of.horizons)}")


def _known(kind: str, id: str, known: Collection[str], at: Place | None) -> Iterator[Problem]:
    if id not in known:
        yield Problem(f"there is no {kind} {id!r}{nearest(id, known)}", at, f"use one of: {', '.join(known)}")


def _twice(kind: str, parts: Sequence[Named]) -> Iterator[Problem]:
    seen: dict[str, Place | None] = {}
    for part in parts:
        if part.id in seen:
            what = f"{kind} {part.id!r} is defined twice; the other stands at {seen[part.id]}"
            yield Problem(what, part.at, "give one of the two another id, or delete it")
        seen.setdefault(part.id, part.at)


def _same_words(kind: str, parts: Sequence[Part], within: Callable[[Part], str]) -> Iterator[Problem]:
    """Entries without an id that a reader could not tell apart, in whichever language."""
    counted = Counter((within(part), language, text) for part in parts for language, text in part.label.items())
    for part in parts:
        doubled = [text for language, text in part.label.items() if counted[within(part), language, text] > 1]
        if doubled:
            yield Problem(f"another {kind} is called {doubled[0]!r} as well", part.at, "give it another label")
