"""How wide a face sets, as its font file says, so that a theme with wider letters still fits its places."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

REGULAR, SEMIBOLD = 80, 180
"""Weights as fontconfig counts them."""

SAMPLE = "Emissions of greenhouse gases, total energy and water used by 2022 (tCO2e)"
"""Words as charts have them."""

_FIGURES = "0123456789,.%"
_USUAL_FIGURES = 6.965
"""Their width in Inter Display Semi Bold, in em; places were measured with it."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Widths that align figures on their point, in em: of a tabular digit and of the point."""

    digit: float
    point: float


@cache
def advances(family: str, weight: int, features: tuple[str, ...] = ()) -> Mapping[str, float]:
    """Width of each printable ASCII character in em; empty if the family is not installed.

    Args:
        family: as fontconfig knows it.
        weight: as fontconfig counts it.
        features: OpenType features that are on, e.g. ``tnum``; those that replace one glyph by one count.
    """
    found = file_of(family, weight)
    if found is None:
        return {}
    with TTFont(found[0], fontNumber=found[1], lazy=True) as font:
        # Read from the bytes: fontTools talks to the terminal about the date in the table.
        em = int.from_bytes(font.reader["head"][18:20], "big")
        glyphs, widths = font.getBestCmap(), font["hmtx"]
        other = dict(_replaced(font, features))
        return {
            chr(code): widths[other.get(name, name)][0] / em for code, name in glyphs.items() if 0x20 <= code <= 0x7E
        }


def file_of(family: str, weight: int) -> tuple[str, int] | None:
    """The font file of a face and the number of the font in it; ``None`` if the family is not installed."""
    command = ["fc-match", "-f", "%{file}\n%{index}\n%{family}", f"{family}:weight={weight}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    file, index, families = (*done.split("\n", 2), "", "")[:3]
    # fc-match answers with another family rather than with none
    return (file, int(index) & 0xFFFF) if family in families.split(",") else None


def _replaced(font: Any, features: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Glyphs that features put in the place of others."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag in features
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            yield from getattr(getattr(part, "ExtSubTable", part), "mapping", {}).items()


def digits(family: str, weight: int) -> Digits:
    """Tabular digit and point of a face; those of Inter if it is not installed."""
    found = advances(family, weight, ("lnum", "tnum"))
    return Digits(found["0"], found["."]) if {"0", "."} <= found.keys() else Digits(0.63, 0.28)


def display_stretch(family: str) -> float:
    """How many times wider a face sets large figures than the one that places were measured with; at least 1."""
    found = advances(family, SEMIBOLD, ("lnum",))
    if not set(_FIGURES) <= found.keys():
        return 1.0
    return max(1.0, sum(found[c] for c in _FIGURES) / _USUAL_FIGURES)


def text_stretch(family: str, usual: float) -> float:
    """How many times wider a face sets words than the one that places were measured with; at least 1.

    Args:
        family: the face.
        usual: width of :data:`SAMPLE` in em that the places were measured with.
    """
    found = advances(family, REGULAR)
    return max(1.0, sum(found[c] for c in SAMPLE) / usual) if set(SAMPLE) <= found.keys() else 1.0
