"""First digits of a large set are not spread as those of measured amounts.

Examines
    Every metric with many values of sites and months, in the ledger or in a file of sites and months: how often each
    first digit stands there, against Benford's law. Two measures must both say that it does not fit: the mean distance
    of the nine shares, and chi-square.

Why it matters
    Amounts that grow by multiples begin with 1 in 30 of 100 cases, and with 9 in 5. Invented, capped or allocated
    values don't. It is no proof of anything, but it tells an auditor where to draw the sample.

Does not examine
    Sets with fewer than ``rows`` values above zero, or that span less than ``orders`` powers of ten: Benford's law says
    nothing about them. Such metrics count as nothing to examine.

Options
    ``rows``: how many values there must be. ``orders``: powers of ten between least and greatest. ``distance``: mean
    distance of the shares from which on they don't conform. ``chi``: the same for chi-square, with eight degrees of
    freedom; 31.8 is passed by chance once in ten thousand.

Bad
    report.toml, added
        [checks.DT016]
        rows = 10
        orders = 1
        chi = 10

        [[entity]]
        id = "works"
        name = { zh-hant = "工廠", en = "Works" }
        kind = "site"
    data/metrics/environment.toml, added
        [[metric]]
        id = "gas.use"
        label = { zh-hant = "用氣", en = "Gas" }
        unit = "m3"
        owner = "environment"
        level = "site"
        every = "month"
    ledger
        gas.use 2022 9310,9204,987,9720,9415,9102,9033,9120,9388,969,9011,98290 entity:works

Good
    report.toml, added
        [checks.DT016]
        rows = 10
        orders = 1
        chi = 10

        [[entity]]
        id = "works"
        name = { zh-hant = "工廠", en = "Works" }
        kind = "site"
    data/metrics/environment.toml, added
        [[metric]]
        id = "gas.use"
        label = { zh-hant = "用氣", en = "Gas" }
        unit = "m3"
        owner = "environment"
        level = "site"
        every = "month"
    ledger
        gas.use 2022 1310,1204,1187,1720,2415,2102,3033,3120,4388,569,6011,8290 entity:works

Fix
    Look at where the values come from: an allocation, an estimate, a limit above which somebody else must approve. If
    that explains the digits, switch the check off for the project, or raise its options.

Source
    M. Nigrini, Benford's Law (2012), chapter 7 (mean absolute deviation: above 0.015 nonconformity for first digits);
    ISAE 3410, paragraphs 42-43.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.made_of import handed_in_below
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.place import Cell

_BENFORD = tuple((1 + 1 / Decimal(digit)).log10() for digit in range(1, 10))

Set = tuple[str, str, Sequence[int], int, Cell | None]
"""Metric, name of the set, counts of the first digits, powers of ten that it spans, and a cell of it."""


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each set that is large enough."""
    limits = {name: Decimal(str(value)) for name, value in options.items()}
    for metric, name, counts, orders, cell in (*_in_files(dossier), *_in_ledger(dossier)):
        if sum(counts) < limits["rows"] or orders < limits["orders"]:
            continue
        worst = _misfit(counts, limits)
        yield (
            None
            if not worst
            else CHECK.finding(
                f"the first digits of {sum(counts):,} values of {metric} in {name} are not those of measured amounts: "
                f"{worst}",
                "look at where the values come from: an allocation, an estimate, a limit",
                metric=metric,
                place=dossier.project.metrics[metric].at,
                cell=cell,
                subject=name,
            )
        )


def _in_files(dossier: Dossier) -> Iterator[Set]:
    for one in dossier.screenings:
        if one.metric in dossier.project.metrics:
            orders = one.greatest.adjusted() - one.least.adjusted()
            yield one.metric, f"{one.file} ({one.unit})", one.digits, orders, Cell(one.file, "", "value")


def _in_ledger(dossier: Dossier) -> Iterator[Set]:
    sets: dict[str, list[Decimal]] = {}
    for one in handed_in_below(dossier):
        if one.value > 0 and one.figure.drilldown is not None:
            sets.setdefault(one.figure.metric, []).append(one.value)
    for metric, values in sets.items():
        counts = [0] * 9
        for value in values:
            counts[value.as_tuple().digits[0] - 1 if value.as_tuple().digits[0] else 0] += 1
        yield metric, "the ledger", counts, max(values).adjusted() - min(values).adjusted(), None


def _misfit(counts: Sequence[int], limits: Mapping[str, Decimal]) -> str:
    """The digit that is farthest off, if the whole set doesn't fit."""
    rows = sum(counts)
    shares = [Decimal(count) / rows for count in counts]
    gaps = [share - expected for share, expected in zip(shares, _BENFORD, strict=True)]
    distance = sum((abs(gap) for gap in gaps), Decimal(0)) / 9
    chi = sum((gap * gap / expected for gap, expected in zip(gaps, _BENFORD, strict=True)), Decimal(0)) * rows
    if distance <= limits["distance"] or chi <= limits["chi"]:
        return ""
    digit = max(range(9), key=lambda n: abs(gaps[n]))
    return (
        f"{shares[digit]:.0%} begin with {digit + 1} instead of {_BENFORD[digit]:.0%} "
        f"(mean distance {distance:.3f}, chi-square {chi:.0f})"
    )


CHECK = Check(
    "DT016",
    "first-digits-odd",
    {"zh-hant": "大量數據的首位數字分佈異常", "en": "First digits of a large set are not those of measured amounts"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.LOW,
    options={"rows": 500, "orders": 2, "distance": Decimal("0.015"), "chi": Decimal("31.8")},
)
