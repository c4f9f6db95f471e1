"""A figure that last year's report gave is gone without a word.

Examines
    Every figure that last year's report gave for its own year: whether the metric is still reported, with a figure of
    this year, or a note, an omission or a retired metric's own row says why not.

Why it matters
    What is no longer told is mostly what went badly. A reader with last year's report sees the gap at once.

Does not examine
    Goals, and figures of other periods than the year; data books that hold a part of the figures.

Bad
    last report
        waste.all 2021 117 decimals:0

Good
    last report
        ghg.scope3 2021 2604500.2 decimals:1

Fix
    Report the metric again; if it was given up, say so, and why, where it used to stand, and keep it in last year's
    column for a year.

Source
    IFRS S1, paragraph B52 (a metric that is replaced); HKEX ESG Reporting Guide, paragraph 14 (Consistency); GRI 1:
    Foundation 2021, Completeness and Balance.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import amount
from reportgen.model.dossier import Dossier
from reportgen.model.figures import period_of
from reportgen.model.finding import Confidence, Involved, Severity
from reportgen.model.period import Period, PeriodKind


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each metric of which last year's report gave a number for its year."""
    prior = dossier.prior
    if prior is None or not prior.complete:
        return
    year = dossier.project.settings.fiscal_year
    for (id, period), then in prior.by_key.items():
        known = Period(period)
        if then.value is None or known.year != prior.year or known.kind not in (PeriodKind.YEAR, PeriodKind.INSTANT):
            continue
        metric = dossier.project.metrics.get(id)
        now = None if metric is None else period_of(metric, year)
        figure = None if now is None else dossier.figures.get(id, now)
        if figure is not None:
            yield None
            continue
        what = "is no metric any more" if metric is None else "has no figure of this year"
        yield CHECK.finding(
            f"{prior.source} gave {id} for {period} as {amount(then.value, then.decimals)}; it {what}, and nothing "
            "says why",
            "report it again; if it was given up, say so and why where it used to stand, and waive this for a year",
            metric=id,
            period=period,
            place=metric.at if metric is not None else None,
            involved=(Involved(id, period, f"{amount(then.value, then.decimals)} (published)", then.at),),
            subject="dropped",
        )


CHECK = Check(
    "YY014",
    "figure-dropped",
    {"zh-hant": "上年報告的數字不再披露而未說明", "en": "A figure that last year's report gave is gone without a word"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    needs_whole=True,
)
