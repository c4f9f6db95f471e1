"""From a file of sites and months to the datapoints of the group and its subsidiaries."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import duckdb
from ibis.common.exceptions import IbisError

from reportgen.activity.engine import Columns, engine, open_table, refused
from reportgen.activity.expressions import totals
from reportgen.activity.faults import faults, gaps
from reportgen.activity.lookup import Lookup, lookup
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.metric import Metric, Rollup
from reportgen.model.place import Cell
from reportgen.model.problem import InputRefusedError
from reportgen.model.project import Project
from reportgen.model.submission import Act, Submission

_PRECISION = 38


@dataclass(frozen=True, slots=True)
class ActivityFile:
    """A file; ``name`` is its path inside the project, ``columns`` those of a workbook, which the intake reads."""

    path: Path
    name: str
    columns: Columns | None = None


def read_activity(file: ActivityFile, project: Project) -> Submission:
    """Validate every row of a file, and add the months and sites up.

    Args:
        file: with the columns metric, entity, month, value, unit and, if there is one, cell.
        project: its entities, metrics, units and fiscal year.

    Returns:
        A submission with one datapoint for each metric and each subsidiary, or the group for sites right below it:
        the sites' months by their shares, in the metric's unit, exact.

    Raises:
        InputRefusedError: Rows are wrong or missing; told with their numbers.
    """
    known = lookup(project)
    months = [month.id for month in project.settings.fiscal_year.months()]
    try:
        sha256 = _hash(file.path)
        with engine() as connection:
            table = open_table(connection, file.path, file.name, file.columns)
            counted = connection.create_table("totals", totals(table, months), temp=True)
            odd, sums = _examined(counted, known)
            if odd:
                raise InputRefusedError(faults(file, known, months))
            if found := gaps(counted, known, file.name, months):
                raise InputRefusedError(found)
            rows = sums.to_pyarrow().to_pylist()
    except (OSError, IbisError, duckdb.Error) as error:
        said = " ".join(str(error).split())[:300]
        raise refused(file.name, f"the file cannot be read ({said})", "save it again as CSV UTF-8 or Parquet") from None
    if not rows:
        raise refused(file.name, "the file has no rows", "export it again")
    return _submission(file, sha256, project, known, rows)


def _examined(counted: Any, known: Lookup) -> tuple[int, Any]:
    """How many groups of rows are odd, and the sums by metric, unit, entity above and share."""
    joined = (
        counted.left_join(known.measures, "metric")
        .left_join(known.units, ["metric", "unit"])
        .left_join(known.places, "entity")
    )
    odd = (
        (joined.kind != joined.level)
        | joined.known.isnull()
        | (joined.numbers != joined.rows)
        | (joined.dated != joined.rows)
        | joined.twice
        | ((joined.least < 0) & ~joined.negative)
        | ((joined.seen | joined.mask) != joined.mask)
    )
    # A comparison with what is unknown is unknown, and that is odd.
    count = int(joined.filter(odd.fill_null(True)).count().to_pyarrow().as_py())
    sums = joined.group_by("metric", "unit", "above", "share").agg(
        total=joined.total.sum(), last=joined.last.sum(), rows=joined.rows.sum(), sites=joined.entity.nunique()
    )
    return count, sums


def _submission(
    file: ActivityFile, sha256: str, project: Project, known: Lookup, rows: Iterable[dict[str, Any]]
) -> Submission:
    year = project.settings.fiscal_year
    months = len(year.months())
    values: dict[tuple[str, str], Decimal] = {}
    counted: dict[tuple[str, str], int] = {}
    taken = 0
    with localcontext() as context:
        context.prec = _PRECISION
        for row in rows:
            metric = known.metrics[row["metric"]]
            key = (metric.id, row["above"])
            factor = known.factors[metric.id, row["unit"]] * Decimal(row["share"])
            values[key] = values.get(key, Decimal(0)) + _of_year(metric, row, months) * factor
            counted[key] = counted.get(key, 0) + row["rows"]
            taken += row["rows"]
    points = tuple(
        Datapoint(
            metric=metric,
            period=year.period(),
            entity=entity,
            value=_plain(value),
            state=State.VALUE if value else State.CONFIRMED_ZERO,
            kind=Kind.ACTUAL,
            # A cell without a sheet is what a file of sites adds up to; the file has the rows.
            source=Cell(file.name, "", f"{counted[metric, entity]} rows", sha256),
        )
        for (metric, entity), value in sorted(values.items())
    )
    return Submission(file.name, sha256, "", points, taken, (), act=Act.ACTIVITY)


def _of_year(metric: Metric, row: dict[str, Any], months: int) -> Decimal:
    match metric.over_months:
        case Rollup.LAST:
            return row["last"] or Decimal(0)
        case Rollup.AVERAGE:
            return Decimal(row["total"]) / months
    return Decimal(row["total"])


def _plain(value: Decimal) -> Decimal:
    """The same number without zeros at its end and without an exponent."""
    return Decimal(0) if not value else Decimal(f"{value.normalize():f}")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
