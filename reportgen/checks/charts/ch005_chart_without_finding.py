"""A chart has no finding for a title.

Examines
    The title of every chart: whether it says something beyond the measure line, the names of its series and its years.

Why it matters
    “Emissions 2021–2022” leaves the reader to find out what the picture shows; the title is what a screen reader and a
    search result give of it.

Bad
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions") }}

Good
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Fugitive sources make Scope 1 larger") }}

Fix
    Write what the chart shows, in a short sentence: chart("…", title="…").

Source
    GRI 1: Foundation 2021, Clarity; WCAG 2.2, success criterion 1.1.1.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place

_NO_WORD = re.compile(r"[\W\d_]+")
_LINKS = re.compile(r"\b(?:and|of|by|in|the|to|from|per)\b|年|及|和|與|至|按|的", re.IGNORECASE)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            title = text_of(chart.title)
            left = title
            for words in sorted(
                {chart.measure, *(p.series for p in chart.points), *(p.category for p in chart.points)}, key=len
            ):
                left = re.sub(re.escape(words), " ", left, flags=re.IGNORECASE) if words else left
            said = _NO_WORD.sub("", _LINKS.sub(" ", left))
            yield (
                None
                if said
                else CHECK.finding(
                    f"the chart {chart.id!r} has "
                    + (f"the title “{title}”, which says no more than its measure line" if title else "no title"),
                    'write what the chart shows: chart("…", title="…")',
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


CHECK = Check(
    "CH005",
    "chart-without-finding",
    {"zh-hant": "圖表標題沒有說明結論", "en": "A chart has no finding for a title"},
    Severity.WARNING,
    __doc__,
    examine,
)
