"""Lays the text of two editions over each other, sentence by sentence."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from reportgen.locale.sentences import sentences_of
from reportgen.model.difference import MarkedSection, MarkedSentence, Move
from reportgen.model.edition import Edition, EditionText

_CUT = ("paragraph", "item", "footnote", "caption", "note")
"""Kinds of blocks that are made of sentences; the others are read whole."""
_ALIKE = 55
"""From which likeness on, of 100, a sentence counts as another's new wording."""
_WORTH_FOLLOWING = 12
"""Characters from which on a sentence is looked for in other sections; a shorter one stands in many."""
_REACH = 500
"""How far apart, counted in unmatched sentences, two may stand; keeps the work of a rewritten section within bounds."""
_NUMBER = re.compile(
    r"[+\-−–]?\d[\d,.]*"
    r"(?:\s?(?:%|‰|百分點|萬億|億|萬|千|thousand\b|million\b|billion\b|trillion\b|percentage points?\b))?"
)


@dataclass(slots=True)
class _Sentence:
    text: str
    kind: str
    block: int
    page: int | None
    words: str
    partner: int | None = None
    elsewhere: str = ""


@dataclass(slots=True)
class _Section:
    title: str = ""
    sentences: list[_Sentence] = field(default_factory=list)


_Sections = Mapping[tuple[str, str], _Section]


def without_numbers(text: str) -> str:
    """A text with a mark in place of each number, so that only its words are compared."""
    return _NUMBER.sub("#", text)


def aligned(before: Edition, after: Edition) -> tuple[MarkedSection, ...]:
    """The sections of the languages that both have, in the order of the newer edition, those that are gone at the end;
    the languages of a section follow each other.

    A sentence that stands at another place of its section is the same sentence; one that stands in another section was
    moved. Of the others, those that are most alike are taken for each other.
    """
    languages = set(before.languages) & set(after.languages)
    old, new = _sections(before.texts, languages), _sections(after.texts, languages)
    rank = {section: at for at, section in enumerate(dict.fromkeys(section for _, section in (*new, *old)))}
    order = sorted({**new, **old}, key=lambda key: (rank[key[1]], after.languages.index(key[0])))
    nothing = _Section()
    pairs = {key: (old.get(key, nothing), new.get(key, nothing)) for key in order}
    for was, now in pairs.values():
        _match_same(was.sentences, now.sentences)
    for language in languages:
        _follow_moved(*({id: one for (of, id), one in side.items() if of == language} for side in (old, new)))
    for was, now in pairs.values():
        _match_alike(was.sentences, now.sentences)
    return tuple(
        MarkedSection(language, section, now.title or was.title, tuple(_merged(was.sentences, now.sentences)))
        for (language, section), (was, now) in pairs.items()
    )


def _sections(texts: Iterable[EditionText], languages: set[str]) -> _Sections:
    found: dict[tuple[str, str], _Section] = {}
    for number, text in enumerate(texts):
        if text.language not in languages:
            continue
        section = found.setdefault((text.language, text.section), _Section(text.title))
        for piece in sentences_of(text.words, text.language) if text.kind in _CUT else [text.words]:
            section.sentences.append(_Sentence(piece, text.kind, number, text.page, without_numbers(piece)))
    return found


# --- which sentence is which ---------------------------------------------------------------------


def _match_same(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> None:
    places: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(new):
        places[sentence.text].append(at)
    used: Counter[str] = Counter()
    for at, sentence in enumerate(old):
        nth = used[sentence.text]
        if nth < len(places.get(sentence.text, ())):
            used[sentence.text] += 1
            sentence.partner = places[sentence.text][nth]
            new[sentence.partner].partner = at


def _follow_moved(old: Mapping[str, _Section], new: Mapping[str, _Section]) -> None:
    """Sentences of a language that left one section and stand in another, each pair once."""

    def left(sections: Mapping[str, _Section]) -> dict[str, list[tuple[str, _Sentence]]]:
        found: dict[str, list[tuple[str, _Sentence]]] = defaultdict(list)
        for id in sorted(sections):
            for sentence in sections[id].sentences:
                if sentence.partner is None and len(sentence.text) >= _WORTH_FOLLOWING:
                    found[sentence.text].append((id, sentence))
        return found

    arrived = left(new)
    for text, gone in left(old).items():
        for (origin, was), (target, now) in zip(gone, arrived.get(text, ()), strict=False):
            was.elsewhere, now.elsewhere = target, origin


def _match_alike(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> None:
    """Pair what is left, the most alike first; the choice is the same whichever edition is the older."""
    gone = [at for at, sentence in enumerate(old) if sentence.partner is None and not sentence.elsewhere]
    come = [at for at, sentence in enumerate(new) if sentence.partner is None and not sentence.elsewhere]
    scored = []
    for rank, i in enumerate(gone):
        for j in come[max(0, rank - _REACH) : rank + _REACH + 1]:
            alike = fuzz.ratio(old[i].words, new[j].words, score_cutoff=_ALIKE)
            if alike:
                exact = fuzz.ratio(old[i].text, new[j].text)
                scored.append((old[i].kind != new[j].kind, -alike, -exact, abs(i - j), i + j, i, j))
    for *_, i, j in sorted(scored):
        if old[i].partner is None and new[j].partner is None:
            old[i].partner, new[j].partner = j, i


# --- one text of the two -------------------------------------------------------------------------


def _merged(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[MarkedSentence]:
    """The sentences of the newer edition, and between them those that are gone, each behind what it stood behind."""
    behind: dict[int, list[int]] = defaultdict(list)
    last = -1
    for at, sentence in enumerate(old):
        if sentence.partner is None:
            behind[last].append(at)
        else:
            last = sentence.partner
    begun: tuple[str, int] | None = None
    for at in range(-1, len(new)):
        if at >= 0:
            now = new[at]
            yield _told(now, old, begins=("new", now.block) != begun)
            begun = ("new", now.block)
        for gone in behind[at]:
            was = old[gone]
            inside = at >= 0 and new[at].partner is not None and old[new[at].partner].block == was.block  # type: ignore[index]
            if inside:
                yield _gone(was, begins=False)
            else:
                yield _gone(was, begins=("old", was.block) != begun)
                begun = ("old", was.block)


def _told(now: _Sentence, old: Sequence[_Sentence], *, begins: bool) -> MarkedSentence:
    if now.partner is None:
        move = Move.MOVED if now.elsewhere else Move.ADDED
        return MarkedSentence(move, now.kind, "", now.text, begins, page=now.page, other=now.elsewhere)
    was = old[now.partner]
    if was.text == now.text:
        return MarkedSentence(None, now.kind, was.text, now.text, begins, page=now.page)
    figures_only = was.words == now.words
    return MarkedSentence(Move.CHANGED, now.kind, was.text, now.text, begins, figures_only, now.page)


def _gone(was: _Sentence, *, begins: bool) -> MarkedSentence:
    move = Move.MOVED if was.elsewhere else Move.REMOVED
    return MarkedSentence(move, was.kind, was.text, "", begins, other=was.elsewhere)
