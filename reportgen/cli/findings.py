"""Findings as a person reads them at the terminal."""

from collections import Counter
from collections.abc import Sequence

from reportgen.cli import console
from reportgen.model.finding import Finding, Outcome, Severity


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Tell each finding, most serious first, and close with how many checks ended how."""
    if not outcomes:
        return
    order = list(Severity)
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    for finding in sorted(findings, key=lambda f: (order.index(f.severity), f.code)):
        console.result(_told(finding))
    console.talk(_closing(outcomes, findings))


def _told(finding: Finding) -> str:
    where = finding.cell or finding.place
    lines = [f"{finding.severity.value}[{finding.code}]: {finding.message}"]
    if where is not None:
        lines.append(f"  --> {where}" + (f" (page {finding.page})" if finding.page else ""))
    lines.append(f"   = help: {finding.fix}")
    lines.append(f"   = more: reportgen explain {finding.code}")
    return "\n".join(lines)


def _closing(outcomes: Sequence[Outcome], findings: Sequence[Finding]) -> str:
    clean = sum(1 for o in outcomes if not o.findings and o.examined and not o.not_run)
    nothing = sum(1 for o in outcomes if not o.findings and not o.examined and not o.not_run)
    not_run = [o.code for o in outcomes if o.not_run]
    counted = Counter(f.severity.value for f in findings)
    found = ", ".join(f"{counted[s.value]} {s.value}{'s' * (counted[s.value] != 1)}" for s in Severity)
    text = f"{len(outcomes)} checks: {clean} clean, {found}, {nothing} with nothing to examine, {len(not_run)} not run"
    return text + (f" ({', '.join(not_run)})" if not_run else "")
