"""``check``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import console
from reportgen.cli.findings import show_outcomes
from reportgen.cli.state import FailOn, FindingsFormat, State
from reportgen.model.problem import BrokenProjectError, Problem


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(_check)


def _check(
    context: typer.Context,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CHECK", help="Run this check or family only: a code, name or letters.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CHECK", help="Leave this check or family out.")] = None,
    lang: Annotated[list[str] | None, typer.Option(help="Look at this language only.")] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Findings from this severity on make the exit code 1.")
    ] = FailOn.ERROR,
    format: Annotated[FindingsFormat, typer.Option(help="How findings are given.")] = FindingsFormat.TABLE,
    out: Annotated[Path | None, typer.Option(help="Write them to this file instead of the terminal.")] = None,
) -> None:
    """Check figures, chapters, notes and index, without laying the report out."""
    from reportgen.app.checking import as_file, check  # noqa: PLC0415 - a build with nothing to do must not load it

    state: State = context.obj
    if format is FindingsFormat.TABLE and out is not None:
        raise BrokenProjectError([Problem("a table is for the terminal", None, "choose a --format for the file")])
    if format is FindingsFormat.XLSX and out is None and sys.stdout.isatty():
        raise BrokenProjectError([Problem("a workbook can't be shown here", None, "name a file: --out findings.xlsx")])
    checked = check(state.root, _words(select), _words(ignore), _words(lang))
    if format is FindingsFormat.TABLE:
        show_outcomes(checked.outcomes)
    else:
        _write(as_file(checked, format.value), out)
    console.keep_crashes(outcome.crashed for outcome in checked.outcomes)
    if not any(outcome.examined for outcome in checked.outcomes):
        raise typer.Exit(3)
    if fail_on.fails(checked.counts):
        raise typer.Exit(1)


def _words(given: list[str] | None) -> tuple[str, ...]:
    """Words given one by one or with commas between."""
    return tuple(word.strip() for text in given or () for word in text.split(",") if word.strip())


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    out.write_bytes(content)
    console.talk(f"findings are in {out}")
