"""Findings as SARIF 2.1.0, which code hosts show beside the lines.

Source:
    OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

import inspect
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from reportgen.model.finding import Finding, Outcome, Severity
from reportgen.render.findings.order import in_order

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(outcomes: Iterable[Outcome], manuals: Mapping[str, str], tool: str) -> dict[str, Any]:
    """One run: a rule for each check that ran, a result for each finding.

    Args:
        outcomes: of the checks.
        manuals: manual of each check by code.
        tool: version of the program.
    """
    ran = [outcome for outcome in outcomes if not outcome.not_run]
    rules = [_rule(outcome, manuals.get(outcome.code, "")) for outcome in ran]
    at = {outcome.code: number for number, outcome in enumerate(ran)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "reportgen", "version": tool, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, at[finding.code]) for finding in in_order(ran)],
            }
        ],
    }


def _rule(outcome: Outcome, manual: str) -> dict[str, Any]:
    text = inspect.cleandoc(manual)
    first = text.partition("\n")[0] or outcome.name
    return {
        "id": outcome.code,
        "name": "".join(word.capitalize() for word in outcome.name.split("-")),
        "shortDescription": {"text": first},
        "fullDescription": {"text": text or first},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.fix}."},
        "partialFingerprints": {"reportgen/v1": finding.fingerprint},
        "properties": {"confidence": finding.confidence.value},
    }
    if location := _location(finding):
        made["locations"] = [location]
    if finding.waived:
        made["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return made


def _location(finding: Finding) -> dict[str, Any]:
    if finding.cell:
        name = f"{finding.cell.sheet}!{finding.cell.ref}"
        uri = quote(finding.cell.workbook)
        return {
            "physicalLocation": {"artifactLocation": {"uri": uri}},
            "logicalLocations": [{"fullyQualifiedName": name}],
        }
    if finding.place:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.place.path)}}
        if finding.place.line:
            physical["region"] = {"startLine": finding.place.line}
        return {"physicalLocation": physical}
    return {}
