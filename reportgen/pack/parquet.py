"""The figures as a Parquet file, for whoever works with a data frame or a warehouse."""

import io
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from reportgen.pack.rows import Row

DIGITS, PLACES = 38, 18
"""The type of a value: a decimal of so many digits, so many of them behind the point."""


def as_parquet(rows: Sequence[Row]) -> bytes:
    """Write rows; ``value`` as a decimal rounded half up to eighteen places, everything else as text."""
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and few commands write a data book
    import pyarrow.parquet as pq  # noqa: PLC0415

    names = list(rows[0]) if rows else []
    types = [(name, pa.decimal128(DIGITS, PLACES) if name == "value" else pa.string()) for name in names]
    columns = {name: [_cell(row[name]) for row in rows] for name in names}
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=pa.schema(types)), out, compression="zstd")
    return out.getvalue()


def _cell(value: str | Decimal | None) -> str | Decimal | None:
    if not isinstance(value, Decimal):
        return value
    with localcontext() as context:
        context.prec = DIGITS
        return value.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
