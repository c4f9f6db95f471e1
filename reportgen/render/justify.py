"""Justification of Chinese lines, which WeasyPrint 70 lacks: it widens spaces only.

A line's slack is shared by all gaps between ideographs and full-width marks, and by the spaces; Latin words and
figures keep their shape. Nothing is laid out again: the glyphs of a line already broken are moved when it is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from reportgen.render.typography import CLOSING, OPENING, is_wide

WIDEST_GAP = 0.34
"""Most that a gap may grow, in ems; a line that would need more stays short."""

_SPACES = " \u00a0"
_widens_spaces = inline.justify_line


def stretchable(left: str, right: str) -> bool:
    """Whether slack may stand between two neighbouring characters.

    Source:
        Requirements for Chinese Text Layout (CLREQ), 3.2.1: no slack behind an opening or before a closing mark.
    """
    if not left or not right or right in _SPACES:
        return False
    if left in _SPACES:
        return True
    return is_wide(left) and is_wide(right) and left not in OPENING and right not in CLOSING


def gaps(texts: list[str]) -> list[list[int]]:
    """For each of a line's texts the indexes of the characters that slack may follow.

    An empty text stands for something that is not text: nothing is stretched beside it.
    """
    found: list[list[int]] = []
    for number, text in enumerate(texts):
        after = texts[number + 1][:1] if number + 1 < len(texts) else ""
        found.append([at for at in range(len(text)) if stretchable(text[at], text[at + 1 : at + 2] or after)])
    return found


class SpreadLayout(Layout):  # type: ignore[misc]
    """A Pango layout whose glyphs are moved apart when it is set for drawing.

    Attributes:
        spread: byte offset in the text to thousandths of an em that are added before it.
    """

    spread: dict[int, int]

    @classmethod
    def of(cls, layout: Layout, text: str, spread: dict[int, int]) -> "SpreadLayout":
        """The layout of a text box, with its gaps."""
        made = cls.__new__(cls)
        made.__dict__.update(layout.__dict__, text=text, spread=spread)
        return made

    def set_text(self, text: str, justify: bool = False) -> None:
        """Set the text; ``justify`` is what WeasyPrint says when the layout is about to be drawn."""
        super().set_text(text, justify=False)
        if justify:
            self._move_glyphs()

    def _move_glyphs(self) -> None:
        # Drawing sets this mode again, which does not discard the moved glyphs if it is set already.
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        unit = self.style["font_size"] * TO_UNITS / 1000
        line, _ = self.get_first_line()
        run = line.runs[0]
        while run != ffi.NULL:
            item, glyphs = run.data.item, run.data.glyphs
            starts = [glyphs.log_clusters[n] for n in range(glyphs.num_glyphs)]
            for number in range(glyphs.num_glyphs):
                end = starts[number + 1] if number + 1 < len(starts) else item.length
                if end != starts[number] and (share := self.spread.get(item.offset + end)):
                    # Rounded up: WeasyPrint cuts a glyph's advance to whole thousandths.
                    glyphs.glyphs[number].geometry.width += int(share * unit) + 1
            run = run.next


@dataclass(slots=True)
class _Slack:
    """What of a line's slack is to be given to each gap, and how much was given so far."""

    share: float
    due: float = 0.0
    given: float = 0.0


def justify_line(context: Any, line: Any, slack: float) -> None:
    """Take the place of WeasyPrint's function of that name: make a line ``slack`` pixels longer."""
    pieces = list(_pieces(line))
    texts = [piece.text if isinstance(piece, boxes.TextBox) else "" for piece in pieces]
    if not any(is_wide(character) for text in texts for character in text):
        _widens_spaces(context, line, slack)
        return
    where = gaps(texts)
    count = sum(map(len, where))
    if not count or slack / count > WIDEST_GAP * line.style["font_size"]:
        return
    _stretch(line, iter(where), _Slack(slack / count), 0.0)


def _pieces(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            yield from _pieces(child) if child.is_in_normal_flow() else ()
        elif child.is_in_normal_flow():
            yield child


def _stretch(box: Any, where: Iterator[list[int]], slack: _Slack, advance: float) -> float:
    """Widen a box's texts and move what follows; returns how far the next box is moved."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        added = _stretch_text(box, next(where), slack)
        box.width += added
        return advance + added
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        before = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _stretch(child, where, slack, advance)
        box.width += advance - before
        return advance
    next(where)
    box.translate(advance, 0)
    return advance


def _stretch_text(box: Any, stops: list[int], slack: _Slack) -> float:
    if not stops:
        return 0.0
    thousandth = box.style["font_size"] / 1000
    before = slack.given
    spread: dict[int, int] = {}
    offset = at = 0
    for stop in stops:
        offset += len(box.text[at : stop + 1].encode())
        at = stop + 1
        slack.due += slack.share
        spread[offset] = int((slack.due - slack.given) / thousandth)
        slack.given += spread[offset] * thousandth
    box.pango_layout = SpreadLayout.of(box.pango_layout, box.text, spread)
    return slack.given - before


@cache
def install() -> None:
    """Make WeasyPrint justify Chinese, in this process, from now on; other languages are justified as before."""
    inline.justify_line = justify_line
