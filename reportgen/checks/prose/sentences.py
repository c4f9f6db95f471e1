"""Sentences and clauses of a passage, with the bound runs kept whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checks.prose.passages import Passage, Spot
from reportgen.locale.sentences import sentence_ends
from reportgen.model.words import is_chinese

_CHINESE_CLAUSE = re.compile(r"[，；：（）—。]+")
_ENGLISH_CLAUSE = re.compile(
    r"[,;:()—]\s|[()—]|\s(?=(?:while|whereas|but|although|though|as|because|after|despite"
    r"|and (?:the|an?|its|their|our|is|are|was|were|will|has|have))\s)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or clause of a passage, from ``start`` to ``end`` of the passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """As printed."""
        return self.passage.text[self.start : self.end]

    @property
    def typed(self) -> str:
        """Only what a writer typed, with holes of the same length for the rest."""
        return self.passage.typed[self.start : self.end]

    @property
    def bound(self) -> tuple[Spot, ...]:
        """The printed figures in it."""
        return tuple(s for s in self.passage.bound if self.start <= s.start and s.end <= self.end)


def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of a passage, without the space around them. No bound run is ever cut."""
    ends = sentence_ends(passage.text, passage.language)
    cuts = [end for start, end in ends if not _inside(passage, start)]
    cuts += [m.end() for m in re.finditer("\n", passage.text)]
    return tuple(_pieces(passage, 0, len(passage.text), sorted(set(cuts))))


def clauses(sentence: Sentence) -> tuple[Sentence, ...]:
    """The clauses of a sentence, cut at commas and at words that begin another thought."""
    passage = sentence.passage
    pattern = _CHINESE_CLAUSE if is_chinese(passage.language) else _ENGLISH_CLAUSE
    cuts = [
        m.end() for m in pattern.finditer(passage.text, sentence.start, sentence.end) if not _inside(passage, m.start())
    ]
    return tuple(_pieces(passage, sentence.start, sentence.end, cuts))


def _inside(passage: Passage, position: int) -> bool:
    return any(spot.start <= position < spot.end for spot in passage.bound)


def _pieces(passage: Passage, start: int, end: int, cuts: list[int]) -> Iterator[Sentence]:
    for cut in (*cuts, end):
        words = passage.text[start:cut]
        low = start + len(words) - len(words.lstrip())
        high = start + len(words.rstrip())
        if low < high:
            yield Sentence(passage, low, high)
        start = max(start, cut)
