"""Faces and glyphs: what the fonts of this machine can print, asked before the layout begins."""

import subprocess
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from reportgen.model.problem import BrokenProjectError, Problem

_NEED_NO_GLYPH = {"Cc", "Cf", "Zl", "Zp", "Zs"}


@cache
def coverage(family: str) -> frozenset[int]:
    """Code points that a family has, by fontconfig; empty if the family is not installed.

    Raises:
        BrokenProjectError: fontconfig's ``fc-list`` is not there.
    """
    command = ["fc-list", "--format", "%{charset}\n", f":family={family}"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        problem = Problem("fc-list cannot be run", None, "install fontconfig (Debian: apt-get install fontconfig)")
        raise BrokenProjectError([problem]) from error
    found: set[int] = set()
    for part in set(listed.split()):
        first, _, last = part.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def require_families(families: Iterable[str], packages: Mapping[str, str]) -> None:
    """Make sure that all faces of a theme are installed.

    Args:
        families: names of the faces.
        packages: family to the Debian package that holds it; a company's own face has none.

    Raises:
        BrokenProjectError: Faces are missing; all of them, each with the command that installs it.
    """
    problems = [
        Problem(f"the font {family!r} is not installed", None, _how_to_install(family, packages))
        for family in dict.fromkeys(families)
        if not coverage(family)
    ]
    if problems:
        raise BrokenProjectError(problems)


def _how_to_install(family: str, packages: Mapping[str, str]) -> str:
    if family in packages:
        return f"run: apt-get install {packages[family]}"
    return "put its files into ~/.local/share/fonts and run: fc-cache; or name another in the theme"


def missing_glyphs(text: str, families: Sequence[str]) -> tuple[str, ...]:
    """Characters of a text that none of the families has, in order of code points.

    White space and characters without a shape of their own (variation selectors, joiners) need none.
    """
    characters = {c for c in set(text) if unicodedata.category(c) not in _NEED_NO_GLYPH}
    left = {ord(c) for c in characters if not _selects(ord(c))}
    for family in families:
        left -= coverage(family)
    return tuple(chr(code) for code in sorted(left))


def _selects(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def glyph_name(character: str) -> str:
    """A character as a message names it, e.g. ``U+20BB7 𠮷 CJK UNIFIED IDEOGRAPH-20BB7``."""
    return f"U+{ord(character):04X} {character} {unicodedata.name(character, 'unnamed')}"
