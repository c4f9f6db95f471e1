"""A law or a work is called by two titles.

Examines
    Titles in 《》 of six characters or more: whether one that stands once differs by a single character from one that
    stands more often.

Why it matters
    The title of a law is a citation. A wrong character in it makes a law that does not exist.

Does not examine
    Titles that differ in a number, such as 第一期 and 第二期.

Bad
    templates/zh-hant/1-environment.md
        我們遵守《環境空氣質素標準》。廠房符合《環境空氣質素標準》。監測依照《環境空氣質量標準》。

Good
    templates/zh-hant/1-environment.md
        我們遵守《環境空氣質素標準》。廠房符合《環境空氣質素標準》。監測依照《水污染管制條例》。

Fix
    Look the title up and write it alike everywhere.

Source
    GRI 2-27 (compliance with laws and regulations); HKEX ESG Reporting Guide, general disclosures on laws that have a
    significant impact.
"""

import re
from collections import Counter, defaultdict

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity

_TITLE = re.compile(r"《([^《》]{6,60})》")
_NUMBER = re.compile(r"[\d〇零一二三四五六七八九十甲乙丙丁上中下A-Za-z]")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each title in each passage."""
    told = [(p, match[1]) for p in prose(dossier).passages for match in _TITLE.finditer(p.text)]
    often = Counter(title for _, title in told)
    shapes: dict[str, set[str]] = defaultdict(set)
    for title in often:
        for shape in _shapes(title):
            shapes[shape].add(title)
    for passage, title in told:
        near = {other for shape in _shapes(title) for other in shapes[shape] if _one_apart(title, other)}
        usual = max(near, key=lambda other: often[other], default=title)
        yield (
            None
            if often[title] > 1 or often[usual] < 2
            else CHECK.finding(
                f"《{title}》 stands once, and 《{usual}》 {often[usual]} times",
                "look the title up and write it alike everywhere",
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=title,
            )
        )


def _shapes(title: str) -> set[str]:
    """A title with each of its characters left out in turn: titles one character apart share one of these."""
    return {title} | {title[:at] + "\0" * keep + title[at + 1 :] for at in range(len(title)) for keep in (0, 1)}


def _one_apart(one: str, two: str) -> bool:
    if one == two:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    changed = one[start : start + 1], two[start : start + 1]
    rests = {(one[start + i :], two[start + j :]) for i, j in ((1, 1), (0, 1), (1, 0))}
    return any(a == b for a, b in rests) and not any(_NUMBER.fullmatch(c) for c in changed if c)


CHECK = Check(
    "RF010",
    "work-named-otherwise",
    {"zh-hant": "同一法例或文件的名稱不一", "en": "A law or a work is called by two titles"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
