"""How far programmes have come: a bar a result, filled to its share of the goal that stands at its end."""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.manuscript import Chart, ChartPoint
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.render.charts.lettering import LABEL, LEADING, VALUE, widest, width, wrapped
from reportgen.render.charts.palette import Palette
from reportgen.render.charts.reading import journeys
from reportgen.render.charts.sheet import ZERO, Scale, Sheet, Spec

THICKNESS = 10.0
"""Of a bar, in pt."""
GAP = 5.0
"""Between a bar and its words, in pt."""
ROW_GAP = 9.0
"""Between rows, in pt."""
LABEL_SHARE = 0.34
"""The part of the width that the column of labels takes at most."""
NARROW = 300.0
"""On narrower sheets, in pt, a label stands above its bar instead of beside it."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Row:
    """A result and its goal; ``label`` in lines, ``reached`` in per cent of the goal, ``None`` if unknown."""

    label: tuple[str, ...]
    result: ChartPoint
    goal: ChartPoint
    reached: Decimal | None


def progress_spec(chart: Chart, palette: Palette, room: float) -> Spec:
    """Results on the way to their goals; ``room`` is the sheet's width in pt.

    Raises:
        BrokenProjectError: The metrics don't alternate between a result and its goal, or a goal is not above zero.
    """
    above = room < NARROW
    rows = _rows(chart, room if above else room * LABEL_SHARE)
    start = 0.0 if above else widest((line for row in rows for line in row.label), LABEL) + 2 * GAP
    end = room - widest((row.goal.figure.text for row in rows), VALUE) - 2 * GAP
    sheet = Sheet(palette, room, Scale.over([HUNDRED, *(r.reached or ZERO for r in rows)], start, end))
    y = 1.0
    for row in rows:
        head = len(row.label) * LEADING
        height = head + 2 + THICKNESS if above else max(head, THICKNESS + 2)
        middle = y + height - THICKNESS / 2 if above else y + height / 2
        first = y + LEADING / 2 if above else middle - (len(row.label) - 1) / 2 * LEADING
        for number, line in enumerate(row.label):
            sheet.text(0, first + number * LEADING, line, LABEL, palette.ink, strong=False)
        _draw(sheet, row, middle)
        y += height + ROW_GAP
    return sheet.spec(y - ROW_GAP + 1)


def _rows(chart: Chart, room: float) -> list[Row]:
    rows, problems = [], []
    for pair in journeys(chart.points):
        if [point.target for point in pair] != [False, True] or not pair[1].value or pair[1].value < 0:
            names = ", ".join(point.metric for point in pair)
            problems.append(
                Problem(
                    f"chart {chart.id!r} shows progress, and {names} is no result followed by its goal above zero",
                    Place("data/charts.toml"),
                    "list a metric and then its goal, and name the goal among the targets",
                )
            )
            continue
        result, goal = pair
        reached = None if result.value is None else HUNDRED * result.value / (goal.value or HUNDRED)
        rows.append(Row(tuple(wrapped(result.series, LABEL, room)), result, goal, reached))
    if problems:
        raise BrokenProjectError(problems)
    return rows


def _draw(sheet: Sheet, row: Row, middle: float) -> None:
    palette, top = sheet.palette, middle - THICKNESS / 2
    reached = max(row.reached or ZERO, ZERO)
    if reached:
        sheet.bar(ZERO, reached, top, THICKNESS, palette.accent, dashed=False)
    if reached < HUNDRED:
        sheet.bar(reached, HUNDRED, top, THICKNESS, palette.accent, dashed=True)
    else:
        sheet.goal(HUNDRED, top, top + THICKNESS, palette.ink)
    place = sheet.scale.at(reached)
    text, end = row.result.figure.text, sheet.scale.at(HUNDRED)
    room = width(text, VALUE) + 2 * GAP
    if place + room > end and place - sheet.scale.start >= room:
        sheet.text(place - GAP, middle, text, VALUE, palette.on(palette.accent), to="right", strong=True)
    else:
        after = place if place + room <= end else max(place, end)
        sheet.text(after + GAP, middle, text, VALUE, palette.ink, strong=True)
    sheet.text(sheet.width, middle, row.goal.figure.text, VALUE, palette.soft, to="right", strong=False)
