"""Part is larger than its whole.

Examines
    Every metric with ``part_of``, and the parts of every breakdown, for each period in which both have numbers. Units
    of one kind are converted.

Why it matters
    Women can't outnumber the staff, nor the selected outgrow the candidates. Whoever reads both numbers sees it.

Does not examine
    Wholes that are not positive.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "water.tap"
        label = { zh-hant = "自來水", en = "Tap water" }
        unit = "tonne"
        decimals = 0
        owner = "environment"
        part_of = "water.use"
    figures
        water.tap 2022 8152842

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "water.tap"
        label = { zh-hant = "自來水", en = "Tap water" }
        unit = "tonne"
        decimals = 0
        owner = "environment"
        part_of = "water.use"
    figures
        water.tap 2022 8052482

Fix
    Correct the part or the whole in its workbook; if the one is no part of the other, mend data/metrics.

Source
    GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, paragraph 14 (Quantitative).
"""

from collections.abc import Iterable, Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.rounding import room, text
from reportgen.checks.numbers.ties import fiscal_offsets
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.figures import period_of
from reportgen.model.finding import Severity
from reportgen.model.metric import Metric


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each part, whole and period."""
    for part, whole in _pairs(dossier):
        own, above = dossier.project.metrics[part.metric], dossier.project.metrics[whole.metric]
        units = dossier.project.units
        factor = units[own.unit].factor / units[above.unit].factor
        assert part.value is not None
        assert whole.value is not None
        off = room(part, own, units[own.unit]) * factor + room(whole, above, units[above.unit])
        if whole.value <= 0 or part.value * factor <= whole.value + off:
            yield None
            continue
        yield CHECK.finding(
            f"{part.metric} for {part.period} is {text(part.value)} {own.unit}, more than {whole.metric} as a whole: "
            f"{text(whole.value)} {above.unit}",
            "correct the part or the whole in its workbook, and import it again",
            **about(dossier, part),
            involved=involved([whole]),
            subject=whole.metric,
        )


def _pairs(dossier: Dossier) -> Iterator[tuple[Figure, Figure]]:
    metrics, units = dossier.project.metrics, dossier.project.units
    for id, above in dict.fromkeys(_declared(metrics.values())):
        part, whole = metrics[id], metrics[above]
        if units[part.unit].base != units[whole.unit].base:
            continue
        for offset, period in fiscal_offsets(dossier.project, part):
            other = period_of(whole, dossier.project.settings.fiscal_year, -offset)
            one = dossier.figures.get(id, period)
            two = dossier.figures.get(above, other) if other else None
            if one is not None and two is not None and one.value is not None and two.value is not None:
                yield one, two


def _declared(metrics: Iterable[Metric]) -> Iterator[tuple[str, str]]:
    for metric in metrics:
        if metric.part_of is not None:
            yield metric.id, metric.part_of
        for part in (part for row in metric.breakdowns for part in row):
            yield part, metric.id


CHECK = Check(
    "AR010",
    "part-larger-than-whole",
    {"zh-hant": "部分大於整體", "en": "A part is larger than its whole"},
    Severity.ERROR,
    __doc__,
    examine,
)
