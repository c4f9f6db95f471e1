"""A chart's words name another year or unit than its points have.

Examines
    The words beside each point (series and category): a single year that they name must be the point's own, and a unit
    in brackets must be that of its metric. The measure line: each year that it names must be drawn, or be the year of a
    goal; and it must not count in hours what is counted in days.

Why it matters
    The name of a bar is believed before its length. “2020” under the bar of 2021 moves a fact by a year.

Does not examine
    The line of sources below the chart, which may speak of other years; the unit of the whole chart (CH003).

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "2020年及2021年的排放（噸二氧化碳當量）", en = "Emissions of 2020 (tonnes CO2e)" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "2021年及2022年的排放（噸二氧化碳當量）", en = "Emissions of 2022 (tonnes CO2e)" }

Fix
    Correct `labels` or `measure` of the chart in data/charts.toml.

Source
    GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, paragraph 14 (Quantitative).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.metric import Metric
from reportgen.model.place import Place
from reportgen.model.project import Project
from reportgen.model.unit import Style

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_TIMES = {
    "en": ("hours", "days", "minutes", "weeks", "months"),
    "zh": ("小時", "分鐘", "天數", "星期"),
}
"""Units of time that are counted: one in place of another is wrong, whatever else the line says."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each point and for each measure line."""
    project = dossier.project
    for manuscript in dossier.manuscripts:
        language = manuscript.language
        known = _units(project, language)
        for chapter, chart in charts_of(manuscript):
            metrics = [m for id in dict.fromkeys(p.metric for p in chart.points) if (m := project.metrics.get(id))]
            told: list[tuple[str | None, str | None, str]] = [
                (p.metric, p.period, _of_point(project, p, known, language)) for p in chart.points
            ]
            told.append((None, None, _of_measure(project, chart, metrics, known, language)))
            for metric, period, wrong in told:
                yield (
                    None
                    if not wrong
                    else CHECK.finding(
                        f"the chart {chart.id!r} {wrong}",
                        "correct `labels` or `measure` of the chart in data/charts.toml",
                        language=language,
                        metric=metric,
                        period=period,
                        section=chapter.section.id,
                        place=Place(chapter.path, chart.line),
                        subject=chart.id,
                    )
                )


def _of_point(project: Project, point: ChartPoint, known: Mapping[str, str], language: str) -> str:
    own = set(_YEAR.findall(point.period))
    for words in (point.series, point.category):
        named = set(_YEAR.findall(words))
        if len(named) == 1 and own and not named & own:
            return f"says “{words}” of a point that is the figure of {point.period}"
    metric = project.metrics.get(point.metric)
    strange = _strange(point.series, [metric] if metric else [], project, known, language)
    return f"says that “{point.series}” is in {strange!r}, but {_own(project, metric, language)}" if strange else ""


def _of_measure(project: Project, chart: Chart, metrics: list[Metric], known: Mapping[str, str], language: str) -> str:
    drawn = {year for point in chart.points for year in _YEAR.findall(point.period)}
    words = chart.measure
    lost = sorted(set(_YEAR.findall(words)) - drawn)
    if lost and drawn:
        return f"says “{words}”, but draws {', '.join(sorted(drawn))} and not {', '.join(lost)}"
    counted = all(project.units[m.unit].style is Style.COUNT for m in metrics)
    # Units in place of others are told by CH003, unless something is counted.
    names = known if counted else _nouns(project, language)
    strange = _strange(words, metrics, project, names, language)
    strange = strange or (_other_time(chart, metrics, language) if counted else "")
    return f"says “{words}”, but {_own(project, metrics[0], language)}" if strange else ""


def _strange(words: str, metrics: Iterable[Metric], project: Project, known: Mapping[str, str], language: str) -> str:
    """What brackets name that is the unit of other metrics and of none of these."""
    own = {_plain(name) for metric in metrics for name in _names(project, metric, language)}
    for match in _BRACKETS.finditer(words):
        name = _plain(match[1])
        if own and name in known and not any(name == one or one.startswith((f"{name}/", f"{name}per")) for one in own):
            return match[1]
    return ""


def _other_time(chart: Chart, metrics: Iterable[Metric], language: str) -> str:
    words = chart.measure.lower()
    nouns = {(m.noun or {}).get(language, "") for m in metrics}
    own = nouns & set(_TIMES.get(language[:2], ()))
    if not own or any(noun in words for noun in own):
        return ""
    return next((time for time in _TIMES[language[:2]] if time in words), "")


def _units(project: Project, language: str) -> dict[str, str]:
    """The units and counted things of all metrics, as brackets name them."""
    return {
        _plain(name): name for metric in project.metrics.values() for name in _names(project, metric, language) if name
    }


def _nouns(project: Project, language: str) -> dict[str, str]:
    """The counted things of all metrics that are no unit of another one."""
    units = {_plain(unit.label.get(language, "")) for unit in project.units.values()}
    told = {noun for m in project.metrics.values() if m.noun and (noun := m.noun.get(language, ""))}
    return {_plain(noun): noun for noun in told if _plain(noun) not in units}


def _names(project: Project, metric: Metric, language: str) -> Iterator[str]:
    unit = project.units[metric.unit]
    yield unit.label.get(language, "")
    if unit.style is Style.PERCENT:
        yield "%"
    if metric.noun:
        yield metric.noun.get(language, "")


def _own(project: Project, metric: Metric | None, language: str) -> str:
    assert metric is not None
    names = [name for name in _names(project, metric, language) if name]
    return f"{metric.id} is in {names[-1] if names else metric.unit}"


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words).replace("₂", "2").replace("％", "%").lower()


CHECK = Check(
    "CH013",
    "words-of-chart-wrong",
    {
        "zh-hant": "圖表文字所述年份或單位與數據不符",
        "en": "A chart's words name another year or unit than its points have",
    },
    Severity.ERROR,
    __doc__,
    examine,
)
