"""Bars in parts, a year each: parts at their size, or parts of one hundred per cent.

A part with room carries its name and figure; the others hang below the bar on leaders, like rungs of a ladder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.locale import Printer
from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.render.charts.lettering import LABEL, LEADING, VALUE, widest, width, wrapped
from reportgen.render.charts.palette import Palette
from reportgen.render.charts.reading import categories_of, is_past, latest, shares
from reportgen.render.charts.sheet import ZERO, Scale, Sheet, Spec

THICKNESS = 28.0
"""Of a bar, in pt: a name over a figure."""
RUNG = 10.5
"""From one hanging label to the next, in pt."""
BAR_GAP = 12.0
"""Between bars, in pt."""
INSET = 4.0
"""Between a part's edge and its words, in pt."""
APART = 5.0
"""Between neighbouring leaders, in pt."""
SWATCH = 6.0
"""Side of a swatch of colour, in pt."""
SEEN = 3.0
"""Parts narrower than this, in pt, are kept apart by a finer line, which leaves something of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: from where to where on the scale, its name, its printed figure and its colour."""

    start: Decimal
    end: Decimal
    name: str
    text: str
    colour: str
    known: bool

    def inside(self, scale: Scale) -> bool:
        """Whether the part has room for its words."""
        words = max(width(self.name, LABEL), width(self.text, VALUE))
        return self.known and scale.at(self.end) - scale.at(self.start) >= words + 2 * INSET


def parts_spec(chart: Chart, printer: Printer, palette: Palette, room: float) -> Spec:
    """Bars in parts, lying, a year each; ``room`` is the sheet's width in pt.

    Raises:
        BrokenProjectError: A part is below zero.
    """
    _refuse_negative(chart)
    years = categories_of(chart.points)
    labelled = len(years) > 1
    left = widest(years, LABEL) + 2 * INSET if labelled else 0.0
    rows = {year: _parts(chart, points, printer, palette) for year, points in years.items()}
    ends = [part.end for row in rows.values() for part in row]
    sheet = Sheet(palette, room, Scale.over([Decimal(100)] if chart.form == "share" else ends, left, room))
    now, y = latest(chart.points), 1.0
    for year, row in rows.items():
        present = any(not is_past(point, now) for point in years[year])
        if labelled:
            colour = palette.ink if present else palette.soft
            sheet.text(0, y + THICKNESS / 2, year, LABEL, colour, strong=present)
        drawn = _draw(sheet, row, y) if row[-1].end else _tell(sheet, row, y, printer)
        y += drawn + BAR_GAP
    return sheet.spec(y - BAR_GAP + 1)


def _refuse_negative(chart: Chart) -> None:
    problems = [
        Problem(
            f"chart {chart.id!r}: {point.metric} is below zero in {point.period}, which no part of a whole can be",
            Place("data/charts.toml"),
            "give the chart the form bars",
        )
        for point in chart.points
        if point.value is not None and point.value < 0
    ]
    if problems:
        raise BrokenProjectError(problems)


def _parts(chart: Chart, points: Sequence[ChartPoint], printer: Printer, palette: Palette) -> list[Part]:
    """Parts of one bar. Where a part of one hundred per cent is unknown, no part has a length."""
    past = all(is_past(point, latest(chart.points)) for point in points)
    colours = palette.steps(len(points), past=past)
    sizes: list[Decimal] | None = [point.value or ZERO for point in points]
    texts = [point.figure.text for point in points]
    if chart.form == "share":
        sizes = shares(points)
        texts = [f"{t} · {printer.percent(s)}" for t, s in zip(texts, sizes, strict=True)] if sizes else texts
    made, start = [], ZERO
    for number, point in enumerate(points):
        end = start + (sizes[number] if sizes else ZERO)
        made.append(Part(start, end, point.series, texts[number], colours[number], point.value is not None))
        start = end
    return made


def _draw(sheet: Sheet, parts: Sequence[Part], y: float) -> float:
    """Draw a bar and the labels that hang from it; gives the height of both."""
    for part in parts:
        sheet.bar(part.start, part.end, y, THICKNESS, part.colour, dashed=False)
    _separate(sheet, parts, y)
    for part in parts:
        if part.inside(sheet.scale):
            x, colour = sheet.scale.at(part.start) + INSET, sheet.palette.on(part.colour)
            sheet.text(x, y + 9, part.name, LABEL, colour, strong=False)
            sheet.text(x, y + 19.5, part.text, VALUE, colour, strong=True)
    hanging = [part for part in parts if not part.inside(sheet.scale)]
    return THICKNESS + _hang(sheet, hanging, y + THICKNESS)


def _tell(sheet: Sheet, parts: Sequence[Part], y: float, printer: Printer) -> float:
    """Names and figures in place of a bar that has no length; gives their height."""
    told = printer.ui("list_separator").join(f"{part.name} {part.text}" for part in parts)
    lines = wrapped(told, LABEL, sheet.width - sheet.scale.start)
    height = max(THICKNESS, len(lines) * LEADING)
    top = y + (height - len(lines) * LEADING) / 2
    for number, line in enumerate(lines):
        sheet.text(sheet.scale.start, top + (number + 0.5) * LEADING, line, LABEL, sheet.palette.ink, strong=False)
    return height


def _separate(sheet: Sheet, parts: Sequence[Part], y: float) -> None:
    """White lines between parts, thinner where a part is hardly wider than the line."""
    for one, other in pairwise(parts):
        place = sheet.scale.at(one.end)
        least = min(place - sheet.scale.at(one.start), sheet.scale.at(other.end) - place)
        if least > 0:
            sheet.line([(place, y), (place, y + THICKNESS)], sheet.palette.paper, 1.0 if least >= SEEN else 0.3)


def _hang(sheet: Sheet, parts: Sequence[Part], top: float) -> float:
    """Labels below a bar, those of its left half to the right of their leaders, the others to the left."""
    middle = (sheet.scale.start + sheet.scale.end) / 2
    centres = {part: (sheet.scale.at(part.start) + sheet.scale.at(part.end)) / 2 for part in parts}
    left = [part for part in reversed(parts) if centres[part] <= middle]
    right = [part for part in parts if centres[part] > middle]
    tips = _tips([centres[part] for part in left], sheet.scale.start + 0.5, 1)
    tips += _tips([centres[part] for part in right], sheet.scale.end - 0.5, -1)
    if not _within(sheet, left, right, tips):
        return _listed(sheet, parts, top)
    first = 0 if _clear(left, right, tips) else len(left)
    rungs = [*range(len(left)), *range(first, first + len(right))]
    for part, tip, rung in zip([*left, *right], tips, rungs, strict=True):
        height = top + 10.5 + rung * RUNG
        bend = [(centres[part], top), (centres[part], top + 1.5), (tip, top + 5), (tip, height + 3.5)]
        sheet.line(bend, sheet.palette.soft, 0.5)
        _rung(sheet, part, tip, height, 1 if part in left else -1)
    return 5.5 + (max(rungs) + 1) * RUNG if rungs else 0.0


def _tips(centres: Sequence[float], edge: float, way: int) -> list[float]:
    """Where leaders end: under their parts, but apart, and within the bar's ``edge``.

    ``centres`` go from the middle of the bar outwards, so the last is the nearest to the edge.
    """
    tips: list[float] = []
    limit = edge
    for centre in reversed(centres):
        tip = max(centre, limit) if way > 0 else min(centre, limit)
        tips.insert(0, tip)
        limit = tip + way * APART
    return tips


def _reach(part: Part) -> float:
    return 3 + width(part.name, LABEL) + 4 + width(part.text, VALUE)


def _within(sheet: Sheet, left: Sequence[Part], right: Sequence[Part], tips: Sequence[float]) -> bool:
    """Whether all hanging labels have room on their sides."""
    ends = [tip + _reach(part) for part, tip in zip(left, tips, strict=False)]
    starts = [tip - _reach(part) for part, tip in zip(right, tips[len(left) :], strict=True)]
    return max(ends, default=0.0) <= sheet.width and min(starts, default=0.0) >= 0


def _listed(sheet: Sheet, parts: Sequence[Part], top: float) -> float:
    """Labels too long to hang: one below the other, each behind a swatch of its part's colour."""
    start, y = sheet.scale.start, top + RUNG
    for part in parts:
        sheet.line([(start, y), (start + SWATCH, y)], part.colour, SWATCH)
        room = sheet.width - start - SWATCH - 2 * INSET - width(part.text, VALUE)
        lines = wrapped(part.name, LABEL, room)
        for number, line in enumerate(lines):
            y += LEADING if number else 0.0
            sheet.text(start + SWATCH + INSET, y, line, LABEL, sheet.palette.ink, strong=False)
        after = start + SWATCH + 2 * INSET + width(lines[-1], LABEL)
        sheet.text(after, y, part.text, VALUE, sheet.palette.ink, strong=True)
        y += RUNG
    return y - RUNG / 2 - top


def _clear(left: Sequence[Part], right: Sequence[Part], tips: Sequence[float]) -> bool:
    """Whether labels of both halves can share rungs."""
    ends = [tip + _reach(part) for part, tip in zip(left, tips, strict=False)]
    starts = [tip - _reach(part) for part, tip in zip(right, tips[len(left) :], strict=True)]
    return not ends or not starts or max(ends) + 6 < min(starts)


def _rung(sheet: Sheet, part: Part, tip: float, y: float, way: int) -> None:
    """A hanging label: the name, then the figure."""
    name, text, ink = width(part.name, LABEL), width(part.text, VALUE), sheet.palette.ink
    if way > 0:
        sheet.text(tip + 3, y, part.name, LABEL, ink, strong=False)
        sheet.text(tip + 3 + name + 4, y, part.text, VALUE, ink, strong=True)
    else:
        sheet.text(tip - 3, y, part.text, VALUE, ink, to="right", strong=True)
        sheet.text(tip - 3 - text - 4, y, part.name, LABEL, ink, to="right", strong=False)
