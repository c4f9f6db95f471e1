"""The hidden sheet that tells which issue of which year a workbook is, and what must still stand in it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportgen.intake.sheets import Populated, Sheet

SHEET = "_meta"
TEMPLATE = "reportgen-collection-1"

_CHUNK = 30_000  # characters; a cell holds 32,767
_TOLD = ("template", "issue", "owner", "entity", "fiscal_year", "schema")
_CELLS = "cells."

Expected = Mapping[str, Mapping[str, str]]
"""Sheet to cell to the text, or the plain digits, that stand locked in it."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a workbook says of itself.

    Attributes:
        template: kind and version of the workbook.
        issue: which issue of the year it is, from 1.
        owner: id of the owner that it was issued to.
        entity: id of the only entity that it is about, or nothing.
        fiscal_year: the year that it was issued for.
        schema: SHA-256 of the locked cells.
        cells: the locked cells as issued.
        sound: whether the sheet itself is as it was issued.
    """

    template: str
    issue: int
    owner: str
    entity: str
    fiscal_year: int
    schema: str
    cells: Expected
    sound: bool


@dataclass(frozen=True, slots=True)
class Altered:
    """A locked cell that says something else than when it was issued; ``found`` is empty for a blank one."""

    sheet: str
    ref: str
    expected: str
    found: str


def schema_of(cells: Expected) -> str:
    """SHA-256 of the locked cells of a workbook."""
    return hashlib.sha256(_canonical(cells).encode()).hexdigest()


def sealed(*, issue: int, owner: str, entity: str | None, fiscal_year: int, cells: Expected) -> list[tuple[str, str]]:
    """The rows of the hidden sheet: a name and a text each."""
    told = (TEMPLATE, str(issue), owner, entity or "", str(fiscal_year), schema_of(cells))
    rows = list(zip(_TOLD, told, strict=True))
    rows.append(("signature", _signature(dict(rows))))
    text = _canonical(cells)
    rows += [(f"{_CELLS}{n}", text[at : at + _CHUNK]) for n, at in enumerate(range(0, len(text), _CHUNK), 1)]
    return rows


def read_seal(sheets: Iterable[Sheet]) -> Seal | None:
    """Read the hidden sheet; ``None`` if the workbook has none that can be read."""
    sheet = next((s for s in sheets if s.name == SHEET), None)
    if sheet is None:
        return None
    told = {str(row[1].value): _text(row[2]) for row in sheet.rows.values() if 1 in row and 2 in row}
    parts = [name for name in told if name.startswith(_CELLS) and name.removeprefix(_CELLS).isdigit()]
    text = "".join(told[name] for name in sorted(parts, key=lambda name: int(name.removeprefix(_CELLS))))
    try:
        cells = json.loads(text)
        issue, year = int(told["issue"]), int(told["fiscal_year"])
        schema = schema_of(cells)
    except (KeyError, ValueError, TypeError, RecursionError):
        return None
    if not isinstance(cells, dict) or not all(isinstance(held, dict) for held in cells.values()):
        return None
    facts = {name: told.get(name, "") for name in _TOLD}
    sound = told.get("signature") == _signature(facts) and facts["schema"] == schema and facts["template"] == TEMPLATE
    return Seal(facts["template"], issue, facts["owner"], facts["entity"], year, facts["schema"], _texts(cells), sound)


def altered(seal: Seal, sheets: Iterable[Sheet]) -> tuple[Altered, ...]:
    """The locked cells that aren't as they were issued, in the order of the sheets; blank where a sheet is gone."""
    there = {sheet.name: {cell.ref: cell for cell in sheet.cells} for sheet in sheets}
    found = []
    for name, cells in seal.cells.items():
        held = there.get(name, {})
        for ref, expected in cells.items():
            now = _text(held[ref]) if ref in held else ""
            if now.strip() != expected.strip():
                found.append(Altered(name, ref, expected, now))
    return tuple(found)


def _signature(told: Mapping[str, str]) -> str:
    """A hash, no secret: it tells a slip and a copy of another year, not a forger."""
    return hashlib.sha256("\x1f".join(told[name] for name in _TOLD).encode()).hexdigest()


def _canonical(cells: Expected) -> str:
    return json.dumps(cells, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _texts(cells: Mapping[str, Mapping[str, Any]]) -> Expected:
    return {name: {ref: str(text) for ref, text in held.items()} for name, held in cells.items()}


def shown(value: object) -> str:
    """What a cell says as a text; a number as the plain digits that a spreadsheet program shows."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("_x000D_\n", "\n")
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{Decimal(format(float(value), '.15g')).normalize():f}"
    return str(value)


def _text(cell: Populated) -> str:
    return shown(cell.value)
