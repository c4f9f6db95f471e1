"""The site: pages of all languages, explorer, downloads and assets, as relative paths and their bytes."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reportgen.locale import Printer
from reportgen.model.elements import section_id
from reportgen.model.figures import Figures
from reportgen.model.index import Index
from reportgen.model.manuscript import Manuscript
from reportgen.model.project import Project
from reportgen.model.words import is_chinese
from reportgen.render.blocks import is_numbered
from reportgen.render.document import opener, parts
from reportgen.render.index_book import index_workbook
from reportgen.render.index_tables import published
from reportgen.render.site.blocks import SiteBlocks
from reportgen.render.site.evidence import Evidence, notes_of
from reportgen.render.site.explorer import rows, topics
from reportgen.render.site.pictures import FOLDER, drawings, picture
from reportgen.render.site.plan import Page, Plan, make_plan
from reportgen.render.site.portraits import portraits
from reportgen.render.theme import Theme
from reportgen.render.theme_file import theme_of
from reportgen.render.variables import site_variables

_SCRIPT_WORDS = (
    "close", "metric", "value", "unit", "period", "status", "definition", "owner", "formula", "computed_from",
    "sources", "notes", "reason", "assurance", "assured", "not_assured", "figure_details", "footnote", "scroll_table",
    "search_failed", "search_other", "where_printed", "show_source",
)  # fmt: skip
_SCRIPT_PHRASES = ("search_nothing", "search_results", "explorer_count")


@dataclass(frozen=True, slots=True)
class _Language:
    """All that the pages of one language share."""

    language: str
    manuscript: Manuscript
    plan: Plan
    blocks: SiteBlocks
    evidence: Evidence
    drawn: Mapping[str, str]


def render_site(
    manuscripts: Sequence[Manuscript],
    project: Project,
    figures: Figures,
    index: Index,
    *,
    charts: bool = True,
    chart_cache: Path | None = None,
    pdfs: Mapping[str, str] | None = None,
    data: Mapping[str, bytes] | None = None,
    draft: bool = False,
    only: Collection[str] | None = None,
) -> Mapping[str, bytes]:
    """The whole site but its search index, which :func:`write_search_index` makes from the written files.

    Args:
        manuscripts: one a language, in the order of the report.
        project: settings, outline and metrics.
        figures: all figures of the report, for the explorer.
        index: rows of the cross-standard index.
        charts: whether charts are drawn; without their pictures their data stay.
        chart_cache: folder in which drawings are kept from build to build.
        pdfs: by language, the address of its PDF relative to the site's folder, e.g. ``../en/report.pdf``.
        data: files of the data book to take away, by name; the pages lead to ``figures.xlsx``, ``.csv`` and ``.json``.
        draft: whether every page says that this is a draft.
        only: paths of chapter files; no more than the pages that hold them are rendered, with their drawings.

    Returns:
        Relative path, e.g. ``en/climate.html``, to content; the same input gives the same bytes.

    Raises:
        BrokenProjectError: The theme is missing or wrong.
    """
    theme = theme_of(project)
    settings = project.settings
    shown = index if draft else published(index)
    languages = [_language(m, project, figures, shown, theme, charts, chart_cache) for m in manuscripts]
    common = {
        "settings": settings,
        "year": settings.fiscal_year.year,
        "theme": theme,
        "draft": draft,
        "pdfs": pdfs or {},
        "printers": {each.language: each.blocks for each in languages},
        "numbered": is_numbered,
        "section_id": section_id,
        "opener": opener,
        "logo": f"assets/logo.{theme.logo.suffix}" if theme.logo else "",
    }
    out: dict[str, bytes] = portraits(manuscripts, project.root)
    names = [each.language for each in languages]
    for each in languages:
        shared = _shared(each, common, names)
        out.update((f"{each.language}/{name}.html", html.encode()) for name, html in _chapters(each, shared, only))
        out.update((f"{each.language}/{FOLDER}/{name}", svg.encode()) for name, svg in each.drawn.items())
        if only is None:
            found = _overviews(each, project, figures, shared)
            out.update((f"{each.language}/{name}.html", html.encode()) for name, html in found)
    if only is not None:
        return out
    cards = [(page.part, page.head) for page in languages[0].plan.pages if page.opens] if languages else []
    out["index.html"] = _template("landing").render(common, cards=cards, root="").encode()
    out |= {f"data/{name}": content for name, content in (data or {}).items()}
    out["data/index.xlsx"] = index_workbook(project, figures, index)
    return dict(sorted((out | _assets(theme, languages)).items()))


def _language(
    manuscript: Manuscript,
    project: Project,
    figures: Figures,
    index: Index,
    theme: Theme,
    charts: bool,
    chart_cache: Path | None,
) -> _Language:
    language, printer = manuscript.language, Printer(manuscript.language)
    plan = make_plan(parts(project.outline, manuscript, theme), manuscript, index)
    bindings = {binding.id: binding for binding in manuscript.bindings}

    drawn = drawings(plan, theme, printer, chart_cache) if charts else {}
    show = partial(picture, printer=printer, drawn=drawn) if charts else None
    blocks = SiteBlocks(project.outline, printer, bindings, plan, index=index, picture=show)
    evidence = Evidence(project, figures, printer, notes_of(manuscript, blocks))
    return _Language(language, manuscript, plan, blocks, evidence, drawn)


def _shared(each: _Language, common: Mapping[str, object], languages: Sequence[str]) -> dict[str, object]:
    """What the templates of all pages of a language are given."""
    return {
        **common,
        "language": each.language,
        "others": [other for other in languages if other != each.language],
        "lang_of": common["theme"].lang,  # type: ignore[attr-defined]
        "script": "zh" if is_chinese(each.language) else "latin",
        "r": each.blocks,
        "ui": each.blocks.ui,
        "plan": each.plan,
        "root": "../",
        "words": as_script(_words(each)),
    }


def _chapters(each: _Language, shared: Mapping[str, object], only: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """The pages that hold sections, all of them or those with one of the chapter files ``only``."""
    pages = each.plan.pages
    for number, page in enumerate(pages):
        if only is not None and not any(chapter.path in only for chapter in page.texts):
            continue
        each.blocks.page = page.name
        yield (
            page.name,
            _template("page").render(
                shared,
                name=page.name,
                page=page,
                data=_page_data(page, each.evidence),
                earlier=pages[number - 1] if number else None,
                later=pages[number + 1] if number + 1 < len(pages) else None,
            ),
        )


def _overviews(
    each: _Language, project: Project, figures: Figures, shared: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """The language's home page and the explorer."""
    each.blocks.page = "index"
    yield "index", _template("home").render(shared, name="index", page=None, data=as_script({}))
    each.blocks.page = "kpi"
    found = rows(project, figures, each.evidence, each.manuscript, each.plan)
    everything = {key: each.evidence.details(f) for f in figures if (key := "|".join(f.key))}
    yield (
        "kpi",
        _template("explorer").render(
            shared,
            name="kpi",
            page=None,
            rows=found,
            topics=topics(project, each.language),
            chapters=_parts_of(each.plan),
            data=as_script({"figures": everything}),
        ),
    )


def _parts_of(plan: Plan) -> list[Page]:
    """The first page of each part."""
    return [pages[0] for part in dict.fromkeys(p.part.name for p in plan.pages)
            if (pages := [p for p in plan.pages if p.part.name == part])]  # fmt: skip


def _page_data(page: Page, evidence: Evidence) -> Markup:
    bindings = [binding for chapter in page.texts for binding in chapter.bindings]
    return as_script({"figures": evidence.used(bindings), "computed": evidence.computed(bindings)})


def _words(each: _Language) -> dict[str, str]:
    words = {key: each.blocks.printer.ui(key) for key in _SCRIPT_WORDS}
    holes = {"query": "{query}", "count": "{count}", "total": "{total}"}
    return words | {key: each.blocks.printer.ui(key, **holes) for key in _SCRIPT_PHRASES}


def as_script(value: object) -> Markup:
    """JSON that may stand inside a script element: it can neither end the element nor open a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _assets(theme: Theme, languages: Sequence[_Language]) -> dict[str, bytes]:
    folder = files("reportgen.render.site") / "assets"
    found = {f"assets/{f.name}": f.read_bytes() for f in folder.iterdir() if f.name.endswith((".css", ".js"))}
    named = {page.part.name: page.part for each in languages for page in each.plan.pages}
    variables = {each.language: site_variables(theme, each.language) for each in languages}
    css = _template("theme.css").render(theme=theme, parts=list(named.values()), variables=variables)
    icon = _template("icon.svg").render(theme=theme)
    logo = {f"assets/logo.{theme.logo.suffix}": theme.logo.content} if theme.logo else {}
    return found | {"assets/theme.css": css.encode(), "assets/icon.svg": icon.encode()} | logo


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("reportgen.render.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(f"{name}.j2" if "." in name else f"{name}.html.j2")
