"""Two sections have the same title.

Examines
    The titles of all sections in each language: whether two of them are the same. Two sections of one chapter are an
    error; sections of different chapters a warning, unless the title is one that every chapter may have.

Why it matters
    A reference by title, a bookmark and a line of the index then lead to one of the two, and nobody knows which was
    meant. Often one of the titles was lost when a section was copied.

Does not examine
    Introductions, overviews, highlights, strategies and outlooks, as long as they stand in different chapters.

Bad
    data/outline.toml
        [[section]]
        id = "environment"
        number = "1"
        level = "chapter"
        title = { zh-hant = "環境", en = "Environment" }

        [[section]]
        id = "climate"
        number = "1.1"
        level = "section"
        parent = "1"
        title = { zh-hant = "數據", en = "Data" }

        [[section]]
        id = "data"
        number = "A1"
        level = "appendix"
        title = { zh-hant = "數據", en = "Data" }

Good
    templates/en/1-environment.md
        Everything as it is called in the outline.

Fix
    Give each section in data/outline.toml a title of its own.

Source
    GRI 1: Foundation 2021, Clarity; WCAG 2.2, success criterion 2.4.6.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity

_ANY = (
    "introduction|overview|highlights|approach|our|outlook|summary|progress|performance|governance|strategy|strategies"
    "|management|case|cases|study|studies|key|figures|targets|policy|policies|and|of|the|a|an|in|year"
)
_ANY_CHINESE = (
    "引言|前言|概覽|概述|概況|總覽|亮點|重點|展望|摘要|小結|方針|管理|我們的"
    "|案例|目標|進展|表現|策略|管治|政策|年度|與|及|和"
)
_OF_ANY_CHAPTER = re.compile(rf"(?:(?:{_ANY})[\s,&]*)+|(?:{_ANY_CHINESE})+", re.IGNORECASE)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and language."""
    outline = dossier.project.outline
    for manuscript in dossier.manuscripts:
        language = manuscript.language
        first: dict[str, list[int]] = {}
        for at, section in enumerate(outline.sections):
            title = section.title.get(language, "").strip()
            others = first.setdefault(title.casefold(), [])
            twins = [outline.sections[n] for n in others]
            others.append(at)
            beside = [twin for twin in twins if twin.parent == section.parent]
            if not title or not twins or (not beside and _OF_ANY_CHAPTER.fullmatch(title)):
                yield None
                continue
            twin = (beside or twins)[0]
            yield CHECK.finding(
                f"the sections {twin.number} ({twin.id}) and {section.number} ({section.id}) are both called “{title}”",
                "give each section in data/outline.toml a title of its own",
                severity=Severity.ERROR if beside else Severity.WARNING,
                language=language,
                section=section.id,
                place=section.at,
                subject=f"{twin.id} {section.id}",
            )


CHECK = Check(
    "RF011",
    "titles-alike",
    {"zh-hant": "兩個章節同名", "en": "Two sections have the same title"},
    Severity.WARNING,
    __doc__,
    examine,
)
