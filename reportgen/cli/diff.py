"""``diff``: what changed between two packs, builds, published reports or years."""

import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli import console
from reportgen.cli.state import State
from reportgen.model.difference import Difference, DisclosureChange, FigureChange, FindingChange, Move, TextChange

if TYPE_CHECKING:
    from reportgen.model.edition import EditionFigure

_SHOWN = 15
_SIGNS = {Move.ADDED: "+", Move.REMOVED: "-", Move.CHANGED: "~", Move.MOVED: ">"}
_COLOURS = {Move.ADDED: "32", Move.REMOVED: "31", Move.CHANGED: "33", Move.MOVED: "36"}
_NOT_COMPARED = {
    "printed": "how figures are printed",
    "unit": "units",
    "assured": "which figures are selected",
    "figure_notes": "the notes of figures",
    "texts": "the text",
    "notes": "the notes",
    "disclosures": "the index",
    "findings": "the findings",
}


class Form(StrEnum):
    """How a difference is given."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff")(_diff)


def _diff(
    context: typer.Context,
    before: Annotated[
        str, typer.Argument(help="A pack, a folder of outputs or a published report, a year, a pack's id.")
    ],
    after: Annotated[str, typer.Argument(help="The newer one, named in the same ways.")],
    format: Annotated[
        Form, typer.Option(help="How results are given; html (the text with its marks) and xlsx go to a file.")
    ] = Form.TABLE,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file to write; difference.html or .xlsx here if not given.")
    ] = None,
    fail_on_change: Annotated[bool, typer.Option(help="Make the exit code 1 if anything is different.")] = False,
) -> None:
    """Tell what changed between two packs, builds, published reports or years, down to the sentence."""
    from reportgen.app.comparing import compare_editions  # noqa: PLC0415 - loads the readers of all records
    from reportgen.app.indexing import write_file  # noqa: PLC0415

    state: State = context.obj
    compared = compare_editions(before, after, lambda: state.root)
    if format is Form.JSON and out is None:
        console.result_json(compared.record())
    elif format is Form.TABLE:
        _tell(compared.difference)
    else:
        content = {Form.HTML: compared.page, Form.XLSX: compared.workbook, Form.JSON: compared.file}[format]()
        path = out or Path(f"difference.{format.value}")
        write_file(path, content)
        console.result(str(path))
    if fail_on_change and compared.difference:
        raise typer.Exit(1)


# --- at the terminal -----------------------------------------------------------------------------


def _tell(difference: Difference) -> None:
    parts: list[tuple[str, Sequence[tuple[Move, list[str]]]]] = [
        ("figures", [(one.move, [_figure(one)]) for one in difference.figures]),
        ("sentences", [(one.move, _text(one)) for one in difference.texts if not one.figures_only]),
        ("notes", [(n.move, _wording(f"{n.id} ({n.language})", n.before, n.after)) for n in difference.notes]),
        ("disclosures", [(one.move, [_disclosure(one)]) for one in difference.disclosures]),
        ("findings", [(one.move, [_finding(one)]) for one in difference.findings]),
    ]
    for name, rows in parts:
        if rows:
            _group(name, rows)
    only = sum(one.figures_only for one in difference.texts)
    if only:
        console.result(
            "1 sentence changed in its numbers only" if only == 1 else f"{only} sentences changed in their numbers only"
        )
    if not difference:
        console.result(f"no difference between {difference.before} and {difference.after}")
    if difference.not_compared:
        missing = ", ".join(_NOT_COMPARED.get(one, f"the text in {one}") for one in difference.not_compared)
        console.talk(f"not compared, because one of the two doesn't hold it: {missing}")
    hidden = any(len(rows) > _SHOWN for _, rows in parts) or only
    if hidden:
        console.talk("all of it, with marks in the text: --format html")


def _group(name: str, rows: Sequence[tuple[Move, list[str]]]) -> None:
    counts = ", ".join(
        f"{sum(1 for move, _ in rows if move is one)} {one.value}"
        for one in Move
        if any(move is one for move, _ in rows)
    )
    console.result(_coloured(f"{name}: {counts}", "1"))
    for move, lines in _fairly(rows):
        for at, line in enumerate(lines):
            console.result(_coloured(f"{_SIGNS[move] if not at else ' '} {line}", _COLOURS[move]))
    if len(rows) > _SHOWN:
        console.result(f"  … and {len(rows) - _SHOWN} more")


def _fairly(rows: Sequence[tuple[Move, list[str]]]) -> Iterable[tuple[Move, list[str]]]:
    """As many rows as are shown, those that changed before those that came and went."""
    order = [Move.CHANGED, Move.MOVED, Move.ADDED, Move.REMOVED]
    return sorted(rows, key=lambda row: order.index(row[0]))[:_SHOWN]


def _figure(change: FigureChange) -> str:
    was, now = change.before, change.after
    head = f"{change.figure.metric} {change.figure.period}"
    if was is None or now is None:
        return f"{head}: {_printed(change.figure)}"
    told = []
    if {"value", "printed"} & set(change.aspects):
        told.append(f"{_printed(was)} → {_printed(now)}")
    if "printed" not in change.aspects and "value" in change.aspects and was.printed and now.printed:
        told = [f"{was.value} → {now.value}, printed alike: {_printed(now)}"]
    if "status" in change.aspects:
        told.append(f"{was.status} → {now.status}")
    if "unit" in change.aspects:
        told.append(f"unit {was.unit} → {now.unit}")
    if "assured" in change.aspects:
        told.append("selected now" if now.assured else "no longer selected")
    if "notes" in change.aspects:
        told.append(f"notes {', '.join(was.notes) or 'none'} → {', '.join(now.notes) or 'none'}")
    return f"{head}: {'; '.join(told)}"


def _printed(figure: "EditionFigure") -> str:
    text = figure.printed.get("en") or next(iter(figure.printed.values()), "")
    return text or ("no number" if figure.value is None else format(figure.value, "f"))


def _text(one: TextChange) -> list[str]:
    page = f", page {one.page}" if one.page else ""
    head = f"{one.title} ({one.language}, {one.kind}{page})"
    if one.move is Move.MOVED:
        return [f"{head}, from {one.origin}", f"  {one.after}"]
    return _wording(head, one.before, one.after)


def _wording(head: str, before: str, after: str) -> list[str]:
    return [head, *([f"  was {before}"] if before else []), *([f"  now {after}"] if after else [])]


def _disclosure(change: DisclosureChange) -> str:
    was, now = change.before, change.after
    one = now or was
    assert one is not None
    head = f"{one.standard.replace('@', ' ')} {one.code}"
    if was is None or now is None:
        return f"{head}: {one.status}"
    told = [] if was.status == now.status else [f"{was.status} → {now.status}"]
    if set(was.sections) != set(now.sections):
        told.append(f"{', '.join(was.sections) or 'nowhere'} → {', '.join(now.sections) or 'nowhere'}")
    return f"{head}: {'; '.join(told)}"


def _finding(change: FindingChange) -> str:
    was, now = change.before, change.after
    one = now or was
    assert one is not None
    if was is None:
        return f"opened {one.severity}[{one.code}] {one.message}"
    if now is None:
        return f"closed {one.severity}[{one.code}] {one.message}"
    return f"{one.severity}[{one.code}] {one.message}: {was.waived or 'not waived'} → {now.waived or 'not waived'}"


def _coloured(text: str, colour: str) -> str:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\033[{colour}m{text}\033[0m"
