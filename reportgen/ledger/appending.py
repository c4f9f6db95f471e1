"""Writes submissions at the end of the chain."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from reportgen.ledger import reading
from reportgen.ledger.chain import seal
from reportgen.ledger.receipt import Change, Landed
from reportgen.ledger.rows import datapoint_row, restatement_row, signature_row, submission_row
from reportgen.ledger.schema import datapoints, restatements, signatures, submissions
from reportgen.model.figure import Datapoint, DatapointKey, Entry
from reportgen.model.particulars import Role, Signature
from reportgen.model.restatement import Restatement
from reportgen.model.submission import Submission


class Writer:
    """Appends within one transaction; it knows the latest entries, so that they are read once."""

    def __init__(self, connection: Connection, by: str, at: datetime) -> None:
        self.connection = connection
        self._by = by
        self._at = at
        self._latest = {e.datapoint.key: e for e in reading.latest(connection)}
        self._seen = set(connection.execute(select(submissions.c.sha256)).scalars())
        self._submission = reading.last_number(connection, submissions)
        self._datapoint = reading.last_number(connection, datapoints)
        self._restatement = reading.last_number(connection, restatements)
        self._signature = reading.last_number(connection, signatures)
        self.head = reading.head(connection)

    def latest(self, key: DatapointKey) -> Entry | None:
        """The entry that counts for a metric, period and entity."""
        return self._latest.get(key)

    def hand_in(self, submission: Submission) -> Landed:
        """Append what was handed in, unless all of it is there already and counts."""
        known = [(d, self._latest.get(d.key)) for d in submission.datapoints]
        if submission.sha256 in self._seen and all(old and _same_cell(old.datapoint, d) for d, old in known):
            return Landed(submission.workbook, None, 0, (), len(known))
        changes = tuple(Change(old, d) for d, old in known if old and not _says_the_same(old.datapoint, d))
        held = tuple(Change(old, d) for d, old in known if old and _is_held(old, d))
        added = sum(old is None for _, old in known)
        number = self._submission + 1
        rows: list[dict[str, Any]] = []
        again: list[Restatement] = []
        for n, (d, old) in enumerate(known, self._datapoint + 1):
            rows.append(datapoint_row(d, number=n, submission=number))
            standing = old.restatement if old else None
            if _restates(d, standing):
                standing = self._restated(d, n, number, len(again))
                again.append(standing)
            self._latest[d.key] = Entry(n, d, number, self._by, self._at, standing)
        self._write(submission, rows, again, [])
        return Landed(
            submission.workbook, number, added, changes, len(known) - added - len(changes), tuple(again), held
        )

    def restate(self, submission: Submission, entry: Entry, after: Any, reason: str) -> Restatement:
        """Append a restatement of what an entry says; a datapoint of the submission, if any, is that entry."""
        rows = [
            datapoint_row(d, number=n, submission=self._submission + 1)
            for n, d in enumerate(submission.datapoints, self._datapoint + 1)
        ]
        told = Restatement(
            number=self._restatement + 1,
            metric=entry.datapoint.metric,
            period=entry.datapoint.period,
            entity=entry.datapoint.entity,
            before=entry.value,
            after=after,
            reason=reason,
            submission=self._submission + 1,
            entry=rows[0]["number"] if rows else entry.number,
            by=self._by,
            at=self._at,
        )
        self._write(submission, rows, [told], [])
        return told

    def sign(self, submission: Submission, signed: Iterable[tuple[Entry, Role, Signature]]) -> None:
        """Append signatures on entries."""
        rows = [
            signature_row(e.datapoint.key, role, one, entry=e.number, number=n, submission=self._submission + 1)
            for n, (e, role, one) in enumerate(signed, self._signature + 1)
        ]
        self._write(submission, [], [], rows)

    def _restated(self, d: Datapoint, entry: int, submission: int, already: int) -> Restatement:
        after = d.particulars.restated_value
        assert after is not None
        return Restatement(
            number=self._restatement + 1 + already,
            metric=d.metric,
            period=d.period,
            entity=d.entity,
            before=d.value,
            after=after,
            reason=d.particulars.restated_reason,
            submission=submission,
            entry=entry,
            by=self._by,
            at=self._at,
        )

    def _write(
        self,
        submission: Submission,
        data: Sequence[dict[str, Any]],
        again: Sequence[Restatement],
        signed: Sequence[dict[str, Any]],
    ) -> None:
        number = self._submission + 1
        row = submission_row(submission, number=number, by=self._by, at=self._at, previous=self.head)
        parts = {"datapoints": data, "restatements": [restatement_row(r) for r in again], "signatures": signed}
        self.head = seal(row, parts)
        self.connection.execute(insert(submissions), row | {"hash": self.head})
        for table in (datapoints, restatements, signatures):
            if parts[table.name]:
                self.connection.execute(insert(table), parts[table.name])
        self._submission = number
        self._datapoint += len(data)
        self._restatement += len(again)
        self._signature += len(signed)
        self._seen.add(submission.sha256)


def _says_the_same(old: Datapoint, new: Datapoint) -> bool:
    return replace(old, source=new.source) == new


def _same_cell(old: Datapoint, new: Datapoint) -> bool:
    """Whether both come from the same cell of the same bytes, wherever the file lay."""
    return replace(old, source=replace(old.source, workbook=new.source.workbook)) == new


def _is_held(old: Entry, new: Datapoint) -> bool:
    """Whether a restatement stands against what is handed in: neither the value as published nor as restated."""
    standing = old.restatement
    return standing is not None and not _restates(new, standing) and new.value not in (standing.before, standing.after)


def _restates(new: Datapoint, standing: Restatement | None) -> bool:
    after = new.particulars.restated_value
    if after is None:
        return False
    return standing is None or (standing.after, standing.reason) != (after, new.particulars.restated_reason)
