"""``diff`` as people run it: between folders, packs and years, in each form, with its exit codes."""

import json
import subprocess
import sys

import pytest

from tests.pack.editions import edition, figure, files_of, finding, text, zip_of

OLD = edition(figures=[figure()], texts=[text("Emissions fell by 2.2%. The fleet is old.")], findings=[finding()])
NEW = edition(
    figures=[figure(value="5800000.1")],
    texts=[text("Emissions fell by 2.5%. The fleet is new.")],
    findings=[finding("02", "warning")],
)


@pytest.fixture
def place(tmp_path):
    for name, made in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        for file, content in files_of(made).items():
            (tmp_path / name / file).write_bytes(content)
    (tmp_path / "pack.zip").write_bytes(zip_of({f"records/{n}": c for n, c in files_of(NEW).items()}))
    return tmp_path


def run(place, *words):
    command = [sys.executable, "-m", "reportgen", *words]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)


def test_at_the_terminal(place):
    done = run(place, "diff", "old", "pack.zip")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "figures: 1 changed",
        "~ ghg.total 2022: 5,739,723.7 tonnes → 5,800,000.1 tonnes",
        "sentences: 1 changed",
        "~ Climate (en, paragraph)",
        "    was The fleet is old.",
        "    now The fleet is new.",
        "findings: 1 added, 1 removed",
        "+ opened warning[AR001] wrong 02",
        "- closed error[AR001] wrong 00",
        "1 sentence changed in its numbers only",
    ]


def test_nothing_different_and_the_exit_codes(place):
    same = run(place, "diff", "old", "old", "--fail-on-change")
    assert (same.returncode, same.stdout.strip()) == (0, "no difference between old and old")
    assert run(place, "diff", "old", "new", "--fail-on-change").returncode == 1
    missing = run(place, "diff", "nowhere", "elsewhere.zip")
    assert missing.returncode == 2
    assert missing.stdout == ""
    assert "there is no 'nowhere'" in missing.stderr
    assert "there is no 'elsewhere.zip'" in missing.stderr


def test_json_is_json_alone(place):
    done = run(place, "diff", "old", "new", "--format", "json")
    assert json.loads(done.stdout)["summary"]["figures"] == 1


def test_files(place):
    assert run(place, "diff", "old", "new", "--format", "html").stdout.strip() == "difference.html"
    assert "<ins>" in (place / "difference.html").read_text(encoding="utf-8")
    assert run(place, "diff", "old", "new", "--format", "xlsx", "--out", "d.xlsx").returncode == 0
    assert (place / "d.xlsx").read_bytes().startswith(b"PK")
    run(place, "diff", "old", "new", "--format", "json", "--out", "d.json")
    assert json.loads((place / "d.json").read_text(encoding="utf-8"))["schema"] == 1


def test_a_year_of_the_project(place):
    year = place / "data/years/2021"
    year.mkdir(parents=True)
    (place / "report.toml").write_text("")
    (year / "closed.json").write_text('{"schema": 1, "fiscal_year": 2021}')
    rows = "metric,period,value,unit,state,status,kind,qualifier,reason\n"
    rows += "ghg.total,2022,1.5,tco2e,value,derived,actual,exact,\n"
    (year / "figures.csv").write_text(rows)
    done = run(place, "diff", "2021", "new")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["figures: 1 changed", "~ ghg.total 2022: 1.5 → 5,800,000.1 tonnes"]
    assert "the text" in done.stderr
    superseded = place / "published/superseded/2021-1"
    superseded.mkdir(parents=True)
    for file, content in files_of(OLD).items():
        (superseded / file).write_bytes(content)
    assert "no difference" in run(place, "diff", "2021-1", "old").stdout
    gone = run(place, "diff", "2019", "new")
    assert gone.returncode == 2
    assert "2019 was neither published nor closed here" in gone.stderr
