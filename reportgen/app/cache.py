"""Results of steps, found again by the hash of all that they were made from."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

_KEEP_SECONDS = 14 * 24 * 3600


class Cache:
    """A folder of results; safe to delete at any time, written so that a kill leaves no half result."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def key(*parts: str | bytes) -> str:
        """The key of a step: SHA-256 over its inputs, each told apart from the next."""
        total = hashlib.sha256()
        for part in parts:
            content = part.encode() if isinstance(part, str) else part
            total.update(len(content).to_bytes(8, "big"))
            total.update(content)
        return total.hexdigest()

    def get(self, kind: str, key: str) -> bytes | None:
        """A result, if it is there; it counts as used from now."""
        path = self.folder / kind / key
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep a result."""
        path = self.folder / kind / key
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(content)
            except OSError:
                temporary.unlink(missing_ok=True)
                raise
        temporary.rename(path)

    def prune(self, kinds: Iterable[str]) -> None:
        """Forget what no build has used for two weeks."""
        oldest = time.time() - _KEEP_SECONDS
        for kind in kinds:
            for path in (self.folder / kind).glob("*"):
                if path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)
