"""Notes of the KPI tables: their numbers and their texts."""

from reportgen.chapters.context import Context
from reportgen.chapters.inline import inline_runs
from reportgen.model.manuscript import Run, TableNote
from reportgen.model.project import Project
from reportgen.model.tables import NoteSpec


def numbered(project: Project, table: str) -> dict[str, int]:
    """Number a table's notes from 1 in the order in which a reader meets their markers.

    Notes on the same thing keep the order of the file; a note that hangs on nothing comes last.
    """
    spec = project.tables[table]
    notes = [note for note in project.notes.values() if note.table == table]
    order = {on: position for position, on in enumerate(project.markers(spec))}

    def first_met(note: NoteSpec) -> int:
        return min((order.get(on, len(order)) for on in note.on), default=len(order))

    return {note.id: number for number, note in enumerate(sorted(notes, key=first_met), start=1)}


def note_numbers(project: Project) -> dict[str, tuple[str, int]]:
    """Table and number of every note."""
    return {id: (table, number) for table in project.tables for id, number in numbered(project, table).items()}


def table_notes(context: Context, table: str, numbers: dict[str, int]) -> tuple[TableNote, ...]:
    """The texts under a table, in the order of their numbers, with their figures bound."""
    notes = sorted(numbers.items(), key=lambda item: item[1])
    return tuple(
        TableNote(id, number, _text(context, context.project.notes[id]), context.project.notes[id].at)
        for id, number in notes
    )


def _text(context: Context, note: NoteSpec) -> tuple[Run, ...]:
    path = note.at.path if note.at else "data/notes.toml"
    line = note.at.line or 1 if note.at else 1
    return inline_runs(context, note.text[context.language], path, line)
