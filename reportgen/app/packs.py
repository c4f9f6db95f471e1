"""The register of packs that were made: ``data/review/packs.toml``, and beside it what each of them held."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import tomlkit
from tomlkit.exceptions import TOMLKitError

from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.review import PackIdentity, PackScope
from reportgen.model.words import Words

FOLDER = "data/review"
REGISTER = f"{FOLDER}/packs.toml"
KEPT = f"{FOLDER}/packs"
_HEAD = """\
# The packs that were made for review, oldest first. Written by `reportgen pack`; `reportgen pack receive` looks here
# for the pack that a returned file belongs to, so keep it, and the folder packs/ beside it, under version control.
"""


@dataclass(frozen=True, slots=True)
class Registered:
    """A pack that was made: ``scope`` in words that tell one choice from another, ``file`` as it was called."""

    id: str
    year: int
    number: int
    scope: str
    made_at: datetime
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Register:
    """All packs of a project, oldest first."""

    packs: tuple[Registered, ...]

    @classmethod
    def read(cls, root: Path) -> Self:
        """Read the register of a project; a project without one has sent none.

        Raises:
            BrokenProjectError: The file is damaged.
        """
        path = root / REGISTER
        if not path.is_file():
            return cls(())
        try:
            rows = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap().get("pack", [])
            return cls(tuple(_registered(row) for row in rows))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, TOMLKitError) as error:
            what = f"the register of packs cannot be read ({error})"
            raise BrokenProjectError([Problem(what, Place(REGISTER), "put back a copy of the file")]) from error

    def get(self, id: str) -> Registered | None:
        """The pack of an id."""
        return next((pack for pack in self.packs if pack.id == id), None)

    def place_of(self, id: str, year: int, scope: PackScope) -> tuple[int, str]:
        """Number of a pack among those of its year and scope, and the id of the one before it."""
        alike = [pack for pack in self.packs if (pack.year, pack.scope) == (year, words_of(scope))]
        at = next((n for n, pack in enumerate(alike) if pack.id == id), len(alike))
        return at + 1, alike[at - 1].id if at else ""

    def latest(self) -> Registered | None:
        """The pack that was made last."""
        return self.packs[-1] if self.packs else None


def project_id(company: Words) -> str:
    """What tells the packs of a project from those of another: a hash of the company's names."""
    return hashlib.sha256(json.dumps(dict(company), sort_keys=True).encode()).hexdigest()[:12]


def words_of(scope: PackScope) -> str:
    """A scope in words, e.g. ``owner environment, selected``; ``all`` where nothing is left out."""
    told = [f"owner {owner}" for owner in sorted(scope.owners)] + [f"topic {topic}" for topic in sorted(scope.topics)]
    told += ["selected"] if scope.selected else []
    told += ["roles"] if scope.roles else []
    return ", ".join(told) or "all"


def kept_copy(root: Path, id: str) -> Path:
    """Where what a pack held is kept: its records and its lead workbook as issued."""
    return root / KEPT / f"{id}.zip"


def with_pack(root: Path, identity: PackIdentity, scope: PackScope, year: int, *, file: str, sha256: str) -> str:
    """The register's text with a pack added, or as it is where the pack stands in it already."""
    path = root / REGISTER
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    if Register.read(root).get(identity.id) is not None:
        return text
    row = tomlkit.table()
    row.update(
        {
            "id": identity.id,
            "year": year,
            "number": identity.number,
            "scope": words_of(scope),
            "made_at": identity.made_at.isoformat(),
            "file": file,
            "sha256": sha256,
        }
    )
    rows = tomlkit.aot()
    rows.append(row)
    added = tomlkit.document()
    added.add("pack", rows)
    return f"{text.rstrip()}\n\n{tomlkit.dumps(added)}"


def _registered(row: Any) -> Registered:
    return Registered(
        id=str(row["id"]),
        year=int(row["year"]),
        number=int(row["number"]),
        scope=str(row["scope"]),
        made_at=datetime.fromisoformat(str(row["made_at"])),
        file=str(row["file"]),
        sha256=str(row["sha256"]),
    )
