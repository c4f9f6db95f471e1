"""The report's outline: front matter, chapters, sections, appendices."""

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.place import Place
from reportgen.model.words import Words


class Level(StrEnum):
    """What a section is in the outline."""

    FRONT = "front"
    CHAPTER = "chapter"
    SECTION = "section"
    APPENDIX = "appendix"


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the outline.

    Attributes:
        id: stable slug, e.g. ``climate``; chapters refer to it.
        number: as printed, e.g. ``1.2``; front matter has numbers that are not printed (``F5.1``).
        level: what the entry is.
        title: in each language.
        parent: number of the entry above it, or ``None``.
        disclosures: what the section declares to answer, as ``"<standard> <code>"``.
    """

    id: str
    number: str
    level: Level
    title: Words
    parent: str | None = None
    disclosures: tuple[str, ...] = ()
    at: Place | None = None

    @property
    def file(self) -> str:
        """Name of the chapter file in each language's folder."""
        return f"{self.number}-{self.id}.md"


@dataclass(frozen=True, slots=True)
class Outline:
    """All entries in the report's order."""

    sections: tuple[Section, ...]

    def has(self, id: str) -> bool:
        """Whether an entry has that id."""
        return any(s.id == id for s in self.sections)

    def children(self, section: Section) -> tuple[Section, ...]:
        """The entries right below one."""
        return tuple(s for s in self.sections if s.parent == section.number)

    def parts(self) -> tuple[Section, ...]:
        """The entries without a parent: front items, chapters and the appendix."""
        return tuple(s for s in self.sections if s.parent is None)

    def part_of(self, section: Section) -> Section:
        """The top entry that a section stands under (itself, for a top entry)."""
        by_number = {s.number: s for s in self.sections}
        while section.parent is not None:
            section = by_number[section.parent]
        return section

    def top_of(self, section: Section) -> str:
        """Number of the top entry, also in an outline where a parent is missing or goes round in a circle."""
        parents = {s.number: s.parent for s in self.sections}
        number, seen = section.number, {section.number}
        while (above := parents.get(number)) is not None and above not in seen:
            number = above
            seen.add(above)
        return number
