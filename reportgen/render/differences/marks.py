"""Which words of a sentence were deleted and which inserted, so that a person can read it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_TOKEN = re.compile(r"\d[\d,.]*%?|[A-Za-z\u00c0-\u024f]+(?:[’'-][A-Za-z]+)*|\s+|.", re.DOTALL)
_TOO_SHORT = 3
"""Characters below which what stayed between two changes is read as part of the change."""


class Mark(StrEnum):
    """What happened to some words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence."""

    mark: Mark
    text: str


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """A sentence in both wordings: numbers and words are kept whole, Chinese is compared character by character."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    kept: list[tuple[bool, str, str]] = [
        (tag == "equal", "".join(old[a:b]), "".join(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    joined = [(same and not _swallowed(kept, at), was, now) for at, (same, was, now) in enumerate(kept)]
    return tuple(_pieces(joined))


def _swallowed(kept: Sequence[tuple[bool, str, str]], at: int) -> bool:
    """Whether the same words at a place are too few to be told apart from the changes on both sides."""
    inside = 0 < at < len(kept) - 1
    return inside and len(kept[at][1].strip()) < _TOO_SHORT and not any(c.isdigit() for c in kept[at][1])


def _pieces(joined: Sequence[tuple[bool, str, str]]) -> Iterator[Piece]:
    for same, group in groupby(joined, key=lambda part: part[0]):
        parts = list(group)
        was, now = "".join(part[1] for part in parts), "".join(part[2] for part in parts)
        if same:
            yield Piece(Mark.KEPT, was)
            continue
        if was:
            yield Piece(Mark.DELETED, was)
        if now:
            yield Piece(Mark.INSERTED, now)
