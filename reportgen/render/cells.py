"""Cells of a typed table as they are set: which reach over several rows, and what each of them heads."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.model.manuscript import PlainTable, Run


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its runs, over how many rows it reaches, and its scope, "" for a cell that heads nothing."""

    runs: tuple[Run, ...]
    rows: int
    scope: str


def bodies(table: PlainTable) -> list[list[tuple[Cell, ...]]]:
    """Rows of a table in groups that joined cells hold together; one group where no cell is joined.

    The first column heads its rows. Where cells of it are joined, it heads groups of rows, and the second column the
    rows (HTML, 4.9.10: ``scope``).
    """
    groups: list[list[tuple[Cell, ...]]] = []
    grouped = any(spans[0] == 0 for spans in table.spans)
    for number in range(len(table.rows)):
        row = tuple(_cells(table, number, grouped))
        if not groups or (table.spans and all(table.spans[number])):
            groups.append([])
        groups[-1].append(row)
    return groups


def _cells(table: PlainTable, number: int, grouped: bool) -> Iterator[Cell]:
    spans = table.spans[number] if table.spans else (1,) * len(table.rows[number])
    scopes = ("rowgroup", "row") if grouped else ("row",)
    for column, (runs, rows) in enumerate(zip(table.rows[number], spans, strict=True)):
        if rows:
            yield Cell(runs, rows, scopes[column] if column < len(scopes) else "")
