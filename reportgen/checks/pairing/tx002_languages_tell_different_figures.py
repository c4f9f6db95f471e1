"""The languages of a section tell different figures.

Examines
    For each section, which metric and period each language prints in which way (figure, change, share, range, card,
    table, chart), and how often.

Why it matters
    Readers of one language would be told something that readers of the other are not.

Does not examine
    The order of the figures, which grammar may change.

Bad
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.total") }}.
    templates/zh-hant/1-environment.md
        本年的排放量見下文。

Good
    templates/en/1-environment.md
        Emissions were {{ kpi("ghg.total") }}.
    templates/zh-hant/1-environment.md
        排放量為{{ kpi("ghg.total") }}。

Fix
    Tell the figure in both languages, or in neither.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages; ESG Reporting Guide, Balance.
"""

from collections import Counter

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import ChapterText


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each section and further language."""
    if not dossier.manuscripts:
        return
    first, *others = dossier.manuscripts
    for other in others:
        chapters = {chapter.section.id: chapter for chapter in other.chapters}
        for chapter in first.chapters:
            twin = chapters.get(chapter.section.id)
            if twin is None:
                continue
            yield from _compare(chapter, twin)


def _compare(one: ChapterText, two: ChapterText) -> Examined:
    a, b = _told(one), _told(two)
    if a == b:
        yield None
    for more, less, lacking in ((a, b, two), (b, a, one)):
        for (kind, metric, period), count in (more - less).items():
            yield CHECK.finding(
                (
                    f"the {lacking.language} text of {lacking.section.id!r} prints {metric} for {period} as {kind} "
                    f"{count} time{'s' if count > 1 else ''} less than the other language"
                ),
                "tell the figure in both languages, or in neither",
                language=lacking.language,
                metric=metric,
                period=period,
                section=lacking.section.id,
                place=next((b.place for b in lacking.bindings if b.metric == metric), None),
            )


def _told(chapter: ChapterText) -> Counter[tuple[str, str, str]]:
    return Counter((b.kind, b.metric, b.period) for b in chapter.bindings)


CHECK = Check(
    "TX002",
    "languages-tell-different-figures",
    {"zh-hant": "兩種語言所述的數字不同", "en": "The languages of a section tell different figures"},
    Severity.ERROR,
    __doc__,
    examine,
)
