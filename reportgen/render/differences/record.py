"""What is different between two editions as JSON."""

from decimal import Decimal
from typing import Any

from reportgen.model.difference import Difference, DisclosureChange, FigureChange, FindingChange
from reportgen.model.edition import EditionDisclosure, EditionFigure, EditionFinding

SCHEMA = 1


def as_record(difference: Difference) -> dict[str, Any]:
    """The difference with ``"schema": 1`` at the top; decimals are written as text, exactly."""
    return {
        "schema": SCHEMA,
        "before": difference.before,
        "after": difference.after,
        "not_compared": list(difference.not_compared),
        "summary": {name: len(getattr(difference, name)) for name in _PARTS},
        "figures": [_figure(change) for change in difference.figures],
        "texts": [
            {
                "change": one.move.value,
                "language": one.language,
                "section": one.section,
                "title": one.title,
                "kind": one.kind,
                "before": one.before,
                "after": one.after,
                "figures_only": one.figures_only,
                "page": one.page,
                "from_section": one.origin or None,
            }
            for one in difference.texts
        ],
        "notes": [
            {"change": n.move.value, "note": n.id, "language": n.language, "before": n.before, "after": n.after}
            for n in difference.notes
        ],
        "disclosures": [_disclosure(change) for change in difference.disclosures],
        "findings": [_finding(change) for change in difference.findings],
    }


_PARTS = ("figures", "texts", "notes", "disclosures", "findings")


def _figure(change: FigureChange) -> dict[str, Any]:
    return {
        "change": change.move.value,
        "metric": change.figure.metric,
        "period": change.figure.period,
        "label": dict(change.figure.label),
        "owner": change.figure.owner,
        "aspects": list(change.aspects),
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(figure: EditionFigure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "value": _number(figure.value),
        "unit": figure.unit,
        "status": figure.status,
        "printed": dict(figure.printed),
        "assured": figure.assured,
        "notes": list(figure.notes),
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _disclosure(change: DisclosureChange) -> dict[str, Any]:
    def side(one: EditionDisclosure | None) -> dict[str, Any] | None:
        return None if one is None else {"status": one.status, "sections": list(one.sections)}

    told = change.after or change.before
    assert told is not None
    return {
        "change": change.move.value,
        "standard": told.standard,
        "code": told.code,
        "title": dict(told.title),
        "before": side(change.before),
        "after": side(change.after),
    }


def _finding(change: FindingChange) -> dict[str, Any]:
    def side(one: EditionFinding | None) -> dict[str, Any] | None:
        return None if one is None else {"severity": one.severity, "waiver": one.waived or None}

    told = change.after or change.before
    assert told is not None
    return {
        "change": {"added": "opened", "removed": "closed"}.get(change.move.value, "answered otherwise"),
        "fingerprint": told.fingerprint,
        "code": told.code,
        "message": told.message,
        "before": side(change.before),
        "after": side(change.after),
    }
