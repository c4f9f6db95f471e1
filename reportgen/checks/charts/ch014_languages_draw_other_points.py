"""A chart has other points in one language than in the other.

Examines
    Each chart that two languages print: the metrics and periods of its points in their order, which of them are goals,
    the form, and the numbers beside the points.

Why it matters
    A picture that was made for one edition and copied into the other by hand is where the two drift apart first; no
    translator looks into it.

Does not examine
    Charts that one language alone prints (IL001, LL001).

Bad
    printed
        en chart ghg.scope1 2022 127,137.9

Good
    templates/en/1.1-climate.md
        {{ chart("scopes", title="Emissions") }}
    templates/zh-hant/1.1-climate.md
        {{ chart("scopes", title="排放") }}

Fix
    Draw both from the same chart of data/charts.toml.

Source
    HKEX Listing Rules, Rule 2.07C: documents are issued in both languages; GRI 1: Foundation 2021, Accuracy.
"""

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.walk import charts_of
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Severity
from reportgen.model.manuscript import Chart, ChartPoint, Manuscript
from reportgen.model.place import Place


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each chart and further language."""
    if not dossier.manuscripts:
        return
    first, *others = dossier.manuscripts
    drawn = _charts(first)
    for other in others:
        for chapter, chart in charts_of(other):
            twin = drawn.get((chapter.section.id, chart.id))
            if twin is None:
                continue
            wrong = _wrong(twin, chart)
            yield (
                None
                if not wrong
                else CHECK.finding(
                    f"the chart {chart.id!r} in {other.language}, against {first.language}, {wrong}",
                    "draw both from the same chart of data/charts.toml",
                    language=other.language,
                    section=chapter.section.id,
                    place=Place(chapter.path, chart.line),
                    subject=chart.id,
                )
            )


def _charts(manuscript: Manuscript) -> dict[tuple[str, str], Chart]:
    return {(chapter.section.id, chart.id): chart for chapter, chart in charts_of(manuscript)}


def _wrong(one: Chart, two: Chart) -> str:
    if one.form != two.form:
        return f"has the form {two.form} instead of {one.form}"
    ours, theirs = ({(p.metric, p.period): p for p in chart.points} for chart in (one, two))
    if lost := [key for key in ours if key not in theirs]:
        return f"lacks the point {' for '.join(lost[0])}{f' and {len(lost) - 1} more' if lost[1:] else ''}"
    if more := [key for key in theirs if key not in ours]:
        return f"adds the point {' for '.join(more[0])}{f' and {len(more) - 1} more' if more[1:] else ''}"
    if list(ours) != list(theirs):
        return "draws its points in another order"
    return next((why for key, point in ours.items() if (why := _unlike(point, theirs[key]))), "")


def _unlike(one: ChartPoint, two: ChartPoint) -> str:
    if one.target is not two.target:
        return f"draws {two.metric} for {two.period} as a {'goal' if two.target else 'result'}"
    if one.value != two.value:
        return f"draws {two.metric} for {two.period} at {two.value} instead of {one.value}"
    if _digits(one) != _digits(two):
        return f"writes {two.figure.text} instead of {one.figure.text} beside {two.metric} for {two.period}"
    return ""


def _digits(point: ChartPoint) -> str:
    return "".join(c for c in point.figure.text if c.isdigit() or c == ".")


CHECK = Check(
    "CH014",
    "languages-draw-other-points",
    {"zh-hant": "兩種語言的圖表數據點不同", "en": "A chart has other points in one language than in the other"},
    Severity.ERROR,
    __doc__,
    examine,
)
