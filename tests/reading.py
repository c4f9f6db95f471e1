"""A laid-out report read back with its structure: which paragraph, heading or row stands where, line by line."""

import ctypes
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08]")


@dataclass(frozen=True)
class Glyph:
    """One character, and where its advance begins and ends in pt."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Piece:
    """Text that was set in one go: its box and baseline in pt from the page's left and foot, and its type size."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    glyphs: tuple[Glyph, ...] = ()


@dataclass
class Element:
    """One element of the structure tree that holds text, with its pieces in reading order.

    ``above`` names the kinds that it stands in, ``table`` and ``row`` count the document's tables and rows so far.
    """

    kind: str
    above: tuple[str, ...]
    table: int
    row: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def pages(self) -> set[int]:
        return {piece.page for piece in self.pieces}

    def lines(self) -> list[list[Piece]]:
        """The pieces by line: a marker that is raised or lowered stays on its line."""
        found: list[list[Piece]] = []
        for piece in self.pieces:
            last = found[-1] if found else None
            if last and last[0].page == piece.page and abs(last[0].baseline - piece.baseline) < 5:
                last.append(piece)
            else:
                found.append([piece])
        return found


@dataclass
class Reading:
    """A report: its elements in reading order, and its pages' furniture."""

    elements: list[Element]
    furniture: dict[int, list[Piece]]

    def of(self, *kinds: str) -> list[Element]:
        return [element for element in self.elements if element.kind in kinds and element.pieces]


def read(path: Path, closely: Container[int] = ()) -> Reading:
    """Read a tagged PDF; pages read ``closely`` have their glyphs."""
    marked = _pieces(path, closely)
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        elements = list(_elements(pdf.Root.StructTreeRoot.K, numbers, marked))
    used = {id(piece) for element in elements for piece in element.pieces}
    furniture: dict[int, list[Piece]] = {}
    for (page, _), pieces in marked.items():
        furniture.setdefault(page, []).extend(piece for piece in pieces if id(piece) not in used)
    return Reading(elements, furniture)


def _pieces(path: Path, closely: Container[int]) -> dict[tuple[int, int], list[Piece]]:
    """The pieces of all pages by page and number of their marked content; those of pictures have none (-1)."""
    marked: dict[tuple[int, int], list[Piece]] = {}
    document = pypdfium2.PdfDocument(path)
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        words = page.get_textpage()
        glyphs = _glyphs(words) if number in closely else {}
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            if not (text := UNSEEN.sub("", _text(item, words))):
                continue
            left, _, right, _ = item.get_bounds()
            matrix = item.get_matrix()
            id = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
            piece = Piece(number, text, left, right, matrix.f, _size(item), tuple(glyphs.get(_address(item.raw), ())))
            marked.setdefault((number, id), []).append(piece)
    document.close()
    return marked


def _text(item: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(item.raw, words.raw, None, 0)
    buffer = (pdfium.FPDF_WCHAR * length)()
    pdfium.FPDFTextObj_GetText(item.raw, words.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\x00")


def _size(item: pypdfium2.PdfObject) -> float:
    """Type size in pt."""
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item.raw, size)
    return abs(item.get_matrix().d) * size.value


def _address(handle: object) -> int | None:
    return ctypes.cast(handle, ctypes.c_void_p).value


def _glyphs(words: pypdfium2.PdfTextPage) -> dict[int | None, list[Glyph]]:
    """The glyphs of each text object of a page, in the order in which they were set."""
    found: dict[int | None, list[Glyph]] = {}
    box = pdfium.FS_RECTF()
    for index in range(words.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(words.raw, index))
        handle = pdfium.FPDFText_GetTextObject(words.raw, index)
        if handle and not UNSEEN.match(character) and not pdfium.FPDFText_IsGenerated(words.raw, index):
            pdfium.FPDFText_GetLooseCharBox(words.raw, index, box)
            found.setdefault(_address(handle), []).append(Glyph(character, box.left, box.right))
    return found


HOLDERS = {"/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/TH", "/TD", "/Caption", "/Lbl"}


def _elements(root, numbers, marked) -> Iterator[Element]:
    """Elements that hold text of their own or in spans."""
    found: list[Element] = []
    counted = {"/Table": 0, "/TR": 0}

    def walk(node, holder: Element | None, above: tuple[str, ...]) -> None:
        kind = str(node.get("/S", ""))
        if kind in counted:
            counted[kind] += 1
        if kind in HOLDERS:
            holder = Element(kind[1:], above, counted["/Table"], counted["/TR"])
            found.append(holder)
        page = numbers.get(node.Pg.objgen) if "/Pg" in node else None
        kids = node.get("/K", [])
        for child in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(child, int):
                if holder is not None:
                    holder.pieces.extend(marked.get((page, child), ()))
            elif child.get("/Type") != "/OBJR":
                walk(child, holder, (*above, kind[1:]))

    for node in root if isinstance(root, pikepdf.Array) else [root]:
        walk(node, None, ())
    yield from (element for element in found if element.pieces)
