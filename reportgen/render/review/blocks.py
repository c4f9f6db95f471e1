"""Sections as rows: a block of the report, and the margin beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.figure import FigureKey
from reportgen.model.index import Index
from reportgen.model.manuscript import Binding, Block, Bound, ChapterText, Chart, KpiTable, Picture
from reportgen.model.outline import Level, Outline, Section
from reportgen.render.blocks import WEB, BlockRenderer, environment, is_numbered
from reportgen.render.document import Part, opener
from reportgen.render.review.compare import squeezed
from reportgen.render.site.pictures import FOLDER as CHARTS
from reportgen.render.site.pictures import picture
from reportgen.render.site.plan import Plan
from reportgen.render.site.portraits import PICTURES, picture_name


@dataclass(frozen=True, slots=True)
class Row:
    """A block of a section as printed.

    Attributes:
        id: unique in its language, and the same in the other one where the blocks pair.
        html: the block.
        words: what it says, without any white space, for finding a sentence in it.
        line: on which it was written, in its chapter's file; ``None`` for what no line says.
        figures: metric and period of the figures that it prints, in order.
        table: id of the KPI table that it is, "" for any other block.
    """

    id: str
    html: Markup
    words: str
    line: int | None
    figures: tuple[FigureKey, ...]
    table: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A section with its rows; the first is its title."""

    section: Section
    part: Part
    path: str
    rows: tuple[Row, ...]


class ReviewBlocks(BlockRenderer):
    """Prints blocks for the one page of the review edition."""

    def __init__(
        self,
        outline: Outline,
        printer: Printer,
        bindings: Mapping[str, Binding],
        *,
        index: Index,
        drawn: Mapping[str, str],
        open_figures: Collection[FigureKey],
        selected: Collection[FigureKey],
        changed: Collection[FigureKey],
    ) -> None:
        def draw(chart: Chart) -> Markup:
            return picture(chart, printer, drawn, folder=f"{CHARTS}/{printer.language}")

        super().__init__(outline, printer, bindings, medium=WEB, index=index, picture=draw if drawn else None)
        self._open, self._selected, self._changed = open_figures, selected, changed
        self.met: list[FigureKey] = []

    def figure(self, run: Bound, *, places: int | None = None) -> Markup:
        """A bound figure, marked by what a reviewer may do with it."""
        shown = super().figure(run, places=places)
        binding = self._bindings.get(run.binding)
        if binding is None:
            return shown
        key = (binding.metric, binding.period)
        self.met += [key, *binding.others]
        known = (
            ("live", True),
            ("out", key not in self._open),
            ("sel", key in self._selected),
            ("chg", key in self._changed),
        )
        css = " ".join(word for word, so in known if so)
        return Markup(str(shown).replace('class="fig', f'class="fig {css}', 1))

    def heading_id(self, anchor: str) -> str:
        """Id of a sub-head, the same in every language."""
        return anchor

    def picture_url(self, picture: Picture) -> str:
        """Address of a picture, which all languages share."""
        return f"{PICTURES}/{picture_name(picture)}"

    def told(self, part: Part, chapter: ChapterText) -> Told:
        """A section as rows, in the order in which the site prints them."""
        section = chapter.section
        self.begin(section.id, base=_level(section))
        blocks: Sequence[Block] = chapter.blocks
        if part.opens and section.level is Level.CHAPTER and section.id == part.section.id:
            sorted_out = opener(chapter)
            blocks = (*sorted_out.lead, *sorted_out.stats, *sorted_out.text)
        rows = [self._title(section)]
        rows += [self._row(section, number, block) for number, block in enumerate(blocks, start=1)]
        if self._footnotes:
            notes = Markup(environment().get_template("footnotes.html.j2").render(r=self, notes=tuple(self._footnotes)))
            rows.append(self._made(section, "notes", notes, None))
        return Told(section, part, chapter.path, tuple(rows))

    def ending(self, part: Part, plan: Plan) -> Row | None:
        """What stands at a chapter's end."""
        if part.section.id not in plan.endings:
            return None
        self.begin(part.section.id)
        shown = self.chapter_end(plan.endings[part.section.id])
        return self._made(part.section, "end", shown, None) if shown else None

    def opening(self, part: Part) -> Told:
        """A part that has a title and no text of its own."""
        return Told(part.section, part, "", (self._title(part.section),))

    def _title(self, section: Section) -> Row:
        number = Markup('<p class="no" aria-hidden="true">{}</p>').format(section.number)
        title = Markup('<header class="opening">{}<h{} id="h-{}">{}</h{}></header>').format(
            number if is_numbered(section) else "",
            _level(section),
            section.id,
            self.words(self.title(section.id)),
            _level(section),
        )
        return self._made(section, "0", title, None)

    def _row(self, section: Section, number: int, block: Block) -> Row:
        table = block.id if isinstance(block, KpiTable) else ""
        return self._made(section, str(number), self.block(block), block.line, table)

    def _made(self, section: Section, name: str, html: Markup, line: int | None, table: str = "") -> Row:
        figures, self.met = tuple(dict.fromkeys(self.met)), []
        return Row(f"r-{section.id}-{name}", html, squeezed(html.striptags()), line, figures, table)


def _level(section: Section) -> int:
    """Level of a section's heading; the report's title is the first."""
    return 2 if section.parent is None else 3
