"""Runs checks and counts what they looked at, so that a check that looked at nothing can't pass for a clean one."""

import traceback
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from reportgen.checks.check import Check
from reportgen.checks.options import options_of, severity_of, wrong_options
from reportgen.checks.registry import all_checks
from reportgen.checks.waiving import waive, wrong_waivers
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Outcome, Severity
from reportgen.model.problem import BrokenProjectError


def run(dossier: Dossier, checks: Iterable[Check] | None = None, *, today: date | None = None) -> tuple[Outcome, ...]:
    """Run checks over a dossier, and hold the project's waivers against what they find.

    A check that raises does not stop the others: its outcome tells that it crashed and holds one finding that names it.

    Args:
        dossier: what to look at.
        checks: those to run; by default all, but those for data books only over a data book.
        today: the day that tells whether a waiver's last day, or an answer's due day, is past; today's by default.

    Raises:
        BrokenProjectError: report.toml gives options that no check has, or a waiver can hold for nothing; all at once.
    """
    project = dossier.project
    wrong = [*wrong_options(project.settings.check_options), *wrong_waivers(project.waivers)]
    if wrong:
        raise BrokenProjectError(wrong)
    today = today or datetime.now(UTC).date()
    dossier = replace(dossier, today=today)
    wanted = _all_for(dossier) if checks is None else tuple(checks)
    found = [_outcome(check, dossier) for check in wanted if not check.runs_last]
    outcomes, uses = waive(found, project.waivers, dossier.figures, today)
    last = [_outcome(check, replace(dossier, waivers=uses)) for check in wanted if check.runs_last]
    return tuple(sorted((*outcomes, *last), key=lambda outcome: outcome.code))


def _all_for(dossier: Dossier) -> tuple[Check, ...]:
    return tuple(check for check in all_checks() if dossier.book is not None or not check.needs_book)


def _outcome(check: Check, dossier: Dossier) -> Outcome:
    if check.needs_layout and dossier.proofs is None:
        return Outcome(check.code, check.name, 0, (), not_run="needs the laid-out report: run reportgen build")
    if check.needs_whole and dossier.partial:
        return Outcome(check.code, check.name, 0, (), not_run="needs the whole report: build without --only and --lang")
    if check.needs_book and dossier.book is None:
        return Outcome(check.code, check.name, 0, (), not_run="needs a data book: check --databook FILE")
    given = dossier.project.settings.check_options
    severity = severity_of(check, given)
    if severity is None:
        return Outcome(check.code, check.name, 0, (), not_run="switched off in report.toml")
    findings: list[Finding] = []
    examined = 0
    options = options_of(check, given)
    try:
        for item in check.examine(dossier, options):
            examined += 1
            if item is not None:
                findings.append(item if severity is check.severity else replace(item, severity=severity))
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
