"""A workbook, read whole: its datapoints, the account of its cells, and everything that is wrong with it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from reportgen.intake.account import Account
from reportgen.intake.asking import NOTHING_KNOWN, Known
from reportgen.intake.bookmap import BookMap
from reportgen.intake.collected import CollectionReader, issued_priors
from reportgen.intake.container import Limits, UnfitWorkbookError, inspect
from reportgen.intake.cover import is_cover, read_owner
from reportgen.intake.desk import Common, Desk
from reportgen.intake.layout import Miss, Shape, Table, find_table
from reportgen.intake.mapped import BookReader, fitting
from reportgen.intake.saying import told
from reportgen.intake.seal import Seal, read_seal
from reportgen.intake.sheets import Populated, Sheet, read_sheets
from reportgen.intake.table import TableReader
from reportgen.model.figure import Datapoint, DatapointKey
from reportgen.model.place import Cell, Place
from reportgen.model.problem import InputRefusedError, Problem
from reportgen.model.project import Project
from reportgen.model.submission import SetAside, Submission

_NO_LIMITS_GIVEN = Limits()


RETURNED_SHEET = "退回 Returned"
"""The sheet that an annotated copy has at its end; its first cell says so too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one workbook; each populated cell is in exactly one of the three accounts.

    Attributes:
        taken: cell to the metric that it was taken for.
        problems: what is wrong, or asked.
        remarks: how something was read that is not wrong.
        whole: whether a problem is one of the whole workbook, so that no part of it can be taken alone.
    """

    workbook: str
    sha256: str
    owner: str | None
    datapoints: tuple[Datapoint, ...]
    taken: Mapping[Cell, str]
    set_aside: tuple[SetAside, ...]
    refused: tuple[Cell, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()
    whole: bool = False

    def submission(self) -> Submission:
        """What can be taken: all of it, or the metrics of which nothing is wrong.

        Cells of a metric with a problem count as refused, with what is wrong; so do all cells if the whole workbook is.
        """
        wrong = {problem.metric for problem in self.problems} - {None}
        sound = () if self.whole else tuple(d for d in self.datapoints if d.metric not in wrong)
        kept = {d.metric for d in sound}
        dropped = [cell for cell, metric in self.taken.items() if metric not in kept]
        why = {p.where: p.what for p in reversed(self.problems)}
        of_metric = {p.metric: p.what for p in reversed(self.problems)}
        refused = [SetAside(c, why.get(c, "refused with the rest of its row")) for c in self.refused]
        refused += [SetAside(c, of_metric.get(self.taken[c], "the workbook was refused")) for c in dropped]
        return Submission(
            self.workbook,
            self.sha256,
            self.owner or "",
            sound,
            len(self.taken) - len(dropped),
            self.set_aside,
            tuple(refused),
        )


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
    readings = handed_in_once([read_workbook(path, project) for path in paths])
    if problems := [problem for reading in readings for problem in reading.problems]:
        raise InputRefusedError(problems)
    return tuple(reading.submission() for reading in readings)


def read_workbook(
    path: Path,
    project: Project,
    limits: Limits = _NO_LIMITS_GIVEN,
    *,
    known: Mapping[DatapointKey, Known] = NOTHING_KNOWN,
    common: Common | None = None,
    maps: Sequence[BookMap] = (),
) -> Reading:
    """Read one workbook without refusing it: the problems are in the reading.

    Args:
        path: the workbook.
        project: metrics, units, owners, entities and fiscal year.
        limits: how much is read at most.
        known: what the ledger knows of values; last year's settles readings, and is compared with what was issued.
        common: what the workbooks of an import share, where it was made before.
        maps: of data books; one that fits is used where no cover says who hands in.
    """
    name = name_of(path, project.root)
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        return unfit(name, "", Problem(what, Place(name), "check the path and the file's permissions"))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        inspect(data, limits)
        sheets = read_sheets(data, limits)
    except UnfitWorkbookError as error:
        return unfit(name, sha256, Problem(error.what, Place(name), error.fix))
    desk = Desk(common or Common(project), Account(name, sha256), None, known)
    return _read_sheets(sheets, desk, maps)


def _read_sheets(sheets: tuple[Sheet, ...], desk: Desk, maps: Sequence[BookMap]) -> Reading:
    account = desk.account
    seal = read_seal(sheets)
    covered = seal is not None or any(is_cover(sheet) for sheet in sheets if not _ours(sheet))
    map = None if covered else fitting(maps, sheets, desk.measures.words)
    if map is not None:
        desk.owner = map.head.owner
        datapoints = list(BookReader(map, desk).read(sheets))
    else:
        desk.owner = read_owner([s for s in sheets if not _ours(s)], desk.project.settings, account, seal)
        if seal is not None:
            _compare_seal(seal, desk)
        datapoints = [d for sheet in sheets for d in _read_sheet(sheet, desk)]
        if desk.owner is not None:
            _note_missing(desk.owner, desk)
    return Reading(
        account.workbook,
        account.sha256,
        desk.owner,
        tuple(datapoints),
        account.taken,
        tuple(account.set_aside),
        tuple(account.refused),
        tuple(account.problems),
        tuple(account.remarks),
        account.whole,
    )


def name_of(path: Path, root: Path) -> str:
    """A file's path inside the project, or its name alone."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def unfit(name: str, sha256: str, problem: Problem) -> Reading:
    """The reading of a file that cannot be read."""
    return Reading(name, sha256, None, (), {}, (), (), (problem,), whole=True)


def _compare_seal(seal: Seal, desk: Desk) -> None:
    """Compare the sheet that tells the issue with the cover and the project."""
    account, year = desk.account, desk.project.settings.fiscal_year.year
    if not seal.sound:
        account.blame(None, told("broken_seal"), whole=True)
        return
    if seal.fiscal_year != year:
        account.blame(None, told("other_year", told=seal.fiscal_year, year=year), whole=True)
    if desk.owner is not None and seal.owner != desk.owner:
        account.blame(None, told("other_seal", issued=seal.owner, told=desk.owner), whole=True)
    desk.entity = seal.entity or None
    desk.issued = {key: prior for rows in _issued_rows(seal, desk) for key, prior in rows.items()}


def _issued_rows(seal: Seal, desk: Desk) -> Iterator[dict[DatapointKey, str]]:
    group = desk.entity or desk.project.settings.boundary.group.id
    for name, texts in seal.cells.items():
        cells = (_as_issued(ref, text) for ref, text in texts.items())
        sheet = Sheet(name, tuple(sorted((c for c in cells if c), key=lambda c: (c.row, c.column))))
        table = find_table(sheet, seal.fiscal_year, among=frozenset({Shape.COLLECTION}), whole=False)
        if isinstance(table, Table):
            rows = (
                {h.field: str(cells[n].value) for n, h in table.heads.items() if n in cells}
                for row, cells in sheet.rows.items()
                if row > table.row
            )
            yield {(m, p, e or group): prior for (m, p, e), prior in issued_priors(rows).items()}


def _as_issued(ref: str, text: str) -> Populated | None:
    try:
        column, row = coordinate_from_string(ref)
        return Populated(row, column_index_from_string(column), text)
    except ValueError:
        return None


def _ours(sheet: Sheet) -> bool:
    """Whether a sheet is the program's own, to be set aside whole."""
    first = sheet.rows.get(1, {}).get(1)
    return sheet.secret or (first is not None and first.value == RETURNED_SHEET)


def _read_sheet(sheet: Sheet, desk: Desk) -> Iterator[Datapoint]:
    account = desk.account
    if _ours(sheet):
        account.put_aside(sheet, sheet.cells, "the program's own sheet")
        return
    table = find_table(sheet, desk.project.settings.fiscal_year.year)
    if isinstance(table, Table):
        reader = CollectionReader if table.layout.shape is Shape.COLLECTION else TableReader
        yield from reader(sheet, table, desk).read()
        return
    ids = [cell for cell in sheet.cells if isinstance(cell.value, str) and cell.value.strip() in desk.project.metrics]
    if not ids:
        account.put_aside(sheet, sheet.cells, "cover" if is_cover(sheet) else "sheet without metrics")
        return
    if isinstance(table, Miss):
        account.blame(account.at(sheet, f"A{table.row}"), table.told)
    else:
        account.blame(account.cell(sheet, ids[0]), told("no_header"))
    account.refuse(sheet, sheet.cells)


def _note_missing(owner: str, desk: Desk) -> None:
    """Note each value that the owner is asked for and that stands nowhere; earlier years' may stand in the ledger."""
    year = desk.project.settings.fiscal_year
    missing: dict[str, list[str]] = {}
    for metric, ask in desk.common.asked_of(owner, desk.entity):
        key = (metric.id, ask.period.id, ask.entity.id)
        earlier = not metric.consolidated and ask.period != year.resolve(metric.period)
        if key in desk.seen or (earlier and key in desk.known):
            continue
        group = ask.entity.id == desk.project.settings.boundary.group.id
        missing.setdefault(metric.id, []).append(ask.period.id if group else f"{ask.entity.id} {ask.period.id}")
    for id, periods in missing.items():
        label = " ".join(dict.fromkeys(desk.project.metrics[id].label.values()))
        desk.account.blame(None, told("row_missing", metric=id, label=label, periods=", ".join(periods)), id)


def handed_in_once(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The same readings, with a problem for each file and each value that is among them twice."""
    files: dict[str, str] = {}
    first: dict[DatapointKey, Cell] = {}
    found = []
    for reading in readings:
        problems = list(reading.problems)
        whole = reading.whole
        if reading.sha256 and reading.sha256 in files:
            message = told("same_file", file=files[reading.sha256])
            problems, whole = [message.problem(Place(reading.workbook))], True
        else:
            files[reading.sha256] = reading.workbook
            for d in reading.datapoints:
                if d.key in first:
                    message = told("other_hand_in", metric=d.metric, period=str(d.period), cell=str(first[d.key]))
                    problems.append(message.problem(d.source, d.metric))
                first.setdefault(d.key, d.source)
        found.append(replace(reading, problems=tuple(problems), whole=whole))
    return tuple(found)
