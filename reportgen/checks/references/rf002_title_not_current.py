"""A section is referred to by a title that it does not have.

Examines
    Typed titles in quotation marks behind or before words of reference (see, refer to, set out in, the section;
    見、參閱、載於、一節、一章): whether a section, sub-head, KPI table or chart of the report has exactly this title.
    In a passage that quotes the titles of sections with ref(), every other quotation beside them.

Why it matters
    A title is changed in the outline, and the sentences that send readers to it keep the old one.

Does not examine
    Titles printed by ref(), which are current by themselves; titles in 《》, and titles of other documents.

Bad
    templates/en/1-environment.md
        For the figures see “Data tables”.

Good
    templates/en/1-environment.md
        For the figures see “Data”.

Fix
    Write “{{ ref("id", form="title") }}” with the section's id.

Source
    GRI 1: Foundation 2021, Clarity and Verifiability.
"""

import re
from difflib import get_close_matches

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import prose
from reportgen.checks.references.foreign import is_foreign
from reportgen.checks.walk import blocks_of, charts_of, tables_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Component, Heading, Manuscript
from reportgen.model.words import is_chinese

_ENGLISH = re.compile(
    r"(?:\b(?:(?<!we )(?<!they )(?<!to )(?<!can )(?<!will )see|See|[Rr]efer to"
    r"|(?:set out|described|told|given|listed|found|explained) in|[Ss]ections?|[Cc]hapters?)"
    r"(?: also)?(?: the)?(?: section| chapter| appendix)?(?: headed| titled| on)? [“\"](?P<a>[^”\"]{2,80})[”\"]"
    r"|(?:\bthe )[“\"](?P<b>[^”\"]{2,80})[”\"] (?:section|chapter|appendix)\b)"
)
_CHINESE = re.compile(
    r"(?:(?:(?<![意看常遇偏成主高罕少])見|參閱|參見|詳見|參考|載於|列於|刊於|詳情見|本報告|本章)(?:上文|下文|後文|本報告|附錄|章節)?(?:的)?「(?P<a>[^」]{2,40})」"
    r"|「(?P<b>[^」]{2,40})」(?:一|該|部分|此)?(?:章節|章|節|部分|一節|一章)(?![約慶目制省奏假能]))"
)

_QUOTED_REFERENCE = re.compile(r"[“「]\ufffc[”」]")
_IN_A_ROW = re.compile(
    r"(?<=[”」])(?:, | and |, and |、|及|和|與)[“「](?P<t>[^”」\ufffc]{2,90})[”」]"
    r"|[“「](?P<u>[^”」\ufffc]{2,90})[”」](?=(?:, | and |, and |、|及|和|與)[“「]\ufffc[”」])"
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each typed title that the text refers to."""
    titles = {m.language: _titles(dossier, m) for m in dossier.manuscripts}
    for passage in prose(dossier).passages:
        known = titles[passage.language]
        pattern = _CHINESE if is_chinese(passage.language) else _ENGLISH
        told = {m.start(): m["a"] or m["b"] for m in pattern.finditer(passage.typed)}
        if _QUOTED_REFERENCE.search(passage.text):
            told |= {m.start(): m["t"] or m["u"] for m in _IN_A_ROW.finditer(passage.text)}
        for start, title in told.items():
            if "\ufffc" in title or is_foreign(passage.typed, start, start + len(title), passage.language):
                continue
            if _plain(title) in known:
                yield None
                continue
            near = get_close_matches(title, list(known.values()), n=1, cutoff=0.4)
            yield CHECK.finding(
                f"the text refers to “{title}”, but nothing in the report is called so"
                + (f"; there is “{near[0]}”" if near else ""),
                'write ref(…, form="title") with the section\'s id, or the current title',
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject=title,
            )


def _titles(dossier: Dossier, manuscript: Manuscript) -> dict[str, str]:
    language = manuscript.language
    found = [s.title.get(language, "") for s in dossier.project.outline.sections]
    found += [spec.title.get(language, "") for spec in dossier.project.tables.values()]
    found += [table.title for _, table in tables_of(manuscript)]
    found += [text_of(chart.title) for _, chart in charts_of(manuscript)]
    for chapter in manuscript.chapters:
        for block in blocks_of(chapter.blocks):
            if isinstance(block, Heading):
                found.append(text_of(block.runs))
            elif isinstance(block, Component):
                found.append(text_of(block.title))
    return {_plain(title): title for title in found if title}


def _plain(title: str) -> str:
    return re.sub(r"[\s，,.。]+", "", title).lower().replace("’", "'")


CHECK = Check(
    "RF002",
    "title-not-current",
    {"zh-hant": "所引章節標題並非現行標題", "en": "A section is referred to by a title that it does not have"},
    Severity.ERROR,
    __doc__,
    examine,
    Confidence.MEDIUM,
    needs_whole=True,
)
