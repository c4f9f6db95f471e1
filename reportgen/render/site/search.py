"""The search index of the written site, by Pagefind.

Chinese has no spaces, and where a word of it ends is a matter of opinion: the index and the browser would cut the same
sentence differently and miss each other. So every ideograph is indexed as a word of its own, and the page's script asks
for the ideographs of a query as a phrase; that finds exactly the passages that hold them.

Each language's folder gets an index of its own: a page asks its own language first and the others after it.
"""

import errno
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.render.typography import HAN

FOLDER = "pagefind"

_INTERFACES = ("pagefind-ui*", "pagefind-modular-ui*", "pagefind-component-ui*", "pagefind-highlight*")
_TAG_OR_IDEOGRAPH = re.compile(f"(<[^>]*>)|([{HAN}])")


def write_search_index(folder: Path) -> None:
    """Index the pages of a written site, each language in ``<folder>/<language>/pagefind/``.

    The same pages give the same bytes.

    Raises:
        BrokenProjectError: Pagefind is missing or fails.
        OSError: The disk is full.
    """
    program = _program()
    for home in sorted(folder.glob("*/index.html")):
        with tempfile.TemporaryDirectory() as copies:
            for page in sorted(home.parent.glob("*.html")):
                (Path(copies) / page.name).write_text(parted(page.read_text(encoding="utf-8")), encoding="utf-8")
            _index(program, Path(copies), home.parent / FOLDER)


def parted(html: str) -> str:
    """A page whose ideographs stand apart as words; tags stay as they are."""
    return _TAG_OR_IDEOGRAPH.sub(lambda match: match[1] or f" {match[2]} ", html)


def _program() -> Path:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415

        return Path(get_executable())
    except (ImportError, FileNotFoundError) as error:
        fix = "pip install 'pagefind[bin]'"
        raise BrokenProjectError([Problem("the program of Pagefind is not installed", None, fix)]) from error


def _index(program: Path, pages: Path, out: Path) -> None:
    command: list[str | Path] = [program, "--site", pages, "--output-path", out, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGXFSZ or (done.returncode and _is_full(pages)):
        raise OSError(errno.ENOSPC, "no space left for the search index", str(out))
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
        what = f"Pagefind cannot index the site: {said[-1]}"
        raise BrokenProjectError([Problem(what, Place(out.as_posix()), "run reportgen doctor, then build again")])
    for pattern in _INTERFACES:
        for unused in out.glob(pattern):
            unused.unlink()


def _is_full(folder: Path) -> bool:
    """Whether the disk has less room than the smallest index needs."""
    return shutil.disk_usage(folder).free < 1_000_000
