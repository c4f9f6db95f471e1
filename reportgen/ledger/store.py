"""The ledger: every datapoint ever handed in."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from reportgen.ledger import reading
from reportgen.ledger.appending import Writer
from reportgen.ledger.database import connect, name_of, transaction
from reportgen.ledger.problems import unusable
from reportgen.ledger.reading import Event
from reportgen.ledger.receipt import Receipt
from reportgen.ledger.standing import sign_off
from reportgen.ledger.verification import Verified, verify_chain
from reportgen.model.figure import Datapoint, DatapointKey, Entry
from reportgen.model.particulars import Role, Signature
from reportgen.model.place import Place
from reportgen.model.problem import InputRefusedError, Problem
from reportgen.model.restatement import Restatement
from reportgen.model.signoff import SignOff, SignOffRules
from reportgen.model.submission import Act, Submission


class _PreviewError(Exception):
    """Rolls back what a preview wrote."""


class Ledger:
    """An append-only store of submissions, each chained by SHA-256 to the one before it.

    Nothing in it is ever changed: a value that changes is a new row, and the newest row counts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = name_of(engine)

    @classmethod
    def open(cls, url_or_path: str | Path) -> Self:
        """Open a ledger by path, or by the URL of an SQLite file or a PostgreSQL database; an empty one is made.

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
        with self._writer(by, at) as writer:
            landed = tuple(writer.hand_in(submission) for submission in handed_in)
            return Receipt(writer.head, landed)

    def preview(self, handed_in: Iterable[Submission], *, by: str, at: datetime) -> Receipt:
        """What :meth:`append` would do; nothing is written, and ``head`` is the one that would be."""
        receipt: Receipt | None = None
        try:
            with self._writer(by, at) as writer:
                receipt = Receipt(writer.head, tuple(writer.hand_in(submission) for submission in handed_in))
                raise _PreviewError
        except _PreviewError:
            assert receipt is not None
            return receipt

    def restate(
        self,
        key: DatapointKey,
        after: Decimal,
        *,
        reason: str,
        by: str,
        at: datetime,
        published: Datapoint | None = None,
    ) -> Restatement:
        """Record that a value of an earlier period is restated.

        Args:
            key: metric, period and entity.
            after: the restated value, in the metric's unit.
            reason: why, as GRI 2-4 asks.
            by: who restates it.
            at: when, with its time zone.
            published: what the figure was, where nobody handed it in as one value but it was consolidated.

        Raises:
            InputRefusedError: There is no such value, or it is that already.
            BrokenLedgerError: The ledger cannot be written.
        """
        with self._writer(by, at) as writer:
            entry = writer.latest(key)
            own: tuple[Datapoint, ...] = ()
            if entry is None and published is not None:
                entry, own = Entry(0, published, 0, by, at), (published,)
            about = f"{key[0]} for {key[1]}"
            if entry is None:
                raise _refused(f"there is no value of {about} to restate", "hand it in first: reportgen import")
            if entry.value == after:
                raise _refused(f"{about} is {after} already", "give the value that it becomes")
            return writer.restate(_deed(Act.RESTATE, own), entry, after, reason)

    def sign(
        self, keys: Iterable[DatapointKey], role: Role, *, by: str, at: datetime, rules: SignOffRules
    ) -> tuple[Entry, ...]:
        """Record that somebody stands for values as they are now.

        Args:
            keys: metric, period and entity of each value.
            role: as what the person signs.
            by: who signs.
            at: when, with its time zone; the day counts.
            rules: whether one person may sign twice.

        Raises:
            InputRefusedError: There is no such value, or the person signed it in another role.
            BrokenLedgerError: The ledger cannot be written.
        """
        wanted = tuple(keys)
        signature = Signature(by, at.date())
        with self._writer(by, at) as writer:
            found = [(key, writer.latest(key)) for key in wanted]
            problems = [_nothing_to_sign(key) for key, entry in found if entry is None]
            if rules.different_people:
                standing = {key: sign_off(e, rules) for key, e in reading.history(writer.connection).items()}
                problems += [
                    problem for key in wanted for problem in _signed_twice(key, standing.get(key), role, signature)
                ]
            if problems:
                raise InputRefusedError(problems)
            entries = tuple(entry for _, entry in found if entry is not None)
            writer.sign(_deed(Act.SIGN), ((entry, role, signature) for entry in entries))
            return entries

    def entries(self, metric: str | None = None) -> tuple[Entry, ...]:
        """Every entry ever written, oldest first, as handed in; of one metric, if its id is given."""
        with self._transaction() as connection:
            return reading.entries(connection, metric)

    def latest(self, as_of: datetime | None = None) -> tuple[Entry, ...]:
        """The newest entry of each metric, period and entity with its restatement, ordered by these three.

        Args:
            as_of: leaves out what came after this time.
        """
        with self._transaction() as connection:
            upto = None if as_of is None else reading.submission_upto(connection, as_of)
            return reading.latest(connection, upto)

    def history(self, metric: str | None = None) -> Mapping[DatapointKey, tuple[Event, ...]]:
        """All that happened to each value, oldest first: hand-ins, restatements, signatures."""
        with self._transaction() as connection:
            return reading.history(connection, metric)

    def sign_offs(self, rules: SignOffRules, as_of: datetime | None = None) -> Mapping[DatapointKey, SignOff]:
        """The signatures on each value, and those that have lapsed."""
        with self._transaction() as connection:
            upto = None if as_of is None else reading.submission_upto(connection, as_of)
            return {key: sign_off(events, rules) for key, events in reading.history(connection, upto=upto).items()}

    def signed(self) -> bool:
        """Whether anybody signed a value, in a workbook or in the ledger itself."""
        with self._transaction() as connection:
            return reading.signed(connection)

    def head(self) -> str:
        """The hash of the last submission, which vouches for all before it; sixty-four zeros when empty."""
        with self._transaction() as connection:
            return reading.head(connection)

    def verify(self, head: str | None = None) -> Verified:
        """Compute every hash anew from what is stored.

        Args:
            head: a head noted earlier; it must still be in the chain. The chain alone cannot tell that rows
                were cut off at its end.

        Returns:
            What was examined.

        Raises:
            BrokenLedgerError: Names the first row that is not what was written.
        """
        with self._transaction() as connection:
            return verify_chain(connection, self._name, head)

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._engine.dispose()

    @contextmanager
    def _writer(self, by: str, at: datetime) -> Iterator[Writer]:
        if at.tzinfo is None:
            raise ValueError("at needs a time zone")
        with self._transaction(writing=True) as connection:
            yield Writer(connection, by, at)

    @contextmanager
    def _transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        try:
            with transaction(self._engine, writing=writing) as connection:
                yield connection
        except (DatabaseError, ValueError, ArithmeticError) as error:
            raise unusable(self._name, error) from error


def _deed(act: Act, datapoints: tuple[Datapoint, ...] = ()) -> Submission:
    """A submission without a workbook: somebody said it to the program."""
    return Submission("", "", "", datapoints, 0, (), act=act)


def _refused(what: str, fix: str) -> InputRefusedError:
    return InputRefusedError([Problem(what, None, fix)])


def _nothing_to_sign(key: DatapointKey) -> Problem:
    return Problem(f"there is no value of {key[0]} for {key[1]} of {key[2]} to sign", None, "hand it in first")


def _signed_twice(key: DatapointKey, known: SignOff | None, role: Role, signature: Signature) -> Iterator[Problem]:
    for other, signed in (known.standing if known else {}).items():
        if other is not role and signed.by.casefold() == signature.by.casefold():
            what = f"{signature.by} has signed {key[0]} for {key[1]} of {key[2]} as {other} already"
            yield Problem(what, Place("report.toml"), "let somebody else sign: [sign_off] asks for different people")
