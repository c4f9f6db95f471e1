import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from specimen import INDEX, PROJECT, manuscript

from reportgen.locale import Printer
from reportgen.model.manuscript import Binding
from reportgen.render.document import print_html
from reportgen.render.pdf import ClosedFetcher, write_pdf
from reportgen.render.readback import not_found, page_texts

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><rect width="60" height="9"/></svg>'


def build(language):
    text = manuscript(language)
    html = print_html(PROJECT, text, Printer(language), index=INDEX, chart_alt=lambda chart: "bars")
    return write_pdf(
        html,
        title="ESG 2022",
        language=language,
        identifier_seed="x",
        fetch=lambda url: SVG if url == "chart:scopes.svg" else None,
    )


@pytest.fixture(scope="module", params=["zh-hant", "en"])
def made(request):
    return request.param, build(request.param)


def test_every_figure_is_read_back_on_its_page(made):
    language, laid = made
    assert laid.missing == ()
    texts = page_texts(laid.pdf)
    assert len(texts) == laid.page_count
    assert not_found(manuscript(language).bindings, laid.pages, texts) == ()


def test_a_figure_that_is_not_there_is_named(made):
    language, laid = made
    first = manuscript(language).bindings[0]
    texts = page_texts(laid.pdf)
    wrong: list[Binding] = [replace(first, text="5,739,723.8"), replace(first, id="b-nowhere")]
    assert [(n.binding.id, n.page) for n in not_found(wrong, laid.pages, texts)] == [
        (first.id, laid.pages[first.id]),
        ("b-nowhere", None),
    ]


def test_the_end_of_a_longer_figure_is_not_the_figure():
    binding = replace(manuscript("en").bindings[0], text="23.7")
    assert not_found([binding], {binding.id: 1}, ("5,739,723.7 tonnes",))
    assert not not_found([binding], {binding.id: 1}, ("of 23.7 tonnes",))


def test_a_figure_printed_twice_must_be_read_twice():
    one = replace(manuscript("en").bindings[0], text="7.2%")
    two = replace(one, id="b-2")
    assert len(not_found([one, two], {one.id: 1, two.id: 1}, ("7.2% of energy",))) == 1


def test_a_figure_may_be_broken_by_a_page_before_its_number_only():
    binding = replace(manuscript("en").bindings[0], text="nearly 100\u00a0institutions")
    first, second = "banks of nearly\n83 Tencent", "4 Technology\n100 institutions use it"
    assert not not_found([binding], {binding.id: 1}, (first, second))
    assert not_found([binding], {binding.id: 1}, ("banks of nearly 100\n83", "4 Technology\ninstitutions use it"))
    assert not_found([binding], {binding.id: 2}, (first, second))


def test_pages_of_sections_answers_and_notes_are_known(made):
    _, laid = made
    assert laid.pages["s-about"] < laid.pages["s-environment"] < laid.pages["s-climate"] < laid.pages["s-kpi-tables"]
    assert laid.pages["d-climate-hkex-a1-2"] >= laid.pages["s-climate"]
    assert "t-environment-note-1" in laid.pages


def test_contents_and_references_print_the_true_pages(made):
    language, laid = made
    texts = ["".join(text.split()) for text in page_texts(laid.pdf)]
    page = laid.pages["s-green"]
    title = {"zh-hant": "綠色營運", "en": "GreenOperations"}[language]
    assert f"1.3{title}{page}" in texts[1]
    said = {"zh-hant": f"「{title}」（第{page}頁）", "en": f"“{title}”,page{page}"}[language]
    assert said in "".join(texts)


def test_bookmarks_have_two_levels_with_chapters_above_sections(made):
    language, laid = made
    document = pypdfium2.PdfDocument(laid.pdf)
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    chapter = {"zh-hant": "保護環境", "en": "Protecting the Environment"}[language]
    section = {"zh-hant": "應對氣候變化", "en": "Responding to Climate Change"}[language]
    assert marks.index((1, section)) == marks.index((0, chapter)) + 1
    assert {level for level, _ in marks} == {0, 1}


def test_pdfua_finds_nothing(made, tmp_path):
    language, laid = made
    file = tmp_path / f"{language}.pdf"
    file.write_bytes(laid.pdf)
    checked = subprocess.run(
        [Path(sys.executable).parent / "pdfua", "check", file], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert "errors=0 warnings=0 info=0" in checked.stdout


def test_header_cells_have_their_scope(made):
    _, laid = made
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        heads = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
        scopes = [str(head.A.Scope) for head in heads]
    assert set(scopes) == {"/Column", "/Row"}


def test_the_document_says_its_language_and_title(made):
    language, laid = made
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
        assert str(pdf.Root.Lang) == {"zh-hant": "zh-Hant-HK", "en": "en-GB"}[language]
        assert str(pdf.docinfo.Title) == "ESG 2022"
        assert "/CreationDate" not in pdf.docinfo


def test_two_processes_make_the_same_bytes(made):
    language, laid = made
    here = Path(__file__).parent
    code = f"import sys; sys.path.insert(0, {str(here)!r}); from test_render_pdf import build; import hashlib; "
    code += f"sys.stdout.write(hashlib.sha256(build({language!r}).pdf).hexdigest())"
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert other.stdout == hashlib.sha256(laid.pdf).hexdigest()


def test_only_charts_and_files_of_the_project_are_fetched(tmp_path):
    inside, outside = tmp_path / "project", tmp_path / "secret.txt"
    inside.mkdir()
    (inside / "logo.svg").write_bytes(SVG)
    outside.write_text("secret")
    (inside / "link.svg").symlink_to(outside)
    fetcher = ClosedFetcher(lambda url: SVG if url == "chart:a.svg" else None, (inside,))
    assert fetcher.fetch("chart:a.svg").read() == SVG
    assert fetcher.fetch((inside / "logo.svg").as_uri()).read() == SVG
    refused = [
        "chart:b.svg",
        outside.as_uri(),
        f"{inside.as_uri()}/../secret.txt",
        f"{inside.as_uri()}/%2e%2e/secret.txt",
        (inside / "link.svg").as_uri(),
        "http://127.0.0.1/x.png",
        "data:text/plain,hello",
        "file://host/etc/passwd",
    ]
    for url in refused:
        with pytest.raises(ValueError, match="neither a chart"):
            fetcher.fetch(url)
    assert fetcher.missing == refused


def test_what_was_not_fetched_is_reported():
    pictures = '<img src="file:///etc/passwd" alt="x"><img src="http://x.invalid/a" alt="y">'
    html = f'<html lang="en"><title>t</title><h1>t</h1>{pictures}'
    laid = write_pdf(html, title="t", language="en", identifier_seed="x", fetch=lambda url: None)
    assert laid.missing == ("file:///etc/passwd", "http://x.invalid/a")
