"""A TOML file that can say on which line an entry stands."""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(#.*)?$")


@dataclass(frozen=True)
class TomlFile:
    """The parsed data, and the text to find lines in."""

    path: str
    data: dict[str, Any]
    lines: tuple[str, ...]

    def place(self, *keys: str | int) -> Place:
        """Where the entry reached by ``keys`` stands, e.g. ``place("metric", 3, "unit")``.

        The innermost key that can be found decides: a value inside an inline table is placed at the line
        of the key that holds it.
        """
        start, end = 0, len(self.lines)
        name = ""
        line: int | None = None
        position = 0
        while position < len(keys):
            key = keys[position]
            if not isinstance(key, str):
                break
            name = f"{name}.{key}" if name else key
            count = keys[position + 1] if position + 1 < len(keys) and isinstance(keys[position + 1], int) else 0
            headers = [i for i in range(start, end) if self._header(i) == name]
            if headers and isinstance(count, int) and count < len(headers):
                start = headers[count]
                line = start + 1
                end = self._block_end(start, name, end)
                position += 2 if position + 1 < len(keys) and isinstance(keys[position + 1], int) else 1
                continue
            found = self._key_line(key, start, end)
            return Place(self.path, found or line or 1)
        return Place(self.path, line or 1)

    def _header(self, index: int) -> str | None:
        match = _HEADER.match(self.lines[index])
        return match[1] if match else None

    def _block_end(self, start: int, name: str, end: int) -> int:
        for index in range(start + 1, end):
            header = self._header(index)
            if header is not None and not header.startswith(f"{name}."):
                return index
        return end

    def _key_line(self, key: str, start: int, end: int) -> int | None:
        pattern = re.compile(rf'^\s*"?{re.escape(key)}"?\s*[.=]')
        for index in range(start, end):
            if index > start and self._header(index) is not None:
                break
            if pattern.match(self.lines[index]):
                return index + 1
        return None


def read_toml(root: Path, path: str) -> TomlFile:
    """Read one TOML file of a project.

    Args:
        root: the project's folder.
        path: the file inside it, e.g. ``data/outline.toml``.

    Raises:
        BrokenProjectError: The file is missing, isn't UTF-8, or isn't TOML; the problem names the line.
    """
    file = root / path
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BrokenProjectError(
            [Problem("the file is missing", Place(path), "create it, or start a project with: reportgen init DIR")]
        ) from None
    except (UnicodeDecodeError, OSError) as error:
        raise BrokenProjectError(
            [Problem(f"the file cannot be read ({error})", Place(path), "save it as UTF-8 text")]
        ) from None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise BrokenProjectError(
            [Problem("brackets stand too deep in each other", Place(path), "write tables and short lists")]
        ) from None
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        line = int(match[1]) if match else len(text.splitlines())
        message = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise BrokenProjectError(
            [Problem(f"this is not TOML: {message}", Place(path, line), "correct the line")]
        ) from None
    return TomlFile(path, data, tuple(text.splitlines()))
