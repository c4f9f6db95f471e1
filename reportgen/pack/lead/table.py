"""One sheet of the lead workbook: a table of the same form everywhere, with live formulas and places to write in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.model.remark import TICKS, Conclusion
from reportgen.pack.lead.contract import (
    AUDITOR_COLUMNS,
    AUDITOR_VALUE,
    CONCLUSION,
    CORRECTED,
    FIRST_ROW,
    HEAD_ROW,
    NATURE,
    NATURES,
    TICK,
    YES_NO,
    choice,
)
from reportgen.pack.lead.desk import Desk, Listed
from reportgen.spreadsheets.paper import (
    ACCENT,
    AMBER,
    AMBER_INK,
    GREEN_INK,
    GREY,
    INPUT,
    LINK,
    PALE,
    RED,
    RED_INK,
    SOFT,
    edge,
    id_face,
    lines,
    protect,
    ref,
    set_up_page,
)

_CONSTANT_INK = "#1B4FA0"
_A3 = 8
_WIDE, _WIDER = 180, 330  # characters: from here on a sheet is printed on A3, and on two pages side by side
_HEAD, _FIRST = HEAD_ROW - 1, FIRST_ROW - 1
_LINE, _INTRO_LINE, _LEAST, _MOST = 13.0, 14.5, 18.0, 400.0
_SMALL, _TEXT, _WIDTH_SIZE = 8, 9, 10.5  # points: of letters, and of those that widths are counted in
_LEADING = 1.42
_NARROW = 9.0
_ZOOM = 90
_LONGEST = 32_000  # characters that a cell holds, less a few


@dataclass(frozen=True, slots=True)
class Live:
    """A formula, with the value that it has as issued; the program that opens the workbook computes it again."""

    formula: str
    value: Decimal | int | str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number and how it is shown; ``given`` is one that formulas start from, as it was handed in."""

    value: Decimal | int
    form: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another cell of the workbook, e.g. ``'A environment'!B7``."""

    to: str
    text: str


Content = str | Decimal | int | date | None | Live | Number | Link


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id, its width in characters, and how it looks.

    Attributes:
        look: ``text``, ``number``, ``mark`` (centred), ``id``, or ``small``.
        head: other words than those of the id.
    """

    id: str
    width: float
    look: str = "text"
    head: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the key that it is found by again, and the contents by column id; ``band`` sets it apart as a heading."""

    key: str
    cells: Mapping[str, Content]
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet.

    Attributes:
        name: of the sheet.
        title: above the table.
        columns: without the hidden one of the keys.
        rows: from row :data:`FIRST_ROW` on.
        intro: what a reader should know first.
        frozen: how many columns stay in view.
        empty: what is said where there are no rows.
        lead: whether it is a lead schedule.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    intro: str = ""
    frozen: int = 2
    empty: str = ""
    lead: bool = False

    def at(self, row: int, column: str) -> "Spot":
        """Where a cell stands: the row counted from 0 below the head, the column by its id."""
        return Spot(self.name, _FIRST + row, 1 + [one.id for one in self.columns].index(column))


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a sheet; row and column count from 0."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'!{ref(self.row, self.column)}"

    def seen_from(self, sheet: str) -> str:
        """Its name in a formula on a sheet."""
        return ref(self.row, self.column) if sheet == self.sheet else str(self)


_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "number": edge(valign="top", align="right", indent=1),
    "mark": edge(valign="top", align="center", font_size=9, text_wrap=True),
    "id": edge(**id_face(valign="top", text_wrap=True)),
    "small": edge(valign="top", font_size=8, text_wrap=True),
    "text": edge(valign="top", font_size=9, text_wrap=True),
}
"""How cells look, by :attr:`Column.look`."""


def _band(look: str) -> dict[str, Any]:
    """How a cell of a row that is set apart looks."""
    size = 8 if look in ("small", "id") else 9
    found: dict[str, Any] = {"bold": True, "font_color": ACCENT, "bg_color": PALE, "font_size": size}
    return found | {key: value for key, value in _LOOKS[look].items() if key in ("align", "indent")}


def write(desk: Desk, table: Table) -> None:
    """Write a table as a sheet of the workbook, and list it for the index and for the way back."""
    _Writer(desk, table).write()


class _Writer:
    def __init__(self, desk: Desk, table: Table) -> None:
        self._desk = desk
        self._paper = desk.paper
        self._table = table
        self._sheet: Any = desk.add(table.name)
        self._widths = [self._width(column) for column in table.columns]
        self._last = _FIRST + max(len(table.rows), 1) - 1
        self._blank = {look: self._paper.format(**properties) for look, properties in _LOOKS.items()}
        self._writable = [column.id for column in table.columns if column.id in AUDITOR_COLUMNS]

    def _width(self, column: Column) -> float:
        """A column in which no row has anything takes little room."""
        used = any(row.cells.get(column.id) not in (None, "") for row in self._table.rows)
        open_ = column.id in AUDITOR_COLUMNS
        return column.width if used or open_ else min(column.width, _NARROW)

    def write(self) -> None:
        self._top()
        for at, row in enumerate(self._table.rows):
            self._row(_FIRST + at, row)
        if not self._table.rows:
            text = self._table.empty or self._desk.said("none", "  ")
            self._paper.put(self._sheet, _FIRST, 1, text, font_color=SOFT, italic=True)
        foot = self._legend(self._last + 2)
        self._finish(foot)
        keyed = [at for at, row in enumerate(self._table.rows) if row.key]
        checks = [1 + n for n, column in enumerate(self._table.columns) if column.id.endswith("check")]
        listed = Listed(
            self._table.name,
            self._table.title,
            self._table.intro,
            len([row for row in self._table.rows if not row.band]),
            bool(self._writable and keyed),
            _FIRST,
            self._last,
            tuple(checks) if self._table.rows else (),
            _FIRST + max(keyed, default=0),
            self._table.lead,
        )
        self._desk.listed.append(listed)

    # --- top -------------------------------------------------------------------------------------

    def _top(self) -> None:
        sheet, paper = self._sheet, self._paper
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        paper.put(sheet, 0, 0, "key", **id_face())
        paper.put(sheet, 1, 1, self._table.title, font_size=14, bold=True, font_color=ACCENT)
        index = self._desk.said("index", " ")
        way_back = paper.format(font_size=9, font_color=LINK)
        sheet.write_url(2, 1, f"internal:'{index}'!B2", way_back, f"← {index} · {self._desk.subtitle}")
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(1, 26)
        if self._table.intro:
            self._wide(3, self._table.intro, font_size=9, font_color=SOFT)
        look = edge(bold=True, font_color="#FFFFFF", bg_color=ACCENT, font_size=9, align="center", text_wrap=True)
        tall = 1
        for at, column in enumerate(self._table.columns, 1):
            width = self._widths[at - 1]
            head = column.head or self._desk.said(column.id)
            tall = max(tall, lines(head, width))
            sheet.set_column(at, at, width)
            paper.put(sheet, 0, at, column.id, **id_face())
            paper.put(sheet, _HEAD, at, head, **look)
        sheet.set_row(_HEAD, max(32, _LINE * tall + 6))

    def _wide(self, row: int, text: str, **look: Any) -> None:
        """A text over the width that a screen shows."""
        last, width = 0, 0.0
        while last < len(self._widths) and width < 150:
            width += self._widths[last]
            last += 1
        face = self._paper.format(text_wrap=True, valign="top", **{"font_size": 9, **look})
        if last > 1:
            self._sheet.merge_range(row, 1, row, last, None, face)
        self._sheet.write_string(row, 1, text, face)
        self._sheet.set_row(row, min(_MOST, _INTRO_LINE * lines(text, width * 1.05) + 4))

    # --- rows ------------------------------------------------------------------------------------

    def _row(self, at: int, row: Row) -> None:
        if row.key:
            self._paper.put(self._sheet, at, 0, row.key, **id_face())
        tall = _LEAST
        for number, column in enumerate(self._table.columns):
            content = row.cells.get(column.id)
            if content in (None, "") and not row.band and column.id not in self._writable:
                self._sheet.write_blank(at, number + 1, None, self._blank[column.look])
                continue
            self._cell(at, number + 1, column, content, row)
            text = content.text if isinstance(content, Link) else content
            if isinstance(text, str) and not row.band:
                tall = max(tall, self._height(text, column, self._widths[number]))
        self._sheet.set_row(at, min(_MOST, tall))

    def _height(self, text: str, column: Column, width: float) -> float:
        """The height that a text needs; most are short, and need no counting."""
        size = _SMALL if column.look in ("small", "id") else _TEXT
        room = width * _WIDTH_SIZE / size
        if len(text) * 2 < room and "\n" not in text:
            return _LEAST
        return size * _LEADING * lines(text, room) + 5

    def _cell(self, at: int, number: int, column: Column, content: Content, row: Row) -> None:
        look = _band(column.look) if row.band else dict(_LOOKS[column.look])
        if column.id in AUDITOR_COLUMNS and row.key:
            look |= {"bg_color": INPUT, "locked": False}
        match content:
            case Live(formula, value, form):
                ink = GREEN_INK if "!" in formula else look.get("font_color")
                look |= {"num_format": form} if form else {}
                look |= {"font_color": ink} if ink and column.look == "number" else {}
                cached = format(value, ".15g") if isinstance(value, Decimal) else value
                shown = float(cached) if isinstance(value, Decimal) else cached
                self._sheet.write_formula(at, number, f"={formula}", self._paper.format(**look), shown)
            case Number(value, form, given):
                look |= {"num_format": form} | ({"font_color": _CONSTANT_INK} if given else {})
                self._paper.put(self._sheet, at, number, _fifteen(value), **look)
            case Link(to, text):
                face = self._paper.format(**{**look, "font_color": LINK, "underline": 1})
                self._sheet.write_url(at, number, f"internal:{to}", face, text)
            case date():
                self._paper.put(self._sheet, at, number, content, **look, num_format="yyyy-mm-dd")
            case str() if len(content) > _LONGEST:
                self._paper.put(self._sheet, at, number, f"{content[:_LONGEST]}…", **look)
            case _:
                self._paper.put(self._sheet, at, number, None if content == "" else content, **look)

    # --- foot and page ---------------------------------------------------------------------------

    def _legend(self, row: int) -> int:
        """The tickmarks; give the last row."""
        self._paper.put(self._sheet, row, 1, self._desk.said("legend", "  "), font_size=9, bold=True, font_color=ACCENT)
        for language in self._desk.languages:
            row += 1
            self._wide(row, self._desk.legend(language), font_size=8, font_color=SOFT)
        return row

    def _finish(self, foot: int) -> None:
        sheet, count = self._sheet, len(self._table.columns)
        sheet.freeze_panes(_FIRST, 1 + self._table.frozen)
        if self._table.rows:
            sheet.autofilter(_HEAD, 1, self._last, count)
            whole = f"A1:{ref(self._last, count)}"
            sheet.ignore_errors({"number_stored_as_text": whole, "formula_differs": whole, "formula_unlocked": whole})
            self._colours()
            if any(row.key for row in self._table.rows):
                self._lists()
        sheet.set_zoom(_ZOOM)
        sheet.print_area(1, 1, foot, count)
        sheet.repeat_rows(_HEAD)
        width = sum(self._widths)
        if width > _WIDER:
            sheet.repeat_columns(1, self._table.frozen)
        set_up_page(sheet, f"{self._desk.subtitle} · {self._table.name}", across=2 if width > _WIDER else 1)
        if width > _WIDE:
            sheet.set_paper(_A3)
        protect(sheet, objects=True)

    def _colours(self) -> None:
        for at, column in enumerate(self._table.columns, 1):
            over = (_FIRST, at, self._last, at)
            if column.id.endswith("check"):
                for mark, ink, fill in (("✓", GREEN_INK, None), ("✗", RED_INK, RED), ("▲", AMBER_INK, AMBER)):
                    self._tint(over, mark, ink, fill)
            elif column.id == "flag":
                self._tint(over, "▲", AMBER_INK, AMBER)
            elif column.id == CONCLUSION:
                exception = choice(Conclusion.EXCEPTION.value, self._desk.languages)
                self._tint(over, exception, RED_INK, RED)
                self._tint(over, choice(Conclusion.QUERY.value, self._desk.languages), AMBER_INK, AMBER)
                self._tint(over, choice(Conclusion.AGREED.value, self._desk.languages), GREEN_INK, GREY)

    def _tint(self, over: tuple[int, int, int, int], text: str, ink: str, fill: str | None) -> None:
        look = {"font_color": ink, "bold": True} | ({"bg_color": fill} if fill else {})
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._paper.tint(**look)}
        self._sheet.conditional_format(*over, rule)

    def _lists(self) -> None:
        languages = self._desk.languages
        conclusions = [choice(conclusion.value, languages) for conclusion in Conclusion]
        offered: dict[str, dict[str, Any]] = {
            # Several ticks may stand in one cell, so the list only offers them.
            TICK: {"source": list(TICKS), "show_error": False},
            CONCLUSION: {"source": conclusions},
            NATURE: {"source": [choice(word, languages) for word in NATURES]},
            CORRECTED: {"source": [choice(word, languages) for word in YES_NO]},
        }
        for at, column in enumerate(self._table.columns, 1):
            over = (_FIRST, at, self._last, at)
            if column.id in offered:
                wrong = {"error_title": self._desk.said("wrong_choice_title", " ")[:32]}
                wrong["error_message"] = self._desk.said("wrong_choice", "\n")[:255]
                self._sheet.data_validation(*over, {"validate": "list", **wrong, **offered[column.id]})
            elif column.id == AUDITOR_VALUE:
                wrong = {"error_title": self._desk.said("wrong_number_title", " ")[:32]}
                wrong["error_message"] = self._desk.said("wrong_number", "\n")[:255]
                rule = {"validate": "decimal", "criteria": "between", "minimum": -1e300, "maximum": 1e300}
                self._sheet.data_validation(*over, {**rule, **wrong})


def _fifteen(value: Decimal | int) -> Decimal | int:
    """A number as a sheet can hold it: fifteen digits."""
    return Decimal(format(value, ".15g")) if isinstance(value, Decimal) else value
