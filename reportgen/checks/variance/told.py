"""What a report tells of a metric: which notes and sentences explain its change, in which language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportgen.checks.prose import Lexicon, Passage, Prose, Sentence, lexicon, prose
from reportgen.checks.prose.passages import passage
from reportgen.checks.walk import tables_of
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.manuscript import Binding, Text
from reportgen.model.place import Place
from reportgen.model.tables import NoteSpec
from reportgen.model.words import is_chinese

EXPLAINING = ("explanation", "scope_change")
_PIECE = re.compile(r"[;；]|(?=因此|\btherefore\b)")
"""Where a sentence is cut: what stands behind a “therefore” is explained by what stands before it, not the reverse."""
_BECAUSE = re.compile(
    r"(?<![原皆是乃])因(?!此|應|工|子|素|數|人而異)[^，。；]{2,24}?[而，]|受[^，。；]{1,16}影響|隨[^，。；]{1,16}(?:而|增加|上升|減少|下降)"
)
_NOT_EN = re.compile(r"(?:\b(?:not|never|cannot|without|nor|neither)\b|n[’']t\b)[^.,;:]*\Z", re.IGNORECASE)
_NOT_ZH = re.compile(r"(?:[未毋無非]|沒有|不[能會曾作予])[^，。；：]*\Z")
_REACH = 40
_LEAST_WORDS = {True: 12, False: 30}
"""Letters beside its figures from which on a note of the kind explanation can say why: by whether it is Chinese."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence that prints figures, with the sentence behind it if that explains."""

    section: str
    words: str
    typed: str
    bound: tuple[Binding, ...]
    at: Place


@dataclass(eq=False)
class Told:
    """What a report tells of its metrics."""

    dossier: Dossier
    prose: Prose

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the report that there are word lists for."""
        known = self.prose.languages or self.dossier.project.settings.languages
        return tuple(code for code in known if lexicon(code) is not None)

    @cached_property
    def notes(self) -> Mapping[tuple[str, str], Passage]:
        """The notes as printed under their tables, by language and id; as written where there are no chapters."""
        found: dict[tuple[str, str], Passage] = {}
        if not self.dossier.manuscripts:
            for spec in self.dossier.project.notes.values():
                for code, text in spec.text.items():
                    at = spec.at or Place("data/notes.toml")
                    found[code, spec.id] = passage("note", code, "", (Text(text),), at)
        for manuscript in self.dossier.manuscripts:
            for chapter, table in tables_of(manuscript):
                for note in table.notes:
                    at = note.at or Place(chapter.path, table.line)
                    own = passage("note", manuscript.language, chapter.section.id, note.runs, at)
                    found.setdefault((manuscript.language, note.id), own)
        return found

    @cached_property
    def printed(self) -> frozenset[tuple[str, str]]:
        """Metric and period of every printed figure, second names put right; all of them without chapters."""
        if not self.dossier.manuscripts:
            return frozenset(figure.key for figure in self.dossier.figures)
        return frozenset(
            (self._own(metric), period)
            for binding in self.prose.bindings.values()
            for metric, period in ((binding.metric, binding.period), *binding.others)
        )

    def notes_about(self, *figures: Figure) -> tuple[NoteSpec, ...]:
        """The notes that hang on the rows or values of some figures, each once."""
        found = {n.id: n for f in figures for n in self.dossier.project.notes_about(f.metric, f.period.id)}
        return tuple(found.values())

    def bound_in(self, note: NoteSpec, language: str) -> tuple[Binding, ...]:
        """The figures that a note prints in a language."""
        own = self.notes.get((language, note.id))
        if own is None:
            return ()
        return tuple(b for spot in own.bound if (b := self.prose.binding(own, spot)) is not None)

    def pieces(self, metric: str) -> tuple[Piece, ...]:
        """The parts of sentences, in all languages, that print a figure or a change of a metric."""
        return self._by_metric.get(metric, ())

    def pieces_in(self, metric: str, language: str) -> Iterator[Piece]:
        """Those of one language."""
        return (piece for piece in self.pieces(metric) if piece.bound[0].language == language)

    def parts(self, sentence: Sentence) -> Iterator[Sentence]:
        """A sentence cut at its semicolons."""
        return (Sentence(sentence.passage, start, end) for start, end in _cuts(sentence))

    def metrics_in(self, sentence: Sentence) -> tuple[str, ...]:
        """The metrics of which a sentence or a part of one prints figures, each once, second names put right."""
        bound = (self.prose.binding(sentence.passage, spot) for spot in sentence.bound)
        return tuple(dict.fromkeys(self._own(b.metric) for b in bound if b is not None))

    def explains(self, note: NoteSpec, language: str) -> bool:
        """Whether a note, as printed in a language, names what drives the change of the figure it hangs on."""
        own, words = self.notes.get((language, note.id)), lexicon(language)
        if own is None or words is None:
            return False
        if has_cause(words, own.typed):
            return True
        if note.kind == "scope_change" and words.pattern(words.explanation.widened).search(own.typed):
            return True
        return note.kind == "explanation" and _letters(own.typed) >= _LEAST_WORDS[is_chinese(language)]

    def says_restated(self, note: NoteSpec, language: str) -> bool:
        """Whether a note, by its kind or its words, says in a language that an earlier figure was computed anew."""
        own = self.notes.get((language, note.id))
        return own is not None and (note.kind == "restatement" or tells_restated(own.typed, language))

    def explained(self, now: Figure, before: Figure, language: str) -> bool:
        """Whether a note or the text names the driver of a change in a language."""
        if any(self.explains(note, language) for note in self.notes_about(now, before)):
            return True
        words = lexicon(language)
        return words is not None and any(
            has_cause(words, piece.typed)
            for piece in self.pieces_in(now.metric, language)
            if any(self._own(b.metric) == now.metric and b.period == now.period.id for b in piece.bound)
        )

    def _own(self, metric: str) -> str:
        known = self.dossier.project.metrics.get(metric)
        return known.same_as if known is not None and known.same_as is not None else metric

    @cached_property
    def _by_metric(self) -> Mapping[str, tuple[Piece, ...]]:
        found: dict[str, list[Piece]] = {}
        for one in self.prose.passages:
            if one.kind == "note" or not one.bound or lexicon(one.language) is None:
                continue
            for piece in self._pieces_of(one):
                metrics = {b.metric for b in piece.bound} | {id for b in piece.bound for id, _ in b.others}
                for metric in {self._own(id) for id in metrics}:
                    found.setdefault(metric, []).append(piece)
        return {metric: tuple(own) for metric, own in found.items()}

    def _pieces_of(self, one: Passage) -> Iterator[Piece]:
        sentences = self.prose.sentences(one)
        words = lexicon(one.language)
        for at, sentence in enumerate(sentences):
            behind = sentences[at + 1].typed if at + 1 < len(sentences) else ""
            follows = behind if words is not None and _refers_back(words, behind) else ""
            for start, end in _cuts(sentence):
                bound = [b for s in one.bound if start <= s.start < end and (b := self.prose.binding(one, s))]
                if bound:
                    typed = f"{one.typed[start:end]} {follows}"
                    yield Piece(one.section, one.text[start:end], typed, tuple(bound), one.at)


def told(dossier: Dossier) -> Told:
    """What a dossier tells; the same dossier is read once."""
    return _told(prose(dossier))


@lru_cache(maxsize=1)
def _told(read: Prose) -> Told:
    return Told(read.dossier, read)


def has_cause(words: Lexicon, typed: str) -> bool:
    """Whether some words name a cause."""
    if words.pattern(words.explanation.cause).search(typed):
        return True
    return is_chinese(words.language) and _BECAUSE.search(typed) is not None


def tells_restated(typed: str, language: str) -> bool:
    """Whether some words say that a figure was restated; that one could not be restated is no such thing."""
    words = lexicon(language)
    if words is None:
        return False
    found = words.pattern(words.explanation.restated)
    denied = _NOT_ZH if is_chinese(language) else _NOT_EN
    return any(
        not denied.search(typed, max(0, match.start() - _REACH), match.start()) for match in found.finditer(typed)
    )


def _refers_back(words: Lexicon, typed: str) -> bool:
    return words.pattern(words.explanation.anaphor).match(typed) is not None


def _cuts(sentence: Sentence) -> Iterator[tuple[int, int]]:
    start = sentence.start
    for match in _PIECE.finditer(sentence.passage.typed, sentence.start, sentence.end):
        if match.end() > start:
            yield start, match.end()
        start = match.end()
    yield start, sentence.end


def _letters(typed: str) -> int:
    return sum(c.isalpha() for c in typed)
