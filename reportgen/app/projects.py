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


def ledger_path(root: Path, ledger: str) -> Path | None:
    """The ledger's file, or ``None`` if ``ledger`` is the URL of a server."""
    if "://" in ledger:
        return None
    path = root / ledger
    if not path.resolve().is_relative_to(root.resolve()):
        raise BrokenProjectError(
            [Problem(f"the ledger {ledger!r} lies outside the project", Place("report.toml"), "write a path inside it")]
        )
    return path


def cache_folder(root: Path) -> Path:
    """Where results of steps are kept between builds."""
    return root / ".cache"
