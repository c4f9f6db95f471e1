"""Remarks: what an auditor or a reviewer said about a pack, and what became of it."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reportgen.model.place import Cell, Place

TICKS = ("✓", "Σ", "CF", "RC", "PY", "EF", "IC", "TR", "NA", "✗")
"""The tickmarks of the legend; several may stand side by side, with spaces between them."""


class Conclusion(StrEnum):
    """What a reviewer concluded of a figure."""

    AGREED = "agreed"
    EXCEPTION = "exception"
    QUERY = "query"
    NOT_TESTED = "not_tested"


class Progress(StrEnum):
    """What became of a remark.

    It is open until the preparers answer it, and answered until the reviewer clears it; a remark that asks for nothing
    (a figure agreed) is cleared from the beginning.
    """

    OPEN = "open"
    ANSWERED = "answered"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the preparers answered.

    Attributes:
        text: the answer.
        by: who gave it, by role.
        on: the day.
    """

    text: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer said about one thing in a pack.

    Attributes:
        pack: id of the pack in which it was said.
        subject: the row key of what it is about, e.g. ``figure:ghg.total@FY2022``; see :func:`figure_subject`.
        text: the comment, empty where only a conclusion or a value was given.
        by: who said it; a name, or the role "auditor" where the file gives none.
        on: when, if the file tells.
        tick: tickmarks set, e.g. ``Σ RC``.
        value: the reviewer's own value, in the unit of the lead schedule.
        difference: of the printed figure from it.
        conclusion: what was concluded, if anything.
        language, section: of a remark on the text.
        quote: the words of the report that it is about.
        source: cell or file that it was read from.
        stood: exact value of the figure in that pack, in the metric's unit, if it is about one.
        progress, owner, due: what became of it, who answers, by when.
        answers: oldest first.
        at: where the follow-up list holds it.
    """

    pack: str
    subject: str
    text: str
    by: str
    on: date | None = None
    tick: str = ""
    value: Decimal | None = None
    difference: Decimal | None = None
    conclusion: Conclusion | None = None
    language: str | None = None
    section: str | None = None
    quote: str = ""
    source: Cell | None = None
    progress: Progress = Progress.OPEN
    owner: str = ""
    due: date | None = None
    answers: tuple[Answer, ...] = ()
    at: Place | None = None
    stood: Decimal | None = None

    @property
    def id(self) -> str:
        """Twelve digits that stay the same when the same remark is received again."""
        said = (self.pack, self.subject, self.text, self.by, self.tick, str(self.value), str(self.conclusion))
        return hashlib.sha256("\x1f".join((*said, self.quote)).encode()).hexdigest()[:12]

    @property
    def figure(self) -> tuple[str, str] | None:
        """Metric and period, where it is about a figure."""
        kind, _, rest = self.subject.partition(":")
        metric, _, period = rest.rpartition("@")
        return (metric, period) if kind == "figure" and metric else None


def figure_subject(metric: str, period: str) -> str:
    """The row key of a figure: ``figure:ghg.total@FY2022``."""
    return f"figure:{metric}@{period}"


def finding_subject(fingerprint: str) -> str:
    """The row key of a finding: ``finding:0123456789abcdef``."""
    return f"finding:{fingerprint}"


def note_subject(note: str) -> str:
    """The row key of a note: ``note:ghg-boundary``."""
    return f"note:{note}"


def sheet_subject(sheet: str) -> str:
    """What a remark is about that belongs to no row: a sheet of the lead workbook, e.g. ``sheet:A environment``."""
    return f"sheet:{sheet}"


def section_subject(section: str) -> str:
    """The row key of a section: ``section:F5.2``."""
    return f"section:{section}"


def sample_subject(item: str) -> str:
    """The row key of an item of a sample: ``sample:energy.total@2022/sz-hq/2022-03``."""
    return f"sample:{item}"


def disclosure_subject(edition: str, code: str) -> str:
    """The row key of a line of the index: ``disclosure:HKEX@2022 A1.2``."""
    return f"disclosure:{edition} {code}"
