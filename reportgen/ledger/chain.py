"""The chain of hashes over what the ledger holds, as it holds it."""

import hashlib
import json
from collections.abc import Iterable, Mapping

Row = Mapping[str, str | int | None]

GENESIS = "0" * 64
"""The head of an empty ledger."""


def canonical(submission: Row, datapoints: Iterable[Row]) -> bytes:
    """The bytes that a submission's hash is taken of: every stored field of its row and of its datapoints.

    Stored texts go in unparsed (``1.0`` and ``1.00`` differ), keys are sorted, and the hash itself is left out.
    """
    told = {
        "submission": {key: value for key, value in submission.items() if key != "hash"},
        "datapoints": [dict(row) for row in datapoints],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogateescape")


def seal(submission: Row, datapoints: Iterable[Row]) -> str:
    """SHA-256 of a submission, its datapoints and, by ``previous``, of everything before it."""
    return hashlib.sha256(canonical(submission, datapoints)).hexdigest()
