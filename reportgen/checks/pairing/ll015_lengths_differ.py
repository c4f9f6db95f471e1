"""A paragraph is much shorter than its translation.

Examines
    The length of each pair of paragraphs, items, notes and footnotes, as a ratio of Chinese to English characters,
    against the middle ratio of the whole report; and the number of their sentences.

Why it matters
    A sentence that was dropped in translation leaves no other trace when it holds no figure.

Does not examine
    Short passages, and reports with few pairs, in which there is no usual ratio.

Options
    shortest: characters that the longer of the two has at least.
    factor: how many times the ratio must be off the middle.
    fewest: pairs that a report has at least.

Bad
    report.toml, added
        [checks.LL015]
        fewest = 4
        shortest = 20
    templates/en/1-environment.md
        The Group saves water in offices and data centres.

        The Group saves power in offices and data centres.

        The Group saves paper in offices and data centres.

        The Group saves fuel, and its drivers are trained in careful driving every year by an outside school of
        drivers. Cars are kept for eight seasons, and repairs come first.
    templates/zh-hant/1-environment.md
        集團的辦公樓和數據中心均節約用水。

        集團的辦公樓和數據中心均節約用電。

        集團的辦公樓和數據中心均節約用紙。

        集團節約燃料。

Good
    report.toml, added
        [checks.LL015]
        fewest = 4
        shortest = 20
    templates/en/1-environment.md
        The Group saves water in offices and data centres.

        The Group saves power in offices and data centres.

        The Group saves paper in offices and data centres.

        The Group saves fuel in cars and in emergency generators.
    templates/zh-hant/1-environment.md
        集團的辦公樓和數據中心均節約用水。

        集團的辦公樓和數據中心均節約用電。

        集團的辦公樓和數據中心均節約用紙。

        集團的汽車和應急發電機均節約燃料。

Fix
    Read both beside each other, and translate what is missing.

Source
    HKEX Listing Rules, Rule 2.07C; GRI 1: Foundation 2021, Completeness.
"""

from decimal import Decimal
from math import log
from statistics import median

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import quoted, subject_of
from reportgen.checks.prose import Passage, prose
from reportgen.checks.prose.pairs import Pair
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Severity

_KINDS = ("paragraph", "note", "footnote")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each pair of passages that is long enough."""
    shortest, fewest = (int(str(options[name])) for name in ("shortest", "fewest"))
    factor = float(Decimal(str(options["factor"])))
    read = prose(dossier)
    for language in read.languages[1:]:
        pairs = [
            p
            for p in read.pairs
            if p.two.language == language and p.one.kind in _KINDS and max(_letters(p.one), _letters(p.two)) >= shortest
        ]
        if len(pairs) < fewest:
            continue
        ratios = [log(_letters(p.one) / _letters(p.two)) for p in pairs]
        middle = median(ratios)
        for pair, ratio in zip(pairs, ratios, strict=True):
            off = ratio - middle
            apart = abs(len(read.sentences(pair.one)) - len(read.sentences(pair.two)))
            if abs(off) <= log(factor) and not (apart >= 3 and abs(off) > log(factor) / 2):
                yield None
                continue
            yield _finding(pair, off)


def _letters(passage: Passage) -> int:
    """Letters, ideographs and digits, without marks and references."""
    return max(1, sum(c.isalnum() for c in passage.text))


def _finding(pair: Pair, off: float) -> Finding:
    short, long = (pair.two, pair.one) if off > 0 else (pair.one, pair.two)
    return CHECK.finding(
        f"{quoted(short)} is much shorter than its translation {quoted(long)}",
        "read both beside each other; translate what is missing, or waive it",
        language=short.language,
        section=short.section,
        place=short.at,
        subject=subject_of(short),
    )


CHECK = Check(
    "LL015",
    "lengths-differ",
    {"zh-hant": "段落遠短於其譯文", "en": "A paragraph is much shorter than its translation"},
    Severity.INFO,
    __doc__,
    examine,
    confidence=Confidence.LOW,
    options={"shortest": 60, "factor": Decimal("1.8"), "fewest": 12},
)
