"""The manifest of a pack: every file with its hash, which pack it is, and what it was made from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.review import PackIdentity
from reportgen.pack.archive import is_inside

SCHEMA = 1
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a set of files is against its manifest: names of files that were changed, are missing, or were added."""

    files: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether all is as the manifest says."""
        return not (self.changed or self.missing or self.added)


def manifest(files: Mapping[str, bytes], identity: PackIdentity, told: Mapping[str, Any]) -> bytes:
    """The manifest of files.

    Args:
        files: by name, the manifest and its signature not among them.
        identity: of the pack.
        told: further keys: company, fiscal_year, scope.
    """
    record = {
        "schema": SCHEMA,
        "pack": identity.id,
        "project": identity.project,
        "number": identity.number,
        "previous": identity.previous or None,
        **told,
        "files": [
            {"path": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        ],
        "ledger_head": identity.ledger_head,
        "inputs_sha256": identity.inputs_sha256,
        "tool": identity.tool,
        "made_at": identity.made_at.isoformat(),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(files: Mapping[str, bytes], where: str) -> dict[str, Any]:
    """The manifest among a pack's files.

    Raises:
        BrokenProjectError: It is missing or cannot be read.
    """
    place = Place(f"{where} › {MANIFEST}")
    if MANIFEST not in files:
        what = f"there is no {MANIFEST} in it, so it is no pack"
        raise BrokenProjectError([Problem(what, Place(where), "name a zip that reportgen pack has made")])
    try:
        record = json.loads(files[MANIFEST])
        if record["schema"] != SCHEMA:
            raise ValueError(f"its schema is {record['schema']!r}, not {SCHEMA}")
        for one in record["files"]:
            if not (isinstance(one["path"], str) and is_inside(one["path"]) and isinstance(one["sha256"], str)):
                raise ValueError(f"it lists {one['path']!r}")
        return {**record, "pack": str(record["pack"])}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        what = f"the manifest cannot be read ({error})"
        raise BrokenProjectError([Problem(what, place, "ask for the pack again")]) from error


def compared(files: Mapping[str, bytes], record: Mapping[str, Any]) -> Comparison:
    """Hold files against their manifest."""
    told = {one["path"]: one["sha256"] for one in record["files"]}
    found = {name: content for name, content in files.items() if name not in (MANIFEST, SIGNATURE)}
    changed = (n for n in told if n in found and hashlib.sha256(found[n]).hexdigest() != told[n])
    return Comparison(
        len(told),
        tuple(sorted(changed)),
        tuple(sorted(told.keys() - found.keys())),
        tuple(sorted(found.keys() - told.keys())),
    )
