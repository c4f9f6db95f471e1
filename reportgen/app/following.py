"""The follow-up list ``data/review/follow-up.toml``: what reviewers said, and what was answered.

It is written at its end, or inside the one remark that is answered; everything else, a person's comments and order
included, stays as it stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from reportgen.app.outputs import disk_errors, one_at_a_time, replace_file
from reportgen.app.projects import cache_folder
from reportgen.catalog import FOLLOW_UP, read_follow_up
from reportgen.model.place import Cell, Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.remark import Answer, Progress, Remark

_HEAD = """\
# What reviewers said of the packs that they were sent, oldest first. `reportgen pack receive` adds to it and changes
# nothing; `reportgen pack follow-up` lists it; `reportgen pack answer ID` adds an answer. By hand, too: set owner and
# due, add [[remark.answer]] with text, by and on, and set progress to "answered", or to "cleared" once the reviewer
# says so. What a reviewer said stays as it was said.
"""
_WORDS = ("text", "by", "on", "conclusion", "tick", "value", "difference", "stood", "language", "section", "quote")
_KEPT = ("progress", "owner", "due")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The list as it stands."""

    remarks: tuple[Remark, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many remarks are open, answered and cleared."""
        counted = Counter(remark.progress.value for remark in self.remarks)
        return {progress.value: counted[progress.value] for progress in Progress}

    def overdue(self, today: date) -> tuple[Remark, ...]:
        """Open remarks whose day is past."""
        return tuple(r for r in self.remarks if r.progress is Progress.OPEN and r.due is not None and r.due < today)

    def record(self, today: date) -> dict[str, Any]:
        """The list as JSON."""
        late = {remark.id for remark in self.overdue(today)}
        rows = [remark_record(remark) | {"overdue": remark.id in late} for remark in self.remarks]
        return {"schema": 1, "summary": dict(self.counts) | {"overdue": len(late)}, "remarks": rows}


def follow_up(root: Path) -> FollowUp:
    """Read the follow-up list.

    Raises:
        BrokenProjectError: Something in it is wrong; all of it at once, with file and line.
    """
    return FollowUp(read_follow_up(root))


def remark_record(remark: Remark) -> dict[str, Any]:
    """A remark as JSON; decimals are written as text, exactly."""
    return {
        "id": remark.id,
        "pack": remark.pack,
        "subject": remark.subject,
        **{name: _plain(getattr(remark, name)) for name in (*_WORDS, *_KEPT)},
        "answers": [{"text": one.text, "by": one.by, "on": one.on.isoformat()} for one in remark.answers],
        "source": str(remark.source) if remark.source else None,
        "at": str(remark.at) if remark.at else None,
    }


def answer(root: Path, id: str, text: str, *, by: str, on: date, clear: bool) -> Remark:
    """Add an answer to a remark, or say that the reviewer has cleared it.

    Args:
        root: the project.
        id: of the remark; its first digits are enough where no other begins with them.
        text: the answer; may be empty where it is only cleared.
        by: who answers, by role.
        on: the day.
        clear: whether the reviewer has cleared it.

    Returns:
        The remark as it is now.

    Raises:
        BrokenProjectError: There is no such remark, or the answer says nothing.
    """
    with writing(root):
        remarks = read_follow_up(root)
        remark = _found(remarks, id)
        if not text.strip() and not clear:
            raise BrokenProjectError([Problem("the answer says nothing", None, "write it behind --text")])
        if text.strip() and not by.strip():
            raise BrokenProjectError([Problem("nobody gives the answer", None, "name a role behind --by")])
        path = root / FOLLOW_UP
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
        rows: Any = document["remark"]
        row: Table = rows[remarks.index(remark)]
        given = Answer(text.strip(), by.strip(), on)
        if text.strip() and given not in remark.answers:
            answers = row.get("answer")
            if answers is None:
                answers = tomlkit.aot()
                row.append("answer", answers)
            answers.append(_table({"text": given.text, "by": given.by, "on": given.on}))
        now = Progress.CLEARED if clear else Progress.ANSWERED
        if remark.progress is not Progress.CLEARED:
            row["progress"] = now.value
        replace_file(path, tomlkit.dumps(document).encode())
        return read_follow_up(root)[remarks.index(remark)]


def _found(remarks: Iterable[Remark], id: str) -> Remark:
    near = [remark for remark in remarks if remark.id.startswith(id)] if id else []
    if len(near) == 1:
        return near[0]
    what = f"there is no remark {id!r}" if not near else f"{len(near)} remarks begin with {id!r}"
    fix = "take the id from: reportgen pack follow-up"
    raise BrokenProjectError([Problem(what, Place(FOLLOW_UP), fix)])


# --- writing -------------------------------------------------------------------------------------


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Hold off others who write the list, until this is done."""
    with disk_errors(FOLLOW_UP), one_at_a_time(cache_folder(root) / "review", lambda _: None):
        yield


def with_remarks(text: str, remarks: Iterable[Remark]) -> str:
    """The list's text with remarks added at its end; what stands in it is not touched.

    Args:
        text: of the file, "" where there is none yet.
        remarks: to be added.
    """
    rows: AoT = tomlkit.aot()
    for remark in remarks:
        rows.append(_of_remark(remark))
    if not rows:
        return text
    added = tomlkit.document()
    added.add("remark", rows)
    return f"{(text or _HEAD).rstrip()}\n\n{tomlkit.dumps(added).strip()}\n"


def _of_remark(remark: Remark) -> Table:
    told: dict[str, Any] = {"id": remark.id, "pack": remark.pack, "subject": remark.subject}
    told |= {name: getattr(remark, name) for name in _WORDS}
    told |= {"source": remark.source}
    told |= {name: getattr(remark, name) for name in _KEPT}
    table = _table({name: value for name, value in told.items() if value or name in ("text", "owner") or value == 0})
    if remark.answers:
        answers = tomlkit.aot()
        for one in remark.answers:
            answers.append(_table({"text": one.text, "by": one.by, "on": one.on}))
        table.append("answer", answers)
    return table


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        table.append(name, _item(value))
    return table


def _item(value: Any) -> Item:
    match value:
        case Decimal():
            item: Item = tomlkit.value(format(value, "f"))
        case Cell():
            told = tomlkit.inline_table()
            told.update({"file": value.workbook, "sheet": value.sheet, "cell": value.ref})
            item = told
        case str() if "\n" in value:
            lines = tomlkit.string(f"\n{value}", multiline=True)
            item = lines if tomlkit.parse(f"a = {lines.as_string()}")["a"] == value else tomlkit.string(value)
        case str():
            item = tomlkit.string(str(value))
        case _:
            item = tomlkit.item(value)
    return item


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value or None
