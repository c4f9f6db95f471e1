"""The project's own chapters with made-up figures: the site's tests need no workbooks."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.model.figure import Datapoint, Entry, Kind, State
from reportgen.model.figures import Figures, periods_of
from reportgen.model.index import Answer, Index, IndexEntry, IndexRow, Way
from reportgen.model.place import Cell
from reportgen.model.project import Project
from reportgen.model.unit import Style

ROOT = Path(__file__).parents[2]

KNOWN = {
    ("ghg.scope1", "2022"): Decimal("172137.9"),
    ("ghg.scope2", "2022"): Decimal("2650073.3"),
    ("ghg.scope3", "2022"): Decimal("2917512.5"),
    ("ghg.scope1", "2021"): Decimal("18797.8"),
    ("ghg.scope2", "2021"): Decimal("2471041.1"),
    ("ghg.scope3", "2021"): Decimal("3381941.8"),
}
BY_STYLE = {
    Style.YEAR: Decimal(2019),
    Style.PERCENT: Decimal("12.5"),
    Style.RANK: Decimal(3),
    Style.RATIO: Decimal("1.3"),
}


def project() -> Project:
    return load_project(ROOT)


def figures(project: Project) -> Figures:
    entries = []
    for metric in project.metrics.values():
        if not metric.handed_in:
            continue
        for period in periods_of(metric, project.settings.fiscal_year):
            value = KNOWN.get((metric.id, period.id)) or BY_STYLE.get(project.units[metric.unit].style, Decimal(8))
            cell = Cell(f"data/workbooks/2022/{metric.owner}.xlsx", metric.topic, f"D{len(entries) + 5}", "ab" * 32)
            point = Datapoint(metric.id, period, "group", value, State.VALUE, Kind.ACTUAL, cell)
            entries.append(Entry(len(entries), point, 1, "tester", datetime(2023, 3, 1, tzinfo=UTC)))
    return resolve(project, entries)


def index(project: Project) -> Index:
    answered = {name: [s.id for s in project.outline.sections if name in s.disclosures] for name in project.disclosures}
    entries = tuple(
        IndexEntry(
            each,
            "reported" if answered[name] else "missing",
            tuple(Answer(id, (Way.DECLARED,)) for id in answered[name]),
        )
        for name, each in project.disclosures.items()
        if not each.is_heading
    )
    rows = tuple(
        IndexRow(s.id, {"HKEX@2022": tuple(d for c in s.disclosures if (d := project.disclosures.get(c)))})
        for s in project.outline.sections
        if s.disclosures
    )
    settings = project.settings
    return Index(entries, rows, project.catalogues, issuer=settings.names["company"], year=settings.fiscal_year)
