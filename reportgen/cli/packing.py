"""``pack`` and ``pack key``: the auditor's review pack, and the key that signs it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.review import PackScope

if TYPE_CHECKING:
    from reportgen.app.packing import Packed

_KEY = "REPORTGEN_SIGNING_KEY"


def register(app: typer.Typer) -> typer.Typer:
    """Add the command, and give it for further words behind it."""
    pack = typer.Typer(no_args_is_help=False)
    pack.callback(invoke_without_command=True)(_pack)
    pack.command("key")(_key)
    app.add_typer(pack, name="pack")
    return pack


def _pack(
    context: typer.Context,
    owner: Annotated[list[str] | None, typer.Option(help="Figures of this owner only; may be given again.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="Figures of this topic only; may be given again.")] = None,
    selected: Annotated[bool, typer.Option("--selected", help="The selected information only.")] = False,
    roles: Annotated[
        bool, typer.Option("--roles", help="Name people by their role; leaves the workbooks as handed in out.")
    ] = False,
    per_owner: Annotated[
        bool, typer.Option("--per-owner", help="One pack for each owner, with that owner's figures.")
    ] = False,
    without: Annotated[
        list[str] | None, typer.Option(metavar="PART", help="Leave out report, review, workbooks or data.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The zip to write; below output/packs if not given.")] = None,
    key: Annotated[Path | None, typer.Option(help=f"Private key that signs; else {_KEY} names its file.")] = None,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Build the report if anything has changed, and pack it for review with all that its figures come from."""
    if context.invoked_subcommand is not None:
        return
    from reportgen.app.packing import make_pack, owners_of  # noqa: PLC0415 - loads the writers of what is in it

    state: State = context.obj
    if per_owner and (owner or out):
        fix = "leave --owner and --out away"
        raise BrokenProjectError([Problem("--per-owner names the owners and the files itself", None, fix)])
    named = os.environ.get(_KEY)
    signing = key if key is not None else Path(named) if named else None
    target, leave = None if out is None else out.resolve(), tuple(without or ())
    chosen = [(one,) for one in owners_of(state.root)] if per_owner else [tuple(owner or ())]
    packs: list[Packed] = []
    with console.progress() as progress:
        for owners in chosen:
            scope = PackScope(owners, tuple(topic or ()), selected, roles)
            packs.append(make_pack(state.root, scope, without=leave, out=target, key=signing, say=progress.say))
    if format is Format.JSON:
        console.result_json({"schema": 1, "packs": [_record(packed) for packed in packs]})
        return
    for packed in packs:
        _tell(packed)


def _tell(packed: "Packed") -> None:
    console.result(str(packed.path))
    figures, chosen = len(packed.review.figures), len(packed.review.selected)
    console.talk(
        f"pack {packed.review.identity.id}: {packed.files} files, {packed.size / 1e6:.1f} MB, "
        f"{figures} figures, {chosen} of them selected, {'signed' if packed.signed else 'not signed'}"
    )
    for language, lost in packed.unmarked.items():
        for what in lost:
            console.talk(f"not found in {language}/report.pdf, and so not marked: {what}")
    for sent in packed.review.sent:
        if sent.why_out:
            console.talk(f"left out: {sent.workbook} ({sent.why_out})")
    console.talk(f"next: reportgen verify {packed.path}")


def _record(packed: "Packed") -> dict[str, object]:
    identity = packed.review.identity
    return {
        "path": str(packed.path),
        "pack": identity.id,
        "number": identity.number,
        "sha256": packed.sha256,
        "bytes": packed.size,
        "files": packed.files,
        "figures": len(packed.review.figures),
        "selected": len(packed.review.selected),
        "signed": packed.signed,
        "unmarked": {language: list(lost) for language, lost in packed.unmarked.items()},
        "left_out": [{"workbook": one.workbook, "why": one.why_out} for one in packed.review.sent if one.why_out],
    }


def _key(
    file: Annotated[Path, typer.Argument(help="Where the private key goes; the public one gets .pub behind it.")],
) -> None:
    """Make a key pair (Ed25519): the private key signs packs, the public one is told to those who verify them."""
    from reportgen.pack.signing import new_key  # noqa: PLC0415 - loads the library of keys

    public_file = file.with_name(f"{file.name}.pub")
    taken = [path for path in (file, public_file) if path.exists()]
    if taken:
        fix = "name another file; a key that has signed packs must be kept"
        raise BrokenProjectError([Problem("there is a file of this name", Place(str(path)), fix) for path in taken])
    private, public = new_key()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(private)
    public_file.write_bytes(public)
    console.result(f"{file}\n{public_file}")
    console.talk("keep the private key outside the project and out of version control; send the public one ahead")


def verify_a_pack(path: Path, key: Path | None, format: Format) -> None:
    """Tell whether a pack is whole and untouched; the exit code is 1 if it is not."""
    from reportgen.app.verifying import verify_pack  # noqa: PLC0415 - loads the library of keys

    found = verify_pack(path, key)
    files = found.files
    if format is Format.JSON:
        told = {
            "changed": files.changed,
            "missing": files.missing,
            "added": files.added,
            "public_key": found.public_key,
        }
        named = {"pack": found.manifest["pack"], "whole": files.whole, "signature": found.seal.value}
        console.result_json({"schema": 1, "good": found.good, **named, "files": files.files, **told})
    else:
        for what, names in (("changed", files.changed), ("missing", files.missing), ("not of the pack", files.added)):
            for name in names:
                console.result(f"{what}: {name}")
        whole = "whole and untouched" if files.whole else "not as it was made"
        console.result(f"pack {found.manifest['pack']}: {files.files} files, {whole}; {found.seal}")
    if not found.good:
        raise typer.Exit(1)
