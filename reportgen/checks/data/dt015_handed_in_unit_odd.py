"""Value was handed in in another unit than its fellows.

Examines
    Metrics of which some values were converted when they came in: whether one entity, month or year used another unit
    than the others, and whether the value in that unit is of another size.

Why it matters
    The conversion is right if the unit was. Where one site alone wrote kWh among MWh, the number was often in MWh, too.

Does not examine
    Values that came in the metric's own unit without saying so.

Options
    ``factor``: from which multiple of the fellows' middle on the value is asked about; otherwise it is information.

Bad
    data/metrics/environment.toml, added
        [[metric]]
        id = "power.use"
        label = { zh-hant = "用電", en = "Electricity" }
        unit = "mwh"
        decimals = 1
        owner = "environment"
        comparatives = 1
    ledger
        power.use 2022 5.1 handed:5100_kWh
        power.use 2021 4900

Good
    data/metrics/environment.toml, added
        [[metric]]
        id = "power.use"
        label = { zh-hant = "用電", en = "Electricity" }
        unit = "mwh"
        decimals = 1
        owner = "environment"
        comparatives = 1
    ledger
        power.use 2022 5100 handed:5100000_kWh
        power.use 2021 4900 handed:4900000_kWh

Fix
    Ask in which unit the number is, and hand it in with that.

Source
    GRI 1: Foundation 2021, Accuracy; ISAE 3410, paragraph 47 (agreeing to underlying records); GHG Protocol Corporate
    Standard, chapter 7.
"""

import re
from decimal import Decimal
from statistics import median

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Entry
from reportgen.model.finding import Confidence, Severity

_NUMBER = re.compile(r"^[\s\d.,+-]+")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each converted value with fellows."""
    factor = Decimal(str(options["factor"]))
    by_metric: dict[str, list[Entry]] = {}
    converted = {entry.datapoint.metric for entry in dossier.entries if entry.datapoint.particulars.handed_as}
    for entry in dossier.entries:
        if entry.datapoint.metric in converted and entry.datapoint.value:
            by_metric.setdefault(entry.datapoint.metric, []).append(entry)
    for metric, entries in by_metric.items():
        by_unit: dict[str, list[Entry]] = {}
        for entry in entries:
            by_unit.setdefault(_unit(entry), []).append(entry)
        usual = max(by_unit, key=lambda unit: (len(by_unit[unit]), not unit))
        if len(entries) < 2:
            continue
        middle = median(abs(entry.datapoint.value or Decimal(0)) for entry in by_unit[usual])
        for unit, own in by_unit.items():
            for entry in own:
                if unit == usual:
                    yield None
                    continue
                point = entry.datapoint
                ratio = abs(point.value or Decimal(0)) / middle
                far = not 1 / factor < ratio < factor
                yield CHECK.finding(
                    f"{metric} for {point.period} of {point.entity} came in as "
                    f"{point.particulars.handed_as or point.value}, {_named(usual)} for the others"
                    + (f": it is {float(ratio):.2g} times their middle, {text(middle)}" if far else ""),
                    "ask in which unit the number is, and hand it in with that",
                    **({} if far else {"severity": Severity.INFO, "confidence": Confidence.LOW}),
                    metric=metric,
                    period=point.period.id,
                    cell=point.source,
                    subject=point.entity,
                )


def _unit(entry: Entry) -> str:
    return _NUMBER.sub("", entry.datapoint.particulars.handed_as).strip().casefold()


def _named(unit: str) -> str:
    return f"in {unit!r}" if unit else "in the metric's own unit"


CHECK = Check(
    "DT015",
    "handed-in-unit-odd",
    {"zh-hant": "個別數值的提交單位與其他不同", "en": "A value was handed in in another unit than its fellows"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"factor": Decimal(5)},
)
