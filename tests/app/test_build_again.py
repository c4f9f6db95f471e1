"""Building again: nothing, one sentence, one figure; and the same bytes from the same inputs."""

import hashlib
import json
import shutil

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.app.conftest import run

pytestmark = pytest.mark.build


def hashes(folder) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def layouts(project) -> set[str]:
    return {path.name for path in (project / ".cache/layouts").iterdir()}


def pdf_text(project, language: str) -> str:
    document = pypdfium2.PdfDocument(project / "output" / language / "report.pdf")
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture(scope="module")
def project(demonstration, tmp_path_factory):
    copy = tmp_path_factory.mktemp("again") / "project"
    shutil.copytree(demonstration, copy, symlinks=True)
    return copy


def test_nothing_changed_does_nothing(project):
    before = {p: p.stat().st_mtime_ns for p in (project / "output").rglob("*") if p.is_file()}
    done = run(project, "build", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["changed"] is False
    assert {p: p.stat().st_mtime_ns for p in (project / "output").rglob("*") if p.is_file()} == before


def test_a_damaged_output_is_built_again(project):
    good = hashes(project / "output")
    (project / "output/trace.json").write_text("{}")
    assert run(project, "build").returncode == 0
    assert hashes(project / "output") == good


def test_one_sentence_lays_out_its_language_alone(project):
    known = layouts(project)
    zh_pdf = (project / "output/zh-hant/report.pdf").read_bytes()
    chapter = project / "templates/en/F1-about.md"
    chapter.write_text(chapter.read_text() + "\nThis sentence came later.\n")
    assert run(project, "build", "--fail-on", "never").returncode == 0
    assert len(layouts(project) - known) == 1
    assert (project / "output/zh-hant/report.pdf").read_bytes() == zh_pdf
    assert "This sentence came later." in pdf_text(project, "en").replace("\r\n", " ").replace("\xa0", " ")


def test_one_figure_is_followed_by_all_that_prints_it(project):
    path = project / "data/workbooks/2022/environment.xlsx"
    book = load_workbook(path)
    cell = next(
        cells[i + 1 - 1 + offset]
        for sheet in book.worksheets
        for cells in sheet.iter_rows()
        for i, found in enumerate(cells)
        if found.value == "ghg.scope3"
        for offset in range(1, 8)
        if cells[i + offset].value == 2917512.5
    )
    cell.value = 2927512.5
    book.save(path)
    imported = run(project, "import", "--format", "json")
    assert imported.returncode == 0, imported.stderr
    assert sum(s["changed"] for s in json.loads(imported.stdout)["submissions"]) == 1
    assert run(project, "build", "--fail-on", "never").returncode == 0
    figures = {
        (f["metric"], f["period"]): f for f in json.loads((project / "output/figures.json").read_text())["figures"]
    }
    assert figures["ghg.scope3", "2022"]["value"] == "2927512.5"
    assert figures["ghg.total", "2022"]["value"] == "5749723.7"
    for language in ("zh-hant", "en"):
        text = pdf_text(project, language)
        assert "5,749,723.7" in text
        assert "2,927,512.5" in text
        assert "5,739,723.7" not in text
        assert "2,917,512.5" not in text
        page = (project / f"output/site/{language}/kpi.html").read_text()
        assert "5,749,723.7" in page


def test_same_inputs_give_same_bytes(demonstration, tmp_path):
    """Another folder, no cache, another process with another hash seed: byte for byte the same."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(demonstration, copy, ignore=shutil.ignore_patterns("output", ".cache"))
    assert run(copy, "build", env={"PYTHONHASHSEED": "7"}).returncode == 0
    assert hashes(copy / "output") == hashes(demonstration / "output")
