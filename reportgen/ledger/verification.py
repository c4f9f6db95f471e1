"""Whether the ledger still is what was written into it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from reportgen.ledger.chain import GENESIS, seal
from reportgen.ledger.database import damage
from reportgen.ledger.problems import BrokenLedgerError, broken
from reportgen.ledger.rows import entry, restatement, signature
from reportgen.ledger.schema import PARTS, submissions

_FIX = "restore the ledger from a copy, or make it anew by importing the workbooks"

_SHORTEST = 12  # digits of a head that nobody hits by chance

_Rows = dict[str, list[dict[str, Any]]]
_READERS: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "datapoints": entry,
    "restatements": restatement,
    "signatures": signature,
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found whole: the chain up to ``head``, and how many rows of each kind it vouches for."""

    head: str
    submissions: int
    datapoints: int
    restatements: int
    signatures: int


def verify_chain(connection: Connection, name: str, head: str | None) -> Verified:
    """Compute every hash anew.

    Args:
        connection: to the ledger.
        name: of the ledger, for messages.
        head: a head that the chain must contain, such as one printed in a manifest, or its first twelve digits.
            Without it, rows cut off at the end cannot be missed.

    Raises:
        BrokenLedgerError: Names the first row that is not what was written.
    """
    if said := damage(connection):
        raise broken(name, f"the database file is damaged ({said})", _FIX)
    by_submission = _parts(connection)
    counted = {table.name: 0 for table in PARTS}
    previous, heads, count = GENESIS, {GENESIS}, 0
    for row in connection.execute(select(submissions).order_by(submissions.c.number)).mappings():
        count += 1
        what = f"submission {row['number']} ({row['workbook'] or row['act']!r})"
        mine = by_submission.pop(row["number"], {})
        if row["number"] != count:
            raise _lost(name, f"submission {count} is missing")
        if row["previous"] != previous or _seal(dict(row), mine) != row["hash"]:
            raise _lost(name, f"{what} is not what was written")
        for table, rows in mine.items():
            first = counted[table] + 1
            if [one["number"] for one in rows] != list(range(first, first + len(rows))):
                raise _lost(name, f"{what}: its {table} are not numbered from {first}")
            _readable(name, what, table, dict(row), rows)
            counted[table] += len(rows)
        previous = row["hash"]
        heads.add(previous)
    for submission, parts in by_submission.items():
        table, rows = next(iter(parts.items()))
        kind = table.removesuffix("s")
        raise _lost(name, f"{kind} {rows[0]['number']} belongs to no submission ({submission!r})")
    if head is not None and not any(known.startswith(head) for known in heads if len(head) >= _SHORTEST):
        raise _lost(name, f"the head {head} is not in the chain")
    return Verified(previous, count, *(counted[table.name] for table in PARTS))


def _parts(connection: Connection) -> dict[Any, _Rows]:
    found: dict[Any, _Rows] = defaultdict(dict)
    for table in PARTS:
        for row in connection.execute(select(table).order_by(table.c.number)).mappings():
            found[row["submission"]].setdefault(table.name, []).append(dict(row))
    return found


def _seal(submission: Mapping[str, Any], parts: _Rows) -> str:
    try:
        return seal(submission, parts)
    except (TypeError, ValueError):
        return ""  # bytes, or text that no encoding gives: nothing that was ever written


def _readable(name: str, what: str, table: str, submission: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        try:
            _READERS[table](submission | row)
        except (ValueError, ArithmeticError) as error:
            told = f"{what}: {table.removesuffix('s')} {row['number']} cannot be read ({error})"
            raise _lost(name, told) from error


def _lost(name: str, what: str) -> BrokenLedgerError:
    return broken(name, what, _FIX)
