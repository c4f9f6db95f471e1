"""Blocks and runs of the manuscript as HTML, for print and for the web, in any language.

One template a component stands in ``components/``; this module chooses it and prints the runs. It knows nothing of
pages or sites: where a section is found is told by ``link``, how a chart is drawn by ``picture``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.diagrams import LEVELS
from reportgen.model.elements import disclosure_id, section_id
from reportgen.model.index import Answer, Index
from reportgen.model.manuscript import (
    Anchor,
    AssuredList,
    Binding,
    Block,
    Bound,
    ChapterText,
    Chart,
    Component,
    Diagram,
    Footnote,
    Heading,
    Heatmap,
    IndexPlace,
    Items,
    KpiRow,
    KpiTable,
    LevelTable,
    LineBreak,
    Matrix,
    NoteRef,
    Paragraph,
    Picture,
    PlainTable,
    Run,
    SectionRef,
    Stats,
    Structure,
    Text,
)
from reportgen.model.outline import Outline, Section
from reportgen.model.words import is_chinese
from reportgen.render.cells import bodies
from reportgen.render.closing import ChapterEnd
from reportgen.render.figures import ON_A4, Band, aligned, most_places, pieces, stat_size, units_beside
from reportgen.render.index_tables import View, views
from reportgen.render.index_words import IndexWords
from reportgen.render.tails import Part, tail_of
from reportgen.render.typography import spaced, spaced_row

PRINT = "print"
WEB = "web"

ASSURED_MARK = "◆"
"""Stands behind the label of a row whose figures were assured."""

SHORT_UNIT = 2
"""Ideographs of a unit that always stands beside its figure on a stat card."""

_PAGE_SLOT = "0000000"
_BEFORE_PAGE = re.compile(r"(?:[（(][^（(]*|[^\s（(]+\s)$")
_TEMPLATES: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Items: "items",
    PlainTable: "plain_table",
    Stats: "stats",
    KpiTable: "kpi_table",
    Chart: "chart",
    Matrix: "diagram_matrix",
    Structure: "diagram_structure",
    Heatmap: "diagram_heatmap",
    LevelTable: "level_table",
    AssuredList: "assured_list",
    IndexPlace: "index",
}


@cache
def environment() -> Environment:
    """The Jinja environment of the components: autoescape on, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("reportgen.render", "components"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(places=column_places, bodies=bodies, levels=LEVELS)
    return made


@cache
def _template(name: str) -> Template:
    return environment().get_template(f"{name}.html.j2")


def note_id(table: str, number: int) -> str:
    """Id of a note under a KPI table."""
    return f"t-{table}-note-{number}"


def table_id(table: str) -> str:
    """Id of a KPI table."""
    return f"t-{table}"


def is_numbered(section: Section) -> bool:
    """Whether a section's number is printed (those of front matter and appendices are not)."""
    return section.number[:1].isdigit()


def column_places(rows: Iterable[KpiRow]) -> int:
    """Decimals of the longest figure of a table, on whose point all figures are aligned."""
    return most_places(cell.figure.text for row in rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list of steps, cards or a timeline: the bold beginning, and the rest."""

    head: tuple[Run, ...]
    blocks: tuple[Block, ...]


class BlockRenderer:
    """Prints the blocks of one language for one medium.

    Args:
        outline: to find titles and numbers of the sections that the text refers to.
        printer: words of the language.
        bindings: the trace of the language, by binding id.
        medium: ``print`` or ``web``.
        index: rows of the cross-standard index.
        link: address of a section; by default a fragment of the same document.
        picture: draws a chart; ``None`` leaves the picture out.
        present: ids of the sections that are printed; a reference to another has neither page nor link.
        band: room of the stat cards.
    """

    def __init__(
        self,
        outline: Outline,
        printer: Printer,
        bindings: Mapping[str, Binding],
        *,
        medium: str,
        index: Index | None = None,
        link: Callable[[str], str] | None = None,
        picture: Callable[[Chart], Markup] | None = None,
        present: Iterable[str] | None = None,
        band: Band = ON_A4,
    ) -> None:
        self.printer = printer
        self.medium = medium
        self.language = printer.language
        self.index = index or Index()
        self.ix = IndexWords(self.index, printer, self.words)
        self.link = link or (lambda section: f"#{section_id(section)}")
        self.picture = picture
        self._present = None if present is None else frozenset(present)
        self._sections = {section.id: section for section in outline.sections}
        self._bindings = bindings
        self._band = band
        self._chinese = is_chinese(printer.language)
        self.current = ""
        self._base = 1
        self._answered: dict[str, int] = {}
        self._footnotes: list[Footnote] = []
        self._levels = {printer.ui(f"level_{level}").lower(): level for level in LEVELS}

    # --- blocks ---------------------------------------------------------------------------------

    def section(self, chapter: ChapterText, *, base: int = 2) -> Markup:
        """Print all blocks of a section; ``base`` is the heading level of its title (1 or 2)."""
        self.begin(chapter.section.id, base=base)
        body = self.blocks(chapter.blocks)
        if self.medium == WEB and self._footnotes:
            body += Markup(_template("footnotes").render(r=self, notes=tuple(self._footnotes)))
        return body

    def begin(self, section: str, *, base: int = 2) -> None:
        """Start a section: ids of sub-heads, answers and footnotes are unique within it."""
        self.current, self._base = section, base
        self._answered, self._footnotes = {}, []

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Print blocks one after the other."""
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: Block) -> Markup:
        """Print one block by its template."""
        shown = block.body if isinstance(block, Diagram) else block
        name = block.name if isinstance(block, Component) else _TEMPLATES[type(shown)]
        return Markup(_template(name).render(r=self, b=block, medium=self.medium, ui=self.ui))

    def heading_tag(self, level: int) -> str:
        """Name of a sub-head's element, one below its section's title for level 2."""
        return f"h{min(6, self._base + level - 1)}"

    def heading_id(self, anchor: str) -> str:
        """Id of a sub-head."""
        return f"{section_id(self.current)}-{anchor}"

    def title(self, section: str) -> str:
        """A section's title in the language."""
        return self._sections[section].title[self.language]

    def number(self, section: str) -> str:
        """A section's printed number, "" where it has none."""
        found = self._sections[section]
        return found.number if is_numbered(found) else ""

    def running_head(self, section: Section) -> str:
        """Number and title as they stand at the head of a page."""
        title = section.title[self.language]
        title = self._set(title)
        return f"{section.number}\u2002{title}" if is_numbered(section) else title

    def known(self, sections: Iterable[str]) -> list[str]:
        """Those ids that the outline has and the document prints."""
        return [section for section in sections if section in self._sections and self._is_present(section)]

    def note_link(self, note: NoteRef) -> str:
        """Address of a note under a KPI table."""
        return f"#{note_id(note.table, note.number)}"

    def table_link(self, table: str) -> str:
        """Address of a KPI table."""
        return f"#{table_id(table)}"

    def picture_url(self, picture: Picture) -> str:
        """Address of a picture of the project; it changes with the picture, so that an old layout is not found."""
        return f"{quote(picture.path)}#{picture.sha256[:12]}"

    def chapter_end(self, end: ChapterEnd) -> Markup:
        """What stands at a chapter's end; nothing if there is nothing to say."""
        said = end.answers or end.tables or (end.following and self.medium == PRINT)
        return Markup(_template("chapter_end").render(r=self, b=end, medium=self.medium, ui=self.ui) if said else "")

    def entries(self, component: Component) -> list[Entry]:
        """Items of the component's list, each cut after its bold beginning."""
        lists = [block for block in component.blocks if isinstance(block, Items)]
        return [_entry(item) for found in lists for item in found.items]

    def level(self, cell: Sequence[Run]) -> str:
        """Level that a cell names, "" if it names none."""
        text = "".join(run.text for run in cell if isinstance(run, Text)).strip().lower()
        return self._levels.get(text, "")

    def index_views(self, place: IndexPlace) -> list[View]:
        """The tables of the index that stand at a place."""
        return views(self.index, place)

    def entry_link(self, answer: Answer) -> str:
        """Address of the very place that answers a disclosure."""
        page = self.link(answer.section).partition("#")[0]
        return f"{page}#{answer.elements.get(self.language, section_id(answer.section))}"

    def answers(self, answers: Iterable[Answer]) -> list[Answer]:
        """Those answers whose sections the outline has and the document prints."""
        given = tuple(answers)
        present = set(self.known(answer.section for answer in given))
        return [answer for answer in given if answer.section in present]

    # --- words ----------------------------------------------------------------------------------

    def ui(self, key: str, **holes: object) -> Markup:
        """A word of the interface, e.g. ``contents``; ``holes`` are filled in."""
        return self.words(self.printer.ui(key, **holes))

    def assured_legend(self) -> Markup:
        """What the mark of assured figures means."""
        before, _, after = self.words(self.printer.ui("assured_means", mark=ASSURED_MARK)).partition(ASSURED_MARK)
        return Markup('{}<span class="assured">{}</span>{}').format(before, ASSURED_MARK, after)

    def words(self, text: str, *, tail: bool = False) -> Markup:
        """Plain words, such as a label; ``tail`` keeps the last of them together."""
        shown = self._set(text)
        at = tail_of([Part(shown)], chinese=self._chinese) if tail else None
        if at is None:
            return Markup(escape(shown))
        return Markup('{}<span class="nb">{}</span>').format(shown[: at[1]], shown[at[1] :])

    def hung(self, text: str, marks: Markup) -> Markup:
        """Words with marks hung on the last of them, from which no line break parts them."""
        shown = self._set(text)
        at = tail_of([Part(shown)], chinese=self._chinese)
        cut = at[1] if at else shown.rfind(" ") + 1
        last = Markup('<span class="nb">{}{}</span>').format(shown[cut:], marks)
        return Markup.escape(shown[:cut]) + last

    def figure(self, run: Bound, *, places: int | None = None) -> Markup:
        """A bound figure; ``places`` aligns it in a column whose longest figure has so many decimals."""
        binding = self._bindings.get(run.binding)
        data = f' data-metric="{escape(binding.metric)}" data-period="{escape(binding.period)}"' if binding else ""
        text = self._set(run.text)
        css = "fig" if places is None else f"fig {aligned(text, places)}"
        parts = pieces(text)
        inner = escape(text)
        if len(parts) > 1:
            css += " long"
            inner = "".join(
                f'<span class="nb">{escape(part.rstrip(" "))}</span>{part[len(part.rstrip(" ")) :]}' for part in parts
            )
        inner = f"<strong>{inner}</strong>" if run.strong else inner
        return Markup(f'<span class="{css}" id="{escape(run.binding)}"{data}>{inner}</span>')

    def stat_size(self, stats: Stats) -> str:
        """Class of the type size of a band of stat cards: ``l``, ``m``, ``s`` or ``xs``."""
        return stat_size(
            [(figure, unit if self.unit_class(stats, unit) == "unit" else "") for figure, unit in self._cards(stats)],
            self._band,
        )

    def unit_class(self, stats: Stats, unit: str) -> str:
        """``unit`` beside the figure or ``unit long`` below it: a band all alike, but for short Chinese ones (人)."""
        short = self._chinese and len(unit) <= SHORT_UNIT
        return "unit" if short or units_beside(self._cards(stats), self._band) else "unit long"

    def _cards(self, stats: Stats) -> list[tuple[str, str]]:
        return [(self._set(card.figure.text), card.unit) for card in stats.cards]

    def _set(self, text: str) -> str:
        return spaced(text) if self._chinese else text

    def plain(self, runs: Sequence[Run]) -> str:
        """The words of runs without markup, e.g. for a bookmark or an alternative text."""
        return "".join(_shown(run, self) for run in runs)

    def runs(self, runs: Sequence[Run], *, tail: bool = False) -> Markup:
        """Runs of text; ``tail`` keeps the last words of a paragraph together."""
        texts = [_shown(run, self) for run in runs]
        shown = spaced_row(texts) if self._chinese else [("", text) for text in texts]
        parts = [Part(gap + text, not isinstance(run, Text)) for run, (gap, text) in zip(runs, shown, strict=True)]
        first, offset = (tail_of(parts, chinese=self._chinese) if tail else None) or (len(runs), 0)
        last = max((n for n, part in enumerate(parts) if part.text), default=-1)
        pieces: list[str] = []
        for number, (run, (gap, text)) in enumerate(zip(runs, shown, strict=True)):
            cut = max(0, offset - len(gap)) if number == first else 0
            pieces += [gap, self._run(run, text[:cut]) if cut else ""]
            pieces.append('<span class="nb">' if number == first else "")
            pieces.append(self._run(run, text[cut:]))
            pieces.append("</span>" if number == last and first <= last else "")
        return Markup("".join(pieces))

    def footnote(self, note: Footnote) -> Markup:
        """The text of a footnote."""
        return self.runs(note.runs)

    def _run(self, run: Run, shown: str) -> Markup:
        printed = Markup("")
        match run:
            case Text():
                printed = _text(run, shown)
            case Bound():
                printed = self.figure(run)
            case SectionRef():
                printed = self._reference(run, shown)
            case NoteRef():
                printed = Markup('<a class="ref" href="{}">{}</a>').format(self.note_link(run), shown)
            case Footnote():
                printed = self._footnote(run)
            case Anchor():
                printed = self._answer(run)
            case LineBreak():
                printed = Markup("<br>")
        return printed

    def _footnote(self, run: Footnote) -> Markup:
        self._footnotes.append(run)
        return Markup(_template("footnote").render(r=self, note=run, section=self.current, medium=self.medium))

    def _answer(self, run: Anchor) -> Markup:
        occurrence = self._answered.get(run.disclosure, 0) + 1
        self._answered[run.disclosure] = occurrence
        id_ = disclosure_id(self.current, run.disclosure, occurrence)
        return Markup('<span class="answer" id="{}" data-disclosure="{}"></span>').format(id_, run.disclosure)

    def _is_present(self, section: str) -> bool:
        return self._present is None or section in self._present

    def reference_text(self, ref: SectionRef) -> str:
        """What a reference prints, with a slot where a page number goes."""
        section = self._sections[ref.section]
        number, title = self.number(ref.section), self.title(ref.section)
        if ref.form == "title" or (ref.form == "number" and not number):
            return title
        paged = self.medium == PRINT and self._is_present(ref.section)
        if ref.form == "line":
            named = f"{number} {title}".strip()
            return self.printer.ui("ref_line", title=named, page=_PAGE_SLOT) if paged else named
        if ref.form == "page" and paged:
            key = "ref_page"
        elif not number:
            key = "ref_unnumbered" if paged else "quoted"
        elif ref.form == "number":
            key = "ref_number" if section.parent else "chapter_number"
        else:
            key = "ref_full" if section.parent else "ref_chapter"
            key = key if paged else {"ref_full": "ref_titled", "ref_chapter": "ref_chapter_titled"}[key]
        return self.printer.ui(key, number=number, title=title, text=title, page=_PAGE_SLOT)

    def place(self, title: str, href: str) -> Markup:
        """A title that leads to a place of the document, in print with its page."""
        paged = self.medium == PRINT
        return _linked(href, self._set(self.printer.ui("ref_line", title=title, page=_PAGE_SLOT) if paged else title))

    def _reference(self, ref: SectionRef, shown: str) -> Markup:
        if self._is_present(ref.section):
            return _linked(self.link(ref.section), shown)
        return Markup('<span class="ref">{}</span>').format(shown.partition(_PAGE_SLOT)[0])


def _linked(href: str, shown: str) -> Markup:
    """A link whose words have a slot for the page it leads to, if they name one."""
    before, slot, after = shown.partition(_PAGE_SLOT)
    if not slot:
        return Markup('<a class="ref" href="{}">{}</a>').format(href, before)
    cut = m.start() if (m := _BEFORE_PAGE.search(before)) else len(before)
    kept = Markup('<span class="nb">{}<span class="pageref" data-to="{}"></span>{}</span>')
    page = kept.format(before[cut:], href, after)
    return Markup('<a class="ref" href="{}">{}{}</a>').format(href, before[:cut], page)


def _shown(run: Run, renderer: BlockRenderer) -> str:
    match run:
        case Text() | Bound() | NoteRef():
            return run.text
        case SectionRef():
            return renderer.reference_text(run)
        case _:
            return ""


def _text(run: Text, shown: str) -> Markup:
    html = Markup(escape(shown))
    if run.strong:
        html = Markup("<strong>{}</strong>").format(html)
    if run.emphasis:
        html = Markup("<em>{}</em>").format(html)
    return Markup('<a href="{}">{}</a>').format(run.link, html) if run.link else html


def _entry(blocks: tuple[Block, ...]) -> Entry:
    """Cut an item after its bold beginning, if it has one."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph):
        return Entry((), blocks)
    strong = 0
    while strong < len(first.runs) and isinstance(run := first.runs[strong], Text | Bound) and run.strong:
        strong += 1
    rest = first.runs[strong:]
    while rest and isinstance(rest[0], LineBreak):
        rest = rest[1:]
    if rest and isinstance(rest[0], Text):
        rest = (Text(rest[0].text.lstrip(), rest[0].strong, rest[0].emphasis, rest[0].link), *rest[1:])
    paragraph = (Paragraph(rest, first.line),) if rest else ()
    return Entry(_without_stop(first.runs[:strong]), (*paragraph, *blocks[1:]))


def _without_stop(head: tuple[Run, ...]) -> tuple[Run, ...]:
    """A bold beginning as a title on its own line, which takes no full stop."""
    if head and isinstance(last := head[-1], Text):
        return (*head[:-1], replace(last, text=last.text.rstrip("。.：: ")))
    return head
