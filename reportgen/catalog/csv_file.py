"""A CSV file that can say on which line a row stands, and what is wrong with its columns."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.catalog.validate import nearest
from reportgen.model.place import Place
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    import _csv


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, without space around them, and the line on which it begins."""

    cells: dict[str, str]
    at: Place

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """The entries of a cell that holds several, separated by semicolons."""
        return tuple(part.strip() for part in self[column].split(";") if part.strip())


def read_csv(
    root: Path, path: str, needed: Collection[str], known: Collection[str], problems: list[Problem]
) -> tuple[Row, ...]:
    """Read one CSV file with a head row.

    Args:
        root: the folder that the path starts from.
        path: e.g. ``data/standards/own-2024/disclosures.csv``.
        needed: columns without which nothing can be read.
        known: all columns that may stand there.
        problems: collects what is wrong with the file and its columns.

    Returns:
        The rows that are not blank; none if the file cannot be read.
    """
    try:
        # line ends are left to the parser: a line end within quotes belongs to the cell
        with (root / path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            head = [cell.strip().lower().replace("-", "_") for cell in next(reader, [])]
            return _rows(reader, head, path) if _head_is_right(head, path, needed, known, problems) else ()
    except FileNotFoundError:
        problems.append(Problem("the file is missing", Place(path), "create it with the columns of docs/reference.md"))
    except (UnicodeDecodeError, OSError) as error:
        problems.append(Problem(f"the file cannot be read ({error})", Place(path), "save it as CSV in UTF-8"))
    except csv.Error as error:
        problems.append(
            Problem(f"this is not CSV: {error}", Place(path, reader.line_num), "correct the quotes of the line")
        )
    except _RaggedError as error:
        problems.append(Problem("the row has more cells than the head", error.at, "put cells with commas into quotes"))
    return ()


class _RaggedError(Exception):
    def __init__(self, at: Place) -> None:
        self.at = at


def _rows(reader: "_csv.Reader", head: list[str], path: str) -> tuple[Row, ...]:
    found: list[Row] = []
    line = reader.line_num + 1
    for cells in reader:
        at, line = Place(path, line), reader.line_num + 1
        if any(cell.strip() for cell in cells[len(head) :]):
            raise _RaggedError(at)
        row = {column: cell.strip() for column, cell in zip(head, cells, strict=False)}
        if any(row.values()):
            found.append(Row(row, at))
    return tuple(found)


def _head_is_right(
    head: list[str], path: str, needed: Collection[str], known: Collection[str], problems: list[Problem]
) -> bool:
    at = Place(path, 1)
    right = True
    for column in dict.fromkeys(head):
        if column not in known:
            hint = nearest(column, known)
            problems.append(Problem(f"unknown column {column!r}{hint}", at, f"use {', '.join(sorted(known))}"))
        if head.count(column) > 1:
            problems.append(Problem(f"the column {column!r} stands there twice", at, "delete one of the two"))
    for column in needed:
        if column not in head:
            right = False
            problems.append(Problem(f"the column {column!r} is missing", at, "add it to the head row and fill it"))
    return right
