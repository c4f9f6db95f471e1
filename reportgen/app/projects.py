"""Finds a project and opens its ledger."""

from pathlib import Path

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem


def find_project(start: Path) -> Path:
    """The folder that holds report.toml: ``start`` or the nearest above it.

    Raises:
        BrokenProjectError: There is none.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / "report.toml").is_file():
            return folder
    raise BrokenProjectError(
        [
            Problem(
                "there is no report.toml here or above",
                Place(str(start)),
                "go to a report project, name it with --project DIR, or start one with: reportgen init DIR",
            )
        ]
    )


def ledger_place(root: Path, ledger: str) -> Path | str:
    """Where the ledger is: a file inside the project, or the URL of a PostgreSQL database.

    Args:
        root: the project.
        ledger: what report.toml says: a path, such a path behind ``sqlite:///``, or ``postgresql://user@host/database``.

    Raises:
        BrokenProjectError: The file lies outside the project, or the URL is of something else.
    """
    if ledger.startswith("postgresql://"):
        return ledger
    name = ledger.removeprefix("sqlite:///")
    if "://" in name:
        kind = name.split("://", 1)[0]  # the rest may hold a password
        fix = 'write a path inside the project, such as ledger = "data/ledger.db", or postgresql://user@host/database'
        what = f"the ledger is a {kind} database, which is neither SQLite nor PostgreSQL"
        raise BrokenProjectError([Problem(what, Place("report.toml"), fix)])
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise BrokenProjectError(
            [Problem(f"the ledger {ledger!r} lies outside the project", Place("report.toml"), "write a path inside it")]
        )
    return path


def cache_folder(root: Path) -> Path:
    """Where results of steps are kept between builds."""
    return root / ".cache"
