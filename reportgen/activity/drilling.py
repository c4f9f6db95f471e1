"""From a consolidated figure down to the rows of the file that it was added up from."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import ibis

from reportgen.activity.consolidating import ActivityFile
from reportgen.activity.engine import ROW, engine, open_table, refused
from reportgen.activity.expressions import amount, month
from reportgen.model.place import Cell


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A row of a file, as it stands there.

    ``source`` is the cell that the file itself names as the row's origin, or else the row of the file.
    """

    entity: str
    month: str
    value: Decimal
    unit: str
    row: int
    source: Cell


def rows_of(file: ActivityFile, sha256: str, metric: str, entities: Iterable[str]) -> tuple[ActivityRow, ...]:
    """The rows of a metric and some sites, by site and month.

    Args:
        file: as imported.
        sha256: of the file when it was imported.
        metric: id of the metric.
        entities: ids of the sites.

    Raises:
        InputRefusedError: The file is not the one that was imported.
    """
    if not file.path.is_file() or _hash(file.path) != sha256:
        what = "the file is not the one that was imported, so that its rows prove nothing"
        raise refused(file.name, what, "put the file back, or import the new one")
    with engine(ordered=True) as connection:
        table = open_table(connection, file.path, file.name, file.columns)
        if ROW not in table.columns:
            table = table.mutate(row=ibis.row_number() + 2)
        rows = table.select("metric", "entity", "unit", "cell", ROW, amount=amount(table), month=month(table))
        mine = rows.filter((rows.metric == metric) & rows.entity.isin(list(entities))).order_by("entity", "month", ROW)
        found = mine.to_pyarrow().to_pylist()
    return tuple(
        ActivityRow(
            r["entity"],
            r["month"],
            Decimal(f"{r['amount'].normalize():f}"),
            r["unit"],
            r[ROW],
            Cell(file.name, "", r["cell"] or f"row {r[ROW]}", sha256),
        )
        for r in found
    )


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
