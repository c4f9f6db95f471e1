"""Two metrics of one name have different values.

Examines
    Metrics that have the same name in every language, the same unit and the same period, but are handed in twice:
    whether their values are the same.

Why it matters
    A reader who meets the same name twice expects the same number. If two departments hand it in, they may not agree.

Does not examine
    Second names (``same_as``), which can't differ; metrics that a tie binds, which AR002 examines.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "site.water"
        label = { zh-hant = "用水", en = "Water" }
        unit = "tonne"
        owner = "finance"
    figures
        site.water 2022 8152842

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "site.water"
        label = { zh-hant = "用水", en = "Water" }
        unit = "tonne"
        owner = "finance"
    figures
        site.water 2022 8152482

Fix
    Ask both owners, correct the wrong one, and make one metric the second name of the other with ``same_as``; or give
    the two names that tell them apart.

Source
    GRI 1: Foundation 2021, Accuracy and Clarity; HKEX ESG Reporting Guide, paragraph 14 (Consistency).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.made_of import own_figures
from reportgen.checks.numbers.rounding import room, text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Confidence, Severity
from reportgen.model.formula import metrics_in


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each further metric of a name that another has."""
    project = dossier.project
    first: dict[tuple[object, ...], Figure] = {}
    tied = {frozenset((m.id, id)) for m in project.metrics.values() for tie in m.ties for id in metrics_in(tie.formula)}
    for figure in own_figures(dossier):
        metric = project.metrics[figure.metric]
        if figure.value is None:
            continue
        words = tuple(sorted((language, text.casefold()) for language, text in metric.label.items()))
        other = first.setdefault((words, metric.unit, figure.period.id), figure)
        if other is figure or frozenset((metric.id, other.metric)) in tied or other.value is None:
            continue
        units = (project.units[metric.unit], project.metrics[other.metric])
        off = room(figure, metric, units[0]) + room(other, units[1], units[0])
        if abs(figure.value - other.value) <= off:
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} and {other.metric} have one name, but for {figure.period} they are {text(figure.value)} and "
            f"{text(other.value)}",
            "correct the wrong one, or give the two names that tell them apart",
            **about(dossier, figure),
            involved=involved([other]),
            subject=other.metric,
        )


CHECK = Check(
    "AR011",
    "one-name-two-values",
    {"zh-hant": "同名指標的數值不同", "en": "Two metrics of one name have different values"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
