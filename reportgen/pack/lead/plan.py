"""Where everything stands in the lead workbook: which figure in which row of which lead schedule."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.model.figure import Figure, FigureKey, Status
from reportgen.model.formula import evaluate, terms, written
from reportgen.model.metric import Metric
from reportgen.model.review import Review
from reportgen.pack.lead.contract import FIRST_ROW
from reportgen.pack.lead.table import Column, Spot

_PRECISION = 34
_BARRED = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NAME_LENGTH = 31

COLUMNS = (
    Column("reference", 8, "mark"),
    Column("metric", 32),
    Column("selected", 6, "mark"),
    Column("metric_id", 20, "id"),
    Column("definition", 30, "small"),
    Column("unit", 14, "small"),
    Column("period", 9, "mark"),
    Column("this_year", 17, "number"),
    Column("printed", 15, "number"),
    Column("check", 7, "mark"),
    Column("prior_published", 16, "number"),
    Column("prior_restated", 16, "number"),
    Column("prior_printed", 15, "number"),
    Column("prior_check", 7, "mark"),
    Column("change", 14, "number"),
    Column("change_percent", 9, "number"),
    Column("threshold", 13, "small"),
    Column("flag", 6, "mark"),
    Column("explanation", 30, "small"),
    Column("boundary", 20, "small"),
    Column("method", 30, "small"),
    Column("prepared", 14, "small"),
    Column("reviewed", 14, "small"),
    Column("approved", 14, "small"),
    Column("evidence", 20, "small"),
    Column("sources", 34, "small"),
    Column("notes", 14, "small"),
    Column("findings", 14, "small"),
    Column("tolerance", 9, "number"),
    Column("exact", 18, "small"),
    Column("remarks", 34, "small"),
    Column("tick", 9, "mark"),
    Column("auditor_value", 16, "number"),
    Column("difference", 14, "number"),
    Column("conclusion", 16, "mark"),
    Column("comment", 36),
)
"""The columns of a lead schedule."""

_AT = {column.id: number for number, column in enumerate(COLUMNS, 1)}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a lead schedule: a metric's figure, and the year before's."""

    reference: str
    metric: Metric
    now: Figure
    prior: Figure | None


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead schedule: the metrics of a topic; ``letter`` begins the references of its rows."""

    letter: str
    topic: str
    sheet: str
    lines: tuple[Line, ...]


class Plan:
    """The lead schedules, and where each figure stands in them."""

    def __init__(self, review: Review) -> None:
        self._figures = review.dossier.figures
        self._metrics = review.dossier.project.metrics
        self._year = year = review.dossier.project.settings.fiscal_year
        by_topic: dict[str, dict[str, list[Figure]]] = {}
        for figure in review.figures.values():
            metric = review.dossier.project.metrics[figure.metric]
            by_topic.setdefault(metric.topic, {}).setdefault(metric.id, []).append(figure)
        self.leads: list[Lead] = []
        self._spots: dict[FigureKey, Spot] = {}
        self._lines: dict[FigureKey, tuple[Lead, int]] = {}
        for number, (topic, by_metric) in enumerate(by_topic.items()):
            letter = _letters(number)
            lines: list[Line] = []
            for id, figures in by_metric.items():
                metric = review.dossier.project.metrics[id]
                for now, prior in _pairs(figures, year.resolve(metric.period).id):
                    lines.append(Line(f"{letter}-{len(lines) + 1}", metric, now, prior))
            name = f"{letter} {topic.translate(_BARRED)}"[:_NAME_LENGTH].strip()
            lead = Lead(letter, topic, name, tuple(lines))
            self.leads.append(lead)
            self._place(lead)

    def _place(self, lead: Lead) -> None:
        for row, line in enumerate(lead.lines):
            self._spots[line.now.key] = Spot(lead.sheet, FIRST_ROW - 1 + row, _AT["this_year"])
            self._lines[line.now.key] = (lead, row)
            if line.prior is not None:
                self._spots[line.prior.key] = Spot(lead.sheet, FIRST_ROW - 1 + row, _AT["prior_restated"])
                self._lines[line.prior.key] = (lead, row)

    def value(self, key: FigureKey) -> Spot | None:
        """The cell with a figure's exact value."""
        return self._spots.get(key)

    def cell(self, key: FigureKey, column: str) -> Spot | None:
        """A cell of the row in which a figure stands."""
        found = self._lines.get(key)
        return Spot(found[0].sheet, FIRST_ROW - 1 + found[1], _AT[column]) if found else None

    def reference(self, key: FigureKey) -> str:
        """The reference of the row in which a figure stands, "" if it stands in none."""
        found = self._lines.get(key)
        return found[0].lines[found[1]].reference if found else ""

    def tested(self) -> Sequence[Line]:
        """The rows of the year's selected information, each metric under one name; all rows if none is selected."""
        year = self._year
        current = [line for line in self.lines() if line.now.period == year.resolve(line.metric.period)]
        chosen = [line for line in current if line.now.assured] or current
        own = {line.metric.id for line in chosen}
        return [line for line in chosen if line.metric.same_as not in own]

    def lines(self) -> Sequence[Line]:
        """All rows of all lead schedules."""
        return [line for lead in self.leads for line in lead.lines]

    # --- formulas --------------------------------------------------------------------------------

    def formula(self, figure: Figure, sheet: str) -> str | None:
        """How a derived figure is computed from cells, for a formula on a sheet; ``None`` if it isn't derived."""
        if figure.formula is None or self._renamed(figure):
            return self._name(figure.inputs[0], sheet) if figure.inputs else None
        names = dict(zip(terms(figure.formula), figure.inputs, strict=True))
        return written(figure.formula, lambda id, period: self._name(names[id, period], sheet))

    def in_words(self, figure: Figure) -> str:
        """The same with the references of rows, for a reader."""
        if figure.formula is None or self._renamed(figure):
            return f"= {self._told(figure.inputs[0], figure)}" if figure.inputs else ""
        names = dict(zip(terms(figure.formula), figure.inputs, strict=True))
        return "= " + written(figure.formula, lambda id, period: self._told(names[id, period], figure))

    def _renamed(self, figure: Figure) -> bool:
        """Whether it is another name of a figure, whose formula it shows as well."""
        return self._metrics[figure.metric].same_as is not None

    def _name(self, key: FigureKey, sheet: str) -> str:
        spot = self._spots.get(key)
        if spot is not None:
            return spot.seen_from(sheet)
        figure = self._figures.get(*key)  # not in this pack: its number stands in the formula
        return f"({figure.value:f})" if figure is not None and figure.value is not None else "(0)"

    def _told(self, key: FigureKey, figure: Figure) -> str:
        reference = self.reference(key) or key[0]
        return reference if key[1] == figure.period.id else f"{reference} ({key[1]})"


def published_value(review: Review, figure: Figure) -> Decimal | None:
    """An earlier year's figure as it was published then.

    The earlier report itself tells, where it is at hand. Otherwise it is the figure before restatements, its own and
    those of its inputs.

    Returns:
        ``None`` where there was no number, or where a note of the report says that it was restated and the ledger
        doesn't know from what.
    """
    if review.dossier.prior is not None and (earlier := review.dossier.prior.get(figure.metric, figure.period)):
        return earlier.value
    figures = review.figures
    if figure.restatement is not None:
        return figure.restatement.before
    if figure.status is Status.RESTATED:
        return None
    if not figure.inputs:
        return figure.value
    found = {key: published_value(review, figures[key]) for key in figure.inputs if key in figures}
    if len(found) < len(figure.inputs):
        return figure.value
    if figure.formula is None or len(figure.inputs) < len(terms(figure.formula)):
        return found[figure.inputs[0]]  # another name of a figure, whose formula it shows as well
    names = dict(zip(terms(figure.formula), figure.inputs, strict=True))
    values = {term: found[key] for term, key in names.items()}
    if any(value is None for value in values.values()):
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            return evaluate(figure.formula, lambda id, period: values[id, period] or Decimal(0))
        except ZeroDivisionError:
            return None


def _pairs(figures: Sequence[Figure], current: str) -> list[tuple[Figure, Figure | None]]:
    """This year's figure with the year before's in one row; older ones each in a row of their own."""
    if len(figures) > 1 and figures[0].period.id == current:
        return [(figures[0], figures[1]), *((figure, None) for figure in figures[2:])]
    return [(figure, None) for figure in figures]


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
