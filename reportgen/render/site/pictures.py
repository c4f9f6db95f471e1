"""Charts as files of the site: one drawing for wide screens and one for phones."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.manuscript import Chart
from reportgen.render.charts import PRINT_WIDTH, Palette, chart_alt, chart_svg
from reportgen.render.site.plan import Page, Plan, blocks_of
from reportgen.render.theme import Theme

FOLDER = "charts"

WIDE = PRINT_WIDTH
NARROW = 240.0
"""Widths of the drawings in pt; lettering keeps its size, so that a phone shows it unscaled. The wide one is the
drawing that is printed, so that it is made once.
"""

_PHONE = "(max-width: 640px)"


def picture(chart: Chart, printer: Printer, drawn: Mapping[str, str], *, folder: str = FOLDER) -> Markup:
    """The element that shows a chart; it says its size, so that no text moves when the drawing arrives.

    Args:
        chart: what is shown.
        printer: words of the language.
        drawn: the drawings, from :func:`drawings`.
        folder: in which they stand, seen from the page.
    """
    wide, narrow = (_size(drawn[name]) for name in _names(chart))
    return Markup(
        '<picture><source media="{phone}" srcset="{folder}/{id}-narrow.svg" width="{narrow[0]}" height="{narrow[1]}">'
        '<img src="{folder}/{id}.svg" alt="{alt}" loading="lazy" width="{wide[0]}" height="{wide[1]}"></picture>'
    ).format(phone=_PHONE, folder=folder, id=chart.id, alt=chart_alt(chart, printer), wide=wide, narrow=narrow)


def drawings(plan: Plan, theme: Theme, printer: Printer, cache: Path | None) -> Mapping[str, str]:
    """All charts of a language as SVG by file name, in the colour of the part where they stand."""
    found: dict[str, str] = {}
    for page in plan.pages:
        palette = Palette.of(theme, page.part.accent, printer.language)
        for chart in _charts(page):
            for name, width in zip(_names(chart), (WIDE, NARROW), strict=True):
                found[name] = chart_svg(chart, printer, palette, width, cache=cache)
    return found


def _names(chart: Chart) -> tuple[str, str]:
    return (f"{chart.id}.svg", f"{chart.id}-narrow.svg")


def _size(svg: str) -> tuple[int, int]:
    """Width and height in px; a drawing without them counts as a square."""
    head = svg[: svg.find(">")]
    found = [re.search(rf'\s{name}="([\d.]+)', head) for name in ("width", "height")]
    width, height = (round(float(match[1])) if match else 1 for match in found)
    return (width, height)


def _charts(page: Page) -> Iterator[Chart]:
    for chapter in page.texts:
        for block in blocks_of(chapter.blocks):
            if isinstance(block, Chart):
                yield block
