"""A punctuation mark of the other script.

Examines
    Half-width commas, stops, colons, semicolons, question marks, brackets and quotation marks between Chinese
    characters, and full-width marks in English.

Why it matters
    Half-width marks crowd Chinese type, and full-width ones tear holes into English; both come from pasting.

Does not examine
    Marks inside Latin words and numbers (5,739.7; ISO 14064-1:2018), and links.

Bad
    templates/zh-hant/1-environment.md
        我們節約用水,並節約用電。

Good
    templates/zh-hant/1-environment.md
        我們節約用水，並節約用電。

Fix
    Write the mark that the message names.

Source
    Requirements for Chinese Text Layout (W3C CLREQ), 3.1; GB/T 15834.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese

_WIDE = {
    ",": "，",
    ".": "。",
    ":": "：",
    ";": "；",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    '"': "「」",
    "'": "「」",
}
_NARROW = {
    "，": ",",
    "。": ".",
    "：": ":",
    "；": ";",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "「": "“",
    "」": "”",
    "、": ",",
}
_HAN = "\u3400-\u9fff」』》）\ufffc"
_IN_CHINESE = re.compile(
    rf"(?<=[{_HAN}])[,.:;?!](?=[{_HAN}「『《（]|\s|$)|(?<=[{_HAN}])[(\"'](?=[{_HAN}])|(?<=[{_HAN}])[)\"']"
)
_IN_ENGLISH = re.compile(r"[，。：；？！（）「」、]")
_HAN_NEAR = re.compile(r"[\u3400-\u9fff]")
_LINK = re.compile(r"https?://\S+")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage."""
    for passage in prose(dossier).all_passages:
        text = _LINK.sub(lambda m: "\0" * len(m[0]), passage.typed)
        chinese = is_chinese(passage.language)
        marks = _WIDE if chinese else _NARROW
        found = [m for m in (_IN_CHINESE if chinese else _IN_ENGLISH).finditer(text) if _wrong(text, m, chinese)]
        if not found:
            yield None
        for match in found:
            width = "half" if chinese else "full"
            yield CHECK.finding(
                f"the {width}-width “{match[0]}” in “{passage.around(match.start(), match.end(), 8)}”",
                f"write “{marks[match[0]]}”",
                language=passage.language,
                section=passage.section or None,
                place=passage.at,
                subject=passage.around(match.start(), match.end(), 4),
            )


def _wrong(text: str, match: re.Match[str], chinese: bool) -> bool:
    """Full-width marks are right around Chinese words in an English text."""
    around = text[max(0, match.start() - 1) : match.end() + 1]
    if chinese:
        return "\ufffc" not in around or _HAN_NEAR.search(around) is not None
    return _HAN_NEAR.search(around) is None


CHECK = Check(
    "TX015",
    "mark-of-the-other-script",
    {"zh-hant": "標點半形全形誤用", "en": "A punctuation mark of the other script"},
    Severity.WARNING,
    __doc__,
    examine,
)
