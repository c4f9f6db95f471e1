"""Looks at Python, the libraries, the fonts and the disk."""

import ctypes
import ctypes.util
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.diagnostics.symptom import Symptom

_LIBRARIES = (
    ("Pango", "pango-1.0", "libpango-1.0-0"),
    ("PangoFT2", "pangoft2-1.0", "libpangoft2-1.0-0"),
    ("HarfBuzz subsetter", "harfbuzz-subset", "libharfbuzz-subset0"),
)
_PACKAGES = ("weasyprint", "jinja2", "babel", "pydantic", "sqlalchemy", "python-calamine", "vl-convert-python")
_FREE_BYTES = 500 * 1024 * 1024


def examine_machine(root: Path, faces: Mapping[str, str]) -> tuple[Symptom, ...]:
    """Everything that a build needs of the machine.

    Args:
        root: the folder that outputs are written to; it need not be there yet.
        faces: font family to the Debian package that holds it; "" for a face that no package has.
    """
    return (*_python(), *_libraries(), *_packages(), *_fonts(faces), *_disk(root))


def _python() -> Iterator[Symptom]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Symptom("Python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer")


def _libraries() -> Iterator[Symptom]:
    for name, library, package in _LIBRARIES:
        path = ctypes.util.find_library(library)
        yield Symptom(name, path is not None, path or "not found", f"run: apt-get install {package}")


def _packages() -> Iterator[Symptom]:
    for name in _PACKAGES:
        try:
            yield Symptom(name, True, version(name))
        except PackageNotFoundError:
            yield Symptom(name, False, "not installed", "run: make setup")


def _fonts(faces: Mapping[str, str]) -> Iterator[Symptom]:
    if shutil.which("fc-list") is None:
        yield Symptom("fontconfig", False, "fc-list not found", "run: apt-get install fontconfig")
        return
    for family, package in faces.items():
        done = subprocess.run(["fc-list", f":family={family}", "file"], capture_output=True, text=True, check=False)
        files = sorted(line.strip().rstrip(":") for line in done.stdout.splitlines() if line.strip())
        found = f"{len(files)} files, {files[0]} …" if files else "not installed"
        own = "put its files into ~/.local/share/fonts and run: fc-cache"
        fix = f"run: apt-get install {package}" if package else own
        yield Symptom(f"font {family}", bool(files), found, fix)


def _disk(root: Path) -> Iterator[Symptom]:
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    yield Symptom("free disk", free >= _FREE_BYTES, f"{free // 2**20} MiB", "free at least 500 MiB")
