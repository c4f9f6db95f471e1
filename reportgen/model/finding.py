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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says, at one place."""

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

    @property
    def fingerprint(self) -> str:
        """Stable under edits elsewhere: it knows what the finding is about, not on which line it stands."""
        about = "\x1f".join(
            (self.code, self.language or "", self.metric or "", self.period or "", self.section or "", self.message)
        )
        return hashlib.sha256(about.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended: how many items it looked at, and what it found."""

    code: str
    name: str
    examined: int
    findings: tuple[Finding, ...]
    not_run: str = ""
