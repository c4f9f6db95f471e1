"""The search index of the written site, by Pagefind.

Chinese is found by words, which Pagefind's extended edition alone cuts when it indexes. Each language's folder gets an
index of its own: a page asks its own language first and the others after it.
"""

import importlib.util
import subprocess
from pathlib import Path

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

FOLDER = "pagefind"

_INTERFACES = ("pagefind-ui*", "pagefind-modular-ui*", "pagefind-component-ui*", "pagefind-highlight*")


def write_search_index(folder: Path) -> None:
    """Index the pages of a written site, each language in ``<folder>/<language>/pagefind/``.

    The same pages give the same bytes.

    Raises:
        BrokenProjectError: Pagefind is missing or fails.
    """
    program = _program()
    for home in sorted(folder.glob("*/index.html")):
        _index(program, home.parent)


def _program() -> Path:
    if importlib.util.find_spec("pagefind_bin_extended") is None:
        raise BrokenProjectError(
            [
                Problem(
                    "the extended edition of Pagefind, which can cut Chinese into words, is not installed",
                    None,
                    "pip install 'pagefind[extended]'",
                )
            ]
        )
    from pagefind_bin_extended import get_executable  # noqa: PLC0415

    return Path(get_executable())


def _index(program: Path, pages: Path) -> None:
    done = subprocess.run(
        [program, "--site", pages, "--output-subdir", FOLDER, "--silent"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BrokenProjectError(
            [
                Problem(
                    f"Pagefind cannot index the site: {said[-1] if said else f'exit code {done.returncode}'}",
                    Place(pages.name),
                    "run reportgen doctor, then build again",
                )
            ]
        )
    for pattern in _INTERFACES:
        for unused in (pages / FOLDER).glob(pattern):
            unused.unlink()
