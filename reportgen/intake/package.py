"""A workbook's container, part by part: what is not touched goes out byte for byte as it came in."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_TYPES_PART = "[Content_Types].xml"
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_OLDEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def parse(part: bytes) -> Any:
    """A part's root element. Entities are neither there (the container was inspected) nor followed."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def written(root: Any) -> bytes:
    """An element as a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Package:
    """The parts of a workbook whose container was inspected, with their relationships and content types."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """A part as it is now."""
        real = self._names[name.lower()]
        return self._changed[real] if real in self._changed else self._archive.read(real)

    def put(self, name: str, content: bytes) -> None:
        """Replace a part, or add one."""
        self._changed[self._names.setdefault(name.lower(), name)] = content

    def free(self, pattern: str) -> str:
        """The first name of a pattern, such as ``xl/comments{}.xml``, that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """The relationships of a part: id, type, and the part that it leads to."""
        rels = _rels_of(part)
        if rels in self:
            for relation in parse(self.read(rels)):
                if isinstance(relation.tag, str) and relation.get("TargetMode") != "External":
                    yield relation.get("Id"), relation.get("Type"), _target(part, relation.get("Target"))

    def relate(self, part: str, type: str, target: str) -> str:
        """Let a part lead to another; give the id of the relationship."""
        rels = _rels_of(part)
        root = parse(self.read(rels)) if rels in self else etree.Element(f"{{{RELATIONSHIPS}}}Relationships")
        taken = {relation.get("Id") for relation in root}
        id = next(f"rIdReturned{n}" for n in range(1, len(taken) + 2) if f"rIdReturned{n}" not in taken)
        relation = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        relation.set("Id", id)
        relation.set("Type", type)
        relation.set("Target", posixpath.relpath(target, posixpath.dirname(part)))
        self.put(rels, written(root))
        return id

    def declare(self, part: str, type: str) -> None:
        """Give a part its content type."""
        root = parse(self.read(_TYPES_PART))
        for known in root:
            if known.get("PartName", "").lower() == f"/{part}".lower():
                known.set("ContentType", type)
                break
        else:
            known = etree.SubElement(root, f"{{{TYPES}}}Override")
            known.set("PartName", f"/{part}")
            known.set("ContentType", type)
        self.put(_TYPES_PART, written(root))

    def declare_extension(self, extension: str, type: str) -> None:
        """Give all parts of an extension their content type; the defaults stand before the single parts."""
        root = parse(self.read(_TYPES_PART))
        if any(known.get("Extension", "").lower() == extension for known in root):
            return
        known = etree.Element(f"{{{TYPES}}}Default")
        known.set("Extension", extension)
        known.set("ContentType", type)
        root.insert(0, known)
        self.put(_TYPES_PART, written(root))

    def packed(self) -> bytes:
        """The workbook, its untouched parts in their order and after them the new ones."""
        self.declare_extension("rels", _RELS_TYPE)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            old = [info.filename for info in self._archive.infolist() if not info.is_dir()]
            for name in [*old, *(name for name in self._changed if name not in old)]:
                info = zipfile.ZipInfo(name, _OLDEST_ZIP_DATE)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                target.writestr(info, self.read(name))
        return out.getvalue()


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
