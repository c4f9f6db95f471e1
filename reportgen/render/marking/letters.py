"""Short words as drawn outlines, so that a mark in the margin needs no font of its own in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from reportgen.render.faces import SEMIBOLD, file_of


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter's outline in units of the face, as operators with their points, and its width in em."""

    outline: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    width: float


class _Drawing(BasePen):  # type: ignore[misc]
    """Notes outlines as operators of PDF; BasePen turns quadratic curves into cubic ones."""

    def __init__(self, glyphs: Any, em: int) -> None:
        super().__init__(glyphs)
        self._em = em
        self.noted: list[tuple[str, tuple[tuple[float, float], ...]]] = []

    def _moveTo(self, pt: Any) -> None:  # noqa: N802 - named by fontTools
        self._note("m", pt)

    def _lineTo(self, pt: Any) -> None:  # noqa: N802
        self._note("l", pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self._note("c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._note("h")

    def _note(self, operator: str, *points: tuple[float, float]) -> None:
        self.noted.append((operator, tuple((x / self._em, y / self._em) for x, y in points)))


@cache
def _letters(family: str) -> Mapping[str, _Letter]:
    """The printable ASCII letters of a face; none if the family is not installed."""
    found = file_of(family, SEMIBOLD)
    if found is None:
        return {}
    letters: dict[str, _Letter] = {}
    with TTFont(found[0], fontNumber=found[1], lazy=True) as font:
        names, widths, glyphs = font.getBestCmap(), font["hmtx"], font.getGlyphSet()
        em = int.from_bytes(font.reader["head"][18:20], "big")  # from the bytes, as in faces
        for code in range(0x20, 0x7F):
            if code in names:
                pen = _Drawing(glyphs, em)
                glyphs[names[code]].draw(pen)
                letters[chr(code)] = _Letter(tuple(pen.noted), widths[names[code]][0] / em)
    return letters


def width(text: str, family: str, size: float) -> float:
    """Width of a text in points; a letter that the face lacks is left out."""
    letters = _letters(family)
    return size * sum(letters[c].width for c in text if c in letters)


def outlined(text: str, family: str, size: float) -> str:
    """Path operators that draw a text from the origin along its base line; none if the family is not installed."""
    letters, x, operators = _letters(family), 0.0, list[str]()
    for letter in (letters[c] for c in text if c in letters):
        for operator, points in letter.outline:
            operators.append(" ".join([*(f"{x + a * size:.2f} {b * size:.2f}" for a, b in points), operator]))
        x += letter.width * size
    return "\n".join([*operators, "f"]) if operators else ""
