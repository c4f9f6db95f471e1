"""Faults of the finished files, put into what was read back of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportgen.model.dossier import Dossier
from reportgen.model.publication import Face, Link, PdfFile, Picture, SitePage
from tests.mutation.fault import Register, Site
from tests.mutation.sites import EN, ZH
from tests.mutation.world import World

REGISTER = Register("publication")


@dataclass(frozen=True)
class InFile:
    """Other values of the fields of one language's PDF."""

    language: str
    fields: tuple[tuple[str, Any], ...]

    def __call__(self, dossier: Dossier) -> Dossier:
        made = dossier.publication
        assert made is not None
        files = tuple(replace(f, **dict(self.fields)) if f.language == self.language else f for f in made.files)
        return replace(dossier, publication=replace(made, files=files))


@dataclass(frozen=True)
class OnPage:
    """Other values of the fields of one page of the site, or no such page."""

    path: str
    fields: tuple[tuple[str, Any], ...] | None

    def __call__(self, dossier: Dossier) -> Dossier:
        made = dossier.publication
        assert made is not None and made.site is not None
        pages = []
        for page in made.site.pages:
            if page.path != self.path:
                pages.append(page)
            elif self.fields is not None:
                pages.append(replace(page, **dict(self.fields)))
        files = made.site.files - ({self.path} if self.fields is None else set())
        return replace(dossier, publication=replace(made, site=replace(made.site, pages=tuple(pages), files=files)))


@dataclass(frozen=True)
class Lost:
    """A bound figure that is not on its page."""

    language: str
    number: int
    page: int | None

    def __call__(self, dossier: Dossier) -> Dossier:
        assert dossier.proofs is not None
        bindings = next(m.bindings for m in dossier.manuscripts if m.language == self.language)
        proofs = tuple(
            replace(p, found=p.found - 1, lost=((bindings[self.number], self.page),))
            if p.language == self.language
            else p
            for p in dossier.proofs
        )
        return replace(dossier, proofs=proofs)


def _files(world: World) -> Iterator[PdfFile]:
    assert world.clean.publication is not None
    yield from world.clean.publication.files


def _pages(world: World, step: int) -> Iterator[SitePage]:
    assert world.clean.publication is not None and world.clean.publication.site is not None
    yield from world.clean.publication.site.pages[::step]


def _in(file: PdfFile, told: str, **fields: Any) -> Site:
    return Site(f"{file.path}: {told}", seen=InFile(file.language, tuple(fields.items())))


def _on(page: SitePage, told: str, **fields: Any) -> Site:
    return Site(f"site/{page.path}: {told}", seen=OnPage(page.path, tuple(fields.items())))


@REGISTER.operator("figure-lost", "publication")
def figure_lost(world: World) -> Iterator[Site]:
    """A bound figure is not found again in the PDF's own text."""
    for manuscript in world.manuscripts:
        for number, binding in list(enumerate(manuscript.bindings))[::41]:
            yield Site(f"{binding.place}: {binding.text} lost", seen=Lost(manuscript.language, number, 7 + number % 60))


@REGISTER.operator("site-tells-another-figure", "publication")
def site_tells_another_figure(world: World) -> Iterator[Site]:
    """The page of the site prints a figure other than the PDF's."""
    for page in _pages(world, 1):
        for id, text in list(page.figures.items())[:2]:
            yield _on(page, f"{id}: {text} → {text}9", figures={**page.figures, id: text + "9"})


@REGISTER.operator("site-loses-figure", "publication")
def site_loses_figure(world: World) -> Iterator[Site]:
    """A bound figure is not on the page of the site."""
    for page in _pages(world, 1):
        for id in list(page.figures)[-1:]:
            yield _on(page, f"{id} missing", figures={k: v for k, v in page.figures.items() if k != id})


@REGISTER.operator("glyph-missing", "publication")
def glyph_missing(world: World) -> Iterator[Site]:
    """A character of the PDF stands for no letter."""
    for file in _files(world):
        for page, sign in ((3, "□"), (9, "\ufffd"), (21, "\ue001"), (30, "\x00")):
            yield _in(file, f"{sign!r} on page {page}", unreadable=((page, sign),))


@REGISTER.operator("metadata-wrong", "publication")
def metadata_wrong(world: World) -> Iterator[Site]:
    """The PDF names another language or no title, or a viewer does not show the title."""
    for file in _files(world):
        other = "en" if file.language == ZH else "zh-Hant"
        yield _in(file, f"language {other}", told_language=other)
        yield _in(file, "no language", told_language="")
        yield _in(file, "no title", title="")
        yield _in(
            file, "title of the other language", title=world.project.settings.title[EN if file.language == ZH else ZH]
        )
        yield _in(file, "title not shown", shows_title=False)


@REGISTER.operator("not-accessible", "publication")
def not_accessible(world: World) -> Iterator[Site]:
    """The PDF has no structure, or does not claim PDF/UA."""
    for file in _files(world):
        yield _in(file, "untagged", tagged=False)
        yield _in(file, "no PDF/UA", conforms_to="")


@REGISTER.operator("encrypted", "publication")
def encrypted(world: World) -> Iterator[Site]:
    """The PDF is encrypted."""
    for file in _files(world):
        yield _in(file, "encrypted", encrypted=True)


@REGISTER.operator("file-too-large", "publication")
def file_too_large(world: World) -> Iterator[Site]:
    """The PDF is larger than the exchange takes."""
    for file in _files(world):
        for size in (60_000_000, 250_000_000):
            yield _in(file, f"{size} bytes", size=size)


@REGISTER.operator("font-not-embedded", "publication")
def font_not_embedded(world: World) -> Iterator[Site]:
    """A typeface is not embedded."""
    for file in _files(world):
        for name in ("Arial", "MingLiU", "Helvetica"):
            yield _in(file, name, faces=(*file.faces, Face(name, embedded=False)))


@REGISTER.operator("bookmark-wrong", "publication")
def bookmark_wrong(world: World) -> Iterator[Site]:
    """A bookmark is missing, has another title, or leads nowhere."""
    for file in _files(world):
        for i in range(0, len(file.bookmarks), 9):
            mark = file.bookmarks[i]
            rest = (*file.bookmarks[:i], *file.bookmarks[i + 1 :])
            yield _in(file, f"no bookmark {mark.title}", bookmarks=rest)
            for wrong in (replace(mark, page=None), replace(mark, title=mark.title + "X"), replace(mark, page=1)):
                marks = (*file.bookmarks[:i], wrong, *file.bookmarks[i + 1 :])
                yield _in(file, f"bookmark {wrong.title}, page {wrong.page}", bookmarks=marks)


@REGISTER.operator("link-dead", "publication")
def link_dead(world: World) -> Iterator[Site]:
    """A link of the PDF leads nowhere, or into somebody's own folder."""
    for file in _files(world):
        for page in (2, 17, 40):
            yield _in(file, f"dead link on page {page}", links=(*file.links, Link(page, "#s-gone", alive=False)))
            address = Link(page, "file:///C:/Users/may/report.docx", alive=True)
            yield _in(file, f"local address on page {page}", links=(*file.links, address))


@REGISTER.operator("site-link-dead", "publication")
def site_link_dead(world: World) -> Iterator[Site]:
    """A link of the site leads to a page or a place that is not there."""
    for page in _pages(world, 8):
        yield _on(page, "link to no page", links=(*page.links, "gone.html"))
        yield _on(page, "link to no place", links=(*page.links, "#s-gone"))


@REGISTER.operator("picture-without-words", "publication")
def picture_without_words(world: World) -> Iterator[Site]:
    """A picture has no alternative."""
    for file in _files(world):
        for page in (5, 18, 33):
            yield _in(file, f"picture on page {page}", pictures=(*file.pictures, Picture("", page)))
    for page in _pages(world, 20):
        yield _on(page, "picture", pictures=(*page.pictures, Picture("")))


@REGISTER.operator("section-not-published", "publication")
def section_not_published(world: World) -> Iterator[Site]:
    """A section is on no page of the PDF, or of the site, in one language."""
    for file in _files(world):
        for id in list(file.sections)[3::12]:
            sections = {k: v for k, v in file.sections.items() if k != id}
            yield _in(file, f"no section {id}", sections=sections)
    for page in _pages(world, 11):
        yield Site(f"site/{page.path}: no such page", seen=OnPage(page.path, None))


@REGISTER.operator("site-language-wrong", "publication")
def site_language_wrong(world: World) -> Iterator[Site]:
    """A page of the site names another language, or none."""
    for page in _pages(world, 13):
        yield _on(page, "another language", language="en" if page.language != "en" else "zh-Hant")
        yield _on(page, "no language", language="")


@REGISTER.operator("heading-differs", "publication", "references")
def heading_differs(world: World) -> Iterator[Site]:
    """A section's title on the page or on the site is not the outline's."""
    for page in _pages(world, 15):
        yield _on(page, "another heading", headings=("Old title" if page.language == "en" else "舊標題",))
    for file in _files(world):
        for i in range(2, len(file.texts), 15):
            texts = (*file.texts[:i], "", *file.texts[i + 1 :])
            yield _in(file, f"page {i + 1} is empty", texts=texts)
