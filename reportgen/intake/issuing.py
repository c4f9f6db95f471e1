"""Workbooks as they are issued to the owners: every figure asked for, none filled in yet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.intake import stationery
from reportgen.intake.expectation import awaited
from reportgen.intake.forms import (
    Form,
    asked_of,
    forms,
    in_both,
    label_languages,
    number_format,
    sheet_name,
    unit_words,
)
from reportgen.intake.layout import Field, Shape, cover_layout, layouts
from reportgen.intake.stationery import HEAD_ROW, Look, Value
from reportgen.intake.wording import offered
from reportgen.model.figure import Kind, State
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.settings import Owner
from reportgen.model.words import is_chinese

TO_BE_COLLECTED = "待收集 / to be collected"
"""Why a figure is not there when its workbook is issued."""

_COVER = "封面 Cover"
_HOW_YEARS = (
    "每行一個指標；數值按「單位」欄所示填寫，並選擇狀態。 One row a metric; values in the unit shown; choose the state."
)
_HOW_FACTS = "每行一個數字；實際數量＝數值×倍數。 One row a number; the quantity is value × scale."
_HOW_STATES = {
    State.VALUE: "有數字；不要連單位或符號一併輸入。 There is a number; type it without unit or sign.",
    State.CONFIRMED_ZERO: "已查核，數量為零。 It was checked, and it is zero.",
    State.NOT_APPLICABLE: "與本部門業務無關；須填寫原因。 Does not arise in this business; give the reason.",
    State.NOT_AVAILABLE: "數據存在但未能提供；須填寫原因。 Exists but cannot be given; give the reason.",
    State.NOT_COLLECTED: "該期間沒有收集；須填寫原因。 Was not collected for the period; give the reason.",
}
_HOW_KINDS = "須於「原因」欄說明如何得出。 Say under “reason” how it was arrived at."
_WIDTHS = {
    Field.METRIC: 30,
    Field.LABEL: 28,
    Field.PERIOD: 18,
    Field.VALUE: 16,
    Field.SCALE: 11,
    Field.UNIT: 19,
    Field.STATE: 22,
    Field.KIND: 14,
    Field.QUALIFIER: 14,
    Field.REASON: 26,
    Field.NOTE: 28,
}
_LISTS = {Field.STATE: "state", Field.KIND: "kind", Field.QUALIFIER: "qualifier"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of an issued table; ``year`` where it is about an earlier year, or holds a year's values."""

    head: str | int
    field: Field
    year: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Barred:
    """Stands where a metric is not asked for a year."""


_Row = Sequence[Value | _Barred]


def blank_workbook(project: Project, owner: str) -> bytes:
    """Write the workbook of one owner, in the layouts that this room reads.

    Figures that stand in a KPI table, or that are asked for with earlier years, come one row a metric with a column a
    year, on a sheet for each table; all others one row a figure on the sheet of facts. No value is filled in: each says
    "not collected" and why, so that the workbook can be imported as issued.

    Args:
        project: metrics, units, tables, owners and fiscal year.
        owner: id of the owner.

    Returns:
        The bytes of an .xlsx file; the same project gives the same bytes.

    Raises:
        BrokenProjectError: There is no such owner, or nothing is asked of it.
    """
    known = _owner(project, owner)
    book = Workbook()
    del book[book.sheetnames[0]]
    cover = book.create_sheet(_COVER)
    parts: dict[str, int] = {}
    for form in forms(project, owner):
        sheet = book.create_sheet(sheet_name(form.title, project, book.sheetnames))
        _write_table(sheet, form, project)
        parts[sheet.title] = len(form.metrics)
    _write_cover(cover, known, parts, project)
    year = project.settings.fiscal_year
    book.properties.creator = "reportgen"
    book.properties.title = f"{in_both(known.name, project)} {year.year}"
    return stationery.packed(book, datetime.combine(year.ends, time()))


def _owner(project: Project, id: str) -> Owner:
    owner = next((o for o in project.settings.owners if o.id == id), None)
    if owner is None:
        ids = ", ".join(o.id for o in project.settings.owners)
        raise BrokenProjectError([Problem(f"there is no owner {id!r}", Place("report.toml"), f"use one of: {ids}")])
    if not asked_of(project, id):
        what = f"no figure is asked of the owner {id!r}"
        raise BrokenProjectError([Problem(what, Place("report.toml"), "name it as the owner of a metric")])
    return owner


# --- tables --------------------------------------------------------------------------------------


def _write_table(sheet: Worksheet, form: Form, project: Project) -> None:
    years = form.shape is Shape.YEARS
    columns = _years_columns(form, project) if years else _columns(Shape.PERIODS, project)
    rows_of: Callable[[Metric, Sequence[_Column], Project], Iterable[_Row]] = _years_rows if years else _facts_rows
    widths = [_WIDTHS[column.field] for column in columns]
    stationery.put_title(sheet, in_both(form.title, project), _HOW_YEARS if years else _HOW_FACTS)
    stationery.put_heads(sheet, [column.head for column in columns], widths)
    row = HEAD_ROW
    for group in form.groups:
        if group.label is not None:
            row += 1
            stationery.put_group(sheet, row, in_both(group.label, project), len(columns))
        for metric in group.metrics:
            for values in rows_of(metric, columns, project):
                row += 1
                _write_row(sheet, row, columns, values, number_format(metric, project))
                stationery.fit_height(sheet, row, widths)
    for number, column in enumerate(columns, 1):
        if column.field in _LISTS:
            words = tuple(offered(_LISTS[column.field]).values())
            stationery.offer(sheet, number, words, HEAD_ROW + 1, row)
    stationery.finish_table(sheet, row, len(columns))


def _write_row(sheet: Worksheet, row: int, columns: Sequence[_Column], values: _Row, value_format: str) -> None:
    for number, (column, value) in enumerate(zip(columns, values, strict=True), 1):
        if isinstance(value, _Barred):
            stationery.put_body(sheet, row, number, None, Look.BARRED)
            continue
        formats = {Field.VALUE: value_format, Field.PERIOD: "@", Field.SCALE: "#,##0"}
        stationery.put_body(sheet, row, number, value, _look(column.field), formats.get(column.field, ""))


def _look(field: Field) -> Look:
    match field:
        case Field.METRIC:
            return Look.ID
        case Field.VALUE:
            return Look.NUMBER
        case Field.STATE | Field.KIND | Field.QUALIFIER | Field.SCALE:
            return Look.CHOICE
        case Field.REASON | Field.NOTE:
            return Look.TEXT
    return Look.LABEL


def _columns(shape: Shape, project: Project) -> list[_Column]:
    """A layout's columns with the heads that the room reads."""
    found: list[_Column] = []
    for column in next(layout for layout in layouts() if layout.shape is shape).column:
        chinese, english = column.names[0], column.names[-1].capitalize()
        if column.field is Field.LABEL:
            for language in label_languages(project):
                found.append(_Column(chinese if is_chinese(language) else english, column.field, language=language))
        else:
            found.append(_Column(f"{chinese}\n{english}", column.field))
    return found


def _years_columns(form: Form, project: Project) -> list[_Column]:
    year = project.settings.fiscal_year.year
    plain = [column for column in _columns(Shape.YEARS, project) if column.field is not Field.NOTE]
    of_year = [column for column in plain if column.field in (Field.STATE, Field.KIND, Field.REASON)]
    found = [column for column in plain if column not in of_year]
    found += [_Column(year, Field.VALUE, year), *(_Column(c.head, c.field, year) for c in of_year)]
    for earlier in range(year - 1, year - 1 - max(m.comparatives for m in form.metrics), -1):
        found.append(_Column(earlier, Field.VALUE, earlier))
        found += [_Column(f"{earlier} {c.head}", c.field, earlier) for c in of_year if c.field is not Field.KIND]
    return found


def _issued(metric: Metric, project: Project) -> dict[Field, Value]:
    """What a workbook says of each of a metric's figures before its owner has touched it."""
    return {
        Field.METRIC: metric.id,
        Field.SCALE: 1,
        Field.UNIT: unit_words(metric, project) or None,
        Field.STATE: offered("state")[State.NOT_COLLECTED],
        Field.KIND: offered("kind")[Kind.ACTUAL],
        Field.QUALIFIER: offered("qualifier")[Qualifier.EXACT],
        Field.REASON: TO_BE_COLLECTED,
    }


def _value(column: _Column, metric: Metric, issued: Mapping[Field, Value]) -> Value:
    return metric.label[column.language] if column.field is Field.LABEL else issued.get(column.field)


def _years_rows(metric: Metric, columns: Sequence[_Column], project: Project) -> Iterable[_Row]:
    asked, issued = awaited(metric, project.settings.fiscal_year), _issued(metric, project)
    yield [_value(c, metric, issued) if c.year is None or c.year in asked else _Barred() for c in columns]


def _facts_rows(metric: Metric, columns: Sequence[_Column], project: Project) -> Iterable[_Row]:
    for period in awaited(metric, project.settings.fiscal_year).values():
        issued = _issued(metric, project) | {Field.PERIOD: period.id}
        yield [_value(column, metric, issued) for column in columns]


# --- cover ---------------------------------------------------------------------------------------


def _write_cover(sheet: Worksheet, owner: Owner, parts: Mapping[str, int], project: Project) -> None:
    year = project.settings.fiscal_year
    for row, (title, size) in enumerate((("數據收集工作簿", 20), ("Data collection workbook", 14)), 2):
        stationery.put(sheet, row, 2, title, size=size, bold=size > 14, color=stationery.ACCENT)
        sheet.row_dimensions[row].height = size * 1.6
    report = (project.settings.names["short"], project.settings.title)
    stationery.put(sheet, 4, 2, " · ".join(in_both(words, project) for words in report))
    said: tuple[tuple[Value, ...], ...] = (
        (_cover_label(Field.OWNER), owner.id, in_both(owner.name, project)),
        (_cover_label(Field.FISCAL_YEAR), year.year, ""),
        ("匯報期 Reporting period", f"{year.starts.isoformat()} – {year.ends.isoformat()}", ""),
        ("編製職位 Prepared by (role)", None, ""),
        ("日期 Date", None, ""),
    )
    for row, texts in enumerate(said, 6):
        stationery.put_line(sheet, row, texts)
    for ref in ("C9", "C10"):
        stationery.let_fill_in(sheet, ref)
    sheet["C10"].number_format = "yyyy-mm-dd"
    row = _cover_list(sheet, 12, "工作表 Sheets", [(name, _counted(count), "") for name, count in parts.items()])
    for back, name in enumerate(reversed(list(parts)), 1):
        stationery.link(sheet, f"B{row - back}", name)
    states, kinds = offered("state"), offered("kind")
    how = [(states[state], told, "") for state, told in _HOW_STATES.items()]
    how += [(kinds[kind], _HOW_KINDS, "") for kind in (Kind.ESTIMATED, Kind.ACCRUED)]
    row = _cover_list(sheet, row + 1, "填寫說明 How to fill it in", how, joined=True)
    for letter, width in {"A": 3, "B": 30, "C": 40, "D": 34}.items():
        sheet.column_dimensions[letter].width = width
    stationery.finish_cover(sheet, row - 1, 4)


def _cover_label(field: Field) -> str:
    names = next(column.names for column in cover_layout().column if column.field is field)
    return f"{names[0]} {names[-1].capitalize()}"


def _counted(count: int) -> str:
    return f"{count}個指標  {count} metric{'s' if count != 1 else ''}"


def _cover_list(
    sheet: Worksheet, row: int, title: str, lines: Sequence[tuple[str, str, str]], *, joined: bool = False
) -> int:
    """Write a titled list; give the row after it. ``joined`` lets the text run over two columns."""
    stationery.put(sheet, row, 2, title, size=12, bold=True, color=stationery.ACCENT)
    for line in lines:
        row += 1
        stationery.put_line(sheet, row, line, height=24)
        if joined:
            sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=4)
    return row + 1
