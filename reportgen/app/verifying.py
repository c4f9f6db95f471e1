"""``reportgen verify PACK``: whether a pack is whole and untouched, and who has signed it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.pack import unzipped
from reportgen.pack.manifest import MANIFEST, SIGNATURE, Comparison, compared, read_manifest
from reportgen.pack.signing import Seal, judged


@dataclass(frozen=True, slots=True)
class PackVerified:
    """What a pack is: its manifest, how its files compare with it, and what its signature is worth."""

    manifest: dict[str, Any]
    files: Comparison
    seal: Seal
    public_key: str

    @property
    def good(self) -> bool:
        """Whether it is whole, and its signature is not wrong."""
        return self.files.whole and self.seal in (Seal.NONE, Seal.GOOD, Seal.UNKNOWN)


def verify_pack(path: Path, key: Path | None) -> PackVerified:
    """Verify a pack.

    Args:
        path: the zip, or the folder that it was unpacked into.
        key: file of the public key that must have signed it; a pack without a signature is not good then.

    Raises:
        BrokenProjectError: It is no pack, or the key is none.
    """
    files = _folder(path) if path.is_dir() else unzipped(path)
    record = read_manifest(files, str(path))
    public = None if key is None else _read(key)
    seal, named = judged(files[MANIFEST], files.get(SIGNATURE), public, str(key))
    return PackVerified(record, compared(files, record), seal, named)


def _folder(path: Path) -> dict[str, bytes]:
    return {
        one.relative_to(path).as_posix(): one.read_bytes()
        for one in sorted(path.rglob("*"))
        if one.is_file() and not one.is_symlink()
    }


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"the key cannot be read ({error.strerror})"
        raise BrokenProjectError([Problem(what, Place(str(path)), "name the file of a public key")]) from error
