"""Dates of a value are out of order.

Examines
    Every value of the ledger for this year or an earlier one: whether it was handed in, or signed, before its period
    was over; whether a signature is dated after the workbook came in; whether it was reviewed before it was prepared.

Why it matters
    A figure of the whole year that came in by November is a forecast. A review that comes before the preparation is
    none.

Does not examine
    Estimates, and values that are no measurement of a stretch of time (targets, labels).

Bad
    ledger
        ghg.scope1 2022 172137.9 at:2022-11-30

Good
    ledger
        ghg.scope1 2022 172137.9 at:2023-02-01

Fix
    Hand in the value of the whole period; or mark it as an estimate and say how it was made. Correct a wrong date.

Source
    GRI 1: Foundation 2021, Timeliness; ISAE 3000 (Revised), paragraph 50 (reliability of information).
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.few import Few
from reportgen.checks.numbers.signed import in_workbook
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Entry, Kind
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each value of a stretch of time that is over by the fiscal year's end."""
    year = dossier.project.settings.fiscal_year
    few = Few(CHECK, dossier)
    spans: dict[str, tuple[date, date] | None] = {}
    for entry in dossier.entries:
        point = entry.datapoint
        if point.period.id not in spans:
            spans[point.period.id] = year.span(point.period)
        span = spans[point.period.id]
        if span is None or span[1] > year.ends or point.value is None or point.kind is not Kind.ACTUAL:
            continue
        wrong = next(_wrong(entry, span[1]), None)
        if wrong is None:
            yield None
        elif few.lets(point.metric):
            yield CHECK.finding(
                f"{point.metric} for {point.period} {wrong}",
                "hand in the value of the whole period, mark it as an estimate, or correct the date",
                metric=point.metric,
                period=point.period.id,
                cell=point.source,
                subject=point.entity,
            )
    yield from few.rest()


def _wrong(entry: Entry, last: date) -> Iterator[str]:
    came = entry.submitted_at.date()
    if came < last:
        yield f"came in on {came}, before the period was over on {last}"
    signed = list(in_workbook(entry).items())
    for role, signature in signed:
        if signature.on < last:
            yield f"is {role.value} as of {signature.on}, before the period was over on {last}"
        if signature.on > came:
            yield f"is {role.value} as of {signature.on}, after the workbook came in on {came}"
    for (first, one), (second, two) in pairwise(signed):
        if two.on < one.on:
            yield f"is {second.value} as of {two.on}, before it was {first.value} on {one.on}"


CHECK = Check(
    "DT012",
    "dates-out-of-order",
    {"zh-hant": "提交或簽核日期次序不合", "en": "Dates of a value are out of order"},
    Severity.WARNING,
    __doc__,
    examine,
)
