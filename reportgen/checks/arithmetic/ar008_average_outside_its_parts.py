"""Average lies outside its parts.

Examines
    Every metric with ``averages``: the values of a row of metrics that it is a weighted average of, such as a rate of
    the whole staff and the rates of women and men. And every figure that is put together as an average over entities or
    months: whether it lies between the least and the greatest of them.

Why it matters
    Whatever the weights are, an average lies between its parts. If it does not, the total or one of the parts is wrong.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "rate.all"
        label = { zh-hant = "流失率", en = "Turnover" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        averages = [["rate.women", "rate.men"]]

        [[metric]]
        id = "rate.women"
        label = { zh-hant = "女性流失率", en = "Turnover, women" }
        unit = "percent"
        decimals = 1
        owner = "environment"

        [[metric]]
        id = "rate.men"
        label = { zh-hant = "男性流失率", en = "Turnover, men" }
        unit = "percent"
        decimals = 1
        owner = "environment"
    figures
        rate.all 2022 27.1
        rate.women 2022 21.8
        rate.men 2022 21.6

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "rate.all"
        label = { zh-hant = "流失率", en = "Turnover" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        averages = [["rate.women", "rate.men"]]

        [[metric]]
        id = "rate.women"
        label = { zh-hant = "女性流失率", en = "Turnover, women" }
        unit = "percent"
        decimals = 1
        owner = "environment"

        [[metric]]
        id = "rate.men"
        label = { zh-hant = "男性流失率", en = "Turnover, men" }
        unit = "percent"
        decimals = 1
        owner = "environment"
    figures
        rate.all 2022 21.7
        rate.women 2022 21.8
        rate.men 2022 21.6

Fix
    Compare the average with its parts in their workbooks, and import the corrected one.

Source
    ISAE 3410, paragraph 47 (recalculation); GRI 1: Foundation 2021, Accuracy; GRI 401-1.
"""

from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.made_of import averages_below
from reportgen.checks.numbers.rounding import room, text
from reportgen.checks.numbers.ties import fiscal_offsets
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Finding, Severity
from reportgen.model.metric import Metric


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each average and period."""
    for metric in dossier.project.metrics.values():
        if metric.same_as is not None:
            continue
        yield from _declared(dossier, metric)
        for _, period in fiscal_offsets(dossier.project, metric):
            figure = dossier.figures.get(metric.id, period)
            if figure is not None and figure.drilldown is not None:
                yield from _consolidated(dossier, metric, figure)


def _declared(dossier: Dossier, metric: Metric) -> Iterator[Finding | None]:
    project = dossier.project
    for row in metric.averages:
        for _, period in fiscal_offsets(project, metric):
            total = dossier.figures.get(metric.id, period)
            parts = [p for id in row if (p := dossier.figures.get(id, period)) is not None and p.value is not None]
            if total is None or total.value is None or len(parts) < len(row):
                continue
            off = max(room(f, m, project.units[m.unit]) for f in (total, *parts) for m in (project.metrics[f.metric],))
            values = [part.value for part in parts if part.value is not None]
            low, high = min(values), max(values)
            if low - 2 * off <= total.value <= high + 2 * off:
                yield None
                continue
            told = ", ".join(f"{p.metric} {text(p.value)}" for p in parts if p.value is not None)
            yield CHECK.finding(
                f"{metric.id} for {period} is {text(total.value)}, but an average of {told} lies between {text(low)} "
                f"and {text(high)}",
                "compare the average with its parts in the workbooks, and import the corrected one",
                **about(dossier, total),
                involved=involved(parts),
                subject=" ".join(row),
            )


def _consolidated(dossier: Dossier, metric: Metric, figure: Figure) -> Iterator[Finding | None]:
    for part, below in averages_below(metric, figure):
        values = [one.value for one in below if one.value is not None]
        assert part.value is not None
        low, high = min(values), max(values)
        if low <= part.value <= high:
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} of {part.entity} for {part.period} is {text(part.value)} on average, but its {len(values)} "
            f"parts lie between {text(low)} and {text(high)}",
            "look at the weights: one of them is negative, or a value came in twice",
            **about(dossier, figure),
            subject=part.entity,
        )


CHECK = Check(
    "AR008",
    "average-outside-its-parts",
    {"zh-hant": "平均值超出其分項範圍", "en": "An average lies outside its parts"},
    Severity.ERROR,
    __doc__,
    examine,
)
