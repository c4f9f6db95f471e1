"""What must hold between the files of a project: every name that is used is defined."""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

from reportgen.catalog.boundary import rollup_problems, without_problems
from reportgen.catalog.declared import declaration_problems
from reportgen.catalog.index_file import confirmation_problems
from reportgen.catalog.validate import nearest
from reportgen.model.formula import metrics_in, terms
from reportgen.model.metric import Metric, Tie
from reportgen.model.period import Period
from reportgen.model.place import Place
from reportgen.model.problem import Problem
from reportgen.model.project import Project
from reportgen.model.tables import CHART_FORMS, TableSpec
from reportgen.model.unit import Style


def cross_check(project: Project, spoilt: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """All references between files that lead nowhere, cycles of formulas, and twice-used numbers.

    Args:
        project: as far as it could be read.
        spoilt: ids and numbers of entries that could not be read. They are told already: that others refer to them is
            no mistake of the others.
    """
    metrics = project.metrics.keys() | spoilt
    yield from without_problems(project, metrics)
    yield from _outline(project, spoilt)
    yield from _metrics(project, metrics, spoilt)
    yield from _cycles(project)
    yield from _tables(project, metrics)
    yield from _notes(project, spoilt)
    yield from _charts(project, metrics)
    yield from declaration_problems(project)
    yield from confirmation_problems(project)


def _outline(project: Project, spoilt: AbstractSet[str]) -> Iterator[Problem]:
    numbers: dict[str, Place | None] = {}
    ids: dict[str, Place | None] = {}
    for section in project.outline.sections:
        if section.number in numbers:
            yield Problem(
                f"section number {section.number!r} is used twice; the other stands at {numbers[section.number]}",
                section.at,
                "give one of the two another number",
            )
        if section.id in ids:
            yield Problem(
                f"section id {section.id!r} is used twice; the other stands at {ids[section.id]}",
                section.at,
                "give one of the two another id",
            )
        if not re.fullmatch(r"[A-Za-z0-9.]+", section.number) or not re.fullmatch(r"[a-z0-9-]+", section.id):
            yield Problem(
                f"section {section.number!r} {section.id!r} cannot name a file",
                section.at,
                "use letters, digits and points in numbers, and lower-case letters, digits and hyphens in ids",
            )
        if section.parent is not None and section.parent not in numbers.keys() | spoilt:
            yield Problem(
                f"the parent {section.parent!r} of section {section.number!r} isn't above it in the outline",
                section.at,
                "name the number of an entry that stands before it",
            )
        numbers.setdefault(section.number, section.at)
        ids.setdefault(section.id, section.at)
    yield from _strayed(project)


def _strayed(project: Project) -> Iterator[Problem]:
    """Entries that stand away from their chapter: they would be printed in it and counted elsewhere."""
    left: set[str] = set()
    current: str | None = None
    for section in project.outline.sections:
        chapter = project.outline.top_of(section)
        if chapter != current and chapter in left:
            yield Problem(
                f"section {section.number!r} stands away from its chapter {chapter!r}",
                section.at,
                f"move it up to the other sections of {chapter!r}, or give it another parent",
            )
            continue
        if current is not None and chapter != current:
            left.add(current)
        current = chapter


def _metrics(project: Project, metrics: AbstractSet[str], spoilt: AbstractSet[str]) -> Iterator[Problem]:
    owners = {owner.id for owner in project.settings.owners} | spoilt
    for metric in project.metrics.values():
        if metric.same_as is not None:
            target = project.metrics.get(metric.same_as)
            if target is None and metric.same_as in spoilt:
                continue
            if target is None or target.same_as is not None:
                yield Problem(
                    f"{metric.id!r} is the same as {metric.same_as!r}, which is no metric of its own"
                    + nearest(metric.same_as, project.metrics),
                    metric.at,
                    "name the metric that holds the value",
                )
                continue
        yield from _metric(project, metric, owners, metrics, spoilt)


def _metric(
    project: Project, metric: Metric, owners: AbstractSet[str], metrics: AbstractSet[str], spoilt: AbstractSet[str]
) -> Iterator[Problem]:
    if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", metric.id):
        yield Problem(f"{metric.id!r} is not a metric id", metric.at, "use dotted lower-case words: topic.name")
    unit = project.units.get(metric.unit)
    if unit is None and metric.unit not in spoilt:
        yield Problem(
            f"{metric.id!r} has the unknown unit {metric.unit!r}{nearest(metric.unit, project.units)}",
            metric.at,
            "use a unit of the catalogue, or define it in data/units.toml",
        )
    elif unit is not None and unit.style is not Style.COUNT and metric.noun is not None:
        yield Problem(f"{metric.id!r} has a noun, but its unit is no count", metric.at, "delete the noun")
    if metric.owner not in owners:
        yield Problem(
            f"{metric.id!r} belongs to the unknown owner {metric.owner!r}{nearest(metric.owner, owners)}",
            metric.at,
            "use an owner of report.toml",
        )
    try:
        project.settings.fiscal_year.resolve(metric.period)
    except ValueError as error:
        yield Problem(f"{metric.id!r}: {error}", metric.at, "write a period such as {fy}, end-{fy} or target-2030")
    named = (
        ("a breakdown", [part for breakdown in metric.breakdowns for part in breakdown]),
        ("an average", [part for row in metric.averages for part in row]),
        ("part_of", [metric.part_of] if metric.part_of else []),
    )
    for what, id in ((what, id) for what, ids in named for id in ids):
        if id not in metrics or id == metric.id:
            own = "itself" if id == metric.id else f"the unknown metric {id!r}{nearest(id, project.metrics)}"
            yield Problem(f"{what} of {metric.id!r} names {own}", metric.at, "name another metric that is defined")
    yield from rollup_problems(project, metric, metrics, spoilt)
    if metric.formula is not None:
        yield from _formula(project, metric, metric.formula, metrics)
    for tie in metric.ties:
        yield from _formula(project, metric, tie.formula, metrics, "tie")
        yield from _tie(project, metric, tie)


def _tie(project: Project, metric: Metric, tie: Tie) -> Iterator[Problem]:
    if tie.within < 0:
        what = f"a tie of {metric.id!r} holds within {tie.within} per cent"
        yield Problem(what, metric.at, "write a number of per cent that is not negative")
    for id, unit in tie.units.items():
        if f"{{{id}" not in tie.formula or unit not in project.units:
            what = f"a tie of {metric.id!r} takes {id!r} in {unit!r}"
            yield Problem(what, metric.at, "name metrics of its formula, and units of the catalogue")
    if f"{{{metric.id}}}" in tie.formula:
        yield Problem(f"a tie of {metric.id!r} names itself", metric.at, "name other metrics only")


def _formula(
    project: Project, metric: Metric, formula: str, metrics: AbstractSet[str], kind: str = "formula"
) -> Iterator[Problem]:
    try:
        used = metrics_in(formula)
        for _, fixed in terms(formula):
            if fixed is not None:
                Period(fixed)
    except ValueError as error:
        yield Problem(
            f"the {kind} of {metric.id!r} cannot be read: {error}",
            metric.at,
            "use + - * / ( ), whole numbers, and metric ids in braces, with @2021 for a fixed period",
        )
        return
    for id in used:
        if id not in metrics:
            yield Problem(
                f"the {kind} of {metric.id!r} uses the unknown metric {id!r}{nearest(id, project.metrics)}",
                metric.at,
                "name a metric that is defined",
            )


def _cycles(project: Project) -> Iterator[Problem]:
    done: set[str] = set()
    for start in project.metrics:
        path: list[str] = []
        yield from _walk(project, start, path, done)


def _walk(project: Project, id: str, path: list[str], done: set[str]) -> Iterator[Problem]:
    if id in path:
        cycle = " → ".join([*path[path.index(id) :], id])
        yield Problem(
            f"the formulas go round in a circle: {cycle}",
            project.metrics[id].at,
            "let one of these metrics be handed in instead",
        )
        return
    metric = project.metrics.get(id)
    if id in done or metric is None:
        return
    path.append(id)
    below = [metric.same_as] if metric.same_as else []
    if metric.formula:
        try:
            below = list(metrics_in(metric.formula))
        except ValueError:
            below = []
    for other in below:
        yield from _walk(project, other, path, done)
    path.pop()
    done.add(id)


def _tables(project: Project, metrics: AbstractSet[str]) -> Iterator[Problem]:
    for table in project.tables.values():
        for group in table.groups:
            for id in (*group.rows, *group.parts, *group.labels):
                if id not in metrics:
                    yield Problem(
                        f"table {table.id!r} has a row for the unknown metric {id!r}{nearest(id, project.metrics)}",
                        table.at,
                        "name a metric that is defined",
                    )


def _notes(project: Project, spoilt: AbstractSet[str]) -> Iterator[Problem]:
    closed = [int(folder.name) for folder in (project.root / "data/years").glob("[0-9]*") if folder.name.isdecimal()]
    for note in project.notes.values():
        table = project.tables.get(note.table)
        if table is None and note.table in spoilt:
            continue
        if table is None:
            yield Problem(
                f"note {note.id!r} belongs to the unknown table {note.table!r}{nearest(note.table, project.tables)}",
                note.at,
                "use a table of data/tables.toml",
            )
            continue
        carriers = set(project.markers(table))
        for on in note.on:
            if on in carriers or _outlived(on, table, closed):
                continue
            yield Problem(
                f"note {note.id!r} hangs on {on!r}, which table {note.table!r} doesn't print" + nearest(on, carriers),
                note.at,
                "name a row's metric, metric@period of one of its values, group:ID or table",
            )


def _outlived(on: str, table: TableSpec, closed: Collection[int]) -> bool:
    """Whether a marker is on a value that the table printed in a year that was closed since.

    It was right when it was written, and the check NT001 asks what should become of its note.
    """
    id, _, period = on.partition("@")
    if id not in {row for group in table.groups for row in group.rows} or not table.years:
        return False
    try:
        told = Period(period).year
    except ValueError:
        return False
    return told is not None and any(year + min(table.years) <= told <= year for year in closed)


def _charts(project: Project, metrics: AbstractSet[str]) -> Iterator[Problem]:
    for chart in project.charts.values():
        if chart.form not in CHART_FORMS:
            yield Problem(
                f"chart {chart.id!r} has the unknown form {chart.form!r}", chart.at, f"use {', '.join(CHART_FORMS)}"
            )
        for id in (*chart.metrics, *chart.targets, *chart.labels):
            if id not in metrics:
                yield Problem(
                    f"chart {chart.id!r} uses the unknown metric {id!r}{nearest(id, project.metrics)}",
                    chart.at,
                    "name a metric that is defined",
                )
        if chart.form == "progress" and [id in chart.targets for id in chart.metrics] != [False, True] * (
            len(chart.metrics) // 2
        ):
            yield Problem(
                f"chart {chart.id!r} shows progress, and its metrics are not a result and its goal by turns",
                chart.at,
                "list each metric and then its goal, and name the goals among the targets",
            )
