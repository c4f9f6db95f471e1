"""Every place where a figure, a change or a share is printed, held against the lead schedules."""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.figure import Figure
from reportgen.model.manuscript import Binding
from reportgen.pack.lead.contract import BREAKS, TIES
from reportgen.pack.lead.desk import Desk, form_of, signed, size_form
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.reading import Told, read
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write

_COMPARED = ("delta", "share")

_PLACE = (Column("language", 9, "mark"), Column("section", 30, "small"), Column("page", 7, "mark"))
_OCCURRENCES = (
    Column("reference", 9, "mark"),
    Column("metric_id", 28, "id"),
    Column("period", 10, "mark"),
    *_PLACE,
    Column("kind", 10, "small"),
    Column("text", 30),
    Column("number_read", 16, "number"),
    Column("scale", 9, "mark"),
    Column("value", 20, "number"),
    Column("tolerance", 12, "number"),
    Column("check", 7, "mark"),
    Column("written_at", 40, "id"),
)
_COMPARISONS = (
    Column("reference", 9, "mark"),
    Column("metric_id", 28, "id"),
    Column("period", 10, "mark"),
    Column("with", 24, "small"),
    *_PLACE,
    Column("text", 30),
    Column("measure", 12, "small"),
    Column("value", 18, "number"),
    Column("other_value", 18, "number"),
    Column("computed", 16, "number"),
    Column("number_read", 14, "number"),
    Column("scale", 9, "mark"),
    Column("tolerance", 12, "number"),
    Column("check", 7, "mark"),
    Column("written_at", 40, "id"),
)


class Printed:
    """Two sheets: where figures are printed, and the changes and shares that the text tells."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._sections = {section.id: section for section in desk.project.outline.sections}

    def write(self) -> None:
        """Write the sheets."""
        for key, columns in (("comparisons", _COMPARISONS), ("occurrences", _OCCURRENCES)):
            name = self._desk.said(key, " ")
            table = Table(name, name, columns, ())
            made = self._comparisons(table) if key == "comparisons" else self._occurrences(table)
            write(self._desk, Table(name, name, columns, list(made), self._desk.said(f"{key}_intro")))

    def _bindings(self) -> Iterator[Binding]:
        for manuscript in self._desk.review.dossier.manuscripts:
            yield from manuscript.bindings

    def _place(self, binding: Binding) -> dict[str, Content]:
        section = self._sections[binding.section]
        page = self._desk.review.pages.get(binding.language, {}).get(binding.id)
        return {
            "language": binding.language,
            "section": f"{section.number} {section.title[binding.language]}",
            "page": "" if page is None else str(page),
            "text": binding.text,
            "written_at": str(binding.place),
        }

    def _named(self, figure: Figure) -> dict[str, Content]:
        spot = self._plan.value(figure.key)
        reference = self._plan.reference(figure.key)
        return {
            "reference": Link(str(spot), reference) if spot is not None else reference,
            "metric_id": figure.metric,
            "period": figure.period.id,
        }

    # --- figures ---------------------------------------------------------------------------------

    def _occurrences(self, table: Table) -> Iterator[Row]:
        at = 0
        for binding in self._bindings():
            if binding.kind in _COMPARED:
                continue
            ends = [(binding.metric, binding.period), *(binding.others if binding.kind == "span" else ())]
            for key in ends:
                figure = self._desk.review.figures.get(key)
                if figure is not None:
                    yield self._occurrence(table, at, binding, figure)
                    at += 1

    def _occurrence(self, table: Table, at: int, binding: Binding, figure: Figure) -> Row:
        cells = self._named(figure) | self._place(binding)
        cells["kind"] = self._desk.said(f"kind_of_{binding.kind}", " ")
        spot = self._plan.value(figure.key)
        if figure.value is None or spot is None:
            return Row("", cells)
        cells["value"] = Live(str(spot), figure.value, self._desk.form(figure, computed=True))
        if (told := read(binding.text, figure.value)) is not None:
            cells |= self._check(table, at, "value", told, figure.value)
        return Row("", cells)

    def _check(self, table: Table, at: int, column: str, told: Told, value: Decimal) -> dict[str, Content]:
        value_at, number, off = (table.at(at, id).seen_from(table.name) for id in (column, "number_read", "tolerance"))
        times = f"*1E{told.power}" if told.power else ""
        formula = f'IF(ABS(ABS({value_at})-{number}{times})<={off},"{TIES}","{BREAKS}")'
        decimals = max(0, -int(told.number.as_tuple().exponent))
        return {
            "number_read": Number(told.number, "#,##0" + ("." + "0" * decimals if decimals else "")),
            "scale": f"× 10^{told.power}" if told.power else "",
            "tolerance": Number(told.tolerance(value), size_form(told.tolerance(value))),
            "check": Live(formula, TIES if told.ties else BREAKS),
        }

    # --- changes and shares ----------------------------------------------------------------------

    def _comparisons(self, table: Table) -> Iterator[Row]:
        at = 0
        for binding in self._bindings():
            if binding.kind not in _COMPARED or not binding.others:
                continue
            figure = self._desk.review.figures.get((binding.metric, binding.period))
            other = self._desk.review.figures.get(binding.others[0])
            if figure is not None and other is not None and figure.value is not None and other.value is not None:
                yield self._comparison(table, at, binding, figure, other)
                at += 1

    def _comparison(self, table: Table, at: int, binding: Binding, figure: Figure, other: Figure) -> Row:
        now, before = figure.value or Decimal(0), other.value or Decimal(0)
        a, b = (table.at(at, id).seen_from(table.name) for id in ("value", "other_value"))
        spots = self._plan.value(figure.key), self._plan.value(other.key)
        measure, formula, value = _measured(binding, now, before, a, b)
        cells = self._named(figure) | self._place(binding)
        cells |= {
            "with": f"{self._plan.reference(other.key)} {other.metric} {other.period}",
            "measure": self._desk.said(f"measure_{measure}", " "),
            "value": Live(str(spots[0]), now, self._desk.form(figure, computed=True)),
            "other_value": Live(str(spots[1]), before, self._desk.form(other, computed=True)),
            "computed": Live(formula, value, signed(form_of(value)) if binding.kind == "delta" else form_of(value)),
        }
        told = read(binding.text, value)
        if told is not None and not told.ties and abs(value) < told.tolerance(value):
            told = None  # "unchanged from 2021" names a year, no size
        if told is not None:
            cells |= self._check(table, at, "computed", told, value)
        return Row("", cells)


def _measured(binding: Binding, now: Decimal, before: Decimal, a: str, b: str) -> tuple[str, str, Decimal]:
    """What a change or share is measured in, its formula, and its value; the binding's value tells which it is."""
    if binding.kind == "share":
        return "share", f"{a}/{b}*100", now / before * 100
    if before:
        percent = (now - before) / abs(before) * 100
        if binding.value is not None and abs(percent - binding.value) < Decimal("1e-12"):
            return "percent", f"({a}-{b})/ABS({b})*100", percent
    return "absolute", f"{a}-{b}", now - before
