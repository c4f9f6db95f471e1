"""Findings as a person reads them at the terminal: grouped by check, the worst first."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from reportgen.cli import console
from reportgen.model.finding import Confidence, Ending, Finding, Outcome, Severity
from reportgen.render.findings.order import in_order, where

_ENDINGS = {Ending.NOTHING: "with nothing to examine", Ending.NOT_RUN: "not run", Ending.CRASHED: "crashed"}
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def show_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Tell each finding that nobody answers for, most serious first, and close with how many checks ended how."""
    if not outcomes:
        return
    names = {outcome.code: outcome.name for outcome in outcomes}
    open_ones = [finding for finding in in_order(outcomes) if not finding.waived]
    for (severity, code), group in groupby(open_ones, lambda f: (f.severity, f.code)):
        findings = list(group)
        head = f"{severity.value}[{code}] {names[code]}"
        console.result(_coloured(head, severity) + (f" ({len(findings)})" if len(findings) > 1 else ""))
        for finding in findings:
            console.result(_told(finding))
        console.result(f"   = more: reportgen explain {code}")
    console.talk(_closing(outcomes))


def _told(finding: Finding) -> str:
    sure = "" if finding.confidence is Confidence.HIGH else f" ({finding.confidence.value} confidence)"
    lines = [f"  {finding.message}{sure}"]
    if at := where(finding):
        lines.append(f"  --> {at}")
    lines += [f"   |  {i.metric} {i.period}: {i.text}" + (f"  ({i.at})" if i.at else "") for i in finding.involved]
    lines.append(f"   = help: {finding.fix}")
    return "\n".join(lines)


def _coloured(text: str, severity: Severity) -> str:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    return text if plain else f"\033[{_COLOURS[severity]}m{text}\033[0m"


def _closing(outcomes: Sequence[Outcome]) -> str:
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    ended = Counter(outcome.ending for outcome in outcomes)
    counted = Counter(f.severity.value for f in findings if not f.waived)
    found = ", ".join(f"{counted[s.value]} {s.value}{'s' * (counted[s.value] != 1)}" for s in Severity)
    waived = sum(1 for finding in findings if finding.waived)
    text = f"{len(outcomes)} checks: {ended[Ending.CLEAN]} clean, {found}, {waived} waived"
    for ending, words in _ENDINGS.items():
        codes = [outcome.code for outcome in outcomes if outcome.ending is ending]
        text += f", {len(codes)} {words}" + (f" ({', '.join(codes)})" if codes else "")
    return text
