"""Files of sites and months that stand behind the ledger: looked over row by row for the checks."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from reportgen.activity import ActivityFile, Columns, screen
from reportgen.app.fingerprint import ACTIVITY
from reportgen.intake.activity_sheet import read_activity_sheet
from reportgen.model.figure import Entry
from reportgen.model.place import Place
from reportgen.model.problem import InputRefusedError, Problem, ReportgenError
from reportgen.model.screening import Screening


def screened(root: Path, entries: Iterable[Entry]) -> tuple[Screening, ...]:
    """The rows of all files that the ledger's values were added up from, as far as the files are still those."""
    cells = {entry.datapoint.source for entry in entries if not entry.datapoint.source.sheet}
    found: list[Screening] = []
    for workbook, sha256 in sorted({(cell.workbook, cell.sha256) for cell in cells}):
        path = root / workbook
        if path.suffix not in ACTIVITY or not path.is_file() or _hash(path) != sha256:
            continue
        try:
            found += screen(activity_file(root, path), sha256)
        except ReportgenError:
            continue  # what is wrong with the file is told where it is imported
    return tuple(found)


def activity_file(root: Path, path: Path) -> ActivityFile:
    """A file of sites and months, with its path inside the project as its name.

    Raises:
        InputRefusedError: It is of no kind that is read.
    """
    inside = path.resolve().is_relative_to(root.resolve())
    name = path.resolve().relative_to(root.resolve()).as_posix() if inside else path.name
    if path.suffix not in ACTIVITY:
        fix = f"hand in {', '.join(ACTIVITY)}"
        raise InputRefusedError([Problem("this is no file of activity data", Place(name), fix)])
    columns = None
    if path.suffix == ".xlsx" and path.is_file():
        columns = Columns(*read_activity_sheet(path, name))
    return ActivityFile(path, name, columns)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
