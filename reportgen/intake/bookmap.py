"""Maps of data books: which row of a company's own workbook holds which metric. One TOML file each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reportgen.catalog.toml_file import TomlFile, read_toml
from reportgen.intake.datapack import BookRow, plain_label
from reportgen.model.figure import State
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project

FOLDER = "data/maps"
"""Where the maps are, below the project."""

_HEAD = """\
# Which row of the data book holds which metric. Proposed by `reportgen import --map`; nothing of it counts before you
# have looked at it: compare label and unit with the metric, and write confirmed = true. Years are found by the heads.
# "under" tells two rows of one label apart. "means" may name a unit of the catalogue where the book's own words for it
# are not known. "dash" says what a dash in the book means: not_available, not_applicable, not_collected or
# confirmed_zero; without it a dash is asked about.
"""


class MapRow(BaseModel):
    """A row of a map.

    Attributes:
        metric: id of the metric.
        sheet: the sheet that the row stands in.
        label: its words in the book.
        under: the heading above it.
        unit: the unit in the book, as written there.
        means: id of the catalogue's unit that this is, where the words are not known.
        confirmed: whether somebody has looked at it.
        confidence: of the proposal, 0 to 100.
        reason: why it was proposed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str
    sheet: str
    label: str
    under: str = ""
    unit: str = ""
    means: str = ""
    confirmed: bool = False
    confidence: int = 0
    reason: str = ""

    def fits(self, row: BookRow) -> bool:
        """Whether a row of a book is the one meant."""
        same = row.sheet == self.sheet and plain_label(row.label) == plain_label(self.label)
        return same and (not self.under or plain_label(row.under) == plain_label(self.under))


class MapHead(BaseModel):
    """What holds for a whole map.

    Attributes:
        owner: id of the owner who hands the book in.
        workbook: name of the file from which the map was proposed.
        dash: what a dash means.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    owner: str
    workbook: str = ""
    dash: State | None = None


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid")

    map: MapHead
    row: tuple[MapRow, ...] = Field(default=())


@dataclass(frozen=True, slots=True)
class BookMap:
    """A map; ``path`` is inside the project."""

    path: str
    head: MapHead
    rows: tuple[MapRow, ...]

    @property
    def confirmed(self) -> tuple[MapRow, ...]:
        """The rows that somebody has looked at."""
        return tuple(row for row in self.rows if row.confirmed)


def read_maps(project: Project) -> tuple[BookMap, ...]:
    """The maps of a project, by name.

    Raises:
        BrokenProjectError: A map names what is not there, or is no map; every such line is told.
    """
    found: list[BookMap] = []
    problems: list[Problem] = []
    for file in sorted((project.root / FOLDER).glob("*.toml")):
        try:
            found.append(read_map(project, f"{FOLDER}/{file.name}"))
        except BrokenProjectError as error:
            problems += error.problems
    if problems:
        raise BrokenProjectError(problems)
    return tuple(found)


def read_map(project: Project, path: str) -> BookMap:
    """Read one map.

    Raises:
        BrokenProjectError: It names what is not there, or is no map; every such line is told.
    """
    file = read_toml(project.root, path)
    try:
        told = _Told.model_validate(file.data)
    except ValidationError as error:
        raise BrokenProjectError([_problem(file, dict(e)) for e in error.errors()]) from None
    problems = list(_unknown(file, told, project))
    if problems:
        raise BrokenProjectError(problems)
    return BookMap(path, told.map, told.row)


def write_map(project: Project, map: BookMap) -> None:
    """Write a map into the project."""
    told = map.head.model_dump(mode="json", exclude_none=True)
    parts = [_HEAD, "[map]", *_lines(told.items())]
    for row in map.rows:
        held = {name: value for name, value in row.model_dump(mode="json").items() if value != ""}
        parts += ["", "[[row]]", *_lines(held.items())]
    target: Path = project.root / map.path
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".next")
    fresh.write_text("\n".join(parts) + "\n", encoding="utf-8")
    fresh.replace(target)


def _lines(pairs: Iterable[tuple[str, Any]]) -> list[str]:
    # A JSON text, number or truth value is a TOML one.
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in pairs]


def _problem(file: TomlFile, error: dict[str, Any]) -> Problem:
    place = file.place(*error["loc"])
    return Problem(f"{'.'.join(map(str, error['loc']))}: {error['msg']}", place, "correct the line")


def _unknown(file: TomlFile, told: _Told, project: Project) -> Iterable[Problem]:
    owners = [owner.id for owner in project.settings.owners]
    if told.map.owner not in owners:
        yield Problem(
            f"{told.map.owner!r} is no owner", file.place("map", "owner"), f"write one of {', '.join(owners)}"
        )
    seen: dict[str, Place] = {}
    for number, row in enumerate(told.row):
        place = file.place("row", number, "metric")
        metric = project.metrics.get(row.metric)
        if metric is None or not metric.handed_in:
            yield Problem(f"{row.metric!r} is no metric that is handed in", place, "name another, or delete the row")
        if row.means and row.means not in project.units:
            yield Problem(f"there is no unit {row.means!r}", file.place("row", number, "means"), "name a unit's id")
        if row.confirmed and row.metric in seen:
            yield Problem(f"{row.metric} is confirmed twice; the other stands at {seen[row.metric]}", place, "keep one")
        if row.confirmed:
            seen.setdefault(row.metric, place)
