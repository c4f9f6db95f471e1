"""``reportgen workbook``: the collection workbooks of the fiscal year, one an owner."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.app.ledgers import open_ledger
from reportgen.app.outputs import disk_errors, one_at_a_time
from reportgen.app.projects import cache_folder, ledger_place
from reportgen.app.years import known_values
from reportgen.catalog import load_project
from reportgen.intake import asked_of, issue_workbook
from reportgen.model.figure import Entry
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, NothingToExamineError, Problem
from reportgen.model.project import Project

FOLDER = "data/issued"
REGISTER = f"{FOLDER}/register.json"


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A workbook that was written.

    Attributes:
        number: which issue of the year it is; the same as before if it asks the same.
        rows: how many values it asks for.
        fresh: whether it asks something else than the last issue.
    """

    path: Path
    owner: str
    entity: str | None
    number: int
    rows: int
    sha256: str
    fresh: bool


def issue_workbooks(
    root: Path, *, owners: Sequence[str] = (), entity: str | None = None, out: Path | None = None
) -> tuple[IssuedFile, ...]:
    """Write the workbooks of the fiscal year, with last year's figures in them.

    Args:
        root: the project.
        owners: ids of the owners; everybody who is asked for something if empty.
        entity: id of the only entity to ask about.
        out: folder to write them to; ``data/issued/YEAR`` if not given.

    Raises:
        BrokenProjectError: The project is broken, or there is no such owner or entity.
        NothingToExamineError: Nothing is asked of anybody.
    """
    project = load_project(root)
    with one_at_a_time(cache_folder(root), lambda _: None):
        entries = read_entries(root, project)
        return write_workbooks(root, project, entries, owners=owners, entity=entity, out=out)


def read_entries(root: Path, project: Project) -> tuple[Entry, ...]:
    """What the ledger holds; nothing if there is none yet."""
    place = ledger_place(root, project.settings.ledger)
    if isinstance(place, Path) and not place.exists():
        return ()
    with open_ledger(root, project.settings.ledger) as ledger:
        return ledger.latest()


def write_workbooks(
    root: Path,
    project: Project,
    entries: Iterable[Entry],
    *,
    owners: Sequence[str] = (),
    entity: str | None = None,
    out: Path | None = None,
) -> tuple[IssuedFile, ...]:
    """Write workbooks and note them in the register; each file is replaced whole.

    What the ledger holds for the year already stands in their open cells.

    Raises:
        BrokenProjectError: There is no such owner or entity, or the disk or the register stands in the way.
        NothingToExamineError: Nothing is asked of anybody.
    """
    year = project.settings.fiscal_year.year
    if entity is not None and project.settings.boundary.get(entity) is None:
        ids = ", ".join(e.id for e in project.settings.boundary)
        what = f"there is no entity {entity!r}"
        raise BrokenProjectError([Problem(what, Place("report.toml"), f"use one of: {ids}")])
    asked = [owner.id for owner in project.settings.owners if asked_of(project, owner.id, entity)]
    wanted = list(dict.fromkeys(owners)) or asked
    if not wanted:
        what, fix = "nothing is asked of anybody", "name an owner in report.toml and in data/metrics"
        raise NothingToExamineError([Problem(what, Place("data/metrics"), fix)])
    held = tuple(entries)
    known = known_values(root, project, held)
    handed = {entry.datapoint.key: entry.datapoint for entry in held}
    register = _Register(root)
    written = []
    folder = out if out is not None else root / FOLDER / str(year)
    with disk_errors(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        for owner in wanted:
            name = owner if entity is None else f"{owner}--{entity}"
            number, last = register.last(year, name)
            issued = issue_workbook(project, owner, entity=entity, known=known, handed=handed, number=number)
            fresh = issued.schema != last
            if fresh and last is not None:
                number += 1
                issued = issue_workbook(project, owner, entity=entity, known=known, handed=handed, number=number)
            path = folder / f"{name}.xlsx"
            replace_file(path, issued.content)
            sha256 = hashlib.sha256(issued.content).hexdigest()
            written.append(IssuedFile(path, owner, entity, number, issued.rows, sha256, fresh))
            register.note(year, name, number, issued.schema, sha256)
        register.save()
    return tuple(written)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file's new content in place in one step."""
    fresh = path.with_name(f".{path.name}.next")
    fresh.write_bytes(content)
    os.replace(fresh, path)  # noqa: PTH105 - in one step, also over a file that is there


class _Register:
    """Which workbook was issued how often: ``data/issued/register.json``."""

    def __init__(self, root: Path) -> None:
        self._path = root / REGISTER
        self._issues: dict[str, dict[str, dict[str, Any]]] = {}
        if self._path.exists():
            try:
                self._issues = json.loads(self._path.read_text(encoding="utf-8"))["issues"]
                numbers = [one["issue"] for year in self._issues.values() for one in year.values()]
                if not all(isinstance(number, int) for number in numbers):
                    raise ValueError("an issue has no number")
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                what = f"the register of issued workbooks cannot be read ({error})"
                fix = "put back a copy, or delete it: issues are then counted from 1 again"
                raise BrokenProjectError([Problem(what, Place(REGISTER), fix)]) from error

    def last(self, year: int, name: str) -> tuple[int, str | None]:
        """The number of a workbook's last issue and what that asked; 1 and nothing if there was none."""
        issue = self._issues.get(str(year), {}).get(name)
        return (1, None) if issue is None else (issue["issue"], issue["schema"])

    def note(self, year: int, name: str, number: int, schema: str, sha256: str) -> None:
        """Note an issue."""
        issue = {"issue": number, "schema": schema, "sha256": sha256}
        self._issues.setdefault(str(year), {})[name] = issue

    def save(self) -> None:
        """Write the register."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        record = {"schema": 1, "issues": {year: dict(sorted(of.items())) for year, of in sorted(self._issues.items())}}
        replace_file(self._path, (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode())
