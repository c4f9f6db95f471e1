"""What a check says."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.place import Cell, Place


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(StrEnum):
    """How sure a check is of a finding."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Ending(StrEnum):
    """How a check ended; only the first is good news."""

    CLEAN = "clean"
    FINDINGS = "findings"
    NOTHING = "nothing to examine"
    NOT_RUN = "not run"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Involved:
    """A figure that a finding is about beside its own: as printed or handed in, and where that stands."""

    metric: str
    period: str
    text: str
    at: Place | Cell | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says, at one place.

    Attributes:
        code: of the check.
        severity: how bad it is.
        message: what is wrong, in a sentence that a tired reader understands.
        fix: what to do.
        language, metric, period, section: what it is about, where it is about one.
        place, cell, page: where it stands.
        confidence: how sure the check is.
        involved: the figures that it compares.
        subject: what tells this finding from another of the same check about the same metric, period, section and
            language, when the words of the message may change with values; the fingerprint is made from it instead of
            from the message.
        waived: why it is accepted and who answers for it; empty when nobody does.
    """

    code: str
    severity: Severity
    message: str
    fix: str
    language: str | None = None
    metric: str | None = None
    period: str | None = None
    section: str | None = None
    place: Place | None = None
    cell: Cell | None = None
    page: int | None = None
    confidence: Confidence = Confidence.HIGH
    involved: tuple[Involved, ...] = ()
    subject: str = ""
    waived: str = ""

    @property
    def fingerprint(self) -> str:
        """Stable under edits elsewhere: it knows what the finding is about, not on which line it stands."""
        own = self.subject or self.message
        about = "\x1f".join(
            (self.code, self.language or "", self.metric or "", self.period or "", self.section or "", own)
        )
        return hashlib.sha256(about.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended: how many items it looked at, and what it found.

    ``not_run`` says what it needs, ``crashed`` is the traceback for the log.
    """

    code: str
    name: str
    examined: int
    findings: tuple[Finding, ...]
    not_run: str = ""
    crashed: str = ""

    @property
    def ending(self) -> Ending:
        """Which of the five ways the check ended in."""
        if self.not_run:
            return Ending.NOT_RUN
        if self.crashed:
            return Ending.CRASHED
        if self.findings:
            return Ending.FINDINGS
        return Ending.CLEAN if self.examined else Ending.NOTHING
