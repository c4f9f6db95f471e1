"""Findings in the forms that others take, read back by readers of theirs."""

import io
import json
from xml.etree import ElementTree

import openpyxl

from reportgen.catalog import load_project
from reportgen.model.finding import Confidence, Ending, Finding, Involved, Outcome, Severity
from reportgen.model.place import Cell, Place
from reportgen.render.findings import as_junit, as_page, as_sarif, as_workbook
from reportgen.render.findings.order import in_order
from tests.projects import small_project

WRONG = Finding(
    "AR001",
    Severity.ERROR,
    "=1+1 & <b>總數</b> is wrong",
    "correct it",
    metric="ghg.total",
    period="2022",
    cell=Cell("data/workbooks/2022/env ironment.xlsx", "KPI", "D17"),
    involved=(Involved("ghg.scope1", "2022", "172,137.9", Place("data/metrics/environment.toml", 4)),),
)
VAGUE = Finding(
    "TX001",
    Severity.WARNING,
    "a number is typed",
    "bind it",
    language="en",
    place=Place("templates/en/1.1-climate.md", 7),
    confidence=Confidence.LOW,
)
ANSWERED = Finding("AR001", Severity.ERROR, "another", "correct it", metric="a.b", waived="known (manager, 2023-03-01)")
OUTCOMES = (
    Outcome("AR001", "total-differs-from-parts", 12, (ANSWERED, WRONG)),
    Outcome("TX001", "number-not-bound", 60, (VAGUE,)),
    Outcome("TX003", "chapter-has-no-text", 120, ()),
    Outcome("PB001", "figure-not-on-its-page", 0, (), not_run="needs the laid-out report"),
    Outcome("NT001", "note-never-printed", 0, ()),
    Outcome("ZZ001", "broken", 1, (Finding("ZZ001", Severity.ERROR, "broke off", "report it"),), crashed="Traceback"),
)
TITLES = {"AR001": {"zh-hant": "總數不符", "en": "A total differs"}}


def test_the_worst_stand_first_and_the_answered_last():
    assert [f.message for f in in_order(OUTCOMES)] == [WRONG.message, "broke off", "a number is typed", "another"]


def test_the_five_endings():
    assert [o.ending for o in OUTCOMES] == [
        Ending.FINDINGS,
        Ending.FINDINGS,
        Ending.CLEAN,
        Ending.NOT_RUN,
        Ending.NOTHING,
        Ending.CRASHED,
    ]


def test_sarif():
    run = json.loads(json.dumps(as_sarif(OUTCOMES, {"AR001": "A total differs.\n\nExamines\n    totals"}, "1.0")))[
        "runs"
    ][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["AR001", "TX001", "TX003", "NT001", "ZZ001"]
    assert rules[0]["shortDescription"] == {"text": "A total differs."}
    first, *_ = run["results"]
    assert (first["ruleId"], rules[first["ruleIndex"]]["id"], first["level"]) == ("AR001", "AR001", "error")
    place = first["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "data/workbooks/2022/env%20ironment.xlsx"
    assert place["logicalLocations"] == [{"fullyQualifiedName": "KPI!D17"}]
    by_rule = {result["message"]["text"]: result for result in run["results"]}
    typed = by_rule["a number is typed. bind it."]
    assert typed["level"] == "warning"
    assert typed["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    answered = by_rule["another. correct it."]
    assert answered["suppressions"] == [{"kind": "external", "justification": "known (manager, 2023-03-01)"}]


def test_junit():
    root = ElementTree.fromstring(as_junit(OUTCOMES))
    counted = {
        suite.get("name").split()[0]: [suite.get(k) for k in ("tests", "failures", "errors", "skipped")]
        for suite in root
    }
    assert counted == {
        "AR001": ["2", "1", "0", "0"],
        "TX001": ["1", "1", "0", "0"],
        "TX003": ["1", "0", "0", "0"],
        "PB001": ["1", "0", "0", "1"],
        "NT001": ["1", "0", "0", "1"],
        "ZZ001": ["1", "0", "1", "0"],
    }
    assert root.find("testsuite/testcase/failure").text == (
        "data/workbooks/2022/env ironment.xlsx › KPI › D17\ncorrect it"
    )


def test_junit_leaves_out_what_xml_cannot_hold():
    bad = Finding("AR001", Severity.ERROR, "a\x00b\x1fc", "d")
    root = ElementTree.fromstring(as_junit([Outcome("AR001", "n", 1, (bad,))]))
    assert root.find("testsuite/testcase").get("name") == "a\ufffdb\ufffdc"


def test_the_workbook_holds_every_finding_and_no_formula(tmp_path):
    project = load_project(small_project(tmp_path))
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(OUTCOMES, TITLES, project)))
    rows = list(book["Findings"].iter_rows(values_only=True))
    assert [row[3] for row in rows[1:]] == [WRONG.message, "broke off", "a number is typed", "another"]
    cell = book["Findings"]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1 & <b>總數</b> is wrong", "s")
    assert "ghg.scope1 2022: 172,137.9 (data/metrics/environment.toml:4)" in rows[1]
    checks = {row[0]: row for row in book["Checks"].iter_rows(min_row=2, values_only=True)}
    assert checks["AR001"][2:7] == ("總數不符", "A total differs", "findings", 12, 2)
    assert checks["PB001"][7] == "needs the laid-out report"


def test_the_page_escapes_and_tells_all():
    page = as_page(OUTCOMES, TITLES, "Alpha, 2022")
    assert "=1+1 &amp; &lt;b&gt;總數&lt;/b&gt; is wrong" in page
    assert page.count("<article") == 4
    assert "Waived: known (manager, 2023-03-01)" in page
    assert "http" not in page
