"""``build``."""

from typing import Annotated

import typer

from reportgen.app.build import Built, build
from reportgen.app.options import BuildOptions
from reportgen.cli import console
from reportgen.cli.findings import show_outcomes
from reportgen.cli.state import FailOn, Format, State


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("build")(_build)


def _build(
    context: typer.Context,
    draft: Annotated[bool, typer.Option("--draft", help="Print 'draft' on every page; into output/draft.")] = False,
    lang: Annotated[list[str] | None, typer.Option(help="Build this language only; into output/draft.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="SECTION", help="Build this section only; into output/draft.")
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(metavar="THEME", help="Try this theme (a name, or a file of the project); into output/draft."),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Findings from this severity on make the exit code 1.")
    ] = FailOn.ERROR,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Build the report: PDF and site in each language, and the JSON files."""
    state: State = context.obj
    options = BuildOptions(draft, tuple(lang or ()), tuple(only or ()), theme or "")
    root = state.root
    with console.progress() as progress:
        built = build(root, options, progress.say)
    if format is Format.JSON:
        console.result_json(_record(built))
    else:
        _tell(built)
    console.keep_crashes(outcome.crashed for outcome in built.outcomes)
    if fail_on.fails(built.counts):
        raise typer.Exit(1)


def _record(built: Built) -> dict[str, object]:
    return {
        "schema": 1,
        "folder": str(built.folder),
        "changed": built.fresh,
        "pages": dict(built.pages),
        "findings": dict(built.counts),
    }


def _tell(built: Built) -> None:
    show_outcomes(built.outcomes)
    for language, pages in built.pages.items():
        console.result(f"{built.folder / language / 'report.pdf'}  {pages} pages")
    if (site := built.folder / "site/index.html").exists():
        console.result(str(site))
    found = ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in built.counts.items())
    console.talk(f"{'built' if built.fresh else 'nothing changed'}: {found}; see {built.folder / 'findings.json'}")
