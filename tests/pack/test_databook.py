"""The data book: the same figures in every file, described, harmless, the same bytes each time."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system, validate

from reportgen.chapters import bind
from reportgen.model.dossier import Dossier
from reportgen.pack import data_files
from reportgen.pack.rows import as_csv, harmless
from tests import projects

ZH, EN = "zh-hant", "en"


def dossier_of(project, figures):
    manuscripts = tuple(bind(project, figures, language) for language in (ZH, EN))
    return Dossier(project, figures, manuscripts, (), ())


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    return dossier_of(*projects.small(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="module")
def files(dossier):
    return data_files(dossier)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_files(files):
    assert sorted(files) == [
        "datapackage.json", "figures.csv", "figures.json", "figures.parquet", "figures.xlsx",
        "metrics.csv", "notes.csv",
    ]  # fmt: skip


def test_the_same_report_gives_the_same_bytes(dossier, files):
    assert data_files(dossier) == files


# --- the package ---------------------------------------------------------------------------------


def test_the_package_is_valid(files, tmp_path):
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    package = Package(str(tmp_path / "datapackage.json"))
    assert [r.name for r in package.resources] == ["figures", "figures-parquet", "metrics", "notes"]
    with system.use_context(trusted=True):
        read = package.get_resource("figures").read_rows()
    found = {(row["metric"], row["period"]): row["value"] for row in read}
    assert found["ghg.scope1", "2022"] == Decimal("172137.9")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("figures.csv", b"172137.9", b"many"),
        ("figures.csv", b"ghg.scope1,", b"ghg.scopeX,"),
        ("figures.csv", b",actual,", b",guessed,"),
        ("metrics.csv", b"water.use", b"finance.revenue"),
    ],
)
def test_a_package_that_was_changed_is_not_valid(files, tmp_path, name, old, new):
    assert old in files[name]
    for each, content in files.items():
        (tmp_path / each).write_bytes(content.replace(old, new) if each == name else content)
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_each_column_is_described(files):
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        if resource["format"] == "csv":
            fields = resource["schema"]["fields"]
            assert [f["name"] for f in fields] == list(rows(files[resource["path"]])[0])
            assert all(len(f["description"]) > 3 for f in fields)


# --- the rows ------------------------------------------------------------------------------------


def test_all_files_tell_the_same_values(files):
    by_csv = {(r["metric"], r["period"]): r["value"] for r in rows(files["figures.csv"])}
    by_json = {(f["metric"], f["period"]): f["value"] or "" for f in json.loads(files["figures.json"])["figures"]}
    assert by_csv == by_json
    assert Decimal(by_csv["ghg.total", "2022"]) == Decimal("5739723.7")
    table = pq.read_table(io.BytesIO(files["figures.parquet"])).to_pylist()
    by_parquet = {(r["metric"], r["period"]): r["value"] for r in table}
    assert by_parquet.keys() == by_csv.keys()
    for key, value in by_parquet.items():
        assert abs(value - Decimal(by_csv[key])) <= Decimal("5e-19"), key


def test_notes_and_disclosures_stand_with_their_figures(files):
    found = {(r["metric"], r["period"]): r for r in rows(files["figures.csv"])}
    assert found["ghg.scope2", "2021"]["notes"] == "scope-two"
    assert found["ghg.total", "2022"]["disclosures"] == "HKEX A1.2"
    notes = {r["note"]: r for r in rows(files["notes.csv"])}
    assert notes["all-gases"]["text_en"] == "Revenue is RMB554.552 billion."
    assert notes["scope-two"]["type"] == "restatement"


def test_a_figure_without_a_number_says_so(tmp_path):
    held = [e for e in projects.entries() if e.datapoint.metric != "water.use"]
    held.append(projects.entry("water.use", "2022", None, reason="no meter"))
    project, _ = projects.small(tmp_path)
    figures = projects.figures_of(project, held)
    found = {r["metric"]: r for r in rows(data_files(dossier_of(project, figures))["figures.csv"])}
    row = found["water.use"]
    assert (row["value"], row["state"], row["reason"]) == ("", "not_available", "no meter")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+852", "'+852"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("Scope 1", "Scope 1"),
        ("", ""),
    ],
)
def test_no_text_of_the_csv_is_a_formula(text, written):
    assert harmless(text) == written
    row = as_csv([{"a": text}]).decode("utf-8-sig").split("\r\n")[1] or '""'
    assert next(csv.reader(io.StringIO(row)))[0] == written


def test_csv_is_known_as_utf8_and_keeps_zeros():
    assert as_csv([{"value": Decimal("-3.20")}]) == b"\xef\xbb\xbfvalue\r\n-3.20\r\n"


# --- the workbook --------------------------------------------------------------------------------


def book_of(files):
    return openpyxl.load_workbook(io.BytesIO(files["figures.xlsx"]))


def test_the_sheets(files):
    assert book_of(files).sheetnames == [
        "索引 Index",
        "績效 Performance",
        "全部數據 All figures",
        "指標定義 Definitions",
    ]


def test_a_table_has_years_in_columns_and_its_notes(files):
    sheet = book_of(files)["績效 Performance"]
    assert [c.value for c in sheet[4]] == [
        "指標", "Metric", "單位", "Unit", "2022年", "2021年", "變動\nChange", "鑒證\nAssured", "重列\nRestated",
        "附註\nNotes", "披露編號\nDisclosures", "指標編號 Metric id",
    ]  # fmt: skip
    found = {row[11].value: row for row in sheet.iter_rows(min_row=5) if row[11].value}
    scope2 = found["ghg.scope2"]
    assert [c.value for c in scope2[:6]] == ["範圍二", "Scope 2", "噸二氧化碳當量", "tonnes CO₂e", 2650073.3, 2488000.3]
    assert (scope2[4].number_format, scope2[8].value) == ("#,##0.0", "R")
    assert scope2[6].value == pytest.approx(2650073.3 / 2488000.3 - 1, abs=1e-6)
    texts = [row[0].value for row in sheet.iter_rows() if isinstance(row[0].value, str)]
    assert any(text.endswith("On the whole table.") for text in texts)
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref.startswith("A4:L")


def test_no_cell_runs(dossier):
    hostile = {ZH: "=1+1", EN: '@HYPERLINK("http://x")'}
    metrics = {
        id: replace(m, label=hostile, definition=hostile) if id == "ghg.scope1" else m
        for id, m in dossier.project.metrics.items()
    }
    content = data_files(replace(dossier, project=replace(dossier.project, metrics=metrics)))
    cells = [c for sheet in book_of(content) for row in sheet.iter_rows() for c in row if c.value is not None]
    found = [c for c in cells if isinstance(c.value, str) and ("1+1" in c.value or "HYPERLINK" in c.value)]
    assert found
    assert all(c.data_type != "f" for c in cells)
    assert all(c.quotePrefix for c in found if c.value.startswith(("=", "@")))
    assert all(c.hyperlink.location for c in cells if c.hyperlink)  # inside the workbook


def test_a_number_beyond_fifteen_digits_is_written_as_text(tmp_path):
    held = [e for e in projects.entries() if e.datapoint.metric != "water.use"]
    held.append(projects.entry("water.use", "2022", "12345678901234567"))
    project, _ = projects.small(tmp_path)
    figures = projects.figures_of(project, held)
    sheet = book_of(data_files(dossier_of(project, figures)))["全部數據 All figures"]
    head = [c.value for c in sheet[4]]
    row = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "water.use")
    assert row[head.index("value")].value == "12345678901234567"
