"""The two languages tell another frequency.

Examines
    Pairs of passages that both tell how often something happens: daily, weekly, monthly, quarterly, half-yearly,
    yearly (twice a year is half-yearly, 每半年 is every six months).

Why it matters
    "Meets every quarter" and 每年開會兩次 are two commitments; a reader may hold the company to either.

Does not examine
    Pairs of which only one tells a frequency, and rates that no word of frequency tells.

Bad
    templates/en/1-environment.md
        The committee meets twice a year.
    templates/zh-hant/1-environment.md
        委員會每季開會。

Good
    templates/en/1-environment.md
        The committee meets twice a year.
    templates/zh-hant/1-environment.md
        委員會每年開會兩次。

Fix
    Find out which is right and write it in both languages.

Source
    HKEX ESG Reporting Guide, Consistency; HKEX Listing Rules, Rule 2.07C.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import Passage, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.words import is_chinese

_EVERY = r"\b(?:each|every|per|a|an|once an?)"
_ENGLISH = {
    "daily": rf"\bdaily\b|{_EVERY} (?:single )?day\b",
    "weekly": rf"(?<!bi-)\bweekly\b|{_EVERY} week\b",
    "monthly": rf"(?<!bi-)\bmonthly\b|{_EVERY} month\b",
    "quarterly": r"\bquarterly\b|\b(?:each|every|per|once a) quarter\b|\bfour times (?:a|each|every) year\b",
    "half-yearly": r"\b(?:half-yearly|semi-annual(?:ly)?|biannual(?:ly)?|bi-annual(?:ly)?)\b|\b(?:every|each) (?:six "
    r"months|half[- ]year)\b|\b(?:twice|two times) (?:a|each|every|per) year\b",
    "yearly": rf"\b(?:annual(?:ly)?|yearly)\b|(?<!twice )(?<!times ){_EVERY} year\b",
}
_CHINESE = {
    "daily": r"每[日天]|日常|逐日",
    "weekly": r"每個?(?:星期|[週周])|[週周]報",
    "monthly": r"每個?月|月度|按月|逐月",
    "quarterly": r"每個?季|季度|按季|逐季|每年(?:\S{0,6}?)四次",
    "half-yearly": r"每半年|半年度|每年(?:[^，。；]{0,8}?)[兩二]次|每(?:六|6)個月",
    "yearly": r"每年(?![^，。；]{0,8}?[兩二四]次)|年度|每一年|逐年|按年|周年|週年|全年|常年|一年一度",
}
_WORDS = {
    chinese: {name: re.compile(pattern, re.IGNORECASE) for name, pattern in own.items()}
    for chinese, own in ((False, _ENGLISH), (True, _CHINESE))
}
_WIDE = frozenset(("daily", "yearly"))
"""Words such as 日常 and annual tell no frequency as often as they do: alone they contradict nothing."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages that both tell a frequency."""
    for pair in prose(dossier).pairs:
        if pair.one.language == pair.two.language:
            continue
        one, two = _told(pair.one), _told(pair.two)
        if not one or not two:
            continue
        if not (one ^ two) - _WIDE or (one <= two and one - _WIDE) or (two <= one and two - _WIDE):
            yield None
            continue
        yield CHECK.finding(
            f"{quoted(pair.one)} says {_said(one, two)}, but {quoted(pair.two)} says {_said(two, one)}",
            "find out which is right and write the same frequency in both languages",
            language=pair.two.language,
            section=pair.two.section,
            place=pair.two.at,
            subject=f"{' '.join(sorted(one))} {' '.join(sorted(two))}",
        )


def _told(passage: Passage) -> frozenset[str]:
    words = _WORDS[is_chinese(passage.language)]
    return frozenset(name for name, pattern in words.items() if pattern.search(passage.typed))


def _said(own: frozenset[str], other: frozenset[str]) -> str:
    return listed([f"“{name}”" for name in _ENGLISH if name in own - other]) or "nothing of the kind"


CHECK = Check(
    "LL020",
    "frequencies-differ",
    {"zh-hant": "兩種語言所述的頻率不同", "en": "The two languages tell another frequency"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
