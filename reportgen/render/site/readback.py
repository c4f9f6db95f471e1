"""Reading the written site back: its figures, anchors, links and pictures, as a browser finds them."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from reportgen.model.publication import Picture, Site, SitePage

_ADDRESSES = {"a": "href", "img": "src", "link": "href", "script": "src", "source": "src"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_VOID = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta source track wbr",
    )
)


def read_site(folder: Path, others: frozenset[str] = frozenset()) -> Site:
    """Read all pages of a site's folder.

    Args:
        folder: of the site.
        others: paths, relative to the folder, of files beside it that its pages may lead to, e.g. ``../en/report.pdf``.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = tuple(
        read_page(name, (folder / name).read_text(encoding="utf-8"))
        for name in sorted(files)
        if name.endswith(".html") and not name.startswith("pagefind/")
    )
    return Site(pages, frozenset(files) | others)


def read_page(path: str, html: str) -> SitePage:
    """Read one page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return SitePage(
        path=path,
        language=reader.language,
        title=" ".join(reader.texts.get("title", "").split()),
        figures={name.removeprefix("#"): text for name, text in reader.texts.items() if name.startswith("#")},
        ids=frozenset(reader.ids),
        links=tuple(reader.links),
        pictures=tuple(reader.pictures),
        headings=tuple(" ".join(text.split()) for name, text in reader.texts.items() if name.startswith("h:")),
    )


class _Reader(HTMLParser):
    """Collects what a page holds; texts by ``title``, ``#<id of a figure>`` and ``h:<n>``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.pictures: list[Picture] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self._listening: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag's id, address and alternative, and whether its text is wanted."""
        told: Mapping[str, str] = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = told.get("lang", "")
        if "id" in told:
            self.ids.add(told["id"])
        if address := told.get(_ADDRESSES.get(tag, ""), ""):
            self.links.append(address)
        # An empty alternative says on purpose that a picture tells nothing, as the logo beside the name (HTML, 4.8.4).
        adorns = told.get("role") == "presentation" or told.get("aria-hidden") == "true" or told.get("alt") == ""
        if tag == "img" and not adorns:
            self.pictures.append(Picture(told.get("alt", "")))
        if tag == "svg" and told.get("role") == "img":
            self.pictures.append(Picture(told.get("aria-label", "")))
        if tag in _VOID:
            return
        name = ""
        if tag == "title" and not self.texts:
            name = "title"
        elif tag in _HEADINGS:
            name = f"h:{len(self.texts)}"
        elif "id" in told and "fig" in told.get("class", "").split():
            name = f"#{told['id']}"
        self._open.append((tag, name))
        if name:
            self.texts[name] = ""
            self._listening.append(name)

    def handle_endtag(self, tag: str) -> None:
        """Stop listening to what ends."""
        while self._open:
            opened, name = self._open.pop()
            if name:
                self._listening.remove(name)
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        """Add text to all that it stands in."""
        for name in self._listening:
            self.texts[name] += data
