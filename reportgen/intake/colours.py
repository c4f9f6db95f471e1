"""Colours on the cells of a workbook, without touching the cells: conditional formats that always hold.

A cell's own fill, border and number format stay as they are; taking the colour off again leaves no trace.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from reportgen.intake.notes import MAIN
from reportgen.intake.package import OFFICE, Package, parse, written

WRONG, ASKED, READ = "FFFFB3AE", "FFFFDE8A", "FFCFE3F5"
"""What is wrong, what is asked about, what was read in a way worth a word."""

_INKS = {WRONG: "FF8E0B16", ASKED: "FF6B4A00", READ: "FF123F66"}
_STYLES = "xl/styles.xml"
_OPENING = re.compile(rb"<(?:[\w.-]+:)?worksheet\b[^>]*>")
_DATA_ENDS = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_NO_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\s*/>")
_SELECTED = re.compile(rb'\stabSelected="[^"]*"')
_ORDER = (
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


def styles_of(package: Package) -> dict[str, int]:
    """The differential formats of the colours in the workbook's styles, added where they are not there; by colour."""
    root = parse(package.read(_STYLES))
    formats = root.find(f"{{{MAIN}}}dxfs")
    if formats is None:
        formats = etree.Element(f"{{{MAIN}}}dxfs")
        before = [root.find(f"{{{MAIN}}}{name}") for name in ("tableStyles", "colors", "extLst")]
        following = next((element for element in before if element is not None), None)
        if following is None:
            root.append(formats)
        else:
            following.addprevious(formats)
    found = {}
    for colour in (WRONG, ASKED, READ):
        there = [n for n, dxf in enumerate(formats) if _fill_of(dxf) == colour]
        found[colour] = there[0] if there else len(formats)
        if not there:
            formats.append(_format(colour))
    formats.set("count", str(len(formats)))
    package.put(_STYLES, written(root))
    return found


def paint(
    package: Package, sheet: str, cells: Mapping[str, Iterable[str]], styles: Mapping[str, int], drawing: str | None
) -> None:
    """Colour cells of a sheet, after taking off the colours of an earlier return.

    Args:
        package: the workbook.
        sheet: the sheet's part.
        cells: colour to cells.
        styles: colour to the number of its format.
        drawing: id of the relationship to the drawing of notes, if the sheet must name it.
    """
    part = package.read(sheet)
    opening = _OPENING.search(part)
    ends = [*_DATA_ENDS.finditer(part)] or [*_NO_DATA.finditer(part)]
    if opening is None or not ends:
        return
    cut = ends[-1].end()
    # What stands before the cells' end is left as it is, however large; the rest is small.
    root = parse(opening[0] + part[cut:])
    _take_off(root, set(styles.values()))
    used = [colour for colour in (WRONG, ASKED, READ) if tuple(cells.get(colour, ()))]
    for rule in root.iter("{*}cfRule"):
        rule.set("priority", str(int(rule.get("priority", 1)) + len(used)))
    for number, colour in enumerate(used, 1):
        _insert(root, _always(cells[colour], styles[colour], number))
    if drawing is not None:
        element = etree.Element(f"{{{MAIN}}}legacyDrawing", nsmap={"r": OFFICE})
        element.set(f"{{{OFFICE}}}id", drawing)
        _insert(root, element)
    tail = etree.tostring(root, encoding="UTF-8")
    package.put(sheet, part[:cut] + tail[_end_of_opening(tail) :])


def deselect(package: Package, sheet: str) -> None:
    """Let a sheet not be among those that are shown selected, so that typing reaches one sheet only."""
    part = package.read(sheet)
    start = part.find(b"sheetData")
    package.put(sheet, _SELECTED.sub(b"", part[:start]) + part[start:])


def _end_of_opening(tail: bytes) -> int:
    match = _OPENING.search(tail)
    return match.end() if match else 0


def _take_off(root: Any, styles: set[int]) -> None:
    for block in list(root.iter(f"{{{MAIN}}}conditionalFormatting")):
        rules = list(block.iter(f"{{{MAIN}}}cfRule"))
        if all(int(rule.get("dxfId", -1)) in styles and rule[0].text == "TRUE" for rule in rules if len(rule)):
            block.getparent().remove(block)


def _insert(root: Any, element: Any) -> None:
    after = _ORDER[_ORDER.index(etree.QName(element).localname) + 1 :]
    following = next((c for c in root if isinstance(c.tag, str) and etree.QName(c).localname in after), None)
    if following is None:
        root.append(element)
    else:
        following.addprevious(element)


def _always(cells: Iterable[str], style: int, priority: int) -> Any:
    block = etree.Element(f"{{{MAIN}}}conditionalFormatting")
    block.set("sqref", " ".join(cells))
    rule = etree.SubElement(block, f"{{{MAIN}}}cfRule")
    rule.set("type", "expression")
    rule.set("dxfId", str(style))
    rule.set("priority", str(priority))
    etree.SubElement(rule, f"{{{MAIN}}}formula").text = "TRUE"
    return block


def _format(colour: str) -> Any:
    dxf = etree.Element(f"{{{MAIN}}}dxf")
    font = etree.SubElement(dxf, f"{{{MAIN}}}font")
    etree.SubElement(font, f"{{{MAIN}}}color").set("rgb", _INKS[colour])
    pattern = etree.SubElement(etree.SubElement(dxf, f"{{{MAIN}}}fill"), f"{{{MAIN}}}patternFill")
    pattern.set("patternType", "solid")
    etree.SubElement(pattern, f"{{{MAIN}}}fgColor").set("rgb", colour)
    etree.SubElement(pattern, f"{{{MAIN}}}bgColor").set("rgb", colour)
    return dxf


def _fill_of(dxf: Any) -> str:
    colour = dxf.find(f"{{{MAIN}}}fill/{{{MAIN}}}patternFill/{{{MAIN}}}bgColor")
    return "" if colour is None else colour.get("rgb", "")
