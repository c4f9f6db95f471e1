"""Runs checks and counts what they looked at, so that a check that looked at nothing can't pass for a clean one."""

from collections.abc import Iterable

from reportgen.checks.check import Check
from reportgen.checks.registry import all_checks
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Outcome, Severity


def run(dossier: Dossier, checks: Iterable[Check] | None = None) -> tuple[Outcome, ...]:
    """Run checks over a dossier.

    A check that raises does not stop the others: its outcome holds one finding that names it.
    """
    return tuple(_outcome(check, dossier) for check in (all_checks() if checks is None else checks))


def _outcome(check: Check, dossier: Dossier) -> Outcome:
    if check.needs_layout and dossier.proofs is None:
        return Outcome(check.code, check.name, 0, (), not_run="needs the laid-out report: run reportgen build")
    if check.needs_whole and dossier.partial:
        return Outcome(check.code, check.name, 0, (), not_run="needs the whole report: build without --only and --lang")
    findings: list[Finding] = []
    examined = 0
    try:
        for item in check.examine(dossier):
            examined += 1
            if item is not None:
                findings.append(item)
    except Exception as error:
        # Whatever a check raises must not stop the others.
        findings.append(
            Finding(
                code=check.code,
                severity=Severity.ERROR,
                message=f"the check {check.name} broke off: {type(error).__name__}: {error}",
                fix="report this as a fault of the check; the other checks have run",
            )
        )
    return Outcome(check.code, check.name, examined, tuple(findings))
