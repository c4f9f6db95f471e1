"""``reportgen index`` on the built demonstration, and the index's pages against the pages of the PDF."""

import json
import re

import openpyxl
import pypdfium2
import pytest

from tests.app.conftest import run

pytestmark = pytest.mark.build


def of(folder, *words):
    return run(folder, "index", *words)


def test_the_state_of_the_index(demonstration):
    told = of(demonstration)
    assert told.returncode == 0
    assert re.search(r"HKEX 2022 +\d+ +\d+ +0 +3 +0", told.stdout)


def test_a_gap_analysis_as_json_is_json_alone(demonstration):
    told = of(demonstration, "--standard", "hkex", "--edition", "2025", "--format", "json")
    record = json.loads(told.stdout)
    assert (told.returncode, record["schema"], record["edition"]) == (0, 1, "2025")
    assert [p["code"] for p in record["pillars"]] == ["Part B", "A", "B", "Part D"]
    # kept word for word, and answered under the edition of 2022
    assert next(r for r in record["rows"] if r["code"] == "B8.1")["readiness"] == "carried"


def test_the_newest_edition_is_meant_where_none_is_named(demonstration):
    assert json.loads(of(demonstration, "--standard", "HKEX", "--format", "json").stdout)["edition"] == "2025"


def test_what_is_missing_fails_if_asked_to(demonstration):
    words = ("--standard", "ifrs-s2", "--format", "json", "--fail-on", "warning")
    assert of(demonstration, *words).returncode == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--standard", "hkx"), "did you mean 'hkex'?"),
        (("--standard", "hkex", "--edition", "2030"), "there is no edition '2030' of HKEX"),
        (("--edition", "2025"), "--edition needs a standard"),
    ],
)
def test_wrong_use_is_told(demonstration, words, told):
    found = of(demonstration, *words)
    assert (found.returncode, found.stdout) == (2, "")
    assert told in found.stderr


def test_files_are_written_where_they_are_wanted(demonstration, tmp_path):
    book, page = tmp_path / "gap.xlsx", tmp_path / "gap.html"
    common = ("--standard", "hkex", "--edition", "2025")
    assert of(demonstration, *common, "--format", "xlsx", "--output", str(book)).stdout.strip() == str(book)
    assert openpyxl.load_workbook(book).worksheets[1].max_row > 60
    of(demonstration, *common, "--format", "html", "--lang", "en", "--output", str(page))
    assert "Gap analysis" in page.read_text(encoding="utf-8")
    lost = of(demonstration, *common, "--format", "xlsx", "--output", str(tmp_path / "no/gap.xlsx"))
    assert (lost.returncode, "Traceback" in lost.stderr) == (2, False)


# --- pages -----------------------------------------------------------------------------------------


def texts(demonstration, language):
    document = pypdfium2.PdfDocument(demonstration / f"output/{language}/report.pdf")
    return [re.sub(r"\s+", "", page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_pages_of_the_index_are_those_of_the_report(demonstration, language):
    """Where a figure answers, its page prints it; elsewhere the page lies within its section."""
    found = texts(demonstration, language)
    index = json.loads((demonstration / "output/index.json").read_text(encoding="utf-8"))
    trace = json.loads((demonstration / "output/trace.json").read_text(encoding="utf-8"))["bindings"]
    printed = {b["id"]: re.sub(r"\s+", "", b["text"]) for b in trace if b["language"] == language}
    checked = 0
    for entry in index["entries"]:
        for answer in entry["answers"]:
            page = answer["pages"][language]
            assert 1 <= page <= len(found)
            element = answer["links"][language].split("#")[1]
            if element in printed:
                assert printed[element] in found[page - 1], (entry["code"], element)
                checked += 1
    assert checked > 30


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_the_printed_index_names_these_pages(demonstration, language):
    index = json.loads((demonstration / "output/index.json").read_text(encoding="utf-8"))
    last = "".join(texts(demonstration, language)[-16:])
    for code in ("A1.3", "B5.4", "B7.2"):
        entry = next(e for e in index["entries"] if (e["standard"], e["code"]) == ("HKEX", code))
        title = re.sub(r"\s+", "", entry["title"][language])
        row = last[last.index(code + title) :][: len(title) + 120]
        for page in entry["pages"][language]:
            assert str(page) in row, (code, row)


def test_links_of_the_index_lead_to_places_that_are_there(demonstration):
    index = json.loads((demonstration / "output/index.json").read_text(encoding="utf-8"))
    links = {link for e in index["entries"] for a in e["answers"] for link in a["links"].values()}
    pages = {}
    for link in links:
        path, _, element = link.partition("#")
        if path not in pages:
            pages[path] = (demonstration / "output" / path).read_text(encoding="utf-8")
        assert f'id="{element}"' in pages[path], link
    assert len(links) > 200


def test_the_workbook_of_the_index_knows_the_pages(demonstration):
    book = openpyxl.load_workbook(demonstration / "output/index.xlsx")
    rows = list(book["HKEX 2022"].iter_rows(values_only=True))
    head, row = rows[0], next(r for r in rows if r[0] == "A1.3")
    at = next(i for i, name in enumerate(head) if name == "Pages (en)")
    assert str(row[at]).isdigit()
    copy = demonstration / "output/site/data/index.xlsx"
    assert copy.read_bytes() == (demonstration / "output/index.xlsx").read_bytes()
