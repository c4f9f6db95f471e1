"""A company's logo: an SVG that shows nothing but itself, or a PNG."""

import re
import struct
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

SCHEME = "logo"
MOST_BYTES = 2_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_FOREIGN = {"script", "foreignobject", "image", "feimage", "iframe", "audio", "video", "animate", "set", "handler"}
_OUTWARD = re.compile(r"url\((?!\s*['\"]?\s*#)|@import", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([\d.]+)\s*(?:px|pt|mm|cm|in)?\s*")


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo with its file's content; it stands on the cover and in the site's head.

    Attributes:
        name: of the file.
        content: its bytes.
        ratio: width over height.
        cover: height on the cover, in mm.
        site: height in the site's head, in px.
    """

    name: str
    content: bytes
    ratio: float
    cover: float
    site: float

    @property
    def suffix(self) -> str:
        """``svg`` or ``png``."""
        return "png" if self.content.startswith(_PNG) else "svg"

    @property
    def address(self) -> str:
        """What the print layout asks for; another content has another address."""
        return f"{SCHEME}:{sha256(self.content).hexdigest()[:16]}.{self.suffix}"


def refusal(path: Path) -> tuple[str, str] | None:
    """Why a file cannot be the logo, and what to do; ``None`` if it can."""
    content = path.read_bytes()
    if len(content) > MOST_BYTES:
        return (
            f"has {len(content):,} bytes, more than {MOST_BYTES:,}",
            "export it for the web, without embedded pictures",
        )
    if content.startswith(_PNG):
        return None if _png_ratio(content) else ("is a damaged PNG", "export it again")
    if path.suffix.lower() != ".svg":
        return "is neither SVG nor PNG", "export it as SVG (better in print) or PNG"
    return _svg_refusal(content)


def ratio_of(content: bytes) -> float:
    """Width over height of a logo that was not refused."""
    return (_png_ratio(content) if content.startswith(_PNG) else _svg_ratio(ElementTree.fromstring(content))) or 1.0


def _svg_refusal(content: bytes) -> tuple[str, str] | None:
    # An entity may stand for a file or grow without end; no drawing programme needs one.
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", content):
        return "declares a document type, entities or a style sheet", "export it as plain SVG"
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        return f"is not SVG ({error})", "export it again"
    if _local(root.tag) != "svg":
        return f"is not SVG but <{_local(root.tag)}>", "export it as SVG"
    for element in root.iter():
        if (name := _local(element.tag)) in _FOREIGN:
            return f"holds <{name}>", "export it as plain shapes: no pictures, scripts or animation"
        for key, value in element.attrib.items():
            if _local(key).startswith("on"):
                return f"holds a script ({_local(key)})", "export it as plain shapes"
            if (_local(key) == "href" and not value.startswith("#")) or _OUTWARD.search(value):
                return f"refers to something outside itself ({value[:60]})", "export it with everything inside"
        if name == "style" and _OUTWARD.search(element.text or ""):
            return "has a style that refers to something outside it", "export it with everything inside"
    return None if _svg_ratio(root) else ("says neither its viewBox nor its width and height", "export it again")


def _local(name: object) -> str:
    """A name without its namespace, in small letters; a comment has none."""
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def _svg_ratio(root: ElementTree.Element) -> float | None:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    numbers = box[2:] if len(box) == 4 else []
    if not numbers:
        found = [_LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
        numbers = [match[1] for match in found if match]
    try:
        width, height = map(float, numbers)
    except ValueError:
        return None
    return width / height if width > 0 and height > 0 else None


def _png_ratio(content: bytes) -> float | None:
    if len(content) < 24 or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width / height if width and height else None
