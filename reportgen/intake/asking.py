"""What an owner is asked for: one row a metric, entity and period, with what is known of the year before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.model.collection import handed_in_by, stretches
from reportgen.model.entity import Entity
from reportgen.model.figure import Datapoint, DatapointKey, State
from reportgen.model.figures import period_of
from reportgen.model.formula import terms
from reportgen.model.metric import Frequency, Metric
from reportgen.model.period import FiscalYear, Period
from reportgen.model.project import Project
from reportgen.model.words import Words

_OTHER = {"zh-hant": "其他數據", "en": "Other data"}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an earlier year's value when a workbook is issued.

    Attributes:
        published: as published, in the metric's unit; ``None`` when there was no number.
        state: what stood behind it.
        restated: what it was restated to since, if it was.
        reason: why it was restated.
        final: whether it was published, so that it can be restated but no longer corrected.
    """

    published: Decimal | None
    state: State = State.VALUE
    restated: Decimal | None = None
    reason: str = ""
    final: bool = True


NOTHING_KNOWN: Mapping[DatapointKey, Known] = {}
NOTHING_HANDED_IN: Mapping[DatapointKey, Datapoint] = {}


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a workbook.

    Attributes:
        metric: what is asked for; a derived one is computed in the workbook.
        entity: whose value.
        period: of the value.
        before: the same stretch a year earlier, if the metric's period moves with the year.
        known: what is known of that.
        wanted_before: whether the earlier value is asked for as well, because no year was closed with it.
        handed: what was handed in for the row already.
    """

    metric: Metric
    entity: Entity
    period: Period
    before: Period | None
    known: Known | None
    wanted_before: bool
    handed: Datapoint | None = None

    @property
    def computed(self) -> bool:
        """Whether the workbook computes the value."""
        return self.metric.formula is not None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one label, or under none."""

    label: Words | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What one sheet asks for."""

    title: Words
    groups: tuple[Group, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All its rows."""
        return tuple(question for group in self.groups for question in group.questions)


def asked_of(project: Project, owner: str, entity: str | None = None) -> tuple[Metric, ...]:
    """The metrics that an owner hands in, in the order of the project; for one entity if it is named."""
    found = (metric for metric, ask in handed_in_by(project, owner) if entity in (None, ask.entity.id))
    return tuple({metric.id: metric for metric in found}.values())


def forms(
    project: Project,
    owner: str,
    entity: str | None = None,
    known: Mapping[DatapointKey, Known] = NOTHING_KNOWN,
    handed: Mapping[DatapointKey, Datapoint] = NOTHING_HANDED_IN,
) -> tuple[Form, ...]:
    """The sheets of an owner's workbook: one a KPI table, in its order, and one for all else.

    Totals, shares and intensities stand among their parts where all that they are computed from is in the workbook.

    Args:
        project: metrics, tables, entities and fiscal year.
        owner: id of the owner.
        entity: id of the only entity to ask about.
        known: what is known of earlier years, by metric, period and entity.
        handed: what was handed in already, by the same.
    """
    waiting = {
        id: [replace(q, handed=handed.get((id, q.period.id, q.entity.id))) for q in questions]
        for id, questions in _questions(project, owner, entity, known).items()
    }
    found: list[Form] = []
    for table in project.tables.values():
        picked = [(g.label, [q for id in g.rows for q in waiting.pop(id, ())]) for g in table.groups]
        groups = tuple(Group(label, tuple(questions)) for label, questions in picked if questions)
        found.append(Form(table.title, groups))
    rest = tuple(question for questions in waiting.values() for question in questions)
    found.append(Form(_OTHER, (Group(None, rest),)))
    return tuple(form for form in found if any(not question.computed for question in form.questions))


def _questions(
    project: Project, owner: str, entity: str | None, known: Mapping[DatapointKey, Known]
) -> dict[str, list[Question]]:
    """The rows of a workbook by metric, in the order of the metrics."""
    year = project.settings.fiscal_year
    asked: dict[str, dict[tuple[str, str], Entity]] = {}
    for metric, ask in handed_in_by(project, owner):
        if entity in (None, ask.entity.id):
            asked.setdefault(metric.id, {})[ask.entity.id, ask.period.id] = ask.entity
    found: dict[str, list[Question]] = {}
    for metric in project.metrics.values():
        if metric.id in asked:
            found[metric.id] = list(_rows(metric, asked[metric.id], known, year))
        elif metric.owner == owner and _computable(metric, asked, project):
            group = project.settings.boundary.group
            found[metric.id] = [_question(metric, group, year.resolve(metric.period), {}, known, year)]
    return found


def _rows(
    metric: Metric,
    asked: Mapping[tuple[str, str], Entity],
    known: Mapping[DatapointKey, Known],
    year: FiscalYear,
) -> Iterator[Question]:
    """This year's rows, with last year's value in them; then rows for earlier values of which nothing is known."""
    this_year = {period.id for period in stretches(metric, year)}
    covered: set[tuple[str, str]] = set()
    for (entity_id, period_id), entity in asked.items():
        if period_id in this_year:
            question = _question(metric, entity, Period(period_id), asked, known, year)
            covered.add((entity_id, question.before.id if question.before else ""))
            yield question
    for (entity_id, period_id), entity in asked.items():
        told = known.get((metric.id, period_id, entity_id))
        there = period_id in this_year or (entity_id, period_id) in covered or (told is not None and told.final)
        if not there:
            yield Question(metric, entity, Period(period_id), None, None, wanted_before=False)


def _question(
    metric: Metric,
    entity: Entity,
    period: Period,
    asked: Mapping[tuple[str, str], Entity],
    known: Mapping[DatapointKey, Known],
    year: FiscalYear,
) -> Question:
    before = _year_before(metric, period, year)
    told = known.get((metric.id, before.id, entity.id)) if before else None
    final = told is not None and told.final
    wanted = not final and before is not None and (entity.id, before.id) in asked
    return Question(metric, entity, period, before, told, wanted)


def _computable(metric: Metric, asked: Mapping[str, object], project: Project) -> bool:
    """Whether a derived metric can be computed from the group's own rows of this workbook."""
    if metric.formula is None:
        return False
    for id, fixed in terms(metric.formula):
        other = project.metrics[id]
        here = (id in asked and not other.consolidated) or _computable(other, asked, project)
        if fixed or not here or other.period != metric.period:
            return False
    return True


def _year_before(metric: Metric, period: Period, year: FiscalYear) -> Period | None:
    if metric.every is Frequency.YEAR:
        return period_of(metric, year, -1)
    return Period(f"{int(period.id[:4]) - 1}{period.id[4:]}")
