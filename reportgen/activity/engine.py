"""Opens a file of activity data as a table whose columns have the names that the expressions use."""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from reportgen.activity.expressions import PLACES
from reportgen.model.place import Place
from reportgen.model.problem import InputRefusedError, Problem

FIELDS: Mapping[str, tuple[str, ...]] = {
    "metric": ("metric", "metric id", "指標", "指標編號"),
    "entity": ("entity", "site", "實體", "場地", "地點"),
    "month": ("month", "月份", "月"),
    "value": ("value", "數值", "數量"),
    "unit": ("unit", "單位"),
    "cell": ("cell", "cell reference", "source", "儲存格", "來源"),
}
"""The columns of a file by what they may be called; all but the last must be there."""

ROW = "row"
_OPTIONAL = ("cell",)
_MEMORY = "2GB"


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet of a workbook as the intake reads it: heads, the texts below each, and the number of their first row."""

    heads: tuple[str, ...]
    texts: tuple[Sequence[str | None], ...]
    first: int


@contextmanager
def engine(*, ordered: bool = False) -> Iterator[Any]:
    """A database of its own in memory, which spills to a temporary folder and reaches nothing else.

    Args:
        ordered: keeps the rows of a file in its order, so that they can be numbered.
    """
    with tempfile.TemporaryDirectory(prefix="reportgen-activity-") as folder:
        connection = ibis.duckdb.connect(
            temp_directory=folder,
            memory_limit=_MEMORY,
            preserve_insertion_order=ordered,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        try:
            yield connection
        finally:
            connection.disconnect()


def open_table(connection: Any, path: Path, name: str, columns: Columns | None) -> Any:
    """The file as a table with the columns of :data:`FIELDS`.

    Args:
        connection: from :func:`engine`.
        path: a CSV or Parquet file, or a workbook whose ``columns`` the intake has read.
        name: of the file, for messages.
        columns: of a workbook.

    Raises:
        InputRefusedError: Columns are missing, or the file is none of these.
    """
    if any(sign in str(path) for sign in "*?[]{}"):
        raise refused(name, f"the name {path.name!r} holds a sign that stands for other files", "rename the file")
    if columns is not None:
        named = _named(columns.heads, name)
        data = {field: pa.array(columns.texts[columns.heads.index(head)], pa.string()) for field, head in named.items()}
        rows = len(columns.texts[0]) if columns.texts else 0
        data[ROW] = pa.array(range(columns.first, columns.first + rows), pa.int64())
        table = ibis.memtable(pa.table(data))
        named = {field: field for field in (*named, ROW)}
    elif path.suffix == ".parquet":
        table = connection.read_parquet(path, file_row_number=True)
        named = {**_named(tuple(table.columns), name), ROW: ROW}
        table = table.mutate(row=table.file_row_number + 1)
    else:
        heads, delimiter = _csv_heads(path, name)
        named = _named(heads, name)
        table = connection.read_csv(
            str(path),
            columns=dict.fromkeys(heads, "string"),
            header=True,
            auto_detect=False,
            delim=delimiter,
            quote='"',
            escape='"',
        )
    found = table.select(**{field: table[head] for field, head in named.items()})
    value = found.value.type()
    if value.is_decimal() and value.scale > PLACES:
        what = f"the column of values has {value.scale} digits after the point"
        raise refused(name, what, f"round them to {PLACES}, in a unit in which that is enough")
    return found if "cell" in named else found.mutate(cell=ibis.literal(""))


def refused(name: str, what: str, fix: str) -> InputRefusedError:
    """An error about a file as a whole."""
    return InputRefusedError([Problem(what, Place(name), fix)])


def _csv_heads(path: Path, name: str) -> tuple[tuple[str, ...], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(10_000)
    except UnicodeDecodeError:
        raise refused(name, "the file is not UTF-8 text", "save it as “CSV UTF-8”") from None
    delimiter = max(",;\t", key=line.count)
    heads = tuple(head.strip() for head in next(csv.reader([line], delimiter=delimiter), []))
    if len(set(heads)) < len(heads):
        raise refused(name, "two columns have the same head", "give each column a head of its own")
    return heads, delimiter


def _named(heads: Sequence[str], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, words in FIELDS.items():
        head = next((head for head in heads if head.strip().casefold() in words), None)
        if head is not None:
            found[field] = head
        elif field not in _OPTIONAL:
            what = f"the file has no column {field!r}; it has {', '.join(map(repr, heads)) or 'none'}"
            raise refused(name, what, f"name the column {words[0]!r} or {words[-1]!r}")
    return found
