"""The command line: ``reportgen [--project DIR] VERB ...``.

Exit codes: 0 done and clean · 1 findings at or above ``--fail-on``, or input refused on its merits · 2 the tool could
not do its work · 3 nothing to examine.
"""

import io
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from reportgen import __version__
from reportgen.cli import (
    build,
    check,
    collecting,
    console,
    data,
    diff,
    explain,
    index,
    ledger,
    packing,
    projects,
    publishing,
    returning,
    watch,
)
from reportgen.cli.state import State
from reportgen.model.problem import ReportgenError

app = typer.Typer(
    help="Turns a company's KPI data into its bilingual annual ESG report and proves that the report is right.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class _InterruptedError(BaseException):
    """The person at the terminal stopped the command."""


def _version(wanted: bool) -> None:
    if wanted:
        console.result(f"reportgen {__version__}")
        raise typer.Exit


@app.callback()
def _project(
    context: typer.Context,
    project: Annotated[Path, typer.Option(help="The report project: the folder with report.toml.")] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    context.obj = State(project)


for _module in (projects, data, collecting, ledger, check, build, publishing, watch, index, diff, explain):
    _module.register(app)
returning.register(packing.register(app))


def main() -> None:
    """Run a command and leave with its exit code; a problem is told, never a traceback."""

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        raise _InterruptedError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # JSON is UTF-8, and no other encoding holds both languages
    signal.signal(signal.SIGINT, interrupted)
    signal.signal(signal.SIGTERM, interrupted)
    try:
        app()
    except ReportgenError as error:
        console.problems(error)
        sys.exit(error.exit_code)
    except OSError as error:
        console.talk(f"error: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        sys.exit(2)
    except Exception as error:  # a fault of the program itself: its details are for those who mend it
        console.talk(f"error: reportgen itself failed ({type(error).__name__}: {error})")
        console.talk(f"   = help: report this with the file {console.keep_traceback()}")
        sys.exit(2)
    except _InterruptedError:
        console.talk("stopped; the last good output and the ledger are as they were")
        sys.exit(2)
