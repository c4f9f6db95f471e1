"""The end of a paragraph: where its last words begin that are not parted, so that none stands on a line alone.

Chinese keeps its last three ideographs (or words and figures) on one line, English its last two words where the last
one is short. WeasyPrint 70 has no ``text-wrap: pretty`` that would do it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.render.typography import CLOSING, FULL_WIDTH, HAN, KEPT_TOGETHER, OPENING, is_han, is_wide

LAST_LINE = 8
"""Characters that the last line of a Latin paragraph has at least."""

LONGEST = 20
"""Width kept together at most, in Latin letters of half an em: more would leave a hole on the line before."""

_UNIT = re.compile(f"[{re.escape(OPENING)}]*(?:[{HAN}]|[^\\s{HAN}{re.escape(FULL_WIDTH)}]+ ?)[{re.escape(CLOSING)}]* ?")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a paragraph's text.

    ``whole`` says that it is not cut: a figure, a link. A part without text prints nothing in the line.
    """

    text: str
    whole: bool = False


def tail_of(parts: Sequence[Part], *, chinese: bool) -> tuple[int, int] | None:
    """Where the words begin that stay together with the paragraph's end.

    Returns:
        Number of the part and offset in its text, or ``None`` where the paragraph is too short, or its end too long.
    """
    after = ""
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        found: int | None = 0 if _is_enough(part.text + after, chinese) else None
        if found is not None and not part.whole:
            found = _latest(part.text, after, chinese)
        if found is not None:
            kept = part.text[found:] + after
            before = "".join(p.text for p in parts[:number]) + part.text[:found]
            return (number, found) if before.strip() and _width(kept) <= LONGEST else None
        after = part.text + after
    return None


def _width(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)


def _latest(text: str, after: str, chinese: bool) -> int:
    """The last place in a text from which on there is enough."""
    starts = [m.start() for m in _UNIT.finditer(text)] if chinese else [m.start() for m in re.finditer(r"\S+", text)]
    return next((at for at in reversed(starts) if _is_enough(text[at:] + after, chinese)), 0)


def _is_enough(text: str, chinese: bool) -> bool:
    if chinese and any(map(is_han, text)):
        return len(_UNIT.findall(text)) >= KEPT_TOGETHER
    words = text.split()
    return (len(words) > 1 and len(" ".join(words)) >= LAST_LINE) or (len(words) == 1 and len(words[0]) > LAST_LINE)
