"""What a sheet's part says of its cells beside their values: formulas, errors, percentages, hidden rows.

Calamine gives values and nothing else. The parts were inspected before: they declare no entities and fit into memory.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.parsers import expat

_PERCENT_FORMATS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_REF = re.compile(r"([A-Z]+)(\d+)")
# A formula, an error, a hidden row, other quotes than usual, or a row or cell that does not say where it stands: a part
# without any of these need not be read cell by cell.
_SPECIAL = re.compile(
    rb"<(?:[\w.-]+:)?(?:f[\s/>]|row(?![^>]*\sr=\")|c(?=[\s/>])(?![^>]*\sr=\"))|\st=\"e\"|\shidden=|\s[st]\s*=\s*'|\s[st]\s+="
)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RELATIONSHIP = re.compile(r"officeDocument/(?:2006/)?relationships/worksheet$")

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is special about a cell; ``text`` is its text with raised digits kept as such, where it has some."""

    formula: bool = False
    error: str = ""
    percent: bool = False
    text: str = ""


@dataclass(slots=True)
class Marks:
    """The marks of a sheet, and its hidden rows."""

    cells: dict[Position, Mark] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    texts: int = 0


class TooMuchError(Exception):
    """A sheet reaches further than is read."""


def marks_of(data: bytes, rows: int, columns: int) -> dict[str, Marks]:
    """The marks of every worksheet, by its name.

    Raises:
        TooMuchError: A sheet has more rows or columns than these.
        Exception: Whatever the file sets off; it is the file's fault.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        percent = _percent_styles(part_of(archive, "xl/styles.xml"))
        raised = _raised_texts(part_of(archive, "xl/sharedStrings.xml"))
        found = {}
        for name, path in sheet_parts(archive):
            scan = _Scan(name, percent, raised, rows, columns)
            part = part_of(archive, path)
            if raised or _SPECIAL.search(part) or any(b's="%d"' % style in part for style in percent):
                parse_part(part, scan.start, scan.end, scan.text)
            found[name] = scan.marks
        return found


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet, in the order of the workbook."""
    real = {name.lower(): name for name in archive.namelist()}
    for name, path in sheet_parts_of(lambda part: part_of(archive, part)):
        if path.lower() in real:
            yield name, real[path.lower()]


def sheet_parts_of(read: Callable[[str], bytes]) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet, in the order of the workbook, from its parts."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relationship(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and _RELATIONSHIP.search(attributes.get("Type", "")):
            target = attributes["Target"]
            joined = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes["Id"]] = posixpath.normpath(joined)

    def sheet(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            id = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), id))

    parse_part(read("xl/_rels/workbook.xml.rels"), relationship)
    parse_part(read("xl/workbook.xml"), sheet)
    for name, id in sheets:
        if id in targets:
            yield name, targets[id]


class _Scan:
    """Reads one sheet's part."""

    def __init__(self, name: str, percent: frozenset[int], raised: Mapping[int, str], rows: int, columns: int) -> None:
        self.name = name
        self.marks = Marks()
        self._percent, self._raised, self._rows, self._columns = percent, raised, rows, columns
        self._row = self._column = 0
        self._kind = ""
        self._mark = Mark()
        self._shared = False
        self._said: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self._mark = Mark(True, self._mark.error, self._mark.percent)
            self.marks.cells[self._row, self._column] = self._mark
        elif tag == "v":
            self._said = [] if self._kind == "e" or self._shared else None
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if self._row > self._rows:
                raise TooMuchError(self.name)
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.add(self._row)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag != "v" or self._said is None:
            return
        said, self._said = "".join(self._said), None
        at = (self._row, self._column)
        if self._kind == "e":
            self.marks.cells[at] = Mark(self._mark.formula, said or "#VALUE!", self._mark.percent)
        elif said.isdecimal() and (text := self._raised.get(int(said))):
            self.marks.cells[at] = Mark(self._mark.formula, "", self._mark.percent, text)

    def text(self, text: str) -> None:
        """Characters between the two."""
        if self._said is not None:
            self._said.append(text)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        if ref := _REF.fullmatch(attributes.get("r", "")):
            self._column, self._row = column_number(ref[1]), int(ref[2])
        else:
            self._column += 1
        if self._column > self._columns:
            raise TooMuchError(self.name)
        self._kind = attributes.get("t", "n")
        self._shared = self._kind == "s" and bool(self._raised)
        percent = self._kind == "n" and int(attributes.get("s", 0)) in self._percent
        self._mark = Mark(percent=percent)
        if percent:
            self.marks.cells[self._row, self._column] = self._mark


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """Number of a column, e.g. 28 for ``AB``; 0 without letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _percent_styles(styles: bytes) -> frozenset[int]:
    """Numbers of the cell formats that show a number as a percentage; ``0.0"%"`` shows it as it is."""
    custom: dict[int, str] = {}
    found: set[int] = set()
    inside, number = False, 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside, number
        if tag == "numFmt":
            custom[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            format = int(attributes.get("numFmtId", 0))
            if format in _PERCENT_FORMATS or "%" in _QUOTED.sub("", custom.get(format, "")):
                found.add(number)
            number += 1

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parse_part(styles, start, end)
    return frozenset(found)


def _raised_texts(strings: bytes) -> dict[int, str]:
    """Shared texts with superscript runs, by number; raised digits become ``¹``, other raised letters ``^x``."""
    found: dict[int, str] = {}
    if b"superscript" not in strings:
        return found
    number, raised, reading, parts, any_raised = -1, False, False, list[str](), False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal number, raised, reading, any_raised
        if tag == "si":
            number += 1
            parts.clear()
            any_raised = raised = False
        elif tag == "r":
            raised = False
        elif tag == "vertAlign":
            raised = attributes.get("val") == "superscript"
        elif tag == "t":
            reading = True

    def end(tag: str) -> None:
        nonlocal reading
        reading = reading and tag != "t"
        if tag == "si" and any_raised:
            found[number] = "".join(parts)

    def text(said: str) -> None:
        nonlocal any_raised
        if reading:
            if raised and said.strip():
                any_raised = True
                said = said.translate(_SUPERSCRIPTS)
            parts.append(said)

    parse_part(strings, start, end, text)
    return found


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part, whatever the case of its name; nothing if there is none."""
    real = {known.lower(): known for known in archive.namelist()}.get(name.lower())
    return archive.read(real) if real else b""


def parse_part(
    part: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part of XML; the functions are told its elements by their local names."""
    if not part:
        return
    local: dict[str, str] = {}

    def bare(tag: str) -> str:
        if tag not in local:
            local[tag] = tag.rpartition(":")[2]
        return local[tag]

    def on_start(tag: str, attributes: dict[str, Any]) -> None:
        start(bare(tag), attributes)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    if end is not None:
        parser.EndElementHandler = lambda tag: end(bare(tag))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(part, True)
