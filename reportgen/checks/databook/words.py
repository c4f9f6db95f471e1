"""Words by which a data book's lines tell what they are, in both languages; the words are in ``words.toml``."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from reportgen.model.databook import BookLine
from reportgen.model.unit import Style


def told(line: BookLine) -> str:
    """A line's words and those it stands under."""
    return f"{line.under} {line.label}"


def is_total(line: BookLine) -> bool:
    """Whether a line says that it is a total."""
    return not line.among and _says("total", line.label)


def adds(line: BookLine) -> bool:
    """Whether figures of a line can be parts of a sum: no rates, averages and the like."""
    return line.style is not Style.RATIO and not _says("rate", told(line))


def may_share(text: str) -> bool:
    """Whether words of a heading or label speak of the parts of one whole."""
    return _says("share", text) and not _says("outcome", text) and not _says("rate", text)


def tells_outcome(text: str) -> bool:
    """Whether words speak of shares that are no parts of one whole: who was trained, how much was recycled."""
    return _says("outcome", text)


def named(line: BookLine) -> str:
    """A line as a message names it."""
    return f"“{line.label}”"


@lru_cache(maxsize=1 << 15)
def folded(text: str) -> str:
    """A text as compared: letters and digits alone, without regard to width and case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def same_kind(one: BookLine, other: BookLine) -> bool:
    """Whether figures of two lines can be added up: both in one unit, or both counted in the same things."""
    if one.style is not other.style:
        return False
    if one.style is Style.COUNT:
        return bool(_things(one.unit) & _things(other.unit))
    return folded(one.unit) == folded(other.unit)


def _things(unit: str) -> set[str]:
    return {folded(part) for part in re.split(r"[/\s]+", unit)}


@lru_cache(maxsize=1 << 15)
def _says(what: str, text: str) -> bool:
    words, but = _patterns()[what]
    return bool(words.search(but.sub(" ", text) if but else text))


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    told = tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))
    return {what: (_any(words["words"]), _any(words["but"]) if words["but"] else None) for what, words in told.items()}


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_form, words)), re.IGNORECASE)


def _form(word: str) -> str:
    if not word.isascii():
        return re.escape(word)
    return rf"\b{re.escape(word.removesuffix('-'))}" + ("" if word.endswith("-") else r"\b")
