"""What a contributor says about a value beside the value: why, how, by whom, with which evidence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reportgen.model.words import Words


class Role(StrEnum):
    """The three who sign a value off."""

    PREPARED = "prepared"
    REVIEWED = "reviewed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Particulars:
    """What stands beside a value in its workbook row. Texts are empty where nothing was said.

    Attributes:
        explanation: of a change above the metric's threshold.
        method: how the value was measured, or the factor used.
        evidence: id of the evidence, e.g. an invoice's number.
        evidence_link: where the evidence is kept.
        footnote: text for a note under the table, in each language.
        prepared: who prepared the value.
        reviewed: who reviewed it.
        approved: who approved it.
        query: a reviewer's question.
        reply: the answer to it.
        handed_as: number and unit as handed in, where they were converted, e.g. ``58,360,000 kWh``.
        restated_value: what the value of an earlier period is restated to, in the metric's unit.
        restated_reason: why.
    """

    explanation: str = ""
    method: str = ""
    evidence: str = ""
    evidence_link: str = ""
    footnote: Words | None = None
    prepared: Signature | None = None
    reviewed: Signature | None = None
    approved: Signature | None = None
    query: str = ""
    reply: str = ""
    handed_as: str = ""
    restated_value: Decimal | None = None
    restated_reason: str = ""

    def signature(self, role: Role) -> Signature | None:
        """Who signed in a role."""
        return {Role.PREPARED: self.prepared, Role.REVIEWED: self.reviewed, Role.APPROVED: self.approved}[role]


NOTHING_SAID = Particulars()
