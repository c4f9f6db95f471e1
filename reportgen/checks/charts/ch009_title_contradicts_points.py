"""The title of a chart says the opposite of its points.

Examines
    Titles that tell of a rise or of a fall, one of the two and without a denial: the change from the last category but one
    to the last, of the series that the title names, or else of all series. It is reported when every one of them
    moved the other way.

Why it matters
    The title is the only sentence that many readers take from a chart, and it is often left from last year.

Does not examine
    Titles that tell of both directions, and charts of paths and of one year.

Bad
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Scope 1 fell") }}

Good
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Scope 1 rose") }}
    templates/zh-hant/1.1-climate.md
        {{ chart("scopes", title="範圍一上升") }}

Fix
    Write what the points show now.

Source
    GRI 1: Foundation 2021, Accuracy and Balance; HKEX ESG Reporting Guide, Balance.
"""

from decimal import Decimal

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import lexicon
from reportgen.checks.walk import charts_of, text_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Involved, Severity
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.place import Place

_FORMS = ("bars", "columns", "line", "stacked")


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart whose title tells one direction."""
    for manuscript in dossier.manuscripts:
        for chapter, chart in charts_of(manuscript):
            rises = _says(text_of(chart.title), manuscript.language)
            moved = _moved(chart, text_of(chart.title))
            if rises is None or not moved:
                continue
            if any((after > before) is rises or after == before for _, before, _, after in moved):
                yield None
                continue
            first, _, last, _ = moved[0]
            yield CHECK.finding(
                f"the title of the chart {chart.id!r} says “{text_of(chart.title)}”, but {first.series} "
                f"{'fell' if rises else 'rose'} from {first.figure.text} to {last.figure.text}",
                "write what the points show now",
                language=manuscript.language,
                metric=last.metric,
                period=last.period,
                section=chapter.section.id,
                place=Place(chapter.path, chart.line),
                involved=tuple(Involved(p.metric, p.period, p.figure.text) for p in (first, last)),
                subject=chart.id,
            )


def _says(title: str, language: str) -> bool | None:
    """Whether a title tells of a rise; ``None`` if it tells of none, of both, or denies it."""
    words = lexicon(language)
    if words is None or words.pattern(words.directions.denied).search(title):
        return None
    rise = bool(words.pattern(words.directions.rise).search(title))
    fall = bool(words.pattern(words.directions.fall).search(title))
    return None if rise == fall else rise


def _moved(chart: Chart, title: str) -> list[tuple[ChartPoint, Decimal, ChartPoint, Decimal]]:
    """The last two points of each series that the title may speak of, with their values."""
    if chart.form not in _FORMS:
        return []
    series: dict[str, list[ChartPoint]] = {}
    for point in chart.points:
        series.setdefault(point.metric, []).append(point)
    ends = [own[-2:] for own in series.values() if len(own) > 1]
    found = [(a, a.value, b, b.value) for a, b in ends if a.value is not None and b.value is not None]
    named = [row for row in found if row[0].series.lower() in title.lower()]
    return named or found


CHECK = Check(
    "CH009",
    "title-contradicts-points",
    {"zh-hant": "圖表標題與數據相反", "en": "The title of a chart says the opposite of its points"},
    Severity.ERROR,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
