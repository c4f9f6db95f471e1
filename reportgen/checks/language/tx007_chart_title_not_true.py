"""A chart's title says what its points don't show.

Examines
    Direction words in the title of each chart (rose, fell, 上升, 減少) against the movement of the series that the
    title names, or of all of them; words for all (every, both, 各, 均); the greater part (most, 多數, 為主) and the
    largest (largest, 最大) against the last points.

Why it matters
    The title is the finding that a reader takes away. The points follow the data, the title doesn't.

Does not examine
    Goals among the points, and titles that only name what is drawn.

Bad
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions fell in both scopes") }}
    templates/zh-hant/1.1-climate.md
        {{ chart("scopes", title="兩個範圍的排放均減少") }}

Good
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions rose in both scopes") }}
    templates/zh-hant/1.1-climate.md
        {{ chart("scopes", title="兩個範圍的排放均上升") }}

Fix
    Write the finding that the points show.

Source
    HKEX ESG Reporting Guide, Balance; GRI 1: Foundation 2021, Balance ("formats that may influence").
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Lexicon, Sentence, clauses, lexicon, sentences
from reportgen.checks.prose.charts import Drawn, Series, charts
from reportgen.checks.prose.subjects import share, terms
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Severity

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_HALF = Decimal("0.5")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart."""
    for manuscript in dossier.manuscripts:
        for drawn in charts(manuscript):
            wrong = next((w for clause in _clauses(drawn) for w in _wrong(clause, drawn)), None)
            if wrong is None:
                yield None
                continue
            yield CHECK.finding(
                f"the title “{drawn.title.text}” of chart {drawn.chart.id}: {wrong}",
                "write the finding that the points show",
                language=manuscript.language,
                section=drawn.title.section,
                metric=drawn.series[0].metric if drawn.series else None,
                place=drawn.title.at,
                subject=drawn.chart.id,
            )


def _clauses(drawn: Drawn) -> Iterator[Sentence]:
    for sentence in sentences(drawn.title):
        yield from clauses(sentence)


def _wrong(clause: Sentence, drawn: Drawn) -> Iterator[str]:
    words = lexicon(clause.passage.language)
    if words is None:
        return
    told = words.directions
    rises, falls = (words.pattern(own).search(clause.text) for own in (told.rise, told.fall))
    denied = words.pattern((*told.denied, *words.polarity.denial)).search(clause.text)
    series = _meant(clause.text, clause.passage.language, drawn.series)
    moving = [(one, one.movement) for one in series if one.movement is not None]
    if (rises is None) != (falls is None) and moving and not denied:
        sign = 1 if rises else -1
        word = (rises or falls or [""])[0]
        against = [one for one, movement in moving if movement is not None and movement * sign <= 0]
        if len(against) == len(moving) or (against and words.pattern(words.charts.all).search(clause.text)):
            yield f"{', '.join(_moved(one) for one in against)}, which is no “{word}”"
    yield from _parts(clause.text, words, drawn.series, series)


def _parts(text: str, words: Lexicon, whole: Sequence[Series], series: Sequence[Series]) -> Iterator[str]:
    values = {one.metric: one.latest for one in whole if one.latest is not None and one.latest >= 0}
    if len(values) < 2 or len(series) >= len(whole):
        return
    own = [values[one.metric] for one in series if one.metric in values]
    named = " and ".join(one.label for one in series)
    if own and words.pattern(words.charts.most).search(text) and sum(own) * 2 < sum(values.values()):
        yield f"{named} is {sum(own) / sum(values.values()) * 100:.1f}% of the last points"
    if own and words.pattern(words.charts.largest).search(text) and max(own) < max(values.values()):
        yield f"{named} isn't the largest of the last points"


def _moved(series: Series) -> str:
    numbers = [point for point in series.points if point.value is not None]
    return f"{series.label} moved from {numbers[0].figure.text} to {numbers[-1].figure.text}"


def _meant(text: str, language: str, series: Sequence[Series]) -> tuple[Series, ...]:
    """The series that a clause names; all if it names none. The longest name at a place counts.

    A series is also named by what its name shares with few others: renewables, for Renewable (own).
    """
    rest = text.casefold()
    found = []
    for one in sorted(series, key=lambda one: -len(one.label)):
        name = _BRACKETS.sub("", one.label).casefold().strip()
        label = re.escape(name)
        pattern = rf"(?<![\w-]){label}" if name.isascii() else label
        if name and re.search(pattern, rest):
            found.append(one)
            rest = re.sub(pattern, " ", rest)
    return tuple(found) or _hinted(text, language, series) or tuple(series)


def _hinted(text: str, language: str, series: Sequence[Series]) -> tuple[Series, ...]:
    told = terms(text, language)
    fits = [(share(terms(_BRACKETS.sub("", one.label), language), told), one) for one in series]
    found = tuple(one for part, one in fits if part >= _HALF)
    return found if len(found) < len(series) else ()


CHECK = Check(
    "TX007",
    "chart-title-not-true",
    {"zh-hant": "圖題與數據不符", "en": "A chart's title says what its points don't show"},
    Severity.ERROR,
    __doc__,
    examine,
    confidence=Confidence.MEDIUM,
)
