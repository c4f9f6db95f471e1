"""The print document: cover, imprint, contents, parts with their openers and sections, back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.elements import section_id
from reportgen.model.index import Index
from reportgen.model.manuscript import Binding, Block, ChapterText, Chart, Component, Manuscript, Stats
from reportgen.model.outline import Level, Outline, Section
from reportgen.model.project import Project
from reportgen.model.words import is_chinese
from reportgen.render.blocks import PRINT, BlockRenderer, is_numbered
from reportgen.render.closing import ChapterEnd, chapter_end
from reportgen.render.index_tables import published
from reportgen.render.theme import Theme
from reportgen.render.theme_file import theme_of
from reportgen.render.typography import tightened
from reportgen.render.variables import band_of, contents_height, print_variables

STYLES = ("base", "pages", "text", "components", "tables", "diagrams")
"""Style sheets in ``print/``, in the order of the cascade."""


@dataclass(frozen=True, slots=True)
class Opener:
    """What a chapter's file says, sorted to the places of the opening page."""

    lead: tuple[Block, ...]
    text: tuple[Block, ...]
    stats: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A top entry of the outline with all that stands under it."""

    section: Section
    chapter: ChapterText | None
    children: tuple[ChapterText, ...]
    accent: str
    name: str

    @property
    def texts(self) -> tuple[ChapterText, ...]:
        """All its texts, in order."""
        return ((self.chapter,) if self.chapter else ()) + self.children

    @property
    def opens(self) -> bool:
        """Whether a full page opens it."""
        return self.section.level is not Level.FRONT

    @property
    def css(self) -> str:
        """Class of its level."""
        return self.section.level.value


def parts(outline: Outline, manuscript: Manuscript, theme: Theme) -> list[Part]:
    """The manuscript's chapters under their top entries, in the outline's order.

    A part without any chapter is left out.
    """
    written = {chapter.section.id: chapter for chapter in manuscript.chapters}
    found = []
    for number, section in enumerate(outline.parts()):
        below = tuple(
            written[s.id]
            for s in outline.sections
            if s.id in written and s.id != section.id and outline.part_of(s).id == section.id
        )
        if section.id in written or below:
            accent = theme.accent(outline, section)
            found.append(Part(section, written.get(section.id), below, accent, f"part{number}"))
    return found


def opener(chapter: ChapterText | None) -> Opener:
    """Sort an opener's blocks: the lead, the figures, and the rest."""
    blocks = chapter.blocks if chapter else ()
    lead = tuple(b for b in blocks if isinstance(b, Component) and b.name == "lead")
    stats = tuple(b for b in blocks if isinstance(b, Stats))
    return Opener(lead, tuple(b for b in blocks if b not in lead and b not in stats), stats)


def endings(found: Sequence[Part], manuscript: Manuscript, index: Index) -> dict[str, ChapterEnd]:
    """What stands at the end of each chapter, by the chapter's id."""
    following = [*(part.section for part in found[1:]), None]
    return {
        part.section.id: chapter_end(part.texts, manuscript, index, after)
        for part, after in zip(found, following, strict=True)
        if part.section.level is Level.CHAPTER
    }


def contents_columns(found: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Parts in two columns of about equal length; a part is not divided."""
    heights = [contents_height(len(part.children)) for part in found]
    best = min(range(len(found) + 1), key=lambda at: abs(sum(heights[:at]) - sum(heights[at:])))
    return list(found[:best]), list(found[best:])


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reportgen.render", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _styles() -> Markup:
    folder = files("reportgen.render") / "print"
    return Markup("\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in STYLES))


def chart_url(chart: Chart) -> str:
    """Address under which the layout asks for a chart's picture."""
    return f"chart:{chart.id}.svg"


def print_html(
    project: Project,
    manuscript: Manuscript,
    printer: Printer,
    *,
    index: Index | None = None,
    chart_alt: Callable[[Chart], str] | None = None,
    draft: bool = False,
) -> str:
    """The HTML that the PDF of one language is laid out from.

    Args:
        project: settings and outline.
        manuscript: chapters of the language; may be a part of the outline only.
        printer: words of the language.
        index: rows of the cross-standard index.
        chart_alt: words for a chart, for those who can't see it; ``None`` leaves the pictures out.
        draft: whether every page says that this is a draft.
    """
    language, settings = manuscript.language, project.settings
    theme = theme_of(project)
    bindings: dict[str, Binding] = {binding.id: binding for binding in manuscript.bindings}
    picture = None
    if chart_alt is not None:
        words = chart_alt

        def picture(chart: Chart) -> Markup:
            return Markup('<img src="{}" alt="{}">').format(chart_url(chart), words(chart))

    present = [chapter.section.id for chapter in manuscript.chapters]
    shown = index if draft or index is None else published(index)
    renderer = BlockRenderer(
        project.outline,
        printer,
        bindings,
        medium=PRINT,
        index=shown,
        picture=picture,
        present=present,
        band=band_of(theme, language),
    )
    found = parts(project.outline, manuscript, theme)
    columns = contents_columns(found)
    values = {
        "r": renderer,
        "ui": renderer.ui,
        "settings": settings,
        "theme": theme,
        "language": language,
        "lang": theme.lang[language],
        "script": "zh" if is_chinese(language) else "latin",
        "company": settings.names["company"][language],
        "parts": found,
        "columns": columns,
        "opener": opener,
        "endings": endings(found, manuscript, index or Index()),
        "numbered": is_numbered,
        "heading": renderer.running_head,
        "section_id": section_id,
        "styles": _styles(),
        "variables": print_variables(
            theme,
            language,
            chapters=sum(part.css == "chapter" for part in found),
            contents=[[len(part.children) for part in column] for column in columns],
        ),
        "draft": draft,
    }
    html = _environment().get_template("print.html.j2").render(values)
    return tightened(html) if is_chinese(language) else html
