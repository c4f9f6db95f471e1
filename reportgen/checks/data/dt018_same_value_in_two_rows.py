"""Two rows have the same value.

Examines
    Values of this year with five digits or more: whether two metrics of one unit, or two entities of one metric, have
    exactly the same one.

Why it matters
    A formula dragged one row too far, a site's file saved under another site's name: the copy looks like any number.

Does not examine
    Metrics that must have the same value: bound by a tie, of one name, or a total with a single part. Rounded amounts.

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

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.digits import significant
from reportgen.checks.numbers.made_of import Handed, handed_in_below
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity
from reportgen.model.formula import metrics_in
from reportgen.model.metric import Qualifier


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each value that is long enough."""
    digits = int(str(options["digits"]))
    metrics = dossier.project.metrics
    tied = {frozenset((m.id, id)) for m in metrics.values() for tie in m.ties for id in metrics_in(tie.formula)}
    tied |= {frozenset((m.id, row[0])) for m in metrics.values() for row in m.breakdowns if len(row) == 1}
    first: dict[tuple[str, str, Decimal], Handed] = {}
    for one in handed_in_below(dossier):
        if significant(one.value) < digits or one.figure.qualifier is not Qualifier.EXACT:
            continue
        metric = metrics[one.figure.metric]
        other = first.setdefault((metric.unit, one.period.id, one.value.normalize()), one)
        pair = frozenset((metric.id, other.figure.metric))
        if other is one or pair in tied or (metric.label == metrics[other.figure.metric].label and len(pair) > 1):
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id}{one.whose} and {other.figure.metric}{other.whose} are both {text(one.value)} for "
            f"{one.period}",
            "compare both with their source documents; if they are one quantity, bind them with ties or same_as",
            **about(dossier, one.figure) | {"cell": one.source},
            involved=involved([other.figure]),
            subject=f"{one.entity} {other.figure.metric} {other.entity}",
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
