"""A data book read through its map."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reportgen.intake.amounts import Amount, amount_in
from reportgen.intake.bookmap import BookMap, MapRow
from reportgen.intake.datapack import BookRow, group_sign, rows_of
from reportgen.intake.desk import Desk
from reportgen.intake.expectation import awaited
from reportgen.intake.line import STATES
from reportgen.intake.quantity import Asked, Quantity, plain, quantity_in
from reportgen.intake.saying import Told, UnreadableError, told
from reportgen.intake.sheets import Populated, Sheet
from reportgen.intake.wording import fold, vocabulary
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.metric import Metric
from reportgen.model.particulars import Particulars
from reportgen.model.period import Period
from reportgen.model.place import Cell, Place

_DASHES = frozenset("-–—－─―")


def fitting(maps: Iterable[BookMap], sheets: Sequence[Sheet], units: frozenset[str]) -> BookMap | None:
    """The map whose confirmed rows the workbook has, most of them at least; the one with the most if several fit."""
    rows = [row for sheet in sheets if not sheet.secret for row in rows_of(sheet, units)]
    best: tuple[int, BookMap] | None = None
    for map in maps:
        found = sum(any(told_row.fits(row) for row in rows) for told_row in map.confirmed)
        if found and found * 2 >= len(map.confirmed) and (best is None or found > best[0]):
            best = (found, map)
    return best[1] if best else None


class BookReader:
    """Reads a data book; every populated cell of it is accounted for."""

    def __init__(self, map: BookMap, desk: Desk) -> None:
        self._map = map
        self._desk = desk
        self._account = desk.account
        self._met: set[str] = set()

    def read(self, sheets: Sequence[Sheet]) -> Iterator[Datapoint]:
        """The datapoints of the rows that are confirmed."""
        for sheet in sheets:
            yield from self._sheet(sheet)
        names = {sheet.name for sheet in sheets}
        for row in self._map.confirmed:
            where = Place(self._map.path)
            if row.sheet not in names:
                self._account.blame(where, told("map_no_sheet", sheet=row.sheet, map=self._map.path), row.metric)
            elif row.metric not in self._met:
                facts = {"metric": row.metric, "label": row.label, "map": self._map.path}
                self._account.blame(where, told("map_row_unread", **facts), row.metric)

    def _sheet(self, sheet: Sheet) -> Iterator[Datapoint]:
        rows = tuple(rows_of(sheet, self._desk.measures.words))
        used: set[Populated] = set()
        commas = group_sign(sheet)
        for row in self._map.confirmed:
            fits = [found for found in rows if row.fits(found)]
            if not fits:
                continue
            self._met.add(row.metric)
            metric = self._desk.project.metrics[row.metric]
            if len(fits) > 1:
                cells = ", ".join(f"{sheet.name} › {found.row}" for found in fits)
                facts = {"metric": metric.id, "label": row.label, "map": self._map.path, "cells": cells}
                self._account.blame(self._row_cell(sheet, fits[1]), told("map_row_twice", **facts), metric.id)
                continue
            yield from self._row(sheet, row, fits[0], metric, used, commas)
        rest = [cell for cell in sheet.cells if cell not in used]
        self._account.put_aside(sheet, rest, "not in the map" if not sheet.secret else "hidden sheet")

    def _row_cell(self, sheet: Sheet, row: BookRow) -> Cell:
        return self._account.cell(sheet, next(iter(row.cells.values())))

    def _row(
        self, sheet: Sheet, row: MapRow, found: BookRow, metric: Metric, used: set[Populated], sign: str
    ) -> Iterator[Datapoint]:
        """The datapoints of the years that are asked for."""
        where = self._row_cell(sheet, found)
        unit = row.means or found.unit
        if fold(found.unit) != fold(row.unit):
            facts = {"metric": metric.id, "text": found.unit, "confirmed": row.unit, "map": self._map.path}
            self._account.blame(where, told("map_unit", **facts), metric.id)
            return
        if unit and self._desk.measures.factor(unit, metric) is None:
            expected = " / ".join(self._desk.measures.labels(metric))
            self._account.blame(where, told("unit_given_as", metric=metric.id, text=unit, expected=expected), metric.id)
            return
        periods = awaited(metric, self._desk.project.settings.fiscal_year)
        this_year = self._desk.project.settings.fiscal_year.year
        if this_year not in found.cells and all(year not in found.cells for year in periods):
            self._account.blame(where, told("map_no_year", year=this_year), metric.id)
            return
        for year, period in periods.items():
            cell = found.cells.get(year)
            if cell is None:
                continue
            used.add(cell)
            yield from self._cell(sheet, metric, period, cell, unit, _number(found.cells.get(year - 1)), sign)

    def _cell(
        self,
        sheet: Sheet,
        metric: Metric,
        period: Period,
        cell: Populated,
        unit: str,
        before: Decimal | None,
        sign: str,
    ) -> Iterator[Datapoint]:
        entity = self._desk.project.settings.entity
        where = self._account.cell(sheet, cell)
        self._desk.seen[metric.id, period.id, entity] = where
        if before is not None and unit:
            before = self._desk.measures.converted(before, self._desk.measures.factor(unit, metric) or Fraction(1))
        asked = self._desk.asked(metric, period, entity, before)
        try:
            value, state, said, remark = self._meaning(cell, unit, asked, sign)
        except UnreadableError as error:
            self._account.blame(where, error.told, metric.id)
            self._account.refuse(sheet, (cell,))
            return
        if value is not None and (out := _out(value, metric)):
            self._account.blame(where, out, metric.id)
            self._account.refuse(sheet, (cell,))
            return
        self._account.take(sheet, (cell,), metric.id)
        if remark is not None:
            self._account.remark(where, remark, metric.id)
        reason = "" if state.has_number else f"“{said}”"
        particulars = Particulars(handed_as=said if state.has_number else "")
        yield Datapoint(
            metric.id, period, entity, value, state, Kind.ACTUAL, where, reason=reason, particulars=particulars
        )

    def _meaning(
        self, cell: Populated, unit: str, asked: Asked, sign: str
    ) -> tuple[Decimal | None, State, str, Told | None]:
        """Value, state, what was typed where that is something else, and a remark."""
        text = cell.value.strip() if isinstance(cell.value, str) and not cell.formula else ""
        if text in _DASHES and text:
            if self._map.head.dash is None:
                raise UnreadableError(told("bare_dash", states=STATES))
            zero = self._map.head.dash is State.CONFIRMED_ZERO
            return (Decimal(0) if zero else None), self._map.head.dash, text, None
        words, folded = vocabulary(), fold(text)
        if text and (state := words.states.get(folded)) and not state.has_number:
            return None, state, text, None
        if text and (folded or text) in words.unsaid:
            raise UnreadableError(told("not_given", text=text, states=STATES))
        quantity = self._quantity(cell, text, unit, asked, sign)
        state = State.VALUE if quantity.value else State.CONFIRMED_ZERO
        return quantity.value, state, quantity.handed_as, quantity.remark

    def _quantity(self, cell: Populated, text: str, unit: str, asked: Asked, sign: str) -> Quantity:
        """A number of the book, without a footnote's mark; a sign that groups digits elsewhere groups them here."""
        amount = amount_in(text, self._desk.measures.words) if text else None
        if amount is None or not (amount.mark or (sign and len(amount.numbers) > 1)):
            return quantity_in(cell, unit, None, asked)
        shorn = text[: text.rfind(amount.mark)].strip() if amount.mark else text
        number = _by_sign(amount, shorn, sign)
        if number is not None:
            shorn = f"{number:f}"
            if amount.percent:
                shorn += "%"
        quantity = quantity_in(replace(cell, value=shorn), unit, None, asked)
        remark = told("taken_as", text=text, value=f"{quantity.value:,f}", unit=asked.unit)
        return Quantity(quantity.value, text, quantity.remark or remark)


def _by_sign(amount: Amount, text: str, sign: str) -> Decimal | None:
    """The reading in which a sign groups digits, if there is more than one."""
    if len(amount.numbers) == 1 or not sign or amount.words or amount.scaled or amount.unclear:
        return None
    if sign not in text:
        return None
    return max((plain(number) for number in amount.numbers), key=abs)


def _number(cell: Populated | None) -> Decimal | None:
    if cell is None or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return None
    return Decimal(format(cell.value, ".15g"))


def _out(value: Decimal, metric: Metric) -> Told | None:
    if metric.low is not None and value < metric.low:
        return told("too_low", value=value, limit=metric.low, metric=metric.id)
    if metric.high is not None and value > metric.high:
        return told("too_high", value=value, limit=metric.high, metric=metric.id)
    return None
