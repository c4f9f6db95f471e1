"""A word stands twice in a row.

Examines
    Every text of both languages: "the the", 我們我們, 的的.

Why it matters
    It is a trace of an edit that was not finished, and no spelling checker of Chinese finds it.

Does not examine
    Words that may be doubled (had had), Chinese reduplication of one character (人人, 天天, 漸漸), and numbers.

Bad
    templates/en/1-environment.md
        We save water in the the offices.

Good
    templates/en/1-environment.md
        We save water in the offices.

Fix
    Delete one of the two.

Source
    GRI 1: Foundation 2021, Clarity.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese

_ENGLISH = re.compile(r"(?<![\w’'-])([A-Za-z][A-Za-z’']*)[ \u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)
_CHINESE = re.compile(r"([\u3400-\u9fff]{2,6})\1|([的了們])\2(?![確解])")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage."""
    for passage in prose(dossier).all_passages:
        words = lexicon(passage.language)
        if words is None:
            continue
        allowed = {word.casefold() for word in words.repetition.allowed}
        pattern = _CHINESE if is_chinese(passage.language) else _ENGLISH
        found = [
            m for m in pattern.finditer(passage.typed) if m[0].casefold() not in allowed and _word(m) not in allowed
        ]
        if not found:
            yield None
        for match in found:
            yield CHECK.finding(
                f"“{match[0]}” in “{passage.around(match.start(), match.end(), 12)}” says a word twice",
                "delete one of the two",
                language=passage.language,
                section=passage.section or None,
                place=passage.at,
                subject=match[0],
            )


def _word(match: re.Match[str]) -> str:
    return (match[1] or match[2] or "").casefold()


CHECK = Check(
    "TX013",
    "word-doubled",
    {"zh-hant": "用詞重複", "en": "A word stands twice in a row"},
    Severity.WARNING,
    __doc__,
    examine,
)
