"""``reportgen init``: a small report that builds at once, for its owner to change."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from reportgen.catalog import load_project
from reportgen.intake import asked_of, issue_workbook
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_YEARS = range(2000, 2100)
_FIRST_YEAR_OF_THE_CODE = 2025
_NAMED_ELSE = {"gitignore": ".gitignore"}
"""Files of the starter that would mean something where they lie."""


def start_project(folder: Path, year: int) -> tuple[str, ...]:
    """Start a report project: settings, outline, metrics, chapters in both languages, and a workbook an owner.

    The workbooks say "not collected" for every figure, so that the report can be built before the first one is in.
    Everything is written or nothing.

    Args:
        folder: where the project goes; made if it isn't there.
        year: the fiscal year, taken to be the calendar year.

    Returns:
        The names of the files inside the folder.

    Raises:
        BrokenProjectError: The folder is not empty or cannot be written, or the year is none.
    """
    target = folder.resolve()
    _refuse(target, folder, year)
    with _disk_errors(folder), _put_in_place(target) as fresh:
        for name, text in _starter(resources.files("reportgen.app") / "starter"):
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(Template(text).substitute(year=year, **_codes(year)), encoding="utf-8")
        _issue_workbooks(fresh, year)
        return tuple(sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()))


def _codes(year: int) -> Mapping[str, str]:
    """The edition of the exchange's standard that is in force for a calendar year, and its codes for greenhouse gases.

    Source:
        HKEX ESG Code (Appendix C2), Part D, paragraph 28, in place of KPI A1.2 from 1 January 2025.
    """
    if year >= _FIRST_YEAR_OF_THE_CODE:
        codes = ("2025", "HKEX Para 28(a)", "HKEX Para 28(b)", "HKEX Para 28", "")
    else:
        codes = ("2022", "HKEX A1.2:scope-1", "HKEX A1.2:scope-2", "HKEX A1.2", '"HKEX A1.2:intensity"')
    return dict(zip(("hkex", "scope1", "scope2", "emissions", "intensity"), codes, strict=True))


def _refuse(target: Path, told: Path, year: int) -> None:
    problems = []
    if year not in _YEARS:
        fix = "give its four digits, e.g. --year 2025"
        problems.append(Problem(f"{year} is not a fiscal year that can be reported on", None, fix))
    if target.exists() and not target.is_dir():
        problems.append(Problem("there is a file of this name", Place(str(told)), "name another folder"))
    elif target.is_dir() and any(target.iterdir()):
        fix = "name a new or an empty folder; nothing in this one was touched"
        problems.append(Problem("the folder is not empty", Place(str(told)), fix))
    if problems:
        raise BrokenProjectError(problems)


def _starter(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    """The starter's files: name inside the project, and text."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _starter(entry, f"{above}{entry.name}/")
        else:
            yield above + _NAMED_ELSE.get(entry.name, entry.name), entry.read_text("utf-8")


def _issue_workbooks(root: Path, year: int) -> None:
    project = load_project(root)
    folder = root / "data/workbooks" / str(year)
    folder.mkdir(parents=True)
    for owner in project.settings.owners:
        if asked_of(project, owner.id):
            issued = issue_workbook(project, owner.id, answered=True)
            (folder / f"{owner.id}.xlsx").write_bytes(issued.content)


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the project cannot be written ({error.strerror})"
        fix = "check the disk's space and the folder's rights, or name another folder"
        raise BrokenProjectError([Problem(what, Place(str(folder)), fix)]) from error


@contextmanager
def _put_in_place(target: Path) -> Iterator[Path]:
    """Give a folder to write in; what it holds becomes the target's once all is written."""
    there = target.is_dir()
    if not there:
        target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".reportgen-init-", dir=target if there else target.parent))
    try:
        yield fresh
        if there:
            _move_into(fresh, target)
        else:
            fresh.chmod(0o755)
            fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _move_into(fresh: Path, target: Path) -> None:
    # An empty folder that is there stays the same one: a shell may stand in it. report.toml makes a folder a project,
    # so it comes last.
    entries = sorted(fresh.iterdir(), key=lambda path: path.name == "report.toml")
    moved: list[Path] = []
    try:
        for entry in entries:
            moved.append(entry.rename(target / entry.name))
    except OSError:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
