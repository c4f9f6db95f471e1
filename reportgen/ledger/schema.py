"""The ledger's tables. What makes them append-only differs by database: :mod:`sqlite` and :mod:`postgres`."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

VERSION = 2
"""Of these tables; the database keeps it."""

metadata = MetaData()

submissions = Table(
    "submissions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("act", Text, nullable=False),
    Column("workbook", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("submitted_at", Text, nullable=False),
    Column("cells_taken", Integer, nullable=False),
    Column("cells_set_aside", Integer, nullable=False),
    Column("refused", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)


def _part_of_a_submission(name: str, *columns: Column[str] | Column[int]) -> Table:
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, index=True),
        Column("metric", Text, nullable=False),
        Column("period", Text, nullable=False),
        Column("entity", Text, nullable=False),
        *columns,
    )


datapoints = _part_of_a_submission(
    "datapoints",
    Column("value", Text),
    Column("state", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("qualifier", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("workbook", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("particulars", Text, nullable=False),
)

restatements = _part_of_a_submission(
    "restatements",
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("entry", Integer, nullable=False),
)

signatures = _part_of_a_submission(
    "signatures",
    Column("role", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_on", Text, nullable=False),
    Column("entry", Integer, nullable=False),
)

PARTS = (datapoints, restatements, signatures)
"""What a submission holds; each table has its numbers from 1 on."""

TABLES = (submissions, *PARTS)
