"""``pack receive``, ``pack follow-up`` and ``pack answer``: what reviewers said, and what became of it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import Format, State
from reportgen.model.problem import BrokenProjectError, Problem

if TYPE_CHECKING:
    from reportgen.app.returning import Received
    from reportgen.model.remark import Remark

_DAYS = 7
_SHOWN = 20
_WIDTH = 70


def register(group: typer.Typer) -> None:
    """Add the commands to the group ``pack``."""
    group.command("receive")(_receive)
    group.command("follow-up")(_follow_up)
    group.command("answer")(_answer)


def _receive(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A lead workbook, a file of comments, or a zip of them.")
    ],
    by: Annotated[str, typer.Option(help="Who wrote, where the file doesn't say.")] = "",
    pack: Annotated[str, typer.Option(help="Id of the pack, where the workbook doesn't say it any more.")] = "",
    due: Annotated[
        str, typer.Option(metavar="DATE", help="Day by which new remarks are to be answered; in a week if not given.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Only tell what would come of it.")] = False,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Take what a reviewer wrote into a pack: conclusions, differences and comments go into the follow-up list."""
    from reportgen.app.returning import receive  # noqa: PLC0415 - loads the readers of workbooks

    state: State = context.obj
    day = _day(due) if due else _today() + timedelta(days=_DAYS)
    with console.progress() as progress:
        progress.say("reading what came back")
        received = receive(state.root, file, by=by, pack=pack, due=day, dry_run=dry_run)
    if format is Format.JSON:
        console.result_json(received.record())
    else:
        _tell(received)


def _follow_up(
    context: typer.Context,
    all: Annotated[bool, typer.Option("--all", help="List those that are cleared, too.")] = False,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """List what reviewers said, whether it is answered, by whom it is to be answered, and by when."""
    from reportgen.app.following import follow_up  # noqa: PLC0415

    state: State = context.obj
    listed = follow_up(state.root)
    today = _today()
    if format is Format.JSON:
        console.result_json(listed.record(today))
        return
    late = {remark.id for remark in listed.overdue(today)}
    shown = [remark for remark in listed.remarks if all or remark.progress != "cleared"]
    if shown:
        rows = [
            (
                remark.id,
                remark.progress.value,
                remark.owner or "-",
                f"{remark.due or '-'}{' overdue' if remark.id in late else ''}",
                remark.subject,
                _said(remark),
            )
            for remark in shown
        ]
        console.table(("id", "is", "owner", "due", "on", "what was said"), rows)
    counts = ", ".join(f"{count} {name}" for name, count in listed.counts.items())
    console.talk(f"{len(listed.remarks)} remarks: {counts}, {len(late)} overdue")


def _answer(
    context: typer.Context,
    id: Annotated[
        str, typer.Argument(help="Id of the remark, as the follow-up list gives it; its beginning is enough.")
    ],
    text: Annotated[str, typer.Option(help="The answer.")] = "",
    by: Annotated[str, typer.Option(metavar="ROLE", help="Who answers, by role.")] = "",
    clear: Annotated[bool, typer.Option(help="Say that the reviewer has cleared it.")] = False,
    format: Annotated[Format, typer.Option(help="How results are given.")] = Format.TABLE,
) -> None:
    """Add an answer to a remark, or say that the reviewer has cleared it; the next pack carries it."""
    from reportgen.app.following import answer, remark_record  # noqa: PLC0415

    state: State = context.obj
    remark = answer(state.root, id, text, by=by, on=_today(), clear=clear)
    if format is Format.JSON:
        console.result_json({"schema": 1, "remark": remark_record(remark)})
    else:
        console.talk(f"{remark.id} on {remark.subject} is {remark.progress.value}; it stands at {remark.at}")


def _tell(received: "Received") -> None:
    if received.new:
        rows = [(r.id, r.progress.value, r.owner or "-", r.subject, _said(r)) for r in received.new]
        console.table(("id", "is", "owner", "on", "what was said"), rows)
    for departure in received.departures[:_SHOWN]:
        where = " › ".join(filter(None, (departure.sheet, departure.cell or departure.key)))
        change = f": “{departure.was}” → “{departure.now}”" if departure.was or departure.now else ""
        console.talk(f"not taken: {departure.kind}{change}\n  --> {where}")
    if len(received.departures) > _SHOWN:
        kinds = Counter(departure.kind for departure in received.departures)
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        console.talk(f"not taken, in all: {told}; each of them: --format json")
    for what, where in received.told:
        console.talk(f"note: {what}" + (f"\n  --> {where}" if where else ""))
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in received.counts().items())
    known = f", {len(received.known)} known already" if received.known else ""
    done = "would be added" if received.dry_run else "added to data/review/follow-up.toml"
    pack = f"pack {received.pack.number} ({received.pack.id})"
    console.talk(f"{pack}: {len(received.new)} new{known}; {counts or 'nothing'} {done}")


def _said(remark: "Remark") -> str:
    told = [remark.conclusion.value.replace("_", " ")] if remark.conclusion else []
    told += [f"difference {remark.difference:+,f}"] if remark.difference else []
    told += [" ".join(remark.text.split())] if remark.text else []
    text = f"{remark.by}: {'; '.join(told) or remark.tick}"
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"


def _today() -> date:
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BrokenProjectError([Problem(f"{text!r} is no date", None, "write it as 2023-03-31")]) from None
