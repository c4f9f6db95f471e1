"""Findings as a person reads them at the terminal."""

from collections import Counter
from collections.abc import Sequence

from reportgen.cli import console
from reportgen.model.finding import Ending, Finding, Outcome, Severity

_ENDINGS = {Ending.NOTHING: "with nothing to examine", Ending.NOT_RUN: "not run", Ending.CRASHED: "crashed"}


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
    ended = Counter(outcome.ending for outcome in outcomes)
    counted = Counter(f.severity.value for f in findings)
    found = ", ".join(f"{counted[s.value]} {s.value}{'s' * (counted[s.value] != 1)}" for s in Severity)
    text = f"{len(outcomes)} checks: {ended[Ending.CLEAN]} clean, {found}"
    for ending, words in _ENDINGS.items():
        codes = [outcome.code for outcome in outcomes if outcome.ending is ending]
        text += f", {len(codes)} {words}" + (f" ({', '.join(codes)})" if codes else "")
    return text
