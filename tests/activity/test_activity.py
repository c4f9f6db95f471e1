"""Files of sites and months: every row counts once or is refused by its number. Sums are worked out apart, exactly."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import ibis
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.activity import ActivityFile, Columns, read_activity, rows_of
from reportgen.activity.expressions import totals
from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.intake.activity_sheet import read_activity_sheet
from reportgen.model.figure import Entry, State
from reportgen.model.problem import InputRefusedError
from tests.figures.test_figures_consolidated import ENTITIES
from tests.ledger.server import running
from tests.projects import REPORT, entries, problems_of, small_project, told

HEADS = ("metric", "entity", "month", "value", "unit", "cell")
MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
SITES = ("plant", "north", "south", "joined", "left")


def a_project(folder, *lines):
    water = "\n".join(['id = "water.use"', 'level = "site"', 'every = "month"', *lines])
    return load_project(small_project(folder, report=REPORT + ENTITIES, metrics=('id = "water.use"', water)))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return a_project(tmp_path_factory.mktemp("project"))


def asked():
    for site in SITES:
        for i, month in enumerate(MONTHS, 1):
            if not (site == "joined" and i < 12) and not (site == "left" and i > 6):
                yield site, i, month


def the_rows(of=lambda site, i: i):
    return [["water.use", site, month, str(of(site, i)), "tonne", f"{site}!D{i}"] for site, i, month in asked()]


def as_csv(folder, rows, heads=HEADS, **how):
    path = folder / "activity.csv"
    with path.open("w", encoding=how.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.writer(file, **how)
        writer.writerows([heads, *rows])
    return ActivityFile(path, "data/activity/activity.csv")


def as_parquet(folder, rows, **types):
    columns = {head: [row[n] for row in rows] for n, head in enumerate(HEADS)}
    arrays = {head: pa.array(values, types.get(head)) for head, values in columns.items()}
    pq.write_table(pa.table(arrays), folder / "activity.parquet")
    return ActivityFile(folder / "activity.parquet", "data/activity/activity.parquet")


def as_xlsx(folder, rows):
    book = openpyxl.Workbook()
    book.active.append(["Site data"])
    book.active.append(["指標", "場地", "月份", "數值", "單位", "來源"])
    for metric, site, month, value, unit, cell in rows:
        book.active.append([metric, site, date(2022, int(month[5:]), 1), float(value), unit, cell])
    path = folder / "activity.xlsx"
    book.save(path)
    return ActivityFile(path, "data/activity/activity.xlsx", Columns(*read_activity_sheet(path, "activity.xlsx")))


def sums(submission):
    return {(d.metric, d.entity): d.value for d in submission.datapoints}


# plant 0.6 × 78, joined 12, left 21 stand right below the group; north 78 and south 0.5 × 78 below the subsidiary
EXPECTED = {("water.use", "group"): Decimal("79.8"), ("water.use", "sub"): Decimal(117)}


@pytest.mark.parametrize("write", [as_csv, as_parquet, as_xlsx])
def test_sites_and_months_add_up_by_their_shares(tmp_path, project, write):
    submission = read_activity(write(tmp_path, the_rows()), project)
    assert sums(submission) == EXPECTED
    assert submission.taken == 43
    assert {(d.entity, d.source.sheet, d.source.ref) for d in submission.datapoints} == {
        ("sub", "", "24 rows"),
        ("group", "", "19 rows"),
    }


def resolved(project, submission):
    others = [e for e in entries() if e.datapoint.metric != "water.use"]
    mine = [Entry(1, d, 1, "May", datetime(2023, 1, 1, tzinfo=UTC)) for d in submission.datapoints]
    return resolve(project, [*others, *mine]).get("water.use", "2022")


def test_the_figure_is_that_of_the_same_months_handed_in_by_workbook(tmp_path, project):
    figure = resolved(project, read_activity(as_csv(tmp_path, the_rows()), project))
    assert figure.value == Decimal("196.8")  # as in the tests of consolidation
    top = figure.drilldown
    assert [(p.entity, p.value) for p in top.parts] == [("group", Decimal("79.8")), ("sub", 117), ("venture", None)]


def test_a_site_by_workbook_and_by_file_counts_twice_and_is_told(tmp_path, project):
    submission = read_activity(as_csv(tmp_path, the_rows()), project)
    plant = replace(submission.datapoints[0], entity="plant")
    problems = told(problems_of(resolved, project, replace(submission, datapoints=(*submission.datapoints, plant))))
    assert any("handed in both by 'group' and by 'plant', which is a part of it" in line for line in problems)


def test_the_last_month_and_the_mean(tmp_path):
    rows = the_rows(lambda site, i: 100 + i)
    last = read_activity(as_csv(tmp_path, rows), a_project(tmp_path / "a", 'over_months = "last"'))
    assert sums(last) == {("water.use", "group"): Decimal("179.2"), ("water.use", "sub"): 168}
    twelve = as_csv(tmp_path, the_rows(lambda site, i: 12))
    mean = read_activity(twelve, a_project(tmp_path / "b", 'over_months = "average"'))
    assert sums(mean) == {("water.use", "group"): Decimal("14.2"), ("water.use", "sub"): 18}


def test_a_unit_is_converted_and_written_as_people_write_it(tmp_path, project):
    rows = the_rows()
    for row in rows[::2]:
        row[3], row[4] = str(int(row[3]) * 1000), "kg"
    known = {u.id for u in project.units.values() if u.base == project.units["tonne"].base}
    if "kg" not in known:
        pytest.skip("the catalogue has no unit beside the tonne")
    assert sums(read_activity(as_csv(tmp_path, rows), project)) == EXPECTED


@pytest.mark.parametrize(
    ("how", "heads"),
    [
        ({"delimiter": ";"}, HEADS),
        ({"delimiter": "\t"}, HEADS),
        ({"encoding": "utf-8-sig"}, HEADS),
        ({"quoting": csv.QUOTE_ALL}, ("Metric", "SITE", "月份", "數值", "Unit", "儲存格")),
    ],
)
def test_a_csv_may_be_written_in_the_usual_ways(tmp_path, project, how, heads):
    assert sums(read_activity(as_csv(tmp_path, the_rows(), heads, **how), project)) == EXPECTED


def test_parquet_may_have_numbers_and_dates(tmp_path, project):
    rows = [[m, s, date(2022, int(when[5:]), 1), Decimal(v), u, c] for m, s, when, v, u, c in the_rows()]
    assert sums(read_activity(as_parquet(tmp_path, rows, value=pa.decimal128(18, 3)), project)) == EXPECTED
    floats = [[m, s, when, float(v) / 10, u, c] for m, s, when, v, u, c in the_rows()]
    assert sums(read_activity(as_parquet(tmp_path, floats), project))["water.use", "sub"] == Decimal("11.7")


def test_what_is_zero_everywhere_is_a_zero(tmp_path, project):
    points = read_activity(as_csv(tmp_path, the_rows(lambda site, i: 0)), project).datapoints
    assert {(d.value, d.state) for d in points} == {(Decimal(0), State.CONFIRMED_ZERO)}


def test_rows_of_an_entity_outside_the_boundary_do_not_count(tmp_path, project):
    venture = [["water.use", "venture", month, "1000", "tonne", ""] for month in MONTHS]
    assert sums(read_activity(as_csv(tmp_path, [*the_rows(), *venture]), project)) == EXPECTED


@pytest.mark.parametrize("write", [as_csv, as_parquet])
@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, "water.us", "'water.us' is no metric that is handed in by month (did you mean 'water.use'?)"),
        (0, "ghg.scope1", "'ghg.scope1' is no metric that is handed in by month"),
        (1, "mars", "'mars' is no entity of report.toml"),
        (1, "sub", "water.use is handed in by each site, and 'sub' is a subsidiary"),
        (2, "2021-05", "'2021-05' is no month of the fiscal year"),
        (2, "2022-13", "'2022-13' is no month of the fiscal year"),
        (2, "May", "'May' is no month of the fiscal year"),
        (2, None, "None is no month of the fiscal year"),
        (3, "-5", "water.use of 'plant' for 2022-05 is negative: -5"),
        (3, "1,234.5", "'1,234.5' is no number"),
        (3, "NaN", "'NaN' is no number"),
        (3, None, "None is no number"),
        (3, "1e3", "'1e3' is no number"),
        (3, "0.00000000001", "'0.00000000001' is no number"),
        (4, "litres", "the unit of water.use is given as 'litres'"),
        (4, None, "the unit of water.use is given as None"),
    ],
)
def test_a_wrong_row_is_told_with_its_number_and_its_cell(tmp_path, project, write, column, value, said):
    rows = the_rows()
    rows[4][column] = value
    problems = told(problems_of(read_activity, write(tmp_path, rows), project))
    name = f"data/activity/activity.{'csv' if write is as_csv else 'parquet'}"
    assert problems[0].startswith(f"{name}:{6 if write is as_csv else 5}: {said}")
    assert "(plant!D5)" in problems[0]
    assert len(problems) == 1


def test_a_row_that_is_there_twice_is_told_at_both_places(tmp_path, project):
    rows = the_rows()
    problems = told(problems_of(read_activity, as_csv(tmp_path, [*rows, rows[0]]), project))
    assert [line.split(" (")[0] for line in problems] == [
        f"data/activity/activity.csv:{row}: water.use of 'plant' for 2022-01 is there 2 times" for row in (2, 45)
    ]


def test_a_month_outside_the_time_in_the_group_is_told(tmp_path, project):
    rows = [*the_rows(), ["water.use", "left", "2022-07", "1", "tonne", ""]]
    problems = told(problems_of(read_activity, as_csv(tmp_path, rows), project))
    assert problems[0].startswith("data/activity/activity.csv:45: 'left' does not belong to the group in 2022-07")


def test_missing_months_and_sites_are_told(tmp_path, project):
    rows = [r for r in the_rows() if r[1] != "joined" and (r[1], r[2]) != ("north", "2022-03")]
    problems = told(problems_of(read_activity, as_csv(tmp_path, rows), project))
    assert [line.split(";")[0] for line in problems] == [
        "data/activity/activity.csv: water.use of 'joined' has no row for all its months",
        "data/activity/activity.csv: water.use of 'north' has no row for 2022-03",
    ]


def test_a_subsidiary_may_hand_in_by_workbook_while_others_do_by_file(tmp_path, project):
    rows = [r for r in the_rows() if r[1] not in ("north", "south")]
    assert sums(read_activity(as_csv(tmp_path, rows), project)) == {("water.use", "group"): Decimal("79.8")}


def test_many_mistakes_are_counted_and_the_first_are_shown(tmp_path, project):
    rows = the_rows(lambda site, i: -1)
    problems = told(problems_of(read_activity, as_csv(tmp_path, rows), project))
    assert len(problems) == 21
    assert "23 more rows are wrong" in problems[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file has no column 'metric'"),
        ("a,b\n1,2\n", "the file has no column 'metric'; it has 'a', 'b'"),
        ("metric,entity,month,value,value\n", "two columns have the same head"),
        ("metric,entity,month,value,unit\n", "the file has no rows"),
        ('metric,entity,month,value,unit\nwater.use,plant,"2022-01,1,tonne\n', "the file cannot be read"),
        ("metric,entity,month,value,unit\nwater.use,plant,2022-01,1,tonne,9,9\n", "the file cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, project, text, said):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError, match=said):
        read_activity(ActivityFile(path, "a.csv"), project)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a*.csv"])
def test_bytes_that_are_no_table_are_told(tmp_path, project, name):
    path = tmp_path / name
    path.write_bytes(b"\xff\xfe\x00broken" * 50)
    with pytest.raises(InputRefusedError) as refused:
        read_activity(ActivityFile(path, name), project)
    assert len(refused.value.problems) == 1


values = st.decimals(0, 10**12, places=10, allow_nan=False)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(values, min_size=43, max_size=43), st.randoms())
def test_sums_are_exact_whatever_the_order(tmp_path, project, amounts, chance):
    rows = the_rows()
    for row, value in zip(rows, amounts, strict=True):
        row[3] = f"{value:f}"
    shares = {"plant": Fraction(6, 10), "south": Fraction(1, 2)}
    expected = sum(Fraction(row[3]) * shares.get(row[1], 1) for row in rows)
    chance.shuffle(rows)
    found = sums(read_activity(as_csv(tmp_path, rows), project))
    assert sum(map(Fraction, found.values())) == expected


def test_the_rows_behind_a_figure_are_found_again(tmp_path, project):
    file = as_csv(tmp_path, the_rows())
    sha256 = read_activity(file, project).sha256
    found = rows_of(file, sha256, "water.use", ["left"])
    assert [(r.month, r.value, r.unit, r.source.ref) for r in found] == [
        (f"2022-{i:02}", i, "tonne", f"left!D{i}") for i in range(1, 7)
    ]
    lines = file.path.read_text().splitlines()
    assert all(lines[r.row - 1].split(",")[2] == r.month for r in found)
    file.path.write_text(file.path.read_text() + "\n")
    with pytest.raises(InputRefusedError, match="is not the one that was imported"):
        rows_of(file, sha256, "water.use", ["left"])


def test_the_same_expressions_run_on_postgresql():
    rows = [[*row[:3], Decimal(row[3]), row[4]] for row in the_rows()]
    rows += [["water.use", "north", "2022-01", Decimal(5), "tonne"], ["water.use", "south", "2021-12", Decimal(7), "t"]]
    table = pa.table({head: [row[n] for row in rows] for n, head in enumerate(HEADS[:5])})
    schema = {"metric": "string", "entity": "string", "month": "string", "value": "decimal(20, 4)", "unit": "string"}
    order = ["metric", "entity", "unit"]
    expected = totals(ibis.memtable(table, schema=ibis.schema(schema)), MONTHS).order_by(order).to_pyarrow().to_pylist()
    with running() as server:
        warehouse = ibis.postgres.connect(
            user="auditor", host=str(server.socket), port=server.port, database="postgres"
        )
        there = warehouse.create_table("rows", table, schema=ibis.schema(schema))
        found = totals(there, MONTHS).order_by(order).to_pyarrow().to_pylist()
        warehouse.disconnect()
    assert [{k: str(v) for k, v in row.items()} for row in found] == [
        {k: str(v) for k, v in row.items()} for row in expected
    ]
    assert [row["entity"] for row in found if row["months"] != row["rows"]] == ["north", "south"]


def test_the_same_month_in_two_units_is_there_twice(tmp_path, project):
    rows = the_rows()
    rows.append([*rows[0][:3], "1000", "kg", ""])
    problems = told(problems_of(read_activity, as_csv(tmp_path, rows), project))
    assert [line.split(" (")[0].split(";")[0] for line in problems] == [
        f"data/activity/activity.csv:{row}: water.use of 'plant' for 2022-01 is there 2 times" for row in (2, 45)
    ]


def test_a_site_that_is_there_in_two_units_does_not_stand_for_another(tmp_path, project):
    rows = [row for row in the_rows() if row[1] != "south"]
    rows += [[*row[:3], "1", "kg", ""] for row in rows if row[1] == "north"]
    problems = told(problems_of(read_activity, as_csv(tmp_path, rows), project))
    assert "is there 2 times" in problems[0]
