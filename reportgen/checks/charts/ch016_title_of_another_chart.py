"""A chart's title is about something that the chart does not draw.

Examines
    The title of every chart: whether it has no word in common with what is drawn (the measure line, the series, the
    names and definitions of their metrics, the line below), while it has at least two in common with another chart of
    the report; and whether a base year or a goal that it speaks of is drawn.

Why it matters
    When two charts of a page change places, their titles stay behind. Each reads well, and both are wrong.

Does not examine
    Whether the title is true of the points (TX007).

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

        [[chart]]
        id = "turnover"
        form = "columns"
        metrics = ["finance.revenue"]
        years = [-1, 0]
        measure = { zh-hant = "年度收入（人民幣百萬元）", en = "Revenue of the company (RMB million)" }
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Company revenue fell") }}

        {{ chart("turnover", title="Emissions rose in both scopes") }}

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

        [[chart]]
        id = "turnover"
        form = "columns"
        metrics = ["finance.revenue"]
        years = [-1, 0]
        measure = { zh-hant = "年度收入（人民幣百萬元）", en = "Revenue of the company (RMB million)" }
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions rose in both scopes") }}

        {{ chart("turnover", title="Company revenue fell") }}

Fix
    Write the finding of this chart, or draw the chart that the title was written for.

Source
    GRI 1: Foundation 2021, Clarity; WCAG 2.2, success criterion 1.1.1.
"""

import re
from collections.abc import Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose.subjects import joined, terms
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Chart
from reportgen.model.place import Place
from reportgen.model.project import Project
from reportgen.model.words import is_chinese

_AHEAD = re.compile(r"\bbase(?:line)? year\b|基準年|基年|\b(?:targets?|goals?)\b|目標|達標", re.IGNORECASE)
_SAME = {"women": "female", "woman": "female", "men": "male", "staff": "employee", "workforce": "employee"}
_EMPTY = frozenset(("year", "before", "after", "last", "previous", "share", "each", "every", "most", "both"))
_ENOUGH = 2
_BASE = re.compile(r"base|基", re.IGNORECASE)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart with a title."""
    for manuscript in dossier.manuscripts:
        drawn = {chart.id: _drawn(dossier.project, chart, manuscript.language) for _, chart in charts_of(manuscript)}
        for chapter, chart in charts_of(manuscript):
            title = text_of(chart.title)
            if not title.strip():
                continue
            wrong = _ahead(chart, title) or _elsewhere(chart.id, _words(title, manuscript.language), drawn)
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the title “{title}” {wrong}",
                    "write the finding of this chart, or draw the chart that the title was written for",
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


def _ahead(chart: Chart, title: str) -> str:
    """The base year or the goal that a title speaks of without its being drawn."""
    words = " ".join((chart.measure, chart.source, *(point.series for point in chart.points)))
    named = _AHEAD.search(title)
    if named and not _AHEAD.search(words) and (_BASE.match(named[0]) or not any(p.target for p in chart.points)):
        return f"speaks of “{named[0]}”, which the chart {chart.id!r} does not draw"
    return ""


def _elsewhere(own: str, title: frozenset[str], drawn: Mapping[str, frozenset[str]]) -> str:
    """The chart that a title fits, when it does not fit its own at all."""
    if title & drawn[own]:
        return ""
    fits, other = max(((len(title & words), id) for id, words in drawn.items() if id != own), default=(0, ""))
    return f"fits the chart {other!r}, and has no word in common with {own!r}" if fits >= _ENOUGH else ""


def _drawn(project: Project, chart: Chart, language: str) -> frozenset[str]:
    texts = [chart.measure, chart.source, *dict.fromkeys(point.series for point in chart.points)]
    for id in dict.fromkeys(point.metric for point in chart.points):
        metric = project.metrics.get(id)
        if metric is not None:
            texts += [metric.label.get(language, ""), (metric.definition or {}).get(language, "")]
    return joined(_words(text, language) for text in texts)


def _words(text: str, language: str) -> frozenset[str]:
    """The words that tell one chart from another; in English by their first five letters: reduced, reduction."""
    told = terms(text, language)
    if is_chinese(language):
        return told
    return frozenset(_SAME.get(word, word)[:5] for word in told - _EMPTY if len(word) > 2)


CHECK = Check(
    "CH016",
    "title-of-another-chart",
    {"zh-hant": "圖題所述並非圖中內容", "en": "A chart's title is about something that the chart does not draw"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
