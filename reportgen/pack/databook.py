"""The data book as a workbook: an index, a sheet for each KPI table with its notes, all figures, and the dictionary."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from reportgen.locale import Printer
from reportgen.model.change import change
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, State, Status
from reportgen.model.manuscript import KpiGroup, KpiRow, KpiTable
from reportgen.model.metric import Metric
from reportgen.model.noted import plain_text, tables_of
from reportgen.model.unit import Style
from reportgen.pack.rows import Row
from reportgen.spreadsheets import Paper
from reportgen.spreadsheets.paper import ACCENT, GREEN_INK, LINK, PALE, SOFT, edge, id_face, lines, ref, set_up_page

_DIGITS_OF_A_SHEET = 15
_LABEL, _UNIT, _YEAR, _MARK, _NOTES, _CODES, _ID = 36, 17, 16, 9, 11, 26, 30
_HEAD = 3
_NAME_LENGTH = 31
_BARRED = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FLAT_WIDTHS = {"metric": 32, "value": 18, "definition": 46, "formula": 40, "sources": 46, "reason": 32, "label": 38}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    told = tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))
    found: Mapping[str, Mapping[str, str]] = told["words"]
    return found


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a KPI table's sheet."""

    head: str
    width: float


def data_book(dossier: Dossier, figures: Sequence[Row], dictionary: Sequence[Row], dated: datetime) -> bytes:
    """Write the workbook.

    Args:
        dossier: the report, with its manuscripts.
        figures: rows of the sheet of all figures.
        dictionary: rows of the sheet of definitions.
        dated: what its properties give as the date of making.

    Returns:
        The bytes of an .xlsx file, without formulas and links to elsewhere; the same input gives the same bytes.
    """
    return _Book(dossier, dated).write(figures, dictionary)


class _Book:
    def __init__(self, dossier: Dossier, dated: datetime) -> None:
        self._dossier = dossier
        self._project = dossier.project
        self._languages = dossier.project.settings.languages
        self._printers = {language: Printer(language) for language in self._languages}
        self._tables = {manuscript.language: tables_of(manuscript) for manuscript in dossier.manuscripts}
        self._bound = {b.id: b for manuscript in dossier.manuscripts for b in manuscript.bindings}
        settings = dossier.project.settings
        self._title = f"{self._both(settings.title)} {settings.fiscal_year.year}"
        self._paper = Paper(f"{self._title} {self._said('book')}", dated)
        self._names: list[str] = []

    def write(self, figures: Sequence[Row], dictionary: Sequence[Row]) -> bytes:
        index = self._sheet(self._said("index"))
        listed: list[tuple[str, str, int]] = []
        first = self._tables.get(self._languages[0], {})
        for id in (id for id in self._project.tables if id in first):
            in_all = [tables[id] for tables in self._tables.values() if id in tables]
            title = " ".join(table.title for table in in_all)
            sheet = self._sheet(title if len(title) <= _NAME_LENGTH else in_all[0].title)
            listed.append((self._names[-1], title, self._write_table(sheet, in_all)))
        for name, rows in (("all", figures), ("dictionary", dictionary)):
            sheet = self._sheet(self._said(name))
            self._write_flat(sheet, self._said(name), rows)
            listed.append((self._names[-1], self._said(name), len(rows)))
        self._write_index(index, listed)
        return self._paper.finished()

    # --- words -----------------------------------------------------------------------------------

    def _said(self, key: str, between: str = " ") -> str:
        words = _words()[key]
        return between.join(dict.fromkeys(words.get(language, words["en"]) for language in self._languages))

    def _both(self, words: Mapping[str, str], between: str = " ") -> str:
        return between.join(dict.fromkeys(words[language] for language in self._languages if words.get(language)))

    def _sheet(self, title: str) -> Any:
        name = title.translate(_BARRED)[:_NAME_LENGTH].strip() or "1"
        while name.casefold() in (other.casefold() for other in self._names):
            name = f"{name[:27]} {len(self._names)}"
        self._names.append(name)
        sheet = self._paper.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        return sheet

    # --- index -----------------------------------------------------------------------------------

    def _write_index(self, sheet: Any, listed: Sequence[tuple[str, str, int]]) -> None:
        paper, settings = self._paper, self._project.settings
        for column, width in enumerate((3, 52, 12, 70)):
            sheet.set_column(column, column, width)
        paper.put(sheet, 1, 1, self._both(settings.names["company"]), font_size=11, font_color=SOFT)
        paper.put(sheet, 2, 1, self._title, font_size=18, bold=True, font_color=ACCENT)
        year = settings.fiscal_year
        span = f"{year.starts.isoformat()} – {year.ends.isoformat()}"
        paper.put(sheet, 3, 1, f"{self._said('book')} · {span}", font_size=11)
        sheet.set_row(2, 30)
        head = edge(bold=True, font_color="#FFFFFF", bg_color=ACCENT)
        paper.put(sheet, 5, 1, self._said("sheet"), **head)
        paper.put(sheet, 5, 2, self._said("rows"), **head, align="center")
        link = self._paper.format(**edge(font_color=LINK, underline=1, indent=1))
        for row, (name, title, count) in enumerate(listed, 6):
            sheet.write_url(row, 1, f"internal:'{name}'!A1", link, title)
            paper.put(sheet, row, 2, count, **edge(align="center"))
            sheet.set_row(row, 20)
        row = 7 + len(listed)
        paper.put(sheet, row, 1, self._said("about"), font_size=12, bold=True, font_color=ACCENT)
        for key in ("exact_means", "no_number_means", "assured_means", "restated_means"):
            row += 1
            paper.put(sheet, row, 1, self._said(key, "  "), font_size=9)
        for text in self._notices():
            row += 1
            paper.put(sheet, row, 1, text, font_size=9, font_color=SOFT)
        sheet.print_area(0, 0, row, 3)
        set_up_page(sheet, self._title, down=1)

    def _notices(self) -> list[str]:
        settings = self._project.settings
        said = [printer.ui("demonstration_means") for printer in self._printers.values()]
        return (said if settings.demonstration else []) + [
            line[language] for line in settings.imprint for language in self._languages
        ]

    # --- a KPI table -----------------------------------------------------------------------------

    def _columns(self, table: KpiTable) -> list[_Column]:
        found = [_Column(_words()["metric"].get(x, _words()["metric"]["en"]), _LABEL) for x in self._languages]
        found += [_Column(_words()["unit"].get(x, _words()["unit"]["en"]), _UNIT) for x in self._languages]
        found += [_Column(year, _YEAR) for year in table.years]
        said = (("change", 11), ("assured", _MARK), ("restated", _MARK), ("notes", _NOTES), ("disclosures", _CODES))
        return [
            *found,
            *(_Column(self._said(name, "\n"), width) for name, width in said),
            _Column(self._said("id"), _ID),
        ]

    def _write_table(self, sheet: Any, in_all: Sequence[KpiTable]) -> int:
        """Write a sheet; give the number of its rows of figures."""
        table, columns = in_all[0], self._columns(in_all[0])
        self._paper.put(sheet, 0, 0, " ".join(t.title for t in in_all), font_size=14, bold=True, font_color=ACCENT)
        self._paper.put(sheet, 1, 0, self._title, font_size=9, font_color=SOFT)
        sheet.set_row(0, 26)
        self._heads(sheet, columns)
        row, count = _HEAD, 0
        for groups in zip(*(t.groups for t in in_all), strict=True):
            if any(group.label for group in groups):
                row += 1
                self._write_group(sheet, row, groups, len(columns))
            for rows in zip(*(group.rows for group in groups), strict=True):
                row, count = row + 1, count + 1
                self._write_figures(sheet, row, rows, groups[0], table)
        sheet.freeze_panes(_HEAD + 1, 2)
        sheet.autofilter(_HEAD, 0, row, len(columns) - 1)
        last = self._write_notes(sheet, row + 2, in_all)
        sheet.print_area(0, 0, last, len(columns) - 1)
        sheet.repeat_rows(_HEAD)
        set_up_page(sheet, f"{self._title} · {self._names[-1]}")
        return count

    def _heads(self, sheet: Any, columns: Sequence[_Column]) -> None:
        look = edge(bold=True, font_color="#FFFFFF", bg_color=ACCENT, font_size=9, align="center", text_wrap=True)
        for number, column in enumerate(columns):
            self._paper.put(sheet, _HEAD, number, column.head, **look)
            sheet.set_column(number, number, column.width)
        sheet.set_row(_HEAD, 32)

    def _write_group(self, sheet: Any, row: int, groups: Sequence[KpiGroup], width: int) -> None:
        labels = [group.label for group in groups]
        for number in range(width):
            text = labels[number] if number < len(labels) else None
            self._paper.put(sheet, row, number, text, bold=True, font_color=ACCENT, bg_color=PALE)
        sheet.set_row(row, 20)

    def _write_figures(self, sheet: Any, row: int, rows: Sequence[KpiRow], group: KpiGroup, table: KpiTable) -> None:
        first = rows[0]
        metric = self._project.metrics[first.metric]
        figures = [self._figure(first, cell.figure.binding) for cell in first.cells]
        texts = [one.label for one in rows] + [one.unit for one in rows]
        column = 0
        for number, text in enumerate(texts):
            indent = 2 if first.indent and number < len(rows) else 1
            small = {} if number < len(rows) else {"font_size": 9}
            self._paper.put(sheet, row, column, text, **edge(text_wrap=True, indent=indent, **small))
            column += 1
        for figure in figures:
            self._write_value(sheet, row, column, figure, metric)
            column += 1
        marks = [*table.marks, *group.marks, *first.marks, *(m for cell in first.cells for m in cell.marks)]
        restated = any(figure.status is Status.RESTATED for figure in figures if figure)
        self._write_change(sheet, row, column, figures, metric)
        centred = edge(align="center", font_size=9)
        self._paper.put(sheet, row, column + 1, "✓" if first.assured else None, **centred, font_color=GREEN_INK)
        self._paper.put(sheet, row, column + 2, "R" if restated else None, **centred)
        self._paper.put(sheet, row, column + 3, ", ".join(map(str, sorted(set(marks)))) or None, **centred)
        self._paper.put(
            sheet, row, column + 4, ", ".join(metric.disclosures) or None, **edge(font_size=9, text_wrap=True)
        )
        self._paper.put(sheet, row, column + 5, first.metric, **edge(**id_face()))
        tall = max(lines(text, _LABEL if n < len(rows) else _UNIT) for n, text in enumerate(texts))
        codes = lines(", ".join(metric.disclosures), _CODES)
        sheet.set_row(row, max(20, 14 * max(tall, codes) + 4))

    def _figure(self, row: KpiRow, binding: str) -> Figure | None:
        return self._dossier.figures.get(row.metric, self._bound[binding].period)

    def _write_value(self, sheet: Any, row: int, column: int, figure: Figure | None, metric: Metric) -> None:
        value = None if figure is None else figure.value
        if figure is None or value is None:
            text = "\n".join(self._absent(figure)) if figure else None
            self._paper.put(
                sheet, row, column, text, **edge(align="right", font_size=8, font_color=SOFT, text_wrap=True)
            )
            return
        look = edge(align="right", indent=1, num_format=self._format(metric))
        exact = len(value.normalize().as_tuple().digits) <= _DIGITS_OF_A_SHEET
        shown = value if exact else Decimal(format(value, f".{_DIGITS_OF_A_SHEET}g"))
        self._paper.put(sheet, row, column, shown, **look)

    def _absent(self, figure: Figure) -> list[str]:
        key = "status_not_applicable" if figure.state is State.NOT_APPLICABLE else "status_not_available"
        return [printer.ui(key) for printer in self._printers.values()]

    def _format(self, metric: Metric) -> str:
        if self._project.units[metric.unit].style is Style.YEAR:
            return "0"
        if metric.decimals is None:
            return "General"
        return "#,##0" + ("." + "0" * metric.decimals if metric.decimals else "")

    def _write_change(
        self, sheet: Any, row: int, column: int, figures: Sequence[Figure | None], metric: Metric
    ) -> None:
        """The change as a share of the year before; of a percentage in points, because its share would mislead."""
        now, before = (*figures, None, None)[:2]
        moved = change(now, before) if now and before else None
        points = self._project.units[metric.unit].style is Style.PERCENT
        told = None if moved is None else moved.absolute if points else moved.percent
        shown = None if told is None else round(told, 6) if points else round(told / 100, 6)
        form = '+0.0" pp";-0.0" pp";0.0" pp"' if points else "+0.0%;-0.0%;0.0%"
        self._paper.put(sheet, row, column, shown, **edge(align="right", indent=1, font_size=9, num_format=form))

    def _write_notes(self, sheet: Any, row: int, in_all: Sequence[KpiTable]) -> int:
        """Write the notes, languages side by side; give the last row."""
        if not in_all[0].notes:
            return row - 2
        self._paper.put(sheet, row, 0, self._said("notes"), font_size=11, bold=True, font_color=ACCENT)
        outline, columns = self._project.outline, self._columns(in_all[0])
        for notes in zip(*(table.notes for table in in_all), strict=True):
            for language, note in zip(self._tables, notes, strict=False):
                row += 1
                text = f"{note.number}  {plain_text(note.runs, outline, language)}"
                look = self._paper.format(font_size=9, valign="top", text_wrap=True)
                sheet.merge_range(row, 0, row, len(columns) - 2, None, look)
                sheet.write_string(row, 0, text, look)
                sheet.set_row(row, 13 * lines(text, sum(column.width for column in columns[:-1])) + 3)
        return row

    # --- flat sheets -----------------------------------------------------------------------------

    def _write_flat(self, sheet: Any, title: str, rows: Sequence[Row]) -> None:
        self._paper.put(sheet, 0, 0, title, font_size=14, bold=True, font_color=ACCENT)
        self._paper.put(sheet, 1, 0, self._title, font_size=9, font_color=SOFT)
        names = list(rows[0]) if rows else []
        columns = [_Column(name, _FLAT_WIDTHS.get(name, _FLAT_WIDTHS.get(name.split("_")[0], 16))) for name in names]
        self._heads(sheet, columns)
        for row, record in enumerate(rows, _HEAD + 1):
            for column, (name, value) in enumerate(record.items()):
                self._write_flat_cell(sheet, row, column, name, value)
        if rows:
            sheet.freeze_panes(_HEAD + 1, 1)
            sheet.autofilter(_HEAD, 0, _HEAD + len(rows), len(names) - 1)
            whole = f"A1:{ref(_HEAD + len(rows), len(names))}"
            sheet.ignore_errors({"number_stored_as_text": whole})
        sheet.repeat_rows(_HEAD)
        set_up_page(sheet, f"{self._title} · {title}")

    def _write_flat_cell(self, sheet: Any, row: int, column: int, name: str, value: str | Decimal | None) -> None:
        """A number beyond fifteen digits, which a sheet would round, is written as text."""
        look = id_face() if name == "metric" else {"font_size": 9}
        if isinstance(value, Decimal):
            exact = len(value.normalize().as_tuple().digits) <= _DIGITS_OF_A_SHEET
            self._paper.put(sheet, row, column, value if exact else f"{value:f}", **look, align="right")
        elif value:
            self._paper.put(sheet, row, column, value, **look)
