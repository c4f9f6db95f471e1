"""``reportgen pack receive``: what comes back from reviewers becomes remarks in the follow-up list.

Only what a reviewer may write is taken. What else was changed is told; what can't be read is told and kept in a
remark's words; the file itself is kept as it came.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.app.following import remark_record, with_remarks, writing
from reportgen.app.outputs import replace_file
from reportgen.app.packs import FOLDER, Register, Registered, kept_copy, project_id
from reportgen.app.stages import read_data
from reportgen.catalog import FOLLOW_UP, load_project, read_follow_up
from reportgen.model.edition import Edition
from reportgen.model.figures import Figures
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, InputRefusedError, Problem, ReportgenError
from reportgen.model.project import Project
from reportgen.model.remark import Conclusion, Progress, Remark
from reportgen.pack.archive import Archive
from reportgen.pack.editions import RECORDS, edition_of_archive
from reportgen.pack.returned import (
    AUDITOR,
    Book,
    CommentFile,
    Departure,
    departures,
    heard_in_book,
    read_book,
    read_comment_file,
)

RETURNED = f"{FOLDER}/returned"
_COMMENTS = re.compile(r"comments-[^/]*\.json")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_LIMIT = 500_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a returned file.

    Attributes:
        file: as it is called where it is kept, below the project.
        pack: the pack that it belongs to.
        newest: the pack of the same kind that was made last.
        new: remarks that weren't in the follow-up list.
        known: those that were in it already; whatever was answered stays.
        departures: what was changed outside the reviewer's columns; nothing of it was taken.
        told: everything else that a manager should know, with its place.
        dry_run: whether nothing was written.
    """

    file: str
    pack: Registered
    newest: Registered
    new: tuple[Remark, ...]
    known: tuple[Remark, ...]
    departures: tuple[Departure, ...]
    told: tuple[tuple[str, str], ...]
    dry_run: bool

    def counts(self) -> Mapping[str, int]:
        """New remarks by what they say."""
        names = [remark.conclusion.value if remark.conclusion else "comment" for remark in self.new]
        return {name: names.count(name) for name in (*(one.value for one in Conclusion), "comment") if name in names}

    def record(self) -> dict[str, Any]:
        """The result as JSON."""
        return {
            "schema": 1,
            "dry_run": self.dry_run,
            "file": self.file,
            "pack": {"id": self.pack.id, "number": self.pack.number, "newest": self.newest.id},
            "new": [remark_record(remark) for remark in self.new],
            "known": [remark.id for remark in self.known],
            "changed": [
                {"kind": d.kind, "sheet": d.sheet, "cell": d.cell, "row": d.key, "was": d.was, "now": d.now}
                for d in self.departures
            ],
            "told": [{"what": what, "where": where or None} for what, where in self.told],
        }


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a pack held, as far as it was kept: its edition, its lead workbook, the metric of each finding."""

    edition: Edition | None = None
    lead: Book | None = None
    metrics: Mapping[str, str] | None = None


def receive(
    root: Path, path: Path, *, by: str = "", pack: str = "", due: date | None = None, dry_run: bool = False
) -> Received:
    """Take a returned lead workbook, a file of comments, or a zip that holds them.

    Args:
        root: the project.
        path: the returned file.
        by: who wrote, where the file doesn't say.
        pack: id of the pack, where the workbook doesn't say any more.
        due: the day by which new remarks are to be answered.
        dry_run: whether to tell only what would come of it.

    Raises:
        BrokenProjectError: The project is broken, or the file cannot be read.
        InputRefusedError: The file is no returned file, or belongs to no pack that was sent from here.
    """
    data = _content(path)
    project = load_project(root)
    register = Register.read(root)
    file = f"{RETURNED}/{hashlib.sha256(data).hexdigest()[:12]}-{_fit(path.name)}"
    parts = _parts(data, path.name)
    ids = {_pack_of(part, pack) for part in parts}
    pack_sent = _belonging(parts, ids, register, project, path.name)
    receiving = _Receiving(root, project, pack_sent, register, file, hashlib.sha256(data).hexdigest())
    for part in parts:
        receiving.take(part, by)
    with writing(root):
        found = receiving.settled(due)
        result = replace(found, dry_run=dry_run)
        if not dry_run:
            _keep(root, file, data, result.new)
    return result


def _keep(root: Path, file: str, data: bytes, new: Iterable[Remark]) -> None:
    """Keep the file, then add the remarks: a list never names a file that isn't there."""
    if not (root / file).is_file():
        replace_file(root / file, data)
    path = root / FOLLOW_UP
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if (added := with_remarks(text, new)) != text:
        replace_file(path, added.encode())


# --- the file ------------------------------------------------------------------------------------


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LIMIT:
            raise InputRefusedError(
                [Problem(f"the file is larger than {_LIMIT:,} bytes", Place(path.name), "check it")]
            )
        return path.read_bytes()
    except OSError as error:
        problem = Problem(f"the file cannot be read ({error.strerror or error})", Place(str(path)), "check the name")
        raise BrokenProjectError([problem]) from error


def _fit(name: str) -> str:
    """A file's name without what a shell or another system would stumble over."""
    return _UNFIT.sub("-", name).strip("-.")[-80:] or "returned"


def _parts(data: bytes, name: str) -> list[Book | CommentFile]:
    """The workbook or the comments in a file, or all of them in a zip."""
    if not data.startswith(b"PK"):
        return [read_comment_file(data, name)] if data.lstrip()[:1] == b"{" else [read_book(data, name)]
    archive = Archive(data, name)
    if "xl/workbook.xml" in archive:
        return [read_book(data, name)]
    found: list[Book | CommentFile] = []
    for member in archive.names:
        last = member.rpartition("/")[2]
        if _COMMENTS.fullmatch(last):
            found.append(read_comment_file(archive.read(member), f"{name} › {member}"))
        elif last.endswith(".xlsx") and not last.startswith(("~", ".")):
            book = _lead_among(archive.read(member), f"{name} › {member}")
            found += [book] if book else []
    if not found:
        what = "the zip holds neither a lead workbook nor a file of comments"
        raise InputRefusedError([Problem(what, Place(name), "receive the workbook or the comments themselves")])
    return found


def _lead_among(data: bytes, name: str) -> Book | None:
    """A workbook of a zip, if it is a lead workbook; the submissions that a pack holds are none."""
    book = Archive(data, name)
    if "xl/workbook.xml" not in book or b'"_meta"' not in book.read("xl/workbook.xml"):
        return None
    found = read_book(data, name)
    return found if found.pack else None


def _pack_of(part: Book | CommentFile, named: str) -> str:
    return part.pack or named


def _belonging(
    parts: Iterable[Book | CommentFile], ids: set[str], register: Register, project: Project, name: str
) -> Registered:
    """The pack that a returned file belongs to.

    Raises:
        InputRefusedError: It doesn't say, names several, or names one that was never sent from here.
    """

    def refused(what: str, fix: str) -> InputRefusedError:
        return InputRefusedError([Problem(what, Place(name), fix)])

    if "" in ids:
        what = "the workbook doesn't say which pack it belongs to: its sheet _meta is gone"
        raise refused(what, "if it is a lead workbook of this project, name the pack: --pack ID, as on its index sheet")
    if len(ids) > 1:
        raise refused(f"the zip holds files of several packs: {', '.join(sorted(ids))}", "receive them one by one")
    id = next(iter(ids))
    if (sent := register.get(id)) is not None:
        return sent
    part = next(iter(parts))
    theirs = part.project if isinstance(part, CommentFile) else part.meta.get("project", "")
    if theirs == project_id(project.settings.names["company"]):
        what = f"pack {id} of this company is not in the register"
        raise refused(what, "put data/review/packs.toml back as it was when the pack was made")
    whose = (
        "" if isinstance(part, CommentFile) else f": {part.meta.get('company', '')}, {part.meta.get('fiscal_year', '')}"
    )
    raise refused(f"the file belongs to pack {id} of another project{whose}", "receive it in the project that sent it")


# --- what it says --------------------------------------------------------------------------------


class _Receiving:
    def __init__(
        self, root: Path, project: Project, pack: Registered, register: Register, file: str, sha256: str
    ) -> None:
        self._root, self._project, self._pack = root, project, pack
        self._file, self._sha256 = file, sha256
        alike = [one for one in register.packs if (one.year, one.scope) == (pack.year, pack.scope)]
        self._newest = alike[-1]
        self._told: list[tuple[str, str]] = []
        self._departures: list[Departure] = []
        self._remarks: dict[str, Remark] = {}
        self._sent = self._kept()
        self._figures = self._now()

    def _kept(self) -> _Sent:
        path = kept_copy(self._root, self._pack.id)
        name = path.relative_to(self._root).as_posix()
        if not path.is_file():
            what = "what the pack held isn't kept any more, so nobody can tell what else was changed in the file"
            self._told.append((what, name))
            return _Sent()
        archive = Archive(path.read_bytes(), name)
        edition = edition_of_archive(archive, name)
        leads = [member for member in archive.names if member.endswith(".xlsx")]
        findings = json.loads(archive.read(f"{RECORDS}/findings.json")) if f"{RECORDS}/findings.json" in archive else {}
        metrics = {str(f.get("fingerprint")): str(f.get("metric") or "") for f in findings.get("findings", [])}
        return _Sent(edition, read_book(archive.read(leads[0]), name) if leads else None, metrics)

    def _now(self) -> Figures | None:
        try:
            return read_data(self._root).figures
        except ReportgenError as error:
            what = f"figures can't be compared with those of the pack: {error.problems[0].what}"
            self._told.append((what, str(error.problems[0].where or "")))
            return None

    def take(self, part: Book | CommentFile, by: str) -> None:
        """Take a workbook or a file of comments."""
        lead, sha256 = self._sent.lead, self._sha256
        if isinstance(part, Book):
            heard = heard_in_book(part, lead, pack=self._pack.id, by=by, file=self._file, sha256=sha256)
            self._departures += departures(lead, part) if lead is not None else ()
            self._told += [("the sheet reaches further than is read", sheet) for sheet in part.beyond]
        else:
            part = replace(part, pack=self._pack.id)
            heard = part.heard(self._printed(), by=by, file=self._file, sha256=sha256)
        self._told += [(doubt.what, str(doubt.where)) for doubt in heard.doubts]
        self._remarks |= {remark.id: remark for remark in heard.remarks}

    def _printed(self) -> dict[str, Decimal]:
        """What the lead workbook prints for each figure; where it wasn't kept, the figures themselves."""
        edition = self._sent.edition
        found = {f"figure:{f.metric}@{f.period}": f.value for f in edition.figures.values()} if edition else {}
        printed = {key: value for key, value in found.items() if value is not None}
        for sheet in self._sent.lead.sheets.values() if self._sent.lead else ():
            for line in sheet.lines:
                value = line.cells.get("printed")
                if isinstance(value, int | float) and not isinstance(value, bool):
                    printed[line.key] = Decimal(format(value, ".15g"))
        return printed

    # --- what becomes of it ----------------------------------------------------------------------

    def settled(self, due: date | None) -> Received:
        """The remarks with what the project knows of them: those that are new, and those that are known."""
        listed = read_follow_up(self._root)
        ids = {remark.id for remark in listed}
        said = {(_said(remark), remark.by) for remark in listed}
        words = {words for words, _ in said}
        new: list[Remark] = []
        known: list[Remark] = []
        for remark in self._remarks.values():
            # A program that loses the names of those who comment makes no new remark of an old one, nor does a name
            # that is filled in later.
            nameless = (remark.by == AUDITOR and _said(remark) in words) or (_said(remark), AUDITOR) in said
            same = remark.id in ids or nameless
            (known if same else new).append(remark)
        new = [self._settled(remark, due) for remark in new]
        if self._newest.id != self._pack.id:
            when = self._newest.made_at.date()
            what = f"the file belongs to pack {self._pack.number}; pack {self._newest.number} of {when} is newer"
            self._told.insert(0, (what, ""))
        self._tell_changed(new)
        self._tell_gone(new)
        self._tell_agreed(new, listed)
        return Received(
            self._file,
            self._pack,
            self._newest,
            tuple(new),
            tuple(known),
            tuple(self._departures),
            tuple(self._told),
            dry_run=False,
        )

    def _settled(self, remark: Remark, due: date | None) -> Remark:
        stood = None
        if remark.figure is not None and self._sent.edition is not None:
            figure = self._sent.edition.figures.get(remark.figure)
            stood = figure.value if figure else None
        open_ = remark.progress is Progress.OPEN
        return replace(remark, stood=stood, owner=self._owner(remark), due=due if open_ else None)

    def _owner(self, remark: Remark) -> str:
        """Id of the owner who can answer, as far as the subject tells."""
        kind, _, rest = remark.subject.partition(":")
        metric = rest.partition("@")[0]
        if kind == "finding":
            metric = (self._sent.metrics or {}).get(rest, "")
        elif kind == "note" and rest in self._project.notes:
            metric = next((on.partition("@")[0] for on in self._project.notes[rest].on), "")
        found = self._project.metrics.get(metric)
        return found.owner if found is not None else ""

    def _tell_changed(self, new: Iterable[Remark]) -> None:
        if self._figures is None:
            return
        for remark in new:
            figure = self._figures.get(*remark.figure) if remark.figure else None
            if remark.stood is not None and figure is not None and figure.value != remark.stood:
                now = "without a number" if figure.value is None else f"{figure.value:f}"
                what = f"{remark.subject} was {remark.stood:f} in the pack and is {now} now"
                self._told.append((what, str(remark.source or "")))

    def _tell_gone(self, new: Iterable[Remark]) -> None:
        """Remarks on what the report or the pack doesn't hold; they are taken all the same."""
        project = self._project
        sections = {section.id for section in project.outline.sections}
        lead = self._sent.lead
        in_pack = {line.key for sheet in lead.sheets.values() for line in sheet.lines} if lead else None
        for remark in new:
            kind, _, rest = remark.subject.partition(":")
            gone = (
                (
                    kind == "figure"
                    and self._figures is not None
                    and self._figures.get(*remark.figure or ("", "")) is None
                )
                or (kind == "note" and rest not in project.notes)
                or (kind == "section" and rest not in sections)
            )
            if gone:
                self._told.append((f"{remark.subject} is not in the report any more", str(remark.source or "")))
            elif kind == "figure" and in_pack is not None and remark.subject not in in_pack:
                self._told.append((f"{remark.subject} was not in the pack", str(remark.source or "")))

    def _tell_agreed(self, new: Iterable[Remark], listed: Iterable[Remark]) -> None:
        """Remarks of before on a figure that the reviewer agrees with now: whoever follows up may clear them."""
        waiting = [remark for remark in listed if remark.progress is not Progress.CLEARED]
        for remark in new:
            if remark.conclusion is Conclusion.AGREED and remark.progress is Progress.CLEARED:
                for old in (one for one in waiting if one.subject == remark.subject):
                    fix = f"reportgen pack answer {old.id} --clear"
                    what = f"{remark.by} agrees with {remark.subject} now; to clear the remark on it: {fix}"
                    self._told.append((what, str(remark.source or "")))


def _said(remark: Remark) -> tuple[object, ...]:
    """What a remark says, whoever said it."""
    value = None if remark.value is None else str(remark.value)
    return (remark.pack, remark.subject, remark.text, remark.tick, value, remark.conclusion, remark.quote)
