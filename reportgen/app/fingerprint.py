"""What a build depends on, as hashes: the project's files, the program, the fonts.

Kept free of heavy imports, because a build with nothing to do needs nothing else.
"""

import hashlib
import json
import os
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
)
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "pikepdf", "vl-convert-python", "jinja2", "babel")
"""Those whose next version may print the same report in other bytes."""
ACTIVITY = (".csv", ".parquet", ".xlsx")
"""What a file of sites and months ends with."""
PACKAGE = Path(__file__).parent.parent


def input_files(root: Path, theme: str = "") -> tuple[Path, ...]:
    """The files of a project that a report is made from, the ledger apart.

    Args:
        root: the project.
        theme: the theme that the report is tried with instead of its own.
    """
    found = [root / "report.toml"]
    found += sorted((root / "data").glob("*.toml")) + sorted((root / "data/metrics").glob("*.toml"))
    found += sorted(path for path in (root / "data/activity").glob("*") if path.suffix in ACTIVITY)
    found += sorted((root / "data/workbooks").glob("*/*.xlsx")) + sorted((root / "templates").rglob("*"))
    found += sorted((root / "data/standards").rglob("*")) + sorted((root / "data/years").glob("*/*.*"))
    found += [root / "data/review/follow-up.toml"]
    found += theme_files(root, theme)
    return tuple(path for path in found if path.is_file())


def theme_files(root: Path, theme: str = "") -> tuple[Path, ...]:
    """The files of a project's own theme: its file, those that it extends, and the logo."""
    found: list[Path] = []
    name = theme or _said(root / "report.toml", "report", "theme")
    while name.endswith(".toml") and (path := root / name) not in found and path.is_file():
        found.append(path)
        logo = path.parent / (_said(path, "logo", "file") or "-")
        found += [logo] if logo.is_file() else []
        name = _said(path, "extends")
    return tuple(found)


def _said(path: Path, *keys: str) -> str:
    """A text of a TOML file; the empty text if it isn't there. What is wrong is told by those who need the file."""
    try:
        found: object = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return ""
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def hash_of_files(paths: Iterable[Path], root: Path) -> str:
    """One SHA-256 over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        name = str(path.relative_to(root)) if path.is_relative_to(root) else path.name
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def hash_of_program() -> str:
    """SHA-256 of this package's own files: another version of the program builds anew."""
    paths = (p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return hash_of_files(sorted(paths), PACKAGE)


def hash_of_fonts() -> str:
    """SHA-256 over names and sizes of the installed font files, the same on machines with the same packages."""
    total = hashlib.sha256()
    for folder in FONT_FOLDERS:
        for path in sorted(folder.rglob("*.[ot]t[fc]")) if folder.is_dir() else ():
            total.update(f"{path}\0{path.stat().st_size}\n".encode())
    return total.hexdigest()


def hash_of_workshop() -> str:
    """SHA-256 of all that a layout is made with: this program, the libraries that it prints with, the fonts."""
    return hashlib.sha256("\n".join((hash_of_program(), *_versions(), hash_of_fonts())).encode()).hexdigest()


def _versions() -> list[str]:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} none")
    return found


def hash_of_all(root: Path, ledger: str, options: object, theme: str = "") -> str:
    """What the last build's mark is compared with.

    Args:
        root: the project.
        ledger: what the ledger holds, as a hash.
        options: the build's options, as JSON can write them.
        theme: the theme that the report is tried with instead of its own.
    """
    parts = [
        hash_of_files(input_files(root, theme), root),
        hash_of_workshop(),
        json.dumps(options),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        ledger,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
