"""Month does not fit the other months of its entity.

Examines
    Every entity that handed a metric in by month or quarter: months that lie far off the entity's middle (the median,
    with the median distance as the measure), months that are zero among others that are not, and two months running
    that are the same to the digit.

Why it matters
    A year hides its months. One bill booked twice, one meter read in other units, one month copied from the last: the
    year looks plausible and is wrong.

Does not examine
    Entities with less than four months; repetitions of metrics marked ``steady``, or of values with few digits.

Options
    ``spreads``: how many spreads off the middle a month must lie, and ``factor``: which multiple of the middle it must
    be, for a finding; both must be passed. ``digits``: from how many digits on a repetition counts; one more for ten
    months, two for a hundred.

Bad
    report.toml, added
        [[entity]]
        id = "works"
        name = { zh-hant = "工廠", en = "Works" }
        kind = "site"
    data/metrics/environment.toml, added
        [[metric]]
        id = "gas.use"
        label = { zh-hant = "用氣", en = "Gas" }
        unit = "m3"
        decimals = 0
        owner = "environment"
        level = "site"
        every = "month"
    ledger
        gas.use 2022 5310,5204,4987,4720,4415,4102,40330,4120,4388,4690,5011,5290 entity:works

Good
    report.toml, added
        [[entity]]
        id = "works"
        name = { zh-hant = "工廠", en = "Works" }
        kind = "site"
    data/metrics/environment.toml, added
        [[metric]]
        id = "gas.use"
        label = { zh-hant = "用氣", en = "Gas" }
        unit = "m3"
        decimals = 0
        owner = "environment"
        level = "site"
        every = "month"
    ledger
        gas.use 2022 5310,5204,4987,4720,4415,4102,4033,4120,4388,4690,5011,5290 entity:works

Fix
    Look at the month's bill or reading, and hand it in again; or explain it in the workbook.

Source
    ISAE 3410, paragraphs 42-43 (analytical procedures on disaggregated data); GHG Protocol Corporate Standard, chapter
    7.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about
from reportgen.checks.numbers.digits import significant
from reportgen.checks.numbers.made_of import months_of, own_figures, robust
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Part
from reportgen.model.finding import Confidence, Severity

_FEWEST = 4
_SHOWN = 25


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each entity and metric with months; the worst alone where there are many."""
    spreads, factor = Decimal(str(options["spreads"])), Decimal(str(options["factor"]))
    for figure in own_figures(dossier):
        entities = [(e, known) for e, months in months_of(figure) if len(known := _known(months)) >= _FEWEST]
        # Among many months some repeat by chance.
        digits = int(str(options["digits"])) + len(str(sum(len(known) for _, known in entities))) - 1
        steady = dossier.project.metrics[figure.metric].steady
        odd: list[tuple[str, Part, str]] = []
        for entity, known in entities:
            own = [*_odd(known, spreads, factor), *([] if steady else _repeated(known, digits))]
            odd += [(entity, month, what) for month, what in own]
            if not own:
                yield None
        for entity, month, what in odd[:_SHOWN]:
            yield CHECK.finding(
                f"{figure.metric} of {entity} for {month.period} {what}",
                "look at the month's bill or reading, and hand it in again or explain it",
                **about(dossier, figure) | {"cell": month.source},
                subject=f"{entity} {month.period}",
            )
        if len(odd) > _SHOWN:
            yield CHECK.finding(
                f"{len(odd) - _SHOWN} more months of {figure.metric} do not fit the others of their entities, such as "
                f"{odd[_SHOWN][0]} {odd[_SHOWN][1].period}",
                "look at the first ones; if so many are odd, the unit or the file is wrong as a whole",
                **about(dossier, figure),
                subject="more",
            )


def _known(months: Sequence[Part]) -> list[Part]:
    return [month for month in months if month.value is not None]


def _odd(months: Sequence[Part], spreads: Decimal, factor: Decimal) -> Iterator[tuple[Part, str]]:
    values = [month.value for month in months if month.value is not None]
    usual = robust(values)
    for month, value in zip(months, values, strict=True):
        if usual.distance(value) < spreads or not usual.middle:
            continue
        ratio = value / usual.middle
        if value == 0:
            yield month, f"is zero, while the other months lie about {text(round(usual.middle, 1))}"
        elif ratio <= 0 or ratio > factor or ratio < 1 / factor:
            yield (
                month,
                f"is {text(value)}, {float(ratio):.2g} times the middle of its months, {text(round(usual.middle, 1))}",
            )


def _repeated(months: Sequence[Part], digits: int) -> list[tuple[Part, str]]:
    return [
        (after, f"is {text(after.value)}, the same to the digit as for {before.period}")
        for before, after in pairwise(months)
        if after.value and after.value == before.value and significant(after.value) >= digits
    ]


CHECK = Check(
    "DT008",
    "month-out-of-line",
    {"zh-hant": "個別月份與其他月份不相稱", "en": "A month does not fit the other months of its entity"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"spreads": Decimal(6), "factor": Decimal(3), "digits": 3},
)
