"""A table's rows: which metric and period each is about, and its datapoints."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl.utils import get_column_letter

from reportgen.intake.account import Account
from reportgen.intake.expectation import awaited, is_unit, nearest, unit_hint, units_accepted
from reportgen.intake.layout import FOR_PEOPLE, Field, Shape, Table
from reportgen.intake.line import Complaint, Content, read_line
from reportgen.intake.sheets import Populated, Sheet
from reportgen.model.figure import Datapoint, FigureKey
from reportgen.model.metric import Metric
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.project import Project

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a row that make one datapoint; ``home`` is where the value stands, or should."""

    period: Period
    cells: Mapping[Field, Populated]
    home: str


class TableReader:
    """Reads the rows of one sheet.

    ``seen`` is shared by a workbook's sheets: where each metric and period was first met, taken or refused.
    """

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        *,
        project: Project,
        account: Account,
        owner: str | None,
        seen: dict[FigureKey, Cell],
    ) -> None:
        self.sheet = sheet
        self.table = table
        self.project = project
        self.account = account
        self.owner = owner
        self.seen = seen

    def read(self) -> Iterator[Datapoint]:
        """The datapoints of all rows; every populated cell of the sheet is accounted for on the way."""
        for number, row in self.sheet.rows.items():
            cells = tuple(row.values())
            if number < self.table.row:
                self.account.put_aside(self.sheet, cells, "above the table")
            elif number == self.table.row:
                self.account.put_aside(self.sheet, cells, "column head")
            else:
                yield from self._row(row)

    def _row(self, row: Mapping[int, Populated]) -> Iterator[Datapoint]:
        data: dict[int, Populated] = {}
        for column, cell in row.items():
            head = self.table.heads.get(column)
            if head is None:
                self.account.put_aside(self.sheet, (cell,), "outside the table's columns")
            elif head.field in FOR_PEOPLE:
                self.account.put_aside(self.sheet, (cell,), "label or note, for people")
            elif cell.blank:
                self.account.put_aside(self.sheet, (cell,), "only spaces")
            else:
                data[column] = cell
        if not data:
            return
        id_cell = data.get(self.table.column(Field.METRIC) or 0)
        if id_cell is not None and len(data) == 1 and not self._is_id(id_cell):
            self.account.put_aside(self.sheet, (id_cell,), "group label")
            return
        metric = self._metric(id_cell, data)
        if metric is None:
            self.account.refuse(self.sheet, data.values())
            return
        yield from self._lines(metric, data)

    def _is_id(self, cell: Populated) -> bool:
        return isinstance(cell.value, str) and bool(_ID.fullmatch(cell.value.strip().lower()))

    def _metric(self, id_cell: Populated | None, data: Mapping[int, Populated]) -> Metric | None:
        """The metric that a row is about, or ``None`` after noting why it cannot stand here."""
        if id_cell is None:
            first = next(iter(data.values()))
            self._blame(first, "the row has no metric id", "fill in the id, or move the text to a label's column")
            return None
        id = str(id_cell.value).strip()
        metric = self.project.metrics.get(id)
        if metric is None or id_cell.formula:
            self._blame(id_cell, f"“{id}” is no metric{nearest(id, self.project)}", "use the id as issued")
        elif metric.formula is not None:
            self._blame(id_cell, f"{id} is computed ({metric.formula}), not handed in", "delete the row")
        elif metric.same_as is not None:
            self._blame(id_cell, f"{id} is another name of {metric.same_as}", f"hand in {metric.same_as} instead")
        elif self.owner is not None and metric.owner != self.owner:
            self._blame(id_cell, f"{id} is handed in by {metric.owner}, not {self.owner}", "delete the row")
        else:
            return metric
        return None

    def _lines(self, metric: Metric, data: Mapping[int, Populated]) -> Iterator[Datapoint]:
        complaints: list[Complaint] = []
        self._check_unit(metric, data, complaints)
        years = self.table.layout.shape is Shape.YEARS
        lines = (self._years if years else self._period)(metric, data, complaints)
        read: list[tuple[Line, Content]] = []
        for line in lines:
            key = (metric.id, line.period.id)
            if key in self.seen:
                what = f"{metric.id} for {line.period} stands already in {self.seen[key]}"
                complaints.append(Complaint(line.home, what, "keep one of the two"))
                continue
            self.seen[key] = self.account.at(self.sheet, line.home)
            content = read_line(line.cells, metric, line.home)
            if isinstance(content, Content):
                read.append((line, content))
            else:
                complaints += content
        if complaints:
            for c in complaints:
                self.account.blame(self.account.at(self.sheet, c.ref), c.what, c.fix)
            self.account.refuse(self.sheet, data.values())
            return
        dashes = {content.dash for _, content in read if content.dash}
        self.account.put_aside(self.sheet, dashes, "a dash, where there is no number")
        self.account.take(self.sheet, (cell for cell in data.values() if cell not in dashes))
        for line, content in read:
            yield self._datapoint(metric, line, content)

    def _datapoint(self, metric: Metric, line: Line, content: Content) -> Datapoint:
        return Datapoint(
            metric=metric.id,
            period=line.period,
            entity=self.project.settings.entity,
            value=content.value,
            state=content.state,
            kind=content.kind,
            source=self.account.at(self.sheet, line.home),
            qualifier=content.qualifier,
            reason=content.reason,
        )

    def _check_unit(self, metric: Metric, data: Mapping[int, Populated], complaints: list[Complaint]) -> None:
        column = self.table.column(Field.UNIT) or 0
        cell = data.get(column)
        text = "" if cell is None else str(cell.value).strip()
        if is_unit(text, metric, self.project) and not (cell and (cell.formula or cell.error)):
            return
        expected = " / ".join(word for word in units_accepted(metric, self.project) if word)
        what = f"the unit of {metric.id} is given as “{text}”" if text else f"{metric.id} has no unit"
        fix = f"give the value in, and the unit as, {expected}{unit_hint(text, metric, self.project)}"
        row = next(iter(data.values())).row
        complaints.append(Complaint(f"{get_column_letter(column)}{row}", what, fix))

    def _years(self, metric: Metric, data: Mapping[int, Populated], complaints: list[Complaint]) -> Iterator[Line]:
        """One line for each year of the header that the metric is awaited for."""
        fiscal_year = self.project.settings.fiscal_year
        periods = awaited(metric, fiscal_year)
        row = next(iter(data.values())).row
        for year in self.table.years:
            told = year if year != fiscal_year.year else None
            columns = {Field.VALUE: self.table.column(Field.VALUE, year) or 0} | {
                field: self.table.column(field, told) or 0 for field in (Field.STATE, Field.KIND, Field.REASON)
            }
            cells = {field: data[number] for field, number in columns.items() if number in data}
            if year in periods:
                yield Line(periods[year], cells, f"{get_column_letter(columns[Field.VALUE])}{row}")
            elif cells:
                first = next(iter(cells.values()))
                what = f"{metric.id} is not asked for {year}"
                complaints.append(Complaint(first.ref, what, "clear the cell"))

    def _period(self, metric: Metric, data: Mapping[int, Populated], complaints: list[Complaint]) -> Iterator[Line]:
        """The line of a row that names its period."""
        row = next(iter(data.values())).row
        column = self.table.column(Field.PERIOD) or 0
        periods = {period.id: period for period in awaited(metric, self.project.settings.fiscal_year).values()}
        cell = data.get(column)
        period = periods.get(_period_id(cell)) if cell else None
        if period is None:
            shown = f"is not asked for “{_period_id(cell)}”" if cell else "has no period"
            fix = f"write {' or '.join(periods)} (cell format Text)"
            complaints.append(Complaint(f"{get_column_letter(column)}{row}", f"{metric.id} {shown}", fix))
            return
        cells = {head.field: data[number] for number, head in self.table.heads.items() if number in data}
        yield Line(period, cells, f"{get_column_letter(self.table.column(Field.VALUE) or 0)}{row}")

    def _blame(self, cell: Populated, what: str, fix: str) -> None:
        self.account.blame(self.account.cell(self.sheet, cell), what, fix)


def _period_id(cell: Populated) -> str:
    """A period as typed; a year may have become a number and a day a date."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
