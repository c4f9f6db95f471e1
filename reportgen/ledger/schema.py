"""The ledger's tables, and the triggers that make them append-only."""

from collections.abc import Iterator

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

VERSION = 1
"""Kept in the file as ``PRAGMA user_version``."""

metadata = MetaData()

submissions = Table(
    "submissions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("workbook", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("submitted_at", Text, nullable=False),
    Column("cells_taken", Integer, nullable=False),
    Column("cells_set_aside", Integer, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

datapoints = Table(
    "datapoints",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, index=True),
    Column("metric", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("value", Text),
    Column("state", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("workbook", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)


def triggers() -> Iterator[str]:
    """The statements that forbid every change but a new row at the end.

    ``INSERT OR REPLACE`` fires no delete trigger, so a number that is taken is refused before the insert.
    """
    for table in ("submissions", "datapoints"):
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
