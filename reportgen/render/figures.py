"""How a printed figure is set: aligned on its point, cut before a long unit, sized on a card."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_PLACES = 4
"""Columns are aligned for so many decimals at most."""

_DECIMALS = re.compile(r"\d\.(\d+)\D*$")
_WORDS_BEFORE = re.compile(r"^(\D{2,}) (?=\d)")
_LONG_UNIT = re.compile(r"(?<=[噸吨])\s*(二氧化碳當量.*)$")

SIZES = {"l": 34, "m": 28, "s": 20, "xs": 16, "xxs": 13}
"""Type sizes of stat cards in points, by their class; ``print/components.css`` sets them."""

_WIDTHS = {",": 0.22, ".": 0.22, " ": 0.23, "\u00a0": 0.23, "0": 0.59, "1": 0.35, "4": 0.6, "%": 0.77, "m": 0.83}

CARD_WIDTHS = {1: 490, 2: 236, 3: 153, 4: 108}
"""Width of a stat card in points between the margins of A4, by how many stand in a band."""

A4_WIDTH = 493.2
"""Points between the margins that the widths of cards were measured with: 174 mm."""


@dataclass(frozen=True, slots=True)
class Band:
    """The room of a band of stat cards.

    Attributes:
        width: of the band in points.
        stretch: how many times wider the face of large figures sets than Inter Display.
    """

    width: float = A4_WIDTH
    stretch: float = 1.0

    def room(self, cards: int) -> float:
        """Width of one of several cards in points; more than four stand as four do."""
        count = min(cards, 4)
        return (CARD_WIDTHS[count] - (A4_WIDTH - self.width) / count) / self.stretch


ON_A4 = Band()

_TIGHT = 1.07
"""Widths are reckoned so generously that a long figure is made very small only if it exceeds its card by this."""


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


def pieces(text: str) -> tuple[str, ...]:
    """Parts of a figure between which a line may break; a number and its unit are never parted.

    A line may end behind the words in front of the number (decreased by, 超過), and before 二氧化碳當量, which is too
    long to be kept with its tonne.
    """
    head = _WORDS_BEFORE.match(text)
    words, rest = (head[1], text[head.end() :]) if head else ("", text)
    unit = _LONG_UNIT.search(rest)
    number, tail = (rest[: unit.start()], unit[1]) if unit else (rest, "")
    return tuple(part for part in (f"{words} " if words else "", number, tail) if part)


def stat_size(cards: Sequence[tuple[str, str]], band: Band = ON_A4) -> str:
    """Type size for a band of cards, so that its longest figure fits with the unit beside it.

    Args:
        cards: figure and unit of each card; "" for a unit that stands below its figure.
        band: their room.
    """
    smallest = "xs" if _fits(cards, "xs", Band(band.width * _TIGHT, band.stretch)) else "xxs"
    return next((name for name in SIZES if name != "xxs" and _fits(cards, name, band)), smallest)


def units_beside(cards: Sequence[tuple[str, str]], band: Band = ON_A4) -> bool:
    """Whether all units of a band stand beside their figures without making them small; else all stand below."""
    return _fits(cards, "s", band)


def _fits(cards: Sequence[tuple[str, str]], name: str, band: Band) -> bool:
    room, size = band.room(len(cards)), SIZES[name]
    return all(
        _figure_ems(figure) * size + (_ems(unit) * 9 + 0.25 * size if unit else 0) <= room for figure, unit in cards
    )


def _figure_ems(text: str) -> float:
    """Width of a figure on a card, where the words before the number, but not the space, are set at half its size."""
    return sum(_ems(part.rstrip(" ")) * 0.5 + _ems(" ") if part.endswith(" ") else _ems(part) for part in pieces(text))


def _ems(text: str) -> float:
    """Width of a text in Inter Display Semi Bold and Noto Sans CJK, in ems, as the fonts' tables give it on average."""
    return sum(0.98 if ord(c) > 0x2E80 else _WIDTHS.get(c, 0.57) for c in text)
