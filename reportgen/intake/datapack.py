"""Data books of other shapes: metrics in rows, years in columns, as companies publish them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reportgen.intake.amounts import bare
from reportgen.intake.sheets import Populated, Sheet

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[/–—-]\s*(\d{2}|(?:19|20)\d{2})(?![\d-])")
_SHORT = re.compile(r"FY\s*['’]?(\d{2})(?!\d)", re.IGNORECASE)
_OTHER = re.compile(r"target|goal|change|growth|vs|base|var|%|目標|目标|變|变|增|減|减|基準|基准|同比", re.IGNORECASE)
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MARKS = re.compile(r"(?<=\S)\s*(?:[*†‡§#^]+|[¹²³⁴-⁹⁰]+|[(（\[](?:註|note\s*)?\d{1,2}[)）\]]|[①-⑳])\s*$", re.IGNORECASE)
_UNIT_HEADS = frozenset(("unit", "units", "單位", "单位", "unitofmeasure", "uom", "計量單位", "計量单位"))
_IN_LABEL = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]")
_AFTER_COMMA = re.compile(r"[,，]\s*(?:in\s+)?([^,，]{1,30})$")
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row of a data book that holds figures.

    Attributes:
        under: the heading right above it, or nothing.
        label: its own words, both languages if both are there.
        unit: in which unit, as found in a column or in the label; empty if not found.
        cells: its populated cells by the year of their column.
    """

    sheet: str
    row: int
    under: str
    label: str
    unit: str
    cells: Mapping[int, Populated]


def year_of(value: object) -> int | None:
    """The year that a column's head tells: ``2022``, ``FY2022``, ``2021/22``, ``二零二二年``.

    A span of two years is the one that it ends in. Heads of targets, changes and base years tell none.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() and 1990 <= value <= 2100 else None
    if isinstance(value, date):
        return value.year
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if len(text) > _LONGEST_HEAD or _OTHER.search(text):
        return None
    if re.fullmatch(r"[〇零一二三四五六七八九]{4}年?度?", text):
        text = text.translate(_NUMERALS)
    if span := _SPAN.search(text):
        return int(span[2]) if len(span[2]) == 4 else int(span[1][:2] + span[2])
    years = _YEAR.findall(text)
    if years:
        return int(years[-1])
    short = _SHORT.search(text)
    return 2000 + int(short[1]) if short else None


def rows_of(sheet: Sheet, units: frozenset[str]) -> Iterator[BookRow]:
    """The rows of a sheet that stand under heads with years.

    Args:
        sheet: of a data book.
        units: words for units, folded by ``bare``.
    """
    heads: dict[int, int] = {}
    unit_column, under, first = 0, "", 0
    for number, cells in sheet.rows.items():
        if found := heads_in(cells, heads):
            heads, first = found, min(found)
            unit_column = _unit_column(sheet, number, first)
            under = ""
            continue
        texts = _texts(sheet, number, cells, first)
        if not texts or not heads:
            continue
        held = {year: cells[column] for column, year in heads.items() if column in cells and not cells[column].blank}
        texts.pop(unit_column, "")
        beside = _word(cells.get(unit_column)) or merged_word(sheet, number, unit_column)
        label = " ".join(dict.fromkeys(texts.values()))
        if held:
            yield BookRow(sheet.name, number, under, _unmarked(label), _unit(beside, label, units), held)
        else:
            under = _unmarked(label)


def group_sign(sheet: Sheet) -> str:
    """The sign that groups digits in a sheet's texts beyond doubt: a comma, a point, or nothing if none or both do."""
    signs: Counter[str] = Counter()
    for cell in sheet.cells:
        text = cell.value if isinstance(cell.value, str) else ""
        if len(text) > 30:
            continue
        if re.search(r"\d,\d{3}(,\d{3}|\.\d)", text):
            signs[","] += 1
        if re.search(r"\d\.\d{3}(\.\d{3}|,\d)", text):
            signs["."] += 1
    return next(iter(signs)) if len(signs) == 1 else ""


def plain_label(text: str) -> str:
    """A label as compared: without its unit in brackets, marks, width and case."""
    shorn = _IN_LABEL.sub(" ", _unmarked(text))
    return " ".join(unicodedata.normalize("NFKC", shorn).casefold().split())


def heads_in(cells: Mapping[int, Populated], known: Mapping[int, int]) -> dict[int, int]:
    """Column to year, if the cells are heads: two different years, or one beside words only."""
    found: dict[int, int] = {}
    for column, cell in cells.items():
        year = year_of(cell.value)
        if year is not None and year not in found.values():
            found[column] = year
    numbers = [c for n, c in cells.items() if n not in found and isinstance(c.value, int | float)]
    alone = len(found) == 1 and not known and not numbers and len(cells) > 1
    if numbers or not (len(found) > 1 or alone):
        return {}
    run = list(found.values())
    return found if alone or all(abs(a - b) <= 30 for a, b in pairwise(run)) else {}


def _unit_column(sheet: Sheet, head: int, first: int) -> int:
    for row in (head, head - 1, head + 1):
        for column, cell in sheet.rows.get(row, {}).items():
            if column < first + 30 and isinstance(cell.value, str):
                words = re.split(r"[\s/|]+", unicodedata.normalize("NFKC", cell.value).casefold().strip())
                if words and words[0] in _UNIT_HEADS:
                    return column
    return 0


def _texts(sheet: Sheet, row: int, cells: Mapping[int, Populated], first: int) -> dict[int, str]:
    """The words left of the first year, and the unit wherever its column stands; merged labels count in each row."""
    texts: dict[int, str] = {}
    for (top, left), (bottom, _) in sheet.merged:
        if top < row <= bottom and left < first and (word := merged_word(sheet, row, left)):
            texts[left] = word
    for column, cell in cells.items():
        if isinstance(cell.value, str) and not cell.blank and (column < first):
            texts[column] = _word(cell)
    return dict(sorted(texts.items()))


def _word(cell: Populated | None) -> str:
    return " ".join(cell.value.split()) if cell is not None and isinstance(cell.value, str) else ""


def merged_word(sheet: Sheet, row: int, column: int) -> str:
    """What a cell shows that was merged with one above it."""
    for (top, left), (bottom, _) in sheet.merged:
        if left == column and top < row <= bottom:
            return _word(sheet.rows.get(top, {}).get(left))
    return ""


def _unmarked(text: str) -> str:
    return _MARKS.sub("", text).strip()


def _unit(beside: str, label: str, units: frozenset[str]) -> str:
    if beside:
        return beside
    for found in (*_IN_LABEL.findall(label), *_AFTER_COMMA.findall(label)):
        text = re.sub(r"^in\s+", "", found.strip(), flags=re.IGNORECASE)
        if bare(text) in units or any(bare(part) in units for part in re.split(r"[/|\s]", text) if part):
            return text if bare(text) in units else next(p for p in re.split(r"[/|\s]", text) if bare(p) in units)
    return ""
