"""Estimate does not say how it was made.

Examines
    Every value that is estimated or accrued: whether reason, method or explanation tells on what basis.

Why it matters
    A reader accepts an estimate whose method is told. An assurance provider has nothing to test in one whose isn't.

Bad
    ledger
        water.use 2022 8152482 estimated

Good
    ledger
        water.use 2022 8152482 estimated method:bills_of_ten_months

Fix
    Write the method in the workbook's column, or a note on the metric in data/notes.toml.

Source
    GRI 1: Foundation 2021, Accuracy (estimates and their limitations); ISAE 3410, paragraph 44; HKEX ESG Reporting
    Guide, paragraph 14 (Quantitative: assumptions).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.few import Few
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Kind
from reportgen.model.finding import Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each estimate."""
    few = Few(CHECK, dossier)
    for entry in dossier.entries:
        point = entry.datapoint
        if point.kind is Kind.ACTUAL or point.value is None:
            continue
        told = point.particulars
        if any(text.strip() for text in (point.reason, told.method, told.explanation)) or told.footnote:
            yield None
            continue
        if dossier.project.notes_about(point.metric, point.period.id):
            yield None
            continue
        if few.lets(point.metric):
            yield CHECK.finding(
                f"{point.metric} for {point.period} is {point.kind.value}, and nothing says how",
                "write the method in the workbook, or a note on the metric in data/notes.toml",
                metric=point.metric,
                period=point.period.id,
                cell=point.source,
                subject=point.entity,
            )
    yield from few.rest()


CHECK = Check(
    "DT013",
    "estimate-without-basis",
    {"zh-hant": "估計值沒有說明依據", "en": "An estimate does not say how it was made"},
    Severity.WARNING,
    __doc__,
    examine,
)
