"""A workbook, read whole: its datapoints, the account of its cells, and everything that is wrong with it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reportgen.intake.account import Account
from reportgen.intake.container import Limits, UnfitWorkbookError, inspect
from reportgen.intake.cover import is_cover, read_owner
from reportgen.intake.expectation import awaited
from reportgen.intake.layout import Miss, Table, find_table
from reportgen.intake.sheets import Sheet, read_sheets
from reportgen.intake.table import TableReader
from reportgen.model.figure import Datapoint, FigureKey
from reportgen.model.place import Cell, Place
from reportgen.model.problem import InputRefusedError, Problem
from reportgen.model.project import Project
from reportgen.model.submission import SetAside, Submission

_NO_LIMITS_GIVEN = Limits()


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one workbook; each populated cell is in exactly one of the three accounts."""

    workbook: str
    sha256: str
    owner: str | None
    datapoints: tuple[Datapoint, ...]
    taken: tuple[Cell, ...]
    set_aside: tuple[SetAside, ...]
    refused: tuple[Cell, ...]
    problems: tuple[Problem, ...]


def read_submission(path: Path, project: Project) -> Submission:
    """Read one workbook.

    Args:
        path: an Excel workbook (.xlsx) in one of the layouts.
        project: its metrics, units, owners and fiscal year.

    Returns:
        The datapoints, each value in the metric's own unit and not rounded.

    Raises:
        InputRefusedError: With everything that is wrong, by cell.
    """
    return read_submissions([path], project)[0]


def read_submissions(paths: Iterable[Path], project: Project) -> tuple[Submission, ...]:
    """Read workbooks that are handed in together.

    Raises:
        InputRefusedError: With everything that is wrong with any of them, and with each metric and period
            that more than one of them hands in.
    """
    readings = [read_workbook(path, project) for path in paths]
    problems = [problem for reading in readings for problem in reading.problems]
    problems += _handed_in_twice(readings)
    if problems:
        raise InputRefusedError(problems)
    return tuple(
        Submission(r.workbook, r.sha256, r.owner or "", r.datapoints, len(r.taken), r.set_aside) for r in readings
    )


def read_workbook(path: Path, project: Project, limits: Limits = _NO_LIMITS_GIVEN) -> Reading:
    """Read one workbook without refusing it: the problems are in the reading."""
    name = _name(path, project.root)
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        return _unfit(name, "", Problem(what, Place(name), "check the path and the file's permissions"))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        inspect(data, limits)
        sheets = read_sheets(data, limits)
    except UnfitWorkbookError as error:
        return _unfit(name, sha256, Problem(error.what, Place(name), error.fix))
    account = Account(name, sha256)
    owner = read_owner(sheets, project.settings, account)
    seen: dict[FigureKey, Cell] = {}
    datapoints = [d for sheet in sheets for d in _read_sheet(sheet, project, account, owner, seen)]
    if owner is not None:
        _note_missing(owner, project, account, seen)
    return Reading(
        name,
        sha256,
        owner,
        tuple(datapoints),
        tuple(account.taken),
        tuple(account.set_aside),
        tuple(account.refused),
        tuple(account.problems),
    )


def _name(path: Path, root: Path) -> str:
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _unfit(name: str, sha256: str, problem: Problem) -> Reading:
    return Reading(name, sha256, None, (), (), (), (), (problem,))


def _read_sheet(
    sheet: Sheet, project: Project, account: Account, owner: str | None, seen: dict[FigureKey, Cell]
) -> tuple[Datapoint, ...]:
    table = find_table(sheet, project.settings.fiscal_year.year)
    if isinstance(table, Table):
        return tuple(TableReader(sheet, table, project=project, account=account, owner=owner, seen=seen).read())
    ids = [cell for cell in sheet.cells if isinstance(cell.value, str) and cell.value.strip() in project.metrics]
    if not ids:
        account.put_aside(sheet, sheet.cells, "cover" if is_cover(sheet) else "sheet without metrics")
        return ()
    what, where = "the sheet names metrics, but no row of it is a table's header", account.cell(sheet, ids[0])
    if isinstance(table, Miss):
        what, where = table.what, account.at(sheet, f"A{table.row}")
    account.blame(where, what, "put the header row back as issued; its words may be in either language")
    account.refuse(sheet, sheet.cells)
    return ()


def _note_missing(owner: str, project: Project, account: Account, seen: dict[FigureKey, Cell]) -> None:
    for metric in project.metrics.values():
        if metric.owner != owner or not metric.handed_in:
            continue
        periods = awaited(metric, project.settings.fiscal_year).values()
        missing = [period.id for period in periods if (metric.id, period.id) not in seen]
        if missing:
            label = " ".join(dict.fromkeys(metric.label.values()))
            account.blame(
                None,
                f"{metric.id} ({label}) has no row for {', '.join(missing)}",
                "add it with its value, or with a state and the reason why there is no value",
            )


def _handed_in_twice(readings: list[Reading]) -> list[Problem]:
    problems, files = [], dict[str, str]()
    first: dict[tuple[str, str, str], Cell] = {}
    for reading in readings:
        if reading.sha256 and reading.sha256 in files:
            what = f"the file is the same as {files[reading.sha256]}"
            problems.append(Problem(what, Place(reading.workbook), "hand it in once"))
            continue
        files[reading.sha256] = reading.workbook
        for d in reading.datapoints:
            key = (d.metric, d.period.id, d.entity)
            if key in first:
                what = f"{d.metric} for {d.period} is also handed in by {first[key]}"
                problems.append(Problem(what, d.source, "keep it in one workbook"))
            first.setdefault(key, d.source)
    return problems
