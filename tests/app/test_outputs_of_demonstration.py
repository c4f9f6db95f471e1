"""What the built demonstration holds: the contracts of its files, and the published figures on its pages."""

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from tests.app.conftest import ROOT

pytestmark = pytest.mark.build
LANGUAGES = ("zh-hant", "en")


def load(project: Path, name: str) -> dict:
    return json.loads((project / "output" / name).read_text(encoding="utf-8"))


def published() -> list[dict[str, str]]:
    with (ROOT / "tests/golden/fy2022_tables.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_printed(value: str, decimals: str) -> str:
    return "–" if value == "–" else f"{Decimal(value):,.{int(decimals)}f}"


def test_every_published_figure_is_in_figures_json(demonstration):
    figures = {(f["metric"], f["period"]): f for f in load(demonstration, "figures.json")["figures"]}
    seen = 0
    for row in published():
        for year in ("2022", "2021", "2020"):
            value = row[f"value_{year}"]
            if not value:
                continue
            figure = figures[row["metric"], year]
            seen += 1
            if value == "–":
                assert figure["value"] is None
                assert figure["status"] in ("nil", "not_available")
                continue
            exact = Decimal(figure["value"])
            assert exact.quantize(Decimal(1).scaleb(-int(row["decimals"])), "ROUND_HALF_UP") == Decimal(value), figure
            assert figure["assured"] == (row["assured"] == "yes")
            assert figure["sources"], figure
    assert seen == 136


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_published_figure_stands_in_its_row_of_the_pdf(demonstration, language):
    trace = load(demonstration, "trace.json")["bindings"]
    document = pypdfium2.PdfDocument(demonstration / "output" / language / "report.pdf")
    pages = {}
    places = {
        (b["metric"], b["period"]): b
        for b in trace
        if b["kind"] == "table" and b["language"] == language and b["section"] == "kpi-tables"
    }
    checked = 0
    for row in published():
        label = row["label_zh_hant" if language == "zh-hant" else "label_en"]
        for year in ("2022", "2021", "2020"):
            if not row[f"value_{year}"]:
                continue
            binding = places[row["metric"], year]
            text = as_printed(row[f"value_{year}"], row["decimals"])
            assert binding["text"] == text
            page = pages.setdefault(binding["page"], document[binding["page"] - 1].get_textpage())
            values = heights(page, text)
            labels = heights(page, label[:12] if language == "en" else label[:5])
            assert labels, (language, row["metric"], label)
            assert any(abs(a - b) < 14 for a in values for b in labels), (language, row["metric"], year, text)
            checked += 1
    assert checked == 136


def heights(page, text: str) -> list[float]:
    """Middle heights, in pt, of all places on a page where a text begins."""
    found = []
    searcher = page.search(text)
    while (hit := searcher.get_next()) is not None:
        box = page.get_charbox(hit[0])
        found.append((box[1] + box[3]) / 2)
    return found


def test_trace_knows_where_everything_is_printed(demonstration):
    trace = load(demonstration, "trace.json")
    assert trace["schema"] == 1
    assert trace["unbound"] == []
    keys = {"language", "section", "text", "metric", "period", "value", "path", "line", "page"}
    for binding in trace["bindings"]:
        assert keys <= binding.keys()
        assert binding["page"], binding
        line = (demonstration / binding["path"]).read_text(encoding="utf-8").splitlines()[binding["line"] - 1]
        assert line.strip()
    count = {language: sum(b["language"] == language for b in trace["bindings"]) for language in LANGUAGES}
    assert count["zh-hant"] == count["en"] > 1000


# No entity, no month, no file of sites, no signature, no estimate, no recorded restatement, no remark of a reviewer, no
# word "assured", no report of last year in the project; no figure is printed in two tables;
# no section is called by a typed title, and no sentence tells of a qualifier or a size in words of its own.
NOTHING_THERE = {
    *("AR007", "BD001", "DT008", "DT009", "DT010", "DT011", "DT013", "DT015", "DT016", "DT017"),
    *("RF002", "RS001", "RV001", "RV002", "RV003", "RV004", "SC004", "TX004", "TX020", "TX021"),
    *("YY006", "YY007", "YY011", "YY014"),
}


def test_no_finding_is_an_error_and_all_checks_looked_at_something(demonstration):
    findings = load(demonstration, "findings.json")
    assert findings["summary"]["errors"] == findings["summary"]["warnings"] == 0
    for check in findings["summary"]["checks"]:
        if check["code"] in NOTHING_THERE:
            assert check["outcome"] == "nothing to examine", check
            continue
        assert check["outcome"] in ("clean", "findings"), check
        assert check["examined"] > 0
    for finding in findings["findings"]:
        assert {"code", "severity", "message", "fix", "location", "waived", "fingerprint"} <= finding.keys()


def test_index_gives_each_disclosure_sections_and_pages(demonstration):
    entries = load(demonstration, "index.json")["entries"]
    by_code = {(e["standard"], e["code"]): e for e in entries}
    assert by_code["HKEX", "A1.2"]["status"] == "reported"
    assert {"climate", "kpi-tables"} <= set(by_code["HKEX", "A1.2"]["sections"])
    assert "ghg.total" in by_code["HKEX", "A1.2"]["metrics"]
    assert by_code["HKEX", "A2.5"]["status"] == "not_applicable"
    assert by_code["HKEX", "A2.5"]["reason"]["zh-hant"]
    for entry in entries:
        if entry["status"] == "reported":
            assert entry["sections"]
            assert all(entry["pages"][language] for language in LANGUAGES), entry


def test_manifest_names_every_file_with_its_hash(demonstration):
    output = demonstration / "output"
    manifest = load(demonstration, "manifest.json")
    named = {f["path"]: f for f in manifest["files"]}
    there = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()} - {"manifest.json"}
    assert named.keys() == there
    for path, entry in named.items():
        content = (output / path).read_bytes()
        assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert len(manifest["ledger_head"]) == 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_accessible_by_pdfua_rules(demonstration, language, run_module):
    done = run_module("pdfua", "check", str(demonstration / "output" / language / "report.pdf"))
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_are_embedded_as_subsets(demonstration, language):
    import pikepdf

    with pikepdf.open(demonstration / "output" / language / "report.pdf") as pdf:
        names = set()
        for page in pdf.pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                names.add(str(font.BaseFont))
                below = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in below or "/FontFile3" in below, names
        assert names
        assert all("+" in name for name in names), names
        assert str(pdf.Root.Lang).lower().startswith("zh" if language == "zh-hant" else "en")
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 10
            assert any(item.children for item in outline.root)


def test_downloads_hold_the_exact_figures_for_another_reader(demonstration):
    """Read by pandas, which knows nothing of this program."""
    import pandas

    figures = {(f["metric"], f["period"]): f for f in load(demonstration, "figures.json")["figures"]}
    folder = demonstration / "output/site/data"
    csv_frame = pandas.read_csv(folder / "figures.csv", dtype=str, keep_default_na=False)
    xlsx_frame = pandas.read_excel(
        folder / "figures.xlsx", sheet_name="全部數據 All figures", header=3, dtype=str, engine="openpyxl"
    )
    assert len(csv_frame) == len(xlsx_frame) == len(figures)
    for row in csv_frame.to_dict("records"):
        value = figures[row["metric"], row["period"]]["value"]
        assert row["value"] == (value or "")
    table = csv_frame[csv_frame["metric"].str.startswith("headcount.gender.")]
    sums = table.assign(value=table["value"].map(Decimal)).groupby("period")["value"].sum()
    assert sums.to_dict() == {"2022": 61328, "2021": 68226}
