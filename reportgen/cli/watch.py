"""``watch``: the site in a browser, redrawn at each save."""

from typing import Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import State


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(_watch)


def _watch(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8765,
) -> None:
    """Serve the site on this machine and show a changed section in the browser at once."""
    from reportgen.app.watching import watch  # noqa: PLC0415 - loads the watcher

    state: State = context.obj
    watch(state.root, port, console.talk)
