"""In which order findings are read: the worst first, then those that the check is surest of."""

from collections.abc import Iterable

from reportgen.model.finding import Confidence, Finding, Outcome, Severity

_SEVERITIES = list(Severity)
_CONFIDENCES = list(Confidence)


def in_order(outcomes: Iterable[Outcome]) -> list[Finding]:
    """All findings: those that somebody answers for last, else by severity, confidence, code and place."""
    return sorted((finding for outcome in outcomes for finding in outcome.findings), key=_rank)


def _rank(finding: Finding) -> tuple[object, ...]:
    return (
        bool(finding.waived),
        _SEVERITIES.index(finding.severity),
        _CONFIDENCES.index(finding.confidence),
        finding.code,
        where(finding),
        finding.message,
    )


def where(finding: Finding) -> str:
    """Where a finding stands, in words; empty if nowhere."""
    place = finding.cell or finding.place
    page = f"page {finding.page}" if finding.page else ""
    return ", ".join(part for part in (str(place) if place else "", page) if part)
