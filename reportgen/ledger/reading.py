"""What the ledger's rows say."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, or_, select

from reportgen.ledger.chain import GENESIS
from reportgen.ledger.rows import entry, restatement, signature
from reportgen.ledger.schema import datapoints, restatements, signatures, submissions
from reportgen.model.figure import DatapointKey, Entry
from reportgen.model.particulars import Role, Signature
from reportgen.model.restatement import Restatement


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature given in the ledger itself, for the datapoint ``entry``."""

    role: Role
    signature: Signature
    entry: int
    submission: int
    submitted_by: str
    submitted_at: datetime


Event = Entry | Restatement | Signed
"""What happens to a value."""


def head(connection: Connection) -> str:
    """The hash of the last submission."""
    last = select(submissions.c.hash).order_by(submissions.c.number.desc()).limit(1)
    return connection.execute(last).scalar() or GENESIS


def signed(connection: Connection) -> bool:
    """Whether there is a signature, given in the ledger or in a workbook."""
    if last_number(connection, signatures):
        return True
    told = datapoints.c.particulars
    in_a_workbook = or_(*(told.like(f'%"{role.value}":[%') for role in Role))
    return connection.execute(select(datapoints.c.number).where(told != "", in_a_workbook).limit(1)).first() is not None


def last_number(connection: Connection, table: Table) -> int:
    """The number of a table's last row, 0 where there is none."""
    return connection.execute(select(func.max(table.c.number))).scalar() or 0


def entries(connection: Connection, metric: str | None, upto: int | None = None) -> tuple[Entry, ...]:
    """Every datapoint as handed in, oldest first."""
    return tuple(entry(row) for row in _rows(connection, datapoints, metric, upto))


def latest(connection: Connection, upto: int | None = None) -> tuple[Entry, ...]:
    """The newest entry of each metric, period and entity with the restatement that stands, ordered by these three."""
    newest = select(func.max(datapoints.c.number)).group_by(
        datapoints.c.metric, datapoints.c.period, datapoints.c.entity
    )
    if upto is not None:
        newest = newest.where(datapoints.c.submission <= upto)
    query = _joined(datapoints).where(datapoints.c.number.in_(newest))
    found = [entry(row) for row in map(dict, connection.execute(query).mappings())]
    standing = {(r.metric, r.period.id, r.entity): r for r in restated(connection, upto=upto)}
    # Sorted here, because databases order texts in their own ways.
    whole = (replace(e, restatement=standing.get(e.datapoint.key)) for e in found)
    return tuple(sorted(whole, key=lambda e: e.datapoint.key))


def restated(connection: Connection, metric: str | None = None, upto: int | None = None) -> tuple[Restatement, ...]:
    """Every restatement, oldest first."""
    return tuple(restatement(row) for row in _rows(connection, restatements, metric, upto))


def history(
    connection: Connection, metric: str | None = None, upto: int | None = None
) -> Mapping[DatapointKey, tuple[Event, ...]]:
    """All that happened to each value, oldest first."""
    found: dict[DatapointKey, list[Event]] = defaultdict(list)
    for one in entries(connection, metric, upto):
        found[one.datapoint.key].append(one)
    for again in restated(connection, metric, upto):
        found[(again.metric, again.period.id, again.entity)].append(again)
    for row in _rows(connection, signatures, metric, upto):
        role, signed = signature(row)
        at = datetime.fromisoformat(str(row["submitted_at"]))
        found[(row["metric"], row["period"], row["entity"])].append(
            Signed(role, signed, row["entry"], row["submission"], str(row["submitted_by"]), at)
        )
    # A submission's restatements follow its datapoints, and the sort keeps that order.
    return {key: tuple(sorted(events, key=lambda event: event.submission)) for key, events in found.items()}


def submission_upto(connection: Connection, as_of: datetime) -> int:
    """Number of the last submission that was there at some time; 0 if there was none."""
    wanted = as_of.astimezone(UTC)
    rows = connection.execute(select(submissions.c.number, submissions.c.submitted_at))
    return max((number for number, at in rows if datetime.fromisoformat(str(at)) <= wanted), default=0)


def _rows(connection: Connection, table: Table, metric: str | None, upto: int | None) -> list[dict[str, Any]]:
    query = _joined(table).order_by(table.c.number)
    if metric is not None:
        query = query.where(table.c.metric == metric)
    if upto is not None:
        query = query.where(table.c.submission <= upto)
    return [dict(row) for row in connection.execute(query).mappings()]


def _joined(table: Table) -> Select[Any]:
    return select(table, submissions.c.submitted_by, submissions.c.submitted_at).join_from(table, submissions)
