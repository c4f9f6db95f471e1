"""The scales of a chart are not told.

Examines
    Charts of the form panels, in which each measure has a scale of its own: whether the measure line, the line below or
    the title says so. The words of every chart: whether they tell of an axis that does not begin at zero, or is broken,
    although every chart of this program begins there.

Why it matters
    Two panels beside each other look as if they shared a scale: three deaths are drawn as high as three thousand days.
    An axis cut below makes a change of one per cent look like a collapse.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "panels"
        metrics = ["ghg.scope1", "ghg.intensity"]
        years = [-1, 0]
        measure = { zh-hant = "排放及強度", en = "Emissions and intensity" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "panels"
        metrics = ["ghg.scope1", "ghg.intensity"]
        years = [-1, 0]
        measure = { zh-hant = "排放及強度；各圖縱軸均由零起計", en = "Emissions, intensity; each on its own scale" }

Fix
    Say in `measure` or `source` of data/charts.toml that each panel has a scale of its own from zero.

Source
    GRI 1: Foundation 2021, Balance and Clarity; HKEX ESG Reporting Guide, paragraph 14 (Quantitative).
"""

import re

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Chart
from reportgen.model.place import Place

_APART = "panels"
_SCALE = re.compile(r"\b(?:scales?|ax[ei]s|not comparable)\b|軸|刻度|比例尺|尺度|標度", re.IGNORECASE)
_CUT = re.compile(
    r"(?:ax[ei]s|scale)\b[^.;]{0,40}\b(?:broken|truncated|cut|starts? at [1-9]|begins? at [1-9]"
    r"|(?:does|do) not (?:start|begin))"
    r"|(?:truncated|broken) (?:ax[ei]s|scale)"
    r"|軸[^。；]{0,12}(?:截斷|不由零|不從零|並非由零|並非從零|由[1-9一二三四五六七八九])",
    re.IGNORECASE,
)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            wrong = _wrong(chart)
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the chart {chart.id!r} {wrong}",
                    "say in `measure` of data/charts.toml: each panel has its own scale from zero"
                    if chart.form == _APART
                    else "take the words out: every chart begins at zero",
                    language=manuscript.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


def _wrong(chart: Chart) -> str:
    words = f"{chart.measure}\n{chart.source}\n{text_of(chart.title)}"
    if cut := _CUT.search(words):
        return f"says “{cut[0]}”, but it is drawn from zero"
    several = len({point.metric for point in chart.points}) > 1
    if chart.form == _APART and several and not _SCALE.search(words):
        return f"draws {len({p.metric for p in chart.points})} measures, each on a scale of its own, and doesn't say so"
    return ""


CHECK = Check(
    "CH015",
    "scale-not-told",
    {"zh-hant": "圖表沒有說明刻度", "en": "The scales of a chart are not told"},
    Severity.WARNING,
    __doc__,
    examine,
)
