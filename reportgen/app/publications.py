"""Published editions of the report: where they stand, what they hold, and whether they are as they were published.

``published/2022`` is the edition of a fiscal year that stands, ``published/superseded/2022-1`` one that another has
taken the place of. Each holds a ``manifest.json`` that names every other file with its hash.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.app.outputs import tree_hashes
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

FOLDER, SUPERSEDED = "published", "superseded"
MANIFEST, MANUSCRIPT = "manifest.json", "manuscript.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition.

    Attributes:
        folder: where it stands.
        manifest: what its manifest.json says.
        manifest_sha256: of that file; whoever noted it can prove that the edition is the same.
    """

    folder: Path
    manifest: Mapping[str, Any]
    manifest_sha256: str

    @property
    def year(self) -> int:
        """The fiscal year."""
        return int(self.manifest["published"]["year"])

    @property
    def number(self) -> int:
        """Which edition of the year it is, from 1."""
        return int(self.manifest["published"]["edition"])

    @property
    def ledger_head(self) -> str:
        """The head of the ledger that its figures come from."""
        return str(self.manifest["ledger_head"])


@dataclass(frozen=True, slots=True)
class EditionState:
    """An edition, and which of its files are not as they were published."""

    edition: Edition
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it is whole and untouched."""
        return not (self.changed or self.missing or self.added)

    def problems(self, root: Path) -> Iterator[Problem]:
        """Every file that is not as it was published."""
        folder = self.edition.folder.relative_to(root).as_posix()
        fix = "put the file back from a copy of the edition"
        for names, what, mend in (
            (self.changed, "the file was changed since it was published", fix),
            (self.missing, "the file is missing from the published edition", fix),
            (self.added, "the file was added to the published edition", "take it out of the folder"),
        ):
            yield from (Problem(what, Place(f"{folder}/{name}"), mend) for name in names)


def edition_of(root: Path, year: int) -> Edition | None:
    """The edition of a fiscal year that stands, if one was published.

    Raises:
        BrokenProjectError: Its manifest cannot be read.
    """
    return _read(root, root / FOLDER / str(year))


def editions(root: Path) -> tuple[Edition, ...]:
    """All published editions, those that stand first.

    Raises:
        BrokenProjectError: A manifest cannot be read.
    """
    home = root / FOLDER
    folders = [path for path in sorted(home.glob("*")) if path.name.isdigit()]
    folders += [path for path in sorted((home / SUPERSEDED).glob("*")) if not path.name.startswith(".")]
    return tuple(found for folder in folders if (found := _read(root, folder)))


def state_of(edition: Edition) -> EditionState:
    """Hold every file of an edition against its manifest."""
    told = {file["path"]: (file["sha256"], file["bytes"]) for file in edition.manifest["files"]}
    real = {path: held for path, held in tree_hashes(edition.folder).items() if path != MANIFEST}
    return EditionState(
        edition,
        changed=tuple(path for path, held in real.items() if path in told and told[path] != held),
        missing=tuple(sorted(told.keys() - real.keys())),
        added=tuple(sorted(real.keys() - told.keys())),
    )


def published_manuscript(root: Path, year: int) -> bytes | None:
    """The words of the edition of a year that stands, for the checks of the next; ``None`` if none was published.

    Raises:
        BrokenProjectError: The file is not the one that was published.
    """
    edition = edition_of(root, year)
    if edition is None:
        return None
    place = Place(f"{FOLDER}/{year}/{MANUSCRIPT}")
    told = next((file["sha256"] for file in edition.manifest["files"] if file["path"] == MANUSCRIPT), None)
    try:
        content = (root / place.path).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != told:
        problem = Problem("this is not the file that was published", place, "put it back from a copy of the edition")
        raise BrokenProjectError([problem])
    return content


def _read(root: Path, folder: Path) -> Edition | None:
    if not folder.is_dir():
        return None
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        manifest = json.loads(content)
        edition = Edition(folder, manifest, hashlib.sha256(content).hexdigest())
        wrong = not (edition.year and edition.number and edition.ledger_head)
        if wrong or any({"path", "sha256", "bytes"} - file.keys() for file in manifest["files"]):
            raise ValueError("something is missing in it")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"the manifest of a published edition cannot be read ({error})"
        where = Place(path.relative_to(root).as_posix())
        raise BrokenProjectError([Problem(what, where, "put back a copy of the folder")]) from error
    return edition
