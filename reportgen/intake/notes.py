"""Comments in the cells of a workbook: notes, and replies where a thread of comments stands already."""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from reportgen.intake.package import OFFICE, Package, parse, written

AUTHOR = "reportgen"
"""Who writes the notes; those of an earlier return are taken out."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_PERSON = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_PERSONS_TYPE = "application/vnd.ms-excel.person+xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RULE = f"―― {AUTHOR} ――"
_OURS = uuid.UUID("6a0c5a5e-6f2e-4d5b-9a57-5d3f2b1f7c11")
_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
_FACE = "Microsoft JhengHei"
_WIDE, _LINE = 320, 15  # points
_FILL = "#fff7e0"

_EMPTY_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def put_notes(package: Package, sheet: str, texts: Mapping[str, str], at: datetime) -> str | None:
    """Write notes into a sheet's cells, after taking out those of an earlier return.

    A note that somebody wrote stays, and ours follows it; to a thread of comments it is added as a reply.

    Args:
        package: the workbook.
        sheet: the sheet's part.
        texts: cell to text.
        at: the time that replies carry.

    Returns:
        Id of the relationship to the drawing that the sheet must name, if it names none yet.
    """
    links = {type.rpartition("/")[2]: target for _, type, target in package.related(sheet)}
    part = links.get("comments")
    if part is None and not texts:
        return None
    root = parse(package.read(part)) if part else _empty()
    removed = _take_out(root)
    threads = _Threads(package, links.get("threadedComment"), at)
    added = [ref for ref, text in texts.items() if _put(root, ref, text, threads)]
    threads.save()
    if part is None:
        part = package.free("xl/comments{}.xml")
        package.declare(part, _COMMENTS_TYPE)
        package.relate(sheet, f"{OFFICE}/comments", part)
    package.put(part, written(root))
    return _draw(package, sheet, links.get("vmlDrawing"), removed, {ref: texts[ref] for ref in added})


def _empty() -> Any:
    root = etree.Element(f"{{{MAIN}}}comments", nsmap={None: MAIN})
    etree.SubElement(root, f"{{{MAIN}}}authors")
    etree.SubElement(root, f"{{{MAIN}}}commentList")
    return root


def _take_out(root: Any) -> set[str]:
    """Take our notes out, and what we added to others' notes; give the cells that have no note any more."""
    authors = [author.text or "" for author in root.iterfind(f"{{{MAIN}}}authors/{{{MAIN}}}author")]
    removed = set()
    for comment in list(root.iterfind(f"{{{MAIN}}}commentList/{{{MAIN}}}comment")):
        if authors[int(comment.get("authorId", 0))] == AUTHOR:
            removed.add(comment.get("ref"))
            comment.getparent().remove(comment)
            continue
        text = comment.find(f"{{{MAIN}}}text")
        runs = [] if text is None else list(text)
        first = next((n for n, run in enumerate(runs) if _RULE in "".join(run.itertext())), len(runs))
        for run in runs[first:]:
            text.remove(run)
    return removed


def _put(root: Any, ref: str, text: str, threads: "_Threads") -> bool:
    """Write a note; ``False`` if it went into one that is there."""
    known = {c.get("ref"): c for c in root.iterfind(f"{{{MAIN}}}commentList/{{{MAIN}}}comment")}
    if ref in known:
        holder = known[ref].find(f"{{{MAIN}}}text")
        if threads.reply(ref, text):
            _run(holder, f"\nReply:\n    {text}", bold=False)
        else:
            plain = holder.find(f"{{{MAIN}}}t")
            if plain is not None:  # a bare text may not stand beside runs
                held = plain.text or ""
                holder.remove(plain)
                _run(holder, held, bold=False)
            _run(holder, f"\n{_RULE}\n", bold=True)
            _run(holder, text, bold=False)
        return False
    authors = root.find(f"{{{MAIN}}}authors")
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = AUTHOR
        names.append(AUTHOR)
    comment = etree.SubElement(root.find(f"{{{MAIN}}}commentList"), f"{{{MAIN}}}comment")
    comment.set("ref", ref)
    comment.set("authorId", str(names.index(AUTHOR)))
    _run(etree.SubElement(comment, f"{{{MAIN}}}text"), text, bold=False)
    return True


def _run(holder: Any, text: str, *, bold: bool) -> None:
    run = etree.SubElement(holder, f"{{{MAIN}}}r")
    look = etree.SubElement(run, f"{{{MAIN}}}rPr")
    if bold:
        etree.SubElement(look, f"{{{MAIN}}}b")
    for tag, name, value in (("sz", "val", "9"), ("color", "rgb", "FF1F2A37"), ("rFont", "val", _FACE)):
        etree.SubElement(look, f"{{{MAIN}}}{tag}").set(name, value)
    words = etree.SubElement(run, f"{{{MAIN}}}t")
    words.text = text
    words.set(_SPACE, "preserve")
    following = holder.find(f"{{{MAIN}}}rPh")
    if following is not None:
        following.addprevious(run)


class _Threads:
    """The threads of comments of a sheet."""

    def __init__(self, package: Package, part: str | None, at: datetime) -> None:
        self._package = package
        self._part = part
        self._at = at
        self._root = parse(package.read(part)) if part else None
        self._replied = False

    def reply(self, ref: str, text: str) -> bool:
        """Add a reply to the thread of a cell, if it has one."""
        if self._root is None:
            return False
        first = next((c for c in self._root if c.get("ref") == ref and c.get("parentId") is None), None)
        if first is None:
            return False
        reply = etree.SubElement(self._root, f"{{{_THREADS}}}threadedComment")
        reply.set("ref", ref)
        reply.set("dT", f"{self._at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.00")
        reply.set("personId", _guid("person"))
        reply.set("id", _guid(f"{self._part} {ref} {self._at.isoformat()} {text}"))
        reply.set("parentId", first.get("id"))
        etree.SubElement(reply, f"{{{_THREADS}}}text").text = text
        self._replied = True
        return True

    def save(self) -> None:
        """Write the threads back, with ourselves among the persons."""
        if self._root is None or self._part is None or not self._replied:
            return
        self._package.put(self._part, written(self._root))
        workbook = "xl/workbook.xml"
        part = next((target for _, type, target in self._package.related(workbook) if type == _PERSON), None)
        root = parse(self._package.read(part)) if part else etree.Element(f"{{{_THREADS}}}personList")
        if all(person.get("id") != _guid("person") for person in root):
            person = etree.SubElement(root, f"{{{_THREADS}}}person")
            for name, value in (("displayName", AUTHOR), ("id", _guid("person")), ("userId", AUTHOR)):
                person.set(name, value)
            person.set("providerId", "None")
        if part is None:
            part = self._package.free("xl/persons/person{}.xml")
            self._package.declare(part, _PERSONS_TYPE)
            self._package.relate(workbook, _PERSON, part)
        self._package.put(part, written(root))


def _guid(name: str) -> str:
    return f"{{{uuid.uuid5(_OURS, name)}}}".upper()


# --- where a note is drawn -----------------------------------------------------------------------


def _draw(package: Package, sheet: str, drawing: str | None, removed: set[str], texts: Mapping[str, str]) -> str | None:
    vml = package.read(drawing) if drawing else _EMPTY_VML.encode()
    for shape in _SHAPE.findall(vml):
        if any(_of_cell(shape, ref) for ref in removed):
            vml = vml.replace(shape, b"", 1)
    number = max([1024, *(int(n) for n in re.findall(rb"_x0000_s(\d+)", vml))]) + 1
    shapes = "".join(_shape(number + n, ref, text) for n, (ref, text) in enumerate(texts.items()))
    if shapes and b'id="_x0000_t202"' not in vml:
        shapes = _SHAPE_TYPE + shapes
    end = vml.rfind(b"</xml>")
    vml = vml[:end] + shapes.encode() + vml[end:]
    if drawing is not None:
        package.put(drawing, vml)
        return None
    drawing = package.free("xl/drawings/vmlDrawing{}.vml")
    package.put(drawing, vml)
    package.declare_extension("vml", _VML_TYPE)
    return package.relate(sheet, f"{OFFICE}/vmlDrawing", drawing)


def _position(ref: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(ref)
    return row - 1, column_index_from_string(letters) - 1


def _of_cell(shape: bytes, ref: str) -> bool:
    row, column = _position(ref)
    told = {name: re.search(rb"<x:%s>\s*(\d+)\s*</x:%s>" % (name, name), shape) for name in (b"Row", b"Column")}
    found = tuple(int(match[1]) for match in told.values() if match)
    return found == (row, column) and b'ObjectType="Note"' in shape


def _shape(number: int, ref: str, text: str) -> str:
    row, column = _position(ref)
    lines = sum(1 + _width(line) * 5 // _WIDE for line in text.split("\n"))
    height = lines * _LINE + 12
    anchor = f"{column + 1}, 12, {max(row - 1, 0)}, 4, {column + 5}, 24, {max(row - 1, 0) + 1 + height // 20}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
        f'width:{_WIDE}pt;height:{height}pt;z-index:{number - 1024};visibility:hidden" fillcolor="{_FILL}" '
        f'o:insetmode="auto"><v:fill color2="{escape(_FILL)}"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        f'</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _width(text: str) -> int:
    return sum(2 if ord(c) >= 0x2E80 else 1 for c in text)
