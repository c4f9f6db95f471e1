"""Faults of what is printed: the figures are right, and the table, the chart or the list says something else.

A manuscript need not come from this project's own stages; it can be read from a finished document. So the harness
changes the manuscript itself here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from reportgen.model.dossier import Dossier
from reportgen.model.manuscript import (
    AssuredList,
    Bound,
    ChapterText,
    Chart,
    KpiRow,
    KpiTable,
    Manuscript,
    NoteRef,
    Paragraph,
)
from tests.mutation.fault import Register, Site
from tests.mutation.world import World

NOTES, CHARTS, SCOPE, ARITHMETIC = (Register(group) for group in ("notes", "charts", "scope", "arithmetic"))


@dataclass(frozen=True)
class Reprinted:
    """One chapter printed otherwise."""

    chapter: ChapterText

    def __call__(self, dossier: Dossier) -> Dossier:
        own = self.chapter
        manuscripts = tuple(
            Manuscript(m.language, tuple(own if c.section.id == own.section.id else c for c in m.chapters))
            if m.language == own.language
            else m
            for m in dossier.manuscripts
        )
        return replace(dossier, manuscripts=manuscripts)


def _blocks(world: World, kind: type[Any]) -> Iterator[tuple[ChapterText, int, Any]]:
    for manuscript in world.manuscripts:
        for chapter in manuscript.chapters:
            for at, block in enumerate(chapter.blocks):
                if isinstance(block, kind):
                    yield chapter, at, block


def _site(told: str, chapter: ChapterText, at: int, block: Any, changes: dict[str, str] | None = None) -> Site:
    """A site: one block in another form, and other texts of bindings."""
    blocks = (*chapter.blocks[:at], block, *chapter.blocks[at + 1 :])
    bindings = tuple(replace(b, text=(changes or {}).get(b.id, b.text)) for b in chapter.bindings)
    return Site(f"{chapter.path} (printed): {told}", seen=Reprinted(replace(chapter, blocks=blocks, bindings=bindings)))


def _misprint(text: str) -> str:
    """The text with its first digit another one."""
    for at, sign in enumerate(text):
        if sign in "123456789":
            return text[:at] + str(int(sign) % 9 + 1) + text[at + 1 :]
    return text


def _rows(table: KpiTable) -> Iterator[tuple[int, int, KpiRow]]:
    for g, group in enumerate(table.groups):
        for r, row in enumerate(group.rows):
            yield g, r, row


def _with_row(table: KpiTable, g: int, r: int, row: KpiRow) -> KpiTable:
    group = table.groups[g]
    rows = (*group.rows[:r], row, *group.rows[r + 1 :])
    return replace(table, groups=(*table.groups[:g], replace(group, rows=rows), *table.groups[g + 1 :]))


@ARITHMETIC.operator("cell-misprinted", "arithmetic", "scope", "charts", "data", "publication")
def cell_misprinted(world: World) -> Iterator[Site]:
    """A cell of a table prints a digit that its figure does not have."""
    for chapter, at, table in _blocks(world, KpiTable):
        for g, r, row in _rows(table):
            for c, cell in enumerate(row.cells):
                wrong = _misprint(cell.figure.text)
                if wrong != cell.figure.text:
                    cells = (
                        *row.cells[:c],
                        replace(cell, figure=Bound(cell.figure.binding, wrong)),
                        *row.cells[c + 1 :],
                    )
                    new = _with_row(table, g, r, replace(row, cells=cells))
                    yield _site(
                        f"{row.metric} {cell.figure.text} → {wrong}", chapter, at, new, {cell.figure.binding: wrong}
                    )


@NOTES.operator("mark-without-note", "notes")
def mark_without_note(world: World) -> Iterator[Site]:
    """A note is not printed under its table, and its mark still is."""
    for chapter, at, table in _blocks(world, KpiTable):
        for note in table.notes:
            rest = tuple(n for n in table.notes if n != note)
            yield _site(f"note {note.number} of {table.id} not printed", chapter, at, replace(table, notes=rest))


@NOTES.operator("note-without-mark", "notes")
def note_without_mark(world: World) -> Iterator[Site]:
    """The mark of a note is not printed on its row."""
    for chapter, at, table in _blocks(world, KpiTable):
        for g, r, row in _rows(table):
            if row.marks:
                yield _site(
                    f"mark {row.marks} of {row.metric} not printed",
                    chapter,
                    at,
                    _with_row(table, g, r, replace(row, marks=())),
                )


@NOTES.operator("mark-of-no-note", "notes")
def mark_of_no_note(world: World) -> Iterator[Site]:
    """A row carries a mark that leads to no note."""
    for chapter, at, table in _blocks(world, KpiTable):
        for g, r, row in list(_rows(table))[::4]:
            new = _with_row(table, g, r, replace(row, marks=(*row.marks, len(table.notes) + 5)))
            yield _site(f"{row.metric} marked {len(table.notes) + 5}", chapter, at, new)


@NOTES.operator("mark-twice", "notes")
def mark_twice(world: World) -> Iterator[Site]:
    """Two notes of a table have one number."""
    for chapter, at, table in _blocks(world, KpiTable):
        for one, two in zip(table.notes, table.notes[1:], strict=False):
            notes = tuple(replace(n, number=one.number) if n == two else n for n in table.notes)
            yield _site(
                f"note {two.number} of {table.id} numbered {one.number}", chapter, at, replace(table, notes=notes)
            )


@NOTES.operator("notes-out-of-order", "notes")
def notes_out_of_order(world: World) -> Iterator[Site]:
    """Notes do not follow the order of their numbers."""
    for chapter, at, table in _blocks(world, KpiTable):
        for i in range(len(table.notes) - 1):
            n = table.notes
            turned = (*n[:i], n[i + 1], n[i], *n[i + 2 :])
            if n[i].number and n[i + 1].number:
                yield _site(f"notes {i + 1} and {i + 2} of {table.id}", chapter, at, replace(table, notes=turned))


@NOTES.operator("note-number-off", "notes", "references")
def note_number_off(world: World) -> Iterator[Site]:
    """A sentence refers to a note by a number that the note does not have."""
    for chapter, at, block in _blocks(world, Paragraph):
        for i, run in enumerate(block.runs):
            if isinstance(run, NoteRef):
                wrong = replace(run, number=run.number + 1, text=run.text.replace(str(run.number), str(run.number + 1)))
                runs = (*block.runs[:i], wrong, *block.runs[i + 1 :])
                yield _site(f"{run.text} → {wrong.text}", chapter, at, replace(block, runs=runs))


@CHARTS.operator("point-off", "charts")
def point_off(world: World) -> Iterator[Site]:
    """A point of a chart is drawn at a value that its figure does not have."""
    for chapter, at, chart in _blocks(world, Chart):
        for i, point in enumerate(chart.points):
            if point.value:
                for factor in (Decimal(10), Decimal("1.3")):
                    points = (*chart.points[:i], replace(point, value=point.value * factor), *chart.points[i + 1 :])
                    yield _site(
                        f"{chart.id}: {point.metric} {point.period} × {factor}",
                        chapter,
                        at,
                        replace(chart, points=points),
                    )


@CHARTS.operator("point-told-otherwise", "charts")
def point_told_otherwise(world: World) -> Iterator[Site]:
    """The number beside a point of a chart is not the table's."""
    for chapter, at, chart in _blocks(world, Chart):
        for i, point in enumerate(chart.points):
            wrong = _misprint(point.figure.text)
            if wrong != point.figure.text:
                points = (
                    *chart.points[:i],
                    replace(point, figure=Bound(point.figure.binding, wrong)),
                    *chart.points[i + 1 :],
                )
                told = f"{chart.id}: {point.figure.text} → {wrong}"
                yield _site(told, chapter, at, replace(chart, points=points), {point.figure.binding: wrong})


@CHARTS.operator("point-left-out", "charts", "pairing")
def point_left_out(world: World) -> Iterator[Site]:
    """A chart lacks one of its points in one language."""
    for chapter, at, chart in _blocks(world, Chart):
        for i, point in enumerate(chart.points):
            points = (*chart.points[:i], *chart.points[i + 1 :])
            yield _site(
                f"{chart.id}: no point {point.series} {point.category}", chapter, at, replace(chart, points=points)
            )


@SCOPE.operator("list-value-off", "scope")
def list_value_off(world: World) -> Iterator[Site]:
    """The list of selected information prints a value other than the table's."""
    for chapter, at, listed in _blocks(world, AssuredList):
        for i, row in enumerate(listed.rows):
            for c, cell in enumerate(row.cells):
                wrong = _misprint(cell.figure.text)
                if wrong == cell.figure.text:
                    continue
                cells = (*row.cells[:c], replace(cell, figure=Bound(cell.figure.binding, wrong)), *row.cells[c + 1 :])
                rows = (*listed.rows[:i], replace(row, cells=cells), *listed.rows[i + 1 :])
                told = f"{row.metric}: {cell.figure.text} → {wrong}"
                yield _site(told, chapter, at, replace(listed, rows=rows), {cell.figure.binding: wrong})


@SCOPE.operator("list-row-missing", "scope")
def list_row_missing(world: World) -> Iterator[Site]:
    """The list of selected information lacks a metric that is marked as assured."""
    for chapter, at, listed in _blocks(world, AssuredList):
        for i, row in enumerate(listed.rows):
            rows = (*listed.rows[:i], *listed.rows[i + 1 :])
            yield _site(f"no {row.metric}", chapter, at, replace(listed, rows=rows))


@SCOPE.operator("list-of-another-year", "scope")
def list_of_another_year(world: World) -> Iterator[Site]:
    """The list of selected information is headed with another year."""
    for chapter, at, listed in _blocks(world, AssuredList):
        years = tuple(y.replace("2022", "2021") for y in listed.years)
        yield _site("headed 2021", chapter, at, replace(listed, years=years))


@SCOPE.operator("mark-not-printed", "scope")
def mark_not_printed(world: World) -> Iterator[Site]:
    """The row of an assured metric does not show the mark in its table."""
    for chapter, at, table in _blocks(world, KpiTable):
        for g, r, row in _rows(table):
            if row.assured:
                yield _site(f"{row.metric} unmarked", chapter, at, _with_row(table, g, r, replace(row, assured=False)))


@SCOPE.operator("mark-printed-wrongly", "scope")
def mark_printed_wrongly(world: World) -> Iterator[Site]:
    """The row of a metric outside the scope shows the mark of assurance."""
    for chapter, at, table in _blocks(world, KpiTable):
        for g, r, row in _rows(table):
            if not row.assured:
                yield _site(f"{row.metric} marked", chapter, at, _with_row(table, g, r, replace(row, assured=True)))


REGISTERS = (ARITHMETIC, NOTES, CHARTS, SCOPE)
