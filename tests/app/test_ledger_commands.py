"""``status``, ``log``, ``restate``, ``sign`` and ``verify`` as a person and as a program meets them."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reportgen.catalog import load_project
from reportgen.ledger import Ledger
from reportgen.model.submission import Submission
from tests.figures.test_figures_consolidated import ALL, ENTITIES
from tests.projects import REPORT, entries, small_project

NOON = datetime(2023, 3, 1, 12, tzinfo=UTC)
THREE = "\n[sign_off]\ndifferent_people = true\n"


@pytest.fixture
def project(tmp_path):
    small_project(tmp_path, report=REPORT + THREE)
    hand_in(tmp_path, entries())
    return tmp_path


def hand_in(root, handed_in, sha="00"):
    """What an import would write, without its workbooks."""
    ledger = Ledger.open(root / "data/ledger.db")
    points = tuple(replace(e.datapoint, source=replace(e.datapoint.source, sha256=sha)) for e in handed_in)
    ledger.append([Submission("small.xlsx", sha, "environment", points, len(points), ())], by="May", at=NOON)
    ledger.close()


def run(root, *words):
    return subprocess.run(
        [sys.executable, "-m", "reportgen", "--project", str(root), *words], capture_output=True, text=True, check=False
    )


def record(root, *words):
    done = run(root, *words, "--format", "json")
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_status_counts_by_owner_and_by_chapter(project):
    found = record(project, "status")
    assert [(o["id"], o["asked"], o["there"], o["percent"]) for o in found["owners"]] == [
        ("environment", 7, 7, 100),
        ("finance", 2, 2, 100),
    ]
    # The climate section prints the scopes and their total; the appendix the table of them.
    assert [(c["id"], c["asked"]) for c in found["chapters"]] == [("1", 6), ("A1", 6), ("-", 3)]
    assert found["missing"] == []


def test_status_names_what_is_missing_also_before_the_first_import(tmp_path):
    small_project(tmp_path)
    assert record(tmp_path, "status")["total"]["there"] == 0
    hand_in(tmp_path, [e for e in entries() if e.datapoint.key != ("ghg.scope3", "2021", "group")])
    found = record(tmp_path, "status")
    assert found["missing"] == [
        {"metric": "ghg.scope3", "period": "2021", "entity": "group", "owner": "environment"},
    ]
    assert found["owners"][0]["percent"] == 85
    assert "missing: ghg.scope3 for 2021 of group (owner environment)" in run(tmp_path, "status").stderr


def test_status_tells_which_site_is_missing(tmp_path):
    small_project(tmp_path, report=REPORT + ENTITIES, metrics=('id = "water.use"', 'id = "water.use"\nlevel = "site"'))
    others = [e for e in entries() if e.datapoint.metric != "water.use"]
    hand_in(tmp_path, [*others, *ALL[1:]])
    assert [(m["metric"], m["entity"]) for m in record(tmp_path, "status")["missing"]] == [("water.use", "plant")]


def test_the_state_of_an_earlier_day(project):
    assert record(project, "status", "--as-of", "2023-02-28")["total"]["there"] == 0
    assert record(project, "status", "--as-of", "2023-03-01")["total"]["there"] == 9


def test_three_people_sign_and_a_change_makes_it_lapse(project):
    for role, by in (("prepared", "Chan"), ("reviewed", "Wong"), ("approved", "Lee")):
        assert run(project, "sign", "water.use", "--as", role, "--by", by).returncode == 0
    assert record(project, "status")["total"]["signed_off"] == 1
    changed = [replace(e, datapoint=replace(e.datapoint, value=e.datapoint.value + 1)) for e in entries()]
    hand_in(project, [e for e in changed if e.datapoint.metric == "water.use"], "01")
    found = record(project, "status")
    assert found["total"]["signed_off"] == 0
    assert [(one["role"], one["by"]) for one in found["lapsed"]] == [
        ("prepared", "Chan"),
        ("reviewed", "Wong"),
        ("approved", "Lee"),
    ]


def test_nobody_signs_twice_where_the_project_says_so(project):
    assert run(project, "sign", "--owner", "finance", "--as", "prepared", "--by", "Chan").returncode == 0
    done = run(project, "sign", "finance.revenue", "--as", "approved", "--by", "chan")
    assert done.returncode == 1
    assert "chan has signed finance.revenue for 2022 of group as prepared already" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("sign", "ghg.total", "--as", "prepared", "--by", "x"), 1, "ghg.total is computed"),
        (("sign", "ghg.totl", "--as", "prepared", "--by", "x"), 2, "near: ghg.total"),
        (("sign", "--owner", "nobody", "--as", "prepared", "--by", "x"), 2, "one of: environment, finance"),
        (("sign", "--as", "prepared", "--by", "x"), 2, "name metrics, or --owner"),
        (("log", "ghg.total"), 2, "is computed, and never submitted"),
        (("restate", "ghg.scope2", "2022", "1", "--reason", "x"), 1, "2022 has not been reported yet"),
        (("restate", "ghg.scope2", "soon!", "1", "--reason", "x"), 1, "'soon!' is no period"),
        (("restate", "ghg.scope2", "2021", "1,5", "--reason", "x"), 1, "'1,5' is no number"),
        (("restate", "ghg.scope2", "2021", "nan", "--reason", "x"), 1, "'nan' is no number"),
        (("restate", "ghg.scope2", "2021", "1", "--reason", " "), 1, "needs its reason"),
        (("restate", "ghg.total", "2021", "1", "--reason", "x"), 1, "restate what it is computed from"),
        (("restate", "water.use", "2021", "1", "--reason", "x"), 1, "no value of water.use for 2021 to restate"),
        (("verify", "--head", "abc"), 2, "the head abc is not in the chain"),
        (("verify", "--manifest", "nowhere.json"), 2, "the manifest cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told(project, words, code, said):
    done = run(project, *words)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_restatement_counts_everywhere_and_is_logged_with_its_reason(project):
    done = run(project, "restate", "ghg.scope1", "2021", "19000", "--reason", "meter corrected", "--by", "Lee")
    assert done.stdout == "ghg.scope1 2021: 18961.4 → 19000 (+38.6 tco2e)  why: meter corrected\n"
    assert "RS001 asks for it" in done.stderr
    traced = record(project, "trace", "ghg.total", "--period", "2021")["figures"][0]
    assert traced["value"] == "5111500.5"  # 19000 + 2488000.3 + 2604500.2
    own = record(project, "trace", "ghg.scope1", "--period", "2021")["figures"][0]
    assert (own["status"], own["restatement"]["before"], own["restatement"]["effect"]) == (
        "restated",
        "18961.4",
        "38.6",
    )
    logged = record(project, "log", "ghg.scope1")["log"]
    assert [(r["what"], r["period"], r["value"], r["by"], r["superseded_by"]) for r in logged] == [
        ("handed in", "2021", "18961.4", "May", 2),
        ("handed in", "2022", "172137.9", "May", None),
        ("restated", "2021", "19000", "Lee", None),
    ]
    assert logged[0]["cell"] == "small.xlsx › KPI › ghg.scope1/2021"


def test_a_restated_figure_needs_a_note(project):
    def found():
        findings = record(project, "check")["findings"]
        return [(f["code"], f["metric"], f["period"]) for f in findings if f["code"] == "RS001"]

    run(project, "restate", "ghg.scope2", "2021", "1", "--reason", "x")
    assert found() == []  # the small project has a note on this very value
    run(project, "restate", "ghg.scope1", "2021", "1", "--reason", "double counting")
    assert found() == [("RS001", "ghg.scope1", "2021")]
    assert "restated from 18961.4 to 1 (-18960.4), because: double counting" in run(project, "check").stdout
    notes = project / "data/notes.toml"
    notes.write_text(notes.read_text("utf-8").replace('"ghg.scope2@2021"', '"ghg.scope2@2021", "ghg.scope1"'), "utf-8")
    assert found() == []


def test_verify_finds_a_head_noted_earlier_and_misses_one_that_was_cut_off(project, tmp_path):
    first = record(project, "verify")["ledger_head"]
    run(project, "sign", "water.use", "--as", "prepared", "--by", "Chan")
    found = record(project, "verify", "--head", first[:12])
    assert (found["submissions"], found["datapoints"], found["signatures"]) == (2, 9, 1)
    (tmp_path / "manifest.json").write_text(json.dumps({"ledger_head": found["ledger_head"]}))
    assert run(project, "verify", "--manifest", str(tmp_path / "manifest.json")).returncode == 0
    (tmp_path / "manifest.json").write_text(json.dumps({"ledger_head": "f" * 64}))
    assert run(project, "verify", "--manifest", str(tmp_path / "manifest.json")).returncode == 2


def test_a_consolidated_figure_of_last_year_is_restated_as_one(tmp_path):
    water = 'id = "water.use"\ncomparatives = 1\nlevel = "site"'
    small_project(tmp_path, report=REPORT + ENTITIES, metrics=('id = "water.use"', water))
    others = [e for e in entries() if e.datapoint.metric != "water.use"]
    before = [replace(e, datapoint=replace(e.datapoint, period=type(e.datapoint.period)("2021"))) for e in ALL]
    hand_in(tmp_path, [*others, *ALL, *(e for e in before if e.datapoint.entity != "joined")])
    done = record(tmp_path, "restate", "water.use", "2021", "90", "--reason", "x")
    assert (done["before"], done["after"]) == ("81.0", "90")  # 60 + 14 + 7
    traced = record(tmp_path, "trace", "water.use")["figures"]
    assert [(f["period"], f["value"], f["status"]) for f in traced] == [
        ("2022", "86.0", "reported"),
        ("2021", "90", "restated"),
    ]
    plant = traced[0]["drilldown"]["parts"][0]
    assert (plant["entity"], plant["value"], plant["counts_by"]) == ("plant", "100", "0.6")
    assert "plant 2022 = 100 × 0.6  cell small.xlsx" in run(tmp_path, "trace", "water.use").stdout


def test_a_password_in_report_toml_is_refused_and_not_shown(tmp_path):
    report = REPORT.replace("demonstration = true", 'demonstration = true\nledger = "postgresql://me:s3cret@host/db"')
    small_project(tmp_path, report=report)
    for words in (("status",), ("check",), ("doctor",), ("verify",), ("build",)):
        done = run(tmp_path, *words)
        assert done.returncode == 2
        assert "a password stands in the ledger's URL" in done.stderr + done.stdout
        assert "s3cret" not in done.stderr + done.stdout


def test_the_small_project_is_as_it_should_be(project):
    assert load_project(project).settings.sign_off.different_people
