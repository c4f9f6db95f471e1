"""Outputs are replaced whole: after a kill at any moment there is the old report or the new one, never a mixture."""

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OF_THE_DISK = (*_FULL, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EEXIST, errno.ENOTDIR)
KEPT = ("README.md", ".gitignore", ".gitkeep")
"""Files of the output folder that belong to the project and not to a build."""
PACKS = "packs"
"""Folder of the output folder with the packs that were made; a build leaves them there."""


@contextmanager
def disk_errors(where: str) -> Iterator[None]:
    """Turn a full or read-only disk into a problem that says what to do.

    Raises:
        BrokenProjectError: Writing failed.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        full = error.errno in _FULL
        raise BrokenProjectError(
            [
                Problem(
                    "the disk is full" if full else f"the disk cannot be written ({error.strerror})",
                    Place(where),
                    "free space and build again" if full else "check the folder's rights and build again",
                )
            ]
        ) from error


@contextmanager
def one_at_a_time(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other build of the project runs; a killed build holds nobody up."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another build")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; the names may hold slashes.

    Raises:
        BrokenProjectError: A name would leave the folder.
    """
    for name, content in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BrokenProjectError([Problem(f"{name!r} would leave the output folder", None, "rename the section")])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give an empty folder to build in, and put it in the target's place once all is written.

    On an error the target stays as it was and the new folder is removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-next-", dir=target.parent))
    fresh.chmod(0o755)
    try:
        yield fresh
        for name in KEPT:
            if (target / name).is_file() and not (fresh / name).exists():
                shutil.copy2(target / name, fresh / name)
        if (target / PACKS).is_dir():
            shutil.copytree(target / PACKS, fresh / PACKS, copy_function=_linked, dirs_exist_ok=True)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _linked(source: str, copy: str) -> None:
    """Give a file a second name where the file system can, because a pack is large."""
    try:
        os.link(source, copy)
    except OSError:
        shutil.copy2(source, copy)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another in one step, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sweep(target: Path) -> None:
    """Remove folders that killed builds left beside the target, and put back a target that had stepped aside."""
    for aside in target.parent.glob(f".{target.name}-old-*"):
        if (aside / "old").is_dir() and not target.exists():
            (aside / "old").rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    for left in target.parent.glob(f".{target.name}-next-*"):
        shutil.rmtree(left, ignore_errors=True)


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    if _exchanged(fresh, target):
        return
    # No exchange in one step on this file system: the old folder steps aside first.
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(aside / "old")
    fresh.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def _exchanged(a: Path, b: Path) -> bool:
    """Exchange two folders in one step (Linux renameat2); ``False`` where the system can't."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE) == 0)


def tree_hashes(folder: Path) -> dict[str, tuple[str, int]]:
    """SHA-256 and size of every file below a folder, by name."""
    found: dict[str, tuple[str, int]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in KEPT:
            content = path.read_bytes()
            found[path.relative_to(folder).as_posix()] = (hashlib.sha256(content).hexdigest(), len(content))
    return found
