"""A chart has a gap that it does not tell.

Examines
    Every chart with a point that has no number: whether the line below the chart, its measure line or its title says
    that data are missing, not collected or not applicable.

Why it matters
    An empty place looks like zero. A reader who sees no bar for last year thinks that there was nothing.

Bad
    figures
        ghg.scope1 2021 none

Good
    figures
        ghg.scope1 2021 none
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }
        source = { zh-hant = "2021年沒有範圍一的數據。", en = "There are no 2021 data for Scope 1." }

Fix
    Say in `source` of data/charts.toml which value is missing and why.

Source
    HKEX ESG Reporting Guide, Balance and Consistency; GRI 1: Foundation 2021, Completeness.
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place
from reportgen.model.words import is_chinese

_TELLS = {
    True: re.compile(
        "沒有|未有|並無|尚未|未能|未作|未予|不適用|缺乏|欠缺|暫無|從缺|空白|未收集|未統計|開始統計|起統計|首次"
    ),
    False: re.compile(
        r"\b(?:no|not|none|without|missing|unavailable|lack\w*|gaps?|blank|first|from \d{4}|since \d{4})\b|n[’']t\b",
        re.I,
    ),
}


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart with a gap, and one for the others of the language."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            gaps = [point for point in chart.points if point.value is None]
            words = f"{chart.source} {chart.measure} {text_of(chart.title)}"
            if not gaps or _TELLS[is_chinese(manuscript.language)].search(words):
                yield None
                continue
            yield CHECK.finding(
                f"the chart {chart.id!r} has no number for {gaps[0].series} in {gaps[0].category}"
                f"{f' and {len(gaps) - 1} more' if len(gaps) > 1 else ''}, and does not say so",
                "say in `source` of data/charts.toml which value is missing and why",
                language=manuscript.language,
                metric=gaps[0].metric,
                period=gaps[0].period,
                section=chapter.section.id,
                place=Place(chapter.path, chart.line),
                subject=chart.id,
            )


CHECK = Check(
    "CH006",
    "gap-not-told",
    {"zh-hant": "圖表有缺數而沒有說明", "en": "A chart has a gap that it does not tell"},
    Severity.WARNING,
    __doc__,
    examine,
)
