"""``reportgen pack``: one zip for whoever reviews the report, always equal to the report as built."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.app.build import build
from reportgen.app.marking import marking
from reportgen.app.options import BuildOptions
from reportgen.app.outputs import PACKS, disk_errors, one_at_a_time, replace_file
from reportgen.app.packs import REGISTER, Register, kept_copy, with_pack, words_of
from reportgen.app.projects import cache_folder
from reportgen.app.reviewing import gather
from reportgen.catalog import load_project
from reportgen.locale import Printer
from reportgen.model.difference import Difference
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.review import PackScope, Review, Sent
from reportgen.pack import as_csv, data_files, figure_rows, zipped
from reportgen.pack.comparing import compare
from reportgen.pack.editions import edition_of, read_edition
from reportgen.pack.lead import lead_workbook
from reportgen.pack.lead.references import references
from reportgen.pack.manifest import MANIFEST, SIGNATURE, manifest
from reportgen.pack.readme import readme
from reportgen.pack.signing import signature
from reportgen.render.records import as_json, figures_record, findings_record
from reportgen.render.review import review_site

PARTS = ("report", "review", "workbooks", "data")
"""What may be left out of a pack; the lead workbook, the records and the manifest never are."""
LEAD = "lead.xlsx"
_BUILT = ("trace.json", "index.json", "text.json")


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was made.

    Attributes:
        path: of the zip.
        review: what it tells.
        files: how many are in it.
        size: of the zip, in bytes.
        sha256: of the zip.
        signed: whether a key has signed it.
        unmarked: by language, the printed selected figures that were not found in the PDF, and where they are written.
    """

    path: Path
    review: Review
    files: int
    size: int
    sha256: str
    signed: bool
    unmarked: Mapping[str, tuple[str, ...]]


def owners_of(root: Path) -> tuple[str, ...]:
    """Ids of the owners who hand figures in, as report.toml has them.

    Raises:
        BrokenProjectError: The project is broken.
    """
    project = load_project(root)
    asked = {metric.owner for metric in project.metrics.values() if metric.handed_in}
    return tuple(owner.id for owner in project.settings.owners if owner.id in asked)


def make_pack(
    root: Path,
    scope: PackScope,
    *,
    without: Sequence[str] = (),
    out: Path | None = None,
    key: Path | None = None,
    say: Callable[[str], None],
) -> Packed:
    """Build the report where anything has changed, and pack it.

    Args:
        root: the project.
        scope: which figures go in, and whether people are named.
        without: parts that are left out.
        out: the zip; below ``output/packs`` if not given.
        key: file of a private key that signs.
        say: told what is being done.

    Raises:
        BrokenProjectError: The project or the disk stands in the way, or the choice holds nothing.
        InputRefusedError: Figures are missing.
    """
    _known_parts(without)
    private = None if key is None else _read_key(key)
    build(root, BuildOptions(), say)
    say("gathering what the report comes from")
    review = gather(root, scope, _built_at(root))
    review = replace(review, sent=tuple(_placed(one, scope, without) for one in review.sent))
    records = _records(root, review, "report" not in without)
    review = replace(review, change=_change(root, review, records))
    files = {f"records/{name}": content for name, content in records.items()}
    lost: dict[str, tuple[str, ...]] = {}
    if "report" in without:
        files |= _written(root, review, without, say)
    else:
        with marking(root, review, references(review)) as coming:
            files |= _written(root, review, without, say)
            say("marking the selected information")
            for language, marked in coming.result().items():
                files[_pdf(language)] = marked.pdf
                lost[language] = tuple(f"{b.metric}@{b.period} ({b.place})" for b in marked.lost)
    kept = {name: files[name] for name in (LEAD, *(f"records/{name}" for name in records))}
    path = out if out is not None else root / "output" / PACKS / f"{_name(review)}.zip"
    files["README.txt"] = readme(
        review, files, name=path.name, scope=words_of(scope), without=sorted(without), signed=private is not None
    )
    files[MANIFEST] = manifest(files, review.identity, _told(review, without, lost))
    if private is not None and key is not None:
        files[SIGNATURE] = signature(files[MANIFEST], private, str(key))
    say("packing")
    content = zipped(files, review.identity.made_at)
    digest = hashlib.sha256(content).hexdigest()
    with disk_errors(str(path)), one_at_a_time(cache_folder(root), say):
        replace_file(path, content)
        _register(root, review, path.name, digest, kept)
    return Packed(path, review, len(files), len(content), digest, private is not None, lost)


def _known_parts(without: Sequence[str]) -> None:
    fix = f"use one of {', '.join(PARTS)}"
    problems = [Problem(f"a pack has no part {word!r}", None, fix) for word in without if word not in PARTS]
    if problems:
        raise BrokenProjectError(problems)


def _read_key(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"the key cannot be read ({error.strerror})"
        raise BrokenProjectError([Problem(what, Place(str(path)), "make one with: reportgen pack key FILE")]) from error


def _built_at(root: Path) -> datetime:
    path = root / "output" / MANIFEST
    return datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["built_at"])


def _placed(sent: Sent, scope: PackScope, without: Sequence[str]) -> Sent:
    """Whether a workbook goes in, and where, or why not."""
    why = sent.why_out
    if not why and "workbooks" in without:
        why = "the workbooks were left out of this pack"
    if not why and scope.roles:
        why = "it may name people, and this pack names nobody; it is kept at the company"
    if not why and scope.owners and sent.owner not in scope.owners:
        why = "it is another owner's"
    if why:
        return replace(sent, why_out=why)
    inside = PurePosixPath(sent.path).relative_to("data").as_posix()
    return replace(sent, pack_path=f"workbooks/{inside.removeprefix('workbooks/')}")


def _records(root: Path, review: Review, text: bool) -> dict[str, bytes]:
    """The machine-readable records, of the figures in scope alone."""
    dossier = replace(review.dossier, figures=replace(review.dossier.figures, by_key=dict(review.figures)))
    printers = {language: Printer(language) for language in dossier.project.settings.languages}
    found = {
        "figures.json": as_json(figures_record(dossier, printers)),
        "findings.json": as_json(findings_record(review.outcomes)),
    }
    for name in _BUILT:
        content = (root / "output" / name).read_bytes()
        if name == "text.json" and not text:
            continue
        found[name] = content if review.scope.whole else _filtered(name, content, review)
    return found


def _filtered(name: str, content: bytes, review: Review) -> bytes:
    record: dict[str, Any] = json.loads(content)
    if name == "trace.json":
        record["bindings"] = [b for b in record["bindings"] if (b["metric"], b["period"]) in review.figures]
    return as_json(record)


def _change(root: Path, review: Review, records: Mapping[str, bytes]) -> Difference | None:
    """What is different since the pack before, where its copy was kept."""
    identity = review.identity
    before = Register.read(root).get(identity.previous)
    if before is None or not kept_copy(root, before.id).is_file():
        return None
    earlier = read_edition(kept_copy(root, before.id), f"pack {before.number} ({before.made_at:%Y-%m-%d})")
    return compare(earlier, edition_of(records, f"pack {identity.number} ({identity.made_at:%Y-%m-%d})"))


def _written(root: Path, review: Review, without: Sequence[str], say: Callable[[str], None]) -> dict[str, bytes]:
    """All of a pack that this process writes: the lead workbook, the review edition, the tables, the workbooks."""
    say("writing the lead workbook")
    files = {LEAD: lead_workbook(review)}
    if "review" not in without:
        say("writing the review edition")
        languages = () if "report" in without else review.dossier.project.settings.languages
        pdfs = {language: f"../{_pdf(language)}" for language in languages}
        charts = cache_folder(root) / "charts"
        edition = review_site(review, pdfs=pdfs, references=references(review), chart_cache=charts)
        files |= {f"review/{name}": content for name, content in edition.items()}
    if "data" not in without:
        files |= {f"data/{name}": content for name, content in _data(review).items()}
    return files | {one.pack_path: (root / one.path).read_bytes() for one in review.sent if one.pack_path}


def _pdf(language: str) -> str:
    return f"report/{language}/report.pdf"


def _data(review: Review) -> Mapping[str, bytes]:
    if review.scope.whole:
        return data_files(review.dossier)
    figures = replace(review.dossier.figures, by_key=dict(review.figures))
    return {"figures.csv": as_csv(figure_rows(replace(review.dossier, figures=figures), {}))}


def _told(review: Review, without: Sequence[str], unmarked: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    settings = review.dossier.project.settings
    return {
        "company": dict(settings.names["company"]),
        "fiscal_year": settings.fiscal_year.year,
        "scope": words_of(review.scope),
        "without": sorted(without),
        "unmarked": {language: list(lost) for language, lost in unmarked.items()},
    }


def _name(review: Review) -> str:
    scope = "-".join([*review.scope.owners, *review.scope.topics, *(["selected"] if review.scope.selected else [])])
    year, identity = review.dossier.project.settings.fiscal_year.year, review.identity
    return "-".join(part for part in ("review-pack", str(year), scope, f"{identity.number:02}", identity.id) if part)


def _register(root: Path, review: Review, name: str, digest: str, kept: Mapping[str, bytes]) -> None:
    """Write down that the pack was made and what it held, so that its answers are understood when they come."""
    year = review.dossier.project.settings.fiscal_year.year
    replace_file(kept_copy(root, review.identity.id), zipped(kept, review.identity.made_at))
    text = with_pack(root, review.identity, review.scope, year, file=name, sha256=digest)
    replace_file(root / REGISTER, text.encode())
