"""Charts as files of the site: one drawing for wide screens and one for phones."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.manuscript import Chart
from reportgen.render.charts import Palette, chart_alt, chart_svg
from reportgen.render.site.plan import Page, Plan, blocks_of
from reportgen.render.theme import Theme

FOLDER = "charts"

WIDE = 420.0
NARROW = 255.0
"""Widths of the drawings in pt; lettering keeps its size, so that a phone shows it unscaled."""

_PHONE = "(max-width: 640px)"


def picture(chart: Chart, printer: Printer) -> Markup:
    """The element that shows a chart."""
    return Markup(
        '<picture><source media="{phone}" srcset="{folder}/{id}-narrow.svg">'
        '<img src="{folder}/{id}.svg" alt="{alt}" loading="lazy"></picture>'
    ).format(phone=_PHONE, folder=FOLDER, id=chart.id, alt=chart_alt(chart, printer))


def drawings(plan: Plan, theme: Theme, printer: Printer, cache: Path | None) -> Mapping[str, bytes]:
    """All charts of a language as SVG by file name, in the colour of the part where they stand."""
    found: dict[str, bytes] = {}
    for page in plan.pages:
        palette = Palette.of(theme, page.part.accent, printer.language)
        for chart in _charts(page):
            for name, width in ((chart.id, WIDE), (f"{chart.id}-narrow", NARROW)):
                found[f"{name}.svg"] = chart_svg(chart, printer, palette, width, cache=cache).encode()
    return found


def _charts(page: Page) -> Iterator[Chart]:
    for chapter in page.texts:
        for block in blocks_of(chapter.blocks):
            if isinstance(block, Chart):
                yield block
