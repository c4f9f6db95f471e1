"""The unit that a row names, and for which of its years it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reportgen.intake.desk import Desk
from reportgen.intake.layout import Field
from reportgen.intake.line import Complaint
from reportgen.intake.quantity import plain
from reportgen.intake.saying import told
from reportgen.intake.sheets import Populated
from reportgen.model.metric import Metric
from reportgen.model.period import Period


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a row that make one datapoint; ``home`` is where the value stands, or should."""

    period: Period
    cells: Mapping[Field, Populated]
    home: str
    before: Decimal | None = None


class RowUnits:
    """Reads the units of rows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._measures = desk.measures
        self._project = desk.project

    def periods_in(
        self, metric: Metric, cell: Populated | None, ref: str, lines: tuple[Line, ...], complaints: list[Complaint]
    ) -> frozenset[Period]:
        """The periods of a row whose values are in the unit that it names; the others are in the metric's own."""
        unit = self.read(metric, cell, ref, complaints)
        if unit is None or self._measures.names(unit, metric):
            return frozenset()
        filled = [line for line in lines if Field.VALUE in line.cells]
        if len(filled) <= 1:
            return frozenset(line.period for line in lines)
        this_year = self._project.settings.fiscal_year.resolve(metric.period)
        earlier = {line.period: self._by_ledger(metric, line, unit) for line in filled if line.period != this_year}
        if None not in earlier.values():
            return frozenset(line.period for line in lines if earlier.get(line.period, True))
        one = self._measures.converted(Decimal(1), self._measures.factor(unit, metric) or Fraction(1))
        hint = f" (one {unit} is {plain(one):f} of it)"
        message = told("unit_of_which_year", metric=metric.id, text=unit, expected=self._expected(metric), hint=hint)
        complaints.append(Complaint(ref, message))
        return frozenset()

    def read(self, metric: Metric, cell: Populated | None, ref: str, complaints: list[Complaint]) -> str | None:
        """The text of a row's unit if it converts to the metric's; otherwise that is complained about."""
        text = "" if cell is None else str(cell.value).strip()
        if not (cell and (cell.formula or cell.error)) and self._measures.factor(text, metric) is not None:
            return text
        expected = self._expected(metric)
        message = (
            told("unit_given_as", metric=metric.id, text=text, expected=expected)
            if text
            else told("no_unit", metric=metric.id, expected=expected)
        )
        complaints.append(Complaint(ref, message))
        return None

    def _expected(self, metric: Metric) -> str:
        return " / ".join(dict.fromkeys(word for word in self._measures.labels(metric) if word))

    def _by_ledger(self, metric: Metric, line: Line, unit: str) -> bool | None:
        """Whether an earlier value stands in the unit named (not in the metric's own), as the ledger's value tells."""
        known = self._desk.known.get((metric.id, line.period.id, self._project.settings.entity))
        value, factor = line.cells[Field.VALUE].value, self._measures.factor(unit, metric)
        if known is None or known.published is None or factor is None or not isinstance(value, int | float):
            return None
        typed = Decimal(format(value, ".15g"))
        if typed == known.published:
            return False
        return True if plain(self._measures.converted(typed, factor)) == known.published else None
