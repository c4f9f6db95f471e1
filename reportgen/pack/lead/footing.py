"""Totals against the sum of their parts, with live formulas."""

from decimal import Decimal

from reportgen.model.figure import Figure
from reportgen.pack.lead.contract import BREAKS, TIES
from reportgen.pack.lead.desk import Desk, signed, size_form
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Link, Live, Number, Row, Table, write

_MOST = 200
_COLUMNS = (
    Column("reference", 9, "mark"),
    Column("metric", 38),
    Column("metric_id", 24, "id"),
    Column("period", 9, "mark"),
    Column("parts", 60, "small"),
    Column("total", 18, "number"),
    Column("sum", 18, "number"),
    Column("difference", 14, "number"),
    Column("tolerance", 11, "number"),
    Column("check", 7, "mark"),
)


def write_footing(desk: Desk, plan: Plan) -> None:
    """Write one row for each total, breakdown and year of which all parts are in the pack and have numbers."""
    name = desk.said("footing", " ")
    table = Table(name, name, _COLUMNS, ())
    rows: list[Row] = []
    for line in plan.lines():
        for figure in (line.now, line.prior):
            for breakdown in line.metric.breakdowns if figure is not None and figure.value is not None else ():
                parts = [desk.review.figures.get((id, figure.period.id)) for id in breakdown] if figure else []
                found = [part for part in parts if part is not None and part.value is not None]
                if figure is not None and len(found) == len(breakdown):
                    rows.append(_row(desk, plan, table, len(rows), figure, found))
    write(desk, Table(name, name, _COLUMNS, rows, desk.said("footing_intro")))


def _row(desk: Desk, plan: Plan, table: Table, at: int, total: Figure, parts: list[Figure]) -> Row:
    def here(column: str) -> str:
        return table.at(at, column).seen_from(table.name)

    spots = [plan.value(part.key) for part in parts]
    own = plan.value(total.key)
    whole = total.value or Decimal(0)
    added = sum((part.value for part in parts if part.value is not None), Decimal(0))
    form = desk.form(total, computed=True)
    reference = plan.reference(total.key)
    ties = abs(added - whole) <= desk.tolerance(total)
    cells: dict[str, Content] = {
        "reference": Link(str(own), reference) if own is not None else reference,
        "metric": desk.name_of(total.metric),
        "metric_id": total.metric,
        "period": total.period.id,
        "parts": " + ".join(f"{plan.reference(part.key)} {part.metric}" for part in parts),
        "total": Live(str(own), whole, form) if own is not None else None,
        "sum": Live(_sum([str(spot) for spot in spots]), added, form),
        "difference": Live(f"{here('total')}-{here('sum')}", whole - added, signed(form)),
        "tolerance": Number(desk.tolerance(total), size_form(desk.tolerance(total))),
        "check": Live(
            f'IF(ABS({here("difference")})<={here("tolerance")},"{TIES}","{BREAKS}")', TIES if ties else BREAKS
        ),
    }
    return Row("", cells)


def _sum(cells: list[str]) -> str:
    """A sum of single cells; a function takes no more than 255 of them."""
    chunks = [cells[at : at + _MOST] for at in range(0, len(cells), _MOST)]
    return "+".join(f"SUM({','.join(chunk)})" for chunk in chunks)
