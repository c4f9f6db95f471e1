"""A chart does not tell its unit, or tells another one.

Examines
    The measure line and the title of every chart: whether they name the unit of its metrics as the catalogue labels it,
    per cent by its sign or word; and whether brackets in the measure line hold the unit of something else.

Why it matters
    A chart is copied into presentations without its page. Tonnes read as kilograms are wrong a thousand times over.

Does not examine
    Counts, ranks, years and ratios, which name what they count.

Bad
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（千克二氧化碳當量）", en = "Emissions (kg CO2e)" }

Good
    data/charts.toml
        [[chart]]
        id = "scopes"
        form = "columns"
        metrics = ["ghg.scope1", "ghg.scope2"]
        years = [-1, 0]
        measure = { zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }

Fix
    Name the unit in brackets at the end of `measure` in data/charts.toml, in each language.

Source
    HKEX ESG Reporting Guide, paragraph 14 (Quantitative); GRI 1: Foundation 2021, Clarity.
"""

import re
from collections.abc import Iterable

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.place import Place
from reportgen.model.unit import Style, Unit

_TOLD = (Style.PLAIN, Style.PERCENT, Style.MONEY)
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_PER_CENT = re.compile(r"%|％|百分|佔比|比例|比率|率|per cent|percentage|share|proportion|rate", re.IGNORECASE)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart whose unit is told by a word."""
    catalogue = dossier.project.units
    for manuscript in dossier.manuscripts:
        language = manuscript.language
        labels = {_plain(unit.label.get(language, "")): unit for unit in catalogue.values()}
        for chapter, chart in charts_of(manuscript):
            if chart.form == "panels":  # each panel's own name tells its unit
                continue
            ids = dict.fromkeys(point.metric for point in chart.points)
            units = {
                catalogue[dossier.project.metrics[id].unit].id: catalogue[dossier.project.metrics[id].unit]
                for id in ids
            }
            words = f"{chart.measure} {text_of(chart.title)}"
            stranger = _stranger(chart.measure, units.values(), labels)
            about = {
                "language": language,
                "section": chapter.section.id,
                "place": Place(chapter.path, chart.line),
                "subject": chart.id,
            }
            silent = [u for u in units.values() if u.style in _TOLD and not _names(words, u, language)]
            if stranger:
                own = ", ".join(unit.label.get(language, "") or unit.id for unit in units.values())
                yield CHECK.finding(
                    f"the chart {chart.id!r} says that it is in {stranger!r}, but its metrics are in {own}",
                    "correct the unit in `measure` of data/charts.toml",
                    **about,
                )
            elif silent:
                yield CHECK.finding(
                    f"the chart {chart.id!r} does not say that it is in {silent[0].label.get(language, '')!r}: "
                    f"“{chart.measure}”",
                    "name the unit in brackets at the end of `measure` in data/charts.toml",
                    severity=Severity.WARNING,
                    **about,
                )
            elif units:
                yield None


def _names(words: str, unit: Unit, language: str) -> bool:
    if unit.style is Style.PERCENT:
        return _PER_CENT.search(words) is not None
    return _plain(unit.label.get(language, "")) in _plain(words)


def _stranger(measure: str, units: Iterable[Unit], labels: dict[str, Unit]) -> str:
    """The unit that brackets of the measure line name although no metric has it."""
    own = {unit.id for unit in units}
    told = [match[1] for match in _BRACKETS.finditer(measure)]
    named = [(words, labels[_plain(words)]) for words in told if _plain(words) and _plain(words) in labels]
    return next((words for words, unit in named if unit.id not in own), "")


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words).replace("₂", "2").replace("％", "%").lower()


CHECK = Check(
    "CH003",
    "unit-not-told",
    {"zh-hant": "圖表沒有標明單位，或單位錯誤", "en": "A chart does not tell its unit, or tells another one"},
    Severity.ERROR,
    __doc__,
    examine,
)
