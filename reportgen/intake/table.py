"""A table's rows: which metric and period each is about, and its datapoints."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from openpyxl.utils import get_column_letter

from reportgen.intake.dates import days_in
from reportgen.intake.desk import Desk
from reportgen.intake.expectation import awaited, nearest
from reportgen.intake.layout import FOR_PEOPLE, Field, Shape, Table
from reportgen.intake.line import Complaint, Content, read_line
from reportgen.intake.rowunits import Line, RowUnits
from reportgen.intake.saying import Told, alternatives, told
from reportgen.intake.sheets import Populated, Sheet
from reportgen.model.figure import Datapoint
from reportgen.model.metric import Metric
from reportgen.model.particulars import Particulars
from reportgen.model.period import Period, read_period

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


class TableReader:
    """Reads the rows of one sheet in the layouts ``kpi-years`` and ``facts``."""

    def __init__(self, sheet: Sheet, table: Table, desk: Desk) -> None:
        self.sheet = sheet
        self.table = table
        self.desk = desk
        self.project = desk.project
        self.account = desk.account
        self.units = RowUnits(desk)

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
        if metric is not None:
            yield from self.lines(metric, data)

    def _is_id(self, cell: Populated) -> bool:
        return isinstance(cell.value, str) and bool(_ID.fullmatch(cell.value.strip().lower()))

    def _metric(self, id_cell: Populated | None, data: Mapping[int, Populated]) -> Metric | None:
        """The metric that a row is about, or ``None`` after accounting for the row."""
        if id_cell is None:
            first = next(iter(data.values()))
            self.account.blame(self.account.cell(self.sheet, first), told("no_metric_id"))
            self.account.refuse(self.sheet, data.values())
            return None
        id = str(id_cell.value).strip()
        metric = self.project.metrics.get(id)
        where = self.account.cell(self.sheet, id_cell)
        if metric is None or id_cell.formula:
            self.account.blame(where, told("no_such_metric", id=id, near=nearest(id, self.project)))
        elif metric.formula is not None and self.table.layout.shape is Shape.COLLECTION:
            self.account.put_aside(self.sheet, data.values(), "computed in the workbook")
            return None
        elif metric.formula is not None:
            self.account.blame(where, told("computed", id=id, formula=metric.formula))
        elif metric.same_as is not None:
            self.account.blame(where, told("other_name", id=id, target=metric.same_as))
        elif self.desk.owner is not None and not self._hands_in(metric):
            message = told("other_owner", id=id, owner=metric.owner, given=self.desk.owner)
            self.account.blame(where, message)
        else:
            return metric
        self.account.refuse(self.sheet, data.values())
        return None

    def _hands_in(self, metric: Metric) -> bool:
        """Whether the owner hands the metric in, for one entity at least."""
        entities = self.project.settings.entities
        return self.desk.owner in (metric.owner, *(e.owner for e in entities if e.kind is metric.level))

    def lines(self, metric: Metric, data: Mapping[int, Populated]) -> Iterator[Datapoint]:
        """The datapoints of a metric's row."""
        complaints: list[Complaint] = []
        years = self.table.layout.shape is Shape.YEARS
        lines = tuple((self._years if years else self._period)(metric, data, complaints))
        column = self.table.column(Field.UNIT) or 0
        unit_ref = f"{get_column_letter(column)}{next(iter(data.values())).row}"
        converts = self.units.periods_in(metric, data.get(column), unit_ref, lines, complaints)
        read: list[tuple[Line, Content]] = []
        for line in lines:
            if self.met_before(metric, line.period, self.project.settings.entity, line.home, complaints):
                continue
            asked = self.desk.asked(metric, line.period, self.project.settings.entity, line.before)
            cells: dict[Field, Populated] = dict(line.cells)
            if line.period not in converts:
                cells.pop(Field.UNIT, None)
            content = read_line(cells, asked, line.home)
            if isinstance(content, Content):
                read.append((line, content))
            else:
                complaints += content
        if complaints:
            self.complain(metric, complaints, data.values())
            return
        dashes = {content.dash for _, content in read if content.dash}
        self.account.put_aside(self.sheet, dashes, "a dash, where there is no number")
        self.account.take(self.sheet, (cell for cell in data.values() if cell not in dashes), metric.id)
        for line, content in read:
            self.remark(metric, line.home, content)
            yield self._datapoint(metric, line, content)

    def met_before(self, metric: Metric, period: Period, entity: str, home: str, complaints: list[Complaint]) -> bool:
        """Whether a value was met in the workbook already; if so, that is complained about."""
        key = (metric.id, period.id, entity)
        if key not in self.desk.seen:
            self.desk.seen[key] = self.account.at(self.sheet, home)
            return False
        message = told("stands_already", metric=metric.id, period=str(period), cell=str(self.desk.seen[key]))
        complaints.append(Complaint(home, message))
        return True

    def complain(self, metric: Metric, complaints: Iterable[Complaint], cells: Iterable[Populated]) -> None:
        """Refuse a row's cells and say why."""
        for c in complaints:
            self.account.blame(self.account.at(self.sheet, c.ref), c.told, metric.id)
        self.account.refuse(self.sheet, cells)

    def remark(self, metric: Metric, home: str, content: Content) -> None:
        """Say how a value was read, where that is worth a word."""
        where = self.account.at(self.sheet, home)
        if content.remark is not None:
            self.account.remark(where, content.remark, metric.id)
        if int(re.sub(r"\D", "", home)) in self.sheet.hidden:
            self.account.remark(where, told("hidden_row"), metric.id)

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
            particulars=Particulars(handed_as=content.handed_as),
        )

    def _years(self, metric: Metric, data: Mapping[int, Populated], complaints: list[Complaint]) -> Iterator[Line]:
        """One line for each year of the header that the metric is awaited for."""
        fiscal_year = self.project.settings.fiscal_year
        periods = awaited(metric, fiscal_year)
        row = next(iter(data.values())).row
        for year in self.table.years:
            said = year if year != fiscal_year.year else None
            columns = {Field.VALUE: self.table.column(Field.VALUE, year) or 0} | {
                field: self.table.column(field, said) or 0 for field in (Field.STATE, Field.KIND, Field.REASON)
            }
            columns[Field.UNIT] = self.table.column(Field.UNIT) or 0
            cells = {field: data[number] for field, number in columns.items() if number in data}
            if year in periods:
                before = data.get(self.table.column(Field.VALUE, year - 1) or 0)
                home = f"{get_column_letter(columns[Field.VALUE])}{row}"
                yield Line(periods[year], cells, home, _number(before))
            elif cells.keys() - {Field.UNIT}:
                first = next(cell for field, cell in cells.items() if field is not Field.UNIT)
                complaints.append(Complaint(first.ref, told("year_not_asked", metric=metric.id, year=year)))

    def _period(self, metric: Metric, data: Mapping[int, Populated], complaints: list[Complaint]) -> Iterator[Line]:
        """The line of a row that names its period."""
        row = next(iter(data.values())).row
        column = self.table.column(Field.PERIOD) or 0
        periods = {period.id: period for period in awaited(metric, self.project.settings.fiscal_year).values()}
        cell = data.get(column)
        period = period_in(cell, periods) if cell else None
        if period is None:
            complaints.append(Complaint(f"{get_column_letter(column)}{row}", not_asked(metric, cell, periods)))
            return
        cells = {head.field: data[number] for number, head in self.table.heads.items() if number in data}
        yield Line(period, cells, f"{get_column_letter(self.table.column(Field.VALUE) or 0)}{row}")


def period_in(cell: Populated, asked: Mapping[str, Period]) -> Period | None:
    """The period that a cell tells, if it is one of those asked for.

    A year may have become a number, and a day or a month a date.
    """
    return next((asked[id] for id in _period_ids(cell) if id in asked), None)


def not_asked(metric: Metric, cell: Populated | None, asked: Iterable[str]) -> Told:
    """What is said where a row tells no period, or another one."""
    periods = alternatives(dict.fromkeys(asked))
    if cell is None:
        return told("no_period", metric=metric.id, periods=periods)
    return told("period_not_asked", metric=metric.id, text=next(_period_ids(cell)), periods=periods)


def _period_ids(cell: Populated) -> Iterator[str]:
    value = cell.value
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        yield from (day.isoformat(), day.isoformat()[:7]) if day.day == 1 else (day.isoformat(),)
        return
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    yield text
    if (period := read_period(text.upper().removeprefix("FY").removesuffix("年度").strip())) is not None:
        yield period.id
    days = set(days_in(text))
    if len(days) == 1:
        yield days.pop().isoformat()


def _number(cell: Populated | None) -> Decimal | None:
    """A number that is stored as one."""
    stored = cell is not None and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return Decimal(format(cell.value, ".15g")) if cell is not None and stored else None
