"""The collection workbook that is issued to an owner: everything that is known, nothing that is to be handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from reportgen.intake.asking import NOTHING_HANDED_IN, NOTHING_KNOWN, Known, asked_of, forms
from reportgen.intake.collection import SheetWriter
from reportgen.intake.frontpages import Cover, Issue, write_instructions, write_log
from reportgen.intake.labels import in_both, said, sheet_name, units_offered
from reportgen.intake.planning import Plan, homes, plan
from reportgen.intake.seal import SHEET, schema_of, sealed
from reportgen.intake.stored import Stored
from reportgen.model.figure import Datapoint, DatapointKey
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.settings import Owner
from reportgen.spreadsheets.paper import Paper

_LISTS = "_lists"


@dataclass(frozen=True, slots=True)
class Issued:
    """A workbook as issued.

    Attributes:
        content: the bytes of an .xlsx file.
        schema: SHA-256 of what is locked in it: two issues with the same one ask the same.
        rows: how many values it asks for.
    """

    content: bytes
    schema: str
    rows: int


def issue_workbook(
    project: Project,
    owner: str,
    *,
    entity: str | None = None,
    known: Mapping[DatapointKey, Known] = NOTHING_KNOWN,
    handed: Mapping[DatapointKey, Datapoint] = NOTHING_HANDED_IN,
    number: int = 1,
    answered: bool = False,
) -> Issued:
    """Write the workbook of one owner.

    Args:
        project: metrics, units, tables, owners, entities and fiscal year.
        owner: id of the owner.
        entity: id of the only entity to ask about.
        known: what is known of earlier years, by metric, period and entity; it is locked.
        handed: what was handed in already, by the same; it stands in the open cells.
        number: which issue of the year it is, from 1.
        answered: say "not collected" where nothing was handed in, so that it can be imported as issued.

    Returns:
        The workbook; the same arguments give the same bytes.

    Raises:
        BrokenProjectError: There is no such owner or entity, or nothing is asked of it.
    """
    known_owner = _owner(project, owner, entity)
    year = project.settings.fiscal_year
    title = f"{in_both(known_owner.name, project)} {year.year}"
    paper = Paper(title, datetime.combine(year.ends, time()))
    footer = f"{in_both(project.settings.names['short'], project)} · {title} · {said('cover', 'issue')} {number}"
    names = [said("sheets", "cover"), said("sheets", "how"), said("sheets", "log"), _LISTS, SHEET]
    plans: list[Plan] = []
    for form in forms(project, owner, entity, known, handed):
        names.append(sheet_name(form.title, project, names))
        plans.append(plan(form, names[-1], project))
    cover = paper.book.add_worksheet(names[0])
    how = paper.book.add_worksheet(names[1])
    sheets = [paper.book.add_worksheet(one.name) for one in plans]
    log = paper.book.add_worksheet(names[2])
    lists = _write_lists(paper, plans, project)
    stored = Stored((q for one in plans for q in one.form.questions), project, answered=answered)
    writer = SheetWriter(paper, project, spots=homes(plans), lists=lists, stored=stored, answered=answered)
    issue = Issue(known_owner, entity, number)
    cells = {names[0]: Cover(paper, cover, project).write(issue, plans, stored, footer)}
    cells |= {one.name: writer.write(sheet, one, footer) for sheet, one in zip(sheets, plans, strict=True)}
    write_instructions(paper, how, footer)
    write_log(paper, log, footer)
    _write_seal(paper, sealed(issue=number, owner=owner, entity=entity, fiscal_year=year.year, cells=cells))
    rows = sum(not question.computed for one in plans for question in one.form.questions)
    # The cover tells the issue's number; what is asked for is told by the other sheets.
    asked = {name: held for name, held in cells.items() if name != names[0]}
    return Issued(paper.finished(), schema_of(asked), rows)


def _owner(project: Project, id: str, entity: str | None) -> Owner:
    owner = next((o for o in project.settings.owners if o.id == id), None)
    problem: tuple[str, str] | None = None
    if owner is None:
        problem = (f"there is no owner {id!r}", f"use one of: {', '.join(o.id for o in project.settings.owners)}")
    elif entity is not None and project.settings.boundary.get(entity) is None:
        ids = ", ".join(e.id for e in project.settings.boundary)
        problem = (f"there is no entity {entity!r}", f"use one of: {ids}")
    elif not asked_of(project, id, entity):
        about = f" about the entity {entity!r}" if entity else ""
        problem = (f"no figure is asked of the owner {id!r}{about}", "name it as the owner of a metric or an entity")
    if owner is None or problem:
        what, fix = problem or ("", "")
        raise BrokenProjectError([Problem(what, Place("report.toml"), fix)])
    return owner


def _write_lists(paper: Paper, plans: list[Plan], project: Project) -> dict[str, str]:
    """Write the units that convert into each other, with their factors; give the name of each list by base unit."""
    sheet = paper.book.add_worksheet(_LISTS)
    names: dict[str, str] = {}
    row = 0
    for one in plans:
        for question in one.form.questions:
            units = units_offered(question.metric, project)
            if len(units) < 2 or units[0].base in names:
                continue
            base, first = units[0].base, row
            for unit in (u for u in project.units.values() if u.base == base):
                paper.put(sheet, row, 0, in_both(unit.label, project))
                paper.put(sheet, row, 1, unit.factor)
                row += 1
            names[base] = f"units_{''.join(c if c.isalnum() else '_' for c in base)}"
            paper.book.define_name(names[base], f"={_LISTS}!$A${first + 1}:$B${row}")
    _hide(sheet)
    return names


def _write_seal(paper: Paper, rows: list[tuple[str, str]]) -> None:
    sheet = paper.book.add_worksheet(SHEET)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            paper.put(sheet, row, column, text)
    _hide(sheet)


def _hide(sheet: Any) -> None:
    sheet.protect()
    sheet.very_hidden()
