"""A chart as SVG, converted from its specification once for each content."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from reportgen.locale import Printer
from reportgen.model.manuscript import Bound, Chart, ChartPoint
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.tables import CHART_FORMS
from reportgen.model.words import is_chinese
from reportgen.render.charts.palette import Palette
from reportgen.render.charts.panels import panels_spec
from reportgen.render.charts.parts import parts_spec
from reportgen.render.charts.progress import progress_spec
from reportgen.render.charts.rows import bars_spec, path_spec
from reportgen.render.charts.sheet import Spec
from reportgen.render.charts.upright import columns_spec, fits_line, fits_upright, line_spec
from reportgen.render.charts.words import chart_alt
from reportgen.render.typography import spaced

PRINT_WIDTH = 374.0
"""Width of the column that charts are printed in: 132 mm, in pt."""

LANGUAGE_VERSION = "5.20"
"""Version of Vega-Lite that specifications are written in, fixed so that an update draws the same."""

_SPOKEN = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"')


def chart_spec(chart: Chart, printer: Printer, palette: Palette, width_pt: float = PRINT_WIDTH) -> Spec:
    """The Vega-Lite specification of a chart, without title and measure, which the page sets.

    Args:
        chart: its points with their printed texts.
        printer: words of the language; prints the shares of a share chart.
        palette: colours and faces.
        width_pt: width of the picture in pt; from about 220 on, words have room.

    Raises:
        BrokenProjectError: The chart has an unknown form, no points, parts below zero, or results without goals.
    """
    place = Place("data/charts.toml")
    if chart.form not in CHART_FORMS:
        fix = f"use one of {', '.join(CHART_FORMS)}"
        raise BrokenProjectError([Problem(f"chart {chart.id!r} has the unknown form {chart.form!r}", place, fix)])
    if not chart.points:
        raise BrokenProjectError([Problem(f"chart {chart.id!r} has no points", place, "give it metrics and years")])
    if is_chinese(printer.language):
        chart = replace(chart, points=tuple(map(_spaced, chart.points)))
    if chart.form in ("stacked", "share"):
        return parts_spec(chart, printer, palette, width_pt)
    if chart.form == "path":
        return path_spec(chart, palette, width_pt)
    if chart.form == "progress":
        return progress_spec(chart, palette, width_pt)
    if chart.form == "panels":
        return panels_spec(chart, palette, width_pt)
    if chart.form == "line" and fits_line(chart, width_pt):
        return line_spec(chart, palette, width_pt)
    if chart.form == "columns" and fits_upright(chart, width_pt):
        return columns_spec(chart, palette, width_pt)
    return bars_spec(chart, palette, width_pt)


def chart_svg(
    chart: Chart,
    printer: Printer,
    palette: Palette,
    width_pt: float = PRINT_WIDTH,
    *,
    cache: Path | None = None,
) -> str:
    """A chart as SVG whose words are words; one unit of its view box is a pt.

    For arguments and errors see :func:`chart_spec`; ``cache`` is a folder of pictures drawn before.
    """
    drawn = cached_svg(chart_spec(chart, printer, palette, width_pt), cache)
    named = f'role="img" aria-label="{escape(chart_alt(chart, printer))}"'
    return drawn.replace("<svg ", f"<svg {named} ", 1)


def cached_svg(spec: Spec, cache: Path | None) -> str:
    """Convert a specification, or read the picture if ``cache`` has one of the same content.

    The converter starts within a second, once in a process; a picture then takes some hundredths.
    """
    text = json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    key = sha256(f"{version('vl-convert-python')} {LANGUAGE_VERSION} {text}".encode()).hexdigest()
    kept = cache / f"{key}.svg" if cache else None
    if kept and kept.is_file():
        return kept.read_text(encoding="utf-8")
    drawn = _converted(spec)
    if kept:
        _keep(kept, drawn)
    return drawn


def _converted(spec: Spec) -> str:
    import vl_convert  # noqa: PLC0415 - a build whose pictures are all kept doesn't wait for it

    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=LANGUAGE_VERSION)
    return _SPOKEN.sub("", drawn)


def _keep(path: Path, text: str) -> None:
    """Write a file whole or not at all, whoever else writes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as half:
        half.write(text)
    Path(half.name).replace(path)


def _spaced(point: ChartPoint) -> ChartPoint:
    figure = Bound(point.figure.binding, spaced(point.figure.text), point.figure.strong)
    return replace(point, series=spaced(point.series), category=spaced(point.category), figure=figure)
