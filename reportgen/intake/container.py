"""What a workbook's container may hold. All of it is looked at before any parser sees a byte."""

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import count

from reportgen.intake.marks import column_number

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "open it in the spreadsheet program and save it as an Excel workbook (.xlsx)"
_ENCRYPTED = "the workbook is encrypted"
_DECRYPT = "remove its password (File › Info › Protect Workbook) and save it again"
_BIG = "check where the file comes from; a hand-in is far smaller than this"
_PIECE = 1 << 20
_TEXT_PART = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_REFERENCE = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]{0,12})([0-9]{1,20})["']""")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a workbook is read at most.

    Attributes:
        file: bytes of the file itself.
        unpacked: bytes of all its parts together.
        part: bytes of one part.
        ratio: unpacked bytes of a part for each packed one, for parts above one megabyte.
        parts: number of parts.
        rows, columns: of a sheet.
        text: characters in the cells of the workbook.
    """

    file: int = 50_000_000
    unpacked: int = 250_000_000
    part: int = 120_000_000
    ratio: int = 200
    parts: int = 2_000
    rows: int = 20_000
    columns: int = 200
    text: int = 40_000_000


class UnfitWorkbookError(Exception):
    """Why a whole workbook is refused, and what to do; the room's entrance makes it a problem of the file."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


def inspect(data: bytes, limits: Limits) -> None:
    """Look through a workbook's container.

    Args:
        data: the file as handed in.
        limits: how much is read at most.

    Raises:
        UnfitWorkbookError: It is no workbook, is damaged or encrypted, or holds what a hand-in must not.
    """
    _kind_of_file(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _sizes(parts, limits)
            _names([part.filename for part in parts])
            for part in parts:
                _contents(archive, part, limits)
    except UnfitWorkbookError:
        raise
    except Exception as error:
        # zipfile, zlib and lzma each have errors of their own; whatever a container sets off is the file's fault.
        raise UnfitWorkbookError(
            f"the file is damaged or was cut short ({error})", f"send it again, or {SAVE_AS}"
        ) from error


def _kind_of_file(data: bytes, limits: Limits) -> None:
    if not data:
        raise UnfitWorkbookError("the file is empty", "send it again")
    if len(data) > limits.file:
        raise UnfitWorkbookError(
            f"the file has {len(data):,} bytes; at most {limits.file:,} are read",
            "remove pictures and sheets that do not belong to the hand-in",
        )
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnfitWorkbookError(_ENCRYPTED, _DECRYPT)
        raise UnfitWorkbookError("the file is in the old Excel format (.xls)", SAVE_AS)
    if not data.startswith(b"PK"):
        raise UnfitWorkbookError("the file is not an Excel workbook", SAVE_AS)


def _sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise UnfitWorkbookError(f"the file has {len(parts):,} parts; at most {limits.parts:,} are read", _BIG)
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise UnfitWorkbookError(f"the file unpacks to more than {limits.unpacked:,} bytes", _BIG)
    for part in parts:
        swollen = part.file_size > _PIECE and part.file_size > limits.ratio * max(part.compress_size, 1)
        if part.file_size > limits.part or swollen:
            what = f"{part.filename} unpacks from {part.compress_size:,} to {part.file_size:,} bytes"
            raise UnfitWorkbookError(what, _BIG)
        if part.flag_bits & 1:
            raise UnfitWorkbookError(_ENCRYPTED, _DECRYPT)


def _names(names: list[str]) -> None:
    lower = [name.lower() for name in names]
    if len(set(lower)) < len(lower):
        raise UnfitWorkbookError("the file holds two parts of the same name", SAVE_AS)
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise UnfitWorkbookError("the file holds a part whose name leads outside it", SAVE_AS)
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise UnfitWorkbookError("the workbook holds macros", "save it as an Excel workbook without macros (.xlsx)")
    if any(name.startswith("xl/externallinks/") for name in lower):
        raise UnfitWorkbookError(
            "the workbook is linked to other workbooks",
            "break the links (Data › Edit Links › Break Link), so that it holds the values themselves",
        )
    if "xl/connections.xml" in lower:
        raise UnfitWorkbookError(
            "the workbook fetches data from outside", "delete its data connections, keep the values"
        )
    if "xl/workbook.xml" not in lower:
        raise UnfitWorkbookError("the file is not an Excel workbook (.xlsx)", SAVE_AS)


def _contents(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    # Read in pieces, because the size that the archive declares may be untrue. Reading to the end also
    # compares the checksum.
    pieces: list[bytes] = []
    with archive.open(part) as stream:
        for number in count(1):
            piece = stream.read(_PIECE)
            if not piece:
                break
            if number * _PIECE > limits.part + _PIECE:
                raise UnfitWorkbookError(f"{part.filename} is larger than it says", SAVE_AS)
            if _TEXT_PART.search(part.filename):
                pieces.append(piece)
    text = b"".join(pieces)
    encoding = _ENCODING.match(text)
    if b"\0" in text or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        raise UnfitWorkbookError(f"{part.filename} is not written in UTF-8", SAVE_AS)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise UnfitWorkbookError(f"{part.filename} declares XML entities", SAVE_AS)
    if b"macroEnabled" in text and part.filename == "[Content_Types].xml":
        raise UnfitWorkbookError(
            "the workbook is of the kind that holds macros (.xlsm)", "save it as .xlsx, without macros"
        )
    if b"sheetData" in text:
        _extent(part.filename, text, limits)


def _extent(name: str, text: bytes, limits: Limits) -> None:
    # A single cell far out makes a reader lay out the whole rectangle up to it.
    for letters, digits in _REFERENCE.findall(text):
        if int(digits) > limits.rows or column_number(letters.decode()) > limits.columns:
            raise UnfitWorkbookError(
                f"{name} reaches to {letters.decode()}{digits.decode()}; at most {limits.rows:,} rows and "
                f"{limits.columns} columns are read",
                "delete what stands, or is only formatted, below and right of the table",
            )
