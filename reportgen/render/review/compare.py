"""Two wordings of a sentence, with the words that came and went marked."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from reportgen.render.readback import seen

_TOKENS = re.compile(r"\d[\d,.]*%?|[^\W\d_]+(?<![\u3400-\u9fff])|[\u3400-\u9fff]|\s+|.", re.DOTALL)
"""A number, a word of letters, one ideograph, white space, or one mark."""
_MOST_KEPT = 2
"""Tokens kept between two changes that are so few that they are read better as one change."""


def marked_words(before: str, after: str) -> Markup:
    """The newer wording, with what went as ``del`` and what came as ``ins``."""
    shown: list[Markup] = []
    for was, now in _runs(_TOKENS.findall(before), _TOKENS.findall(after)):
        if was == now:
            shown.append(escape(was))
        else:
            shown.append(Markup("<del>{}</del>").format(was) if was.strip() else Markup(""))
            shown.append(Markup("<ins>{}</ins>").format(now) if now.strip() else escape(now))
    return Markup("").join(shown)


def squeezed(text: str) -> str:
    """A text without white space and without characters that nobody sees, in which another one is looked for."""
    return "".join(seen(text).split())


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Stretches of both wordings that are alike or differ, by turns."""
    matched = SequenceMatcher(None, before, after, autojunk=False)
    was, now = "", ""
    for kind, i, k, j, m in matched.get_opcodes():
        old, new = "".join(before[i:k]), "".join(after[j:m])
        last = m == len(after) and k == len(before)
        bridges = kind == "equal" and (was or now) and not last and not new.strip() and k - i <= _MOST_KEPT
        if kind != "equal" or bridges:
            was, now = was + old, now + new
            continue
        if was or now:
            yield was, now
            was, now = "", ""
        yield old, new
    if was or now:
        yield was, now
