"""The words of the lead workbook, in each language of the report."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

_FALLBACK = "en"


@cache
def vocabulary(file: str = "words.toml") -> Mapping[str, Mapping[str, str]]:
    """The texts of a file of this package, by key and language."""
    read = tomllib.loads((resources.files(__package__) / file).read_text("utf-8"))
    words: Mapping[str, Mapping[str, str]] = read["words"]
    return words


def told(key: str, languages: Iterable[str], between: str = "\n") -> str:
    """A text in some languages, one after the other; a language without it takes the English words."""
    words = vocabulary()[key]
    return between.join(dict.fromkeys(words.get(language, words[_FALLBACK]) for language in languages))
