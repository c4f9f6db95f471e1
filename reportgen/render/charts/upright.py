"""Standing columns and lines from zero: a measure over three years or more, read from left to right."""

from itertools import pairwise

from reportgen.model.manuscript import Chart
from reportgen.render.charts.lettering import LABEL, LEADING, VALUE, widest, width
from reportgen.render.charts.palette import Palette
from reportgen.render.charts.reading import Series, categories_of, figures, is_past, latest, series_of
from reportgen.render.charts.sheet import ZERO, Scale, Sheet, Spec

TOP = 14.0
"""Above the highest value, for its words, in pt."""
RISE = 106.0
"""Height of the scale, in pt."""
BOTTOM = TOP + RISE
"""Where the scale of columns begins, in pt."""
FOOT = 15.0
"""Below it, for the categories, in pt."""
WIDEST = 124.0
"""From column to column at most, in pt."""
GAP = 6.0
"""Between neighbouring words, in pt."""
DASHES: tuple[list[float], ...] = ([], [5, 2], [1.5, 1.5], [7, 2, 1.5, 2])
"""Of the first line, the second, and so on: pt drawn and left out."""


def fits_upright(chart: Chart, room: float) -> bool:
    """Whether one metric has three points or more whose words stand side by side in ``room`` pt."""
    many = len(series_of(chart.points)) == 1 and len(chart.points) >= 3
    return many and _slot(chart, room) > GAP + _words(chart)


def fits_line(chart: Chart, room: float) -> bool:
    """Whether two categories or more stand side by side in ``room`` pt, beside the names of the lines."""
    return len(categories_of(chart.points)) >= 2 and _slot(chart, room - _names(chart)) > GAP + _words(chart)


def columns_spec(chart: Chart, palette: Palette, room: float) -> Spec:
    """Standing columns of one metric; ``room`` is the sheet's width in pt."""
    slot, now = _slot(chart, room), latest(chart.points)
    sheet = Sheet(palette, room, Scale.over(figures(chart), BOTTOM, TOP), upright=True)
    thick = min(slot * 0.55, 58.0)
    for number, point in enumerate(chart.points):
        centre, present = (number + 0.5) * slot, not is_past(point, now) and not point.target
        colour = palette.ink if present else palette.soft
        if point.value is not None:
            shade = palette.column(past=is_past(point, now))
            sheet.bar(ZERO, point.value, centre - thick / 2, thick, shade, dashed=point.target)
        above = sheet.scale.at(max(point.value or ZERO, ZERO)) - 7
        sheet.text(centre, above, point.figure.text, VALUE, colour, to="center", strong=present)
        sheet.text(centre, BOTTOM + 9, point.category, LABEL, colour, to="center", strong=present)
    zero = sheet.scale.at(ZERO)
    sheet.line([(0, zero), (slot * len(chart.points), zero)], palette.soft, 0.5)
    return sheet.spec(BOTTOM + FOOT)


def line_spec(chart: Chart, palette: Palette, room: float) -> Spec:
    """Lines over the years, one a metric, named at their ends; ``room`` is the sheet's width in pt."""
    categories, series = categories_of(chart.points), series_of(chart.points)
    slot = _slot(chart, room - _names(chart))
    places = {category: (number + 0.5) * slot for number, category in enumerate(categories)}
    top = TOP + (len(series) - 1) * LEADING
    bottom = top + RISE
    sheet = Sheet(palette, room, Scale.over(figures(chart), bottom, top), upright=True)
    for number, one in enumerate(series):
        own = {category: next((p for p in points if p in one.points), None) for category, points in categories.items()}
        sheet.curve(
            [(places[c], point.value if point else None) for c, point in own.items()], *_stroke(palette, number)
        )
    for category, points in categories.items():
        heights = _beside([sheet.scale.at(p.value or ZERO) for p in points], bottom)
        for point, height in zip(points, heights, strict=True):
            sheet.text(places[category], height, point.figure.text, VALUE, palette.ink, to="center", strong=True)
        sheet.text(places[category], bottom + 9, category, LABEL, palette.soft, to="center", strong=False)
    if len(series) > 1:
        _name_lines(sheet, series, slot * len(categories))
    zero = sheet.scale.at(ZERO)
    sheet.line([(0, zero), (slot * len(categories), zero)], palette.soft, 0.5)
    return sheet.spec(bottom + FOOT)


def _stroke(palette: Palette, number: int) -> tuple[str, list[float]]:
    """Colour and dashes of a line; the dashes tell lines apart in grey print."""
    colours = (palette.accent, palette.ink, palette.soft)
    return colours[number % len(colours)], DASHES[number % len(DASHES)]


def _beside(heights: list[float], bottom: float) -> list[float]:
    """Where the words of points above each other stand: above, those of the lowest below if it has room there."""
    lowest = max(heights)
    below = len(heights) > 1 and heights.count(lowest) == 1 and lowest + 13 < bottom
    above = _apart([height - 8 for height in heights if not (below and height == lowest)])
    return [lowest + 8.5 if below and height == lowest else above.pop(0) for height in heights]


def _name_lines(sheet: Sheet, series: list[Series], left: float) -> None:
    heights = [sheet.scale.at(one.points[-1].value or ZERO) for one in series]
    for one, height in zip(series, _apart(heights), strict=True):
        sheet.text(left, height, one.name, LABEL, sheet.palette.ink, strong=False)


def _apart(heights: list[float], least: float = LEADING) -> list[float]:
    """Heights moved up so that words don't touch: the lowest stays."""
    order = sorted(range(len(heights)), key=lambda at: -heights[at])
    moved = list(heights)
    for lower, upper in pairwise(order):
        moved[upper] = min(moved[upper], moved[lower] - least)
    return moved


def _slot(chart: Chart, room: float) -> float:
    return min(room / len(categories_of(chart.points)), WIDEST)


def _words(chart: Chart) -> float:
    values = widest((point.figure.text for point in chart.points), VALUE)
    return max(values, widest((point.category for point in chart.points), LABEL))


def _names(chart: Chart) -> float:
    series = series_of(chart.points)
    return max(width(one.name, LABEL) for one in series) + GAP if len(series) > 1 else 0.0
