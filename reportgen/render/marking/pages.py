"""Where on its page a printed text stands."""

import ctypes
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from reportgen.render.readback import occurrence, seen

_GOES_ON = re.compile(r"[.,]?\d")
_SAME_LINE = 0.5
"""Share of a letter's height by which letters of one line may stand apart from each other."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def far(self, x: float, y: float) -> float:
        """How far the upper left corner is from a point; a line down counts like a word to the side."""
        return abs(self.left - x) + abs(self.top - y)

    def joined(self, other: "Box") -> "Box":
        """The rectangle around two."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A text found on a page: the letters that it is made of, and a rectangle for each line that it takes."""

    letters: range
    boxes: tuple[Box, ...]


class Pages:
    """Reads the letters of a PDF's pages, each page once."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self._read: dict[int, tuple[str, tuple[int, ...], object]] = {}

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def close(self) -> None:
        """Let the file go."""
        self._read.clear()
        self._document.close()

    def find(self, number: int, text: str) -> Iterator[Found]:
        """All places of a page, from 1, where a text is read; spaces and line breaks don't count.

        A number is not the beginning of a longer one.
        """
        letters, places, page = self._letters(number)
        for match in occurrence(text).finditer(letters):
            if match[0][-1].isdigit() and _GOES_ON.match(letters, match.end()):
                continue
            inside = places[match.start() : match.end()]
            boxes = tuple(_lines([box for place in inside if (box := _box(page, place))]))
            if boxes:
                yield Found(range(inside[0], inside[-1] + 1), boxes)

    def _letters(self, number: int) -> tuple[str, tuple[int, ...], object]:
        """The letters of a page that are seen, and the number of each among all of its page."""
        if number not in self._read:
            page = self._document[number - 1].get_textpage()
            codes = [raw.FPDFText_GetUnicode(page.raw, place) for place in range(page.count_chars())]
            kept = [(chr(code), place) for place, code in enumerate(codes) if seen(chr(code))]
            self._read[number] = ("".join(c for c, _ in kept), tuple(place for _, place in kept), page)
        return self._read[number]


def _box(page: object, place: int) -> Box | None:
    found = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(page.raw, place, ctypes.byref(found)):  # type: ignore[attr-defined]
        return None
    box = Box(found.left, found.bottom, found.right, found.top)
    return box if box.right > box.left and box.top > box.bottom else None


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """Letters that follow each other, as one rectangle a line."""
    line: Box | None = None
    for box in boxes:
        if line is not None and abs(box.bottom - line.bottom) < _SAME_LINE * (box.top - box.bottom):
            line = line.joined(box)
        else:
            if line is not None:
                yield line
            line = box
    if line is not None:
        yield line


def nearest(found: Sequence[Found], at: tuple[float, float], taken: Container[int]) -> Found | None:
    """The one of several places that begins nearest to a point, and that no other text has taken."""
    free = [one for one in found if not any(letter in taken for letter in one.letters)]
    return min(free, key=lambda one: one.boxes[0].far(*at), default=None)
