"""A total fell although more was done, and the text doesn't say so.

Examines
    Figures that are a sum of activities times factors (electricity times the grid's factor), or put together from
    entities: their change is split into activity, factor, boundary, method and rest. Where the activity moved against
    the total by more than the option, the text or a note must tell the activity, in every language.

Why it matters
    A grid factor that fell by a tenth, or a site that was sold, hides that more electricity was used. The reader takes
    for saving what was done by others.

Does not examine
    Figures handed in whole, of which neither factor nor entities are known.

Options
    percent: how much the activity alone would have moved the total, in per cent of last year's total.

Bad
    data/units.toml
        [[unit]]
        id = "tco2e_per_mwh"
        style = "plain"
        label = { zh-hant = "噸二氧化碳當量/兆瓦時", en = "tonnes CO2e / MWh" }
        base = "tco2e_per_mwh"
    data/metrics/environment.toml, added
        [[metric]]
        id = "power.bought"
        label = { zh-hant = "外購電力", en = "Purchased electricity" }
        unit = "mwh"
        owner = "environment"
        comparatives = 1

        [[metric]]
        id = "power.factor"
        label = { zh-hant = "電網因子", en = "Grid factor" }
        unit = "tco2e_per_mwh"
        owner = "environment"
        comparatives = 1

        [[metric]]
        id = "power.emissions"
        label = { zh-hant = "用電排放", en = "Emissions from electricity" }
        unit = "tco2e"
        owner = "environment"
        comparatives = 1
        formula = "{power.bought} * {power.factor}"
    figures
        power.bought 2022 1200
        power.bought 2021 1000
        power.factor 2022 0.5
        power.factor 2021 0.7
    templates/en/1-environment.md
        Emissions from electricity {{ delta("power.emissions") }}.
    templates/zh-hant/1-environment.md
        用電排放{{ delta("power.emissions") }}。

Good
    data/units.toml
        [[unit]]
        id = "tco2e_per_mwh"
        style = "plain"
        label = { zh-hant = "噸二氧化碳當量/兆瓦時", en = "tonnes CO2e / MWh" }
        base = "tco2e_per_mwh"
    data/metrics/environment.toml, added
        [[metric]]
        id = "power.bought"
        label = { zh-hant = "外購電力", en = "Purchased electricity" }
        unit = "mwh"
        owner = "environment"
        comparatives = 1

        [[metric]]
        id = "power.factor"
        label = { zh-hant = "電網因子", en = "Grid factor" }
        unit = "tco2e_per_mwh"
        owner = "environment"
        comparatives = 1

        [[metric]]
        id = "power.emissions"
        label = { zh-hant = "用電排放", en = "Emissions from electricity" }
        unit = "tco2e"
        owner = "environment"
        comparatives = 1
        formula = "{power.bought} * {power.factor}"
    figures
        power.bought 2022 1200
        power.bought 2021 1000
        power.factor 2022 0.5
        power.factor 2021 0.7
    templates/en/1-environment.md
        Emissions from electricity {{ delta("power.emissions") }}, although electricity {{ delta("power.bought") }}.
    templates/zh-hant/1-environment.md
        用電排放{{ delta("power.emissions") }}，惟用電{{ delta("power.bought") }}。

Fix
    Tell how the activity moved, and that the factor or the boundary outweighed it.

Source
    GHG Protocol Corporate Standard, chapter 5 (tracking emissions over time); GRI 305-5 (reductions from less
    output or from outsourcing are none); HKEX ESG Reporting Guide, Balance. The split is Bennet's of 1920, at the
    midpoint.
"""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.variance.moves import Move, amount, moves
from reportgen.checks.variance.told import Told, told
from reportgen.model.change_split import ChangeSplit, split_figure
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity

_PARTS = ("activity", "factor", "boundary", "method", "residual")


def examine(dossier: Dossier, options: Options) -> Examined:
    """Yield one item for each printed metric whose change can be split."""
    telling = told(dossier)
    least = Decimal(str(options["percent"]))
    for move in moves(dossier):
        if move.now.key not in telling.printed or move.before.value is None:
            continue
        found = split_figure(dossier.project, dossier.figures, move.metric, move.now.period, move.before.period)
        if found is None:
            continue
        split, activities = found
        share = split.activity / abs(move.before.value) * 100
        hidden = (share >= least and move.size <= 0) or (share <= -least and move.size >= 0)
        silent = [code for code in telling.languages if not _told(telling, activities, move, code)] if hidden else []
        if not silent:
            yield None
            continue
        more = "more" if share > 0 else "less"
        yield CHECK.finding(
            f"{move.metric.id} {move.shown}, but the activity alone ({', '.join(activities)}) would have moved it by "
            f"{share:+.1f} %: {_parts(split, move.now.decimals)}; nothing in {', '.join(silent)} says that {more} "
            "was done",
            f"tell how {activities[0]} moved, and that factor or boundary outweighed it",
            metric=move.metric.id,
            period=move.now.period.id,
            place=move.metric.at,
            involved=move.involved,
            subject=f"hidden {more}",
        )


def _told(telling: Told, activities: Sequence[str], move: Move, language: str) -> bool:
    """Whether a sentence or a note of a language prints the activity of this year, or its change."""
    wanted = {(id, move.now.period.id) for id in activities}
    if move.metric.id in activities:  # put together from entities: a boundary must be named as the cause
        return telling.explained(move.now, move.before, language)
    noted = {
        (binding.metric, binding.period)
        for note in telling.notes_about(move.now, move.before)
        for binding in telling.bound_in(note, language)
    }
    said = {
        (binding.metric, binding.period)
        for id in activities
        for piece in telling.pieces_in(id, language)
        for binding in piece.bound
    }
    return bool(wanted & (noted | said))


def _parts(split: ChangeSplit, decimals: int | None) -> str:
    """The parts in words, those of nothing left out."""
    told = [(name, getattr(split, name)) for name in _PARTS]
    return ", ".join(f"{name} {'+' if value > 0 else ''}{amount(value, decimals)}" for name, value in told if value)


CHECK = Check(
    "YY006",
    "fall-hides-a-rise",
    {"zh-hant": "總量的變動掩蓋了活動量的反向變動", "en": "A total fell although more was done, and nothing says so"},
    Severity.WARNING,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
    options={"percent": Decimal(5)},
    needs_whole=True,
)
