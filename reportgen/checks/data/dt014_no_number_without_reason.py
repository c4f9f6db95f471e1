"""Value is missing and nothing says why.

Examines
    Every value that was handed in as not available, not collected or not applicable: whether a reason stands beside it,
    or a note on the metric tells it.

Why it matters
    The listing rules let an issuer explain instead of comply. A dash without a word is neither.

Bad
    figures
        water.use 2022 none not_collected

Good
    ledger
        water.use 2022 none not_collected reason:meters_from_2023

Fix
    Give the reason in the workbook, or write a note on the metric.

Source
    HKEX ESG Reporting Guide, Part C ("comply or explain" provisions); GRI 1: Foundation 2021, Requirement 6.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.few import Few
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each value without a number."""
    few = Few(CHECK, dossier)
    for entry in dossier.entries:
        point = entry.datapoint
        if point.state.has_number or point.metric not in dossier.project.metrics:
            continue
        told = point.reason.strip() or point.particulars.explanation.strip()
        if told or dossier.project.notes_about(point.metric, point.period.id):
            yield None
            continue
        if few.lets(point.metric):
            yield CHECK.finding(
                f"{point.metric} for {point.period} is {point.state.value.replace('_', ' ')}, and nothing says why",
                "give the reason in the workbook, or write a note on the metric",
                metric=point.metric,
                period=point.period.id,
                cell=point.source,
                subject=point.entity,
            )
    yield from few.rest()


CHECK = Check(
    "DT014",
    "no-number-without-reason",
    {"zh-hant": "缺少數值而沒有說明原因", "en": "A value is missing and nothing says why"},
    Severity.WARNING,
    __doc__,
    examine,
)
