"""Value far from what other figures let expect.

Examines
    Every metric with ``ties`` that have an allowance (``within``), for each period in which all figures have numbers:
    emissions against energy and an emission factor, injuries against hours worked, heat against fuels.

Why it matters
    An expectation built from other data finds what a look at last year can't: a wrong unit, a lost site, a whole series
    in thousands. Practitioners test figures in the same way and will ask.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "energy.power"
        label = { zh-hant = "用電", en = "Electricity" }
        unit = "mwh"
        decimals = 1
        owner = "environment"
        ties = [{ formula = "{ghg.scope2} * 10000 / 5703", within = 5 }]
    figures
        energy.power 2022 464670.3

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "energy.power"
        label = { zh-hant = "用電", en = "Electricity" }
        unit = "mwh"
        decimals = 1
        owner = "environment"
        ties = [{ formula = "{ghg.scope2} * 10000 / 5703", within = 5 }]
    figures
        energy.power 2022 4646703.3

Fix
    Find out which of the figures is wrong, most often by a unit or a missing part. If all are right, mend the tie.

Source
    ISAE 3410, paragraphs 42-43 (analytical procedures); ISSA 5000, analytical procedures; GRI 1: Foundation 2021,
    Verifiability.
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about, involved
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import Tied, tied
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each tie with an allowance and each period."""
    for metric in dossier.project.metrics.values():
        for one in tied(dossier.project, dossier.figures, metric):
            if not one.tie.within:
                continue
            if one.holds:
                yield None
                continue
            yield CHECK.finding(
                f"{metric.id} for {one.figure.period} is {text(one.figure.value or Decimal(0))}; {one.tie.formula} "
                f"lets expect about {_short(one.expected)}, give or take {text(one.tie.within)}%{_off(one)}",
                "look for a wrong unit, a slip or a missing part in a workbook; if all are right, mend the tie",
                **about(dossier, one.figure),
                involved=involved(one.inputs.values()),
                subject=one.tie.formula,
            )


def _off(one: Tied) -> str:
    return f" (it is off by {_short(one.gap / one.expected * 100)}%)" if one.expected else ""


def _short(value: Decimal) -> str:
    return f"{float(value):,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


CHECK = Check(
    "AR003",
    "value-far-from-expectation",
    {"zh-hant": "數值偏離其他數據所示的預期", "en": "A value is far from what other figures let expect"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
