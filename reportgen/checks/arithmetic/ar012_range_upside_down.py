"""Range is upside down.

Examines
    Pairs of metrics whose ids differ by ``min`` and ``max``, ``low`` and ``high`` or ``start`` and ``end`` alone, in
    one unit: whether the first is no more than the second.

Why it matters
    "From 300 to 200" tells that the two were handed in in each other's rows, or that one of them slipped.

Does not examine
    Pairs of which one has no number.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "saving.min"
        label = { zh-hant = "節水下限", en = "Saving, low" }
        unit = "percent"
        owner = "environment"

        [[metric]]
        id = "saving.max"
        label = { zh-hant = "節水上限", en = "Saving, high" }
        unit = "percent"
        owner = "environment"
    figures
        saving.min 2022 30
        saving.max 2022 20

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "saving.min"
        label = { zh-hant = "節水下限", en = "Saving, low" }
        unit = "percent"
        owner = "environment"

        [[metric]]
        id = "saving.max"
        label = { zh-hant = "節水上限", en = "Saving, high" }
        unit = "percent"
        owner = "environment"
    figures
        saving.min 2022 20
        saving.max 2022 30

Fix
    Put each value into its own row of the workbook.

Source
    GRI 1: Foundation 2021, Accuracy and Clarity.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import fiscal_offsets
from reportgen.model.dossier import Dossier
from reportgen.model.figures import period_of
from reportgen.model.finding import Severity

_ENDS = (("min", "max"), ("low", "high"), ("start", "end"))


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each pair and period."""
    metrics, year = dossier.project.metrics, dossier.project.settings.fiscal_year
    for metric in metrics.values():
        other = next(
            (
                f"{metric.id.removesuffix(low)}{high}"
                for low, high in _ENDS
                if metric.id.endswith((f".{low}", f"_{low}"))
            ),
            "",
        )
        above = metrics.get(other)
        if above is None or above.unit != metric.unit:
            continue
        for offset, period in fiscal_offsets(dossier.project, metric):
            later = period_of(above, year, -offset)
            low, high = dossier.figures.get(metric.id, period), dossier.figures.get(above.id, later or period)
            if low is None or high is None or low.value is None or high.value is None:
                continue
            if low.value <= high.value:
                yield None
                continue
            yield CHECK.finding(
                f"{metric.id} for {period} is {text(low.value)}, more than {above.id}, {text(high.value)}",
                "put each value into its own row of the workbook",
                **about(dossier, low),
                involved=involved([high]),
                subject=above.id,
            )


CHECK = Check(
    "AR012",
    "range-upside-down",
    {"zh-hant": "範圍的下限大於上限", "en": "A range is upside down"},
    Severity.ERROR,
    __doc__,
    examine,
)
