"""A green claim stands without a figure, a target or evidence.

Examines
    Absolute and vague claims about the environment (eco-friendly, emission-free, 環保產品, 零污染): whether the same
    sentence or the one behind it prints a figure, refers to another section or note, or names a target, a standard or a
    certificate.

Why it matters
    A claim that nothing measures is greenwashing in the eyes of a regulator, whatever was meant.

Does not examine
    "Green" and 綠色 in names of things (green electricity, 綠色建築), and whether the evidence is good.

Bad
    templates/en/1-environment.md
        Our products are eco-friendly.
    templates/zh-hant/1-environment.md
        我們的環保產品對環境無害。

Good
    templates/en/1-environment.md
        Our products are eco-friendly: their emissions were {{ kpi("ghg.scope1") }}.
    templates/zh-hant/1-environment.md
        我們的環保產品排放{{ kpi("ghg.scope1") }}。

Fix
    Say what was measured and against which base, or take the claim out.

Source
    SFC and HKEX on greenwashing; EU Directive 2024/825, Annex (generic environmental claims); GRI 1: Foundation 2021,
    Verifiability.
"""

import re
from itertools import pairwise

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Passage, Prose, lexicon, prose
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Bound, Footnote, NoteRef, SectionRef


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each passage of the text."""
    read = prose(dossier)
    for passage in read.passages:
        words = lexicon(passage.language)
        if words is None:
            continue
        claim = next(
            (
                c
                for c in words.pattern(words.green.claims).finditer(passage.typed)
                if not _backed(c, read, passage, words)
            ),
            None,
        )
        if claim is None:
            yield None
            continue
        yield CHECK.finding(
            f"“{claim[0]}” in “{passage.around(claim.start(), claim.end())}” has no figure or evidence beside it",
            "say what was measured and against which base, or take the claim out",
            language=passage.language,
            section=passage.section,
            place=passage.at,
            subject=claim[0],
        )


def _backed(claim: re.Match[str], read: Prose, passage: Passage, words: Lexicon) -> bool:
    """Whether the sentence of a claim, or the one behind it, tells of something that can be looked up."""
    if words.pattern(words.polarity.denial).search(passage.typed, max(0, claim.start() - 24), claim.start()):
        return True
    for one, two in pairwise((*read.sentences(passage), None)):
        if one is not None and one.start <= claim.start() < one.end:
            end = two.end if two is not None else one.end
            near = (spot for spot in passage.spots if one.start <= spot.start <= end)
            if any(isinstance(spot.run, Bound | SectionRef | NoteRef | Footnote) for spot in near):
                return True
            return words.pattern(words.green.evidence).search(passage.typed, one.start, end) is not None
    return False


CHECK = Check(
    "TX018",
    "green-claim-alone",
    {"zh-hant": "綠色聲稱缺乏依據", "en": "A green claim without figure, target or evidence"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
