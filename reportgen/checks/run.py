"""Runs checks and counts what they looked at, so that a check that looked at nothing can't pass for a clean one."""

import traceback
from collections.abc import Iterable

from reportgen.checks.check import Check
from reportgen.checks.options import options_of, wrong_options
from reportgen.checks.registry import all_checks
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Outcome, Severity
from reportgen.model.problem import BrokenProjectError


def run(dossier: Dossier, checks: Iterable[Check] | None = None) -> tuple[Outcome, ...]:
    """Run checks over a dossier.

    A check that raises does not stop the others: its outcome tells that it crashed and holds one finding that names it.

    Raises:
        BrokenProjectError: report.toml gives options that no check has; all of them at once.
    """
    wrong = list(wrong_options(dossier.project.settings.check_options))
    if wrong:
        raise BrokenProjectError(wrong)
    return tuple(_outcome(check, dossier) for check in (all_checks() if checks is None else checks))


def _outcome(check: Check, dossier: Dossier) -> Outcome:
    if check.needs_layout and dossier.proofs is None:
        return Outcome(check.code, check.name, 0, (), not_run="needs the laid-out report: run reportgen build")
    if check.needs_whole and dossier.partial:
        return Outcome(check.code, check.name, 0, (), not_run="needs the whole report: build without --only and --lang")
    findings: list[Finding] = []
    examined = 0
    options = options_of(check, dossier.project.settings.check_options)
    try:
        for item in check.examine(dossier, options):
            examined += 1
            if item is not None:
                findings.append(item)
    except Exception as error:
        # Whatever a check raises must not stop the others.
        findings.append(
            Finding(
                code=check.code,
                severity=Severity.ERROR,
                confidence=Confidence.HIGH,
                message=f"the check {check.name} broke off: {type(error).__name__}: {error}",
                fix="report this as a fault of the check, with the log; the other checks have run",
            )
        )
        return Outcome(check.code, check.name, examined, tuple(findings), crashed=traceback.format_exc())
    return Outcome(check.code, check.name, examined, tuple(findings))
