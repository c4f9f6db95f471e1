"""A change for the worse is never mentioned in the text.

Examines
    Each metric with a declared polarity whose figure moved the wrong way by more than the threshold: whether a
    sentence, card, chart or note prints it or its change, or a note of a KPI table hangs on it.

Why it matters
    A report that tells improvements in sentences and the rest in a table only is not balanced.

Does not examine
    Metrics without polarity, and changes that are told through another metric.

Options
    percent: the least change, of the earlier value, in per cent.
    points: the least change of a percentage, in percentage points.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "waste.all"
        label = { zh-hant = "廢物", en = "Waste" }
        unit = "tonne"
        owner = "environment"
        comparatives = 1
        polarity = "lower"
    figures
        waste.all 2022 150
        waste.all 2021 100

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "waste.all"
        label = { zh-hant = "廢物", en = "Waste" }
        unit = "tonne"
        owner = "environment"
        comparatives = 1
        polarity = "lower"
    templates/en/1-environment.md
        Waste {{ delta("waste.all") }}.
    templates/zh-hant/1-environment.md
        廢物{{ delta("waste.all") }}。
    figures
        waste.all 2022 150
        waste.all 2021 100

Fix
    Tell the change and its reason in the section on the topic, in both languages.

Source
    HKEX ESG Reporting Guide, Balance: an unbiased picture of the issuer's performance; GRI 1: Foundation 2021,
    Balance.
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.model.change import change
from reportgen.model.dossier import Dossier
from reportgen.model.figures import period_of
from reportgen.model.finding import Severity
from reportgen.model.metric import Metric, Polarity
from reportgen.model.unit import Style


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each metric with polarity and two years."""
    told = _told(dossier)
    for metric in dossier.project.metrics.values():
        if metric.polarity is Polarity.NEUTRAL or metric.same_as is not None:
            continue
        moved = _moved(dossier, metric)
        if moved is None:
            continue
        size, shown, measure = moved
        adverse = (size > 0) == (metric.polarity is Polarity.LOWER)
        threshold = Decimal(str(options["points" if measure == "points" else "percent"]))
        if not adverse or abs(size) < threshold or metric.id in told:
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} moved the wrong way by {shown}, and no sentence, card, chart or note tells it",
            "tell the change and its reason in the section on the topic, in both languages",
            metric=metric.id,
            period=dossier.project.settings.fiscal_year.period().id,
            place=metric.at,
            subject="adverse",
        )


def _moved(dossier: Dossier, metric: Metric) -> tuple[Decimal, str, str] | None:
    year = dossier.project.settings.fiscal_year
    now, before = (period_of(metric, year, offset) for offset in (0, -1))
    figures = [dossier.figures.get(metric.id, period) for period in (now, before) if period is not None]
    if len(figures) < 2 or figures[0] is None or figures[1] is None:
        return None
    moved = change(figures[0], figures[1])
    if moved is None or not moved.absolute:
        return None
    if dossier.project.units[metric.unit].style is Style.PERCENT:
        return moved.absolute, f"{moved.absolute:+.1f} percentage points", "points"
    if moved.percent is None:
        return None
    return moved.percent, f"{moved.percent:+.1f}%", "percent"


def _told(dossier: Dossier) -> set[str]:
    """The metrics that something beside a KPI table tells, or that a note of such a table hangs on."""
    found = set()
    for manuscript in dossier.manuscripts:
        for binding in manuscript.bindings:
            if binding.kind != "table":
                found.add(binding.metric)
                found.update(metric for metric, _ in binding.others)
    for note in dossier.project.notes.values():
        found.update(on.partition("@")[0] for on in note.on)
    return found


CHECK = Check(
    "TX009",
    "adverse-move-not-told",
    {"zh-hant": "不利變動未在正文提及", "en": "A change for the worse is never mentioned"},
    Severity.WARNING,
    __doc__,
    examine,
    options={"percent": Decimal(10), "points": Decimal(2)},
    needs_whole=True,
)
