"""Entity's rate is out of line with its peers.

Examines
    Every intensity whose two sides are put together from the same entities, and every average with a weight: the rate
    of each entity against the middle of all of them.

Why it matters
    A group total hides which site handed in litres for cubic metres. Per square metre or per head, that site stands
    out.

Does not examine
    Rates of fewer than ``entities`` entities.

Options
    ``factor``: from which multiple of the middle on, or part of it, an entity is asked about. ``entities``: how many
    there must be.

Bad
    report.toml, added
        [[entity]]
        id = "north"
        name = { zh-hant = "北", en = "North" }
        kind = "site"

        [[entity]]
        id = "south"
        name = { zh-hant = "南", en = "South" }
        kind = "site"

        [[entity]]
        id = "west"
        name = { zh-hant = "西", en = "West" }
        kind = "site"

        [[entity]]
        id = "east"
        name = { zh-hant = "東", en = "East" }
        kind = "site"
    data/metrics/environment.toml, added
        [[metric]]
        id = "gas.use"
        label = { zh-hant = "用氣", en = "Gas" }
        unit = "m3"
        owner = "environment"
        level = "site"

        [[metric]]
        id = "site.area"
        label = { zh-hant = "面積", en = "Area" }
        unit = "m2"
        owner = "environment"
        level = "site"

        [[metric]]
        id = "gas.rate"
        label = { zh-hant = "用氣密度", en = "Gas by area" }
        unit = "count"
        decimals = 2
        owner = "environment"
        formula = "{gas.use} / {site.area}"
    ledger
        gas.use 2022 52000 entity:north
        gas.use 2022 4710 entity:south
        gas.use 2022 6120 entity:west
        gas.use 2022 3980 entity:east
        site.area 2022 1000 entity:north
        site.area 2022 900 entity:south
        site.area 2022 1200 entity:west
        site.area 2022 800 entity:east

Good
    report.toml, added
        [[entity]]
        id = "north"
        name = { zh-hant = "北", en = "North" }
        kind = "site"

        [[entity]]
        id = "south"
        name = { zh-hant = "南", en = "South" }
        kind = "site"

        [[entity]]
        id = "west"
        name = { zh-hant = "西", en = "West" }
        kind = "site"

        [[entity]]
        id = "east"
        name = { zh-hant = "東", en = "East" }
        kind = "site"
    data/metrics/environment.toml, added
        [[metric]]
        id = "gas.use"
        label = { zh-hant = "用氣", en = "Gas" }
        unit = "m3"
        owner = "environment"
        level = "site"

        [[metric]]
        id = "site.area"
        label = { zh-hant = "面積", en = "Area" }
        unit = "m2"
        owner = "environment"
        level = "site"

        [[metric]]
        id = "gas.rate"
        label = { zh-hant = "用氣密度", en = "Gas by area" }
        unit = "count"
        decimals = 2
        owner = "environment"
        formula = "{gas.use} / {site.area}"
    ledger
        gas.use 2022 5200 entity:north
        gas.use 2022 4710 entity:south
        gas.use 2022 6120 entity:west
        gas.use 2022 3980 entity:east
        site.area 2022 1000 entity:north
        site.area 2022 900 entity:south
        site.area 2022 1200 entity:west
        site.area 2022 800 entity:east

Fix
    Look at the unit and the digits of what the entity handed in, of both sides of the rate.

Source
    ISAE 3410, paragraphs 42-43 (analytical procedures, comparison between facilities); GRI 1: Foundation 2021,
    Accuracy.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import median

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.numbers.about import about
from reportgen.checks.numbers.made_of import entities_of, own_figures
from reportgen.checks.numbers.rounding import text
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Part
from reportgen.model.finding import Confidence, Severity
from reportgen.model.metric import Rollup


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each entity and rate."""
    factor, fewest = Decimal(str(options["factor"])), int(str(options["entities"]))
    for figure in own_figures(dossier):
        for of, rates, told in _rates(dossier, figure):
            known = {entity: rate for entity, rate in rates.items() if rate > 0}
            if len(known) < fewest:
                continue
            middle = median(known.values())
            for entity, rate in known.items():
                ratio = rate / middle
                if 1 / factor < ratio < factor:
                    yield None
                    continue
                times = f"{ratio:,.1f} times" if ratio > 1 else f"1/{1 / ratio:,.1f} of"
                yield CHECK.finding(
                    f"{figure.metric} of {entity} for {figure.period} is {times} that of its peers ({told[entity]}; "
                    f"the middle of {len(known)} is {float(middle):,.4g})",
                    "look at the unit and the digits of what the entity handed in",
                    **about(dossier, figure) | {"cell": of[entity].source},
                    subject=entity,
                )


Rates = tuple[Mapping[str, Part], Mapping[str, Decimal], Mapping[str, str]]


def _rates(dossier: Dossier, figure: Figure) -> Iterator[Rates]:
    """For a computed rate or a weighted average: the rate of each entity, and how it comes about."""
    metric = dossier.project.metrics[figure.metric]
    if figure.formula is not None and len(figure.inputs) == 2 and figure.formula.count("/") == 1:
        above, below = (dossier.figures.by_key.get(key) for key in figure.inputs)
        if above is None or below is None or f"{{{below.metric}}}" not in figure.formula.partition("/")[2]:
            return
        top, bottom = entities_of(above), entities_of(below)
        both = [id for id in top if id in bottom and top[id].value is not None and bottom[id].value]
        values = {id: ((top[id].value or Decimal(0)), (bottom[id].value or Decimal(1))) for id in both}
        yield (
            top,
            {id: a / b for id, (a, b) in values.items()},
            {id: f"{above.metric} {text(a)}, {below.metric} {text(b)}" for id, (a, b) in values.items()},
        )
    elif figure.drilldown is not None and metric.over_entities is Rollup.AVERAGE:
        parts = entities_of(figure)
        known = {id: part.value for id, part in parts.items() if part.value is not None}
        yield parts, known, {id: text(value) for id, value in known.items()}


CHECK = Check(
    "DT009",
    "entity-out-of-line",
    {"zh-hant": "個別實體的比率與同類不相稱", "en": "An entity's rate is out of line with its peers"},
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
    options={"factor": Decimal(8), "entities": 4},
)
