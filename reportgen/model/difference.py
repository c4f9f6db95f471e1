"""What is different between two editions of a report."""

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.edition import EditionDisclosure, EditionFigure, EditionFinding


class Move(StrEnum):
    """What happened to a thing between two editions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """The words are the same and stand in another section."""


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
    """A sentence of a section that came, went, changed, or stands elsewhere now.

    Attributes:
        title: the section's number and title.
        kind: of the block that it stands in.
        figures_only: whether only numbers in it changed.
        page: of the newer edition, if laid out.
        origin: id of the section that a moved sentence stood in.
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
    origin: str = ""


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence in the text of both editions together.

    Attributes:
        move: what happened to it, ``None`` if nothing did.
        kind: of the block that it stands in.
        before, after: its words; empty where it isn't there.
        begins: whether a block begins with it.
        figures_only: whether only numbers in it changed.
        page: of the newer edition, if laid out.
        other: id of the section that a moved sentence came from or went to.
    """

    move: Move | None
    kind: str
    before: str
    after: str
    begins: bool
    figures_only: bool = False
    page: int | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section of both editions together, sentence by sentence, in the order of the newer one."""

    language: str
    section: str
    title: str
    sentences: tuple[MarkedSentence, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it did."""
        return any(sentence.move is not None for sentence in self.sentences)


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
    """All that is different; ``before`` and ``after`` name the editions.

    ``not_compared`` names what one of the two doesn't hold: as :attr:`Edition.lacks`, or a language of the text.
    """

    before: str
    after: str
    figures: tuple[FigureChange, ...]
    notes: tuple[NoteChange, ...]
    disclosures: tuple[DisclosureChange, ...]
    texts: tuple[TextChange, ...]
    findings: tuple[FindingChange, ...]
    not_compared: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.figures, self.notes, self.disclosures, self.texts, self.findings))
