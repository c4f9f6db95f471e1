"""Reading the finished PDF back for what a screen reader, a viewer and the exchange find in it."""

import io
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from reportgen.model.publication import Bookmark, Face, Link, PdfFile, Picture
from reportgen.render.readback import seen

_UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
_DEEPEST = 60
"""Levels of structure and of bookmarks that are followed, so that a circle in a broken file ends."""
Place = tuple[int, int]
"""Number and generation of an object in a file."""
_NO_SOFTENERS = {"\ufffe", "\u00ad"}
"""PDFium's sign for a hyphen at the end of a line, and the soft hyphen itself: neither is lost."""


def inspect_pdf(
    pdf: bytes, *, language: str, path: str, texts: tuple[str, ...], sections: Mapping[str, int]
) -> PdfFile:
    """Read a PDF.

    Args:
        pdf: the file.
        language: of the manuscript that was laid out.
        path: of the file inside the output folder.
        texts: what is read on each page, as :func:`reportgen.render.readback.raw_page_texts` gives it.
        sections: page on which each section begins.

    Raises:
        pikepdf.PdfError: It is no PDF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root: Any = document.Root
        pages = _pages(document)
        with document.open_metadata() as metadata:
            part, title = str(metadata.get(_UA_PART) or ""), str(metadata.get("dc:title") or "")
        preferences: Any = root.get("/ViewerPreferences", {})
        return PdfFile(
            language=language,
            path=path,
            size=len(pdf),
            version=document.pdf_version,
            encrypted=document.is_encrypted,
            title=title or str(document.docinfo.get("/Title", "")),
            told_language=str(root.get("/Lang", "")),
            shows_title=bool(preferences.get("/DisplayDocTitle", False)),
            conforms_to=part,
            tagged="/StructTreeRoot" in root and bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            texts=tuple(map(seen, texts)),
            unreadable=tuple((page, c) for page, text in enumerate(texts, start=1) for c in _unreadable(text)),
            bookmarks=tuple(_bookmarks(document, pages)),
            links=tuple(_links(document)),
            faces=tuple(sorted(_faces(document), key=lambda face: face.name)),
            pictures=tuple(_pictures(root, pages)),
            sections=dict(sections),
        )


def _unreadable(text: str) -> Iterator[str]:
    """Characters of a page's text that stand for no letter: replacement, private use, unassigned."""
    for c in dict.fromkeys(text):
        if c == "\ufffd" or (unicodedata.category(c) in ("Co", "Cn") and c not in _NO_SOFTENERS):
            yield c


def _bookmarks(document: pikepdf.Pdf, pages: Mapping[Place, int]) -> Iterator[Bookmark]:
    names = _destinations(document)

    def walk(items: Any, level: int) -> Iterator[Bookmark]:
        for item in items:
            target = item.destination if item.destination is not None else (item.action or {}).get("/D")
            yield Bookmark(item.title, level, _page_of(_resolved(target, names), pages))
            if level < _DEEPEST:
                yield from walk(item.children, level + 1)

    with document.open_outline(max_depth=_DEEPEST) as outline:
        yield from walk(outline.root, 1)


def _pages(document: pikepdf.Pdf) -> dict[Place, int]:
    """The number of each page by the object that it is."""
    found: Any = document.pages
    return {page.obj.objgen: number for number, page in enumerate(found, start=1)}


def _destinations(document: pikepdf.Pdf) -> Mapping[str, Any]:
    """The places inside the file that have a name."""
    root: Any = document.Root
    found: dict[str, Any] = {str(k)[1:]: v for k, v in root.get("/Dests", {}).items()}
    names = root.get("/Names", {}).get("/Dests")
    if names is not None:
        found.update({str(k): v for k, v in pikepdf.NameTree(names).items()})
    return found


def _resolved(target: Any, names: Mapping[str, Any]) -> Any:
    if isinstance(target, pikepdf.String | pikepdf.Name | str):
        target = names.get(str(target).removeprefix("/"))
    return target.get("/D") if isinstance(target, pikepdf.Dictionary) else target


def _page_of(target: Any, pages: Mapping[Place, int]) -> int | None:
    return pages.get(target[0].objgen) if isinstance(target, pikepdf.Array) and len(target) else None


def _links(document: pikepdf.Pdf) -> Iterator[Link]:
    names, pages = _destinations(document), _pages(document)
    for number, page in enumerate(document.pages, start=1):
        notes: Any = page.obj.get("/Annots", ())
        for note in notes:
            if note.get("/Subtype") != "/Link":
                continue
            action = note.get("/A", {})
            if "/URI" in action:
                yield Link(number, str(action.URI), alive=True)
                continue
            target = note.get("/Dest", action.get("/D"))
            named = isinstance(target, pikepdf.String | pikepdf.Name)
            alive = _page_of(_resolved(target, names), pages) is not None
            yield Link(number, f"#{str(target).removeprefix('/')}" if named else "#", alive=alive)


def _faces(document: pikepdf.Pdf) -> Iterator[Face]:
    seen: set[tuple[int, int]] = set()
    for item in document.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        fonts: Any = item.get("/DescendantFonts", [item])
        for font in fonts:
            if font.get("/Subtype") == "/Type3" or (font.is_indirect and font.objgen in seen):
                continue
            seen.add(font.objgen)
            told = font.get("/FontDescriptor", {})
            embedded = any(name in told for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield Face(str(font.get("/BaseFont", "")).removeprefix("/"), embedded)


def _pictures(root: Any, pages: Mapping[Place, int]) -> Iterator[Picture]:
    """The figures of the structure. Pictures outside it are ornament, which PDF/UA calls artefacts."""
    left: list[tuple[Any, int | None, int]] = [(root.get("/StructTreeRoot", {}).get("/K"), None, 0)]
    while left:
        item, page, depth = left.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(item, pikepdf.Array):
            left.extend((below, page, depth) for below in item)
        elif isinstance(item, pikepdf.Dictionary):
            own = item.get("/Pg")
            here = pages.get(own.objgen) if own is not None else page
            if item.get("/S") == "/Figure":
                yield Picture(str(item.get("/Alt", item.get("/ActualText", ""))), here)
            left.append((item.get("/K"), here, depth + 1))
