"""Numbers as printed: read back from tables, charts, lists and sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.walk import bindings_of, tables_of
from reportgen.model.manuscript import Binding, ChapterText, KpiTable, Manuscript
from reportgen.model.place import Place

_NUMBER = re.compile(r"([-−]?)(\d[\d,]*(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a table prints it.

    Attributes:
        table: id of the table.
        label: of the row.
        text: as printed; ``value`` and ``decimals`` are read from it, ``None`` and 0 where there is no number.
    """

    table: str
    label: str
    binding: Binding
    text: str
    value: Decimal | None
    decimals: int
    chapter: ChapterText
    at: Place


def read_number(text: str) -> tuple[Decimal | None, int]:
    """The number in a printed cell and its digits behind the point; ``None`` where there is not one alone."""
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None, 0
    sign, digits = found[0]
    plain = digits.replace(",", "")
    value = Decimal(plain)
    return (-value if sign else value), len(plain.partition(".")[2])


def cells_of(manuscript: Manuscript) -> Iterator[tuple[KpiTable, tuple[Cell, ...]]]:
    """The cells of each table of a language."""
    bindings = bindings_of(manuscript)
    for chapter, table in tables_of(manuscript):
        at = Place(chapter.path, table.line)
        found = []
        for row in (row for group in table.groups for row in group.rows):
            for cell in row.cells:
                value, decimals = read_number(cell.figure.text)
                found.append(
                    Cell(
                        table.id,
                        row.label,
                        bindings[cell.figure.binding],
                        cell.figure.text,
                        value,
                        decimals,
                        chapter,
                        at,
                    )
                )
        yield table, tuple(found)
