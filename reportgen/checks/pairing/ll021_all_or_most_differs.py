"""One language says all, the other only most or some.

Examines
    Pairs of passages of which one says all, every, 所有, 全部 and the other most, some, 大部分, 若干 instead.

Why it matters
    "All suppliers have signed" is a claim that can be proved wrong by one supplier; 大部分供應商 is not.

Does not examine
    Pairs in which both say all, or both say most or some, besides other things.

Bad
    templates/en/1-environment.md
        All sites were audited.
    templates/zh-hant/1-environment.md
        大部分辦公地點已接受審核。

Good
    templates/en/1-environment.md
        Most sites were audited.
    templates/zh-hant/1-environment.md
        大部分辦公地點已接受審核。

Fix
    Find out which is right and write it in both languages.

Source
    HKEX ESG Reporting Guide, Balance and Consistency; HKEX Listing Rules, Rule 2.07C.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.words import is_chinese

_ALL = {
    True: re.compile(r"所有|全部|全體|全數|悉數|一律|無一例外"),
    False: re.compile(
        r"(?<!in )(?<!above )(?<!nearly )(?<!almost )"
        r"\b(?:all(?= (?:of|the|our|its|their|\w+s)\b)|every|entire|whole)\b",
        re.IGNORECASE,
    ),
}
_SOME = {
    True: re.compile(r"(?<!絕)大部[分份]|(?<!絕)大多|(?<![大絕])多數|若干|有些|某些"),
    False: re.compile(
        r"\bmost(?= (?:of|\w+s)\b)|\b(?:the majority|some(?= (?:of|\w+s)\b)|several|certain)\b", re.IGNORECASE
    ),
}

_ANY = {
    True: re.compile(r"[各均皆]|每[名位家間所項]|都(?!市|會)"),
    False: re.compile(r"\b(?:all|each(?! other)|both|any|no|none|nobody|every\w+)\b", re.IGNORECASE),
}
"""Words that may say as much as all does: a passage with one of them is not accused."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages that tell how many of a whole are meant."""
    for pair in prose(dossier).pairs:
        if pair.one.language == pair.two.language:
            continue
        one, two = _told(pair.one), _told(pair.two)
        if not any(one) or not any(two):
            continue
        whole, part = (pair.one, pair.two) if one[0] else (pair.two, pair.one)
        said, less = (one, two) if one[0] else (two, one)
        differ = said[0] and not said[1] and less[1] and not less[0]
        if not differ or _ANY[is_chinese(part.language)].search(part.typed):
            yield None
            continue
        yield CHECK.finding(
            f"{quoted(whole)} says “{said[0]}”, but {quoted(part)} says “{less[1]}”",
            "find out which is right and write it in both languages",
            language=part.language,
            section=part.section,
            place=part.at,
            subject=f"{said[0]} {less[1]}",
        )


def _told(passage: Passage) -> tuple[str, str]:
    """The first word for all, and the first for a part, empty where there is none."""
    chinese = is_chinese(passage.language)
    found = (pattern[chinese].search(passage.typed) for pattern in (_ALL, _SOME))
    whole, part = (match[0] if match else "" for match in found)
    return whole, part


CHECK = Check(
    "LL021",
    "all-or-most-differs",
    {"zh-hant": "一種語言說全部，另一種只說部分", "en": "One language says all, the other only most or some"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
