"""Whether the ledger still is what was written into it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from reportgen.ledger.chain import GENESIS, seal
from reportgen.ledger.database import BrokenLedgerError, broken
from reportgen.ledger.rows import entry
from reportgen.ledger.schema import datapoints, submissions

_FIX = "restore the ledger from a copy, or make it anew by importing the workbooks"


def verify_chain(connection: Connection, name: str, head: str | None) -> None:
    """Compute every hash anew.

    Args:
        connection: to the ledger.
        name: of the ledger, for messages.
        head: a head that the chain must contain, such as one printed in a manifest. Without it, rows cut
            off at the end cannot be missed.

    Raises:
        BrokenLedgerError: Names the first row that is not what was written.
    """
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().first()
    if said != "ok":
        raise broken(name, f"the database file is damaged ({said})", _FIX)
    stored = connection.execute(select(datapoints).order_by(datapoints.c.number)).mappings().all()
    by_submission: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in stored:
        by_submission[row["submission"]].append(dict(row))
    previous, heads = GENESIS, {GENESIS}
    next_datapoint = 1
    for expected, row in enumerate(
        connection.execute(select(submissions).order_by(submissions.c.number)).mappings(), 1
    ):
        what = f"submission {row['number']} ({row['workbook']!r})"
        mine = by_submission.pop(row["number"], [])
        if row["number"] != expected:
            raise _lost(name, f"submission {expected} is missing")
        if row["previous"] != previous or _seal(dict(row), mine) != row["hash"]:
            raise _lost(name, f"{what} is not what was written")
        if [d["number"] for d in mine] != list(range(next_datapoint, next_datapoint + len(mine))):
            raise _lost(name, f"{what}: its datapoints are not numbered from {next_datapoint}")
        _entries(name, what, dict(row), mine)
        next_datapoint += len(mine)
        previous = row["hash"]
        heads.add(previous)
    for submission, rows in by_submission.items():
        raise _lost(name, f"datapoint {rows[0]['number']} belongs to no submission ({submission!r})")
    if head is not None and head not in heads:
        raise _lost(name, f"the head {head} is not in the chain")


def _seal(submission: Mapping[str, Any], mine: list[Mapping[str, Any]]) -> str:
    try:
        return seal(submission, mine)
    except (TypeError, ValueError):
        return ""  # bytes, or text that no encoding gives: nothing that was ever written


def _entries(name: str, what: str, submission: Mapping[str, Any], mine: list[Mapping[str, Any]]) -> None:
    for row in mine:
        try:
            entry(row, submission)
        except (ValueError, ArithmeticError) as error:
            raise _lost(name, f"{what}: datapoint {row['number']} cannot be read ({error})") from error


def _lost(name: str, what: str) -> BrokenLedgerError:
    return broken(name, what, _FIX)
