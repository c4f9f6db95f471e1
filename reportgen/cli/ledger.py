"""``status``, ``log``, ``restate``, ``sign`` and ``verify``: how the collection stands, and who stands for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import console
from reportgen.cli.packing import verify_a_pack
from reportgen.cli.state import Format, State, login
from reportgen.model.particulars import Role

if TYPE_CHECKING:
    from reportgen.app.publications import EditionState
    from reportgen.app.standing import Line, Status

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("consolidate")(_consolidate)
    app.command("status")(_status)
    app.command("log")(_log)
    app.command("restate")(_restate)
    app.command("sign")(_sign)
    app.command("verify")(_verify)


def _consolidate(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(help="CSV, Parquet or xlsx; data/activity if none.")] = None,
    by: Annotated[str | None, typer.Option(help="Who hands in; your login name if not given.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Only tell what would come of it.")] = False,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Validate files of sites and months, add them up by boundary and share, and append the sums to the ledger."""
    from reportgen.app.activities import consolidate  # noqa: PLC0415 - loads the engine

    state: State = context.obj
    paths = [path.resolve() for path in files or ()]
    with console.progress() as progress:
        progress.say("adding up sites and months")
        done = consolidate(state.root, paths, by=by or login(), at=datetime.now(UTC), dry_run=dry_run)
    landed = [
        {
            "file": submission.workbook,
            "sha256": submission.sha256,
            "rows": submission.taken,
            "datapoints": len(submission.datapoints),
            "added": one.added,
            "changed": len(one.changes),
            "unchanged": one.unchanged,
        }
        for submission, one in zip(done.submissions, done.receipt.submissions, strict=True)
    ]
    if format is Format.JSON:
        console.result_json({"schema": 1, "dry_run": dry_run, "ledger_head": done.receipt.head, "files": landed})
        return
    console.table(
        ("file", "rows", "sums", "new", "changed", "unchanged"),
        [tuple(str(one[k]) for k in ("file", "rows", "datapoints", "added", "changed", "unchanged")) for one in landed],
    )
    console.talk("nothing was written" if dry_run else f"ledger head {done.receipt.head[:12]}")


def _status(
    context: typer.Context,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The state at the end of a day.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Tell who has handed in, what is missing, and what is signed off, per owner and per chapter."""
    from reportgen.app.standing import status  # noqa: PLC0415 - loads the ledger's library

    state: State = context.obj
    found = status(state.root, None if as_of is None else datetime.combine(as_of, time.max, UTC))
    if format is Format.JSON:
        console.result_json(found.record())
        return
    _lines("owner", (*found.owners, found.total))
    console.result("")
    _lines("chapter", found.chapters)
    _tell_missing(found)


def _lines(head: str, lines: Sequence["Line"]) -> None:
    console.table(
        (head, "asked", "there", "missing", "no number", "signed off", "complete", "last hand-in"),
        [
            (
                line.id,
                str(line.asked),
                str(line.there),
                str(line.asked - line.there),
                str(line.without_number),
                str(line.signed),
                f"{line.percent}%",
                line.newest[:10] or "never",
            )
            for line in lines
        ],
    )


def _tell_missing(found: "Status") -> None:
    missing = found.missing
    for item in missing[:_SHOWN]:
        metric, period, entity = item.key
        console.talk(f"missing: {metric} for {period} of {entity} (owner {item.owner})")
    if len(missing) > _SHOWN:
        console.talk(f"… and {len(missing) - _SHOWN} more: reportgen status --format json tells all")
    lapsed = sum(bool(item.sign_off.lapsed) for item in found.items)
    if lapsed:
        console.talk(f"signatures on {lapsed} values have lapsed, because the value changed or the person signed twice")


def _log(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(help="A metric id, e.g. ghg.scope1.")],
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Tell every value ever submitted for a metric: by whom, from which cell, what superseded it and why."""
    from reportgen.app.acts import log  # noqa: PLC0415 - loads the ledger's library

    state: State = context.obj
    found = log(state.root, metric)
    if format is Format.JSON:
        console.result_json({"schema": 1, "metric": metric, "log": [one.record for one in found]})
        return
    for one in found:
        console.result(one.text)
    if not found:
        console.talk(f"nothing was ever submitted for {metric}")
        raise typer.Exit(3)


def _restate(
    context: typer.Context,
    metric: Annotated[str, typer.Argument(help="A metric id, e.g. ghg.scope2.")],
    period: Annotated[str, typer.Argument(help="The earlier period, e.g. 2021.")],
    value: Annotated[str, typer.Argument(help="What it becomes, in the metric's unit.")],
    reason: Annotated[str, typer.Option(help="Why, as the report will have to say.")],
    entity: Annotated[str | None, typer.Option(help="Id of an entity; the group if not given.")] = None,
    by: Annotated[str | None, typer.Option(help="Who restates; your login name if not given.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Restate an earlier period's figure; the report must then carry a note of the kind restatement on it."""
    from reportgen.app.acts import restate  # noqa: PLC0415 - loads the ledger's library

    state: State = context.obj
    at = datetime.now(UTC)
    done = restate(state.root, metric, period, value, reason=reason, by=by or login(), at=at, entity=entity)
    told = done.restatement
    if format is Format.JSON:
        console.result_json(
            {
                "schema": 1,
                "metric": told.metric,
                "period": told.period.id,
                "entity": told.entity,
                "before": told.before,
                "after": told.after,
                "effect": told.effect,
                "reason": told.reason,
                "note": done.note,
            }
        )
        return
    effect = "" if told.effect is None else f" ({told.effect:+f} {done.unit})"
    console.result(f"{told.metric} {told.period}: {told.before} → {told.after}{effect}  why: {told.reason}")
    if done.note is None:
        console.talk('next: write a note of kind = "restatement" on it in data/notes.toml; RS001 asks for it')


def _sign(
    context: typer.Context,
    role: Annotated[Role, typer.Option("--as", help="As what: the one who prepared, reviewed or approved it.")],
    by: Annotated[str, typer.Option(help="Who signs.")],
    metrics: Annotated[list[str] | None, typer.Argument(help="Metric ids, e.g. ghg.scope1.")] = None,
    owner: Annotated[str | None, typer.Option(help="Sign all that this owner has handed in.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Sign values of the fiscal year off as they are now; the signature lapses when the value changes."""
    from reportgen.app.acts import sign  # noqa: PLC0415 - loads the ledger's library

    if bool(metrics) == bool(owner):
        raise typer.BadParameter("name metrics, or --owner")
    state: State = context.obj
    signed = sign(state.root, tuple(metrics or ()), role, by=by, at=datetime.now(UTC), owner=owner)
    keys = [e.datapoint.key for e in signed]
    if format is Format.JSON:
        rows = [{"metric": metric, "period": period, "entity": entity} for metric, period, entity in keys]
        console.result_json({"schema": 1, "role": role.value, "by": by, "signed": rows})
        return
    for metric, period, entity in keys:
        console.result(f"{metric} {period} {entity}: {role.value} by {by}")


def _verify(
    context: typer.Context,
    pack: Annotated[
        Path | None, typer.Argument(help="A review pack: the zip, or the folder it was unpacked into.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Public key that must have signed the pack.")] = None,
    head: Annotated[str | None, typer.Option(help="A head noted earlier; twelve digits of it are enough.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="A manifest.json, whose ledger head is looked for.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Prove that nothing was altered: the ledger and the published editions, or a review pack if one is named."""
    if pack is not None:
        verify_a_pack(pack, key, format)
        return
    from reportgen.app.acts import verify  # noqa: PLC0415 - loads the ledger's library
    from reportgen.app.publications import editions, state_of  # noqa: PLC0415

    state: State = context.obj
    root = state.root
    found = verify(root, head, manifest)
    states = [state_of(edition) for edition in editions(root)]
    for one in states:
        verify(root, one.edition.ledger_head)
    problems = [problem for one in states for problem in one.problems(root)]
    if format is Format.JSON:
        console.result_json(
            {
                "schema": 1,
                "sound": not problems,
                "ledger_head": found.head,
                "submissions": found.submissions,
                "datapoints": found.datapoints,
                "restatements": found.restatements,
                "signatures": found.signatures,
                "editions": [_edition_record(root, one) for one in states],
            }
        )
        if problems:
            raise typer.Exit(1)
        return
    console.result(
        f"the ledger is as it was written: {found.submissions} submissions, {found.datapoints} datapoints, "
        f"{found.restatements} restatements, {found.signatures} signatures; head {found.head}"
    )
    if head is None and manifest is None:
        console.talk("a chain cannot miss its own end: give --head or --manifest with a head noted earlier")
    for one in states:
        told = _edition_record(root, one)
        whole = "as it was published" if one.whole else "not as it was published"
        console.result(f"{told['folder']} is {whole}: {told['files']} files; manifest {told['manifest_sha256']}")
    if problems:
        console.told(problems)
        raise typer.Exit(1)


def _edition_record(root: Path, one: "EditionState") -> dict[str, object]:
    edition = one.edition
    return {
        "folder": edition.folder.relative_to(root).as_posix(),
        "year": edition.year,
        "edition": edition.number,
        "sound": one.whole,
        "manifest_sha256": edition.manifest_sha256,
        "files": len(edition.manifest["files"]),
        "changed": list(one.changed),
        "missing": list(one.missing),
        "added": list(one.added),
    }
