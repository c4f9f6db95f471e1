"""``import``: workbooks into the ledger."""

import getpass
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State
from reportgen.model.problem import ReportgenError

if TYPE_CHECKING:
    from reportgen.app.imports import Imported


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(_import)


def _import(
    context: typer.Context,
    workbooks: Annotated[
        list[Path] | None, typer.Argument(help="Workbooks or folders; data/workbooks/YEAR if none.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who imports; your login name if not given.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Read workbooks, check every cell, and append what they say to the ledger: all of it or nothing."""
    from reportgen.app.imports import import_workbooks  # noqa: PLC0415 - loads the ledger's library

    state: State = context.obj
    root = state.root
    try:
        with console.progress() as progress:
            progress.say("reading workbooks")
            done = import_workbooks(root, _paths(workbooks), by=by or _login(), at=datetime.now(UTC))
    except ReportgenError as error:
        if format is Format.JSON:
            console.result_json(console.problem_records(error))
            raise typer.Exit(error.exit_code) from None
        console.problems(error)
        console.talk("nothing was imported")
        raise typer.Exit(error.exit_code) from None
    if format is Format.JSON:
        console.result_json(_record(done))
    else:
        _tell(done)


def _record(done: "Imported") -> dict[str, object]:
    landed = {one.workbook: one for one in done.receipt.submissions}
    return {
        "schema": 1,
        "ledger_head": done.receipt.head,
        "submissions": [
            {
                "workbook": s.workbook,
                "sha256": s.sha256,
                "owner": s.owner,
                "cells_taken": s.taken,
                "cells_set_aside": len(s.set_aside),
                "datapoints": len(s.datapoints),
                "submission": landed[s.workbook].number,
                "added": landed[s.workbook].added,
                "changed": len(landed[s.workbook].changes),
                "unchanged": landed[s.workbook].unchanged,
            }
            for s in done.submissions
        ],
    }


def _tell(done: "Imported") -> None:
    landed = {one.workbook: one for one in done.receipt.submissions}
    console.table(
        ("workbook", "owner", "cells taken", "set aside", "new", "changed", "unchanged"),
        [
            (
                s.workbook,
                s.owner,
                str(s.taken),
                str(len(s.set_aside)),
                str(landed[s.workbook].added),
                str(len(landed[s.workbook].changes)),
                str(landed[s.workbook].unchanged),
            )
            for s in done.submissions
        ],
    )
    for one in done.receipt.submissions:
        for change in one.changes:
            before, after = change.before.datapoint, change.after
            console.result(f"{after.metric} {after.period}: {before.value} → {after.value}  ({after.source})")
    new = sum(1 for one in done.receipt.submissions if one.number is not None)
    said = "nothing new: the ledger has all of it" if done.receipt.nothing_new else f"{new} submissions appended"
    console.talk(f"{said}; ledger head {done.receipt.head[:12]}")


def _paths(workbooks: Sequence[Path] | None) -> list[Path]:
    return [path.resolve() for path in workbooks or ()]


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "unknown")
