"""Which rows of a file are wrong, by their numbers; looked for only once something is known to be wrong."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import ibis

from reportgen.activity.engine import ROW, engine, open_table
from reportgen.activity.expressions import amount, month, months_table
from reportgen.activity.lookup import Lookup
from reportgen.catalog.validate import nearest
from reportgen.model.place import Place
from reportgen.model.problem import Problem

if TYPE_CHECKING:
    from reportgen.activity.consolidating import ActivityFile

_SHOWN = 20


def faults(file: "ActivityFile", known: Lookup, months: list[str]) -> list[Problem]:
    """The first wrong rows of a file, each with what is wrong, and how many more there are."""
    with engine(ordered=True) as connection:
        rows = _numbered(open_table(connection, file.path, file.name, file.columns), known, months)
        repeated = ibis.window(group_by=[rows.metric, rows.entity, rows.month])
        marked = rows.mutate(times=rows.count().over(repeated))
        wrong = marked.filter(
            (
                (marked.kind != marked.level)
                | marked.known.isnull()
                | marked.amount.isnull()
                | marked.bit.isnull()
                | (marked.times > 1)
                | ((marked.amount < 0) & ~marked.negative)
                | ((marked.bit | marked.mask) != marked.mask)
            ).fill_null(True)
        ).order_by(ROW)
        count = int(wrong.count().to_pyarrow().as_py())
        shown = wrong.limit(_SHOWN).to_pyarrow().to_pylist()
    problems = [_problem(file.name, row, known) for row in shown]
    if count > _SHOWN:
        what = f"{count - _SHOWN} more rows are wrong"
        problems.append(Problem(what, Place(file.name), "correct these first, and import again"))
    return problems


def gaps(counted: Any, known: Lookup, name: str, months: list[str]) -> list[Problem]:
    """Sites that lack months of a metric which other sites of the same subsidiary have.

    A subsidiary of which the file has nothing may hand in by workbook: what is missing then is told with the figures.
    """
    places = known.places.filter(known.places.counts)
    there = counted.group_by("metric", "entity").agg(seen=counted.seen.bit_or())
    asked = known.measures.join(places, known.measures.level == places.kind)
    touched = there.join(places, "entity").select("metric", "above").distinct()
    expected = (
        asked.semi_join(touched, ["metric", "above"])
        .anti_join(known.exempt, ["metric", "entity"])
        .left_join(there, ["metric", "entity"])
    )
    seen = expected.seen.fill_null(0)
    lacking = expected.filter((seen & expected.mask) != expected.mask).order_by("metric", "entity")
    count = int(lacking.count().to_pyarrow().as_py())
    rows = lacking.select("metric", "entity", "mask", seen=seen).limit(_SHOWN).to_pyarrow().to_pylist()
    problems = []
    for row in rows:
        gone = [text for n, text in enumerate(months) if row["mask"] & ~row["seen"] & (1 << n)]
        which = "all its months" if not row["seen"] else ", ".join(gone)
        what = f"{row['metric']} of {row['entity']!r} has no row for {which}"
        fix = "add the rows, 0 where nothing was used; or name the metric in the entity's without = […]"
        problems.append(Problem(what, Place(name), fix))
    if count > _SHOWN:
        problems.append(Problem(f"{count - _SHOWN} more sites lack rows", Place(name), "add these rows too"))
    return problems


def _numbered(table: Any, known: Lookup, months: list[str]) -> Any:
    """The rows with their numbers as a spreadsheet program shows them, and what the project knows of each."""
    if ROW not in table.columns:
        table = table.mutate(row=ibis.row_number() + 2)  # the first row below the heads is the second
    rows = table.select(
        "metric",
        "entity",
        "unit",
        "cell",
        ROW,
        typed=table.value.cast("string"),
        amount=amount(table),
        month=month(table),
    )
    return (
        rows.left_join(months_table(months), "month")
        .left_join(known.measures, "metric")
        .left_join(known.units, ["metric", "unit"])
        .left_join(known.places, "entity")
    )


def _problem(name: str, row: dict[str, Any], known: Lookup) -> Problem:
    what, fix = next(_told(row, known))
    cell = f" ({row['cell']})" if row["cell"] else ""
    return Problem(f"{what}{cell}", Place(name, row[ROW]), fix)


def _told(row: dict[str, Any], known: Lookup) -> Iterator[tuple[str, str]]:
    metric, entity, when = row["metric"], row["entity"], row["month"]
    if row["level"] is None:
        hint = nearest(metric or "", known.metrics)
        yield f"{metric!r} is no metric that is handed in by month{hint}", "use the id of one, or take the row out"
    if row["above"] is None:
        yield f"{entity!r} is no entity of report.toml", "name it as [[entity]], or correct the row"
    if row["level"] is not None and row["kind"] != row["level"]:
        yield f"{metric} is handed in by each {row['level']}, and {entity!r} is a {row['kind']}", "correct the row"
    if row["known"] is None:
        units = sorted(unit for of, unit in known.factors if of == metric)
        yield f"the unit of {metric} is given as {row['unit']!r}", f"use one of: {', '.join(units)}"
    if row["amount"] is None:
        yield (
            f"{row['typed']!r} is no number",
            "write digits and a point, without separators, with ten digits after it at most",
        )
    if row["bit"] is None:
        yield f"{when!r} is no month of the fiscal year", "write it as 2022-03, and take other years out"
    if row["times"] > 1:
        yield f"{metric} of {entity!r} for {when} is there {row['times']} times", "keep one row"
    if row["amount"] is not None and row["amount"] < 0:
        yield f"{metric} of {entity!r} for {when} is negative: {row['typed']}", "correct it, or set low on the metric"
    yield f"{entity!r} does not belong to the group in {when}", "correct since and until in report.toml, or the row"
