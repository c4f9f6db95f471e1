"""``reportgen status``: who has handed in, what is missing, what is signed off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.app.ledgers import open_ledger
from reportgen.catalog import load_project
from reportgen.chapters import metrics_named
from reportgen.model.collection import Ask, asked
from reportgen.model.figure import DatapointKey, Entry, State
from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.signoff import UNSIGNED, SignOff

_NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Item:
    """One value that is asked for, and what came."""

    metric: Metric
    ask: Ask
    owner: str
    chapters: tuple[str, ...]
    entry: Entry | None
    sign_off: SignOff

    @property
    def key(self) -> DatapointKey:
        """What the ledger finds it by."""
        return (self.metric.id, self.ask.period.id, self.ask.entity.id)


@dataclass(frozen=True, slots=True)
class Line:
    """How far an owner or a chapter is: values asked for, there, without a number, and signed off."""

    id: str
    asked: int
    there: int
    without_number: int
    signed: int
    newest: str = ""

    @property
    def percent(self) -> int:
        """How much of what is asked for is there, rounded down: 100 means all of it."""
        return self.there * 100 // self.asked if self.asked else 100


@dataclass(frozen=True, slots=True)
class Status:
    """How the collection stands."""

    items: tuple[Item, ...]
    owners: tuple[Line, ...]
    chapters: tuple[Line, ...]
    total: Line
    head: str

    @property
    def missing(self) -> tuple[Item, ...]:
        """What is asked for and not there."""
        return tuple(item for item in self.items if item.entry is None)

    def record(self) -> dict[str, Any]:
        """The status as JSON."""
        return {
            "schema": 1,
            "ledger_head": self.head,
            "total": _line(self.total),
            "owners": [_line(line) for line in self.owners],
            "chapters": [_line(line) for line in self.chapters],
            "missing": [_asked(item) for item in self.missing],
            "lapsed": [
                {**_asked(item), "role": role.value, "by": signature.by, "on": signature.on.isoformat()}
                for item in self.items
                for role, signature in item.sign_off.lapsed.items()
            ],
        }


def status(root: Path, as_of: datetime | None = None) -> Status:
    """Compare what is asked for with what the ledger has.

    Args:
        root: the project.
        as_of: leaves out what came after this time.

    Raises:
        BrokenProjectError: The project or the ledger cannot be used.
    """
    project = load_project(root)
    rules = project.settings.sign_off
    with open_ledger(root, project.settings.ledger, new=True) as ledger:
        entries = {e.datapoint.key: e for e in ledger.latest(as_of)}
        signed = ledger.sign_offs(rules, as_of)
        head = ledger.head()
    chapters = _chapters(project)
    items = []
    for metric in project.metrics.values():
        for ask in asked(project, metric):
            entry = _found(project, entries, metric, ask)
            items.append(
                Item(
                    metric,
                    ask,
                    ask.entity.owner or metric.owner,
                    chapters.get(metric.id, (_NOWHERE,)),
                    entry,
                    UNSIGNED if entry is None else signed.get(entry.datapoint.key, UNSIGNED),
                )
            )
    owners = [owner.id for owner in project.settings.owners]
    numbers = list(dict.fromkeys([*(s.number for s in project.outline.parts()), _NOWHERE]))

    def lines(ids: Iterable[str], of: Callable[[Item], Sequence[str]]) -> tuple[Line, ...]:
        counted = (_counted(id, [item for item in items if id in of(item)], project) for id in ids)
        return tuple(line for line in counted if line.asked)

    return Status(
        tuple(items),
        lines(owners, lambda item: (item.owner,)),
        lines(numbers, lambda item: item.chapters),
        _counted("all", items, project),
        head,
    )


def _found(project: Project, entries: Mapping[DatapointKey, Entry], metric: Metric, ask: Ask) -> Entry | None:
    """What came for an ask, also from an entity above that handed in for it, or for the year as a whole."""
    year, boundary = project.settings.fiscal_year, project.settings.boundary
    periods = dict.fromkeys([ask.period.id, year.period().id] if metric.consolidated else [ask.period.id])
    if not year.contains(year.period(), ask.period):
        periods = dict.fromkeys([ask.period.id])
    current = ask.entity
    while True:
        for period in periods:
            if found := entries.get((metric.id, period, current.id)):
                return found
        above = boundary.parent_of(current)
        if above is None:
            return None
        current = above


def _chapters(project: Project) -> dict[str, tuple[str, ...]]:
    """The chapters whose text, tables or charts print a metric, or a figure that is computed from it."""
    named = metrics_named(project, project.settings.languages[0])
    found: dict[str, dict[str, None]] = {}
    for section in project.outline.sections:
        for metric in sorted(named.get(section.id, ())):
            found.setdefault(metric, {})[project.outline.top_of(section)] = None
    return {metric: tuple(chapters) for metric, chapters in found.items()}


def _counted(id: str, items: Sequence[Item], project: Project) -> Line:
    there = [item.entry for item in items if item.entry is not None]
    newest = max((entry.submitted_at for entry in there), default=None)
    rules = project.settings.sign_off
    return Line(
        id,
        len(items),
        len(there),
        sum(entry.state in (State.NOT_AVAILABLE, State.NOT_COLLECTED) for entry in there),
        sum(item.entry is not None and item.sign_off.complete(rules) for item in items),
        "" if newest is None else newest.isoformat(),
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "asked": line.asked,
        "there": line.there,
        "missing": line.asked - line.there,
        "without_number": line.without_number,
        "signed_off": line.signed,
        "percent": line.percent,
        "newest": line.newest or None,
    }


def _asked(item: Item) -> dict[str, Any]:
    metric, period, entity = item.key
    return {"metric": metric, "period": period, "entity": entity, "owner": item.owner}
