import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportgen.locale import Printer
from reportgen.render.document import print_html
from reportgen.render.inspection import inspect_pdf
from reportgen.render.marking import Mark, marked_pdf, selected_marks
from reportgen.render.marking.letters import outlined, width
from reportgen.render.pdf import write_pdf
from reportgen.render.readback import raw_page_texts
from reportgen.render.theme_file import theme_of
from tests.pack.lead.reviews import small_review

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><rect width="60" height="9"/>'
    b'<text x="70" y="40" font-family="Inter" font-size="9">172,137.9</text></svg>'
)
REFERENCES = {("ghg.scope1", "2022"): "E1.2", ("ghg.total", "2022"): "E1.1", ("ghg.scope1", "2021"): "E1.2"}


@pytest.fixture(scope="module", params=["zh-hant", "en"])
def laid(request, tmp_path_factory):
    review = small_review(tmp_path_factory.mktemp("marked"), ("ghg.total", "ghg.scope1"))
    manuscript = next(m for m in review.dossier.manuscripts if m.language == request.param)
    html = print_html(
        review.dossier.project, manuscript, Printer(manuscript.language), index=review.dossier.index,
        chart_alt=lambda chart: "columns",
    )  # fmt: skip
    out = write_pdf(
        html, title="Report", language=manuscript.language, identifier_seed="x",
        fetch=lambda url: SVG if url == "chart:scopes.svg" else None,
    )  # fmt: skip
    charts = {b.id: out.pages["c-scopes"] for b in manuscript.bindings if b.kind == "chart"}
    return review, manuscript, out.pdf, {**out.pages, **charts}


def mark(laid, marks=None, pdf=None):
    review, manuscript, original, pages = laid
    told = selected_marks(review, manuscript, REFERENCES) if marks is None else marks
    theme = theme_of(review.dossier.project)
    return marked_pdf(
        pdf or original, told, pages, theme=theme, author="Reporting manager", made_at=review.identity.made_at
    )


def annotations(pdf, kind):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            (number, str(note.Contents), str(note["/T"]), [float(v) for v in note.Rect], note.get("/StructParent"))
            for number, page in enumerate(document.pages)
            for note in page.obj.get("/Annots", [])
            if note.Subtype == kind
        ]


def words_under(pdf, number, rect):
    page = pypdfium2.PdfDocument(pdf)[number].get_textpage()
    left, bottom, right, top = rect
    return re.sub(r"\s", "", page.get_text_bounded(left - 1, bottom, right + 1, top))


def test_each_highlight_lies_over_the_words_of_its_figure(laid):
    review, manuscript, _, _ = laid
    marked = mark(laid)
    wanted = selected_marks(review, manuscript, REFERENCES)
    assert {m.binding.kind for m in wanted} == {"figure", "table", "chart"}
    assert marked.lost == ()
    # The picture prints this year's figure alone.
    assert [(one.metric, one.period) for one in marked.drawn] == [("ghg.scope1", "2021")]
    highlights = annotations(marked.pdf, "/Highlight")
    assert marked.marked == len(highlights) == len(wanted) - 1
    by_contents = {}
    for m in wanted:
        by_contents.setdefault(m.contents, set()).add(re.sub(r"\s", "", m.binding.text))
    for number, contents, author, rect, parent in highlights:
        assert author == "Reporting manager"
        assert parent is not None
        under = words_under(marked.pdf, number, rect)
        assert any(text in under for text in by_contents[contents]), (contents, under)
        assert len(under) <= max(map(len, by_contents[contents])) + 2


def test_a_mark_says_reference_figure_and_value(laid):
    said = {contents for _, contents, *_ in annotations(mark(laid).pdf, "/Highlight")}
    _, manuscript, _, _ = laid
    expected = {
        "en": "E1.1\nTotal (2022): 5,739,723.7 tonnes CO₂e\nghg.total@2022",
        "zh-hant": "E1.1\n總量 (2022年)：5,739,723.7 噸二氧化碳當量\nghg.total@2022",
    }
    assert expected[manuscript.language] in said


def test_references_stand_in_the_margin_beside_their_line_once(laid):
    marked = mark(laid).pdf
    with pikepdf.open(io.BytesIO(marked)) as document:
        edge = float(document.pages[0].get("/TrimBox", document.pages[0].MediaBox)[2])
    notes = annotations(marked, "/FreeText")
    # Both years of a row have one reference, and it is told once.
    assert sorted(contents for _, contents, *_ in notes) == ["E1.1", "E1.1", "E1.2", "E1.2"]
    lines = annotations(marked, "/Highlight")
    for number, _, _, rect, _ in notes:
        assert edge - 18 * 72 / 25.4 <= rect[0]
        assert rect[2] <= edge
        middle = (rect[1] + rect[3]) / 2
        assert any(at == number and box[1] - 3 <= middle <= box[3] + 3 for at, _, _, box, _ in lines)


def test_nothing_of_the_pages_themselves_is_touched(laid):
    _, manuscript, original, _ = laid
    marked = mark(laid).pdf
    with pikepdf.open(io.BytesIO(original)) as before, pikepdf.open(io.BytesIO(marked)) as after:
        assert len(before.pages) == len(after.pages)
        for was, now in zip(before.pages, after.pages, strict=True):
            assert was.Contents.read_raw_bytes() == now.Contents.read_raw_bytes()
            assert was.obj.get("/MediaBox") == now.obj.get("/MediaBox")
        assert before.docinfo.get("/Title") == after.docinfo.get("/Title")
        assert "/AcroForm" not in after.Root
        assert "/OpenAction" not in after.Root
    assert b"/JavaScript" not in marked
    assert raw_page_texts(original) == raw_page_texts(marked)
    found = [
        inspect_pdf(pdf, language=manuscript.language, path="report.pdf", texts=(), sections={})
        for pdf in (original, marked)
    ]
    assert found[0] == replace(found[1], size=found[0].size)


def test_pdfua_finds_nothing_in_the_marks(laid, tmp_path):
    file = tmp_path / "marked.pdf"
    file.write_bytes(mark(laid).pdf)
    program = Path(sys.executable).parent / "pdfua"
    done = subprocess.run([program, "check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_same_marks_give_the_same_bytes(laid):
    digests = {hashlib.sha256(mark(laid).pdf).hexdigest() for _ in range(2)}
    assert len(digests) == 1


def test_a_figure_that_stands_elsewhere_is_told_as_lost(laid):
    review, manuscript, _, _ = laid
    first = selected_marks(review, manuscript)[0]
    other = replace(first, binding=replace(first.binding, text="9,999.9"))
    nowhere = Mark(replace(first.binding, id="f-gone-1"), "gone", "f-gone-1")
    marked = mark(laid, (other, nowhere))
    assert [one.id for one in marked.lost] == [other.binding.id, "f-gone-1"]
    assert marked.marked == 0


def test_a_change_of_a_selected_figure_is_not_the_figure(laid):
    review, manuscript, _, _ = laid
    changed = replace(manuscript, chapters=tuple(
        replace(chapter, bindings=tuple(replace(b, kind="delta") for b in chapter.bindings))
        for chapter in manuscript.chapters
    ))  # fmt: skip
    assert selected_marks(review, changed) == ()


def test_letters_are_drawn_without_a_font_in_the_file():
    drawn = outlined("E1", "Inter", 6)
    assert drawn.endswith("f")
    assert {line.split()[-1] for line in drawn.splitlines()} <= {"m", "l", "c", "h", "f"}
    assert 6 < width("E1", "Inter", 6) < 9
    assert outlined("E1", "No Such Face", 6) == ""
