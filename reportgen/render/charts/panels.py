"""Small charts side by side: measures of different units over the same years, each on a scale of its own from zero."""

from dataclasses import dataclass

from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.render.charts.lettering import LABEL, LEADING, VALUE, widest, wrapped
from reportgen.render.charts.palette import Palette
from reportgen.render.charts.reading import Series, is_past, latest, series_of
from reportgen.render.charts.sheet import ZERO, Scale, Sheet, Spec

GAP = 18.0
"""Between panels in a row, in pt."""
LEAST = 72.0
"""Width of a panel at least, in pt, unless the sheet is narrower."""
RISE = 62.0
"""Height of the scale, in pt."""
ABOVE = 18.0
"""Above the highest value, for its words, in pt."""
FOOT = 16.0
"""Below the scale, for the years, in pt."""
ROW_GAP = 12.0
"""Between rows of panels, in pt."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A measure: its name in lines, its points, and where it stands, in pt: left edge, top, and top of its scale."""

    head: tuple[str, ...]
    points: tuple[ChartPoint, ...]
    left: float
    top: float
    high: float
    wide: float

    @property
    def scale(self) -> Scale:
        """From zero to the panel's own largest value."""
        known = [point.value for point in self.points if point.value is not None]
        return Scale.over(known, self.high + RISE, self.high)


def panels_spec(chart: Chart, palette: Palette, room: float) -> Spec:
    """A panel of standing columns a metric; ``room`` is the sheet's width in pt."""
    series = series_of(chart.points)
    across = _across(series, room)
    wide = (room - (across - 1) * GAP) / across
    sheet = Sheet(palette, room, Scale.over([], 0.0, room), upright=True)
    now, top = latest(chart.points), 0.0
    for first in range(0, len(series), across):
        row = series[first : first + across]
        heads = [tuple(wrapped(one.name, LABEL, wide)) for one in row]
        high = top + max(map(len, heads)) * LEADING + ABOVE
        for number, (one, head) in enumerate(zip(row, heads, strict=True)):
            _draw(sheet, Panel(head, one.points, number * (wide + GAP), top, high, wide), now)
        top = high + RISE + FOOT + ROW_GAP
    return sheet.spec(top - ROW_GAP)


def _across(series: list[Series], room: float) -> int:
    """How many panels stand in a row: rows as equal as can be, and words of neighbouring columns don't touch."""
    points = [point for one in series for point in one.points]
    words = max(widest((p.figure.text for p in points), VALUE), widest((p.category for p in points), LABEL))
    least = max(LEAST, max(len(one.points) for one in series) * (words + 4))
    most = max(1, min(len(series), int((room + GAP) // (least + GAP))))
    return -(-len(series) // -(-len(series) // most))


def _draw(sheet: Sheet, panel: Panel, now: int) -> None:
    palette, scale, slot = sheet.palette, panel.scale, panel.wide / len(panel.points)
    for number, line in enumerate(panel.head):
        sheet.text(panel.left, panel.top + (number + 0.5) * LEADING, line, LABEL, palette.ink, strong=True)
    thick = min(slot * 0.62, 40.0)
    for number, point in enumerate(panel.points):
        centre, present = panel.left + (number + 0.5) * slot, not is_past(point, now) and not point.target
        value = point.value or ZERO
        if value:
            shade = palette.column(past=is_past(point, now))
            sheet.bar(ZERO, value, centre - thick / 2, thick, shade, dashed=point.target, scale=scale)
        colour = palette.ink if present else palette.soft
        above = scale.at(max(value, ZERO)) - 7
        sheet.text(centre, above, point.figure.text, VALUE, colour, to="center", strong=present)
        sheet.text(centre, panel.high + RISE + 9, point.category, LABEL, colour, to="center", strong=present)
    zero = scale.at(ZERO)
    sheet.line([(panel.left, zero), (panel.left + panel.wide, zero)], palette.soft, 0.5)
