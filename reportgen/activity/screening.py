"""A look over all rows of a file: their first digits, and rows that are far off their site's other months."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import ibis

from reportgen.activity.consolidating import ActivityFile
from reportgen.activity.engine import ROW, engine, open_table
from reportgen.activity.expressions import amount, month
from reportgen.model.place import Cell
from reportgen.model.screening import OddRow, Screening

FAR = 10
"""From which multiple of its site's middle on, or part of it, a row is odd."""

_FEWEST = 4  # months of a site: the middle of fewer says nothing
_MOST = 50
_GROUP = ("metric", "unit")


def screen(file: ActivityFile, sha256: str) -> tuple[Screening, ...]:
    """Look over the rows of a file, in passes of the engine; no row is read into the program but the odd ones.

    Args:
        file: as imported.
        sha256: of the file.

    Raises:
        InputRefusedError: The file is none of sites and months.
    """
    with engine(ordered=True) as connection:
        table = open_table(connection, file.path, file.name, file.columns)
        if ROW not in table.columns:
            table = table.mutate(row=ibis.row_number() + 2)
        rows = table.select("metric", "entity", "unit", "cell", ROW, amount=amount(table), month=month(table))
        above = connection.create_table("above_zero", rows.filter(rows.amount > 0), temp=True)
        digits = _digits(above).to_pyarrow().to_pylist()
        odd = _odd(above).to_pyarrow().to_pylist()
    return tuple(_screenings(digits, odd, file.name, sha256))


def _digits(above: Any) -> Any:
    """One row for each metric, unit and first digit."""
    first = above.amount.cast("string").re_extract("[1-9]", 0).cast("int64")  # a logarithm is off at 1,000
    told = above.mutate(first=first)
    counted = told.group_by(*_GROUP, "first").agg(
        rows=told.count(), least=told.amount.min(), greatest=told.amount.max()
    )
    return counted.order_by(*_GROUP, "first")


def _odd(above: Any) -> Any:
    """The rows that are far off the middle of their site, the farthest first, with how many there are in all."""
    value = above.amount.cast("float64")
    middles = above.group_by(*_GROUP, "entity").agg(usual=value.median(), months=above.count())
    joined = above.inner_join(middles, [*_GROUP, "entity"])
    ratio = joined.amount.cast("float64") / joined.usual
    far = joined.filter((joined.months >= _FEWEST) & ((ratio >= FAR) | (ratio <= 1 / FAR)))
    far = far.mutate(distance=(far.amount.cast("float64") / far.usual).log10().abs())
    counted = far.group_by(*_GROUP).agg(all_odd=far.count())
    ranked = far.group_by(*_GROUP).order_by(ibis.desc("distance"), ROW).mutate(place=ibis.row_number())
    return ranked.filter(ranked.place < _MOST).inner_join(counted, list(_GROUP)).order_by(*_GROUP, "place")


def _screenings(
    digits: Iterable[dict[str, Any]], odd: Iterable[dict[str, Any]], name: str, sha256: str
) -> Iterable[Screening]:
    by_group: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in digits:
        by_group.setdefault((row["metric"], row["unit"]), []).append(row)
    far: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in odd:
        far.setdefault((row["metric"], row["unit"]), []).append(row)
    for (metric, unit), found in by_group.items():
        counts = {row["first"]: row["rows"] for row in found}
        mine = far.get((metric, unit), [])
        yield Screening(
            metric=metric,
            unit=unit,
            file=name,
            rows=sum(counts.values()),
            digits=tuple(counts.get(digit, 0) for digit in range(1, 10)),
            least=min(row["least"] for row in found),
            greatest=max(row["greatest"] for row in found),
            odd=tuple(_row(row, name, sha256) for row in mine),
            odd_rows=mine[0]["all_odd"] if mine else 0,
        )


def _row(row: dict[str, Any], name: str, sha256: str) -> OddRow:
    source = Cell(name, "", row["cell"] or f"row {row[ROW]}", sha256)
    usual = round(Decimal(str(row["usual"])), 6)
    return OddRow(row["entity"], row["month"], row["amount"].normalize(), usual.normalize(), source)
