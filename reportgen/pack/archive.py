"""Zips: those that are made are the same for the same content; those from outside are looked through before anything
in them is read, and never unpacked to disk.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o644 << 16
_STORED = (".pdf", ".xlsx", ".zip", ".png", ".woff2", ".parquet")
_PIECE = 1 << 20
_AGAIN = "ask for the file again, or send it another way"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a zip is read at most.

    Attributes:
        file: bytes of the file itself.
        files: number of files in it.
        unpacked: bytes of all of them together.
        part: bytes of one that is read.
        ratio: unpacked bytes for each packed one, for those above one megabyte.
    """

    file: int = 500_000_000
    files: int = 50_000
    unpacked: int = 4_000_000_000
    part: int = 100_000_000
    ratio: int = 300


LIMITS = Limits()


class Archive:
    """The files of a zip by name.

    Args:
        data: the zip.
        name: what the reader calls it, for messages.
        limits: how much is read at most.

    Raises:
        BrokenProjectError: It is no zip, is damaged, or was made to do harm.
    """

    def __init__(self, data: bytes, name: str, limits: Limits = LIMITS) -> None:
        self._name, self._limits = name, limits
        if len(data) > limits.file:
            raise self._refused(f"the file has {len(data):,} bytes; at most {limits.file:,} are read")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except Exception as error:  # zipfile raises many things at a file that is cut short
            raise self._refused(f"the file is no zip, is damaged or was cut short ({error})") from error
        self._look_through(parts)
        self._parts = {part.filename: part for part in parts if not part.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all files in it."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """A file's content.

        Raises:
            BrokenProjectError: It is damaged, or larger than it says.
        """
        part = self._parts[name]
        if part.file_size > self._limits.part:
            raise self._refused(f"{name} has {part.file_size:,} bytes; at most {self._limits.part:,} are read")
        try:
            with self._zip.open(part) as stream:
                # The size that an archive declares may be untrue.
                content = stream.read(self._limits.part + 1)
        except Exception as error:  # zipfile, zlib and lzma each have errors of their own
            raise self._refused(f"{name} is damaged ({error})") from error
        if len(content) > self._limits.part:
            raise self._refused(f"{name} is larger than it says")
        return content

    def _look_through(self, parts: list[zipfile.ZipInfo]) -> None:
        limits = self._limits
        if len(parts) > limits.files:
            raise self._refused(f"the zip holds {len(parts):,} files; at most {limits.files:,} are read")
        if sum(part.file_size for part in parts) > limits.unpacked:
            raise self._refused(f"the zip unpacks to more than {limits.unpacked:,} bytes")
        names = [part.filename.rstrip("/").casefold() for part in parts]
        if len(set(names)) < len(names):
            raise self._refused("the zip holds two files of the same name")
        for part in parts:
            if not is_inside(part.filename):
                raise self._refused(f"the zip holds a file whose name leads outside it: {part.filename!r}")
            if part.external_attr >> 28 == 0o12:
                raise self._refused(f"the zip holds a link: {part.filename!r}")
            if part.flag_bits & 1:
                raise self._refused("the zip is encrypted")
            if part.file_size > _PIECE and part.file_size > limits.ratio * max(part.compress_size, 1):
                told = f"{part.filename} unpacks from {part.compress_size:,} to {part.file_size:,} bytes"
                raise self._refused(told)

    def _refused(self, what: str) -> BrokenProjectError:
        return BrokenProjectError([Problem(what, Place(self._name), _AGAIN)])


def unzipped(path: Path) -> dict[str, bytes]:
    """The files of a zip by name; nothing is written anywhere.

    Raises:
        BrokenProjectError: There is no such file, it is no zip, is damaged, or was made to do harm.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        raise BrokenProjectError([Problem(what, Place(str(path)), "check the name")]) from error
    archive = Archive(data, str(path))
    return {name: archive.read(name) for name in archive.names}


def zipped(files: Mapping[str, bytes], dated: datetime) -> bytes:
    """A zip of files by name, all dated alike, in the order of their names.

    Args:
        files: names may hold slashes.
        dated: what each file is dated by.
    """
    out = io.BytesIO()
    day = max(dated.timetuple()[:6], _EARLIEST)
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, day)
            member.external_attr = _RIGHTS
            member.create_system = 3  # the same bytes on every system
            # What is packed already gains nothing from being packed again.
            member.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(member, files[name])
    return out.getvalue()


def is_inside(name: str) -> bool:
    """Whether a name stays inside the folder that it is unpacked into, on any system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not (name.startswith("/") or "\\" in name or ".." in parts or "\0" in name or ":" in name)
