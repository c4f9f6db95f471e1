"""Workbooks on their way back: a copy with a comment and a colour in each cell that something is said about.

The contributor's file is never saved again by a spreadsheet library, which would drop drawings, extended validations
and the results of formulas. Parts of a copy are changed, and what is not touched stays byte for byte.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from reportgen.intake.colours import ASKED, READ, WRONG, paint, styles_of
from reportgen.intake.listing import Item, put_list
from reportgen.intake.marks import sheet_parts_of
from reportgen.intake.notes import put_notes
from reportgen.intake.package import Package
from reportgen.intake.reading import RETURNED_SHEET
from reportgen.intake.saying import LANGUAGES
from reportgen.model.place import Cell
from reportgen.model.problem import Problem

_KINDS = {WRONG: ("請改正", "Correct"), ASKED: ("請確認", "Confirm"), READ: ("已如此讀取", "Read so")}
_INTRO = (
    "紅色：請改正。黃色：有不同讀法，請確認。藍色：已採用，供核對。改好後交回這份或原來的工作簿均可。\n"
    "Red: correct it. Yellow: it can be read in more than one way; say which. Blue: taken; look whether it is meant "
    "so. Hand in this copy or your own workbook."
)
_LONGEST = 1_500
_MOST = 2_000  # cells with a comment; the list has all


def annotated(
    data: bytes,
    problems: Sequence[Problem],
    remarks: Sequence[Problem],
    at: datetime,
    languages: Sequence[str] = LANGUAGES,
) -> bytes:
    """Make the copy of a workbook that goes back.

    Args:
        data: the workbook as handed in; its container was inspected and its sheets could be read.
        problems: what is wrong or asked.
        remarks: how something was read.
        at: when; replies to threads of comments carry it.
        languages: of the messages, in their order.

    Returns:
        The bytes of an .xlsx file.
    """
    package = Package(data)
    said = [(_colour(p), p) for p in problems] + [(READ, p) for p in remarks]
    styles = styles_of(package)
    for name, part in sheet_parts_of(package.read):
        if name == RETURNED_SHEET:
            continue
        here = [(c, p) for c, p in said if isinstance(p.where, Cell) and p.where.sheet == name]
        texts: dict[str, str] = {}
        colours: dict[str, dict[str, None]] = {WRONG: {}, ASKED: {}, READ: {}}
        for colour, problem in here[:_MOST]:
            ref = problem.where.ref if isinstance(problem.where, Cell) else ""
            told = _comment(colour, problem, languages)
            texts[ref] = f"{texts[ref]}\n\n{told}" if ref in texts else told
            if all(ref not in cells for cells in colours.values()):
                colours[colour][ref] = None
        drawing = put_notes(package, part, {ref: text[:_LONGEST] for ref, text in texts.items()}, at)
        paint(package, part, colours, styles, drawing)
    put_list(package, RETURNED_SHEET, _INTRO, [_item(colour, problem, languages) for colour, problem in said])
    return package.packed()


def _colour(problem: Problem) -> str:
    return ASKED if problem.asks else WRONG


def _comment(colour: str, problem: Problem, languages: Iterable[str]) -> str:
    parts = [f"【{'｜'.join(_KINDS[colour])}】"]
    for language in languages:
        what, fix = problem.words.get(language, (problem.what, problem.fix))
        parts.append(f"{what}\n→ {fix}")
    return "\n".join(dict.fromkeys(parts))


def _item(colour: str, problem: Problem, languages: Sequence[str]) -> Item:
    words = [problem.words.get(language, (problem.what, problem.fix)) for language in languages]
    where = problem.where
    return Item(
        "\n".join(_KINDS[colour]),
        colour,
        where.sheet if isinstance(where, Cell) else "",
        where.ref if isinstance(where, Cell) else "",
        "\n".join(dict.fromkeys(what for what, _ in words)),
        "\n".join(dict.fromkeys(fix for _, fix in words)),
    )
