"""The JSON files that others rely on: figures, trace, index, text and findings.

Keys may be added, never changed; ``schema`` tells the version. Decimals are written as text, exactly.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.locale import Printer
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Part
from reportgen.model.finding import Finding, Outcome
from reportgen.model.index import Answer, IndexEntry
from reportgen.model.noted import notes_by_figure
from reportgen.model.place import Cell
from reportgen.model.project import Project
from reportgen.model.restatement import Restatement
from reportgen.model.standard import Part as Requirement
from reportgen.render.plain import PlainSection, plain_sections
from reportgen.render.site.plan import Plan, site_plans

SCHEMA = 1


def as_json(record: Mapping[str, Any]) -> bytes:
    """A record as UTF-8 JSON, the same bytes for the same content."""
    return (json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False, indent=1) + "\n").encode()


def number(value: Decimal | None) -> str | None:
    """A decimal as plain digits, without exponent: ``5836000000``, ``0.00``."""
    return None if value is None else format(value, "f")


def figures_record(dossier: Dossier, printers: Mapping[str, Printer]) -> dict[str, Any]:
    """``figures.json``: each figure with its value, its printed form in each language, and its sources."""
    notes = notes_by_figure(dossier.manuscripts)
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


def text_record(dossier: Dossier, pages: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """``text.json``: the words of each section in each language, block by block, by which editions are compared.

    A block is a heading, paragraph, item, title, head, row, card, label, caption, note or footnote; what it says is
    written as printed. ``page`` is null where the page isn't known for certain, ``note`` the id of a note.
    """
    outline = dossier.project.outline
    return {
        "year": dossier.project.settings.fiscal_year.year,
        "sections": [
            _section(section)
            for manuscript in dossier.manuscripts
            for section in plain_sections(
                manuscript, outline, pages.get(manuscript.language, {}), Printer(manuscript.language)
            )
        ],
    }


def _section(section: PlainSection) -> dict[str, Any]:
    return {
        "language": section.language,
        "section": section.id,
        "title": section.title,
        "page": section.page,
        "blocks": [
            {"kind": block.kind, "text": block.text, "page": block.page} | ({"note": block.note} if block.note else {})
            for block in section.blocks
        ],
    }


def index_record(dossier: Dossier) -> dict[str, Any]:
    """``index.json``: each disclosure with what answers it, and the same by section."""
    index, plans = dossier.index, site_plans(dossier.project, dossier.manuscripts)
    return {
        "entries": [_entry(entry, plans) for entry in index],
        "sections": [
            {
                "section": row.section,
                "table": row.table or None,
                "label": dict(row.label) if row.label else None,
                "metrics": list(row.metrics),
                "disclosures": [d.name for of in row.codes.values() for d in of],
            }
            for row in index.rows
        ],
    }


def _entry(entry: IndexEntry, plans: Mapping[str, Plan]) -> dict[str, Any]:
    disclosure, omission = entry.disclosure, entry.omission
    return {
        "standard": disclosure.standard,
        "edition": disclosure.edition,
        "code": disclosure.code,
        "title": dict(disclosure.title),
        "status": entry.status,
        "sections": list(entry.sections),
        "metrics": list(entry.metrics),
        "pages": {language: list(entry.pages(language)) for language in plans},
        "reason": dict(entry.reason) if entry.reason else None,
        "obligation": disclosure.obligation,
        "confidence": disclosure.confidence,
        "required": disclosure.required,
        "parent": disclosure.parent,
        "answers": [_answer(answer, plans) for answer in entry.answers],
        "answered_with": entry.above or None,
        "lacking": [_requirement(part) for part in entry.lacking],
        "left_out": [
            _requirement(each.part) | {"kind": each.omission.kind, "reason": dict(each.omission.reason)}
            for each in entry.left_out
        ],
        "omission": None if omission is None else {"kind": omission.kind, "considered": _day(omission.considered)},
        "assured": bool(entry.metrics) and len(entry.assured) == len(entry.metrics),
        "assured_metrics": list(entry.assured),
        "proposals": [
            {
                "from": proposal.source.key,
                "relation": proposal.relation,
                "confidence": proposal.confidence,
                "status": "proposed",
                "sections": [answer.section for answer in proposal.answers],
            }
            for proposal in entry.proposals
        ],
    }


def _answer(answer: Answer, plans: Mapping[str, Plan]) -> dict[str, Any]:
    return {
        "section": answer.section,
        "ways": list(answer.ways),
        "metrics": list(answer.metrics),
        "links": {
            language: f"site/{language}/{plans[language].page_of[answer.section]}.html#{element}"
            for language, element in answer.elements.items()
            if answer.section in plans[language].page_of
        },
        "pages": dict(answer.pages),
    }


def _requirement(part: Requirement) -> dict[str, Any]:
    return {"id": part.id, "kind": part.kind, "title": dict(part.title)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


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
        "subject": finding.subject,
        "waived": bool(finding.waived),
        "waiver": finding.waived or None,
        "fingerprint": finding.fingerprint,
    }


def _figure(
    figure: Figure, project: Project, printers: Mapping[str, Printer], notes: Mapping[tuple[str, str], Sequence[str]]
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
        "notes": list(notes.get(figure.key, ())),
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
        "restatement": _restatement(figure.restatement),
        "drilldown": _part(figure.drilldown),
    }


def _restatement(told: Restatement | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "before": number(told.before),
        "after": number(told.after),
        "effect": number(told.effect),
        "reason": told.reason,
        "by": told.by,
        "at": told.at.isoformat(),
    }


def _part(part: Part | None) -> dict[str, Any] | None:
    """What an entity and period adds to a consolidated figure, down to the cells."""
    if part is None:
        return None
    return {
        "entity": part.entity,
        "period": part.period.id,
        "value": number(part.value),
        "counts_by": number(part.counts_by),
        "state": part.state.value,
        "reason": part.reason,
        "source": None if part.source is None else _source(part.source),
        "parts": [_part(below) for below in part.parts],
    }


def _source(cell: Cell) -> dict[str, str]:
    return {"workbook": cell.workbook, "sheet": cell.sheet, "cell": cell.ref, "sha256": cell.sha256}
