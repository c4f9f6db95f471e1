"""A series carries the name of another figure.

Examines
    The name of each series that a chart gives itself, in each language: whether its words tell another drawn metric, or
    another metric of the same family and unit, better than its own; and whether it has some word in common with its own
    metric (name, definition, group of its table) in any of the languages at all. Where a series is called by its year,
    the measure line must have such a word.

Why it matters
    When two names change places, every bar of the chart lies, and the figures still agree with the table.

Does not examine
    Names that the metric itself gives; names of years, which CH013 holds against the points.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }
        [chart.labels]
        "ghg.scope1" = { zh-hant = "範圍二", en = "Scope 2" }
        "ghg.scope2" = { zh-hant = "範圍一", en = "Scope 1" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }
        [chart.labels]
        "ghg.scope1" = { zh-hant = "範圍一", en = "Scope 1" }
        "ghg.scope2" = { zh-hant = "範圍二", en = "Scope 2" }

Fix
    Correct `labels` or `metrics` of the chart in data/charts.toml. If both are right, say in the metric's own label or
    definition what the chart calls it.

Source
    GRI 1: Foundation 2021, Accuracy and Clarity; WCAG 2.2, success criterion 1.4.1.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose.subjects import joined, share, terms
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.manuscript import Chart
from reportgen.model.metric import Metric
from reportgen.model.place import Place
from reportgen.model.project import Project

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_CLEARLY = Decimal("0.2")
"""By how much a name must fit another metric better than its own, as a part of its words."""


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each series."""
    project = dossier.project
    for manuscript in dossier.manuscripts:
        language = manuscript.language
        for chapter, chart in charts_of(manuscript):
            drawn = {point.metric: point for point in chart.points}
            for id, point in drawn.items():
                metric = project.metrics.get(id)
                if metric is None or point.series == metric.label.get(language):
                    if metric is not None:
                        yield None
                    continue
                name = point.series
                alike = [
                    m for other, p in drawn.items() if p.target is point.target and (m := project.metrics.get(other))
                ]
                wrong = _wrong(project, chart, name, metric, alike, language)
                yield (
                    None
                    if not wrong
                    else CHECK.finding(
                        f"the chart {chart.id!r} calls {id} “{name}”, {wrong}",
                        "correct `labels` or `metrics` of the chart in data/charts.toml",
                        language=language,
                        metric=id,
                        section=chapter.section.id,
                        place=Place(chapter.path, chart.line),
                        subject=chart.id,
                    )
                )


def _wrong(project: Project, chart: Chart, name: str, metric: Metric, alike: Sequence[Metric], language: str) -> str:
    told = _terms(name, language)
    if not told:
        # The series has no name but a year: the measure line is the name of all of them.
        told = _terms(chart.measure, language)
        strange = not share(told, _words(project, metric, language)) and len(told) > 1
        return "and the measure line has no word in common with that metric" if strange else ""
    own = share(told, _words(project, metric, language))
    others = {m.id: m for m in (*alike, *_family(project, metric)) if m.id != metric.id}
    fits = [(share(told, _words(project, other, language)), id) for id, other in others.items()]
    best, near = max(fits, default=(Decimal(0), ""))
    if best - own >= _CLEARLY:
        return f"the name of {near}"
    strange = not own and not _in_other_languages(project, chart, metric, language)
    return "which has no word in common with the name of that metric" if strange else ""


def _words(project: Project, metric: Metric, language: str) -> frozenset[str]:
    """What a metric is called: its name, its definition, its row and the group of its table."""
    parts = [metric.label.get(language, ""), (metric.definition or {}).get(language, "")]
    for table in project.tables.values():
        for group in table.groups:
            if metric.id in group.rows:
                parts += [(words or {}).get(language, "") for words in (group.label, group.labels.get(metric.id))]
    return joined(terms(part, language) for part in parts)


def _family(project: Project, metric: Metric) -> tuple[Metric, ...]:
    """The metrics that stand beside a metric in a breakdown."""
    rows = (row for whole in project.metrics.values() for row in whole.breakdowns if metric.id in row)
    return tuple(project.metrics[id] for row in rows for id in row if id in project.metrics)


def _in_other_languages(project: Project, chart: Chart, metric: Metric, language: str) -> bool:
    """Whether another language's name has a word of the metric's name there, or names nothing but a year."""
    spec = project.charts.get(chart.id)
    names = spec.labels.get(metric.id, metric.label) if spec else {}
    rest = ((code, _terms(name, code)) for code, name in names.items() if code != language)
    return any(not told or share(told, _words(project, metric, code)) > 0 for code, told in rest)


def _terms(name: str, language: str) -> frozenset[str]:
    """The words of a name, without what stands in brackets and without years."""
    return terms(_YEAR.sub(" ", _BRACKETS.sub(" ", name)), language)


CHECK = Check(
    "CH012",
    "series-of-another-name",
    {"zh-hant": "圖表系列名稱與指標不符", "en": "A series carries the name of another figure"},
    Severity.ERROR,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
