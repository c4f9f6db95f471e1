"""Ten figures of the demonstration, followed from the review edition down to the cell, by hand."""

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.intake import read_submissions
from reportgen.model.figure import Entry
from reportgen.render.review import review_site
from tests.pack.lead.reviews import review_of

ROOT = Path(__file__).parents[3]
AT = datetime(2023, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def told():
    project = load_project(ROOT)
    submissions = read_submissions(sorted((ROOT / "data/workbooks/2022").glob("*.xlsx")), project)
    entries = [
        Entry(number, point, submission, "tester", AT)
        for submission, handed_in in enumerate(submissions, start=1)
        for number, point in enumerate(handed_in.datapoints, start=1)
    ]
    files = review_site(review_of(project, resolve(project, entries), entries), charts=False)
    assert sum(map(len, files.values())) < 12_000_000
    return json.loads(files["data.js"].decode().partition("window.REVIEW = ")[2].rstrip().rstrip(";"))


@cache
def workbook(path):
    return openpyxl.load_workbook(path, read_only=False, data_only=True)


def in_cell(told, cell):
    """What stands in a cell of the workbook as the repository holds it."""
    number, sheet, ref = cell
    book = told["books"][number]
    path = ROOT / book["path"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == book["sha256"]
    return Decimal(str(workbook(path)[sheet][ref].value))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ghg.scope1@2022", "172137.9"),
        ("ghg.scope2@2022", "2650073.3"),
        ("ghg.scope3@2021", "3381941.8"),
        ("energy.pue@2022", "1.298"),
        ("energy.natural_gas@2022", "1867442"),
        ("water.consumption@2022", "8152481.9"),
        ("waste.hazardous@2022", "1051.0"),
    ],
)
def test_a_figure_handed_in_is_what_stands_in_its_cell(told, key, value):
    figure = told["figures"][key]
    (cell,) = figure["cells"]
    assert Decimal(figure["value"]) == Decimal(value) == in_cell(told, cell)
    assert [Decimal(one["value"]) for one in figure["history"]] == [Decimal(value)]


def leaves(told, key):
    inputs = told["figures"][key].get("inputs", [])
    return [cell for one in inputs for cell in leaves(told, one)] if inputs else told["figures"][key]["cells"]


def test_derived_figures_are_computed_from_the_cells_that_they_lead_to(told):
    scopes = [in_cell(told, cell) for cell in leaves(told, "ghg.total@2022")]
    total = Decimal(told["figures"]["ghg.total@2022"]["value"])
    assert sum(scopes) == total == Decimal("5739723.7")
    revenue = in_cell(told, leaves(told, "finance.revenue@2022")[0])
    assert round(total / revenue, 1) == round(Decimal(told["figures"]["ghg.intensity@2022"]["value"]), 1)
    share = told["figures"]["energy.renewable_share@2022"]
    assert share["written"] == "({energy.renewable_purchased} + {energy.renewable_generated}) / {energy.indirect} * 100"
    parts = {key.partition("@")[0]: leaves(told, key) for key in share["inputs"]}
    bought, made, indirect = (
        sum(in_cell(told, cell) for cell in parts[f"energy.{name}"])
        for name in ("renewable_purchased", "renewable_generated", "indirect")
    )
    assert round((bought + made) / indirect * 100, 6) == round(Decimal(share["value"]), 6)
