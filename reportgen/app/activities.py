"""``reportgen consolidate``: files of sites and months into the ledger, and down to their rows again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.activity import ActivityRow, read_activity, rows_of
from reportgen.app.fingerprint import ACTIVITY
from reportgen.app.ledgers import open_ledger
from reportgen.app.screening import activity_file
from reportgen.app.stages import read_data
from reportgen.catalog import load_project
from reportgen.ledger import Receipt
from reportgen.model.entity import Entity
from reportgen.model.figure import Part
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, NothingToExamineError, Problem
from reportgen.model.project import Project
from reportgen.model.submission import Submission

_FOLDER = "data/activity"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What the files add up to, and what the ledger made of it."""

    submissions: tuple[Submission, ...]
    receipt: Receipt


def consolidate(root: Path, paths: Sequence[Path], *, by: str, at: datetime, dry_run: bool = False) -> Consolidated:
    """Validate files of sites and months, add them up, and append the sums to the ledger in one transaction.

    Args:
        root: the project.
        paths: CSV, Parquet or xlsx files; those of data/activity if empty.
        by: who hands them in.
        at: when, with its time zone.
        dry_run: only say what would come of it.

    Raises:
        InputRefusedError: Rows are wrong or missing; nothing of any file is taken.
        NothingToExamineError: There is no file.
        BrokenProjectError: The project or the ledger cannot be used.
    """
    project = load_project(root)
    files = list(paths) or sorted(p for p in (root / _FOLDER).glob("*") if p.suffix in ACTIVITY)
    if not files:
        fix = "put a file there: metric, entity, month, value, unit, cell"
        raise NothingToExamineError([Problem("there is no file of activity data", Place(_FOLDER), fix)])
    problems: list[Problem] = []
    submissions: list[Submission] = []
    for path in files:
        try:
            submissions.append(read_activity(activity_file(root, path), project))
        except InputRefusedError as error:
            problems.extend(error.problems)
    problems += _twice(submissions)
    if problems:
        raise InputRefusedError(problems)
    with open_ledger(root, project.settings.ledger, new=True) as ledger:
        done = (ledger.preview if dry_run else ledger.append)(submissions, by=by, at=at)
    return Consolidated(tuple(submissions), done)


def rows_below(root: Path, metric: str, entity: str) -> tuple[ActivityRow, ...]:
    """The rows of activity files behind a metric's figure of this year, of an entity and all sites below it.

    Raises:
        BrokenProjectError: There is no such metric or entity.
        InputRefusedError: The figure comes from no file, or the file is not the one that was imported.
    """
    data = read_data(root)
    boundary = data.project.settings.boundary
    chosen = boundary.get(entity)
    figure = data.figures.get(metric, data.project.settings.fiscal_year.period())
    if chosen is None or figure is None:
        missing = f"entity {entity!r}" if chosen is None else f"figure of {metric!r} for the fiscal year"
        raise BrokenProjectError([Problem(f"there is no {missing}", Place("report.toml"), "check the name")])
    cells = {p.source for p in _leaves(figure.drilldown) if p.source is not None and not p.source.sheet}
    if not cells:
        fix = "reportgen trace METRIC tells the cells of workbooks"
        raise InputRefusedError([Problem(f"{metric} was not added up from a file of sites", None, fix)])
    wanted = [one.id for one in _below(data.project, chosen)]
    found: list[ActivityRow] = []
    for workbook, sha256 in sorted({(cell.workbook, cell.sha256) for cell in cells}):
        found += rows_of(activity_file(root, root / workbook), sha256, metric, wanted)
    return tuple(found)


def _twice(submissions: Sequence[Submission]) -> list[Problem]:
    """Sites of one subsidiary in two files would replace each other instead of adding up."""
    first: dict[tuple[str, str, str], str] = {}
    problems: list[Problem] = []
    for submission in submissions:
        for d in submission.datapoints:
            other = first.setdefault(d.key, submission.workbook)
            if other != submission.workbook:
                what = f"{d.metric} of the sites below {d.entity!r} is also in {other}"
                problems.append(Problem(what, Place(submission.workbook), "put all sites of an entity into one file"))
    return problems


def _leaves(part: Part | None) -> list[Part]:
    if part is None:
        return []
    return [part] if not part.parts else [leaf for below in part.parts for leaf in _leaves(below)]


def _below(project: Project, entity: Entity) -> list[Entity]:
    boundary = project.settings.boundary
    return [entity, *(one for child in boundary.below(entity) for one in _below(project, child))]
