"""Between the model's values and the ledger's rows."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from reportgen.model.figure import Datapoint, Entry, Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.submission import Submission


def submission_row(submission: Submission, *, number: int, by: str, at: datetime, previous: str) -> dict[str, Any]:
    """A submission as stored, without its hash; the time in UTC."""
    return {
        "number": number,
        "workbook": submission.workbook,
        "sha256": submission.sha256,
        "owner": submission.owner,
        "submitted_by": by,
        "submitted_at": at.astimezone(UTC).isoformat(),
        "cells_taken": submission.taken,
        "cells_set_aside": len(submission.set_aside),
        "previous": previous,
    }


def datapoint_row(datapoint: Datapoint, *, number: int, submission: int) -> dict[str, Any]:
    """A datapoint as stored; the value as plain decimal text."""
    return {
        "number": number,
        "submission": submission,
        "metric": datapoint.metric,
        "period": datapoint.period.id,
        "entity": datapoint.entity,
        "value": None if datapoint.value is None else f"{datapoint.value:f}",
        "state": datapoint.state.value,
        "kind": datapoint.kind.value,
        "qualifier": datapoint.qualifier.value,
        "reason": datapoint.reason,
        "workbook": datapoint.source.workbook,
        "sheet": datapoint.source.sheet,
        "ref": datapoint.source.ref,
        "sha256": datapoint.source.sha256,
    }


def entry(row: Mapping[str, Any], submission: Mapping[str, Any]) -> Entry:
    """The entry that a stored datapoint is.

    Raises:
        ValueError, ArithmeticError: A stored text means nothing; the ledger was tampered with.
    """
    datapoint = Datapoint(
        metric=row["metric"],
        period=Period(row["period"]),
        entity=row["entity"],
        value=None if row["value"] is None else Decimal(row["value"]),
        state=State(row["state"]),
        kind=Kind(row["kind"]),
        source=Cell(row["workbook"], row["sheet"], row["ref"], row["sha256"]),
        qualifier=Qualifier(row["qualifier"]),
        reason=row["reason"],
    )
    at = datetime.fromisoformat(str(submission["submitted_at"]))
    return Entry(row["number"], datapoint, row["submission"], str(submission["submitted_by"]), at)
