"""``check``."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

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
    databook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check this data book of any company; no project is needed.")
    ] = None,
    prior: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The data book's edition of the year before, to hold it against."),
    ] = None,
) -> None:
    """Check figures, chapters, notes and index, without laying the report out; or another company's data book."""
    from reportgen.app.checking import as_file, check  # noqa: PLC0415 - a build with nothing to do must not load it

    state: State = context.obj
    if format is FindingsFormat.TABLE and out is not None:
        raise BrokenProjectError([Problem("a table is for the terminal", None, "choose a --format for the file")])
    if format is FindingsFormat.XLSX and out is None and sys.stdout.isatty():
        raise BrokenProjectError([Problem("a workbook can't be shown here", None, "name a file: --out findings.xlsx")])
    if databook is None:
        _refuse(prior is not None, "--prior is for a data book", "name the data book: --databook FILE")
        checked = check(state.root, _words(select), _words(ignore), _words(lang))
    else:
        from reportgen.app.bookcheck import check_book  # noqa: PLC0415 - loads the readers of workbooks

        _refuse(bool(lang), "a data book isn't checked by language", "leave --lang out")
        checked = check_book(databook, prior, _words(select), _words(ignore))
        _tell_read(checked.record["book"])
    if format is FindingsFormat.TABLE:
        show_outcomes(checked.outcomes)
    else:
        _write(as_file(checked, format.value), out)
    console.keep_crashes(outcome.crashed for outcome in checked.outcomes)
    if not any(outcome.examined for outcome in checked.outcomes):
        raise typer.Exit(3)
    if fail_on.fails(checked.counts):
        raise typer.Exit(1)


def _refuse(wrong: bool, what: str, fix: str) -> None:
    if wrong:
        raise BrokenProjectError([Problem(what, None, fix)])


def _tell_read(book: Mapping[str, Any]) -> None:
    """What was read of a data book, so that nobody takes silence about a row for its being right."""
    unread = f"; {len(book['unread'])} cells can't be read as figures" if book["unread"] else ""
    console.talk(
        f"{book['file']}: {book['figures']} figures in {book['lines']} lines of {len(book['sheets'])} sheets, "
        f"{book['notes']} notes; {book['totals']} totals known by their layout, {book['sums_examined']} sums added up"
        f"{unread}"
    )


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
