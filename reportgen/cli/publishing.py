"""``publish``."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State, login
from reportgen.model.problem import ReportgenError

if TYPE_CHECKING:
    from reportgen.app.publishing import Published


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("publish")(_publish)


def _publish(
    context: typer.Context,
    by: Annotated[str | None, typer.Option(help="Who publishes; your login name if not given.")] = None,
    again: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why a published report is published once more.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Freeze the built report as the year's published edition; refused while an error stands."""
    from reportgen.app.publishing import publish  # noqa: PLC0415 - loads the whole engine

    state: State = context.obj
    try:
        with console.progress() as progress:
            done = publish(state.root, by=by or login(), at=datetime.now(UTC), again=again, say=progress.say)
    except ReportgenError as error:
        if format is Format.JSON:
            console.result_json(console.problem_records(error))
        else:
            console.problems(error)
            console.talk("nothing was published")
        raise typer.Exit(error.exit_code) from None
    if format is Format.JSON:
        console.result_json(_record(done))
    else:
        _tell(done)


def _record(done: "Published") -> dict[str, Any]:
    manifest = done.edition.manifest
    return {
        "schema": 1,
        "folder": str(done.edition.folder),
        "manifest_sha256": done.edition.manifest_sha256,
        "files": len(manifest["files"]),
        "bytes": sum(file["bytes"] for file in manifest["files"]),
        **{key: manifest[key] for key in ("published", "ledger_head", "inputs_sha256", "tool", "waivers", "checks")},
    }


def _tell(done: "Published") -> None:
    manifest, edition = done.edition.manifest, done.edition
    size = sum(file["bytes"] for file in manifest["files"])
    console.result(f"{edition.folder}  edition {edition.number}, {len(manifest['files'])} files, {size:,} bytes")
    for file in manifest["files"]:
        if file["path"].startswith("exchange/"):
            console.result(f"{edition.folder / file['path']}  {file['bytes']:,} bytes")
    console.result(f"manifest {edition.manifest_sha256}")
    if done.superseded is not None:
        console.talk(f"edition {done.superseded.number} is kept in {manifest['published']['supersedes']['folder']}")
    found = manifest["checks"]["findings"]
    console.talk(
        f"published with {found['warnings']} warnings, {found['infos']} infos, {found['waived']} findings waived; "
        "note the manifest's hash: reportgen verify tells it again"
    )
