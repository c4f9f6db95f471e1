"""What is said about cells, in each language that a contributor may read; the sentences stand in ``messages.toml``."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from reportgen.model.place import Cell, Place
from reportgen.model.problem import Problem
from reportgen.model.words import EN, ZH_HANT, Words

LANGUAGES = (ZH_HANT, EN)
"""The languages of the messages, in the order in which a cell's comment gives them."""

Fact = str | int | Decimal | Words
"""What fills a name of a message; a text in each language fills each language's message with its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message: what is wrong and what to do, by language; ``asks`` says that it is a question."""

    what: Words
    fix: Words
    asks: bool = False

    def problem(self, where: Cell | Place | None, metric: str | None = None) -> Problem:
        """The same as a problem of the project's vocabulary."""
        words = {language: (self.what[language], self.fix[language]) for language in LANGUAGES}
        return Problem(self.what[EN], where, self.fix[EN], words=words, asks=self.asks, metric=metric)


class UnreadableError(ValueError):
    """Why a cell is not taken, as a message."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.what[EN])
        self.told = told


@cache
def _messages() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads((resources.files(__package__) / "messages.toml").read_text("utf-8"))


def told(message: str, **facts: Fact) -> Told:
    """Fill in a message of ``messages.toml``."""
    given = _messages()[message]
    said = {language: _filled(given[language], language, facts) for language in LANGUAGES}
    return Told(
        {language: what for language, (what, _) in said.items()},
        {language: fix for language, (_, fix) in said.items()},
        bool(given.get("asks", False)),
    )


def alternatives(words: Iterable[str]) -> Words:
    """Things of which one is to be chosen."""
    listed = tuple(words)
    return {EN: " or ".join(listed), ZH_HANT: "或".join(listed)}


def _filled(sentences: object, language: str, facts: Mapping[str, Fact]) -> tuple[str, str]:
    if not isinstance(sentences, list):
        raise TypeError(f"a message is a pair of sentences, not {sentences!r}")
    words = {name: _shown(fact, language) for name, fact in facts.items()}
    what, fix = (str(sentence).format_map(words) for sentence in sentences)
    return what, fix


def _shown(fact: Fact, language: str) -> str:
    if isinstance(fact, Mapping):
        return fact[language]
    return f"{fact:f}" if isinstance(fact, Decimal) else str(fact)
