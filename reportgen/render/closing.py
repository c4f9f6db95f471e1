"""The end of a chapter: what it has answered, where its data stand, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.model.manuscript import Block, ChapterText, Component, IndexPlace, KpiTable, Manuscript, SectionRef
from reportgen.model.outline import Section
from reportgen.model.standard import IndexEntry

ANSWERED = ("reported", "partial")
"""States of a disclosure of which a chapter says that it answers it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Codes of one standard's disclosures that a chapter answers, in the standard's order."""

    standard: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChapterEnd:
    """What stands at a chapter's end.

    Attributes:
        answers: by standard, in the order of the index.
        index: id of the section that prints the index, "" if none does.
        tables: KPI tables of other parts that hold figures which the chapter tells, as id and title.
        following: the part that comes next, if one does.
    """

    answers: tuple[Answers, ...]
    index: str
    tables: tuple[tuple[str, str], ...]
    following: SectionRef | None


def chapter_end(
    told: Sequence[ChapterText], manuscript: Manuscript, index: Iterable[IndexEntry], following: Section | None
) -> ChapterEnd:
    """Gather what stands at a chapter's end from what the manuscript and the index hold already.

    Args:
        told: the chapter's own texts.
        manuscript: all texts of the language.
        index: rows of the cross-standard index.
        following: the part after the chapter.
    """
    own = {chapter.section.id for chapter in told}
    codes: dict[str, list[str]] = {}
    for entry in index:
        if entry.status in ANSWERED and own.intersection(entry.sections):
            codes.setdefault(entry.disclosure.standard, []).append(entry.disclosure.code)
    metrics = {metric for chapter in told for b in chapter.bindings for metric in (b.metric, *(m for m, _ in b.others))}
    others = [chapter for chapter in manuscript.chapters if chapter.section.id not in own]
    return ChapterEnd(
        answers=tuple(Answers(standard, tuple(found)) for standard, found in codes.items()),
        index=next((c.section.id for c in others if any(isinstance(b, IndexPlace) for b in c.blocks)), ""),
        tables=tuple((t.id, t.title) for c in others for t in _tables(c.blocks) if metrics & _metrics(t)),
        following=SectionRef(following.id, "line") if following else None,
    )


def _tables(blocks: Iterable[Block]) -> Iterable[KpiTable]:
    for block in blocks:
        if isinstance(block, KpiTable):
            yield block
        elif isinstance(block, Component):
            yield from _tables(block.blocks)


def _metrics(table: KpiTable) -> set[str]:
    return {row.metric for group in table.groups for row in group.rows}
