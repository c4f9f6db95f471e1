"""Where everything of a collection sheet stands, and which of its cells are for the owner to fill in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.intake.asking import Form, Question
from reportgen.intake.formulas import SIGNED, Spot
from reportgen.intake.labels import in_both
from reportgen.intake.layout import Column, Field, Shape, layouts
from reportgen.model.project import Project
from reportgen.spreadsheets.paper import ref

HEAD_ROW = 4
"""Row of the column heads, from 0; title, explanation, a gap and the bands stand above."""

SIGNERS, DATES = tuple(SIGNED), tuple(SIGNED.values())
CHOICES = {Field.STATE: "state", Field.KIND: "kind", Field.QUALIFIER: "qualifier"}
"""The columns that offer words of ``vocabulary.toml``."""


def columns() -> tuple[Column, ...]:
    """The columns of the layout, as they stand."""
    return next(layout for layout in layouts() if layout.shape is Shape.COLLECTION).column


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything of a sheet stands, before any of it is written.

    Attributes:
        name: of the sheet.
        form: what it asks for.
        rows: by number from 0: the label of a group, or what is asked for.
        spots: of each row that asks for something.
    """

    name: str
    form: Form
    rows: Mapping[int, str | Question]
    spots: Mapping[int, Spot]

    @property
    def last(self) -> int:
        """The last row, from 0."""
        return max(self.rows)


def plan(form: Form, name: str, project: Project) -> Plan:
    """Lay a sheet out."""
    letters = {column.field: ref(0, number)[:-1] for number, column in enumerate(columns())}
    rows: dict[int, str | Question] = {}
    for group in form.groups:
        if group.label is not None:
            rows[HEAD_ROW + 1 + len(rows)] = in_both(group.label, project)
        for question in group.questions:
            rows[HEAD_ROW + 1 + len(rows)] = question
    spots = {row: Spot(name, row + 1, letters) for row, item in rows.items() if isinstance(item, Question)}
    return Plan(name, form, rows, spots)


def homes(plans: Iterable[Plan]) -> dict[str, Spot]:
    """The row of each metric's own period, for the formulas of totals; the first one if there are several."""
    found: dict[str, Spot] = {}
    for one in plans:
        for row, spot in one.spots.items():
            question = one.rows[row]
            if isinstance(question, Question):
                found.setdefault(question.metric.id, spot)
    return found


def is_open(field: Field, question: Question) -> bool:
    """Whether a cell is for the owner to fill in."""
    if field in (Field.METRIC, Field.LABEL, Field.PERIOD, Field.ENTITY, Field.BASE_UNIT, Field.DISCLOSURES):
        return False
    if question.computed:
        return field in (Field.QUERY, Field.REPLY)
    if field is Field.PRIOR:
        return question.wanted_before
    if field in (Field.PRIOR_RESTATED, Field.RESTATED_REASON):
        return question.known is not None and question.known.final and question.known.restated is None
    return True
