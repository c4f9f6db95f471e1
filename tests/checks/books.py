"""Data books written as text: a row a line, its cells between bars; ``== Name`` begins another sheet.

Digits without commas become numbers, everything else stays text as typed; blanks before a label set it in.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.app.bookcheck import dossier_of
from reportgen.checks import by_code, run
from reportgen.intake import read_data_book
from reportgen.model.databook import DataBook
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Outcome


def write_book(path: Path, text: str, change: Callable[[Workbook], None] = lambda book: None) -> Path:
    """A workbook with the rows of a text; ``change`` may do to it what text can't say."""
    book = Workbook()
    sheet: Worksheet | None = book.active
    for number, line in enumerate(text.splitlines()):
        if line.startswith("== "):
            if number:
                sheet = book.create_sheet()
            assert sheet is not None
            sheet.title = line[3:].strip()
            continue
        assert sheet is not None
        sheet.append([_cell(part, first=not at) for at, part in enumerate(line.split("|"))])
    change(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def book_of(folder: Path, text: str, name: str = "book.xlsx", **more: Callable[[Workbook], None]) -> DataBook:
    """What is read of such a workbook."""
    return read_data_book(write_book(folder / name, text, **more))


def examined(code: str, folder: Path, text: str, prior: str = "") -> Outcome:
    """The outcome of one check over a data book."""
    before = book_of(folder, prior, "prior.xlsx") if prior else None
    check = by_code(code)
    assert check is not None
    (outcome,) = run(dossier_of(book_of(folder, text), before), [check])
    assert not outcome.crashed, outcome.crashed
    return outcome


def sketched(folder: Path, book: Sequence[str], prior: Sequence[str]) -> Dossier:
    """The dossier of an example in a check's manual."""
    before = book_of(folder, "\n".join(prior), "prior.xlsx") if prior else None
    return dossier_of(book_of(folder, "\n".join(book)), before)


def _cell(part: str, *, first: bool) -> object:
    text = part.rstrip() if first else part.strip()
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text or None
