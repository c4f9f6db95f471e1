"""A figure was handed in but is never printed.

Examines
    Every metric that an owner hands in: whether some language prints it, or a printed figure is computed from it.

Why it matters
    Work was asked for that nobody reads, or a sentence that should tell the figure was lost.

Bad
    templates/en/1-environment.md
        Water use is not told here.

Good
    templates/en/1-environment.md
        We used {{ kpi("water.use") }} of water.
    templates/zh-hant/1-environment.md
        用水量為{{ kpi("water.use") }}。

Fix
    Tell the figure in a section, or take the metric out of data/metrics.

Source
    GRI 1: Foundation 2021, Completeness.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.formula import metrics_in


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each metric that is handed in."""
    metrics = dossier.project.metrics
    used = {b.metric for m in dossier.manuscripts for b in m.bindings}
    used |= {other for m in dossier.manuscripts for b in m.bindings for other, _ in b.others}
    used |= {id for metric in metrics.values() if metric.formula for id in metrics_in(metric.formula)}
    for metric in metrics.values():
        if not metric.handed_in:
            continue
        if metric.id in used:
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} is handed in but printed nowhere",
            "tell it in a section, or delete the metric",
            metric=metric.id,
            place=metric.at,
        )


CHECK = Check(
    "FG001",
    "figure-never-printed",
    {"zh-hant": "已提交的數字沒有刊印", "en": "A figure was handed in but is never printed"},
    Severity.INFO,
    __doc__,
    examine,
    needs_whole=True,
)
