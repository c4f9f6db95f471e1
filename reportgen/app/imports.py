"""``reportgen import``: workbooks into the ledger, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.app.ledgers import open_ledger
from reportgen.catalog import load_project
from reportgen.intake import read_submissions
from reportgen.ledger import Receipt
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, NothingToExamineError, Problem
from reportgen.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read and what the ledger made of it."""

    submissions: tuple[Submission, ...]
    receipt: Receipt


def import_workbooks(root: Path, paths: Sequence[Path], *, by: str, at: datetime) -> Imported:
    """Read workbooks, check every cell, and append what they say to the ledger in one transaction.

    Args:
        root: the project.
        paths: workbooks or folders of workbooks; the fiscal year's folder if empty.
        by: who imports them.
        at: when, with its time zone.

    Raises:
        InputRefusedError: Cells are wrong; every one of them is told, and nothing is imported.
        NothingToExamineError: There is no workbook.
        BrokenProjectError: The project or the ledger cannot be used.
    """
    project = load_project(root)
    year = project.settings.fiscal_year.year
    default = root / "data/workbooks" / str(year)
    files = _workbooks(paths or [default])
    if not files:
        place = Place(str(default.relative_to(root)) if not paths else str(paths[0]))
        raise NothingToExamineError([Problem("there is no workbook (*.xlsx)", place, "put the workbooks there")])
    submissions = read_submissions(files, project)
    with open_ledger(root, project.settings.ledger, new=True) as ledger:
        receipt = ledger.append(submissions, by=by, at=at)
    return Imported(submissions, receipt)


def _workbooks(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    missing: list[Problem] = []
    for path in paths:
        if path.is_dir():
            files += sorted(p for p in path.glob("*.xls*") if not p.name.startswith(("~$", ".")))
        elif path.is_file():
            files.append(path)
        elif path.suffix:
            missing.append(Problem("there is no such workbook", Place(str(path)), "check the name"))
    if missing:
        raise BrokenProjectError(missing)
    return files
