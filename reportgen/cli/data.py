"""``import``: workbooks into the ledger."""

import getpass
import os
from collections.abc import Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import console, handedin
from reportgen.cli.state import Format, State
from reportgen.model.problem import BrokenProjectError, Problem, ReportgenError


class Tongue(StrEnum):
    """The languages of the comments in workbooks that go back."""

    BOTH = "both"
    ZH_HANT = "zh-hant"
    EN = "en"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(_import)


def _import(
    context: typer.Context,
    workbooks: Annotated[
        list[Path] | None, typer.Argument(help="Workbooks or folders; data/workbooks/YEAR if none.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who imports; your login name if not given.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come of it; write nothing.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Take the sound metrics and refuse the rest; both are recorded.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day on which it counts as handed in; today if not given."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes that read; as many as processors if 0.")] = 0,
    language: Annotated[Tongue, typer.Option(help="Language of the comments in copies that go back.")] = Tongue.BOTH,
    map: Annotated[
        Path | None, typer.Option("--map", help="Propose a map for a data book of another shape; import nothing.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Read workbooks, check every cell, and append what they say to the ledger: all of it or nothing."""
    from reportgen.app.imports import ImportOptions, WorkbooksRefusedError, import_workbooks  # noqa: PLC0415 - slow

    state: State = context.obj
    try:
        if map is not None:
            _propose(state.root, map.resolve(), format)
            return
        options = ImportOptions(dry_run, partial, jobs, _languages(language))
        with console.progress() as progress:
            progress.say("reading workbooks")
            done = import_workbooks(
                state.root,
                _paths(workbooks),
                by=by or login(),
                at=_moment(as_of),
                options=options,
                each=progress.count,
            )
    except WorkbooksRefusedError as error:
        handedin.tell_refused(error, format)
        raise typer.Exit(error.exit_code) from None
    except ReportgenError as error:
        if format is Format.JSON:
            console.result_json(console.problem_records(error))
            raise typer.Exit(error.exit_code) from None
        console.problems(error)
        console.talk("nothing was imported")
        raise typer.Exit(error.exit_code) from None
    handedin.tell(done, format)
    if done.problems:
        raise typer.Exit(1)


def _propose(root: Path, book: Path, format: Format) -> None:
    from reportgen.app.maps import propose_map  # noqa: PLC0415 - slow to load

    proposed = propose_map(root, book)
    if format is Format.JSON:
        console.result_json(handedin.map_record(proposed))
    else:
        handedin.tell_map(proposed)


def _languages(asked: Tongue) -> tuple[str, ...]:
    return (Tongue.ZH_HANT.value, Tongue.EN.value) if asked is Tongue.BOTH else (asked.value,)


def _moment(day: datetime | None) -> datetime:
    """The end of a day that is past, or now."""
    now = datetime.now(UTC)
    if day is None or day.date() == now.date():
        return now
    moment = datetime.combine(day.date(), time(23, 59, 59), UTC)
    if moment > now:
        what = f"--as-of {day:%Y-%m-%d} is still to come"
        raise BrokenProjectError([Problem(what, None, "give today or a day that is past")])
    return moment


def _paths(workbooks: Sequence[Path] | None) -> list[Path]:
    return [path.resolve() for path in workbooks or ()]


def login() -> str:
    """Who is at the terminal."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "unknown")
