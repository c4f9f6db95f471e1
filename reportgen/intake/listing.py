"""The sheet at the end of an annotated copy: everything that was said, with links to the cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from reportgen.intake.colours import deselect
from reportgen.intake.marks import sheet_parts_of
from reportgen.intake.notes import MAIN
from reportgen.intake.package import OFFICE, Package, parse, written

_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FACE = "Microsoft JhengHei"
_HEADS = ("", "工作表 Sheet", "儲存格 Cell", "問題 What is wrong", "怎樣做 What to do")
_WIDTHS = (14, 24, 10, 64, 64)
_ILLEGAL = {n: None for n in range(32) if n not in (9, 10, 13)}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list; ``ref`` is empty where it is about the whole workbook."""

    kind: str
    colour: str
    sheet: str
    ref: str
    what: str
    fix: str


def put_list(package: Package, name: str, intro: str, items: Sequence[Item]) -> None:
    """Write the list as the last sheet, in the place of an earlier return's, and let the workbook open there.

    Args:
        package: the workbook.
        name: of the sheet; its first cell says it too.
        intro: one sentence above the list.
        items: the lines.
    """
    looks = _Looks(package)
    known = dict(sheet_parts_of(package.read))
    part = known.get(name) or package.free("xl/worksheets/returned{}.xml")
    package.put(part, _sheet(name, intro, items, looks).encode())
    looks.save()
    workbook = parse(package.read(_WORKBOOK))
    sheets = workbook.find("{*}sheets")
    if name not in known:
        package.declare(part, _SHEET_TYPE)
        added = etree.SubElement(sheets, f"{{{etree.QName(sheets).namespace}}}sheet")
        added.set("name", name)
        added.set("sheetId", str(max(int(s.get("sheetId")) for s in sheets if s.get("sheetId")) + 1))
        added.set(f"{{{OFFICE}}}id", package.relate(_WORKBOOK, f"{OFFICE}/worksheet", part))
    for other, its_part in known.items():
        if other != name:
            deselect(package, its_part)
    view = workbook.find("{*}bookViews/{*}workbookView")
    if view is not None:
        view.set("activeTab", str([s.get("name") for s in sheets].index(name)))
        view.attrib.pop("firstSheet", None)
    package.put(_WORKBOOK, written(workbook))


class _Looks:
    """The cell formats of the list, added to the workbook's styles."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = parse(package.read(_STYLES))
        self._known: dict[tuple[Any, ...], int] = {}

    def of(
        self, *, fill: str = "", ink: str = "FF1F2A37", bold: bool = False, size: int = 10, line: bool = False
    ) -> int:
        """Number of a cell format."""
        key = (fill, ink, bold, size, line)
        if key not in self._known:
            weight = "<b/>" if bold else ""
            under = '<u val="single"/>' if line else ""
            font = f'<font {_NS}>{weight}{under}<sz val="{size}"/><color rgb="{ink}"/><name val="{_FACE}"/></font>'
            pattern = f'<patternFill patternType="solid"><fgColor rgb="{fill}"/><bgColor indexed="64"/></patternFill>'
            filled = self._add("fills", f"<fill {_NS}>{pattern}</fill>") if fill else 0
            self._known[key] = self._add(
                "cellXfs",
                f'<xf {_NS} numFmtId="49" fontId="{self._add("fonts", font)}" fillId="{filled}" borderId="0" xfId="0" '
                'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">'
                '<alignment vertical="top" wrapText="1"/></xf>',
            )
        return self._known[key]

    def save(self) -> None:
        """Write the styles back."""
        self._package.put(_STYLES, written(self._root))

    def _add(self, list_name: str, xml: str) -> int:
        held = self._root.find(f"{{{MAIN}}}{list_name}")
        held.append(parse(xml.encode()))
        held.set("count", str(len(held)))
        return len(held) - 1


_NS = f'xmlns="{MAIN}"'


def _sheet(name: str, intro: str, items: Sequence[Item], looks: _Looks) -> str:
    head = looks.of(fill="FF1F4E5F", ink="FFFFFFFF", bold=True)
    body, link = looks.of(), looks.of(ink="FF1B6CA8", line=True)
    rows = [
        _row(1, [(name, looks.of(ink="FF1F4E5F", bold=True, size=14))], 26),
        _row(2, [(intro, looks.of(ink="FF6B7280"))], 34),
        _row(4, [(text, head) for text in _HEADS], 22),
    ]
    links = []
    for number, item in enumerate(items, 5):
        kind = looks.of(fill=item.colour, bold=True)
        texts = [(item.kind, kind), (item.sheet, body), (item.ref, link if item.ref else body)]
        rows.append(_row(number, [*texts, (item.what, body), (item.fix, body)], _height(item)))
        if item.ref:
            target = "'{}'!{}".format(item.sheet.replace("'", "''"), item.ref)
            links.append(f'<hyperlink ref="C{number}" location={quoteattr(target)} display={quoteattr(item.ref)}/>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet {_NS}>'
        '<sheetPr><tabColor rgb="FFC0392B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        '<mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="A2:E2"/></mergeCells>'
        f"{linked}"
        '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, cells: Sequence[tuple[str, int]], height: int) -> str:
    told = "".join(
        f'<c r="{"ABCDE"[n]}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_safe(text)}</t></is></c>'
        for n, (text, style) in enumerate(cells)
    )
    high = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{high}>{told}</row>'


def _safe(text: str) -> str:
    return escape(text.translate(_ILLEGAL))


def _height(item: Item) -> int:
    lines = (
        sum(1 + sum(2 if ord(c) >= 0x2E80 else 1 for c in line) // 60 for line in text.split("\n"))
        for text in (item.what, item.fix)
    )
    return 15 * max(lines) + 6
