"""Count of people or things has a fraction.

Examines
    Every value handed in for a metric that counts: it must be whole, unless the metric declares decimals (hours a
    head).

Why it matters
    There is no 0.4 of an employee. A fraction tells that an average, a full-time equivalent or a rate came in instead.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "staff.all"
        label = { zh-hant = "員工", en = "Staff" }
        unit = "count"
        decimals = 0
        owner = "environment"
    figures
        staff.all 2022 61328.4

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "staff.all"
        label = { zh-hant = "員工", en = "Staff" }
        unit = "count"
        decimals = 0
        owner = "environment"
    figures
        staff.all 2022 61328

Fix
    Hand in the count. If the metric is an average or a rate by nature, give it ``decimals``.

Source
    GRI 2-7-c Employees (head count or full-time equivalent); GRI 1: Foundation 2021, Accuracy.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about
from reportgen.checks.numbers.digits import places
from reportgen.checks.numbers.few import Few
from reportgen.checks.numbers.made_of import handed_in_below
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.unit import Style


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each value of a count."""
    few = Few(CHECK, dossier)
    for one in handed_in_below(dossier):
        metric = dossier.project.metrics[one.figure.metric]
        if metric.decimals or dossier.project.units[metric.unit].style is not Style.COUNT:
            continue
        if not places(one.value):
            yield None
            continue
        if few.lets(metric.id):
            yield CHECK.finding(
                f"{metric.id}{one.whose} for {one.period} is {text(one.value)}, a count with a fraction",
                "hand in the count; if the metric is a rate or an average, give it decimals",
                **about(dossier, one.figure) | {"cell": one.source},
                subject=f"{one.entity} {one.period}",
            )
    yield from few.rest()


CHECK = Check(
    "DT002",
    "count-not-whole",
    {"zh-hant": "人數或件數帶有小數", "en": "A count of people or things has a fraction"},
    Severity.ERROR,
    __doc__,
    examine,
)
