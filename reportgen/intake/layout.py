"""Workbook layouts: which header row means what. Each is one TOML file in ``layouts``."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from reportgen.intake.saying import Told, told
from reportgen.intake.sheets import Sheet
from reportgen.intake.wording import fold, phrases

_ROWS_SEARCHED = 40
_YEAR = re.compile(r"(?:FY\s*)?(\d{4})(?:\.0)?\s*(?:年度|年)?(.*)", re.IGNORECASE | re.DOTALL)


class Shape(StrEnum):
    """How a layout is read."""

    COVER = "cover"
    YEARS = "years"
    PERIODS = "periods"
    COLLECTION = "collection"


class Field(StrEnum):
    """What a column, or a line of the cover, holds."""

    OWNER = "owner"
    FISCAL_YEAR = "fiscal_year"
    ENTITY = "entity"
    METRIC = "metric"
    LABEL = "label"
    PERIOD = "period"
    VALUE = "value"
    SCALE = "scale"
    UNIT = "unit"
    STATE = "state"
    KIND = "kind"
    QUALIFIER = "qualifier"
    REASON = "reason"
    NOTE = "note"
    STATUS = "status"
    BASE_UNIT = "base_unit"
    PRIOR = "prior"
    CHANGE = "change"
    CHANGE_PERCENT = "change_percent"
    FLAG = "flag"
    PRIOR_RESTATED = "prior_restated"
    RESTATED_REASON = "restated_reason"
    METHOD = "method"
    EVIDENCE = "evidence"
    EVIDENCE_LINK = "evidence_link"
    FOOTNOTE_ZH = "footnote_zh"
    FOOTNOTE_EN = "footnote_en"
    PREPARED_BY = "prepared_by"
    PREPARED_ON = "prepared_on"
    REVIEWED_BY = "reviewed_by"
    REVIEWED_ON = "reviewed_on"
    APPROVED_BY = "approved_by"
    APPROVED_ON = "approved_on"
    QUERY = "query"
    REPLY = "reply"
    DISCLOSURES = "disclosures"
    IN_BASE_UNIT = "in_base_unit"
    PRIOR_USED = "prior_used"


TABLES = frozenset(Shape) - {Shape.COVER}
"""The shapes that hold figures."""

FOR_PEOPLE = frozenset(
    {
        Field.LABEL,
        Field.NOTE,
        Field.STATUS,
        Field.BASE_UNIT,
        Field.CHANGE,
        Field.CHANGE_PERCENT,
        Field.FLAG,
        Field.DISCLOSURES,
        Field.IN_BASE_UNIT,
        Field.PRIOR_USED,
    }
)
_OF_A_YEAR = frozenset({Field.STATE, Field.KIND, Field.REASON})


class Column(BaseModel):
    """A column of a layout and the heads that it may carry, in either language.

    ``band`` names the group of columns under which the head stands in a workbook that is issued.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Field
    names: tuple[str, ...]
    required: bool = True
    band: str = ""

    @property
    def phrases(self) -> frozenset[str]:
        """The heads as compared."""
        return phrases(self.names)


class Layout(BaseModel):
    """A workbook layout."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    shape: Shape
    column: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a column of a sheet holds; ``year`` where it is about one year."""

    field: Field
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A header row found in a sheet, by column number."""

    layout: Layout
    row: int
    heads: Mapping[int, Head]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a column of values, as in the sheet."""
        return tuple(h.year for h in self.heads.values() if h.field is Field.VALUE and h.year is not None)

    def column(self, field: Field, year: int | None = None) -> int | None:
        """Number of the column that holds something, or ``None``."""
        return next((number for number, head in self.heads.items() if head == Head(field, year)), None)


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that is nearly a header row: what is wrong with its heads."""

    row: int
    layout: str
    told: Told
    matched: int


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, by file name."""
    folder = resources.files(__package__) / "layouts"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(Layout.model_validate(tomllib.loads(f.read_text("utf-8"))) for f in files)


def cover_layout() -> Layout:
    """The layout of the cover sheet."""
    return next(layout for layout in layouts() if layout.shape is Shape.COVER)


def find_table(
    sheet: Sheet, fiscal_year: int, *, among: frozenset[Shape] = TABLES, whole: bool = True
) -> Table | Miss | None:
    """Find the header row of a sheet.

    Args:
        sheet: where it is looked for.
        fiscal_year: whose values the table must have a column for, where each year has its own.
        among: the shapes of table that are looked for.
        whole: whether all required heads must be there.

    Returns:
        The table; or the row that comes nearest to one; or ``None`` if no row looks like a header.
    """
    misses = []
    for number in sorted(sheet.rows)[:_ROWS_SEARCHED]:
        texts = _merged_into(sheet, number)
        texts |= {column: _text(cell.value) for column, cell in sheet.rows[number].items()}
        for layout in layouts():
            if layout.shape not in among:
                continue
            found = _match(texts, layout, number, fiscal_year, whole=whole)
            if isinstance(found, Table):
                return found
            if found:
                misses.append(found)
    return max(misses, key=lambda miss: miss.matched, default=None)


def _merged_into(sheet: Sheet, row: int) -> dict[int, str]:
    """What a row shows of cells that begin above it and were merged with its own."""
    found = {}
    for (first, column), (last, _) in sheet.merged:
        if first < row <= last and (above := sheet.rows.get(first, {}).get(column)):
            found[column] = _text(above.value)
    return found


def _text(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()


def _match(texts: Mapping[int, str], layout: Layout, row: int, fiscal_year: int, *, whole: bool) -> Table | Miss | None:
    heads = {column: head for column, text in texts.items() if (head := _head(text, layout, fiscal_year))}
    matched = len({head.field for head in heads.values()})
    if Field.METRIC not in {head.field for head in heads.values()} and matched < 3:
        return None
    present = {head.field for head in heads.values() if head.year is None}
    missing = [f"“{c.names[0]}” ({c.names[-1]})" for c in layout.column if c.required and c.field not in present]
    if layout.shape is Shape.YEARS and Head(Field.VALUE, fiscal_year) not in heads.values():
        missing.append(f"“{fiscal_year}”")
    if missing and whole:
        return Miss(row, layout.name, told("header_lacks", columns=", ".join(missing)), matched)
    once = [head for head in heads.values() if head.field not in FOR_PEOPLE]
    twice = next((head for head in once if once.count(head) > 1), None)
    if twice:
        name = f"{twice.field} of {twice.year}" if twice.year else twice.field
        return Miss(row, layout.name, told("header_twice", column=name), matched)
    return Table(layout, row, heads)


@cache
def fields_of(name: str) -> Mapping[str, Field]:
    """The heads of a layout, as compared, and what each stands over."""
    layout = next(layout for layout in layouts() if layout.name == name)
    return {phrase: column.field for column in reversed(layout.column) for phrase in column.phrases}


def _head(text: str, layout: Layout, fiscal_year: int) -> Head | None:
    fields = fields_of(layout.name)
    if (field := fields.get(fold(text))) is not None:
        return Head(field)
    year = _YEAR.fullmatch(text) if layout.shape is Shape.YEARS else None
    if not year:
        return None
    if not fold(year[2]):
        return Head(Field.VALUE, int(year[1]))
    field = fields.get(fold(year[2]))
    if field in _OF_A_YEAR:
        # "2022 state" in the workbook of 2022 is what "state" is.
        return Head(field, int(year[1]) if int(year[1]) != fiscal_year else None)
    return None
