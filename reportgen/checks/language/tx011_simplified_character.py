"""A simplified character stands in Traditional Chinese.

Examines
    Every character of the Chinese texts, chapters and data files, against OpenCC's conversion to Traditional Chinese
    as used in Hong Kong; and words in which a converter took the wrong one of several characters (制造, 标准 as
    標准).

Why it matters
    Text pasted from a Simplified source keeps characters that look right to a tired eye and wrong to every reader.

Does not examine
    Links.

Bad
    templates/zh-hant/1-environment.md
        我们节约用水，并按標准量度。

Good
    templates/zh-hant/1-environment.md
        我們節約用水，並按標準量度。

Fix
    Write the Traditional character that the message names.

Source
    HKEX Listing Rules, Rule 2.07C (Chinese version); Hong Kong Supplementary Character Set.
"""

from functools import cache

from opencc import OpenCC

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_TRADITIONAL = "zh-hant"


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each Chinese passage."""
    words = lexicon(_TRADITIONAL)
    if words is None:
        return
    known = frozenset(words.simplified.characters)
    mistaken = dict(words.simplified.mistaken)
    pattern = words.pattern(mistaken)
    for passage in prose(dossier).all_passages:
        if passage.language != _TRADITIONAL:
            continue
        text = passage.text
        found = {c: _traditional(c) for c in text if "\u3400" <= c <= "\u9fff" and (c in known or _is_simplified(c))}
        found |= {m[0]: mistaken[m[0]] for m in pattern.finditer(text)}
        if not found:
            yield None
        for wrong, right in found.items():
            at = text.index(wrong)
            yield CHECK.finding(
                f"“{wrong}” in “{passage.around(at, at + len(wrong), 8)}” is simplified",
                f"write “{right}”" if right != wrong else "write the Traditional character",
                language=passage.language,
                section=passage.section or None,
                place=passage.at,
                subject=wrong,
            )


@cache
def _converter() -> OpenCC:
    return OpenCC("s2hk")


@cache
def _traditional(character: str) -> str:
    return str(_converter().convert(character))


@cache
def _is_simplified(character: str) -> bool:
    """Whether it has another Traditional form and is unknown to Big5, the character set of Traditional Chinese."""
    if _traditional(character) == character:
        return False
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return True
    return False


CHECK = Check(
    "TX011",
    "simplified-character",
    {"zh-hant": "繁體文本中夾雜簡體字", "en": "A simplified character stands in Traditional Chinese"},
    Severity.ERROR,
    __doc__,
    examine,
)
