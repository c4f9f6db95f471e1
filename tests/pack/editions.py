"""Editions made by hand, and their files."""

import io
import json
import zipfile
from decimal import Decimal

from reportgen.model.edition import (
    Edition,
    EditionDisclosure,
    EditionFigure,
    EditionFinding,
    EditionNote,
    EditionText,
)

ZH, EN = "zh-hant", "en"


def figure(metric="ghg.total", period="2022", value="5739723.7", **more) -> EditionFigure:
    number = None if value is None else Decimal(value)
    printed = "–" if number is None else f"{number:,} tonnes"
    told = {
        "unit": "tonnes",
        "status": "derived",
        "printed": {EN: printed, ZH: printed.replace("tonnes", "噸")},
        "label": {EN: metric, ZH: "總量"},
        "assured": False,
        "notes": (),
        "owner": "environment",
    }
    return EditionFigure(metric, period, number, **{**told, **more})


def text(words, *, section="climate", language=EN, kind="paragraph", page=None) -> EditionText:
    return EditionText(language, section, section.title(), kind, words, page)


def edition(name="a", *, figures=(), texts=(), notes=(), disclosures=(), findings=(), lacks=()) -> Edition:
    return Edition(
        name,
        "2022",
        {one.key: one for one in figures},
        tuple(texts),
        tuple(notes),
        {one.key: one for one in disclosures},
        {one.fingerprint: one for one in findings},
        frozenset(lacks),
    )


def disclosure(code="A1.2", status="reported", sections=("climate",)) -> EditionDisclosure:
    return EditionDisclosure("HKEX@2022", code, {EN: code, ZH: code}, status, tuple(sections))


def finding(fingerprint="00", severity="error", waived="", code="AR001") -> EditionFinding:
    return EditionFinding(fingerprint, code, severity, f"wrong {fingerprint}", waived)


def note(id="scope-two", words="Restated.", language=EN) -> EditionNote:
    return EditionNote(id, language, words)


def files_of(made: Edition) -> dict[str, bytes]:
    """The records of an edition, as a build writes them."""
    sections: dict[tuple[str, str], dict] = {}
    for one in made.texts:
        section = sections.setdefault(
            (one.language, one.section),
            {"language": one.language, "section": one.section, "title": one.title, "page": one.page, "blocks": []},
        )
        section["blocks"].append({"kind": one.kind, "text": one.words, "page": one.page})
    for one in made.notes:
        section = sections.setdefault(
            (one.language, "data"),
            {"language": one.language, "section": "data", "title": "Data", "page": None, "blocks": []},
        )
        section["blocks"].append({"kind": "note", "text": one.words, "page": None, "note": one.id})
    figures = [
        {
            "metric": one.metric,
            "period": one.period,
            "value": None if one.value is None else format(one.value, "f"),
            "unit": one.unit,
            "status": one.status,
            "printed": dict(one.printed),
            "label": dict(one.label),
            "assured": one.assured,
            "notes": list(one.notes),
            "owner": one.owner,
            "sources": [],
        }
        for one in made.figures.values()
    ]
    entries = []
    for one in made.disclosures.values():
        standard, _, edition_ = one.standard.partition("@")
        told = {"standard": standard, "edition": edition_, "code": one.code, "title": dict(one.title)}
        entries.append(told | {"status": one.status, "sections": list(one.sections)})
    findings = [
        {
            "fingerprint": one.fingerprint,
            "code": one.code,
            "severity": one.severity,
            "message": one.message,
            "waived": bool(one.waived),
            "waiver": one.waived or None,
        }
        for one in made.findings.values()
    ]
    records = {
        "figures.json": {"figures": figures},
        "text.json": {"year": int(made.year), "sections": list(sections.values())},
        "index.json": {"entries": entries},
        "findings.json": {"findings": findings},
    }
    return {name: json.dumps({"schema": 1, **record}, ensure_ascii=False).encode() for name, record in records.items()}


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
