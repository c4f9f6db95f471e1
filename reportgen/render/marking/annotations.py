"""Annotations as PDF/UA wants them: with words, an appearance of their own, and a place in the structure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reportgen.render.colour import channels
from reportgen.render.marking.letters import outlined, width
from reportgen.render.marking.pages import Box
from reportgen.render.theme import Theme

_PRINTED = 4
"""Flag of an annotation that is printed with its page."""
_SIZES = (7.0, 6.2, 5.5, 4.8)
"""Type sizes of references in the margin, in points; the largest that fits is taken."""
_EDGE = 5.0
"""Points between a reference and the edge of the page, and between it and the text."""
_LINE = 5.0
"""Points by which figures of one line may stand apart."""


class Annotator:
    """Adds annotations to a document.

    Args:
        document: the report.
        theme: gives colours and the face of references.
        author: role that signs.
        made_at: when.
    """

    def __init__(self, document: pikepdf.Pdf, theme: Theme, author: str, made_at: datetime) -> None:
        self._document = document
        self._theme = theme
        self._author = author
        self._date = made_at.strftime("D:%Y%m%d%H%M%SZ")
        self._root: Any = document.Root
        self._tree: Any = self._root.get("/StructTreeRoot")
        self._parents: list[Any] = []
        self._next = _next_key(self._tree)
        self._blend = document.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Multiply))

    def highlight(self, number: int, boxes: Sequence[Box], contents: str, id: str) -> None:
        """Lay a highlight over the lines of a figure on a page, from 1."""
        around = boxes[0]
        for box in boxes[1:]:
            around = around.joined(box)
        colour = self._theme.colours.found
        fill = " ".join(f"{one:g}" for one in _rgb(colour))
        left, bottom = around.left, around.bottom
        areas = "\n".join(
            f"{b.left - left:.3f} {b.bottom - bottom:.3f} {b.right - b.left:.3f} {b.top - b.bottom:.3f} re f"
            for b in boxes
        )
        corners = [
            value for b in boxes for value in (b.left, b.top, b.right, b.top, b.left, b.bottom, b.right, b.bottom)
        ]
        self._add(
            number,
            around,
            contents,
            f"/GS gs {fill} rg\n{areas}",
            Dictionary(ExtGState=Dictionary(GS=self._blend)),
            {"Subtype": Name.Highlight, "C": Array(_rgb(colour)), "QuadPoints": Array([round(v, 3) for v in corners])},
            id,
        )

    def references(self, number: int, given: Iterable[tuple[Box, str]]) -> None:
        """Write the references of a page's marks in its margin, those of a line together."""
        lines: list[tuple[Box, list[str]]] = []
        for box, reference in sorted(given, key=lambda one: (-one[0].bottom, one[0].left)):
            if not reference:
                continue
            if not lines or abs(lines[-1][0].bottom - box.bottom) > _LINE:
                lines.append((box, []))
            if reference not in lines[-1][1]:
                lines[-1][1].append(reference)
        for box, told in lines:
            self._reference(number, box, told)

    def finish(self) -> None:
        """Enter the annotations into the structure tree."""
        if self._tree is None or not self._parents:
            return
        nums = self._tree.ParentTree.Nums
        for key, element in self._parents:
            nums.append(key)
            nums.append(element)
        self._tree.ParentTreeNextKey = self._next

    def _reference(self, number: int, beside: Box, told: Sequence[str]) -> None:
        page: Any = self._document.pages[number - 1]
        edge = [float(v) for v in page.get("/TrimBox", page.MediaBox)]
        margin = self._theme.page.margins.right * 72 / 25.4
        room = margin - 2 * _EDGE
        family = next(iter(self._theme.fonts.text.values()))[0]
        text, size = _fitting(told, family, room)
        drawing = outlined(text, family, size)
        if not drawing:
            return
        left = edge[2] - margin + _EDGE
        base = (beside.bottom + beside.top) / 2 - size * 0.36
        box = Box(left, base - size * 0.25, left + width(text, family, size), base + size)
        ink = " ".join(f"{one:g}" for one in _rgb(self._theme.colours.alert))
        self._add(
            number,
            box,
            ", ".join(told),
            f"{ink} rg 1 0 0 1 0 {size * 0.25:g} cm\n{drawing}",
            Dictionary(),
            {"Subtype": Name.FreeText, "DA": String(f"/Helv {size:g} Tf {ink} rg")},
            f"{number}:{base:.1f}",
        )

    def _add(
        self, number: int, box: Box, contents: str, drawing: str, resources: Any, own: Mapping[str, Any], id: str
    ) -> None:
        page: Any = self._document.pages[number - 1].obj
        wide, high = round(box.right - box.left, 3), round(box.top - box.bottom, 3)
        look = self._document.make_stream(drawing.encode())
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, wide, high])
        look.Resources = resources
        annotation = self._document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Rect=Array([round(v, 3) for v in (box.left, box.bottom, box.right, box.top)]),
                Contents=String(contents),
                T=String(self._author),
                NM=String(hashlib.sha256(f"{own['Subtype']}\x1f{number}\x1f{id}".encode()).hexdigest()[:16]),
                M=String(self._date),
                CreationDate=String(self._date),
                F=_PRINTED,
                AP=Dictionary(N=look),
                P=page,
            )
        )
        for name, value in own.items():
            annotation[f"/{name}"] = value
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        page.Tabs = Name.S
        self._enter(page, annotation, contents)

    def _enter(self, page: Any, annotation: Any, contents: str) -> None:
        """Give an annotation its element in the structure (ISO 14289-1, 7.18.1)."""
        if self._tree is None:
            return
        above = self._tree.K[0] if isinstance(self._tree.K, Array) else self._tree.K
        element = self._document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Annot,
                P=above,
                Pg=page,
                Alt=String(contents),
                K=Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page),
            )
        )
        if not isinstance(above.get("/K"), Array):
            above.K = Array([above.K] if "/K" in above else [])
        above.K.append(element)
        annotation.StructParent = self._next
        self._parents.append((self._next, element))
        self._next += 1


def _fitting(told: Sequence[str], family: str, room: float) -> tuple[str, float]:
    """The references in one line and their type size: all, or the first and how many more there are."""
    for count in range(len(told), 0, -1):
        text = " ".join(told[:count]) + (f" +{len(told) - count}" if count < len(told) else "")
        for size in _SIZES:
            if width(text, family, size) <= room:
                return text, size
    return told[0], _SIZES[-1]


def _next_key(tree: Any) -> int:
    """The first free key of the structure's parents."""
    if tree is None:
        return 0
    nums = tree.ParentTree.Nums
    return max((int(nums[at]) for at in range(0, len(nums), 2)), default=-1) + 1


def _rgb(colour: str) -> list[float]:
    """A colour as PDF counts it, from 0 to 1."""
    return [round(channel / 255, 4) for channel in channels(colour)]
