"""The ledger's database: opening it, and transactions that wait for each other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from reportgen.ledger import postgres, sqlite
from reportgen.ledger.problems import broken, unusable


def connect(url_or_path: str | Path) -> Engine:
    """Open a ledger, making an empty one where there is none.

    Raises:
        BrokenLedgerError: The URL is of neither SQLite nor PostgreSQL, the database can't be reached, or what is there
            is no ledger of this version.
    """
    name = shown(url_or_path)
    url = _url(url_or_path, name)
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise broken(
            name,
            "the ledger is kept in SQLite or PostgreSQL",
            "give a path, or a URL such as sqlite:///ledger.db or postgresql://user@host/database",
        )
    try:
        engine = postgres.open_engine(url, name) if backend == "postgresql" else sqlite.open_engine(url)
        with transaction(engine, writing=True) as connection:
            (postgres if backend == "postgresql" else sqlite).prepare(connection, name_of(engine))
    except (SQLAlchemyError, OSError, UnicodeDecodeError) as error:  # SQLite may quote broken bytes in what it says
        raise unusable(url.database or ":memory:" if backend == "sqlite" else name, error) from error
    return engine


def name_of(engine: Engine) -> str:
    """What messages call a ledger: the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or ":memory:"
    return shown(engine.url.set(drivername="postgresql").render_as_string())


def shown(url_or_path: str | Path) -> str:
    """A ledger's URL without its password, wherever it stands in it."""
    hidden = re.sub(r"(?<=://)([^:/@]*):.*@", r"\1:***@", str(url_or_path))
    return re.sub(r"(?i)((?:password|passwd|secret)=)[^&]*", r"\1***", hidden)


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """A transaction: all of it or nothing. A writing one takes the lock at once."""
    with engine.execution_options(reportgen_writing=writing).begin() as connection:
        yield connection


def damage(connection: Connection) -> str | None:
    """What the database finds wrong with itself, or ``None``."""
    return sqlite.damage(connection) if connection.dialect.name == "sqlite" else None


def _url(url_or_path: str | Path, name: str) -> URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return URL.create("sqlite", database=str(url_or_path))
    try:
        url = make_url(url_or_path)
        url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        # The error itself may quote the URL, and its password with it.
        fix = "write it as sqlite:///data/ledger.db or postgresql://user@host/database"
        raise broken(name, f"the ledger's URL cannot be read ({type(error).__name__})", fix) from None
    return url
