"""A sheet that a chart is drawn on: bars on a scale, words and lines at their places, told in Vega-Lite.

Bars and goals are placed by the scale of the specification, from their values; words by the sheet, in pt, because
only it knows what they must keep clear of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from reportgen.render.charts.palette import Palette

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
ZERO = Decimal(0)

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale whose ends are values of the measure, drawn between two places in pt."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    @classmethod
    def over(cls, values: Iterable[Decimal], start: float, end: float) -> "Scale":
        """The scale of some values: from zero, always; below it only if a value is."""
        known = list(values)
        low, high = min([*known, ZERO]), max([*known, ZERO])
        return cls(low, high if high > low else low + 1, start, end)

    def at(self, value: Decimal) -> float:
        """Place of a value, in pt."""
        return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)


@dataclass
class Sheet:
    """What is drawn, in pt from the top left corner; ``upright`` bars stand, others lie."""

    palette: Palette
    width: float
    scale: Scale
    upright: bool = False
    bars: dict[Scale, list[Spec]] = field(default_factory=dict)
    goals: list[Spec] = field(default_factory=list)
    curves: list[tuple[list[Spec], list[float]]] = field(default_factory=list)
    lines: list[Spec] = field(default_factory=list)
    texts: dict[tuple[str, float, bool], list[Spec]] = field(default_factory=dict)

    def bar(
        self,
        start: Decimal,
        end: Decimal,
        at: float,
        thickness: float,
        colour: str,
        *,
        dashed: bool,
        scale: Scale | None = None,
    ) -> None:
        """A bar between two values, ``at`` pt across; a dashed one is an outline, for what is not reached yet.

        ``scale`` is another than the sheet's, for a bar that has only neighbours of its own kind.
        """
        fill, stroke = (self.palette.outlined(), colour) if dashed else (colour, None)
        self.bars.setdefault(scale or self.scale, []).append(
            {"from": float(start), "to": float(end), "near": _r(at), "far": _r(at + thickness), "fill": fill}
            | ({"stroke": stroke} if stroke else {})
        )

    def goal(self, value: Decimal, start: float, end: float, colour: str) -> None:
        """A dashed line at a value, across from ``start`` to ``end`` pt."""
        self.goals.append({"from": float(value), "near": _r(start), "far": _r(end), "stroke": colour})

    def curve(self, points: Sequence[tuple[float, Decimal | None]], colour: str, dashes: list[float]) -> None:
        """A line through values, each so many pt along; it is broken where a value is missing."""
        rows = [{"along": _r(x), "value": None if v is None else float(v), "stroke": colour} for x, v in points]
        self.curves.append((rows, dashes))

    def line(self, points: Sequence[tuple[float, float]], colour: str, thickness: float) -> None:
        """Straight lines from point to point."""
        for (x, y), (x2, y2) in pairwise(points):
            self.lines.append(
                {"x": _r(x), "y": _r(y), "x2": _r(x2), "y2": _r(y2), "stroke": colour, "thickness": thickness}
            )

    def text(self, x: float, y: float, words: str, size: float, colour: str, *, to: str = "left", strong: bool) -> None:
        """A line of words whose middle height is ``y``; ``to`` says which of its ends, or its centre, is at ``x``."""
        row = {"x": _r(x), "y": _r(y), "words": words, "fill": colour}
        self.texts.setdefault((to, size, strong), []).append(row)

    def spec(self, height: float) -> Spec:
        """The specification of all that was drawn."""
        layers = [
            *self._bars({}, outlined=False),
            *self._bars({"strokeWidth": 0.9, "strokeDash": [2.5, 1.8]}, outlined=True),
            *self._curves(),
            *self._lines(),
            *self._goals({"strokeWidth": 2.6, "stroke": self.palette.paper}, own=False),
            *self._goals({"strokeWidth": 0.9, "strokeDash": [2.5, 1.8]}, own=True),
            *(self._words(*key, rows) for key, rows in sorted(self.texts.items())),
        ]
        return {
            "$schema": SCHEMA,
            "width": _r(self.width),
            "height": _r(height),
            "padding": 0,
            "autosize": {"type": "none"},
            "background": None,
            "config": {"view": {"stroke": None}, "aria": False},
            "resolve": {"scale": {"x": "independent", "y": "independent"}},
            "layer": layers,
        }

    def _valued(self, name: str, scale: Scale | None = None) -> Spec:
        own = scale or self.scale
        told = {
            "domain": [float(own.low), float(own.high)],
            "range": [_r(own.start), _r(own.end)],
            "nice": False,
            "zero": True,
        }
        return {"field": name, "type": "quantitative", "axis": None, "scale": told}

    def _spread(self, name: str, scale: Scale | None = None) -> Spec:
        """Encoding of a bar's length along the scale, and of its thickness across."""
        along, across = ("y", "x") if self.upright else ("x", "y")
        return {along: self._valued(name, scale), across: _placed("near"), f"{across}2": {"field": "far"}}

    def _bars(self, mark: Spec, *, outlined: bool) -> list[Spec]:
        along = "y2" if self.upright else "x2"
        layers = []
        for scale, bars in self.bars.items():
            rows = [bar for bar in bars if ("stroke" in bar) == outlined]
            encoding = self._spread("from", scale) | {along: {"field": "to"}, "fill": _coloured("fill")}
            if outlined:
                encoding["stroke"] = _coloured("stroke")
            if rows:
                layers.append(_layer(rows, {"type": "rect"} | mark, encoding))
        return layers

    def _goals(self, mark: Spec, *, own: bool) -> list[Spec]:
        if not self.goals:
            return []
        encoding = self._spread("from") | ({"stroke": _coloured("stroke")} if own else {})
        return [_layer(self.goals, {"type": "rule"} | mark, encoding)]

    def _curves(self) -> list[Spec]:
        layers = []
        for rows, dashes in self.curves:
            encoding = {"x": _placed("along"), "y": self._valued("value"), "stroke": _coloured("stroke")}
            layers.append(_layer(rows, {"type": "line", "strokeWidth": 1.8, "strokeDash": dashes}, encoding))
            known = [row for row in rows if row["value"] is not None]
            dots = {"type": "square", "size": 18, "opacity": 1}
            layers.append(_layer(known, dots, encoding | {"fill": _coloured("stroke")}))
        return layers

    def _lines(self) -> list[Spec]:
        if not self.lines:
            return []
        encoding = {
            "x": _placed("x"),
            "y": _placed("y"),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "stroke": _coloured("stroke"),
            "strokeWidth": {"field": "thickness", "type": "quantitative", "scale": None},
        }
        return [_layer(self.lines, {"type": "rule"}, encoding)]

    def _words(self, to: str, size: float, strong: bool, rows: list[Spec]) -> Spec:
        mark = {
            "type": "text",
            "align": to,
            "baseline": "middle",
            "fontSize": _r(size * self.palette.shrink),
            "font": ", ".join(self.palette.fonts),
            "fontWeight": 600 if strong else 400,
        }
        encoding = {
            "x": _placed("x"),
            "y": _placed("y"),
            "text": {"field": "words", "type": "nominal"},
            "fill": _coloured("fill"),
        }
        return _layer(rows, mark, encoding)


def _layer(rows: list[Spec], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _placed(name: str) -> Spec:
    return {"field": name, "type": "quantitative", "axis": None, "scale": None}


def _coloured(name: str) -> Spec:
    return {"field": name, "type": "nominal", "scale": None}


def _r(place: float) -> float:
    return round(place, 2)
