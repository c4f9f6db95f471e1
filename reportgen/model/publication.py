"""The finished files as read back: what a reader, a screen reader and the exchange find in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline; ``level`` from 1, ``page`` from 1 or ``None`` if it leads nowhere."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a PDF: an address, or ``#name`` inside the file; ``alive`` says whether its target is there."""

    page: int
    target: str
    alive: bool


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface of a PDF."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the words for those who can't see it; ``page`` is ``None`` where the file doesn't tell."""

    alternative: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PdfFile:
    """One language's PDF.

    Attributes:
        language: of the manuscript that was laid out.
        path: of the file inside the output folder.
        size: in bytes.
        version: of PDF, e.g. ``1.7``.
        encrypted: whether it has a password or forbids anything.
        title, told_language: as its metadata and its catalogue say.
        shows_title: whether a viewer shows the title instead of the file's name.
        conforms_to: part of PDF/UA that it claims, ``""`` if none.
        tagged: whether it has a structure.
        texts: what is read on each page.
        unreadable: characters that stand for no letter, with their page.
        bookmarks, links, faces, pictures: as found.
        sections: page on which each section begins, by its id, as the layout says.
    """

    language: str
    path: str
    size: int
    version: str
    encrypted: bool
    title: str
    told_language: str
    shows_title: bool
    conforms_to: str
    tagged: bool
    texts: tuple[str, ...]
    unreadable: tuple[tuple[int, str], ...]
    bookmarks: tuple[Bookmark, ...]
    links: tuple[Link, ...]
    faces: tuple[Face, ...]
    pictures: tuple[Picture, ...]
    sections: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site.

    Attributes:
        path: inside the site's folder, e.g. ``en/climate.html``.
        language: as the page itself says.
        title: as the browser shows it.
        figures: text of each bound figure, by the id of its binding.
        ids: what a link can lead to.
        links: addresses as written, of links, pictures, styles and programs.
        pictures: the pictures that have an alternative or should.
        headings: texts of its headings, in order.
    """

    path: str
    language: str
    title: str
    figures: Mapping[str, str]
    ids: frozenset[str]
    links: tuple[str, ...]
    pictures: tuple[Picture, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The site as written: its pages, and the paths of all files of the output folder relative to the site's."""

    pages: tuple[SitePage, ...]
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Publication:
    """All finished files; ``site`` is ``None`` where a draft of a few sections makes none."""

    files: tuple[PdfFile, ...]
    site: Site | None
