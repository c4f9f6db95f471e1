"""A bracket or quotation mark is not closed.

Examines
    Brackets （） () 「」 『』 《》 [] and quotation marks “ ” in every passage: each is closed, in the right order.

Why it matters
    A reader goes on waiting for the end of the remark.

Does not examine
    Single quotation marks, which are apostrophes as well, and list numbers such as a).

Bad
    templates/zh-hant/1-environment.md
        我們節約用水（見《環境政策）。

Good
    templates/zh-hant/1-environment.md
        我們節約用水（見《環境政策》）。

Fix
    Close it, or delete it.

Source
    Requirements for Chinese Text Layout (W3C CLREQ), 3.1.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_CLOSED_BY = {"（": "）", "(": ")", "「": "」", "『": "』", "《": "》", "[": "]", "“": "”", "〈": "〉", "【": "】"}
_NUMBER = re.compile(r"^\(?[0-9a-z]{1,3}\)|(?<=[;；,：:]\s)[a-h]\)")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage with a bracket."""
    opening, closing = set(_CLOSED_BY), set(_CLOSED_BY.values())
    for passage in prose(dossier).all_passages:
        text = _NUMBER.sub(lambda m: "\0" * len(m[0]), passage.text)
        if not (opening | closing) & set(text):
            continue
        wrong = _wrong(text)
        if wrong is None:
            yield None
            continue
        yield CHECK.finding(
            f"“{text[wrong]}” in “{passage.around(wrong, wrong + 1, 16)}” has no counterpart",
            "close it, or delete it",
            language=passage.language,
            section=passage.section or None,
            place=passage.at,
            subject=passage.around(wrong, wrong + 1, 4),
        )


def _wrong(text: str) -> int | None:
    waiting: list[int] = []
    for position, character in enumerate(text):
        if character in _CLOSED_BY:
            waiting.append(position)
        elif character in _CLOSED_BY.values():
            if not waiting or _CLOSED_BY[text[waiting[-1]]] != character:
                return waiting[-1] if waiting else position
            waiting.pop()
    return waiting[-1] if waiting else None


CHECK = Check(
    "TX016",
    "bracket-not-closed",
    {"zh-hant": "括號或引號未配對", "en": "A bracket or quotation mark is not closed"},
    Severity.WARNING,
    __doc__,
    examine,
)
