"""A finished PDF is read back: what is in it is told, and what is broken in it too."""

import io

import pikepdf
import pytest

from reportgen.render.inspection import inspect_pdf
from reportgen.render.pdf import write_pdf
from reportgen.render.readback import raw_page_texts

HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title><style>
h1 { bookmark-level: 1; bookmark-label: content() } h2 { bookmark-level: 2; bookmark-label: content() }
</style></head><body><h1 id="s-one">One</h1><p><a href="#s-two">there</a> <a href="https://www.alpha.com/">out</a></p>
<img alt="Emissions fell" src="chart:a.svg"><h2 id="s-two" style="break-before: page">Two</h2>
<p>words</p></body></html>"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def pdf():
    made = write_pdf(HTML, title="Alpha — Report", language="en", identifier_seed="x", fetch=lambda _: SVG, roots=())
    return made.pdf


def read(pdf, **changes):
    return inspect_pdf(
        pdf, language="en", path="en/report.pdf", texts=raw_page_texts(pdf), sections={"one": 1} | changes
    )


def changed(pdf, change):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_a_sound_file_is_told_whole(pdf):
    file = read(pdf)
    assert (file.title, file.told_language, file.conforms_to) == ("Alpha — Report", "en", "1")
    assert file.tagged
    assert file.shows_title
    assert not file.encrypted
    assert [(b.title, b.level, b.page) for b in file.bookmarks] == [("One", 1, 1), ("Two", 2, 2)]
    assert {(link.target, link.alive) for link in file.links} == {("#s-two", True), ("https://www.alpha.com/", True)}
    assert [(p.alternative, p.page) for p in file.pictures] == [("Emissions fell", 1)]
    assert file.faces
    assert all(face.embedded for face in file.faces)
    assert "words" in file.texts[1]
    assert file.unreadable == ()


def test_a_typeface_without_its_file_is_told(pdf):
    def strip(document):
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if name in item:
                        del item[name]

    assert not any(face.embedded for face in read(changed(pdf, strip)).faces)


def test_a_link_and_a_bookmark_to_nowhere_are_told(pdf):
    def lose(document):
        for name in ("/Dests", "/Names"):
            if name in document.Root:
                del document.Root[name]

    dead = [link.target for link in read(changed(pdf, lose)).links if not link.alive]
    assert dead == ["#s-two"]


def test_a_picture_without_words_is_told(pdf):
    def strip(document):
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item["/Alt"]

    assert [p.alternative for p in read(changed(pdf, strip)).pictures] == [""]


def test_lost_metadata_are_told(pdf):
    def strip(document):
        for name in ("/Lang", "/StructTreeRoot", "/Metadata", "/ViewerPreferences"):
            if name in document.Root:
                del document.Root[name]

    file = read(changed(pdf, strip))
    assert (file.told_language, file.conforms_to, file.tagged, file.shows_title) == ("", "", False, False)


def test_characters_without_letter_are_told_with_their_page(pdf):
    file = inspect_pdf(pdf, language="en", path="p", texts=("one\ufffdtwo", "hy\ufffephen \ue001"), sections={})
    assert file.unreadable == ((1, "\ufffd"), (2, "\ue001"))
    assert file.texts == ("onetwo", "hyphen \ue001")
