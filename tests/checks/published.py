"""What is read in the finished files of a sketch: all is well, but for the changes that the sketch asks for.

A change is a line: a language (or the path of a page of the site), what, and the rest of the line:

* ``en font Arial`` a typeface that isn't embedded; ``en link 3 #gone`` a dead link;
  ``en address 3 file:///x`` one that leads out;
* ``en picture 4`` a picture without words; ``en unreadable 4 □``; ``en text 2 …`` the text of a page;
* ``en bookmark 2 …`` the title of the second bookmark, ``en bookmark 2`` without one: it is lost;
* ``en without climate`` a section that the file lacks;
* ``en set title …``, and likewise each other plain field of :class:`PdfFile`;
* ``en/climate.html figure f-climate-1 12``; ``… link gone.html``; ``… picture`` without words; ``… language fr``;
  ``… heading Weather``.
"""

from collections.abc import Sequence
from dataclasses import replace

from reportgen.model.manuscript import Manuscript
from reportgen.model.project import Project
from reportgen.model.publication import Bookmark, Face, Link, PdfFile, Picture, Publication, Site, SitePage

TOLD = {"zh-hant": "zh-Hant", "en": "en"}


def publication(project: Project, manuscripts: Sequence[Manuscript], changes: Sequence[str] = ()) -> Publication:
    """The finished files of a small report."""
    files = tuple(_pdf(project, m) for m in manuscripts)
    pages = tuple(_page(m, chapter) for m in manuscripts for chapter in m.chapters)
    paths = frozenset({page.path for page in pages} | {f"../{file.path}" for file in files})
    made = Publication(files, Site(pages, paths))
    for change in changes:
        made = _changed(made, *change.split(maxsplit=2))
    return made


def _pdf(project: Project, manuscript: Manuscript) -> PdfFile:
    language = manuscript.language
    titles = [chapter.section.title[language] for chapter in manuscript.chapters]
    starts = {chapter.section.id: page for page, chapter in enumerate(manuscript.chapters, start=2)}
    return PdfFile(
        language=language,
        path=f"{language}/report.pdf",
        size=1_000_000,
        version="1.7",
        encrypted=False,
        title=project.settings.title[language],
        told_language=TOLD[language],
        shows_title=True,
        conforms_to="1",
        tagged=True,
        texts=("\n".join(titles), *titles),
        unreadable=(),
        bookmarks=tuple(Bookmark(t, 1, page) for page, t in enumerate(titles, start=2)),
        links=tuple(Link(1, f"#s-{id}", alive=True) for id in starts),
        faces=(Face("AAAAAA+Inter", embedded=True),),
        pictures=(Picture("Emissions by scope", 3),),
        sections=starts,
    )


def _page(manuscript: Manuscript, chapter) -> SitePage:
    language = manuscript.language
    return SitePage(
        path=f"{language}/{chapter.section.id}.html",
        language=TOLD[language],
        title=chapter.section.title[language],
        figures={binding.id: binding.text for binding in chapter.bindings},
        ids=frozenset({f"s-{chapter.section.id}"}),
        links=(f"#s-{chapter.section.id}", f"../../{language}/report.pdf"),
        pictures=(Picture("Emissions by scope"),),
        headings=(chapter.section.title[language],),
    )


def _changed(made: Publication, where: str, what: str, rest: str = "") -> Publication:
    if where.endswith(".html"):
        assert made.site is not None
        pages = tuple(_site_page(page, what, rest) if page.path == where else page for page in made.site.pages)
        return replace(made, site=replace(made.site, pages=pages))
    return replace(made, files=tuple(_file(f, what, rest) if f.language == where else f for f in made.files))


def _site_page(page: SitePage, what: str, rest: str) -> SitePage:
    match what:
        case "figure":
            id, _, text = rest.partition(" ")
            figures = {k: v for k, v in page.figures.items() if k != id} | ({id: text} if text else {})
            return replace(page, figures=figures)
        case "link":
            return replace(page, links=(*page.links, rest))
        case "picture":
            return replace(page, pictures=(*page.pictures, Picture(rest)))
        case "heading":
            return replace(page, headings=(rest,))
    return replace(page, **{what: rest})


def _file(file: PdfFile, what: str, rest: str) -> PdfFile:
    number, _, words = rest.partition(" ")
    match what:
        case "font":
            return replace(file, faces=(*file.faces, Face(rest, embedded=False)))
        case "link":
            return replace(file, links=(*file.links, Link(int(number), words, alive=False)))
        case "address":
            return replace(file, links=(*file.links, Link(int(number), words, alive=True)))
        case "picture":
            return replace(file, pictures=(*file.pictures, Picture(words, int(number))))
        case "unreadable":
            return replace(file, unreadable=(*file.unreadable, (int(number), words)))
        case "text":
            return replace(file, texts=tuple(words if n == int(number) else t for n, t in enumerate(file.texts, 1)))
        case "without":
            return replace(file, sections={id: page for id, page in file.sections.items() if id != rest})
        case "bookmark":
            marks = [replace(b, title=words) if n == int(number) else b for n, b in enumerate(file.bookmarks, 1)]
            return replace(file, bookmarks=tuple(b for b in marks if b.title))
    kind = type(getattr(file, number))
    return replace(file, **{number: kind(words)})
