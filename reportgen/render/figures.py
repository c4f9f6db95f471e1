"""How a printed figure is set: aligned on its point, cut before a long unit, sized on a card."""

import re
from collections.abc import Iterable, Sequence

MOST_PLACES = 4
"""Columns are aligned for so many decimals at most."""

_DECIMALS = re.compile(r"\d\.(\d+)\D*$")
_LONG_UNIT = re.compile(r"(?<=[噸吨])\s*(二氧化碳當量.*)$")


def places(text: str) -> int:
    """Digits after a figure's decimal point."""
    found = _DECIMALS.search(text)
    return min(len(found[1]), MOST_PLACES) if found else 0


def most_places(texts: Iterable[str]) -> int:
    """The most decimals in a column."""
    return max(map(places, texts), default=0)


def aligned(text: str, most: int) -> str:
    """Class that indents a figure from the right so that its point stands under the others': ``d0`` … ``d5``.

    Units are the width of a digit; ``d<n>p`` adds that of the point, for a figure that has none.
    """
    have = places(text)
    if have == most:
        return "d0"
    return f"d{most - have}" if have else f"d{most}p"


def split_unit(text: str) -> tuple[str, str]:
    """Cut a figure before 二氧化碳當量, the one unit so long that a line may break before it.

    Returns:
        Number with unit, and the rest ("" for all other figures, which are never broken).
    """
    found = _LONG_UNIT.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def stat_size(texts: Sequence[str]) -> str:
    """Type size for a band of cards, so that its longest figure fits: ``l``, ``m`` or ``s``."""
    width = max(sum(2.0 if ord(c) > 0x2E80 else 0.5 if c in ",. " else 1.0 for c in text) for text in texts)
    room = {2: (11, 16), 3: (7, 10.5)}.get(len(texts), (5, 8)) if len(texts) > 1 else (16, 22)
    return "l" if width <= room[0] else "m" if width <= room[1] else "s"
