"""A paragraph claims to answer a disclosure in one language only.

Examines
    The disclosures that ``disclosure(...)`` marks in each pair of passages.

Why it matters
    The index sends readers of the two languages to different paragraphs.

Bad
    templates/en/1-environment.md
        We save water.{{ disclosure("HKEX A2.2") }}
    templates/zh-hant/1-environment.md
        我們節約用水。

Good
    templates/en/1-environment.md
        We save water.{{ disclosure("HKEX A2.2") }}
    templates/zh-hant/1-environment.md
        我們節約用水。{{ disclosure("HKEX A2.2") }}

Fix
    Mark the paragraph in both languages, or in neither.

Source
    HKEX ESG Reporting Guide, paragraph 4 (index); GRI 1: Foundation 2021, Requirement 7.
"""

from collections import Counter

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.pairing.telling import listed, quoted
from reportgen.checks.prose import prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair of passages of which one is marked."""
    for pair in prose(dossier).pairs:
        one, two = Counter(pair.one.anchors), Counter(pair.two.anchors)
        if not one and not two:
            continue
        if one == two:
            yield None
            continue
        for more, less, lacking, full in ((one, two, pair.two, pair.one), (two, one, pair.one, pair.two)):
            codes = listed(sorted((more - less).elements()))
            if codes:
                yield CHECK.finding(
                    f"{quoted(lacking)} is not marked as answering {codes}, its translation {quoted(full)} is",
                    "mark the paragraph in both languages, or in neither",
                    language=lacking.language,
                    section=lacking.section,
                    place=lacking.at,
                    subject=codes,
                )


CHECK = Check(
    "LL004",
    "disclosures-differ",
    {"zh-hant": "對應段落所標示的披露要求不同", "en": "A paragraph answers a disclosure in one language only"},
    Severity.ERROR,
    __doc__,
    examine,
)
