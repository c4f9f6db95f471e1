"""Lays the sentences of two passages beside each other, and finds those that one language lacks.

Sentences are paired by their lengths, the figures bound in them, their names and numbers (Gale and Church, A Program
for Aligning Sentences in Bilingual Corpora, 1993): one with one, one with two, or one with none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from statistics import median

from reportgen.checks.prose.pairs import Pair
from reportgen.checks.prose.reading import Prose
from reportgen.checks.prose.sentences import Sentence
from reportgen.model.manuscript import NoteRef, SectionRef

_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9&+.-]*[A-Z0-9][A-Za-z0-9&+.-]*|[A-Z][a-z]{2,}|\d[\d,.]*\d")
_SPREAD = 2.4
"""How far lengths of translations lie apart: variance of the difference, in letters for each letter."""
_EVEN = {(1, 1): 0.0, (2, 2): 5.0}
_UNEVEN = {(1, 2): 0.0, (1, 3): 1.0, (2, 3): 4.0}
"""What it costs to join sentences beyond what the report's own habit of joining them does."""
_COMMON, _RARE = 1.5, 4.0
_ALONE = 5.0
_FIGURE, _WORD = 2.0, 1.5
_SHORT = 12.0
"""Letters: what is shorter may be told by half a word over there."""


@dataclass(frozen=True)
class _Weighed:
    """A sentence with what tells its translation."""

    sentence: Sentence
    letters: float
    figures: frozenset[tuple[str, str]]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(name.lower() for name in _NAME.findall(self.sentence.typed))

    @cached_property
    def words(self) -> str:
        return self.sentence.typed.lower()


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence without counterpart in the other passage of its pair."""

    pair: Pair
    sentence: Sentence


class Beads:
    """Finds the sentences of a report that one of two languages lacks.

    Args:
        read: the report's words.
        pairs: all pairs of one pair of languages; the usual ratio of lengths is theirs.
    """

    def __init__(self, read: Prose, pairs: Sequence[Pair]) -> None:
        self._read = read
        self._pairs = pairs
        self._letters_an_ideograph = self._ratio()
        self._ways = self._habit()

    def missing(self, pair: Pair) -> Iterator[Missing]:
        """The sentences of a pair that have no counterpart."""
        one = [self._weigh(sentence) for sentence in self._read.sentences(pair.one)]
        two = [self._weigh(sentence) for sentence in self._read.sentences(pair.two)]
        if len(one) == len(two) and sum(_cost([a], [b]) for a, b in zip(one, two, strict=True)) < _ALONE:
            return
        for ours, theirs in self._groups(one, two):
            alone = ours[0] if not theirs else theirs[0]
            if not (ours and theirs) and alone.letters >= _SHORT:
                yield Missing(pair, alone.sentence)

    def laid(self, pair: Pair) -> Iterator[tuple[tuple[Sentence, ...], tuple[Sentence, ...]]]:
        """The sentences of a pair that tell the same, from the last ones to the first."""
        one = [self._weigh(sentence) for sentence in self._read.sentences(pair.one)]
        two = [self._weigh(sentence) for sentence in self._read.sentences(pair.two)]
        for ours, theirs in self._groups(one, two):
            if ours and theirs:
                yield tuple(s.sentence for s in ours), tuple(s.sentence for s in theirs)

    def _groups(
        self, one: Sequence[_Weighed], two: Sequence[_Weighed]
    ) -> Iterator[tuple[Sequence[_Weighed], Sequence[_Weighed]]]:
        i, j = len(one), len(two)
        ways = self._aligned(one, two)
        while i or j:
            x, y = ways[i, j]
            yield one[i - x : i], two[j - y : j]
            i, j = i - x, j - y

    def _ratio(self) -> float:
        """How many English letters stand for one ideograph in this report."""
        found = []
        for pair in self._pairs:
            one, two = (len(_IDEOGRAPH.findall(side.text)) for side in (pair.one, pair.two))
            sides = (pair.one, pair.two) if one > two else (pair.two, pair.one)
            ideographs, letters = max(one, two), sum(c.isalnum() for c in sides[1].text)
            latin = sum(c.isalnum() for c in sides[0].text) - ideographs
            if ideographs >= _SHORT and letters > latin:
                found.append((letters - latin) / ideographs)
        return median(found) if found else 3.0

    def _habit(self) -> dict[tuple[int, int], float]:
        """What it costs to join so many sentences of one language with so many of the other: little if usual."""
        counts = [(len(self._read.sentences(p.one)), len(self._read.sentences(p.two))) for p in self._pairs]
        several = max(1, sum(max(pair) > 1 for pair in counts))
        ways = dict(_EVEN)
        for turned in (False, True):
            often = sum(a > b if turned else a < b for a, b in counts) / several
            habit = min(max(-log(often), _COMMON), _RARE) if often else _RARE
            ways |= {((y, x) if turned else (x, y)): cost + habit for (x, y), cost in _UNEVEN.items()}
        return ways

    def _aligned(self, one: Sequence[_Weighed], two: Sequence[_Weighed]) -> dict[tuple[int, int], tuple[int, int]]:
        best: dict[tuple[int, int], float] = {(0, 0): 0.0}
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(len(one) + 1):
            for j in range(len(two) + 1):
                options = [
                    (best[i - x, j - y] + cost + _cost(one[i - x : i], two[j - y : j]), (x, y))
                    for (x, y), cost in self._ways.items()
                    if i >= x and j >= y
                ]
                if i:
                    options.append((best[i - 1, j] + _ALONE, (1, 0)))
                if j:
                    options.append((best[i, j - 1] + _ALONE, (0, 1)))
                if options:
                    best[i, j], found[i, j] = min(options)
        return found

    def _weigh(self, sentence: Sentence) -> _Weighed:
        text, passage = sentence.text, sentence.passage
        ideographs = len(_IDEOGRAPH.findall(text))
        letters = sum(c.isalnum() for c in text) - ideographs + ideographs * self._letters_an_ideograph
        figures = {
            (binding.metric, binding.period)
            for spot in sentence.bound
            if (binding := self._read.binding(passage, spot)) is not None
        }
        for spot in passage.spots:
            if sentence.start <= spot.start < sentence.end:
                if isinstance(spot.run, SectionRef):
                    figures.add(("section", spot.run.section))
                elif isinstance(spot.run, NoteRef):
                    figures.add(("note", spot.run.note))
        return _Weighed(sentence, letters, frozenset(figures))


@lru_cache(maxsize=2)
def beads_of(read: Prose, language: str) -> Beads:
    """The sentences of the first language beside those of another one."""
    return Beads(read, [pair for pair in read.pairs if pair.two.language == language])


def _cost(one: Sequence[_Weighed], two: Sequence[_Weighed]) -> float:
    """How little two groups of sentences look like translations of each other, from 0."""
    a, b = sum(s.letters for s in one), sum(s.letters for s in two)
    cost = (a - b) ** 2 / (2 * _SPREAD * max((a + b) / 2, 20.0))
    figures = frozenset().union(*(s.figures for s in one)) ^ frozenset().union(*(s.figures for s in two))
    names = frozenset().union(*(s.names for s in one))
    words = " ".join(s.words for s in two)
    return cost + _FIGURE * len(figures) + _WORD * sum(name not in words for name in names)
