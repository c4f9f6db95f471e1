"""The chain of hashes over what the ledger holds, as it holds it."""

import hashlib
import json
from collections.abc import Mapping, Sequence

Row = Mapping[str, str | int | None]
Parts = Mapping[str, Sequence[Row]]
"""The rows of a submission by the name of their table."""

GENESIS = "0" * 64
"""The head of an empty ledger."""


def canonical(submission: Row, parts: Parts) -> bytes:
    """The bytes that a submission's hash is taken of: every stored field of its row and of all rows of its parts.

    Stored texts go in unparsed (``1.0`` and ``1.00`` differ), keys are sorted, and the hash itself is left out, as are
    tables of which the submission has no row.
    """
    told: dict[str, object] = {
        "submission": {key: value for key, value in submission.items() if key != "hash"},
        **{name: [dict(row) for row in rows] for name, rows in parts.items() if rows},
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogateescape")


def seal(submission: Row, parts: Parts) -> str:
    """SHA-256 of a submission, all that it holds and, by ``previous``, of everything before it."""
    return hashlib.sha256(canonical(submission, parts)).hexdigest()
