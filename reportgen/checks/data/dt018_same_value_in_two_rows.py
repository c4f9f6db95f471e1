"""Two rows have the same value.

Examines
    Handed-in figures with five digits or more: whether two metrics of one unit have exactly the same one. Entities:
    whether two handed in the same value, or the same months, with more digits the more entities there are.

Why it matters
    A formula dragged one row too far, a site's file saved under another site's name: the copy looks like any number.

Does not examine
    Metrics that must have the same value: bound by a tie, of one name, or a total with a single part. Rounded amounts.
    Tables in which equal values are usual, such as lists of factors, make one information.

Options
    ``digits``: from how many digits on two equal values are no accident.

Bad
    figures
        ghg.scope1 2022 2650073.3

Good
    figures
        ghg.scope1 2022 172137.9

Fix
    Compare both rows with their source documents. If they are the same quantity, make one metric the second name of the
    other (``same_as``), or bind them with ``ties``.

Source
    GRI 1: Foundation 2021, Accuracy; ISAE 3410, paragraph 47.
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.digits import significant
from reportgen.checks.numbers.made_of import Handed, handed_in_below, own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Confidence, Finding, Severity
from reportgen.model.formula import metrics_in
from reportgen.model.metric import Qualifier

_FEW, _USUAL = 20, 20
"""More equal values than the first number, and more than one in so many as the second, are no accident of copying."""


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each value, or row of values, that is long enough."""
    digits = int(str(options["digits"]))
    yield from _unless_usual(tuple(_metrics(dossier, digits)), digits)
    by_figure: dict[str, tuple[Figure, dict[str, list[Handed]]]] = {}
    for one in handed_in_below(dossier):
        if one.figure.drilldown is not None:
            _, rows = by_figure.setdefault(" ".join(one.figure.key), (one.figure, {}))
            rows.setdefault(one.entity, []).append(one)
    for figure, rows in by_figure.values():
        yield from _entities(dossier, figure, rows, digits + 2 * len(str(len(rows))))


def _unless_usual(told: tuple[Finding | None, ...], digits: int) -> Iterator[Finding | None]:
    """The items; where equal values are usual, as in a list of factors by year and vehicle, one that says so."""
    found = [one for one in told if one is not None]
    if len(found) <= _FEW or len(found) * _USUAL < len(told):
        yield from told
        return
    yield from (None for _ in range(len(told) - len(found)))
    first = found[0]
    yield CHECK.finding(
        f"{len(found):,} of {len(told):,} values with {digits} digits or more stand in two rows, the first of them: "
        f"{first.message}",
        "nothing, if the table repeats values by its nature; else compare the rows with their source documents",
        severity=Severity.INFO,
        metric=first.metric,
        period=first.period,
        cell=first.cell,
        subject="usual",
    )


def _metrics(dossier: Dossier, digits: int) -> Iterator[Finding | None]:
    """Two metrics of the group."""
    metrics = dossier.project.metrics
    tied = {frozenset((m.id, id)) for m in metrics.values() for tie in m.ties for id in metrics_in(tie.formula)}
    tied |= {frozenset((m.id, row[0])) for m in metrics.values() for row in m.breakdowns if len(row) == 1}
    first: dict[tuple[str, str, Decimal], Figure] = {}
    for figure in own_figures(dossier):
        metric = metrics[figure.metric]
        if figure.value is None or not metric.handed_in or figure.drilldown is not None:
            continue
        if significant(figure.value) < digits or figure.qualifier is not Qualifier.EXACT:
            continue
        other = first.setdefault((metric.unit, figure.period.id, figure.value.normalize()), figure)
        bound = frozenset((metric.id, other.metric)) in tied or metric.label == metrics[other.metric].label
        if other is figure or bound:
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} and {other.metric} are both {text(figure.value)} for {figure.period}",
            "compare both with their source documents; if they are one quantity, bind them with ties or same_as",
            **about(dossier, figure),
            involved=involved([other]),
            subject=other.metric,
        )


def _entities(dossier: Dossier, figure: Figure, rows: dict[str, list[Handed]], digits: int) -> Iterator[Finding | None]:
    """Two entities below a figure. The more there are, the more digits it takes for two alike to be no accident."""
    first: dict[tuple[tuple[str, Decimal], ...], str] = {}
    for entity, found in rows.items():
        if sum(significant(one.value) for one in found) < digits:
            continue
        other = first.setdefault(tuple((one.period.id, one.value) for one in found), entity)
        if other == entity:
            yield None
            continue
        told = text(found[0].value) if len(found) == 1 else f"the same in all {len(found)} months"
        yield CHECK.finding(
            f"{figure.metric} of {entity} and of {other} is {told} for {figure.period}",
            "compare both with their source documents; one may be a copy of the other's file",
            **about(dossier, figure) | {"cell": found[0].source},
            subject=f"{entity} {other}",
        )


CHECK = Check(
    "DT018",
    "same-value-in-two-rows",
    {"zh-hant": "兩個項目的數值完全相同", "en": "Two rows have the same value"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"digits": 5},
)
