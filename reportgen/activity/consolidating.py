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
from reportgen.model.problem import InputRefusedError, Problem
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
            last = any(metric.over_months is Rollup.LAST for metric in known.metrics.values())
            counted = totals(open_table(connection, file.path, file.name, file.columns), months, last=last)
            rows = _sums(counted, known)
            if not _sound(rows, known):
                problems = _looked_through(file, connection.create_table("totals", counted, temp=True), known, months)
                if problems:
                    raise InputRefusedError(problems)
    except duckdb.ConversionException:
        raise InputRefusedError(faults(file, known, months)) from None  # the engine read a text as a number
    except (OSError, IbisError, duckdb.Error) as error:
        said = " ".join(str(error).split())[:300]
        raise refused(file.name, f"the file cannot be read ({said})", "save it again as CSV UTF-8 or Parquet") from None
    if not rows:
        raise refused(file.name, "the file has no rows", "export it again")
    return _submission(file, sha256, project, known, rows)


def _joined(counted: Any, known: Lookup) -> Any:
    return (
        counted.left_join(known.measures, "metric")
        .left_join(known.units, ["metric", "unit"])
        .left_join(known.places, "entity")
    )


def _odd(joined: Any) -> Any:
    """Whether something is wrong with the rows of a metric, entity and unit."""
    odd = (
        (joined.kind != joined.level)
        | joined.known.isnull()
        | (joined.months != joined.rows)
        | joined.months.isnull()
        | ((joined.below > 0) & ~joined.negative)
        | ((joined.seen | joined.mask) != joined.mask)
    )
    return odd.fill_null(True)  # a comparison with what is unknown is unknown, and that is odd


def _sums(counted: Any, known: Lookup) -> list[dict[str, Any]]:
    """What the rows add up to by metric, unit, entity above and share; how many groups are odd, and how many whole."""
    joined = _joined(counted, known)
    whole = (joined.counts & ((joined.seen & joined.mask) == joined.mask)).fill_null(False)
    found: list[dict[str, Any]] = (
        joined.group_by("metric", "unit", "above", "share")
        .agg(
            total=joined.total.sum(),
            last=joined.last.sum(),
            rows=joined.rows.sum(),
            odd=_odd(joined).sum(),
            whole=whole.sum(),
        )
        .to_pyarrow()
        .to_pylist()
    )
    return found


def _sound(rows: Iterable[dict[str, Any]], known: Lookup) -> bool:
    """Whether nothing is odd, each metric has one unit, and as many sites are whole as there should be."""
    units: dict[str, str] = {}
    whole: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["odd"] or units.setdefault(row["metric"], row["unit"]) != row["unit"]:
            return False
        key = (row["metric"], row["above"])
        whole[key] = whole.get(key, 0) + row["whole"]
    return all(count == known.asked(*key) for key, count in whole.items())


def _looked_through(file: ActivityFile, counted: Any, known: Lookup, months: list[str]) -> list[Problem]:
    """What is wrong, row by row; nothing, if a metric merely has two units."""
    joined = _joined(counted, known)
    of_site = counted.group_by("metric", "entity").agg(bits=counted.seen.sum(), seen=counted.seen.bit_or())
    odd = int(joined.filter(_odd(joined)).count().to_pyarrow().as_py())
    odd += int(of_site.filter(of_site.bits != of_site.seen).count().to_pyarrow().as_py())
    return faults(file, known, months) if odd else gaps(counted, known, file.name, months)


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
