"""A ledger in a PostgreSQL database that several people share.

The tables stand in a schema of their own, ``reportgen`` unless the URL names another as ``?schema=...``. Triggers
refuse every change but a new row at the end, also to the tables' owner. An advisory lock lets one import at a time
write.
"""

import re
from collections.abc import Iterator

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from reportgen.ledger.problems import broken
from reportgen.ledger.schema import TABLES, VERSION, metadata

DRIVER = "postgresql+psycopg"
_SCHEMA = "reportgen"
_WAIT_SECONDS = 60
_MARK = "reportgen ledger "


def open_engine(url: URL, name: str) -> Engine:
    """An engine on the database. psycopg finds a password in ``~/.pgpass``, ``PGPASSWORD`` or a service file.

    Raises:
        BrokenLedgerError: The schema's name is none that may stand in SQL.
    """
    schema = url.query.get("schema", _SCHEMA)
    if not isinstance(schema, str) or not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise broken(name, "the schema in the ledger's URL is no name", "use small letters, digits and underscores")
    plain = url.set(drivername=DRIVER).difference_update_query(["schema"])
    engine = create_engine(
        plain,
        connect_args={"connect_timeout": 10},
        execution_options={"schema_translate_map": {None: schema}},
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("reportgen_writing", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:ledger))"), {"ledger": f"reportgen.{_schema(connection)}"}
        )

    return engine


def prepare(connection: Connection, name: str) -> None:
    """Make the schema, its tables and their triggers where there are none.

    Raises:
        BrokenLedgerError: The schema is there, but is no ledger of this version.
    """
    schema = _schema(connection)
    said = connection.execute(
        text("SELECT COALESCE(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = :schema"),
        {"schema": schema},
    ).scalar()
    if said == f"{_MARK}{VERSION}":
        return
    if said is not None:
        raise broken(
            name,
            f"the schema {schema} of the database is not a ledger of this version",
            "name another one, as ?schema=NAME at the end of the URL, or use the version that wrote it",
        )
    connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    metadata.create_all(connection)
    for statement in _guards(schema):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {schema} IS '{_MARK}{VERSION}'")


def _guards(schema: str) -> Iterator[str]:
    """The statements that forbid every change but a new row at the end."""
    yield (
        f"CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    for table in (table.name for table in TABLES):
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {schema}.{table} "
            f"FOR EACH ROW EXECUTE FUNCTION {schema}.refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {schema}.{table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse()"
        )
        yield (
            f"CREATE FUNCTION {schema}.{table}_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM {schema}.{table}) THEN "
            "RAISE EXCEPTION 'the ledger is append-only'; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_at_the_end BEFORE INSERT ON {schema}.{table} "
            f"FOR EACH ROW EXECUTE FUNCTION {schema}.{table}_end()"
        )
        yield f"REVOKE ALL ON {schema}.{table} FROM PUBLIC"


def _schema(connection: Connection) -> str:
    return str(connection.get_execution_options()["schema_translate_map"][None])
