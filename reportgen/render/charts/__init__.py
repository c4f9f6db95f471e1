"""Charts: a chart of the manuscript as a Vega-Lite specification, as SVG, and in words."""

from reportgen.render.charts.palette import Palette
from reportgen.render.charts.picture import PRINT_WIDTH, cached_svg, chart_spec, chart_svg
from reportgen.render.charts.words import chart_alt

__all__ = ["PRINT_WIDTH", "Palette", "cached_svg", "chart_alt", "chart_spec", "chart_svg"]
