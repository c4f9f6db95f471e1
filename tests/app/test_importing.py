"""``reportgen import`` on the command line: changes first, dry runs, parts, days, folders, maps."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from reportgen.ledger import Ledger
from tests.app.conftest import run

SHEET = "環境績效 Environmental performance"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("importing") / "project"
    assert run(folder.parent, "init", str(folder), "--year", "2025").returncode == 0
    assert run(folder, "import", "--as-of", "2026-01-31").returncode == 0
    return folder


@pytest.fixture
def project(imported, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(imported, copy)
    return copy


def fill(project, **cells):
    path = project / "data/workbooks/2025/environment.xlsx"
    book = openpyxl.load_workbook(path)
    for ref, value in cells.items():
        book[SHEET][ref].value = value
    book.save(path)


def entries(project):
    ledger = Ledger.open(project / "data/ledger.db")
    found = {e.datapoint.key: e for e in ledger.latest()}
    ledger.verify()
    ledger.close()
    return found


def test_a_second_hand_in_shows_what_changed_cell_by_cell(project):
    fill(project, H8="１，２３４．５", J8="數值", O8="新電錶 new meter", S8="invoices")
    before = (project / "data/ledger.db").read_bytes()
    dry = run(project, "import", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "nothing was written" in dry.stderr
    assert (project / "data/ledger.db").read_bytes() == before
    done = run(project, "import")
    for told in (dry.stdout, done.stdout):
        assert told.startswith("changed since the last hand-in:")
        assert "ghg.scope1 2025: (blank) → 1234.5" in told
        assert "ghg.scope1 2025: state not_collected → value" in told
        assert "ghg.scope1 2025: explanation 待收集 / to be collected → 新電錶 new meter" in told
        assert "ghg.scope1 2025: method (blank) → invoices" in told
        assert f"environment.xlsx › {SHEET} › H8" in told
    assert entries(project)["ghg.scope1", "2025", "group"].datapoint.particulars.method == "invoices"


def test_a_refused_workbook_comes_back_annotated_and_the_ledger_is_as_it_was(project):
    fill(project, H8="1.234", J8="數值", H9="a lot", J9="value")
    before = (project / "data/ledger.db").read_bytes()
    handed_in = (project / "data/workbooks/2025/environment.xlsx").read_bytes()
    done = run(project, "import")
    assert done.returncode == 1
    assert "question: “1.234” is text and can be read in two ways" in done.stderr
    assert "error: “a lot” is not a number" in done.stderr
    assert "annotated copy of data/workbooks/2025/environment.xlsx: data/returned/environment.xlsx" in done.stderr
    assert (project / "data/ledger.db").read_bytes() == before
    assert (project / "data/workbooks/2025/environment.xlsx").read_bytes() == handed_in
    copy = openpyxl.load_workbook(project / "data/returned/environment.xlsx")
    assert "不是數字" in copy[SHEET]["H9"].comment.text
    said = json.loads(run(project, "import", "--format", "json").stdout)
    assert said["returned"] == {"data/workbooks/2025/environment.xlsx": "data/returned/environment.xlsx"}
    assert said["problems"][0]["words"]["zh-hant"]["what"]


def test_partial_takes_the_sound_metrics_and_records_the_refused(project):
    fill(project, H8="1.234", J8="數值", H9=20.5, J9="value")
    done = run(project, "import", "--partial")
    assert done.returncode == 1
    found = entries(project)
    assert str(found["ghg.scope2", "2025", "group"].datapoint.value) == "20.5"
    assert found["ghg.scope1", "2025", "group"].datapoint.value is None
    assert "1 submissions appended" in done.stderr
    said = json.loads(run(project, "import", "--partial", "--dry-run", "--format", "json").stdout)
    environment = next(s for s in said["submissions"] if s["owner"] == "environment")
    assert environment["cells_refused"] > 0
    assert environment["returned"] == "data/returned/environment.xlsx"


def test_another_unit_is_converted_and_recorded_as_handed_in(project):
    fill(project, H11=58360000, I11="千瓦時 kWh", J11="數值 value")
    done = run(project, "import")
    assert done.returncode == 0, done.stderr
    assert "note: 58,360,000 千瓦時 kWh was converted to 58,360 MWh" in done.stdout
    held = entries(project)["energy.electricity", "2025", "group"].datapoint
    assert (str(held.value), held.particulars.handed_as) == ("58360", "58,360,000 千瓦時 kWh")


def test_a_day_may_be_given_that_is_past_but_not_before_the_ledgers(project):
    fill(project, H8=5, J8="value")
    assert run(project, "import", "--as-of", "2025-12-31").returncode == 2
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    late = run(project, "import", "--as-of", tomorrow)
    assert late.returncode == 2
    assert "still to come" in late.stderr
    assert run(project, "import", "--as-of", "2026-02-28").returncode == 0
    moment = entries(project)["ghg.scope1", "2025", "group"].submitted_at
    assert moment == datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)


def test_a_refused_first_import_leaves_no_ledger(project):
    (project / "data/ledger.db").unlink()
    fill(project, H8="x")
    assert run(project, "import").returncode == 1
    assert run(project, "import", "--dry-run").returncode == 1
    assert not (project / "data/ledger.db").exists()


def test_a_folder_of_many_is_read_in_parallel_and_lands_as_one(project, tmp_path):
    folder = tmp_path / "inbox"
    shutil.copytree(project / "data/workbooks/2025", folder)
    (folder / "finance.xlsx").rename(folder / "財務部 final (2).XLSX")
    (project / "data/ledger.db").unlink()
    done = run(project, "import", str(folder), "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert "4 submissions appended" in done.stderr


def test_a_data_book_is_mapped_confirmed_and_imported(project, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ESG"
    for row in (["Item", "Unit", 2025, 2024], ["Scope 1 emissions 範圍一排放量", "kg CO2e", 5000, 4000]):
        sheet.append(row)
    book.save(tmp_path / "Databook 2025.xlsx")
    proposed = run(project, "import", "--map", str(tmp_path / "Databook 2025.xlsx"))
    assert proposed.returncode == 0, proposed.stderr
    assert "ghg.scope1" in proposed.stdout
    path = project / "data/maps/databook.toml"
    assert "confirmed = false" in path.read_text("utf-8")
    unconfirmed = run(project, "import", str(tmp_path / "Databook 2025.xlsx"))
    assert unconfirmed.returncode == 1
    assert "reportgen import --map FILE" in unconfirmed.stderr
    path.write_text(path.read_text("utf-8").replace("confirmed = false", "confirmed = true"), "utf-8")
    done = run(project, "import", str(tmp_path / "Databook 2025.xlsx"))
    assert done.returncode == 0, done.stderr
    assert str(entries(project)["ghg.scope1", "2025", "group"].datapoint.value) == "5"
