"""The expressions: what is asked of a table of sites and months, in one pass over its rows.

They name no database: Ibis turns them into the SQL of DuckDB, PostgreSQL or a warehouse.
"""

from collections.abc import Sequence
from typing import Any

import ibis

PLACES = 10
"""How many digits after the point are kept; a text with more of them is refused, not rounded."""

AMOUNT = f"decimal(38, {PLACES})"


_NEGATIVE = 1 << 18
"""Added to a month's bit where the value is negative: above all sums of bits that mean something."""


def months_table(months: Sequence[str]) -> Any:
    """The months of the year, each with a bit of its own."""
    return ibis.memtable(
        {"month": list(months), "bit": [1 << n for n in range(len(months))]},
        schema=ibis.schema({"month": "string", "bit": "int32"}),
    )


def sets_table(months: Sequence[str]) -> Any:
    """Every set of months, as the sum of their bits, with how many they are."""
    sets = range(1 << len(months))
    return ibis.memtable(
        {"seen": list(sets), "months": [n.bit_count() for n in sets]},
        schema=ibis.schema({"seen": "int64", "months": "int64"}),
    )


def amount(table: Any) -> Any:
    """A row's value as a decimal; null for a text that is no number, or one with more digits than are kept."""
    value = table.value
    if value.type().is_floating():
        # The shortest text that gives the same number, as a person would type it.
        return value.cast("string").try_cast(AMOUNT)
    if not value.type().is_string():
        return value.cast(AMOUNT)
    point = value.find(".")
    exact = (value.length() <= PLACES + 1) | (point < 0) | (value.length() - point - 1 <= PLACES)
    return ibis.ifelse(exact & ~value.contains("e") & ~value.contains("E"), value.try_cast(AMOUNT), None)


def month(table: Any) -> Any:
    """A row's month as 2022-03, also where the file has dates."""
    found = table.month
    return found if found.type().is_string() else found.cast("string").substr(0, 7)


def totals(table: Any, months: Sequence[str], *, last: bool = True) -> Any:
    """One row for each metric, entity and unit: what its months add up to, and whether they are all sound.

    The bits of the months are added up. The sum of as many different powers of two as there are rows is a set of that
    many months; a row without a number or with a month of another year adds nothing, and one that is there twice makes
    another sum, so that rows and months differ.

    Args:
        table: with the columns metric, entity, month, value, unit.
        months: of the fiscal year, e.g. ``2022-03``, first to last.
        last: whether the last month's value is wanted as well.

    Returns:
        ``total`` and ``last``, ``rows``, ``seen`` (the bits of the months), ``months`` (how many they are; null if they
        are no set) and ``below`` (how many values are negative).
    """
    rows = table.select("metric", "entity", "unit", amount=amount(table), month=month(table))
    dated = rows.left_join(months_table(months), "month")
    code = ibis.ifelse(
        dated.amount >= 0, dated.bit, ibis.ifelse(dated.amount < 0, dated.bit + ibis.literal(_NEGATIVE, "int32"), None)
    )
    wanted = {"total": dated.amount.sum(), "rows": dated.count(), "code": code.sum().cast("int64")}
    if last:
        wanted["last"] = dated.amount.sum(where=dated.bit == 1 << (len(months) - 1))
    found = dated.group_by("metric", "entity", "unit").agg(**wanted)
    low = found.code & (_NEGATIVE - 1)
    found = found.mutate(seen=low, below=(found.code - low) / _NEGATIVE)
    if not last:
        found = found.mutate(last=found.total)
    return found.left_join(sets_table(months), "seen").drop("seen_right", "code")
