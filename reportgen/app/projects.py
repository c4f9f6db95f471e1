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


def ledger_path(root: Path, ledger: str) -> Path:
    """The ledger's file, from a path inside the project or from such a path behind ``sqlite:///``.

    Raises:
        BrokenProjectError: It lies outside the project, or is the URL of something else.
    """
    name = ledger.removeprefix("sqlite:///")
    if "://" in name:
        fix = 'write a path inside the project, such as ledger = "data/ledger.db"'
        raise BrokenProjectError([Problem(f"the ledger {ledger!r} is not kept in SQLite", Place("report.toml"), fix)])
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise BrokenProjectError(
            [Problem(f"the ledger {ledger!r} lies outside the project", Place("report.toml"), "write a path inside it")]
        )
    return path


def cache_folder(root: Path) -> Path:
    """Where results of steps are kept between builds."""
    return root / ".cache"
