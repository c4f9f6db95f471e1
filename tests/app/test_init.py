"""``reportgen init``: the starter imports and builds as it is, and its workbooks can be read back."""

import io
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from reportgen.app import starting
from reportgen.app.checking import check
from reportgen.app.imports import import_workbooks
from reportgen.app.stages import read_data, write_manuscripts
from reportgen.app.starting import start_project
from reportgen.catalog import load_project
from reportgen.chapters.markdown import COMPONENTS
from reportgen.intake import asked_of, issue_workbook, read_workbook
from reportgen.model.figure import State
from reportgen.model.figures import periods_of
from reportgen.model.problem import BrokenProjectError

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def run(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *words], cwd=cwd, capture_output=True, text=True, timeout=280, check=False
    )


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A project of 2025 with its blank workbooks imported."""
    root = tmp_path_factory.mktemp("init") / "report"
    start_project(root, 2025)
    import_workbooks(root, (), by="tester", at=AT)
    return root


# --- the project that is written -----------------------------------------------------------------


@pytest.mark.build
def test_a_new_project_imports_and_builds_from_the_command_line(tmp_path):
    begun = run("init", "new", "--year", "2025", cwd=tmp_path)
    assert (begun.returncode, "report.toml" in begun.stdout) == (0, True), begun.stderr
    for verb in ("import", "build"):
        done = run(verb, cwd=tmp_path / "new")
        assert done.returncode == 0, done.stdout + done.stderr
    for name in ("zh-hant/report.pdf", "en/report.pdf"):
        assert (tmp_path / "new/output" / name).read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "new/output/site/index.html").is_file()


def test_the_names_told_are_the_files_written(tmp_path):
    told = start_project(tmp_path / "a/b", 2025)
    assert set(told) == set(contents(tmp_path / "a/b"))
    assert {"report.toml", "README.md", ".gitignore", "data/outline.toml", "data/workbooks/2025/finance.xlsx"} <= set(
        told
    )
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b"]


def test_the_starter_loads_and_is_of_the_year_asked_for(started):
    project = load_project(started)
    assert project.settings.fiscal_year.year == 2025
    assert not project.settings.demonstration
    assert 15 <= len(project.metrics) <= 20
    assert (len(project.tables), len(project.notes), len(project.charts)) == (2, 2, 1)


def test_the_same_year_gives_the_same_bytes(tmp_path):
    start_project(tmp_path / "one", 2025)
    start_project(tmp_path / "two", 2025)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_languages_bind_the_same_figures_and_every_one_prints_nil(started):
    chinese, english = write_manuscripts(read_data(started))
    one, two = (
        Counter((b.kind, b.metric, b.period) for chapter in m.chapters for b in chapter.bindings)
        for m in (chinese, english)
    )
    assert one == two
    assert {b.text for m in (chinese, english) for b in m.bindings} == {"–"}
    assert {metric for _, metric, _ in one} == set(load_project(started).metrics)


def test_the_languages_have_the_same_blocks(started):
    shapes = [[[type(b) for b in c.blocks] for c in m.chapters] for m in write_manuscripts(read_data(started))]
    assert shapes[0] == shapes[1]


def test_the_starter_has_no_error(started):
    assert check(started).counts["error"] == 0


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_every_component_is_shown(started, language):
    text = "\n".join(p.read_text("utf-8") for p in (started / "templates" / language).glob("*.md"))
    shown = Counter(re.findall(r"^::: (\w+)", text, re.MULTILINE))
    assert set(shown) == set(COMPONENTS)
    assert all(shown[name] == 1 for name in set(COMPONENTS) - {"lead", "stats"})


# --- what is refused -----------------------------------------------------------------------------


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("keep me")
    done = run("init", "mine", "--year", "2025", cwd=tmp_path)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(tmp_path) == {"mine/notes.txt": b"keep me"}


def test_an_empty_folder_stays_the_same_one(tmp_path):
    before = tmp_path.stat().st_ino
    start_project(tmp_path, 2025)
    assert tmp_path.stat().st_ino == before
    assert load_project(tmp_path).settings.fiscal_year.year == 2025
    assert not list(tmp_path.glob(".reportgen-init-*"))


@pytest.mark.parametrize(
    ("year", "edition", "scope1"), [(2024, "2022", "HKEX A1.2:scope-1"), (2025, "2025", "HKEX Para 28(a)")]
)
def test_the_starter_names_the_edition_in_force(tmp_path, year, edition, scope1):
    start_project(tmp_path / "new", year)
    project = load_project(tmp_path / "new")
    assert project.settings.standards == {"HKEX": (edition,)}
    assert project.metrics["ghg.scope1"].disclosures == (scope1,)


@pytest.mark.parametrize("year", [25, 1999, 20255, -2025])
def test_what_is_no_year_is_refused(tmp_path, year):
    with pytest.raises(BrokenProjectError, match="not a fiscal year"):
        start_project(tmp_path / "new", year)
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(BrokenProjectError, match="a file of this name"):
        start_project(tmp_path / "taken", 2025)
    with pytest.raises(BrokenProjectError, match="cannot be written"):
        start_project(tmp_path / "taken/new", 2025)


@pytest.mark.parametrize("there", [True, False])
def test_when_writing_fails_nothing_is_left(tmp_path, monkeypatch, there):
    target = tmp_path / "new"
    if there:
        target.mkdir()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(starting, "issue_workbook", full)
    with pytest.raises(BrokenProjectError, match="No space left"):
        start_project(target, 2025)
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")] == (["new"] if there else [])


# --- blank workbooks -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo():
    return load_project(Path(__file__).parents[2])


def owners(project):
    return [owner.id for owner in project.settings.owners if asked_of(project, owner.id)]


def test_blank_workbooks_of_the_demonstration_are_read_back_whole(demo, tmp_path):
    read = set()
    for owner in owners(demo):
        path = tmp_path / f"{owner}.xlsx"
        path.write_bytes(issue_workbook(demo, owner, answered=True).content)
        reading = read_workbook(path, demo)
        assert (reading.problems, reading.refused, reading.owner) == ((), (), owner)
        assert {d.state for d in reading.datapoints} == {State.NOT_COLLECTED}
        assert all(d.reason for d in reading.datapoints)
        assert sum("to be collected" in d.reason for d in reading.datapoints) >= len(asked_of(demo, owner))
        read |= {(d.metric, d.period.id) for d in reading.datapoints}
    year = demo.settings.fiscal_year
    assert read == {(m.id, p.id) for m in demo.metrics.values() if m.handed_in for p in periods_of(m, year)}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_label_never_becomes_a_formula(tmp_path, sign):
    root = tmp_path / "report"
    start_project(root, 2025)
    path = root / "data/metrics/society.toml"
    path.write_text(path.read_text("utf-8").replace('en = "Revenue"', f'en = "{sign}1+1"'), encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO(issue_workbook(load_project(root), "finance").content))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    labels = [c for c in cells if isinstance(c.value, str) and f"{sign}1+1" in c.value]
    assert labels
    assert all(c.data_type == "s" for c in labels)


def test_whom_nothing_is_asked_is_told(demo):
    with pytest.raises(BrokenProjectError, match="no owner 'nobody'"):
        issue_workbook(demo, "nobody")
