"""``reportgen publish``: what was built becomes an edition that nobody changes any more."""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.app.fingerprint import hash_of_files, input_files
from reportgen.app.outputs import disk_errors, one_at_a_time, replaced, tree_hashes, write_tree
from reportgen.app.projects import cache_folder
from reportgen.app.publications import FOLDER, MANIFEST, MANUSCRIPT, SUPERSEDED, Edition, edition_of, state_of
from reportgen.app.stages import Data, read_data, write_manuscripts
from reportgen.checks import published_report
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, Problem
from reportgen.model.project import Project
from reportgen.model.published import to_json
from reportgen.model.waiver import Waiver

_BUILD_AGAIN = "build it again: reportgen build"
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, and the edition that it took the place of."""

    edition: Edition
    superseded: Edition | None


@dataclass(frozen=True, slots=True)
class _Built:
    """The last whole build, as its manifest and its findings tell it."""

    folder: Path
    manifest: Mapping[str, Any]
    findings: Mapping[str, Any]


def publish(root: Path, *, by: str, at: datetime, again: str | None, say: Callable[[str], None]) -> Published:
    """Take the built report into ``published/YEAR``, read-only and with a manifest.

    The edition appears in one step: after a kill at any moment there is the old one or the new one.

    Args:
        root: the project.
        by: who publishes.
        at: when.
        again: why a report that was published already is published once more; the old edition is kept beside.
        say: told what is being done.

    Raises:
        InputRefusedError: An error stands, the outputs are not what the project would build now, or the year has an
            edition already. All reasons at once.
        BrokenProjectError: The project or the disk stand in the way, or nothing was built.
    """
    with disk_errors(FOLDER), one_at_a_time(cache_folder(root), say):
        say("holding the outputs against the project")
        built = _read_build(root)
        data = read_data(root)
        year = data.project.settings.fiscal_year.year
        standing = edition_of(root, year)
        problems = [
            *_stale(root, data, built),
            *_touched(built),
            *_errors(built),
            *_lapsed(data.project, at),
            *_published_already(root, standing, again),
        ]
        if problems:
            raise InputRefusedError(problems)
        say("publishing")
        if standing is not None:
            _keep(root, standing)
        with replaced(root / FOLDER / str(year)) as folder:
            _fill(folder, data, built, _occasion(year, by, at, standing, again))
        edition = edition_of(root, year)
    if edition is None:
        raise BrokenProjectError([Problem("the edition is gone", Place(f"{FOLDER}/{year}"), "publish again")])
    return Published(edition, standing)


def _read_build(root: Path) -> _Built:
    folder = root / "output"
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        findings = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
        _ = (manifest["files"], manifest["inputs_sha256"], manifest["ledger_head"], manifest["tool"])
        _ = (findings["findings"], findings["summary"]["checks"])
    except FileNotFoundError:
        draft = " but a draft" if (folder / "draft").is_dir() else ""
        problem = Problem(f"nothing was built{draft}", Place("output"), "build the whole report: reportgen build")
        raise BrokenProjectError([problem]) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Problem(f"the record of the build cannot be read ({error})", Place("output"), _BUILD_AGAIN)
        raise BrokenProjectError([problem]) from error
    return _Built(folder, manifest, findings)


# --- what stands against it ----------------------------------------------------------------------


def _stale(root: Path, data: Data, built: _Built) -> Iterator[Problem]:
    """The outputs are older than what they would be built from now."""
    place = Place(f"output/{MANIFEST}")
    if built.manifest["inputs_sha256"] != hash_of_files(input_files(root), root):
        yield Problem("the project's files have changed since the report was built", place, _BUILD_AGAIN)
    if built.manifest["ledger_head"] != data.ledger_head:
        yield Problem("the ledger has grown since the report was built", place, _BUILD_AGAIN)
    if built.manifest["tool"] != (tool := f"reportgen {__version__}"):
        yield Problem(f"the report was built by {built.manifest['tool']}, and this is {tool}", place, _BUILD_AGAIN)


def _touched(built: _Built) -> Iterator[Problem]:
    """A file is not as it was built."""
    real = tree_hashes(built.folder)
    for file in built.manifest["files"]:
        held = real.get(file["path"])
        if held != (file["sha256"], file["bytes"]):
            what = "the file is missing" if held is None else "the file was changed since it was built"
            yield Problem(what, Place(f"output/{file['path']}"), "delete the folder output, and " + _BUILD_AGAIN)


def _errors(built: _Built) -> Iterator[Problem]:
    """Errors that nobody answers for, and checks that should have run on a whole report and didn't."""
    for finding in built.findings["findings"]:
        if finding["severity"] == "error" and not finding["waived"]:
            told = finding["location"]
            place = Place(told["path"], told["line"]) if told["path"] else None
            fix = f"{finding['fix']}; then {_BUILD_AGAIN}"
            yield Problem(f"an error stands: {finding['code']} {finding['message']}", place, fix)
    for check in built.findings["summary"]["checks"]:
        if check["outcome"] == "crashed":
            yield Problem(f"the check {check['code']} broke off", Place("output/findings.json"), _BUILD_AGAIN)


def _lapsed(project: Project, at: datetime) -> Iterator[Problem]:
    """A waiver whose last day has passed since the build."""
    for waiver in project.waivers:
        if waiver.until is not None and waiver.until < at.date():
            what = f"the waiver for {waiver} was given until {waiver.until}"
            yield Problem(what, waiver.at, "renew it or mend what it is for; then " + _BUILD_AGAIN)


def _published_already(root: Path, standing: Edition | None, again: str | None) -> Iterator[Problem]:
    if standing is None:
        if again is not None:
            yield Problem("there is no edition to publish again", Place(FOLDER), "leave --again out")
        return
    place = Place(standing.folder.relative_to(root).as_posix())
    if again is None:
        told = standing.manifest["published"]
        what = f"the report was published on {str(told['at'])[:10]} by {told['by']}"
        yield Problem(what, place, 'if it must be published once more, say why: --again "…"')
    elif not again.strip():
        yield Problem("a further edition needs its reason", place, 'say why: --again "…"')
    yield from state_of(standing).problems(root)  # what is kept as evidence must be what was published


# --- the edition ---------------------------------------------------------------------------------


def _occasion(year: int, by: str, at: datetime, standing: Edition | None, again: str | None) -> dict[str, Any]:
    """Who published when, and why once more."""
    before = None
    if standing is not None:
        folder = f"{FOLDER}/{SUPERSEDED}/{standing.folder.name}-{standing.number}"
        before = {"edition": standing.number, "folder": folder, "manifest_sha256": standing.manifest_sha256}
    number = 1 if standing is None else standing.number + 1
    told = {"year": year, "edition": number, "by": by, "at": at.isoformat(timespec="seconds")}
    return told | {"reason": (again or "").strip() or None, "supersedes": before}


def _keep(root: Path, standing: Edition) -> None:
    """Copy the standing edition beside; until the new one is there, it stands in both places."""
    with replaced(root / FOLDER / SUPERSEDED / f"{standing.folder.name}-{standing.number}") as folder:
        shutil.copytree(standing.folder, folder, dirs_exist_ok=True)


def _fill(folder: Path, data: Data, built: _Built, occasion: Mapping[str, Any]) -> None:
    """Write the edition's files; the manifest last."""
    project = data.project
    for file in built.manifest["files"]:
        target = folder / file["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built.folder / file["path"], target)
    year = project.settings.fiscal_year.year
    words = to_json(published_report(year, write_manuscripts(data)))
    made = {MANUSCRIPT: _json(words)}
    for language in project.settings.languages:
        made[f"exchange/esg-report-{year}-{language}.pdf"] = (folder / language / "report.pdf").read_bytes()
    write_tree(folder, made)
    summary = built.findings["summary"]
    record = {
        "schema": 1,
        "files": [{"path": path, "sha256": sha, "bytes": size} for path, (sha, size) in tree_hashes(folder).items()],
        "ledger_head": built.manifest["ledger_head"],
        "inputs_sha256": built.manifest["inputs_sha256"],
        "tool": built.manifest["tool"],
        "built_at": built.manifest["built_at"],
        "build_manifest_sha256": hashlib.sha256((built.folder / MANIFEST).read_bytes()).hexdigest(),
        "published": dict(occasion),
        "waivers": [_waiver(waiver) for waiver in project.waivers],
        "checks": {
            "endings": dict(Counter(check["outcome"] for check in summary["checks"])),
            "items_examined": sum(check["examined"] for check in summary["checks"]),
            "findings": {key: summary[key] for key in ("errors", "warnings", "infos", "waived")},
        },
    }
    write_tree(folder, {MANIFEST: _json(record)})
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(_READ_ONLY)


def _waiver(waiver: Waiver) -> dict[str, str | None]:
    told = {
        "check": waiver.check,
        "metric": waiver.metric,
        "period": waiver.period,
        "section": waiver.section,
        "language": waiver.language,
        "fingerprint": waiver.fingerprint,
        "reason": waiver.reason,
        "by": waiver.by,
        "on": waiver.on.isoformat(),
        "until": waiver.until.isoformat() if waiver.until else None,
        "value": None if waiver.value is None else f"{waiver.value:f}",
    }
    return {name: value for name, value in told.items() if value is not None}


def _json(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
