"""Chinese typography on plain text: the gap beside Latin and figures, and marks that stand side by side.

The gap is an ordinary U+0020. It may stretch or shrink with the other gaps of a justified line and vanishes where a
line breaks, as CSS Text 4 ``text-autospace`` asks; a thin space (U+2009) would stay at the line's end as a dent.
"""

import re
import unicodedata
from collections.abc import Sequence

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Ideographs, kana and bopomofo, as the inside of a character class."""

OPENING = "「『（《〈【〔［｛“‘"
"""Marks that do not end a line."""

CLOSING = "」』）》〉】〕］｝”’、，。．；：！？％…—・"
"""Marks that do not begin a line."""

FULL_WIDTH = "、。，．；：！？「」『』（）《》〈〉【】〔〕［］｛｝／　"
"""Marks that bring their own white and want no space beside them."""

KEPT_TOGETHER = 3
"""How many ideographs the last line of a paragraph has at least."""

_IS_HAN = re.compile(f"[{HAN}]")
_SPACE = " \t\n\r\f"
_SPACES = re.compile(f"[{_SPACE}]+")
_BESIDE_MARK = re.compile(f"(?<=[{re.escape(FULL_WIDTH)}]) | (?=[{re.escape(FULL_WIDTH)}])")
_LATIN = f"[^\\W_{HAN}]"
_BETWEEN = re.compile(f"(?<=[{HAN}])(?={_LATIN}|[+−$€£¥#@])|(?<={_LATIN}|[%‰°+])(?=[{HAN}])")
_DATE = re.compile(r"\d[年月日]|[年月]\d|.\d+[年月日]")
_INLINE = "(?:</?(?:a|em|span|strong)(?: [^>]*)?>)*"
_NEIGHBOURS = re.compile(
    f"[」』）》〉】〕](?={_INLINE}[{re.escape(OPENING)}」』）》〉】〕、，。．；：！？])(?![^<]*>)|(?<=[「『（《〈【〔])[「『（《〈【〔](?![^<]*>)"
)


def is_han(character: str) -> bool:
    """Say whether a character is an ideograph, kana or bopomofo letter (not punctuation)."""
    return bool(_IS_HAN.match(character))


def is_wide(character: str) -> bool:
    """Say whether a character stands in the ideographic grid: an ideograph or a full-width mark."""
    return is_han(character) or unicodedata.east_asian_width(character) in "WF"


def spaced(text: str) -> str:
    """Put one space between ideographs and Latin letters or figures, and none beside a full-width mark.

    Runs of white space become one space; dates such as 2022年12月31日 stay closed, as Hong Kong reports set them.
    """
    text = _SPACES.sub(" ", text)
    text = _BESIDE_MARK.sub("", text)
    return _BETWEEN.sub(_gap, text)


def _gap(match: re.Match[str]) -> str:
    at = match.start()
    return "" if _DATE.match(match.string, at - 1) else " "


def spaced_row(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Space neighbouring pieces of one line as the one text that they are.

    Returns:
        For each piece the gap in front of it ("" or " ") and the piece itself, without spaces at its ends.
    """
    whole = spaced("".join(texts))
    row: list[tuple[str, str]] = []
    at = 0
    for text in texts:
        start = at
        for _ in range(sum(1 for character in text if character not in _SPACE)):
            while whole[at] == " ":
                at += 1
            at += 1
        piece = whole[start:at]
        row.append((" " if piece.startswith(" ") else "", piece.lstrip(" ")))
    if row and at < len(whole):
        row[-1] = (row[-1][0], row[-1][1] + whole[at:])
    return row


def tightened(html: str) -> str:
    """Mark the brackets that give up their half of white because another mark stands beside them.

    The marks may stand in different elements, as where a page number in brackets ends a sentence.

    Source:
        Requirements for Chinese Text Layout (CLREQ), 3.1.6: neighbouring marks are set closer.

    Args:
        html: Chinese text with its tags.

    Returns:
        The HTML with each such bracket in ``<span class="half">``.
    """
    return _NEIGHBOURS.sub(lambda mark: f'<span class="half">{mark[0]}</span>', html)
