"""The ledger's SQLite file: opening it, and transactions that wait for each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from reportgen.ledger.schema import VERSION, metadata, triggers
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_WAIT_SECONDS = 60


class BrokenLedgerError(BrokenProjectError):
    """The ledger cannot be used, or is not what was written into it."""


def broken(where: str, what: str, fix: str) -> BrokenLedgerError:
    """An error with one problem."""
    return BrokenLedgerError([Problem(what, Place(where), fix)])


def connect(url_or_path: str | Path) -> Engine:
    """Open a ledger, making an empty one where there is none.

    Raises:
        BrokenLedgerError: The URL is not one of SQLite, or the file is no ledger of this version.
    """
    url = _url(url_or_path)
    name = url.database or ":memory:"
    if url.get_backend_name() != "sqlite":
        raise broken(
            str(url_or_path), "the ledger is kept in SQLite", "give a path, or a URL such as sqlite:///ledger.db"
        )
    try:
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})
        _take_over_transactions(engine)
        with transaction(engine, writing=True) as connection:
            _prepare(connection, name)
    except (SQLAlchemyError, OSError, UnicodeDecodeError) as error:  # SQLite may quote broken bytes in what it says
        raise unusable(name, error) from error
    return engine


def unusable(name: str, error: Exception) -> BrokenLedgerError:
    """What the database said, as a problem of the ledger."""
    said = getattr(error, "orig", None) or error
    return broken(
        name, f"the ledger cannot be used ({said})", "check that it is the ledger, that it is whole and can be written"
    )


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """A transaction: all of it or nothing.

    A writing one takes the lock at once. One that first reads and then asks for the lock could be turned
    away by another import that did the same.
    """
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    with engine.execution_options(reportgen_begin=begin).begin() as connection:
        yield connection


def _url(url_or_path: str | Path) -> URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(url_or_path))
    try:
        return make_url(url_or_path)
    except ArgumentError as error:
        raise broken(url_or_path, "the ledger's URL cannot be read", "write it as sqlite:///data/ledger.db") from error


def _take_over_transactions(engine: Engine) -> None:
    """Let this module say BEGIN; the sqlite3 module would begin late and without the lock."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # A text that is no UTF-8 any more shall reach verify, which names the row.
        connection.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("reportgen_begin", "BEGIN"))


def _prepare(connection: Connection, name: str) -> None:
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if version not in (0, VERSION) or (version == 0 and tables):
        raise broken(
            name, "the file is not a ledger of this version", "give another path, or use the version that wrote it"
        )
    metadata.create_all(connection)
    for statement in triggers():
        connection.exec_driver_sql(statement)
    if version == 0:
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
