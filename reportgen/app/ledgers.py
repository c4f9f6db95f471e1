"""Opens the ledger of a project."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.app.outputs import disk_errors
from reportgen.app.projects import ledger_place
from reportgen.ledger import Ledger, shown
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem


@contextmanager
def open_ledger(root: Path, ledger: str, *, new: bool = False) -> Iterator[Ledger]:
    """Open a project's ledger for as long as the block runs.

    Args:
        root: the project.
        ledger: what report.toml says.
        new: make a file where there is none. A database of PostgreSQL gets its tables in any case.

    Raises:
        BrokenProjectError: It is not there, cannot be opened, or is no ledger.
    """
    place = ledger_place(root, ledger)
    if isinstance(place, Path) and not new and not place.exists():
        raise BrokenProjectError(
            [Problem("there is no ledger yet", Place(ledger), "hand the workbooks in: reportgen import")]
        )
    with disk_errors(shown(ledger)):
        opened = Ledger.open(place)
    try:
        yield opened
    finally:
        opened.close()
