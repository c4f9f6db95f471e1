"""Where a report answers a disclosure: declared in the outline, marked in the text, or told by a metric."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.model.elements import disclosure_id, section_id
from reportgen.model.index import Answer, Way
from reportgen.model.manuscript import ChapterText, Manuscript
from reportgen.model.project import Project

_TOLD = ("figure", "stat", "chart", "list")
_WITH_ELEMENT = ("figure", "stat", "table", "list")
_ORDER = tuple(Way)


@dataclass
class _Place:
    ways: set[Way] = field(default_factory=set)
    metrics: list[str] = field(default_factory=list)
    marked: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)


@dataclass
class Places:
    """What was found, by the disclosure's key (``HKEX@2022 A1.2``).

    Attributes:
        parts: ids of the sub-requirements that are declared, marked or told one by one.
        whole: ids of the printed metrics that declare a disclosure as a whole.
    """

    project: Project
    languages: tuple[str, ...]
    found: dict[str, dict[str, _Place]] = field(default_factory=dict)
    parts: dict[str, set[str]] = field(default_factory=dict)
    whole: dict[str, set[str]] = field(default_factory=dict)

    def add(self, declared: str, section: str, way: Way, metric: str = "") -> tuple[_Place, ...]:
        """Note that a section answers what is declared; empty if the editions of the report have no such code."""
        hit = self.project.find(declared)
        if hit is None:
            return ()
        disclosure, part = hit
        if part is not None:
            self.parts.setdefault(disclosure.key, set()).add(part.id)
        elif metric:
            self.whole.setdefault(disclosure.key, set()).add(metric)
        place = self.found.setdefault(disclosure.key, {}).setdefault(section, _Place())
        place.ways.add(way)
        return (place,)

    def answers(self, key: str) -> tuple[Answer, ...]:
        """The sections that answer a disclosure, in the outline's order."""
        places = self.found.get(key, {})
        return tuple(
            self._answer(section.id, places[section.id])
            for section in self.project.outline.sections
            if section.id in places
        )

    def _answer(self, section: str, place: _Place) -> Answer:
        start = section_id(section)
        return Answer(
            section=section,
            ways=tuple(way for way in _ORDER if way in place.ways),
            metrics=tuple(place.metrics),
            elements={
                language: place.marked.get(language) or place.figures.get(language) or start
                for language in self.languages
            },
        )


def find_places(project: Project, manuscripts: Sequence[Manuscript]) -> Places:
    """Collect all answers of a report.

    A declared section counts only where it has text in every language; a metric counts where it stands in a table,
    or, if it stands in none, where it is first told.
    """
    places = Places(project, tuple(m.language for m in manuscripts))
    written = _written(manuscripts)
    for section in project.outline.sections:
        if section.id in written:
            for code in section.disclosures:
                places.add(code, section.id, Way.DECLARED)
    for manuscript in manuscripts:
        for chapter in manuscript.chapters:
            for code in chapter.disclosures:
                for place in places.add(code, chapter.section.id, Way.ANCHORED):
                    id = disclosure_id(chapter.section.id, code, 1)
                    place.marked.setdefault(manuscript.language, id)
    _metrics(places, manuscripts)
    return places


def _written(manuscripts: Iterable[Manuscript]) -> frozenset[str]:
    """Ids of the sections that have text in every language."""
    found = [frozenset(c.section.id for c in m.chapters if c.blocks) for m in manuscripts]
    return frozenset.intersection(*found) if found else frozenset()


def _metrics(places: Places, manuscripts: Sequence[Manuscript]) -> None:
    chapters = [chapter for manuscript in manuscripts for chapter in manuscript.chapters]
    printed = printed_in(chapters)
    for metric in places.project.metrics.values():
        if metric.same_as is not None:
            continue
        for section, way in printed.get(metric.id, {}).items():
            for code in metric.disclosures:
                for place in places.add(code, section, way, metric.id):
                    if metric.id not in place.metrics:
                        place.metrics.append(metric.id)
                    for chapter in chapters:
                        if chapter.section.id == section:
                            _mark_figure(place, chapter, metric.id)


def printed_in(chapters: Iterable[ChapterText]) -> Mapping[str, Mapping[str, Way]]:
    """By metric, the sections in whose tables it stands, or else the one that first tells it."""
    chapters = tuple(chapters)
    found: dict[str, dict[str, Way]] = {}
    for chapter in chapters:
        for binding in chapter.bindings:
            if binding.kind == "table":
                found.setdefault(binding.metric, {})[chapter.section.id] = Way.TABLE
    for chapter in chapters:
        for binding in chapter.bindings:
            if binding.kind in _TOLD:
                found.setdefault(binding.metric, {chapter.section.id: Way.TEXT})
    return found


def _mark_figure(place: _Place, chapter: ChapterText, metric: str) -> None:
    """Remember the first element of a language at which a metric of the answer stands."""
    for binding in chapter.bindings:
        if binding.metric == metric and binding.kind in _WITH_ELEMENT:
            place.figures.setdefault(chapter.language, binding.id)
            return
