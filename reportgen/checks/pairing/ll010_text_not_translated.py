"""Text of one language was left in the other.

Examines
    Every passage of chapters and data files: English sentences in the Chinese text, Chinese characters in the English
    text, and passages that are the same in both languages though they hold words.

Why it matters
    A sentence that the translator left for later is the first thing that a reader of that language sees.

Does not examine
    Names in Latin letters in the Chinese text: fewer words in a row than the option allows. Chinese in brackets or
    quotation marks in the English text, which gives an original name.

Options
    words: how many English words in a row, of which some are no names, make a sentence.

Bad
    templates/zh-hant/1-environment.md
        We save water in all of our offices.
    templates/en/1-environment.md
        We save water in all of our offices.

Good
    templates/zh-hant/1-environment.md
        我們的辦公樓均節約用水。
    templates/en/1-environment.md
        We save water in all of our offices.

Fix
    Translate it.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.words import is_chinese

_RUN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,;:]+[A-Za-z][A-Za-z’'-]*)*")
_SMALL = re.compile(
    r"\b(?:the|of|and|in|to|a|an|we|our|is|are|was|were|with|for|on|by|from|that|this|as|has|have|it|its|their|all)\b"
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_QUOTED = re.compile(r"[（(][^（）()]*[）)]|[“‘\"《「][^”’\"》」]*[”’\"》」]|https?://\S+")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each passage with words."""
    least = int(str(options["words"]))
    for passage in prose(dossier).all_passages:
        text = passage.typed.replace("\ufffc", "")
        if not text.strip():
            continue
        found = _english_in(text, least) if is_chinese(passage.language) else _chinese_in(text)
        if found is None:
            yield None
            continue
        yield CHECK.finding(
            f"“{found}” in {_kind(passage)} is not translated",
            "translate it",
            language=passage.language,
            section=passage.section or None,
            place=passage.at,
            subject=found,
        )


def _english_in(text: str, least: int) -> str | None:
    for match in _RUN.finditer(_QUOTED.sub("", text)):
        words = re.findall(r"[A-Za-z’'-]+", match[0])
        small = len(_SMALL.findall(match[0]))
        if len(words) >= least and small >= 2:
            return " ".join(words[:8])
    return None


def _chinese_in(text: str) -> str | None:
    match = _HAN.search(_QUOTED.sub("", text))
    return match[0][:16] if match else None


def _kind(passage: Passage) -> str:
    return f"the {passage.kind} at {passage.at}"


CHECK = Check(
    "LL010",
    "text-not-translated",
    {"zh-hant": "文字未經翻譯", "en": "Text of one language was left in the other"},
    Severity.ERROR,
    __doc__,
    examine,
    options={"words": 5},
)
