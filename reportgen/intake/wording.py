"""The words that a workbook may use, compared without regard to spacing, punctuation, width and case."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from itertools import permutations

from reportgen.model.figure import Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.words import EN, ZH_HANT, Words


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Reduce a text to what matters when two wordings are compared: letters and digits, lower case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def phrases(names: Iterable[str]) -> frozenset[str]:
    """Fold each name, and each pair of them, as in a cell that gives both languages."""
    folded = [fold(name) for name in names]
    return frozenset(folded) | {first + second for first, second in permutations(folded, 2)}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded phrase to what it means, for the columns that hold words."""

    states: Mapping[str, State]
    kinds: Mapping[str, Kind]
    qualifiers: Mapping[str, Qualifier]
    scales: Mapping[str, Decimal]
    nil: frozenset[str]
    unsaid: frozenset[str]
    multipliers: Mapping[str, Decimal]
    unclear_multipliers: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of ``vocabulary.toml``."""
    told = tomllib.loads((resources.files(__package__) / "vocabulary.toml").read_text("utf-8"))
    return Vocabulary(
        {phrase: State(key) for key, names in told["state"].items() for phrase in phrases(names)},
        {phrase: Kind(key) for key, names in told["kind"].items() for phrase in phrases(names)},
        {phrase: Qualifier(key) for key, names in told["qualifier"].items() for phrase in phrases(names)},
        {fold(name): Decimal(key) for key, names in told["scale"].items() for name in names},
        phrases(told["nil"]["zero"]),
        frozenset(fold(name) or name for name in told["unsaid"]["words"]),
        {fold(name): Decimal(key) for key, names in told["multiplier"].items() for name in names},
        frozenset(fold(name) for name in told["unclear"]["multiplier"]),
    )


@cache
def spoken(column: str) -> str:
    """The words of a column of ``vocabulary.toml``, as a message lists them."""
    told = tomllib.loads((resources.files(__package__) / "vocabulary.toml").read_text("utf-8"))
    return "; ".join(f"{names[0]} ({names[-1]})" for names in told[column].values())


@cache
def offered(column: str) -> Mapping[str, str]:
    """The words of a column of ``vocabulary.toml`` as an issued workbook offers them, in both languages, by meaning."""
    told = tomllib.loads((resources.files(__package__) / "vocabulary.toml").read_text("utf-8"))
    return {meaning: f"{names[0]} {names[-1]}" for meaning, names in told[column].items()}


@cache
def name_of(column: str, meaning: str) -> Words:
    """A meaning's own name in English, and the word for it in Chinese."""
    told = tomllib.loads((resources.files(__package__) / "vocabulary.toml").read_text("utf-8"))
    chinese = told.get(column, {}).get(str(meaning), [str(meaning)])[0]
    return {EN: str(meaning), ZH_HANT: chinese}
