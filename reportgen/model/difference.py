"""What is different between two editions of a report."""

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.edition import EditionDisclosure, EditionFigure, EditionFinding


class Move(StrEnum):
    """What happened to a thing between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that came, went, or changed in value, printed form, status, unit or selection.

    ``aspects`` names what changed: value, printed, status, unit, assured, notes.
    """

    move: Move
    before: EditionFigure | None
    after: EditionFigure | None
    aspects: tuple[str, ...] = ()

    @property
    def figure(self) -> EditionFigure:
        """The newer of the two."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence of a section that came, went or changed; ``figures_only`` says that only numbers in it did.

    Attributes:
        title: the section's number and title.
        kind: of the block that it stands in.
        page: of the newer edition, if laid out.
    """

    move: Move
    language: str
    section: str
    title: str
    kind: str
    before: str
    after: str
    figures_only: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note that came, went or was reworded."""

    move: Move
    id: str
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DisclosureChange:
    """A line of the index that came, went, or is answered otherwise."""

    move: Move
    before: EditionDisclosure | None
    after: EditionDisclosure | None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that was opened (added), closed (removed), or is answered for otherwise."""

    move: Move
    before: EditionFinding | None
    after: EditionFinding | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different; ``before`` and ``after`` name the editions."""

    before: str
    after: str
    figures: tuple[FigureChange, ...]
    notes: tuple[NoteChange, ...]
    disclosures: tuple[DisclosureChange, ...]
    texts: tuple[TextChange, ...]
    findings: tuple[FindingChange, ...]

    def __bool__(self) -> bool:
        return any((self.figures, self.notes, self.disclosures, self.texts, self.findings))
