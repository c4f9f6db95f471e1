"""Waivers: findings that somebody answers for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.model.finding import Finding
from reportgen.model.place import Place


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody answers for: who, when, why, and until which value or day.

    Attributes:
        check: code or name of the check.
        reason: why the finding is accepted; the auditor reads it.
        by: who answers for it, by role.
        on: the day on which it was given.
        metric, period, section, language: what the finding is about; what is left out matches anything.
        fingerprint: of the one finding that it is for, where the others don't tell it apart.
        until: the last day on which it holds.
        value: what the figure of ``metric`` and ``period`` was, in the metric's unit; it lapses when that changes.
        at: where it is written.
    """

    check: str
    reason: str
    by: str
    on: date
    metric: str | None = None
    period: str | None = None
    section: str | None = None
    language: str | None = None
    fingerprint: str | None = None
    until: date | None = None
    value: Decimal | None = None
    at: Place | None = None

    @property
    def aimed(self) -> bool:
        """Whether it says what it is for, instead of silencing a check altogether."""
        return any((self.metric, self.section, self.fingerprint))

    def matches(self, finding: Finding) -> bool:
        """Whether a finding of its check is one that it is for."""
        pairs = (
            (self.metric, finding.metric),
            (self.period, finding.period),
            (self.section, finding.section),
            (self.language, finding.language),
            (self.fingerprint, finding.fingerprint),
        )
        return all(wanted is None or wanted == got for wanted, got in pairs)

    @property
    def answer(self) -> str:
        """Why the finding is accepted, who answers for it and since when."""
        return f"{self.reason} ({self.by}, {self.on})"

    def __str__(self) -> str:
        told = (self.metric, self.period, self.section, self.language, self.fingerprint)
        return f"{self.check} on {', '.join(one for one in told if one)}"


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What became of a waiver: how many findings it was for, and why it holds no longer, if so."""

    waiver: Waiver
    findings: int
    lapsed: str
