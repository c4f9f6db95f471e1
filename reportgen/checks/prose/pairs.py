"""Lays the two languages of a section side by side.

Blocks are paired in order. What has no counterpart is left alone, so that one missing paragraph makes one finding and
not a row of them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from reportgen.checks.prose.passages import Node, Passage
from reportgen.model.manuscript import Binding, Bound

_ALONE = 0.9
"""Cost of leaving a node alone; two nodes are paired for less than twice that."""
_OTHER_FIGURES = 1.0
_OTHER_LENGTH = 0.25
_OTHER_KIND = 1.7
_ZH_PER_EN = 0.32
"""Chinese characters for one English letter, as translations of reports run."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that tell the same in two languages."""

    one: Passage
    two: Passage


@dataclass(frozen=True, slots=True)
class Lonely:
    """A node without counterpart, the language that lacks it, and the last node before it there, if any."""

    node: Node
    language: str
    lacking: str
    after: Node | None


@dataclass(frozen=True, slots=True)
class Unlike:
    """Two nodes at the same place that are of different kinds."""

    one: Node
    two: Node


Laid = Pair | Lonely | Unlike

Features = dict[int, Counter[tuple[str, str, str]]]


class Aligner:
    """Pairs the nodes of two languages; knows what each bound run binds."""

    def __init__(self, languages: tuple[str, str], bindings: tuple[dict[str, Binding], dict[str, Binding]]) -> None:
        self._languages = languages
        self._bindings = bindings
        self._figures: Features = {}

    def lay(self, one: Sequence[Node], two: Sequence[Node]) -> Iterator[Laid]:
        """Pair two rows of nodes and all below them."""
        before: tuple[Node | None, Node | None] = (None, None)
        for a, b in self._aligned(one, two):
            if a is None or b is None:
                side = 0 if a is not None else 1
                node = a or b
                assert node is not None
                yield Lonely(node, self._languages[side], self._languages[1 - side], before[1 - side])
            elif a.kind != b.kind:
                yield Unlike(a, b)
            else:
                if a.passage is not None and b.passage is not None:
                    yield Pair(a.passage, b.passage)
                yield from self.lay(a.below, b.below)
            before = (a or before[0], b or before[1])

    def _aligned(self, one: Sequence[Node], two: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
        if len(one) == len(two) and all(a.kind == b.kind for a, b in zip(one, two, strict=True)):
            return list(zip(one, two, strict=True))
        best = [[0.0] * (len(two) + 1) for _ in range(len(one) + 1)]
        for i in range(len(one) + 1):
            for j in range(len(two) + 1):
                if i or j:
                    best[i][j] = min(cost for cost, _, _ in self._ways(best, one, two, i, j))
        found: list[tuple[Node | None, Node | None]] = []
        i, j = len(one), len(two)
        while i or j:
            _, di, dj = min(self._ways(best, one, two, i, j), key=lambda way: way[0])
            found.append((one[i - 1] if di else None, two[j - 1] if dj else None))
            i, j = i - di, j - dj
        return found[::-1]

    def _ways(
        self, best: list[list[float]], one: Sequence[Node], two: Sequence[Node], i: int, j: int
    ) -> Iterator[tuple[float, int, int]]:
        if i and j:
            yield best[i - 1][j - 1] + self._cost(one[i - 1], two[j - 1]), 1, 1
        if i:
            yield best[i - 1][j] + _ALONE, 1, 0
        if j:
            yield best[i][j - 1] + _ALONE, 0, 1

    def _cost(self, a: Node, b: Node) -> float:
        if a.kind != b.kind:
            return _OTHER_KIND
        x, y = self._told(a, 0), self._told(b, 1)
        shared, whole = (x & y).total(), (x | y).total()
        figures = _OTHER_FIGURES * (1 - shared / whole) if whole else 0.0
        lengths = [max(1, self._length(node)) for node in (a, b)]
        scale = [_ZH_PER_EN if language.startswith("zh") else 1.0 for language in self._languages]
        ratio = abs(log((lengths[0] / scale[0]) / (lengths[1] / scale[1])))
        return figures + _OTHER_LENGTH * min(ratio, 2.0)

    def _told(self, node: Node, side: int) -> Counter[tuple[str, str, str]]:
        if id(node) not in self._figures:
            known = self._bindings[side]
            told: Counter[tuple[str, str, str]] = Counter()
            for below in node.walk():
                if below.passage is not None:
                    told.update(figures_of(below.passage, known))
                    told.update(("reference", name, "") for name in below.passage.references)
                    told.update(("anchor", name, "") for name in below.passage.anchors)
            self._figures[id(node)] = told
        return self._figures[id(node)]

    @staticmethod
    def _length(node: Node) -> int:
        return sum(len(below.passage.text) for below in node.walk() if below.passage is not None)


def figures_of(passage: Passage, bindings: dict[str, Binding]) -> Counter[tuple[str, str, str]]:
    """What a passage binds: kind, metric and period, counted."""
    told = (bindings[s.run.binding] for s in passage.bound if isinstance(s.run, Bound) and s.run.binding in bindings)
    return Counter((b.kind, b.metric, b.period) for b in told)
