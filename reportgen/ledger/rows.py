"""Between the model's values and the ledger's rows."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from reportgen.model.figure import Datapoint, DatapointKey, Entry, Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.particulars import NOTHING_SAID, Particulars, Role, Signature
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.restatement import Restatement
from reportgen.model.submission import Submission

_SIGNED = tuple(role.value for role in Role)


def submission_row(submission: Submission, *, number: int, by: str, at: datetime, previous: str) -> dict[str, Any]:
    """A submission as stored, without its hash; the time in UTC."""
    refused = [[one.cell.sheet, one.cell.ref, one.reason] for one in submission.refused]
    return {
        "number": number,
        "act": submission.act.value,
        "workbook": submission.workbook,
        "sha256": submission.sha256,
        "owner": submission.owner,
        "submitted_by": by,
        "submitted_at": at.astimezone(UTC).isoformat(),
        "cells_taken": submission.taken,
        "cells_set_aside": len(submission.set_aside),
        "refused": _json(refused) if refused else "",
        "previous": previous,
    }


def datapoint_row(datapoint: Datapoint, *, number: int, submission: int) -> dict[str, Any]:
    """A datapoint as stored; the value as plain decimal text."""
    return {
        **_about(datapoint.key, number, submission),
        "value": _number(datapoint.value),
        "state": datapoint.state.value,
        "kind": datapoint.kind.value,
        "qualifier": datapoint.qualifier.value,
        "reason": datapoint.reason,
        "workbook": datapoint.source.workbook,
        "sheet": datapoint.source.sheet,
        "ref": datapoint.source.ref,
        "sha256": datapoint.source.sha256,
        "particulars": particulars_text(datapoint.particulars),
    }


def restatement_row(restatement: Restatement) -> dict[str, Any]:
    """A restatement as stored."""
    key = (restatement.metric, restatement.period.id, restatement.entity)
    return {
        **_about(key, restatement.number, restatement.submission),
        "before": _number(restatement.before),
        "after": _number(restatement.after),
        "reason": restatement.reason,
        "entry": restatement.entry,
    }


def signature_row(
    key: DatapointKey, role: Role, signature: Signature, *, entry: int, number: int, submission: int
) -> dict[str, Any]:
    """A signature as stored; ``entry`` is the datapoint that it was given for."""
    return {
        **_about(key, number, submission),
        "role": role.value,
        "signed_by": signature.by,
        "signed_on": signature.on.isoformat(),
        "entry": entry,
    }


def entry(row: Mapping[str, Any]) -> Entry:
    """The entry that a stored datapoint is; the row has its submission's fields as well.

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
        particulars=particulars(row["particulars"]),
    )
    return Entry(row["number"], datapoint, row["submission"], str(row["submitted_by"]), _time(row))


def restatement(row: Mapping[str, Any]) -> Restatement:
    """The restatement that a stored row is.

    Raises:
        ValueError, ArithmeticError: A stored text means nothing; the ledger was tampered with.
    """
    return Restatement(
        number=row["number"],
        metric=row["metric"],
        period=Period(row["period"]),
        entity=row["entity"],
        before=None if row["before"] is None else Decimal(row["before"]),
        after=Decimal(row["after"]),
        reason=row["reason"],
        submission=row["submission"],
        entry=row["entry"],
        by=str(row["submitted_by"]),
        at=_time(row),
    )


def signature(row: Mapping[str, Any]) -> tuple[Role, Signature]:
    """The signature that a stored row is.

    Raises:
        ValueError: A stored text means nothing; the ledger was tampered with.
    """
    return Role(row["role"]), Signature(row["signed_by"], date.fromisoformat(row["signed_on"]))


def particulars_text(told: Particulars) -> str:
    """Particulars as stored: JSON with what was said and nothing else, or nothing at all."""
    if told == NOTHING_SAID:
        return ""
    said: dict[str, Any] = {}
    for field in fields(Particulars):
        value = getattr(told, field.name)
        match value:
            case None | "":
                continue
            case Decimal():
                said[field.name] = _number(value)
            case Signature(by, on):
                said[field.name] = [by, on.isoformat()]
            case Mapping():
                said[field.name] = dict(value)
            case _:
                said[field.name] = value
    return _json(said)


def particulars(text: str) -> Particulars:
    """What a stored text says.

    Raises:
        ValueError: It means nothing; the ledger was tampered with.
    """
    if not text:
        return NOTHING_SAID
    said = json.loads(text)
    try:
        for name in _SIGNED:
            if name in said:
                by, on = said[name]
                said[name] = Signature(by, date.fromisoformat(on))
        if "restated_value" in said:
            said["restated_value"] = Decimal(said["restated_value"])
        return Particulars(**said)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _about(key: DatapointKey, number: int, submission: int) -> dict[str, Any]:
    metric, period, entity = key
    return {"number": number, "submission": submission, "metric": metric, "period": period, "entity": entity}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _time(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(row["submitted_at"]))
