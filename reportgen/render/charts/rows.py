"""Lying bars from zero: a metric and year each, or the way from a base year to a goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.render.charts.lettering import LABEL, LEADING, VALUE, widest, width, wrapped
from reportgen.render.charts.palette import Palette
from reportgen.render.charts.reading import figures, headed, is_past, journeys, latest, series_of
from reportgen.render.charts.sheet import ZERO, Scale, Sheet, Spec

GAP = 5.0
"""Between a bar and its words, in pt."""
NARROW = 300.0
"""On narrower sheets, in pt, the head of a group stands above its bars instead of beside them."""
LABEL_SHARE = 0.36
"""The part of the width that a column of labels takes at most."""
GROUP_GAP = 8.0
"""Between groups, in pt."""


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: its label in lines, its point, and whether it is of a year before."""

    label: tuple[str, ...]
    point: ChartPoint
    past: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one head, in lines; none for a single group. ``goal`` draws a line at the last bar's value."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    goal: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Places along a sheet, in pt: of labels and bars, how thick and far apart bars are, and the scale's end."""

    above: bool
    label: float
    bars: float
    end: float
    thickness: float
    pitch: float

    def row(self, row: Row) -> float:
        """Height of a bar with its label."""
        return max(self.pitch, len(row.label) * LEADING + 2)

    def head(self, group: Group) -> float:
        """Height that a group's head takes above its bars."""
        return len(group.head) * LEADING + 2 if self.above and group.head else 0.0

    def group(self, group: Group) -> float:
        """Height of a group without the gap after it."""
        rows = sum(map(self.row, group.rows))
        return self.head(group) + rows if self.above else max(len(group.head) * LEADING, rows)


def bars_spec(chart: Chart, palette: Palette, room: float) -> Spec:
    """Bars by metric and year, or by metric if there is one year only; ``room`` is the sheet's width in pt."""
    now = latest(chart.points)
    series = series_of(chart.points)
    single = all(len(one.points) == 1 for one in series)
    if single or len(series) == 1:
        rows = [(point.series if single else point.category, point) for one in series for point in one.points]
        return _drawn(chart, [_group("", rows, now, room)], palette, room)
    groups = [_group(one.name, [(p.category, p) for p in one.points], now, room) for one in series]
    return _drawn(chart, groups, palette, room)


def path_spec(chart: Chart, palette: Palette, room: float) -> Spec:
    """Bars from a base year over today to a goal, which is an outline with a dashed line through the bars above it."""
    now = latest(chart.points)
    groups = []
    for points in journeys(chart.points):
        head, names = headed([point.series for point in points])
        rows = list(zip(names, points, strict=True))
        today = [point for point in points if not point.target][-1:]
        groups.append(_group(head, rows, now, room, today=today, goal=points[-1].target))
    return _drawn(chart, groups, palette, room)


def _group(
    head: str,
    rows: Sequence[tuple[str, ChartPoint]],
    now: int,
    room: float,
    *,
    today: Sequence[ChartPoint] | None = None,
    goal: bool = False,
) -> Group:
    """A group with its labels broken into lines; of a path, only ``today`` is this year's."""
    widest_label = room * LABEL_SHARE
    return Group(
        tuple(wrapped(head, LABEL, room if room < NARROW else widest_label)) if head else (),
        tuple(
            Row(
                tuple(wrapped(label, LABEL, widest_label)),
                point,
                is_past(point, now) if today is None else not point.target and point not in today,
            )
            for label, point in rows
        ),
        goal,
    )


def _frame(groups: Sequence[Group], room: float) -> Frame:
    above = room < NARROW
    heads = widest((line for group in groups for line in group.head), LABEL)
    labels = widest((line for group in groups for row in group.rows for line in row.label), LABEL)
    label = 0.0 if above or not heads else heads + 3 * GAP
    words = widest((row.point.figure.text for group in groups for row in group.rows), VALUE)
    count = sum(len(group.rows) for group in groups)
    thickness, pitch = (16.0, 22.0) if count <= 4 else (12.0, 15.5) if count <= 6 else (9.0, 11.5)
    return Frame(above, label, label + labels + GAP, room - words - GAP, thickness, pitch)


def _drawn(chart: Chart, groups: Sequence[Group], palette: Palette, room: float) -> Spec:
    frame = _frame(groups, room)
    sheet = Sheet(palette, room, Scale.over(figures(chart), frame.bars, frame.end))
    y = 1.0
    for group in groups:
        top = y if frame.above else y + (frame.pitch - LEADING) / 2
        for number, line in enumerate(group.head):
            sheet.text(0, top + (number + 0.5) * LEADING, line, LABEL, palette.ink, strong=True)
        _draw_rows(sheet, frame, group, y + frame.head(group))
        if frame.above:
            _draw_zero(sheet, y + frame.head(group), y + frame.group(group))
        y += frame.group(group) + GROUP_GAP
    height = y - GROUP_GAP + 1
    if not frame.above:
        _draw_zero(sheet, 0, height)
    return sheet.spec(height)


def _draw_zero(sheet: Sheet, top: float, bottom: float) -> None:
    zero = sheet.scale.at(ZERO)
    sheet.line([(zero, top), (zero, bottom)], sheet.palette.soft, 0.5)


def _draw_rows(sheet: Sheet, frame: Frame, group: Group, top: float) -> None:
    goal = group.rows[-1].point.value if group.goal else None
    y = top
    for row in group.rows:
        middle = y + frame.row(row) / 2
        _draw_label(sheet, frame, row, middle)
        _draw_bar(sheet, frame, row, middle, goal if row is not group.rows[-1] else None)
        y += frame.row(row)
    if goal is not None and len(group.rows) > 1:
        bottom = y - frame.row(group.rows[-1]) / 2 - frame.thickness / 2
        sheet.goal(goal, top, bottom, sheet.palette.ink)


def _draw_label(sheet: Sheet, frame: Frame, row: Row, middle: float) -> None:
    now = not row.past and not row.point.target
    first = middle - (len(row.label) - 1) / 2 * LEADING
    for number, line in enumerate(row.label):
        colour = sheet.palette.ink if now else sheet.palette.soft
        sheet.text(frame.label, first + number * LEADING, line, LABEL, colour, strong=now)


def _draw_bar(sheet: Sheet, frame: Frame, row: Row, middle: float, goal: Decimal | None) -> None:
    palette, value, text = sheet.palette, row.point.value, row.point.figure.text
    now = not row.past and not row.point.target
    end = sheet.scale.at(max(value or ZERO, ZERO))
    if value is not None:
        top = middle - frame.thickness / 2
        sheet.bar(ZERO, value, top, frame.thickness, palette.column(past=row.past), dashed=row.point.target)
    place = end + GAP
    if goal is not None and place - 3 < sheet.scale.at(goal) < place + width(text, VALUE) + 3:
        place = sheet.scale.at(goal) + GAP
    sheet.text(place, middle, text, VALUE, palette.ink if now else palette.soft, strong=now)
