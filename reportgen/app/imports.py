"""``reportgen import``: workbooks into the ledger, in one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportgen.app.ledgers import open_ledger
from reportgen.app.outputs import disk_errors
from reportgen.app.projects import ledger_place
from reportgen.app.years import known_values
from reportgen.catalog import load_project
from reportgen.intake import LANGUAGES, Reading, annotated, read_maps, read_together
from reportgen.ledger import Landed, Ledger, Receipt
from reportgen.model.figure import Entry
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, NothingToExamineError, Problem
from reportgen.model.project import Project
from reportgen.model.submission import Submission

RETURNED = Path("data/returned")
"""Where the annotated copies go, below the project."""

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How an import is done.

    Attributes:
        dry_run: only say what would come of it.
        partial: take the sound metrics and refuse the rest; both are recorded.
        jobs: how many processes read at most; as many as there are processors if 0.
        languages: of the comments in annotated copies.
    """

    dry_run: bool = False
    partial: bool = False
    jobs: int = 0
    languages: tuple[str, ...] = LANGUAGES


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read, what the ledger made of it, and which annotated copies were written.

    Attributes:
        problems: what was refused where the rest was taken.
        remarks: how something was read that is worth a word.
        returned: workbook to its annotated copy, both inside the project.
    """

    submissions: tuple[Submission, ...]
    receipt: Receipt
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    returned: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False


class WorkbooksRefusedError(InputRefusedError):
    """Workbooks are refused; nothing of them is in the ledger.

    Attributes:
        landed: what of them would have changed something in the ledger.
        returned: workbook to its annotated copy.
    """

    def __init__(self, problems: Sequence[Problem], landed: tuple[Landed, ...], returned: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.landed = landed
        self.returned = returned


def import_workbooks(
    root: Path,
    paths: Sequence[Path],
    *,
    by: str,
    at: datetime,
    options: ImportOptions = ImportOptions(),
    each: Callable[[int, int], None] = lambda done, of: None,
) -> Imported:
    """Read workbooks, check every cell, and append what they say to the ledger in one transaction.

    Args:
        root: the project.
        paths: workbooks or folders of workbooks; the fiscal year's folder if empty.
        by: who imports them.
        at: when they count as handed in, with its time zone; not before what is in the ledger already.
        options: how.
        each: called after each workbook with the number of those read and of all.

    Raises:
        WorkbooksRefusedError: Cells are wrong; every one of them is told, copies with comments are written, and
            nothing is imported.
        NothingToExamineError: There is no workbook.
        BrokenProjectError: The project or the ledger cannot be used.
    """
    project = load_project(root)
    files = _files(root, paths, project)
    with ledger_as_it_is(root, project) as ledger:
        entries = ledger.latest()
    _in_order(entries, at)
    readings = read_together(
        files,
        project,
        known_values(root, project, entries),
        read_maps(project),
        jobs=options.jobs,
        each=lambda done: each(done, len(files)),
    )
    problems = tuple(problem for reading in readings for problem in reading.problems)
    submissions = tuple(r.submission() for r in readings if r.owner is not None or not r.problems)
    returned = _return(root, files, readings, at, options)
    if problems and not options.partial:
        with ledger_as_it_is(root, project) as ledger:
            would = ledger.preview([s for s in submissions if s.datapoints], by=by, at=at)
        raise WorkbooksRefusedError(problems, would.submissions, returned)
    if problems and not any(s.datapoints for s in submissions):
        raise WorkbooksRefusedError(problems, (), returned)
    if options.dry_run:
        with ledger_as_it_is(root, project) as ledger:
            receipt = ledger.preview(submissions, by=by, at=at)
    else:
        with open_ledger(root, project.settings.ledger, new=True) as ledger:
            receipt = ledger.append(submissions, by=by, at=at)
    remarks = tuple(remark for reading in readings for remark in reading.remarks)
    return Imported(submissions, receipt, problems, remarks, returned, options.dry_run)


def _files(root: Path, paths: Sequence[Path], project: Project) -> list[Path]:
    default = root / "data/workbooks" / str(project.settings.fiscal_year.year)
    files: list[Path] = []
    missing: list[Problem] = []
    for path in paths or [default]:
        if path.is_dir():
            there = (p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES and not p.name.startswith(("~$", ".")))
            files += sorted(there)
        elif path.is_file():
            files.append(path)
        elif path.suffix:
            missing.append(Problem("there is no such workbook", Place(str(path)), "check the name"))
    if missing:
        raise BrokenProjectError(missing)
    if not files:
        place = Place(str(default.relative_to(root)) if not paths else str(paths[0]))
        raise NothingToExamineError([Problem("there is no workbook (*.xlsx)", place, "put the workbooks there")])
    return files


@contextmanager
def ledger_as_it_is(root: Path, project: Project) -> Iterator[Ledger]:
    """The ledger, or an empty one in memory where there is none yet: a refused import leaves no file behind."""
    place = ledger_place(root, project.settings.ledger)
    if isinstance(place, Path) and not place.exists():
        empty = Ledger.open("sqlite:///:memory:")
        yield empty
        empty.close()
        return
    with open_ledger(root, project.settings.ledger) as ledger:
        yield ledger


def _in_order(entries: Sequence[Entry], at: datetime) -> None:
    newest = max((entry.submitted_at for entry in entries), default=at)
    if newest > at:
        what = f"the ledger has submissions of {newest:%Y-%m-%d %H:%M} UTC, which is after {at:%Y-%m-%d %H:%M}"
        raise BrokenProjectError([Problem(what, None, "give --as-of a later day, or leave it out")])


def _return(
    root: Path, files: Sequence[Path], readings: Sequence[Reading], at: datetime, options: ImportOptions
) -> dict[str, str]:
    """Write an annotated copy of each workbook that something is wrong with and that can be read."""
    returned: dict[str, str] = {}
    folder = root / RETURNED
    for path, reading in zip(files, readings, strict=True):
        if not reading.problems or not (reading.taken or reading.set_aside or reading.refused):
            continue
        copy = annotated(path.read_bytes(), reading.problems, reading.remarks, at, options.languages)
        name = _free(path, set(returned.values()))
        with disk_errors(str(RETURNED)):
            folder.mkdir(parents=True, exist_ok=True)
            fresh = folder / f".{name}.next"
            fresh.write_bytes(copy)
            fresh.replace(folder / name)
        returned[reading.workbook] = (RETURNED / name).as_posix()
    return returned


def _free(path: Path, taken: set[str]) -> str:
    names = (path.name, *(f"{path.stem} ({n}){path.suffix}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if (RETURNED / name).as_posix() not in taken)
