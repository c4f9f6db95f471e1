"""``reportgen check --databook``: any company's data book, without a project."""

import json

import pytest
from openpyxl import load_workbook

from reportgen.app.bookcheck import check_book
from reportgen.app.checking import as_file
from reportgen.model.problem import BrokenProjectError
from tests.app.conftest import run
from tests.checks.books import write_book

BOOK = """\
Energy (MWh)             | 2022    | 2021
Total energy consumption | 200,104 | 190,100
Electricity              | 180,003 | 170,000
Diesel                   | 20,001  | 20,100
Water¹ (m³)              | 15,041  | 14,977
"""
PRIOR = """\
Energy (MWh)             | 2021    | 2020
Total energy consumption | 190,100 | 185,000
Electricity              | 170,000 | 165,000
Diesel                   | 20,100  | 20,000
Water (m³)               | 14,977  | 14,002
Paper (tonnes)           | 31.2    | 30.8
"""


@pytest.fixture
def book(tmp_path):
    return write_book(tmp_path / "data book.xlsx", BOOK)


@pytest.fixture
def prior(tmp_path):
    return write_book(tmp_path / "prior.xlsx", PRIOR)


def codes(checked):
    return sorted(f.code for outcome in checked.outcomes for f in outcome.findings)


def test_findings_carry_workbook_sheet_and_cell(book, prior):
    checked = check_book(book, prior, ["DB"])
    assert codes(checked) == ["DB001", "DB009"]
    (total,) = [f for o in checked.outcomes for f in o.findings if f.code == "DB001"]
    assert str(total.cell) == "data book.xlsx › Sheet › B2"
    assert checked.record["book"] | {"sha256": ""} == {
        "file": "data book.xlsx",
        "sha256": "",
        "prior": checked.record["book"]["prior"],
        "sheets": ["Sheet"],
        "years": [2022, 2021],
        "lines": 4,
        "figures": 8,
        "notes": 0,
        "totals": 1,
        "sums_examined": 2,
        "unread": [],
    }


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "xlsx", "html"])
def test_every_format_can_be_made(book, form):
    made = as_file(check_book(book, None, ["DB001"]), form)
    assert made
    if form == "sarif":
        found = json.loads(made)["runs"][0]["results"][0]["locations"][0]
        assert found["physicalLocation"]["artifactLocation"]["uri"] == "data%20book.xlsx"
        assert found["logicalLocations"] == [{"fullyQualifiedName": "Sheet!B2"}]


def test_exit_codes_and_json_alone_without_a_project(tmp_path, book):
    found = run(tmp_path, "check", "--databook", str(book), "--format", "json")
    assert found.returncode == 1
    assert json.loads(found.stdout)["book"]["totals"] == 1
    assert "1 totals known by their layout, 2 sums added up" in found.stderr

    empty = write_book(tmp_path / "empty.xlsx", "no|figures\nhere|at all\n")
    nothing = run(tmp_path, "check", "--databook", str(empty))
    assert nothing.returncode == 3
    assert "no sheet has a row of years" in nothing.stderr

    wrong = run(tmp_path, "check", "--databook", str(book), "--select", "TX001")
    assert (wrong.returncode, "TX001: not for a data book" in wrong.stderr) == (2, True)

    assert run(tmp_path, "check", "--prior", str(book)).returncode == 2


def test_a_book_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BrokenProjectError, match="cannot be read"):
        check_book(tmp_path / "none.xlsx", None)


def test_our_own_data_book_foots_and_a_changed_cell_is_found(demonstration, tmp_path):
    assert run(demonstration, "databook", "--out", str(tmp_path / "book")).returncode == 0
    path = tmp_path / "book/figures.xlsx"
    checked = check_book(path, path, ["DB"])
    assert checked.counts["error"] == checked.counts["warning"] == 0
    assert checked.record["book"]["totals"] >= 8

    made = load_workbook(path)
    cell = next(c for row in made.worksheets[1].iter_rows() for c in row if c.value == "energy.direct")
    figure = next(c for c in made.worksheets[1][cell.row] if isinstance(c.value, float) and c.value > 1000)
    figure.value += 1000
    made.save(tmp_path / "changed.xlsx")
    found = check_book(tmp_path / "changed.xlsx", path, ["DB"])
    assert {"DB001", "DB007"} <= set(codes(found))


MARKED = """\
Energy (MWh) | 2022    | 2021    | Restated | Notes
Electricity  | 180,003 | 240,000 | R        | 1
Diesel       | 20,001  | 40,100  |          | 2
R = restated
Notes
1. Restated, because a meter was read twice: 240,500 had been published.
2. It fell because two boilers were replaced.
"""


def test_a_mark_of_restatement_is_of_the_years_before_and_notes_explain(tmp_path):
    checked = check_book(write_book(tmp_path / "book.xlsx", MARKED), None, ["YY"])
    assert "YY008" not in codes(checked)
    assert not [f for o in checked.outcomes for f in o.findings if f.code == "YY001" and "diesel" in str(f.metric)]
    restated = [n for n in checked.project.notes.values() if n.kind == "restatement"]
    assert {on.partition("@")[2] for n in restated for on in n.on} <= {"2021"}


def test_a_table_that_repeats_values_by_its_nature_is_told_once(tmp_path):
    rows = "".join(f"Vehicle {at} (kg) | {20000 + at // 2} |\n" for at in range(80))
    checked = check_book(write_book(tmp_path / "factors.xlsx", f"Factors | 2022 | 2021\n{rows}"), None, ["DT018"])
    (finding,) = [f for o in checked.outcomes for f in o.findings]  # 20,000 to 20,030 have fewer digits
    assert (finding.severity, "36 of 72 values" in finding.message) == ("info", True)
