"""The words that checks of sentences look for, read from ``checks/words/<language>.toml`` and validated whole."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reportgen.model.metric import Qualifier
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.words import is_chinese


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Qualifiers(_Table):
    """``[qualifiers]``: words right before and right behind a number, by :class:`Qualifier`.

    ``never`` are words that only end as a qualifier does: 節約 is no 約.
    """

    before: dict[str, list[str]]
    after: dict[str, list[str]]
    never: list[str] = Field(default_factory=list)


class Directions(_Table):
    """``[directions]``: words for a rise and a fall, and those that keep them from telling what happened."""

    rise: list[str]
    fall: list[str]
    denied: list[str]
    record: list[str]
    record_low: list[str]
    steady: list[str]


class Charts(_Table):
    """``[charts]``: words of chart titles about all, the greater part, and the largest of the series."""

    all: list[str]
    most: list[str]
    largest: list[str]


class Judgements(_Table):
    """``[judgements]``: words that call a change good or bad."""

    better: list[str]
    worse: list[str]


class Polarity(_Table):
    """``[polarity]``: words that turn a statement round, those that say as much, and those that only look like it."""

    denial: list[str]
    much_the_same: list[str]
    spare: list[str]


class Explanation(_Table):
    """``[explanation]``: words that introduce a cause, and words of restatements and changed boundaries.

    ``anaphor`` opens a sentence that explains the change told just before; ``restated`` says that an earlier figure was
    computed anew, ``grounds`` why, and ``not_restated`` that it was not; ``widened`` that what is counted has changed;
    ``incomparable`` that the years can't be compared; ``unable`` that the earlier figure could not be computed anew;
    ``like_for_like`` introduces a figure on the former boundary.
    """

    cause: list[str]
    anaphor: list[str]
    restated: list[str]
    grounds: list[str]
    not_restated: list[str]
    widened: list[str]
    incomparable: list[str]
    unable: list[str]
    like_for_like: list[str]


class Green(_Table):
    """``[green]``: claims about the environment, and words that tell of evidence."""

    claims: list[str]
    evidence: list[str]


class Repetition(_Table):
    """``[repetition]``: words that may stand twice in a row."""

    allowed: list[str]


class Left(_Table):
    """``[left]``: what a draft leaves behind."""

    placeholders: list[str]


class Simplified(_Table):
    """``[simplified]``: characters, and wrong words with the right ones, that OpenCC can't tell by themselves."""

    characters: str = ""
    mistaken: list[list[str]] = Field(default_factory=list)


class Variant(_Table):
    """``[[variant]]``: ways to write the same words; a report keeps to one of them."""

    forms: list[list[str]] = Field(min_length=2)


class Lexicon(_Table):
    """All word lists of a language."""

    language: str
    qualifiers: Qualifiers
    directions: Directions
    charts: Charts
    judgements: Judgements
    polarity: Polarity
    explanation: Explanation
    green: Green
    repetition: Repetition
    left: Left
    simplified: Simplified = Field(default_factory=Simplified)
    variant: list[Variant]

    def pattern(self, words: Iterable[str]) -> re.Pattern[str]:
        """A pattern that finds any of some words: whole words in English, characters in Chinese."""
        return _pattern(self.language, tuple(words))

    @cached_property
    def _before(self) -> re.Pattern[str]:
        words = self._named({**self.qualifiers.before, "never": self.qualifiers.never})
        return re.compile(rf"(?:{words})[ \u00a0]?(?:RMB|HK\$|US\$|人民幣)?\Z", re.IGNORECASE)

    @cached_property
    def _after(self) -> re.Pattern[str]:
        gap = r"[個項家名位份次場人元噸]?" if is_chinese(self.language) else r"[ \u00a0]"
        return re.compile(rf"{gap}(?:{self._named(self.qualifiers.after)})", re.I)

    def _named(self, words: dict[str, list[str]]) -> str:
        edge = "" if is_chinese(self.language) else r"\b"
        rows = [(word, kind) for kind, own in words.items() for word in own]
        rows.sort(key=lambda row: -len(row[0]))
        by_kind: dict[str, list[str]] = {}
        for word, kind in rows:
            by_kind.setdefault(kind, []).append(re.escape(word).replace(r"\ ", r"[ \u00a0]"))
        kinds = sorted(by_kind, key=lambda kind: -max(map(len, by_kind[kind])))
        return "|".join(rf"(?P<{kind}>{edge}(?:{'|'.join(by_kind[kind])})){edge}" for kind in kinds)

    def qualifier_before(self, text: str, position: int) -> tuple[Qualifier, int, int] | None:
        """The qualifier that ends right before a position, with its place."""
        return self._told(self._before.search(text, max(0, position - 24), position))

    def qualifier_after(self, text: str, position: int) -> tuple[Qualifier, int, int] | None:
        """The qualifier that stands right behind a position, with its place."""
        return self._told(self._after.match(text, position))

    @staticmethod
    def _told(match: re.Match[str] | None) -> tuple[Qualifier, int, int] | None:
        if match is None:
            return None
        kind = next(name for name, found in match.groupdict().items() if found)
        if kind == "never":
            return None
        return Qualifier(kind), match.start(kind), match.end(kind)


@cache
def _pattern(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    ordered = sorted(words, key=len, reverse=True)
    if is_chinese(language):
        return re.compile("|".join(map(re.escape, ordered)))
    told = "|".join(re.escape(word).replace(r"\ ", r"[ \u00a0]") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{told})(?![\w-])", re.IGNORECASE)


def _languages() -> Iterator[str]:
    for entry in (files("reportgen.checks") / "words").iterdir():
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml")


@cache
def lexicon(language: str) -> Lexicon | None:
    """The word lists of a language, ``None`` if the checks have none for it.

    Raises:
        BrokenProjectError: The file is wrong; all its problems at once.
    """
    if language not in _languages():
        return None
    return parse((files("reportgen.checks") / "words" / f"{language}.toml").read_text(encoding="utf-8"), language)


def parse(text: str, language: str) -> Lexicon:
    """Read and validate the word lists of a language.

    Raises:
        BrokenProjectError: The text is no TOML, or lists are missing or unknown.
    """
    place = Place(f"reportgen/checks/words/{language}.toml")
    try:
        return Lexicon.model_validate({"language": language, **tomllib.loads(text)})
    except tomllib.TOMLDecodeError as error:
        raise BrokenProjectError([Problem(f"not valid TOML: {error}", place, "correct the line")]) from error
    except ValidationError as error:
        raise BrokenProjectError(
            Problem(f"{'.'.join(map(str, e['loc']))}: {e['msg']}", place, "compare it with en.toml")
            for e in error.errors()
        ) from error
