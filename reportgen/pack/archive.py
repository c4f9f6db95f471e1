"""The archive of a pack: a zip that is the same for the same content, and one that is read with suspicion."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o644 << 16
_STORED = (".pdf", ".xlsx", ".zip", ".png", ".woff2", ".parquet")
_MOST_BYTES, _MOST_FILES, _RATIO, _SMALL = 2_000_000_000, 20_000, 1000, 1 << 20


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


def unzipped(path: Path) -> dict[str, bytes]:
    """The files of a zip by name; nothing is written anywhere.

    Raises:
        BrokenProjectError: It is none, is damaged, unpacks to far too much, or holds a name that leads out of it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if problems := _unfit(members, path):
                raise BrokenProjectError(problems)
            return {member.filename: archive.read(member) for member in members}
    except BrokenProjectError:
        raise
    except FileNotFoundError as error:
        raise BrokenProjectError([Problem("there is no such file", Place(str(path)), "check the name")]) from error
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        raise BrokenProjectError(
            [Problem(f"this is no zip, or a damaged one ({error})", Place(str(path)), "ask for the file again")]
        ) from error
    except Exception as error:  # zlib and lzma have errors of their own
        raise BrokenProjectError(
            [Problem(f"the zip is damaged ({error})", Place(str(path)), "ask for the file again")]
        ) from error


def _unfit(members: list[zipfile.ZipInfo], path: Path) -> list[Problem]:
    place, fix = Place(str(path)), "do not open it; ask whoever sent it"
    problems = [
        Problem(f"the zip holds {member.filename!r}, which leads out of it", place, fix)
        for member in members
        if not is_inside(member.filename)
    ]
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names):
        problems.append(Problem("the zip holds two files of one name", place, fix))
    if len(members) > _MOST_FILES or sum(member.file_size for member in members) > _MOST_BYTES:
        problems.append(Problem("the zip holds more than any pack does", place, fix))
    swollen = [m for m in members if m.file_size > _SMALL and m.file_size > _RATIO * max(m.compress_size, 1)]
    problems += [
        Problem(f"{m.filename} unpacks from {m.compress_size:,} to {m.file_size:,} bytes", place, fix) for m in swollen
    ]
    return problems


def is_inside(name: str) -> bool:
    """Whether a name stays inside the folder that it is unpacked into, on any system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not (
        name.startswith(("/", "\\")) or "\\" in name or ".." in parts or "\0" in name or ":" in parts[0]
    )
