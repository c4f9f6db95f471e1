"""The JSON files that others rely on: figures, trace, index and findings.

Keys may be added, never changed; ``schema`` tells the version. Decimals are written as text, exactly.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from reportgen.locale import Printer
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.finding import Finding, Outcome
from reportgen.model.manuscript import KpiTable, Manuscript
from reportgen.model.place import Cell
from reportgen.model.project import Project
from reportgen.model.standard import IndexEntry

SCHEMA = 1


def as_json(record: Mapping[str, Any]) -> bytes:
    """A record as UTF-8 JSON, the same bytes for the same content."""
    return (json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False, indent=1) + "\n").encode()


def number(value: Decimal | None) -> str | None:
    """A decimal as plain digits, without exponent: ``5836000000``, ``0.00``."""
    return None if value is None else format(value, "f")


def figures_record(dossier: Dossier, printers: Mapping[str, Printer]) -> dict[str, Any]:
    """``figures.json``: each figure with its value, its printed form in each language, and its sources."""
    notes = _notes_by_figure(dossier.manuscripts)
    return {"figures": [_figure(figure, dossier.project, printers, notes) for figure in dossier.figures]}


def trace_record(dossier: Dossier, pages: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """``trace.json``: which printed text came from which figure, where it was written and on which page it stands."""
    bindings = [
        {
            "language": b.language,
            "section": b.section,
            "text": b.text,
            "metric": b.metric,
            "period": b.period,
            "value": number(b.value),
            "path": b.place.path,
            "line": b.place.line,
            "page": pages.get(b.language, {}).get(b.id),
            "kind": b.kind,
            "id": b.id,
            "others": [{"metric": metric, "period": period} for metric, period in b.others],
        }
        for manuscript in dossier.manuscripts
        for b in manuscript.bindings
    ]
    unbound = [
        {"language": u.language, "section": u.section, "text": u.text, "path": u.place.path, "line": u.place.line}
        for u in dossier.unbound
    ]
    return {"bindings": bindings, "unbound": unbound}


def index_record(entries: Iterable[IndexEntry]) -> dict[str, Any]:
    """``index.json``: each disclosure with what answers it."""
    return {
        "entries": [
            {
                "standard": e.disclosure.standard,
                "edition": e.disclosure.edition,
                "code": e.disclosure.code,
                "title": dict(e.disclosure.title),
                "status": e.status,
                "sections": list(e.sections),
                "metrics": list(e.metrics),
                "pages": {language: list(pages) for language, pages in e.pages},
                "reason": dict(e.reason) if e.reason else None,
                "obligation": e.disclosure.obligation,
                "confidence": e.disclosure.confidence,
            }
            for e in entries
        ]
    }


def findings_record(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """``findings.json``: all findings, and how each check ended."""
    checked = list(outcomes)
    findings = [finding for outcome in checked for finding in outcome.findings]
    severities = Counter(finding.severity.value for finding in findings if not finding.waived)
    return {
        "findings": [_finding(finding) for finding in findings],
        "summary": {
            "errors": severities["error"],
            "warnings": severities["warning"],
            "infos": severities["info"],
            "waived": sum(1 for finding in findings if finding.waived),
            "checks": [
                {
                    "code": o.code,
                    "name": o.name,
                    "outcome": o.ending.value,
                    "examined": o.examined,
                    "findings": len(o.findings),
                    "not_run": o.not_run or None,
                }
                for o in checked
            ],
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place, cell = finding.place, finding.cell
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "fix": finding.fix,
        "language": finding.language,
        "metric": finding.metric,
        "period": finding.period,
        "section": finding.section,
        "location": {
            "path": place.path if place else (cell.workbook if cell else None),
            "line": place.line if place else None,
            "sheet": cell.sheet if cell else None,
            "cell": cell.ref if cell else None,
            "page": finding.page,
        },
        "involved": [
            {"metric": i.metric, "period": i.period, "text": i.text, "at": str(i.at) if i.at else None}
            for i in finding.involved
        ],
        "waived": bool(finding.waived),
        "waiver": finding.waived or None,
        "fingerprint": finding.fingerprint,
    }


def _figure(
    figure: Figure, project: Project, printers: Mapping[str, Printer], notes: Mapping[tuple[str, str], list[str]]
) -> dict[str, Any]:
    metric = project.metrics[figure.metric]
    unit = project.units[metric.unit]
    english = printers.get("en") or next(iter(printers.values()))
    return {
        "metric": figure.metric,
        "period": figure.period.id,
        "value": number(figure.value),
        "unit": english.unit(metric, unit),
        "status": figure.status.value,
        "printed": {language: printer.figure(figure, metric, unit) for language, printer in printers.items()},
        "notes": notes.get(figure.key, []),
        "assured": figure.assured,
        "sources": [_source(cell) for cell in figure.sources],
        "formula": figure.formula,
        "label": dict(metric.label),
        "state": figure.state.value,
        "kind": figure.kind.value,
        "qualifier": figure.qualifier.value,
        "owner": metric.owner,
        "same_as": metric.same_as,
        "inputs": [{"metric": id, "period": period} for id, period in figure.inputs],
        "reason": figure.reason,
    }


def _source(cell: Cell) -> dict[str, str]:
    return {"workbook": cell.workbook, "sheet": cell.sheet, "cell": cell.ref, "sha256": cell.sha256}


def _notes_by_figure(manuscripts: Iterable[Manuscript]) -> dict[tuple[str, str], list[str]]:
    """Ids of the notes whose markers stand at a figure's row or value, from the first language's tables."""
    found: dict[tuple[str, str], list[str]] = {}
    for manuscript in manuscripts:
        bound = {binding.id: binding for binding in manuscript.bindings}
        for chapter in manuscript.chapters:
            for block in chapter.blocks:
                if not isinstance(block, KpiTable):
                    continue
                ids = {note.number: note.id for note in block.notes}
                for row in (row for group in block.groups for row in group.rows):
                    for cell in row.cells:
                        numbers = sorted({*row.marks, *cell.marks})
                        key = (row.metric, bound[cell.figure.binding].period)
                        found.setdefault(key, [ids[number] for number in numbers])
    return found
