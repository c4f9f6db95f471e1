"""What an owner is asked for: which figures, on which sheet, in whose words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.intake.layout import Shape
from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.unit import Style
from reportgen.model.words import Words, is_chinese

_FACTS = {"zh-hant": "事實數據", "en": "Facts"}
_OTHER = {"zh-hant": "其他數據", "en": "Other data"}
_NAME_LENGTH = 31
_BARRED_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Group:
    """Metrics under one label, or under none."""

    label: Words | None
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What one sheet asks for."""

    title: Words
    shape: Shape
    groups: tuple[Group, ...]

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """All that it asks for."""
        return tuple(metric for group in self.groups for metric in group.metrics)


def asked_of(project: Project, owner: str) -> tuple[Metric, ...]:
    """The metrics that an owner hands in, in the order of the project."""
    return tuple(m for m in project.metrics.values() if m.owner == owner and m.handed_in)


def forms(project: Project, owner: str) -> Iterator[Form]:
    """The sheets of an owner's workbook: one a KPI table, then figures with earlier years, then facts."""
    waiting = {metric.id: metric for metric in asked_of(project, owner)}
    for table in project.tables.values():
        groups = []
        for group in table.groups:
            rows = tuple(waiting.pop(id) for id in group.rows if id in waiting)
            if rows:
                groups.append(Group(group.label, rows))
        if groups:
            yield Form(table.title, Shape.YEARS, tuple(groups))
    for title, shape, rest in (
        (_OTHER, Shape.YEARS, tuple(m for m in waiting.values() if m.comparatives)),
        (_FACTS, Shape.PERIODS, tuple(m for m in waiting.values() if not m.comparatives)),
    ):
        if rest:
            yield Form(title, shape, (Group(None, rest),))


def sheet_name(title: Words, project: Project, taken: Sequence[str]) -> str:
    """A name that a spreadsheet program takes: short, without the signs it bars, and not there yet."""
    name = in_both(title, project)
    if len(name) > _NAME_LENGTH:
        name = title[label_languages(project)[0]]
    name = name.translate(_BARRED_IN_NAMES)[:_NAME_LENGTH].strip(" '") or "1"
    known = {other.casefold() for other in taken}
    tries = (name, *(f"{name[: _NAME_LENGTH - 5]} ({n})" for n in range(2, len(taken) + 3)))
    return next(one for one in tries if one.casefold() not in known)


def label_languages(project: Project) -> tuple[str, ...]:
    """The languages that a workbook's labels are in: the report's first Chinese one and its first other one."""
    first: dict[bool, str] = {}
    for language in project.settings.languages:
        first.setdefault(is_chinese(language), language)
    return tuple(first.values())


def in_both(words: Words, project: Project) -> str:
    """A text in the languages of the labels."""
    return " ".join(dict.fromkeys(words[language] for language in label_languages(project) if language in words))


def unit_words(metric: Metric, project: Project) -> str:
    """How a metric's unit is given."""
    unit = project.units[metric.unit]
    return in_both(metric.noun if unit.style is Style.COUNT and metric.noun else unit.label, project)


def number_format(metric: Metric, project: Project) -> str:
    """How the cell of a metric's value shows it: with the decimals that are printed, a year without separators."""
    if project.units[metric.unit].style is Style.YEAR:
        return "0"
    if metric.decimals is None:
        return "General"
    return "#,##0" + ("." + "0" * metric.decimals if metric.decimals else "")
