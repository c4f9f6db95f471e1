"""A ledger in an SQLite file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from reportgen.ledger.problems import broken
from reportgen.ledger.schema import TABLES, VERSION, metadata

_WAIT_SECONDS = 60


def open_engine(url: URL) -> Engine:
    """An engine on the file, whose folder is made where it is missing."""
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})
    _take_over_transactions(engine)
    return engine


def prepare(connection: Connection, name: str) -> None:
    """Make the tables and their triggers where there are none.

    Raises:
        BrokenLedgerError: The file is no ledger of this version.
    """
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if version not in (0, VERSION) or (version == 0 and tables):
        raise broken(
            name,
            "the file is not a ledger of this version",
            "use the version that wrote it, or move it away and import the workbooks again",
        )
    metadata.create_all(connection)
    for statement in triggers():
        connection.exec_driver_sql(statement)
    if version == 0:
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def damage(connection: Connection) -> str | None:
    """What the database finds wrong with its own file, or ``None``."""
    said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().first()
    return None if said == "ok" else str(said)


def triggers() -> Iterator[str]:
    """The statements that forbid every change but a new row at the end.

    ``INSERT OR REPLACE`` fires no delete trigger, so a number that is taken is refused before the insert.
    """
    for table in (table.name for table in TABLES):
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {table}_at_the_end BEFORE INSERT ON {table} "
            f"WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM {table}) "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        )


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
        # A transaction that first reads and then asks for the lock could be turned away by another that did the same.
        writing = connection.get_execution_options().get("reportgen_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
