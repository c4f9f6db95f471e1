"""Data books of other shapes, through maps."""

from decimal import Decimal

import pytest
import xlsxwriter

from reportgen.intake import BookMap, Known, propose, read_map, read_workbook, write_map
from reportgen.intake.datapack import year_of
from reportgen.model.figure import State
from reportgen.model.problem import BrokenProjectError
from tests.intake.hand_in import a_project

YEARS = (2022, 2021, 2020)


def pack(path, years=YEARS, *, energy=("5,046,045.1*", "4,452,650.1", 4000000), deaths=("1 (1)", "–", 0), unit="MWh"):
    """In the shape of listed companies' data packs: merged title, heads in row 7, units in a column and in labels."""
    book = xlsxwriter.Workbook(path)
    raised = book.add_format({"font_script": 1})
    sheet = book.add_worksheet("Environmental 環境")
    sheet.merge_range("A1:H1", "ESG Data Pack 環境、社會及管治數據")
    sheet.write_row(
        "A7", ["Indicators 指標", "Unit 單位", *(f"FY{y}" for y in years), "Change 變動", "2030 target 目標"]
    )
    sheet.write("A8", "Energy 能源")
    sheet.write_row("A9", ["Energy 能源", unit, *energy, "▼4%", 5])
    sheet.write_row("A10", ["Something else 其他", "km", 1, 2, 3])
    social = book.add_worksheet("Social 社會")
    social.write_row("A3", ["", "2021/22", "2020/21"])
    social.write_row("A4", ["Deaths (people) 死亡", *deaths])
    social.write("A5", "Donation, RMB")
    social.write_rich_string("B5", "58,36", "7.5", raised, "1")
    book.add_worksheet("Notes").write("A1", "* Restated")
    book.close()
    return path


@pytest.fixture
def project(tmp_path):
    return a_project(tmp_path)


def confirmed(project, path, **head):
    proposed = propose(path, project, {})
    rows = tuple(row.model_copy(update={"confirmed": True}) for row in proposed.rows)
    map = BookMap(proposed.path, proposed.head.model_copy(update={"owner": "hr"} | head), rows)
    write_map(project, map)
    return read_map(project, map.path)


def test_rows_are_proposed_by_labels_and_units_and_never_confirmed(project, tmp_path):
    proposed = propose(pack(tmp_path / "Data pack 2022.xlsx"), project, {})
    assert proposed.path == "data/maps/data-pack.toml"
    found = {row.metric: (row.sheet, row.label, row.unit, row.confirmed) for row in proposed.rows}
    assert found["energy.total"] == ("Environmental 環境", "Energy 能源", "MWh", False)
    assert found["safety.deaths"] == ("Social 社會", "Deaths (people) 死亡", "people", False)
    assert "goal.green" not in found
    assert all(row.reason and 0 < row.confidence <= 99 for row in proposed.rows)


def test_last_years_value_raises_a_proposal(project, tmp_path):
    known = {("energy.total", "2021", "group"): Known(Decimal("4452650.1"))}
    proposed = propose(pack(tmp_path / "p.xlsx"), project, known)
    assert (
        "figure of 2021 is the one in the ledger" in next(r for r in proposed.rows if r.metric == "energy.total").reason
    )


def test_a_confirmed_map_reads_marks_and_dashes_and_every_cell_is_accounted_for(project, tmp_path):
    path = pack(tmp_path / "p.xlsx")
    reading = read_workbook(path, project, maps=[confirmed(project, path, dash=State.NOT_AVAILABLE)])
    assert [str(p) for p in reading.problems] == []
    found = {(d.metric, d.period.id): d for d in reading.datapoints}
    assert found["energy.total", "2022"].value == Decimal("5046045.1")
    assert found["energy.total", "2022"].particulars.handed_as == "5,046,045.1*"
    assert found["energy.total", "2021"].value == Decimal("4452650.1")
    assert found["safety.deaths", "2022"].value == 1
    assert (found["safety.deaths", "2021"].value, found["safety.deaths", "2021"].state) == (None, State.NOT_AVAILABLE)
    assert len(reading.taken) + len(reading.set_aside) + len(reading.refused) == 21 + 8 + 1
    assert reading.owner == "hr"


def test_a_dash_is_asked_about_and_a_row_that_nobody_confirmed_does_not_count(project, tmp_path):
    path = pack(tmp_path / "p.xlsx")
    map = confirmed(project, path)
    assert any("a dash" in p.what for p in read_workbook(path, project, maps=[map]).problems)
    proposed = propose(path, project, {})
    assert any("who hands the workbook in" in p.what for p in read_workbook(path, project, maps=[proposed]).problems)


def test_the_same_map_serves_the_next_year(project, tmp_path):
    map = confirmed(project, pack(tmp_path / "p 2021.xlsx", (2021, 2020, 2019)), dash=State.NOT_AVAILABLE)
    later = pack(tmp_path / "p 2022.xlsx", (2022, 2021, 2020), energy=(7, 8, 9))
    reading = read_workbook(later, project, maps=[map])
    assert {d.value for d in reading.datapoints if d.metric == "energy.total"} == {7, 8}


def test_a_unit_that_changed_is_asked_about(project, tmp_path):
    map = confirmed(project, pack(tmp_path / "p.xlsx"), dash=State.NOT_AVAILABLE)
    later = pack(tmp_path / "q.xlsx", unit="GWh")
    problems = read_workbook(later, project, maps=[map]).problems
    assert [p.what for p in problems] == ["the unit of energy.total is “GWh” here, and “MWh” in the map"]
    assert problems[0].asks


def test_a_new_proposal_keeps_what_was_confirmed(project, tmp_path):
    path = pack(tmp_path / "p.xlsx")
    map = confirmed(project, path)
    again = propose(path, project, {}, map)
    assert again.confirmed == map.confirmed


def test_a_map_is_checked_line_by_line(project, tmp_path):
    (tmp_path / "data/maps").mkdir(parents=True)
    (tmp_path / "data/maps/x.toml").write_text(
        '[map]\nowner = "nobody"\n\n[[row]]\nmetric = "no.such"\nsheet = "A"\nlabel = "B"\n', encoding="utf-8"
    )
    with pytest.raises(BrokenProjectError) as error:
        read_map(project, "data/maps/x.toml")
    assert [str(p.where) for p in error.value.problems] == ["data/maps/x.toml:2", "data/maps/x.toml:5"]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        (2022, 2022),
        ("FY2022", 2022),
        ("FY22", 2022),
        ("2022年度", 2022),
        ("二零二二年", 2022),
        ("2021/22", 2022),
        ("2021-2022", 2022),
        ("2022 (restated 重列)", 2022),
        ("２０２２", 2022),
        ("2025-01-01 - 2025-12-31", 2025),
        ("2030 target", None),
        ("2022 vs 2021", None),
        ("變動 2022", None),
        ("Unit", None),
        (1.5, None),
        (True, None),
    ],
)
def test_years_of_heads(head, year):
    assert year_of(head) == year
