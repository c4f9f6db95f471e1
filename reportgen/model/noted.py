"""The KPI tables of a manuscript, and which notes belong to which figure."""

from collections.abc import Iterable, Mapping

from reportgen.model.figure import FigureKey
from reportgen.model.manuscript import Bound, Footnote, KpiTable, LineBreak, Manuscript, NoteRef, Run, SectionRef, Text
from reportgen.model.outline import Outline


def tables_of(manuscript: Manuscript) -> Mapping[str, KpiTable]:
    """The KPI tables by id, in the order in which they are printed; a table printed twice counts once."""
    found: dict[str, KpiTable] = {}
    for chapter in manuscript.chapters:
        for block in chapter.blocks:
            if isinstance(block, KpiTable):
                found.setdefault(block.id, block)
    return found


def notes_by_figure(manuscripts: Iterable[Manuscript]) -> Mapping[FigureKey, list[str]]:
    """Ids of the notes whose markers stand at a figure's row or value, from the first language's tables."""
    found: dict[FigureKey, list[str]] = {}
    for manuscript in manuscripts:
        bound = {binding.id: binding for binding in manuscript.bindings}
        for table in tables_of(manuscript).values():
            ids = {note.number: note.id for note in table.notes}
            for row in (row for group in table.groups for row in group.rows):
                for cell in row.cells:
                    numbers = sorted({*row.marks, *cell.marks})
                    key = (row.metric, bound[cell.figure.binding].period)
                    found.setdefault(key, [ids[number] for number in numbers])
    return found


def plain_text(runs: Iterable[Run], outline: Outline, language: str) -> str:
    """Runs as one line of plain text; a reference to a section becomes its number and title."""
    titles = {section.id: f"{section.number} {section.title[language]}" for section in outline.sections}
    parts: list[str] = []
    for run in runs:
        match run:
            case Text() | Bound() | NoteRef():
                parts.append(run.text)
            case SectionRef():
                parts.append(titles.get(run.section, ""))
            case Footnote():
                parts.append(f" ({plain_text(run.runs, outline, language)})")
            case LineBreak():
                parts.append(" ")
    return " ".join("".join(parts).split())
