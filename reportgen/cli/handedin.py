"""What is said of workbooks that were handed in: changes first, then what is wrong, then the account."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reportgen.cli import console
from reportgen.cli.state import Format
from reportgen.model.figure import Datapoint
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    from reportgen.app.imports import Imported, WorkbooksRefusedError
    from reportgen.app.maps import Proposed
    from reportgen.ledger import Change, Landed

_MOST = 200  # lines of changes or remarks; JSON has all
_SHOWN = ("value", "state", "kind", "qualifier", "reason")


def tell(done: "Imported", format: Format) -> None:
    """Say what an import did, or would do."""
    if format is Format.JSON:
        console.result_json(_record(done))
        return
    _tell_changes(done.receipt.submissions)
    _tell_remarks(done.remarks)
    if done.problems:
        console.told(done.problems)
        _tell_returned(done.returned)
    landed = {one.workbook: one for one in done.receipt.submissions}
    heads = ("workbook", "owner", "cells taken", "set aside", "refused", "new", "changed", "unchanged")
    console.table(
        heads if done.problems else tuple(head for head in heads if head != "refused"),
        [
            (
                s.workbook,
                s.owner,
                str(s.taken),
                str(len(s.set_aside)),
                *((str(len(s.refused)),) if done.problems else ()),
                str(landed[s.workbook].added),
                str(len(landed[s.workbook].changes)),
                str(landed[s.workbook].unchanged),
            )
            for s in done.submissions
        ],
    )
    new = sum(1 for one in done.receipt.submissions if one.number is not None)
    said = "nothing new: the ledger has all of it" if done.receipt.nothing_new else f"{new} submissions appended"
    if done.dry_run:
        console.talk(
            f"dry run, nothing was written: {'nothing new' if done.receipt.nothing_new else f'{new} to append'}"
        )
        return
    console.talk(f"{said}; ledger head {done.receipt.head[:12]}")


def tell_refused(error: "WorkbooksRefusedError", format: Format) -> None:
    """Say why nothing was imported."""
    if format is Format.JSON:
        record = console.problem_records(error)
        record["returned"] = dict(error.returned)
        record["changes"] = [_change_record(c) for one in error.landed for c in one.changes]
        console.result_json(record)
        return
    _tell_changes(error.landed)
    console.problems(error)
    _tell_returned(error.returned)
    console.talk("nothing was imported")


def _tell_changes(landed: Sequence["Landed"]) -> None:
    lines = [line for one in landed for change in one.changes for line in _changed(change)]
    if lines:
        console.result("changed since the last hand-in:")
    for line in lines[:_MOST]:
        console.result(f"  {line}")
    if len(lines) > _MOST:
        console.result(f"  … and {len(lines) - _MOST} more (--format json has all)")
    for one in landed:
        for change in one.held:
            console.result(
                f"  {change.after.metric} {change.after.period}: a restatement stands; "
                f"{change.after.value} in {change.after.source} does not undo it"
            )


def _changed(change: "Change") -> Iterator[str]:
    before, after = change.before.datapoint, change.after
    name = f"{after.metric} {after.period}" + ("" if after.entity == "group" else f" {after.entity}")
    for field, old, new in _differences(before, after):
        what = "" if field == "value" else f"{field} "
        yield f"{name}: {what}{old or '(blank)'} → {new or '(blank)'}  ({after.source})"


def _differences(before: Datapoint, after: Datapoint) -> Iterator[tuple[str, str, str]]:
    for name in _SHOWN:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield name, _text(old), _text(new)
    for field in fields(after.particulars):
        old, new = getattr(before.particulars, field.name), getattr(after.particulars, field.name)
        if old != new:
            yield field.name.replace("_", " "), _text(old), _text(new)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ".join(value.values())
    if hasattr(value, "by"):
        return f"{value.by} {value.on}"  # type: ignore[attr-defined]
    return str(value)


def _tell_remarks(remarks: Sequence[Problem]) -> None:
    for remark in remarks[:_MOST]:
        console.result(f"note: {remark.what}  ({remark.where})")
    if len(remarks) > _MOST:
        console.result(f"… and {len(remarks) - _MOST} more notes (--format json has all)")


def _tell_returned(returned: Mapping[str, str]) -> None:
    for workbook, copy in returned.items():
        console.talk(f"annotated copy of {workbook}: {copy}")


def _change_record(change: "Change") -> dict[str, Any]:
    after = change.after
    return {
        "metric": after.metric,
        "period": str(after.period),
        "entity": after.entity,
        "cell": str(after.source),
        "before": str(change.before.datapoint.source),
        "fields": {name: [old, new] for name, old, new in _differences(change.before.datapoint, after)},
    }


def _record(done: "Imported") -> dict[str, object]:
    landed = {one.workbook: one for one in done.receipt.submissions}
    return {
        "schema": 1,
        "dry_run": done.dry_run,
        "ledger_head": done.receipt.head,
        "submissions": [
            {
                "workbook": s.workbook,
                "sha256": s.sha256,
                "owner": s.owner,
                "cells_taken": s.taken,
                "cells_set_aside": len(s.set_aside),
                "cells_refused": len(s.refused),
                "datapoints": len(s.datapoints),
                "submission": landed[s.workbook].number,
                "added": landed[s.workbook].added,
                "changed": len(landed[s.workbook].changes),
                "unchanged": landed[s.workbook].unchanged,
                "changes": [_change_record(c) for c in landed[s.workbook].changes],
                "returned": done.returned.get(s.workbook),
            }
            for s in done.submissions
        ],
        "problems": [console.problem_record(p) for p in done.problems],
        "notes": [console.problem_record(p) for p in done.remarks],
    }


def tell_map(proposed: "Proposed") -> None:
    """Say what a map proposes."""
    console.table(
        ("metric", "row", "unit", "sure", "why"),
        [
            (
                row.metric,
                f"{row.sheet} › {row.label}",
                row.unit or "?",
                "confirmed" if row.confirmed else f"{row.confidence}%",
                row.reason,
            )
            for row in proposed.map.rows
        ],
    )
    open_rows = len(proposed.map.rows) - len(proposed.map.confirmed)
    console.talk(f"wrote {proposed.map.path}: {open_rows} rows to look at, {proposed.kept} confirmed before")
    console.talk("write confirmed = true where a row is right, and import the workbook")


def map_record(proposed: "Proposed") -> dict[str, object]:
    """The same for a program."""
    return {
        "schema": 1,
        "map": proposed.map.path,
        "owner": proposed.map.head.owner,
        "rows": [row.model_dump(mode="json") for row in proposed.map.rows],
    }
