"""A year stands out between two others.

Examines
    Metrics with three years of figures: whether the middle year lies far above, or far below, both its neighbours, so
    that a rise is followed by a fall or the other way round. It is sound where a note or sentence explains it, or where
    the text tells the oldest of the three years beside the newest, in every language.

Why it matters
    A value that jumps out and back is mostly a wrong value of the middle year: a slip of the scale, a month twice, a
    boundary of one year only. The comparison with that year alone makes this year look better, or worse, than it is.

Does not examine
    Metrics with fewer than three years.

Options
    percent: how far the middle year must lie from each neighbour, in per cent of the smaller of the two.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "waste.paper"
        label = { zh-hant = "廢紙", en = "Waste paper" }
        unit = "tonne"
        owner = "environment"
        comparatives = 2
    figures
        waste.paper 2022 41.2
        waste.paper 2021 402.1
        waste.paper 2020 39.9
    templates/en/1-environment.md
        There were {{ kpi("waste.paper") }} of paper.
    templates/zh-hant/1-environment.md
        廢紙有{{ kpi("waste.paper") }}。

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "waste.paper"
        label = { zh-hant = "廢紙", en = "Waste paper" }
        unit = "tonne"
        owner = "environment"
        comparatives = 2
    figures
        waste.paper 2022 41.2
        waste.paper 2021 40.2
        waste.paper 2020 39.9
    templates/en/1-environment.md
        There were {{ kpi("waste.paper") }} of paper.
    templates/zh-hant/1-environment.md
        廢紙有{{ kpi("waste.paper") }}。

Fix
    Check the middle year's value against its source; if it is right, tell all three years and what was special in it.

Source
    GRI 1: Foundation 2021, Comparability and Balance; HKEX ESG Reporting Guide, Balance.
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import compared, involved, shown
from reportgen.checks.variance.told import Told, told
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.figures import period_of
from reportgen.model.finding import Confidence, Severity

_TENFOLD = Decimal(8)


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each printed metric with three numbers."""
    telling = told(dossier)
    year = dossier.project.settings.fiscal_year
    least = Decimal(str(options["percent"])) / 100
    for metric, now, before in compared(dossier):
        period = period_of(metric, year, -2)
        oldest = None if period is None else dossier.figures.get(metric.id, period)
        if oldest is None or now.key not in telling.printed:
            continue
        values = [figure.value for figure in (now, before, oldest)]
        if any(value is None or value < metric.variance.floor for value in values) or not all(values):
            continue
        factor = _stands_out(*(abs(value) for value in values if value is not None))
        if factor is None or factor - 1 < least or _told(telling, now, before, oldest):
            yield None
            continue
        scale = "; a slip of the scale is likely" if factor >= _TENFOLD else ""
        yield CHECK.finding(
            f"{metric.id} was {shown(oldest)} in {oldest.period}, {shown(before)} in {before.period} and "
            f"{shown(now)} in "
            f"{now.period}: {before.period} stands out{scale}, and nothing says why",
            f"check the value of {before.period} against its source; if it is right, tell all three years and the "
            "reason",
            metric=metric.id,
            period=before.period.id,
            place=metric.at,
            cell=before.sources[0] if len(before.sources) == 1 else None,
            involved=tuple(involved(figure) for figure in (oldest, before, now)),
            subject="middle",
        )


def _stands_out(now: Decimal, middle: Decimal, oldest: Decimal) -> Decimal | None:
    """How many times the nearer neighbour the middle is, or goes into it; ``None`` if it lies between them."""
    if middle > max(now, oldest):
        return middle / max(now, oldest)
    if middle < min(now, oldest):
        return min(now, oldest) / middle
    return None


def _told(telling: Told, now: Figure, before: Figure, oldest: Figure) -> bool:
    if all(telling.explained(now, before, code) for code in telling.languages):
        return True
    said = [
        {binding.period for piece in telling.pieces_in(now.metric, code) for binding in piece.bound}
        for code in telling.languages
    ]
    return all(oldest.period.id in periods for periods in said)


CHECK = Check(
    "YY004",
    "year-stands-out",
    {"zh-hant": "三年之中有一年的數字突出", "en": "A year stands out between two others"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    options={"percent": Decimal(25)},
    needs_whole=True,
)
