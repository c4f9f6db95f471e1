"""``workbook``, ``rollover`` and ``databook``: what goes out to those who hand in, and to those who read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State

if TYPE_CHECKING:
    from reportgen.app.issuing import IssuedFile
    from reportgen.app.rollover import RolledOver


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("workbook")(_workbook)
    app.command("rollover")(_rollover)
    app.command("databook")(_databook)


def _workbook(
    context: typer.Context,
    owner: Annotated[list[str] | None, typer.Option(help="Id of an owner; may be repeated. All if not given.")] = None,
    entity: Annotated[str | None, typer.Option(help="Id of the only entity to ask about.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write to; data/issued/YEAR if not given.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Issue the collection workbooks of the fiscal year, one an owner, with last year's figures in them."""
    from reportgen.app.issuing import issue_workbooks  # noqa: PLC0415 - loads the library that writes workbooks

    state: State = context.obj
    with console.progress() as progress:
        progress.say("writing workbooks")
        target = None if out is None else out.resolve()
        issued = issue_workbooks(state.root, owners=owner or (), entity=entity, out=target)
    if format is Format.JSON:
        console.result_json({"schema": 1, "issued": [_issued_record(one, state.root) for one in issued]})
        return
    _tell_issued(issued, state.root)
    console.talk("send each to its owner; what comes back: reportgen import")


def _rollover(
    context: typer.Context,
    to: Annotated[int | None, typer.Option(help="The year to open; the next one if not given.")] = None,
    incomplete: Annotated[bool, typer.Option(help="Close the year although figures are missing; needs --to.")] = False,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Close the fiscal year and open the next: comparatives carried over, workbooks issued."""
    from reportgen.app.rollover import roll_over  # noqa: PLC0415 - loads all stages

    state: State = context.obj
    with console.progress() as progress:
        progress.say("closing the year")
        done = roll_over(state.root, to=to, incomplete=incomplete)
    if format is Format.JSON:
        console.result_json(_rollover_record(done, state.root))
    elif not done.opened:
        console.talk(f"{done.year} is open already; nothing was done")
    else:
        _tell_issued(done.issued, state.root)
        if done.reviews:
            rows = [(review.subject, review.what, review.where) for review in done.reviews]
            console.table(("please review", "what", "where"), rows)
        console.talk(f"{done.closed} is closed and kept in data/years/{done.closed}; {done.year} is open")


def _databook(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="Folder to write to; output/databook if not given.")] = None,
) -> None:
    """Write the published figures as a workbook, CSV, JSON and Parquet with a Frictionless Data Package."""
    from reportgen.app.databook import write_data_book  # noqa: PLC0415 - loads all stages

    state: State = context.obj
    with console.progress() as progress:
        written = write_data_book(state.root, None if out is None else out.resolve(), progress.say)
    for path in written:
        console.result(str(path))


def _tell_issued(issued: "tuple[IssuedFile, ...]", root: Path) -> None:
    rows = [
        (
            _name(one.path, root),
            one.owner,
            one.entity or "",
            str(one.number),
            str(one.rows),
            "yes" if one.fresh else "no",
        )
        for one in issued
    ]
    console.table(("workbook", "owner", "entity", "issue", "values asked for", "asks anew"), rows)


def _name(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _issued_record(one: "IssuedFile", root: Path) -> dict[str, object]:
    return {
        "workbook": _name(one.path, root),
        "owner": one.owner,
        "entity": one.entity,
        "issue": one.number,
        "values": one.rows,
        "sha256": one.sha256,
        "fresh": one.fresh,
    }


def _rollover_record(done: "RolledOver", root: Path) -> dict[str, object]:
    return {
        "schema": 1,
        "closed": done.closed,
        "year": done.year,
        "opened": done.opened,
        "issued": [_issued_record(one, root) for one in done.issued],
        "reviews": [{"subject": r.subject, "what": r.what, "where": r.where} for r in done.reviews],
    }
