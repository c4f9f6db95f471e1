"""A figure changed its sign.

Examines
    Every printed metric whose figure was below zero last year and is above it now, or the other way round: whether a
    note or the text names what drove it, in every language.

Why it matters
    A removal that became an emission, or a gain that became a loss, is news. More often a minus was typed, or lost.

Does not examine
    Changes from or to zero (YY003).

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "forest.balance"
        label = { zh-hant = "林地碳平衡", en = "Carbon balance of forests" }
        unit = "tco2e"
        owner = "environment"
        comparatives = 1
    figures
        forest.balance 2022 310.5
        forest.balance 2021 -325.0
    templates/en/1-environment.md
        The balance was {{ kpi("forest.balance") }}.
    templates/zh-hant/1-environment.md
        平衡為{{ kpi("forest.balance") }}。

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "forest.balance"
        label = { zh-hant = "林地碳平衡", en = "Carbon balance of forests" }
        unit = "tco2e"
        owner = "environment"
        comparatives = 1
    figures
        forest.balance 2022 -310.5
        forest.balance 2021 -325.0
    templates/en/1-environment.md
        The balance was {{ kpi("forest.balance") }}.
    templates/zh-hant/1-environment.md
        平衡為{{ kpi("forest.balance") }}。

Fix
    Correct the value in its workbook; if it is right, say in a note why the sign turned.

Source
    GRI 1: Foundation 2021, Accuracy and Comparability; ISAE 3410, paragraphs 42 and 43 (analytical procedures).
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import compared, involved, shown
from reportgen.checks.variance.told import told
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each printed metric with two numbers."""
    telling = told(dossier)
    for metric, now, before in compared(dossier):
        if now.value is None or before.value is None or now.key not in telling.printed:
            continue
        if now.value * before.value >= 0 or all(telling.explained(now, before, code) for code in telling.languages):
            yield None
            continue
        yield CHECK.finding(
            f"{metric.id} was {shown(before)} in {before.period} and is {shown(now)} in {now.period}: its sign "
            "turned, and "
            "nothing says why",
            "correct the value in its workbook; if it is right, say in a note or in the text what turned it",
            metric=metric.id,
            period=now.period.id,
            place=metric.at,
            cell=now.sources[0] if len(now.sources) == 1 else None,
            involved=(involved(now), involved(before)),
            subject="sign",
        )


CHECK = Check(
    "YY002",
    "sign-turned",
    {"zh-hant": "數字正負號反轉", "en": "A figure changed its sign"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    needs_whole=True,
)
