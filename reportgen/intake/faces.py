"""How the cells of a sheet look, where the look says something: how far a label is set in, how many digits are shown.

Read from the parts themselves, which were inspected before: they declare no entities and fit into memory.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.intake.marks import Position, column_number, parse_part, part_of, sheet_parts

_REF = re.compile(r"([A-Z]+)(\d+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_BUILT_IN = {1: 0, 2: 2, 3: 0, 4: 2, 9: 0, 10: 2, 37: 0, 38: 0, 39: 2, 40: 2}
"""Digits after the point of the formats that every spreadsheet program knows by number (ECMA-376, 18.8.30)."""


@dataclass(frozen=True, slots=True)
class Face:
    """A cell's look: by how many steps it is set in, and how many decimals its format shows, ``None`` for all."""

    indent: int = 0
    decimals: int | None = None


PLAIN = Face()


def faces_of(data: bytes) -> Mapping[str, Mapping[Position, Face]]:
    """The cells of each worksheet that look other than plain, by sheet, row and column.

    Args:
        data: a workbook that was inspected.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = _styles(part_of(archive, "xl/styles.xml"))
        return {name: _sheet(part_of(archive, path), styles) for name, path in sheet_parts(archive)}


def _sheet(part: bytes, styles: Mapping[int, Face]) -> Mapping[Position, Face]:
    found: dict[Position, Face] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c" and (face := styles.get(int(attributes.get("s", 0)))):
            ref = _REF.fullmatch(attributes.get("r", ""))
            if ref is not None:
                found[int(ref[2]), column_number(ref[1])] = face

    if styles:
        parse_part(part, start)
    return found


def _styles(styles: bytes) -> Mapping[int, Face]:
    """The looks by number of the cell format, plain ones left out."""
    custom: dict[int, str] = {}
    faces: list[Face] = []
    inside = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            custom[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            format = int(attributes.get("numFmtId", 0))
            faces.append(Face(0, _BUILT_IN.get(format, _decimals(custom.get(format, "")))))
        elif tag == "alignment" and inside and faces:
            faces[-1] = Face(int(float(attributes.get("indent", 0))), faces[-1].decimals)

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    parse_part(styles, start, end)
    return {number: face for number, face in enumerate(faces) if face != PLAIN}


def _decimals(code: str) -> int | None:
    """Digits after the point that a format code shows; ``None`` if it shows all, or is no number's format."""
    plain = _QUOTED.sub("", code.split(";", 1)[0])
    if not re.search(r"[0#]", plain) or re.search(r"[ymdhs]", plain, re.IGNORECASE):
        return None
    point = re.search(r"\.([0#?]*)", plain)
    return len(point[1]) if point else 0
