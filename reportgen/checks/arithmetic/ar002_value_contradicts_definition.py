"""Value contradicts its own definition.

Examines
    Every metric with ``ties`` that hold exactly (without ``within``), for each period in which all figures have
    numbers: the value is computed anew from the others. The same quantity that two owners hand in is a tie of one
    metric.

Why it matters
    A rate is handed in beside the numbers that it is made of. A reader divides them; an assurance provider always does.

Does not examine
    Ties with an allowance: they are expectations, which AR003 examines.

Options
    ``slack`` is added to the rounding of all numbers involved, in per cent of what the definition gives.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "ghg.scope2_share"
        label = { zh-hant = "範圍二佔比", en = "Share of scope 2" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        ties = "{ghg.scope2} / {ghg.total} * 100"
    figures
        ghg.scope2_share 2022 64.2

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "ghg.scope2_share"
        label = { zh-hant = "範圍二佔比", en = "Share of scope 2" }
        unit = "percent"
        decimals = 1
        owner = "environment"
        ties = "{ghg.scope2} / {ghg.total} * 100"
    figures
        ghg.scope2_share 2022 46.2

Fix
    Compare the value with the others in their workbooks, correct the wrong one and import it again.

Source
    ISAE 3410, paragraph 47 (recalculation); GRI 1: Foundation 2021, Accuracy; HKEX ESG Reporting Guide, paragraph 14
    (Quantitative).
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import tied
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each exact tie and period."""
    slack = Decimal(str(options["slack"]))
    for metric in dossier.project.metrics.values():
        for one in tied(dossier.project, dossier.figures, metric):
            if one.tie.within:
                continue
            if abs(one.gap) <= one.room + abs(one.expected) * slack / 100:
                yield None
                continue
            others = ", ".join(f"{f.metric} {text(f.value)}" for f in one.inputs.values() if f.value is not None)
            yield CHECK.finding(
                f"{metric.id} for {one.figure.period} is {text(one.figure.value or Decimal(0))}, but "
                f"{one.tie.formula} gives {text(one.expected)} ({others})",
                "compare the value with the others in their workbooks, and import the corrected one",
                **about(dossier, one.figure),
                involved=involved(one.inputs.values()),
                subject=one.tie.formula,
            )


CHECK = Check(
    "AR002",
    "value-contradicts-definition",
    {"zh-hant": "數值與其定義計算結果不符", "en": "A value contradicts its own definition"},
    Severity.ERROR,
    __doc__,
    examine,
    options={"slack": Decimal(0)},
)
