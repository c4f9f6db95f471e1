"""Joined cells, quotes, lines of references and the ends of chapters, as HTML."""

import re
from dataclasses import replace

import pytest
from specimen import INDEX, OUTLINE, manuscript

from reportgen.locale import Printer
from reportgen.model.manuscript import Component, Paragraph, Picture, PlainTable, SectionRef, Text
from reportgen.render.blocks import BlockRenderer
from reportgen.render.cells import bodies
from reportgen.render.closing import chapter_end

TABLE = PlainTable(
    ((Text("Class"),), (Text("Risk"),), (Text("2030"),)),
    (
        ((Text("Acute"),), (Text("Heat"),), (Text("Low"),)),
        ((Text("^^"),), (Text("Wind"),), (Text("High"),)),
        ((Text("Chronic"),), (Text("Drought"),), (Text("High"),)),
    ),
    1,
    ((2, 1, 1), (0, 1, 1), (1, 1, 1)),
)


def renderer(language="en", medium="print"):
    bindings = {b.id: b for b in manuscript(language).bindings}
    return BlockRenderer(OUTLINE, Printer(language), bindings, medium=medium, index=INDEX)


@pytest.mark.parametrize("medium", ["print", "web"])
def test_a_joined_class_heads_its_rows(medium):
    html = str(renderer(medium=medium).block(Component("levels", (), (TABLE,), 1)))
    assert html.count("<tbody>") == 2
    assert '<th scope="rowgroup" rowspan="2">Acute</th><th scope="row">Heat</th><td class="level low">Low</td>' in html
    assert '<tr><th scope="row">Wind</th>' in html
    assert "^^" not in html


def test_cells_joined_in_a_later_column_leave_the_first_column_as_head():
    table = replace(TABLE, spans=((1, 1, 1), (1, 1, 1), (1, 1, 0)))
    assert [cell.scope for cell in bodies(table)[0][0]] == ["row", "", ""]
    assert [[len(row) for row in body] for body in bodies(table)] == [[3], [3, 2]]


def test_a_table_without_joined_cells_is_one_body():
    assert [len(body) for body in bodies(replace(TABLE, spans=()))] == [3]


def test_a_quote_shows_its_portrait_with_words_or_a_mark():
    quote = Component("quote", (Text("An engineer"),), (Paragraph((Text("Words."),), 1),), 1)
    drawn = str(renderer().block(quote))
    assert '<p class="portrait drawn" aria-hidden="true">“</p>' in drawn
    assert '<figcaption class="by">An engineer</figcaption>' in drawn
    shown = str(renderer().block(replace(quote, picture=Picture("images/á.svg", "A <person>", "0123456789abcdef"))))
    assert '<img class="portrait" src="images/%C3%A1.svg#0123456789ab" alt="A &lt;person&gt;">' in shown
    assert "drawn" not in shown


def test_a_line_of_references_gives_number_title_and_page():
    line = Component("related", (), (Paragraph((SectionRef("green", "line"), SectionRef("kpi-tables", "line")), 1),), 1)
    html = str(renderer().block(line))
    words = re.sub(r"<[^>]+>", "", html)
    assert "1.3 Green Operations, page " in words
    assert "ESG Key Performance Tables, page " in words
    assert 'data-to="#s-green"' in html
    assert "page" not in re.sub(r"<[^>]+>", "", str(renderer(medium="web").block(line)))
    assert "1.3 綠色營運（第" in re.sub(r"<[^>]+>", "", str(renderer("zh-hant").block(line)))


def ending(language="en", following="appendix"):
    text = manuscript(language)
    told = [c for c in text.chapters if c.section.number.startswith("1")]
    after = next(s for s in OUTLINE.sections if s.id == following) if following else None
    return chapter_end(told, text, INDEX, after)


def test_a_chapters_end_is_drawn_from_index_and_tables():
    end = ending()
    assert [(a.standard, a.codes) for a in end.answers] == [("HKEX", ("A1.2",))]
    assert end.tables == (("environment", "Environmental performance"),)
    assert end.following == SectionRef("appendix", "line")


def test_the_end_leads_on_in_print_and_leaves_that_to_the_site_on_the_web():
    assert "Appendix" in renderer().chapter_end(ending())
    assert 'href="#t-environment"' in renderer().chapter_end(ending())
    assert "Appendix" not in renderer(medium="web").chapter_end(ending())


def test_a_chapter_with_nothing_to_say_at_its_end_says_nothing():
    nothing = chapter_end([], replace(manuscript("en"), chapters=()), INDEX, None)
    assert renderer().chapter_end(nothing) == ""
