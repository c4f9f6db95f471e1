"""The expressions: what is asked of a table of sites and months, in one pass over its rows.

They name no database: Ibis turns them into the SQL of DuckDB, PostgreSQL or a warehouse.
"""

from collections.abc import Sequence
from typing import Any

import ibis

PLACES = 10
"""How many digits after the point are kept; a text with more of them is refused, not rounded."""

AMOUNT = f"decimal(38, {PLACES})"


def months_table(months: Sequence[str]) -> Any:
    """The months of the year, each with a bit of its own: a month that is there twice shows in the sum of the bits."""
    return ibis.memtable(
        {"month": list(months), "bit": [1 << n for n in range(len(months))]},
        schema=ibis.schema({"month": "string", "bit": "int64"}),
    )


def amount(table: Any) -> Any:
    """A row's value as a decimal; null for a text that is no number, or one with more digits than are kept."""
    value = table.value
    if value.type().is_floating():
        # The shortest text that gives the same number, as a person would type it.
        return value.cast("string").try_cast(AMOUNT)
    if not value.type().is_string():
        return value.cast(AMOUNT)
    digits = value.length() - value.find(".") - 1
    exact = (value.find(".") < 0) | (digits <= PLACES)
    return ibis.ifelse(exact & ~value.contains("e") & ~value.contains("E"), value.try_cast(AMOUNT), None)


def month(table: Any) -> Any:
    """A row's month as 2022-03, also where the file has dates."""
    found = table.month
    return found if found.type().is_string() else found.cast("string").substr(0, 7)


def totals(table: Any, months: Sequence[str]) -> Any:
    """One row for each metric, entity and unit: what its months add up to, and what is odd about them.

    Args:
        table: with the columns metric, entity, month, value, unit.
        months: of the fiscal year, e.g. ``2022-03``, first to last.

    Returns:
        ``total`` and ``last`` (the last month's value), ``rows``, ``numbers`` (rows with a number), ``dated`` (rows of
        a month of the year), ``least`` (the smallest value), ``seen`` (bits of the months that are there) and
        ``twice`` (whether one of them is there more than once).
    """
    rows = table.select("metric", "entity", "unit", amount=amount(table), month=month(table))
    dated = rows.left_join(months_table(months), "month")
    found = dated.group_by("metric", "entity", "unit").agg(
        rows=dated.count(),
        numbers=dated.amount.count(),
        dated=dated.bit.count(),
        total=dated.amount.sum(),
        last=dated.amount.sum(where=dated.bit == 1 << (len(months) - 1)),
        least=dated.amount.min(),
        bits=dated.bit.sum(),
        seen=dated.bit.bit_or(),
    )
    # A sum of different powers of two is their union; the same one twice makes it more.
    return found.mutate(twice=found.bits != found.seen)
