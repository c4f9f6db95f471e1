"""Writes marks into a PDF as annotations. What its pages print is not touched, only what lies over it."""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf

from reportgen.model.manuscript import Binding
from reportgen.render.figures import pieces
from reportgen.render.marking.annotations import Annotator
from reportgen.render.marking.marks import Mark, Marked
from reportgen.render.marking.pages import Box, Found, Pages, nearest
from reportgen.render.theme import Theme
from reportgen.render.typography import spaced

_CHART = "chart"
_TALLEST = 40.0
"""Points: a text whose letters begin farther from its element is another one of the same words."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark, and the lines of a page that it covers."""

    mark: Mark
    page: int
    boxes: tuple[Box, ...]


def marked_pdf(
    pdf: bytes, marks: Sequence[Mark], pages: Mapping[str, int], *, theme: Theme, author: str, made_at: datetime
) -> Marked:
    """Highlight figures, with the reference of each in the margin beside its line.

    Args:
        pdf: the report in one language.
        marks: what to mark.
        pages: page of each binding, from 1.
        theme: of the report; gives the colours, and the face of the references.
        author: role that the marks are signed with.
        made_at: day and time that the marks bear; the same input gives the same bytes.

    Raises:
        pikepdf.PdfError: It is no PDF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        placed, lost, drawn = _placed(pdf, document, marks, pages)
        annotator = Annotator(document, theme, author, made_at)
        by_page: dict[int, list[_Place]] = defaultdict(list)
        for place in placed:
            by_page[place.page].append(place)
        for number in sorted(by_page):
            for place in by_page[number]:
                annotator.highlight(number, place.boxes, place.mark.contents, place.mark.binding.id)
            annotator.references(number, [(place.boxes[0], place.mark.reference) for place in by_page[number]])
        annotator.finish()
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return Marked(out.getvalue(), len({place.mark.binding.id for place in placed}), tuple(lost), tuple(drawn))


def _placed(
    pdf: bytes, document: pikepdf.Pdf, marks: Sequence[Mark], pages: Mapping[str, int]
) -> tuple[list[_Place], list[Binding], list[Binding]]:
    """Where each mark stands; the bindings of the text that were not found, and those of charts."""
    ends, reader = _ends(document), Pages(pdf)
    placed: list[_Place] = []
    lost: list[Binding] = []
    drawn: list[Binding] = []
    taken: dict[int, set[int]] = defaultdict(set)
    try:
        # Figures of the text know their place; those of charts take what is left.
        for mark in sorted(marks, key=lambda mark: mark.binding.kind == _CHART):
            page, binding = pages.get(mark.binding.id), mark.binding
            found = [] if page is None else _find(reader, page, binding, ends.get(mark.element), taken)
            if not found:
                (drawn if binding.kind == _CHART else lost).append(binding)
            for number, one in found:
                taken[number].update(one.letters)
                placed.append(_Place(mark, number, one.boxes))
    finally:
        reader.close()
    return placed, lost, drawn


def _find(
    reader: Pages, page: int, binding: Binding, end: tuple[float, float] | None, taken: Mapping[int, set[int]]
) -> list[tuple[int, Found]]:
    """A binding on its page, or on two where the page ends inside it."""
    at, drawn = end or (0.0, 0.0), binding.kind == _CHART
    read = (one for one in reader.find(page, binding.text) if not drawn or one.boxes[0].top < at[1])
    whole = nearest(list(read), at, taken.get(page, ()))
    if whole is not None and (drawn or whole.boxes[0].far(*at) < _TALLEST):
        return [(page, whole)]
    parts = pieces(spaced(binding.text))
    for cut in range(1, len(parts)):
        head = nearest(list(reader.find(page, "".join(parts[:cut]))), at, taken.get(page, ()))
        # What goes on overleaf begins there: the first place that is read.
        tail = next(reader.find(page + 1, "".join(parts[cut:])), None) if page < reader.count else None
        if head is not None and tail is not None and head.boxes[0].far(*at) < _TALLEST:
            return [(page, head), (page + 1, tail)]
    return []


def _ends(document: pikepdf.Pdf) -> dict[str, tuple[float, float]]:
    """The upper left corner of each element that has an id, as the layout noted it."""
    root: Any = document.Root
    names = root.get("/Names", {}).get("/Dests")
    found: dict[str, tuple[float, float]] = {}
    for name, target in pikepdf.NameTree(names).items() if names is not None else ():
        place: Any = target
        if isinstance(place, pikepdf.Array) and len(place) >= 4 and place[1] == "/XYZ":
            found[str(name)] = (float(place[2]), float(place[3]))
    return found
