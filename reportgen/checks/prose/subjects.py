"""What a note is about, by its words: enough to tell that it hangs on the wrong row, no proof that it is right."""

import re
from collections.abc import Iterable
from decimal import Decimal

from reportgen.model.words import is_chinese

_WORD = re.compile(r"[a-z]+(?:[-’'][a-z]+)*(?: \d+\b)?|\d+", re.IGNORECASE)
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9]+")
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on by per and or for to with from at as is are was were be its other total number "
        "rate group average data amount",
    )
)
_EMPTY_PAIRS = frozenset(("其他", "總數", "數目", "數量", "總量", "合計", "比率", "比例", "平均", "人數", "總額"))


def terms(text: str, language: str) -> frozenset[str]:
    """The words of a text that can tell one subject from another: English words by their stems, Chinese pairs."""
    if is_chinese(language):
        found = set()
        for run in _IDEOGRAPHS.findall(text):
            if run.isascii():
                found.add(run.lower())
            else:
                found.update(run[at : at + 2] for at in range(len(run) - 1))
        return frozenset(found - _EMPTY_PAIRS)
    return frozenset(_stem(w.lower()) for w in _WORD.findall(text) if w.lower() not in _EMPTY_WORDS)


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def share(wanted: frozenset[str], text: frozenset[str]) -> Decimal:
    """Which part of some terms a text has; 0 if there are none."""
    return Decimal(len(wanted & text)) / len(wanted) if wanted else Decimal(0)


def joined(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    """The terms of several texts together."""
    return frozenset().union(*parts)
