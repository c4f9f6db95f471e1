"""``init`` and ``doctor``."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init")(_init)
    app.command("doctor")(_doctor)


def _init(
    folder: Annotated[Path, typer.Argument(help="Where the new project goes; must be empty or not there.")],
    year: Annotated[int, typer.Option(help="The fiscal year.")],
) -> None:
    """Start a report project: a small report in both languages that builds at once."""
    from reportgen.app.starting import start_project  # noqa: PLC0415

    written = start_project(folder, year)
    for name in written:
        console.result(str(folder / name))
    console.talk(f"next: cd {folder} && reportgen import && reportgen build")


def _doctor(
    context: typer.Context,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Tell whether this machine and this project are fit for a build."""
    from reportgen.app.doctor import examine  # noqa: PLC0415

    state: State = context.obj
    symptoms = examine(state.start)
    if format is Format.JSON:
        rows = [{"what": s.what, "sound": s.sound, "found": s.found, "fix": s.fix} for s in symptoms]
        console.result_json({"schema": 1, "examined": rows})
    else:
        for s in symptoms:
            console.result(f"{'ok  ' if s.sound else 'FAIL'}  {s.what}: {s.found}")
            if not s.sound:
                console.result(f"      help: {s.fix}")
    if not all(s.sound for s in symptoms):
        raise typer.Exit(2)
