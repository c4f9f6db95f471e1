"""Reads an edition of a report from the files that a build, a pack, a published report or a closed year keeps."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from reportgen.model.edition import (
    Edition,
    EditionDisclosure,
    EditionFigure,
    EditionFinding,
    EditionNote,
    EditionText,
)
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.pack.archive import Archive

FIGURES, TEXT, INDEX, FINDINGS = "figures.json", "text.json", "index.json", "findings.json"
RECORDS = "records"
"""Folder of a pack that holds the records."""
CLOSED, CLOSED_FIGURES = "closed.json", "figures.csv"
_SCHEMA = 1
_LIMIT = 100_000_000
_WHOLE = "name a folder that reportgen build has written, a pack, a published report, or a closed year"
_ONLY_VALUES = frozenset({"printed", "unit", "assured", "figure_notes"})
_PARTS = {TEXT: ("texts", "notes"), INDEX: ("disclosures",), FINDINGS: ("findings",)}


def _finite(value: Decimal | None) -> Decimal | None:
    if value is not None and not value.is_finite():
        raise ValueError("is no number")
    return value


Number = Annotated[Decimal | None, AfterValidator(_finite)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Figure(_Row):
    metric: str
    period: str
    value: Number
    unit: str = ""
    status: str
    printed: dict[str, str] = Field(default_factory=dict)
    label: dict[str, str] = Field(default_factory=dict)
    assured: bool = False
    notes: list[str] = Field(default_factory=list)
    owner: str = ""


class _Block(_Row):
    kind: str
    text: str
    page: int | None = None
    note: str = ""


class _Section(_Row):
    language: str
    section: str
    title: str
    page: int | None = None
    blocks: list[_Block]


class _Entry(_Row):
    standard: str
    edition: str
    code: str
    title: dict[str, str]
    status: str
    sections: list[str]


class _Finding(_Row):
    fingerprint: str
    code: str
    severity: str
    message: str
    waived: bool = False
    waiver: str | None = None


class _Figures(_Row):
    figures: list[_Figure]


class _Texts(_Row):
    year: int
    sections: list[_Section]


class _Index(_Row):
    entries: list[_Entry]


class _Findings(_Row):
    findings: list[_Finding]


class _Closed(_Row):
    fiscal_year: int


R = TypeVar("R", bound=_Row)


def read_edition(path: Path, name: str) -> Edition:
    """Read an edition.

    Args:
        path: a build's folder, a published report's, that of a closed year, or a review pack (a zip, or unpacked).
        name: what a reader calls it.

    Raises:
        BrokenProjectError: There is no edition, or its files are not what was written.
    """
    try:
        if path.is_dir():
            return _of_folder(path, name)
        if path.stat().st_size > _LIMIT * 5:
            raise _wrong(f"the file has {path.stat().st_size:,} bytes; that is no pack", name)
        return edition_of_archive(Archive(path.read_bytes(), name), name)
    except FileNotFoundError:
        raise BrokenProjectError([Problem(f"there is no {name!r}", None, _WHOLE)]) from None
    except OSError as error:
        raise _wrong(f"it cannot be read ({error.strerror or error})", name) from error


def edition_of_archive(archive: Archive, name: str) -> Edition:
    """The edition that a review pack holds.

    Raises:
        BrokenProjectError: It holds none, or its files are not what was written.
    """
    found = {part.rpartition("/")[0] for part in archive.names if part.rpartition("/")[2] == FIGURES}
    folder = min((one for one in found if one.rpartition("/")[2] == RECORDS), key=len, default=None)
    if folder is None:
        raise _wrong(f"this zip is no review pack: it holds no {RECORDS}/{FIGURES}", name)
    parts = {file: f"{folder}/{file}" for file in (FIGURES, *_PARTS)}
    return edition_of({file: archive.read(part) for file, part in parts.items() if part in archive}, name)


def _of_folder(folder: Path, name: str) -> Edition:
    for place in (folder, folder / RECORDS):
        if (place / FIGURES).is_file():
            files = [file for file in (FIGURES, *_PARTS) if (place / file).is_file()]
            return edition_of({file: _content(place / file, f"{name}/{file}") for file in files}, name)
    if (folder / CLOSED).is_file() and (folder / CLOSED_FIGURES).is_file():
        return _of_closed_year(folder, name)
    raise _wrong(f"the folder holds no {FIGURES}", name)


def edition_of(files: Mapping[str, bytes], name: str) -> Edition:
    """An edition from the content of its records.

    Args:
        files: by name, figures.json at least.
        name: what a reader calls it.

    Raises:
        BrokenProjectError: One of them is not what was written.
    """
    figures = _record(_Figures, files[FIGURES], f"{name}/{FIGURES}").figures
    texts = _record(_Texts, files[TEXT], f"{name}/{TEXT}") if TEXT in files else None
    index = _record(_Index, files[INDEX], f"{name}/{INDEX}").entries if INDEX in files else []
    findings = _record(_Findings, files[FINDINGS], f"{name}/{FINDINGS}").findings if FINDINGS in files else []
    disclosures = [_disclosure(entry) for entry in index]
    return Edition(
        name=name,
        year=str(texts.year) if texts else "",
        figures={(row.metric, row.period): _figure(row) for row in figures},
        texts=tuple(_texts(texts.sections)) if texts else (),
        notes=tuple(_notes(texts.sections)) if texts else (),
        disclosures={one.key: one for one in disclosures},
        findings={row.fingerprint: _finding(row) for row in findings},
        lacks=frozenset(part for file, parts in _PARTS.items() if file not in files for part in parts),
    )


def _figure(row: _Figure) -> EditionFigure:
    told = (row.unit, row.status, row.printed, row.label, row.assured, tuple(row.notes), row.owner)
    return EditionFigure(row.metric, row.period, row.value, *told)


def _texts(sections: Sequence[_Section]) -> list[EditionText]:
    found = []
    for section in sections:
        about = (section.language, section.section, section.title)
        found.append(EditionText(*about, "section", section.title, section.page))
        found += [EditionText(*about, b.kind, b.text, b.page) for b in section.blocks if not b.note]
    return found


def _notes(sections: Sequence[_Section]) -> list[EditionNote]:
    notes: dict[tuple[str, str], EditionNote] = {}
    for section in sections:
        for block in section.blocks:
            if block.note:
                note = EditionNote(block.note, section.language, block.text)
                notes.setdefault((note.id, note.language), note)
    return list(notes.values())


def _disclosure(entry: _Entry) -> EditionDisclosure:
    standard = f"{entry.standard}@{entry.edition}"
    return EditionDisclosure(standard, entry.code, entry.title, entry.status, tuple(entry.sections))


def _finding(row: _Finding) -> EditionFinding:
    return EditionFinding(row.fingerprint, row.code, row.severity, row.message, row.waiver or ("yes" * row.waived))


# --- closed years --------------------------------------------------------------------------------


def _of_closed_year(folder: Path, name: str) -> Edition:
    """Figures only, and of those what a closed year keeps."""
    year = _record(_Closed, _content(folder / CLOSED, name), f"{name}/{CLOSED}").fiscal_year
    place = f"{name}/{CLOSED_FIGURES}"
    try:
        rows = list(csv.DictReader(io.StringIO(_content(folder / CLOSED_FIGURES, name).decode("utf-8-sig"))))
        told = [_Figure.model_validate({**row, "unit": "", "value": row["value"] or None}) for row in rows]
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise _wrong(f"these are no figures of a closed year ({_first(error)})", place) from error
    lacks = _ONLY_VALUES | {part for parts in _PARTS.values() for part in parts}
    figures = {(row.metric, row.period): _figure(row) for row in told}
    return Edition(name, str(year), figures, (), (), {}, {}, lacks)


# --- files ---------------------------------------------------------------------------------------


def _content(path: Path, name: str) -> bytes:
    size = path.stat().st_size
    if size > _LIMIT:
        raise _wrong(f"the file has {size:,} bytes; at most {_LIMIT:,} are read", name)
    return path.read_bytes()


def _record(kind: type[R], content: bytes, place: str) -> R:
    try:
        data: Any = json.loads(content)
        if not isinstance(data, dict) or data.get("schema") != _SCHEMA:
            raise ValueError(f"its schema is not {_SCHEMA}")
        return kind.model_validate(data)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"the file is not what reportgen has written ({_first(error)})", place) from error


def _first(error: Exception) -> str:
    """What is wrong first, in a line."""
    if isinstance(error, ValidationError):
        detail = error.errors()[0]
        return f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}"
    return f"{error}" or type(error).__name__


def _wrong(what: str, name: str) -> BrokenProjectError:
    return BrokenProjectError([Problem(what, Place(name), _WHOLE)])
