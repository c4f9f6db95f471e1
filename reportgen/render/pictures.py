"""All pictures of a language: each chart drawn in the colour of its part, and its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.locale import Printer
from reportgen.model.manuscript import Chart, Manuscript
from reportgen.model.outline import Section
from reportgen.model.project import Project
from reportgen.render.charts import Palette, chart_alt, chart_svg
from reportgen.render.theme_file import theme_of
from reportgen.render.variables import measure_of


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG and words of each chart, by the chart's id."""

    svgs: Mapping[str, str]
    words: Mapping[str, str]

    def alt(self, chart: Chart) -> str:
        """What the chart shows, for those who can't see it."""
        return self.words[chart.id]


def draw_all(manuscript: Manuscript, project: Project, cache: Path | None) -> Pictures:
    """Draw the charts of a manuscript.

    Args:
        manuscript: its language and charts.
        project: names the theme, and knows in which part a chart stands.
        cache: folder of pictures drawn before.

    Raises:
        BrokenProjectError: A chart has no points, or parts below zero.
    """
    printer = Printer(manuscript.language)
    theme = theme_of(project)
    svgs: dict[str, str] = {}
    words: dict[str, str] = {}
    for section, chart in _charts(manuscript):
        palette = Palette.of(theme, theme.accent(project.outline, section), manuscript.language)
        svgs[chart.id] = chart_svg(chart, printer, palette, measure_of(theme), cache=cache)
        words[chart.id] = chart_alt(chart, printer)
    return Pictures(svgs, words)


def _charts(manuscript: Manuscript) -> Iterator[tuple[Section, Chart]]:
    for chapter in manuscript.chapters:
        for block in chapter.blocks:
            if isinstance(block, Chart):
                yield chapter.section, block
