"""The end of a chapter: what it has answered, where its data stand, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.model.index import Index
from reportgen.model.manuscript import Block, ChapterText, Component, IndexPlace, KpiTable, Manuscript, SectionRef
from reportgen.model.outline import Section
from reportgen.model.standard import Catalogue
from reportgen.render.index_tables import view_id


@dataclass(frozen=True, slots=True)
class Answers:
    """Codes of one standard's disclosures that a chapter answers, in the standard's order.

    Attributes:
        standard: e.g. ``HKEX``.
        codes: of the disclosures.
        section: id of the section that prints the standard's index, "" if none does.
        view: id of that table.
    """

    standard: str
    codes: tuple[str, ...]
    section: str
    view: str


@dataclass(frozen=True, slots=True)
class ChapterEnd:
    """What stands at a chapter's end.

    Attributes:
        answers: by standard, in the order of the index.
        tables: KPI tables of other parts that hold figures which the chapter tells, as id and title.
        following: the part that comes next, if one does.
    """

    answers: tuple[Answers, ...]
    tables: tuple[tuple[str, str], ...]
    following: SectionRef | None


def chapter_end(
    told: Sequence[ChapterText], manuscript: Manuscript, index: Index, following: Section | None
) -> ChapterEnd:
    """Gather what stands at a chapter's end from what the manuscript and the index hold already.

    Args:
        told: the chapter's own texts.
        manuscript: all texts of the language.
        index: the cross-standard index.
        following: the part after the chapter.
    """
    own = {chapter.section.id for chapter in told}
    others = [chapter for chapter in manuscript.chapters if chapter.section.id not in own]
    answers: list[Answers] = []
    for key, catalogue in index.catalogues.items():
        found = [e.disclosure.code for e in index.of(key) if e.answered and own.intersection(e.sections)]
        if found:
            section = next((c.section.id for c in others if _prints_index(c.blocks, catalogue)), "")
            answers.append(Answers(catalogue.standard, tuple(found), section, view_id(catalogue)))
    metrics = {metric for chapter in told for b in chapter.bindings for metric in (b.metric, *(m for m, _ in b.others))}
    return ChapterEnd(
        answers=tuple(answers),
        tables=tuple((t.id, t.title) for c in others for t in _tables(c.blocks) if metrics & _metrics(t)),
        following=SectionRef(following.id, "line") if following else None,
    )


def _prints_index(blocks: Iterable[Block], catalogue: Catalogue) -> bool:
    names = ("", catalogue.standard, catalogue.key)
    return any(isinstance(block, IndexPlace) and block.view in names for block in blocks)


def _tables(blocks: Iterable[Block]) -> Iterable[KpiTable]:
    for block in blocks:
        if isinstance(block, KpiTable):
            yield block
        elif isinstance(block, Component):
            yield from _tables(block.blocks)


def _metrics(table: KpiTable) -> set[str]:
    return {row.metric for group in table.groups for row in group.rows}
