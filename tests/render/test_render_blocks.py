import re
from dataclasses import replace

import pytest
from markupsafe import Markup
from specimen import INDEX, OUTLINE, manuscript

from reportgen.locale import Printer
from reportgen.model.elements import disclosure_id
from reportgen.model.manuscript import Bound, Paragraph, SectionRef, Text
from reportgen.render.blocks import BlockRenderer
from reportgen.render.figures import aligned, pieces, stat_size, units_beside


def renderer(language, medium="print", **more):
    bindings = {b.id: b for b in manuscript(language).bindings}
    return BlockRenderer(OUTLINE, Printer(language), bindings, medium=medium, index=INDEX, **more)


def section(language, number, medium="print"):
    chapter = next(c for c in manuscript(language).chapters if c.section.number == number)
    return str(renderer(language, medium).section(chapter))


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("medium", ["print", "web"])
def test_every_binding_has_one_element_with_its_figure(language, medium):
    for chapter in manuscript(language).chapters:
        html = str(renderer(language, medium).section(chapter))
        for binding in chapter.bindings:
            if binding.kind == "chart" and medium == "print":
                continue
            found = re.findall(f'<span class="fig[^"]*" id="{binding.id}"([^>]*)>(.*?)</span>', html)
            assert len(found) == 1, binding
            assert f'data-metric="{binding.metric}" data-period="{binding.period}"' in found[0][0]


def test_references_print_number_title_and_page():
    zh, en = section("zh-hant", "1.2"), section("en", "1.2")
    assert '<a class="ref" href="#s-green">第 1.3 節「綠色營運」<span class="nb">（第 <span class="pageref"' in zh
    assert 'section 1.3 “Green Operations”, <span class="nb">page <span class="pageref"' in en
    assert "「ESG 關鍵績效表」" in zh
    assert "A2" not in words(zh)


def test_a_reference_on_the_web_names_no_page():
    html = words(section("en", "1.2", "web"))
    assert "see section 1.3 “Green Operations” and “ESG Key Performance Tables”" in html
    assert "page" not in html


def test_a_chapter_is_not_called_a_section():
    ref = renderer("zh-hant").runs((SectionRef("environment", "full"),))
    assert words(str(ref)).startswith("第 1 章「保護環境」")


def test_title_form_prints_the_title_alone():
    assert words(str(renderer("en").runs((SectionRef("climate", "title"),)))) == "Responding to Climate Change"


def test_tables_say_what_their_heads_head():
    html = section("en", "A2")
    assert html.count('scope="rowgroup"') == 1
    assert len(re.findall(r'<th scope="row">', html)) == 3
    assert '<th scope="row" class="code">A1.2</th>' in html
    assert '<th scope="col" class="num now">2022' in html
    assert 'id="t-environment-note-1"' in html
    assert 'href="#t-environment-note-1"' in html


def test_figures_of_a_column_stand_on_their_point():
    html = section("en", "A2")
    assert re.search(r'class="fig d2"[^>]*>5,739,723\.7<', html)
    assert re.search(r'class="fig d0"[^>]*>1\.298<', html)
    assert re.search(r'class="fig d3p"[^>]*>–<', html)


@pytest.mark.parametrize(
    ("text", "most", "css"),
    [
        ("1.30", 2, "d0"),
        ("1.3", 2, "d1"),
        ("154", 2, "d2p"),
        ("154", 0, "d0"),
        ("–", 1, "d1p"),
        ("5,739,723.7", 1, "d0"),
    ],
)
def test_alignment(text, most, css):
    assert aligned(text, most) == css


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("5,739,723.7 噸二氧化碳當量", ("5,739,723.7 噸", "二氧化碳當量")),
        ("336,419.5 兆瓦時", ("336,419.5 兆瓦時",)),
        ("上升 5.7 個百分點", ("上升 ", "5.7 個百分點")),
        ("超過 10 億人", ("超過 ", "10 億人")),
        ("decreased by 2.2%", ("decreased by ", "2.2%")),
        ("RMB5.836\u00a0billion", ("RMB5.836\u00a0billion",)),
        ("2.2% 的降幅", ("2.2% 的降幅",)),
    ],
)
def test_a_number_and_its_unit_are_never_parted(text, parts):
    assert pieces(text) == parts


def test_long_figures_make_small_cards():
    assert stat_size([("7.2%", ""), ("25", "")]) == "l"
    assert stat_size([("5,739,723.7", ""), ("7.2%", ""), ("25", "")]) == "m"
    assert stat_size([("人民幣 5,545.52 億", "元"), ("108,436", "人"), ("25", "")]) == "s"
    assert stat_size([("超過 15,000", "人"), ("11", "宗"), ("322", "天")]) == "m"
    assert stat_size([("人民幣 5,545.52 億元", "")] * 4) == "xxs"  # 125 pt at 16 pt, and a card has 108


def test_units_of_a_band_stand_all_beside_their_figures_or_all_below():
    assert units_beside([("36", "classrooms"), ("about 170,000", "people"), ("30", "grounds")])
    assert not units_beside([("36", "classrooms"), ("5,739,723.7", "tonnes CO₂e"), ("22%", "")])


def test_text_is_escaped():
    chapter = replace(
        manuscript("en").chapters[0],
        blocks=(Paragraph((Text("<script>alert(1)</script>"), Text("a&b", strong=True), Text("x", link='"><b>')), 1),),
    )
    html = str(renderer("en").section(chapter))
    assert "<script" not in html
    assert "<strong>a&amp;b</strong>" in html
    assert "<b>" not in html


def test_no_gap_is_printed_inside_the_figure_that_belongs_before_it():
    html = str(renderer("zh-hant").runs((Text("排放為"), Bound("b-climate-1", "7.2%"), Text("的電力"))))
    assert html.startswith("排放為 <span")
    assert html.endswith("7.2%</span> 的電力")


def test_footnotes_stand_on_the_page_in_print_and_below_on_the_web():
    assert 'class="footnote" data-number="1"' in section("en", "1.2")
    web = section("en", "1.2", "web")
    assert 'href="#fn-climate-1"' in web
    assert '<li id="fn-climate-1" value="1">' in web
    assert "GHG Protocol" in web


def test_answers_have_ids():
    assert 'id="d-climate-hkex-a1-2" data-disclosure="HKEX A1.2"' in section("en", "1.2")
    assert disclosure_id("climate", "SASB TC-SI-130a.1", 2) == "d-climate-sasb-tc-si-130a-1--2"


def test_levels_are_coloured_by_their_words():
    assert '<td class="level high">高' in section("zh-hant", "1.2")
    assert '<td class="level high">High' in section("en", "1.2")


def test_a_card_title_has_no_full_stop_but_a_list_keeps_it():
    html = section("en", "1.2")
    assert re.search(r'<p class="name">(<strong>)?Water(</strong>)?</p>', html)
    assert "<strong>Saving.</strong>" in html


def test_heading_levels_follow_the_section():
    chapter = next(c for c in manuscript("en").chapters if c.section.id == "climate")
    assert '<h3 class="sub sub2" id="s-climate-emissions">' in renderer("en").section(chapter, base=2)
    assert '<h2 class="sub sub2" id="s-climate-emissions">' in renderer("en").section(chapter, base=1)


def test_an_omission_says_why():
    html = words(section("zh-hant", "A2"))
    assert "不適用" in html
    assert "集團不生產實物產品。" in html


def test_a_chart_is_drawn_only_where_somebody_draws():
    assert "<img" not in section("en", "1.2")
    assert "Scope 3 remains half" in words(section("en", "1.2"))


def test_marks_hang_on_the_last_word_and_spacing_stays():
    mark = Markup("<i>2</i>")
    assert renderer("zh-hant").hung("30至50歲", mark) == '30 <span class="nb">至 50 歲<i>2</i></span>'
    assert renderer("en").hung("Own facilities", mark) == 'Own <span class="nb">facilities<i>2</i></span>'
    assert renderer("en").hung("Gasoline", mark) == '<span class="nb">Gasoline<i>2</i></span>'


def test_a_reference_to_a_section_that_is_left_out_has_neither_page_nor_link():
    section_ids = [s.id for s in OUTLINE.sections]
    ref = SectionRef(section_ids[-1], "full")
    whole, part = renderer("en"), renderer("en", present=section_ids[:1])
    assert "pageref" in whole.runs([ref])
    assert "href" not in part.runs([ref])
    assert "page" not in part.runs([ref])
