"""A named figure is said to have risen or fallen, and it did not.

Examines
    Clauses that print no figure and whose subject is the label of exactly one metric ("Scope 1 emissions rose
    because ...", 範圍一排放量下降): whether the metric moved that way since the year before.

Why it matters
    Leads and summaries tell the direction without the number. No figure in the sentence follows the data, so that
    nobody who updates the figures comes by.

Does not examine
    Clauses that print a figure (TX006); subjects with further words, goals, denials, other years and figures on a
    former boundary; titles of charts (TX007).

Bad
    templates/en/1-environment.md
        Scope 1 fell because heaters were replaced.
    templates/zh-hant/1-environment.md
        範圍一下降，原因是更換鍋爐。

Good
    templates/en/1-environment.md
        Scope 1 rose because new sites were opened.
    templates/zh-hant/1-environment.md
        範圍一上升，原因是新增場所。

Fix
    Write what happened; better, print the change with delta(...), which follows the data.

Source
    HKEX ESG Reporting Guide, Balance; GRI 1: Foundation 2021, Accuracy.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Prose, Sentence, clauses, prose
from reportgen.checks.prose.claims import FALL, RISE
from reportgen.checks.prose.subjects import terms
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Confidence, Finding, Involved, Severity
from reportgen.model.words import is_chinese

_NO_SENTENCES = ("label", "chart title", "diagram title", "cell", "title", "heading")
_FINITE = re.compile(
    r"(?P<rise>rose|increased|grew|climbed|went up)|(?P<fall>fell|decreased|declined|dropped|shrank|went down)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:in|the|our|its|both|also|has|have|had|again|further|too|overall|however|slightly|sharply|clearly|this|year"
    r"|20\d\d|group|company|and|while|as|because|although|though|whereas|but)\b|[’']s\b|[^\w\s-]",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"^(?:[\s\ufffc]|20\d\d年?|本年度?|年內|本?集團|公司|我們|整體|而|但|惟|雖然?|由於|因為|的)+")
_ADVERB = re.compile(
    r"(?:按年|同比|[較比](?:上年|去年|上一?年度?)|亦|也|均|都|見|有所|略為?|稍為?|大幅|明顯|顯著|進一步|持續|繼續|仍然?|再度?|輕微|則|的)+$"
)
_MEASURE = re.compile(r"(?:總量|總數|總額|人數|數量|量|數)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OTHER_TIME = re.compile(r"\bsince\b|\bbase year\b|基準年|以來|自", re.IGNORECASE)
_DESPITE = re.compile(r"(?:而|仍然?|卻)(?:有所)?$")
_CAUSE = re.compile(r"(?<=..)(?:隨|因(?!工|應)|在)")
_FEWEST = 3
"""Characters of a Chinese label from which on it can't be part of another word by chance."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each clause that says how a named metric moved."""
    read = prose(dossier)
    moved = {id: pair for id in dossier.project.metrics if (pair := _years(read, id)) is not None}
    named = {language: _names(dossier, language, moved) for language in read.languages}
    for passage in read.passages:
        words = read.lexicon(passage)
        if words is None or passage.kind.startswith(_NO_SENTENCES):
            continue
        for sentence in read.sentences(passage):
            if words.pattern(words.explanation.like_for_like).search(sentence.typed):
                continue
            for clause in clauses(sentence):
                for word, direction, subject in _told(read, clause, words):
                    metric = named[passage.language].get(subject)
                    if metric is not None:
                        yield _judged(clause, metric, word, direction, moved[metric])


def _judged(clause: Sentence, metric: str, word: str, direction: str, moved: tuple[Figure, Figure]) -> Finding | None:
    now, before = moved
    if now.value is None or before.value is None or _direction(now.value - before.value) == direction:
        return None
    first, last = (f"{figure.value:,.{figure.decimals}f}" for figure in (before, now))
    return CHECK.finding(
        f"“{clause.text[:60]}” says “{word}”, but {metric} went from {first} in {before.period} to {last} in "
        f"{now.period}",
        "write what happened, or print the change with delta(…), which follows the data",
        language=clause.passage.language,
        section=clause.passage.section,
        metric=metric,
        period=now.period.id,
        place=clause.passage.at,
        involved=tuple(
            Involved(f.metric, f.period.id, told, f.sources[0] if f.sources else None)
            for f, told in ((now, last), (before, first))
        ),
        subject=f"{direction} {word}",
    )


def _direction(change: Decimal) -> str:
    return RISE if change > 0 else FALL if change < 0 else ""


def _years(read: Prose, metric: str) -> tuple[Figure, Figure] | None:
    """A metric's figures of the fiscal year and of the year before, if both have a value."""
    year = read.dossier.project.settings.fiscal_year.year
    found = {
        told: figure
        for figure in read.figures.get(metric, ())
        if figure.value is not None and (told := read.year_of(figure.period.id)) is not None
    }
    return (found[year], found[year - 1]) if {year, year - 1} <= found.keys() else None


def _names(dossier: Dossier, language: str, metrics: Mapping[str, object]) -> Mapping[Hashable, str]:
    """The metrics by what can name them as the subject of a clause; names that two metrics share are left out."""
    found: dict[Hashable, set[str]] = {}
    for id in metrics:
        metric = dossier.project.metrics[id]
        for name in _forms(metric.label.get(language, ""), language):
            found.setdefault(name, set()).add(metric.same_as or id)
    return {name: next(iter(own)) for name, own in found.items() if len(own) == 1}


def _forms(label: str, language: str) -> Iterator[Hashable]:
    if not is_chinese(language):
        if own := terms(label, language):
            yield own
        return
    for form in {label, _MEASURE.sub("", label)}:
        if len(form) >= _FEWEST:
            yield form


def _told(read: Prose, clause: Sentence, words: Lexicon) -> Iterator[tuple[str, str, Hashable]]:
    """Direction word, direction and subject of a clause without a figure; nothing where the words leave a doubt."""
    typed = clause.typed
    if any(read.binding(clause.passage, spot) is not None for spot in clause.bound) or _OTHER_TIME.search(typed):
        return
    if {*_YEAR.findall(typed)} - {str(read.dossier.project.settings.fiscal_year.year)}:
        return
    if words.pattern(words.directions.denied).search(typed):
        return
    if is_chinese(clause.passage.language):
        yield from (told for piece in typed.split("、") if (told := _told_in_chinese(piece, words)) is not None)
        return
    match = _FINITE.search(typed)
    if match is not None:
        ahead = _LOOSE.sub(" ", typed[: match.start()])
        yield match[0], RISE if match["rise"] else FALL, terms(ahead, clause.passage.language)


def _told_in_chinese(piece: str, words: Lexicon) -> tuple[str, str, Hashable] | None:
    """The last direction of a clause and its subject: 能源消耗在負載增加下仍然下降 says that it fell."""
    found = [
        (match.end(), match, direction)
        for direction, own in ((RISE, words.directions.rise), (FALL, words.directions.fall))
        for match in words.pattern(own).finditer(piece)
    ]
    if not found:
        return None
    _, last, direction = max(found, key=lambda one: one[0])
    ahead = piece[: last.start()]
    if any(other != direction for _, _, other in found) and not _DESPITE.search(ahead):
        return None
    subject = _ADVERB.sub("", _CAUSE.split(_AHEAD.sub("", ahead), maxsplit=1)[0])
    return last[0], direction, subject


CHECK = Check(
    "TX024",
    "move-told-without-figure",
    {"zh-hant": "文字所述的升跌與指標不符", "en": "A named figure is said to have risen or fallen, and it did not"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
