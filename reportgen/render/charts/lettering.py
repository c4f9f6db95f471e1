"""How wide words are, and where a label breaks, without asking a font."""

from collections.abc import Iterable

from reportgen.render.typography import CLOSING, OPENING, is_wide

LABEL = 7.5
"""Size of names, in pt."""
VALUE = 8.0
"""Size of printed figures, in pt."""
LEADING = 9.5
"""From line to line of a label that breaks, in pt."""

_EMS = {
    0.25: "'’‘ijl",
    0.3: " !,.:;I·\u00a0",
    0.4: "()/[\\]frt{}|“”",
    0.5: '*-1^_`–"',
    0.55: "?Jksxz",
    0.6: "7EFLacehnouvy",
    0.65: "#$&02345689PRSTXZbdgpq",
    0.7: "+<=>ABKVY~×",
    0.75: "CDGHU",
    0.8: "NOQ",
    0.85: "%w",
    0.9: "Mm",
    1.0: "@W—",
}
"""Advances of Inter in em, rounded up to a twentieth; the semibold's differ by less than the rounding."""
_EM = {character: em for em, characters in _EMS.items() for character in characters}
_UNKNOWN = 0.75


def width(text: str, size: float) -> float:
    """Width of a line in pt, rather too much than too little: an ideograph takes one em."""
    return size * sum(1.0 if is_wide(c) else _EM.get(c, _UNKNOWN) for c in text)


def widest(texts: Iterable[str], size: float) -> float:
    """Width of the widest of several lines, in pt; 0 for none."""
    return max((width(text, size) for text in texts), default=0.0)


def wrapped(text: str, size: float, room: float) -> list[str]:
    """A label in lines of at most ``room`` pt and about equal length; a word that is longer stays whole."""
    lines = _filled(text, size, room)
    while room > size and len(tighter := _filled(text, size, room - size / 2)) == len(lines):
        lines, room = tighter, room - size / 2
    return lines


def _filled(text: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and width((lines[-1] + piece).rstrip(), size) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines] or [""]


def _pieces(text: str) -> list[str]:
    """Pieces between which a line may break: after spaces, and beside ideographs but not beside their marks."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1][-1] if pieces else ""
        joins = last and last != " " and last not in OPENING and not (is_wide(character) or is_wide(last))
        if pieces and (joins or character in CLOSING or character == " " or last in OPENING):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
