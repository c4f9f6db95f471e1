"""Workbooks issued, a year closed and the next one opened: nothing of last year touched, at any moment."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reportgen.app.checking import check
from reportgen.app.databook import write_data_book
from reportgen.app.imports import import_workbooks
from reportgen.app.issuing import issue_workbooks
from reportgen.app.rollover import roll_over
from reportgen.app.stages import read_data
from reportgen.app.years import closed_figures, published_figures, published_words
from reportgen.catalog import load_project
from reportgen.model.figure import State
from reportgen.model.problem import BrokenProjectError, InputRefusedError
from tests import projects

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
SHEET = "績效 Performance"


def fill_in(path, answers):
    """Type a year's values into an issued workbook, by head and metric."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        heads = {str(c.value).split("\n")[-1]: c.column for c in sheet[5] if isinstance(c.value, str)}
        for row in range(6, sheet.max_row + 1 if "Metric id" in heads else 0):
            for head, values in answers.items():
                id = sheet.cell(row, heads["Metric id"]).value
                if id in values:
                    sheet.cell(row, heads[head]).value = values[id]
    book.save(path)


def hand_in(root, year):
    """Issue, fill in and import all workbooks of a year."""
    values = {}
    for (metric, period), value in projects.VALUES.items():
        head = "This year" if period == "2022" else "Last year as published"
        values.setdefault(head, {})[metric] = float(value)
    if year != 2022:
        del values["Last year as published"]
    texts = dict.fromkeys(values["This year"], "as planned")
    for issued in issue_workbooks(root):
        fill_in(issued.path, {**values, "Explanation": texts})
    return import_workbooks(root, [root / f"data/issued/{year}"], by="May", at=AT)


@pytest.fixture
def closed(tmp_path):
    """The small project of 2022 with all its figures in the ledger."""
    root = projects.small_project(tmp_path / "report")
    hand_in(root, 2022)
    return root


def contents(root, *, but=()):
    return {
        name: path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not (name := path.relative_to(root).as_posix()).startswith((".cache", *but))
    }


def run(root, *words):
    command = [sys.executable, "-m", "reportgen", "--project", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


# --- issuing -------------------------------------------------------------------------------------


def test_a_workbook_an_owner(tmp_path):
    root = projects.small_project(tmp_path)
    issued = issue_workbooks(root)
    assert [(one.path.relative_to(root).as_posix(), one.number, one.rows, one.fresh) for one in issued] == [
        ("data/issued/2022/environment.xlsx", 1, 4, True),
        ("data/issued/2022/finance.xlsx", 1, 1, True),
    ]


def test_an_issue_is_counted_when_it_asks_something_else(tmp_path):
    root = projects.small_project(tmp_path)
    first = issue_workbooks(root)
    again = issue_workbooks(root)
    assert [(one.number, one.fresh, one.sha256) for one in again] == [(1, False, one.sha256) for one in first]
    path = root / projects.SHORT["metrics"]
    path.write_text(path.read_text("utf-8").replace('en = "Water"', 'en = "Water used"'), encoding="utf-8")
    assert [(one.owner, one.number, one.fresh) for one in issue_workbooks(root)] == [
        ("environment", 2, True),
        ("finance", 1, False),
    ]


def test_only_those_that_are_asked_for(tmp_path):
    root = projects.small_project(tmp_path / "report")
    issued = issue_workbooks(root, owners=["finance"], out=tmp_path / "out")
    assert [one.path for one in issued] == [tmp_path / "out/finance.xlsx"]
    with pytest.raises(BrokenProjectError, match="no owner 'nobody'"):
        issue_workbooks(root, owners=["nobody"])
    with pytest.raises(BrokenProjectError, match="no entity 'moon'"):
        issue_workbooks(root, entity="moon")


def test_a_new_issue_holds_what_was_handed_in(closed):
    issued = issue_workbooks(closed)
    book = openpyxl.load_workbook(issued[0].path)
    sheet = book[SHEET]
    heads = {str(c.value).split("\n")[-1]: c.column for c in sheet[5]}
    row = next(r for r in range(6, 12) if sheet.cell(r, 1).value == "ghg.scope1")
    assert sheet.cell(row, heads["This year"]).value == 172137.9
    assert sheet.cell(row, heads["Last year as published"]).value == 18961.4
    assert import_workbooks(closed, [closed / "data/issued/2022"], by="May", at=AT).receipt.submissions[0].changes == ()


def test_the_register_that_is_broken_is_told(tmp_path):
    root = projects.small_project(tmp_path)
    (root / "data/issued").mkdir()
    (root / "data/issued/register.json").write_text("[]")
    with pytest.raises(BrokenProjectError, match="register of issued workbooks"):
        issue_workbooks(root)


# --- rolling over --------------------------------------------------------------------------------


def test_a_year_is_closed_and_the_next_one_opened(closed):
    before = contents(closed)
    done = roll_over(closed)
    assert (done.closed, done.year, done.opened) == (2022, 2023, True)
    year = load_project(closed).settings.fiscal_year
    assert (year.year, year.starts.isoformat(), year.ends.isoformat()) == (2023, "2023-01-01", "2023-12-31")
    after = contents(closed)
    # Nothing of last year is touched but the three lines of report.toml, whose old text is kept.
    assert {name for name in before if after.get(name) != before[name]} == {"report.toml", "data/issued/register.json"}
    assert after["data/years/2022/report.toml"] == before["report.toml"]
    lines = zip(before["report.toml"].splitlines(), after["report.toml"].splitlines(), strict=True)
    assert [b for a, b in lines if a != b] == [b"year = 2023", b"starts = 2023-01-01", b"ends = 2023-12-31"]
    for name in before:
        if name.startswith(("templates/", "data/metrics/")) or (name.count("/") == 1 and name.endswith(".toml")):
            assert after[f"data/years/2022/{name}"] == before[name]
    record = json.loads(after["data/years/2022/closed.json"])
    assert (record["fiscal_year"], len(record["ledger_head"])) == (2022, 64)


def test_the_figures_of_the_closed_year_are_kept(closed):
    expected = {f.key: (f.value, f.state) for f in read_data(closed).figures}
    roll_over(closed)
    kept = closed_figures(closed, 2022)
    assert {key: (p.value, p.state) for key, p in kept.items()} == expected
    assert kept["ghg.total", "2022"].value == Decimal("5739723.7")


def test_the_workbooks_of_the_new_year_hold_last_year_locked(closed):
    roll_over(closed)
    sheet = openpyxl.load_workbook(closed / "data/issued/2023/environment.xlsx")[SHEET]
    heads = {str(c.value).split("\n")[-1]: c.column for c in sheet[5]}
    prior = {sheet.cell(r, 1).value: sheet.cell(r, heads["Last year as published"]) for r in range(6, 12)}
    assert (prior["ghg.scope1"].value, prior["ghg.scope1"].protection.locked) == (172137.9, True)
    assert prior["ghg.total"].value == 5739723.7
    row = prior["ghg.scope1"].row
    assert sheet.cell(row, heads["This year"]).value is None
    assert sheet.cell(row, heads["Last year restated"]).protection.locked is False


def test_the_new_year_is_collected_with_its_comparatives(closed):
    roll_over(closed)
    hand_in(closed, 2023)
    figures = read_data(closed).figures
    assert figures.get("ghg.total", "2023").value == Decimal("5739723.7")
    assert figures.get("ghg.total", "2022").value == Decimal("5739723.7")
    assert figures.get("water.use", "2023").state is State.VALUE


def test_twice_does_no_harm(closed):
    roll_over(closed, to=2023)
    before = contents(closed)
    done = roll_over(closed, to=2023)
    assert (done.opened, done.issued, done.reviews) == (False, (), ())
    with pytest.raises(InputRefusedError):
        roll_over(closed)  # 2023 has no figures yet
    assert contents(closed) == before


def test_an_incomplete_year_is_refused_unless_told_so(tmp_path):
    root = projects.small_project(tmp_path)
    issue_workbooks(root)
    fill_in(
        root / "data/issued/2022/finance.xlsx",
        {"This year": {"finance.revenue": 5}, "Last year as published": {"finance.revenue": 5}},
    )
    import_workbooks(root, [root / "data/issued/2022/finance.xlsx"], by="May", at=AT)
    before = contents(root)
    with pytest.raises(InputRefusedError, match=r"no value of ghg\.scope1 for 2022"):
        roll_over(root)
    with pytest.raises(BrokenProjectError, match="only when the year to open is named"):
        roll_over(root, incomplete=True)
    assert contents(root) == before
    roll_over(root, to=2023, incomplete=True)
    assert set(closed_figures(root, 2022)) == {("finance.revenue", "2022"), ("finance.revenue", "2021")}


@pytest.mark.parametrize("to", [2021, 2022, 2025])
def test_no_other_year_can_be_opened(closed, to):
    with pytest.raises(BrokenProjectError, match=f"the year {to} cannot be opened"):
        roll_over(closed, to=to)


def test_what_should_be_looked_at_is_listed(closed):
    (closed / "data/waivers.toml").write_text(
        '[[waiver]]\ncheck = "AR001"\nmetric = "ghg.total"\nreason = "known"\nby = "May"\non = 2023-03-01\n',
        encoding="utf-8",
    )
    done = roll_over(closed)
    reviews = {(r.subject, r.where.split(":")[0]) for r in done.reviews}
    # The note on ghg.scope2@2021 is about a year that the table no longer prints; the project is whole all the same.
    assert any("scope-two" in r.what and "ghg.scope2@2021" in r.what for r in done.reviews)
    assert load_project(closed).notes["scope-two"].on == ("ghg.scope2@2021",)
    assert ("restatement", "data/notes.toml") in reviews
    assert ("waiver", "data/waivers.toml") in reviews


def test_figures_of_a_closed_year_that_were_changed_are_not_used(closed):
    roll_over(closed)
    path = closed / "data/years/2022/figures.csv"
    path.write_bytes(path.read_bytes().replace(b"172137.9", b"172137.8"))
    with pytest.raises(BrokenProjectError, match="figures of the closed year 2022 cannot be used"):
        issue_workbooks(closed)


# --- killed --------------------------------------------------------------------------------------


def steps(monkeypatch, stop_at):
    """Let the process die at a step that changes the disk."""
    taken = []

    def step(real):
        def dying(*given, **named):
            taken.append(real)
            if len(taken) == stop_at:
                raise KeyboardInterrupt
            return real(*given, **named)

        return dying

    for name in ("replace", "rename", "mkdir"):
        monkeypatch.setattr(os, name, step(getattr(os, name)))
    monkeypatch.setattr(Path, "write_bytes", step(Path.write_bytes))
    return taken


def test_a_kill_at_any_step_leaves_the_old_year_or_the_new(closed, monkeypatch, tmp_path):
    copy = tmp_path / "undisturbed"
    shutil.copytree(closed, copy)
    roll_over(copy)
    wanted = contents(copy)
    old = contents(closed)
    stop_at, died = 1, 0
    while True:
        with monkeypatch.context() as patch:
            steps(patch, stop_at)
            try:
                roll_over(closed, to=2023)
            except KeyboardInterrupt:
                died += 1
            else:
                break
        year = load_project(closed).settings.fiscal_year.year
        now = contents(closed)
        assert year == 2022, stop_at
        last_year = {n: c for n, c in old.items() if n != "data/issued/register.json"}
        assert {n: now.get(n) for n in last_year} == last_year, stop_at
        assert read_data(closed).figures.get("ghg.total", "2022").value == Decimal("5739723.7")
        stop_at += 2
    assert died > 10
    assert contents(closed) == wanted


def test_a_real_kill_is_survived(closed):
    code = (
        "import os, signal, sys; from pathlib import Path; from reportgen.app import rollover;"
        "rollover.replace_file = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "rollover.roll_over(Path(sys.argv[1]))"
    )
    old = contents(closed)
    killed = subprocess.run([sys.executable, "-c", code, str(closed)], timeout=60, check=False)
    assert killed.returncode == -9
    assert load_project(closed).settings.fiscal_year.year == 2022
    assert roll_over(closed).opened
    assert all(
        contents(closed)[n] == c for n, c in old.items() if n not in ("report.toml", "data/issued/register.json")
    )


# --- the command line ----------------------------------------------------------------------------


def test_the_commands(closed):
    rolled = run(closed, "rollover", "--format", "json")
    record = json.loads(rolled.stdout)
    assert (rolled.returncode, record["closed"], record["year"], record["opened"]) == (0, 2022, 2023, True)
    again = run(closed, "rollover")
    assert (again.returncode, "no value of" in again.stderr) == (1, True)
    issued = run(closed, "workbook", "--owner", "finance", "--format", "json")
    assert (issued.returncode, json.loads(issued.stdout)["issued"][0]["owner"]) == (0, "finance"), issued.stderr


def test_the_data_book_is_written_where_one_says(closed, tmp_path):
    target = tmp_path / "book"
    written = write_data_book(closed, target, lambda _: None)
    assert sorted(written) == sorted(target.iterdir())
    assert len(written) == 7
    write_data_book(closed, target, lambda _: None)
    (target / "mine.txt").write_text("x")
    with pytest.raises(BrokenProjectError, match=r"mine\.txt would be lost"):
        write_data_book(closed, target, lambda _: None)
    assert (target / "mine.txt").exists()


def test_what_a_closed_year_said_is_held_against_the_next(closed):
    roll_over(closed)
    told = published_words(closed, 2022)
    assert told is not None
    assert told.year == 2022
    said = {(figure.metric, figure.text) for block in told.blocks for figure in block.figures}
    assert any(metric == "ghg.total" for metric, _ in said)
    assert published_words(closed, 2021) is None
    (closed / "data/years/2022/manuscript.json").write_text("{", encoding="utf-8")
    with pytest.raises(BrokenProjectError, match="no JSON"):
        published_words(closed, 2022)


def test_the_figures_of_a_closed_year_are_held_against_the_next(closed):
    figures = read_data(closed).figures
    roll_over(closed)
    told = published_figures(closed, 2022)
    assert told is not None
    assert (told.year, told.source, told.complete) == (2022, "the report of 2022", True)
    assert {key: one.value for key, one in told.by_key.items()} == {f.key: f.value for f in figures}
    total = told.get("ghg.total", "2022")
    assert total is not None
    assert (total.decimals, total.unit) == (1, "tco2e")
    assert total.printed["en"].startswith("5,739,723.7")
    assert total.formula == "{ghg.scope1} + {ghg.scope2} + {ghg.scope3}"
    assert told.get("ghg.total", "2019") is None
    assert published_figures(closed, 2021) is None


def test_a_comparative_that_is_not_as_published_is_found_after_the_rollover(closed):
    roll_over(closed)
    hand_in(closed, 2023)
    assert [o.ending.value for o in check(closed, ["YY007", "YY014"]).outcomes] == ["clean", "clean"]
    path = closed / "data/metrics/environment.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" + {ghg.scope3}", ""), encoding="utf-8")
    found = {o.code: [f.metric for f in o.findings] for o in check(closed, ["YY007", "YY011"]).outcomes}
    assert found == {"YY007": ["ghg.total"], "YY011": ["ghg.total"]}
