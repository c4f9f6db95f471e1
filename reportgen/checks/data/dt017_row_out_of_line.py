"""Row of activity data is far off its site's other months.

Examines
    The files of sites and months behind the ledger, all rows: each value against the middle of its own site's months in
    the same unit. One finding a metric and file tells how many rows are off, and the worst of them by row.

Why it matters
    Among a million rows nobody sees the one with a point in the wrong place; in the total of a small metric it is half.

Does not examine
    Sites with less than four months; values that are not above zero. Without such files there is nothing to examine.

Options
    ``factor``: from which multiple of the middle on, or part of it, a row is asked about; ten or more.

Bad
    screened
        water.use works 2022-07 81520 usual:8152 rows:12

Good
    screened
        water.use works 2022-07 8152 usual:8152 rows:12

Fix
    Look at the row's bill or reading, and import the corrected file.

Source
    ISAE 3410, paragraphs 42-43 (analytical procedures); Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.screening import OddRow

_SHOWN = 3


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each metric of a file."""
    factor = Decimal(str(options["factor"]))
    for one in dossier.screenings:
        if one.metric not in dossier.project.metrics:
            continue
        odd = [row for row in one.odd if not 1 / factor < row.value / row.usual < factor]
        if not odd:
            yield None
            continue
        many = one.odd_rows if len(odd) == len(one.odd) else len(odd)
        told = "; ".join(_row(row) for row in odd[:_SHOWN])
        yield CHECK.finding(
            f"{many} of {one.rows:,} rows of {one.metric} in {one.file} are far off their site's other months: {told}"
            + (f"; and {many - _SHOWN} more" if many > _SHOWN else ""),
            "look at these rows' bills or readings, and import the corrected file",
            metric=one.metric,
            place=dossier.project.metrics[one.metric].at,
            cell=odd[0].source,
            subject=f"{one.file} {one.unit}",
        )


def _row(row: OddRow) -> str:
    ratio = row.value / row.usual
    times = f"{float(ratio):,.3g} times" if ratio > 1 else f"1/{float(1 / ratio):,.3g} of"
    return f"{row.entity} {row.month} ({row.source.ref}) {text(row.value)}, {times} its middle {text(row.usual)}"


CHECK = Check(
    "DT017",
    "row-out-of-line",
    {
        "zh-hant": "活動數據的個別行與同一地點的其他月份不相稱",
        "en": "A row of activity data is far off its site's other months",
    },
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"factor": Decimal(10)},
)
