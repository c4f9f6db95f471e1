"""Where sentences end in either language."""

import re
from collections.abc import Iterator

from reportgen.model.words import is_chinese

_CHINESE_END = re.compile(r"[。！？…]+[」』”’）)]*")
_ENGLISH_END = re.compile(r"[.!?]+[”’\")]*(?=\s+[\"“‘(\ufffcA-Z0-9]|\s*$)")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|cf|approx|Nos?|Ltd|Co|Inc|Corp|St|Mrs?|Ms|Dr|Prof|Art|Fig|para|pp?|U\.S|U\.K|[A-Z])\.$"
)


def sentence_ends(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the closing marks of each sentence begin and end."""
    pattern = _CHINESE_END if is_chinese(language) else _ENGLISH_END
    for match in pattern.finditer(text):
        if not _ABBREVIATION.search(text, 0, match.end()):
            yield match.start(), match.end()


def sentences_of(text: str, language: str) -> list[str]:
    """The sentences of a text, without the space around them."""
    cuts = [end for _, end in sentence_ends(text, language)]
    pieces = (text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return [piece for piece in pieces if piece]
