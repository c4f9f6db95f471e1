"""The reporting period in the text is not that of report.toml.

Examines
    Sentences that give the reporting period or the year's end with dates: "the year ended 31 December 2022", "covers
    the period from … to …", 截至…止年度, 報告期…至…. The last day must be that of the fiscal year, or the same day of
    an earlier year where the sentence speaks of a comparative; the first day must be the fiscal year's.

Why it matters
    The sentence is copied from last year's report every year, and it governs what every figure is about.

Does not examine
    Sentences about another company, another document or a plan, which seldom speak of a year ended.

Bad
    templates/en/1-environment.md
        This report covers the period from 1 January 2021 to 31 December 2021.

Good
    templates/en/1-environment.md
        This report covers the period from {{ date("period_start") }} to {{ date("period_end") }}.

Fix
    Write {{ date("period_start") }} and {{ date("period_end") }}.

Source
    GRI 2-3 (reporting period, frequency and contact point); HKEX ESG Reporting Guide, paragraph 15 (reporting
    boundary).
"""

import re
from datetime import date

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Passage, Sentence, prose
from reportgen.checks.references.dated import Dated, dates
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.period import FiscalYear
from reportgen.model.words import is_chinese

_ENDED = {
    True: re.compile(r"截至[^，。；]{0,30}止(?:的)?(?:財政)?年度"),
    False: re.compile(r"\b(?:financial |fiscal )?years? end(?:ed|ing)(?: on)?\b", re.IGNORECASE),
}
_COVERS = {
    True: re.compile(r"(?:本?報告|匯報|選定資料|資料)(?:的)?(?:期間?|年度|涵蓋|覆蓋|範圍)"),
    False: re.compile(
        r"\b(?:report(?:ing)?|selected information|data|figures|indicators)\b[^.;]{0,60}"
        r"\b(?:covers?|period|relates to)\b",
        re.IGNORECASE,
    ),
}
_EARLIER = {
    True: re.compile("上年|上一年|去年|過往|較早|比較|前期|上期|以往|首份|第一份"),
    False: re.compile(r"\b(?:previous|prior|last|earlier|comparative|compared|former|first report)\b", re.IGNORECASE),
}


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each sentence that tells the reporting period by dates."""
    year = dossier.project.settings.fiscal_year
    read = prose(dossier)
    for passage in read.passages:
        chinese = is_chinese(passage.language)
        if not _ENDED[chinese].search(passage.text) and not _COVERS[chinese].search(passage.text):
            continue
        for sentence in read.sentences(passage):
            told = [d for d in dates(sentence.text, passage.language) if d.day and d.first]
            if not told:
                continue
            if _COVERS[chinese].search(sentence.text) and len(told) == 2:
                wrong = _period(told, year, earlier=bool(_EARLIER[chinese].search(sentence.text)))
            elif _ENDED[chinese].search(sentence.text):
                wrong = _end(sentence, told, year, earlier=bool(_EARLIER[chinese].search(sentence.text)))
            else:
                continue
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"{wrong}: “{_shown(passage, sentence)}”",
                    'write {{ date("period_start") }} and {{ date("period_end") }}',
                    language=passage.language,
                    section=passage.section,
                    place=passage.at,
                    subject=wrong,
                )
            )


def _period(told: list[Dated], year: FiscalYear, *, earlier: bool) -> str:
    first, last = (d.first for d in told)
    if first == year.starts and last == year.ends:
        return ""
    if earlier and first and last and _same_day(first, year.starts) and _same_day(last, year.ends) and last < year.ends:
        return ""
    return f"the text tells of the period from {first} to {last}, report.toml of {year.starts} to {year.ends}"


def _end(sentence: Sentence, told: list[Dated], year: FiscalYear, *, earlier: bool) -> str:
    language = sentence.passage.language
    near = _ENDED[is_chinese(language)].search(sentence.text)
    assert near is not None
    inside = [d for d in told if near.start() <= d.start <= near.end() + 12]
    for dated in inside:
        day = dated.first
        if day is None or day == year.ends:
            continue
        if not _same_day(day, year.ends):
            return f"the text tells of a year ended {day}, report.toml of {year.ends}"
        if day > year.ends or (day < year.ends and not earlier and len(inside) == 1):
            return f"the text tells of the year ended {day}, report.toml of {year.ends}"
    return ""


def _same_day(one: date, two: date) -> bool:
    return (one.month, one.day) == (two.month, two.day)


def _shown(passage: Passage, sentence: Sentence) -> str:
    words = " ".join(sentence.text.split())
    return words if len(words) <= 90 else words[:90] + "…"


CHECK = Check(
    "RF008",
    "reporting-period-differs",
    {"zh-hant": "文中的報告期與設定不符", "en": "The reporting period in the text is not that of report.toml"},
    Severity.ERROR,
    __doc__,
    examine,
)
