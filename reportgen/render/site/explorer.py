"""The rows of the data explorer: a metric, this year beside the year before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.locale import Printer
from reportgen.model.change import change
from reportgen.model.figure import Figure
from reportgen.model.figures import Figures, periods_of
from reportgen.model.manuscript import ChapterText, Manuscript
from reportgen.model.metric import Metric
from reportgen.model.outline import Level
from reportgen.model.project import Project
from reportgen.model.unit import Style
from reportgen.render.document import Part
from reportgen.render.site.evidence import Evidence, key_text
from reportgen.render.site.plan import Page, Plan

_NOT_COMPARED = (Style.YEAR, Style.RANK)
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Shown:
    """One value of a row: printed, its key, its period where that is not the column's, its bar in per cent."""

    text: str
    key: str
    period: str
    bar: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the report prints a metric."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A metric in the explorer; ``group`` is ``<table>:<group>``, empty for a figure of the text.

    ``parts`` are the parts of the report that print it, ``colour`` that of the first chapter among them.
    """

    metric: str
    label: str
    unit: str
    group: str
    parts: tuple[str, ...]
    colour: str
    assured: bool
    now: Shown
    before: Shown | None
    change: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A KPI table with its groups, for the filter."""

    id: str
    title: str
    groups: tuple[tuple[str, str], ...]


def topics(project: Project, language: str) -> list[Topic]:
    """The KPI tables with their labelled groups."""
    return [
        Topic(
            table.id,
            table.title[language],
            tuple((f"{table.id}:{group.id}", group.label[language]) for group in table.groups if group.label),
        )
        for table in project.tables.values()
    ]


def rows(project: Project, figures: Figures, evidence: Evidence, manuscript: Manuscript, plan: Plan) -> list[Row]:
    """A row for each metric that has a figure: those of the KPI tables first, in their order, then the others."""
    groups = {
        metric: f"{table.id}:{group.id}"
        for table in reversed(tuple(project.tables.values()))
        for group in table.groups
        for metric in group.rows
    }
    in_tables = [m for table in project.tables.values() for group in table.groups for m in group.rows]
    spots, parts = _spots(manuscript, plan)
    found = []
    for id_ in dict.fromkeys((*in_tables, *project.metrics)):
        metric = project.metrics[id_]
        values = [f for p in periods_of(metric, project.settings.fiscal_year) if (f := figures.get(id_, p))]
        if values:
            found.append(_row(metric, values, evidence, groups.get(id_, ""), spots.get(id_, ()), parts.get(id_, ())))
    return found


def _row(
    metric: Metric,
    values: list[Figure],
    evidence: Evidence,
    group: str,
    spots: Iterable[Spot],
    parts: Sequence[Part],
) -> Row:
    now, before = values[0], values[1] if len(values) > 1 else None
    highest = max((abs(f.value) for f in values[:2] if f.value is not None), default=Decimal(0))

    def shown(figure: Figure, plain: str) -> Shown:
        period = "" if str(figure.period) in (plain, f"end-{plain}") else evidence.printer.period(figure.period)
        part = abs(figure.value) / highest * _FULL if figure.value is not None and highest else Decimal(0)
        return Shown(evidence.value(figure), key_text(figure.key), period, f"{part:.1f}" if before else "")

    year = evidence.project.settings.fiscal_year.year
    return Row(
        metric=metric.id,
        label=metric.label[evidence.printer.language],
        unit=evidence.unit(now),
        group=group,
        parts=tuple(part.name for part in parts),
        colour=next((part.name for part in parts if part.section.level is Level.CHAPTER), "neutral"),
        assured=now.assured,
        now=shown(now, str(year)),
        before=shown(before, str(year - 1)) if before else None,
        change=change_text(evidence.project, evidence.printer, now, before) if before else "",
        spots=tuple(spots),
    )


def change_text(project: Project, printer: Printer, now: Figure, before: Figure) -> str:
    """A signed change, in percentage points for percentages; "" where none can be told."""
    metric = project.metrics[now.metric]
    unit = project.units[metric.unit]
    moved = change(now, before)
    if moved is None or unit.style in _NOT_COMPARED:
        return ""
    points = unit.style is Style.PERCENT
    value = moved.absolute if points else moved.percent
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if points:
        return sign + printer.delta(abs(value), metric, unit, measure="points", form="amount") if sign else "0"
    return sign + printer.percent(abs(value))


def _spots(manuscript: Manuscript, plan: Plan) -> tuple[Mapping[str, list[Spot]], Mapping[str, list[Part]]]:
    spots: dict[str, list[Spot]] = {}
    parts: dict[str, dict[str, Part]] = {}
    for page in plan.pages:
        for chapter in page.texts:
            _add_spots(chapter, page, manuscript.language, spots, parts)
    return spots, {metric: list(named.values()) for metric, named in parts.items()}


def _add_spots(
    chapter: ChapterText, page: Page, language: str, spots: dict[str, list[Spot]], parts: dict[str, dict[str, Part]]
) -> None:
    first: dict[str, str] = {}
    for binding in chapter.bindings:
        first.setdefault(binding.metric, binding.id)
    for metric, binding_id in first.items():
        spots.setdefault(metric, []).append(Spot(f"{page.name}.html#{binding_id}", chapter.section.title[language]))
        parts.setdefault(metric, {})[page.part.name] = page.part
