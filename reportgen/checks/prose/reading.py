"""A whole dossier as read: passages of each language, their pairs, and what is bound in them, made once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from reportgen.checks.prose.lexicon import Lexicon, lexicon
from reportgen.checks.prose.pairs import Aligner, Laid, Pair
from reportgen.checks.prose.passages import Node, Passage, Spot, passage, tree
from reportgen.checks.prose.quantities import Quantity, quantities
from reportgen.checks.prose.sentences import Sentence, sentences
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.manuscript import Binding, Bound, Text
from reportgen.model.metric import Metric
from reportgen.model.period import Period, PeriodKind
from reportgen.model.place import Place
from reportgen.model.project import Project
from reportgen.model.words import Words

Texts = Iterator[tuple[str, Words, Place]]


@dataclass(eq=False)
class Prose:
    """The words of a report."""

    dossier: Dossier
    _sentences: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)
    _quantities: dict[int, tuple[Quantity, ...]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are there, in the report's order."""
        return tuple(m.language for m in self.dossier.manuscripts)

    @cached_property
    def trees(self) -> Mapping[tuple[str, str], tuple[Node, ...]]:
        """The nodes by language and section."""
        return {
            (m.language, chapter.section.id): tree(chapter) for m in self.dossier.manuscripts for chapter in m.chapters
        }

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all chapters, language by language."""
        nodes = (below for top in self.trees.values() for node in top for below in node.walk())
        return tuple(node.passage for node in nodes if node.passage is not None)

    @cached_property
    def declared(self) -> tuple[Pair, ...]:
        """The words of data files in the report's first two languages, or twice the same language if it has one."""
        one, two = (*self.languages, *self.languages)[:2] if self.languages else ("", "")
        return tuple(
            Pair(*(passage(kind, language, "", (Text(words[language]),), at) for language in (one, two)))
            for kind, words, at in _declared(self.dossier.project)
            if one in words and two in words
        )

    @cached_property
    def all_passages(self) -> tuple[Passage, ...]:
        """The passages of chapters, and the words of data files that the report prints."""
        told = [p for pair in self.declared for p in (pair.one, pair.two)]
        seen = {(p.language, p.text, p.at): p for p in told}
        return (*self.passages, *seen.values())

    @cached_property
    def bindings(self) -> Mapping[tuple[str, str], Binding]:
        """The bindings by language and id."""
        return {(b.language, b.id): b for m in self.dossier.manuscripts for b in m.bindings}

    def binding(self, passage: Passage, spot: Spot) -> Binding | None:
        """What a bound run prints."""
        return self.bindings.get((passage.language, spot.run.binding)) if isinstance(spot.run, Bound) else None

    @cached_property
    def laid(self) -> tuple[Laid, ...]:
        """The first language laid beside each other one, section by section."""
        found: list[Laid] = []
        first, *others = self.languages or ("",)
        for other in others:
            known = tuple({id: b for (lang, id), b in self.bindings.items() if lang == own} for own in (first, other))
            aligner = Aligner((first, other), (known[0], known[1]))
            for (language, section), nodes in self.trees.items():
                if language == first and (other, section) in self.trees:
                    found.extend(aligner.lay(nodes, self.trees[other, section]))
        return tuple(found)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The passages of chapters that tell the same in two languages."""
        return tuple(laid for laid in self.laid if isinstance(laid, Pair))

    @cached_property
    def all_pairs(self) -> tuple[Pair, ...]:
        """Pairs of chapters, and of data files where there are two languages."""
        return (*self.pairs, *(self.declared if len(self.languages) > 1 else ()))

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage."""
        if id(passage) not in self._sentences:
            self._sentences[id(passage)] = sentences(passage)
        return self._sentences[id(passage)]

    def quantities(self, passage: Passage) -> tuple[Quantity, ...]:
        """The quantities that a writer typed in a passage."""
        if id(passage) not in self._quantities:
            self._quantities[id(passage)] = quantities(passage.typed, passage.language)
        return self._quantities[id(passage)]

    @cached_property
    def figures(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures by metric, newest first."""
        found: dict[str, list[Figure]] = {}
        for figure in self.dossier.figures:
            found.setdefault(figure.metric, []).append(figure)
        return {metric: tuple(own) for metric, own in found.items()}

    def metric(self, binding: Binding) -> Metric | None:
        """The metric of a binding."""
        return self.dossier.project.metrics.get(binding.metric)

    @staticmethod
    def year_of(period: str) -> int | None:
        """The fiscal year or year's end that a period is; ``None`` for ranges, targets and labels."""
        known = Period(period)
        return known.year if known.kind in (PeriodKind.YEAR, PeriodKind.INSTANT) else None

    @staticmethod
    def lexicon(passage: Passage) -> Lexicon | None:
        """The word lists of a passage's language."""
        return lexicon(passage.language)


def prose(dossier: Dossier) -> Prose:
    """The words of a dossier; the same dossier is read once."""
    return _read(_Same(dossier))


class _Same:
    """A dossier as a key: only itself equals itself."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def __hash__(self) -> int:
        return id(self.dossier)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.dossier is self.dossier


@lru_cache(maxsize=1)
def _read(same: _Same) -> Prose:
    return Prose(same.dossier)


def _declared(project: Project) -> Texts:
    """The words of data files that the report prints."""
    nowhere = Place("report.toml")
    yield "title", project.settings.title, nowhere
    yield "title", project.settings.subtitle, nowhere
    yield from (("imprint", line, nowhere) for line in project.settings.imprint)
    for section in project.outline.sections:
        yield "section title", section.title, section.at or Place("data/outline.toml")
    for metric in project.metrics.values():
        at = metric.at or Place("data/metrics")
        yield "label", metric.label, at
        if metric.definition:
            yield "definition", metric.definition, at
    for spec in project.tables.values():
        at = spec.at or Place("data/tables.toml")
        yield "table title", spec.title, at
        for group in spec.groups:
            yield from (("group label", words, at) for words in (group.label, *group.labels.values()) if words)
    for chart in project.charts.values():
        at = chart.at or Place("data/charts.toml")
        yield "chart subtitle", chart.measure, at
        yield from (("series label", words, at) for words in chart.labels.values())
        if chart.source:
            yield "chart source", chart.source, at
    for omission in project.omissions:
        yield "reason", omission.reason, omission.at or Place("data/omissions.toml")
