"""The ledger: every datapoint ever handed in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, func, insert, select
from sqlalchemy.exc import DatabaseError

from reportgen.ledger.chain import GENESIS, seal
from reportgen.ledger.database import connect, transaction, unusable
from reportgen.ledger.receipt import Change, Landed, Receipt
from reportgen.ledger.rows import datapoint_row, entry, submission_row
from reportgen.ledger.schema import datapoints, submissions
from reportgen.ledger.verification import verify_chain
from reportgen.model.figure import Datapoint, Entry
from reportgen.model.submission import Submission

_Key = tuple[str, str, str]


class Ledger:
    """An append-only store of submissions, each chained by SHA-256 to the one before it.

    Nothing in it is ever changed: a value that changes is a new row, and the newest row counts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = engine.url.database or ":memory:"

    @classmethod
    def open(cls, url_or_path: str | Path) -> Self:
        """Open a ledger by path or by SQLite URL; where there is none, an empty one is made.

        Raises:
            BrokenLedgerError: It cannot be opened, or is no ledger of this version.
        """
        return cls(connect(url_or_path))

    def append(self, handed_in: Iterable[Submission], *, by: str, at: datetime) -> Receipt:
        """Write submissions, all of them or none.

        A submission that is there already, and whose datapoints are still the latest, changes nothing.

        Args:
            handed_in: submissions, in the order in which they count.
            by: who imports them.
            at: when, with its time zone.

        Raises:
            BrokenLedgerError: The ledger cannot be written.
            ValueError: ``at`` has no time zone.
        """
        if at.tzinfo is None:
            raise ValueError("at needs a time zone")
        with self._transaction(writing=True) as connection:
            landed = tuple(_append(connection, submission, by, at) for submission in handed_in)
            return Receipt(_head(connection), landed)

    def entries(self, metric: str | None = None) -> tuple[Entry, ...]:
        """Every entry ever written, oldest first; of one metric, if its id is given."""
        query = _entries().order_by(datapoints.c.number)
        with self._transaction() as connection:
            return _read(connection, query if metric is None else query.where(datapoints.c.metric == metric))

    def latest(self) -> tuple[Entry, ...]:
        """The newest entry of each metric, period and entity, ordered by these three."""
        with self._transaction() as connection:
            return _latest(connection)

    def head(self) -> str:
        """The hash of the last submission, which vouches for all before it; sixty-four zeros when empty."""
        with self._transaction() as connection:
            return _head(connection)

    def verify(self, head: str | None = None) -> None:
        """Compute every hash anew from what is stored.

        Args:
            head: a head noted earlier; it must still be in the chain. The chain alone cannot tell that rows
                were cut off at its end.

        Raises:
            BrokenLedgerError: Names the first row that is not what was written.
        """
        with self._transaction() as connection:
            verify_chain(connection, self._name, head)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        try:
            with transaction(self._engine, writing=writing) as connection:
                yield connection
        except (DatabaseError, ValueError, ArithmeticError) as error:
            raise unusable(self._name, error) from error


def _append(connection: Connection, submission: Submission, by: str, at: datetime) -> Landed:
    latest = {_key(e.datapoint): e for e in _latest(connection)}
    known = [(d, latest.get(_key(d))) for d in submission.datapoints]
    if _is_there(connection, submission) and all(old and _same_cell(old.datapoint, d) for d, old in known):
        return Landed(submission.workbook, None, 0, (), len(known))
    changes = tuple(Change(old, d) for d, old in known if old and not _says_the_same(old.datapoint, d))
    added = sum(old is None for _, old in known)
    number = (connection.execute(select(func.max(submissions.c.number))).scalar() or 0) + 1
    first = (connection.execute(select(func.max(datapoints.c.number))).scalar() or 0) + 1
    row = submission_row(submission, number=number, by=by, at=at, previous=_head(connection))
    rows = [datapoint_row(d, number=n, submission=number) for n, d in enumerate(submission.datapoints, first)]
    connection.execute(insert(submissions), row | {"hash": seal(row, rows)})
    if rows:
        connection.execute(insert(datapoints), rows)
    return Landed(submission.workbook, number, added, changes, len(known) - added - len(changes))


def _is_there(connection: Connection, submission: Submission) -> bool:
    query = select(submissions.c.number).where(submissions.c.sha256 == submission.sha256).limit(1)
    return connection.execute(query).first() is not None


def _key(datapoint: Datapoint) -> _Key:
    return datapoint.metric, datapoint.period.id, datapoint.entity


def _says_the_same(old: Datapoint, new: Datapoint) -> bool:
    return replace(old, source=new.source) == new


def _same_cell(old: Datapoint, new: Datapoint) -> bool:
    """Whether both come from the same cell of the same bytes, wherever the file lay."""
    return replace(old, source=replace(old.source, workbook=new.source.workbook)) == new


def _head(connection: Connection) -> str:
    last = select(submissions.c.hash).order_by(submissions.c.number.desc()).limit(1)
    return connection.execute(last).scalar() or GENESIS


def _entries() -> Select[Any]:
    return select(datapoints, submissions.c.submitted_by, submissions.c.submitted_at).join_from(datapoints, submissions)


def _latest(connection: Connection) -> tuple[Entry, ...]:
    key = (datapoints.c.metric, datapoints.c.period, datapoints.c.entity)
    newest = select(func.max(datapoints.c.number)).group_by(*key)
    return _read(connection, _entries().where(datapoints.c.number.in_(newest)).order_by(*key))


def _read(connection: Connection, query: Select[Any]) -> tuple[Entry, ...]:
    return tuple(entry(row, row) for row in map(dict, connection.execute(query).mappings()))
