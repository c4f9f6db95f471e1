import re

from specimen import OUTLINE, PROJECT, manuscript

from reportgen.locale import Printer
from reportgen.model.manuscript import Manuscript
from reportgen.render.document import contents_columns, opener, parts, print_html
from reportgen.render.theme_file import load_theme

THEME = load_theme("default")


def test_parts_hold_their_sections_in_order():
    found = parts(OUTLINE, manuscript("en"), THEME)
    assert [(p.section.id, [c.section.id for c in p.children], p.opens) for p in found] == [
        ("about", [], False),
        ("environment", ["climate", "green"], True),
        ("appendix", ["kpi-tables"], True),
    ]


def test_a_part_of_the_report_can_be_printed_alone():
    text = manuscript("en")
    only = Manuscript("en", tuple(c for c in text.chapters if c.section.id == "climate"))
    assert [p.section.id for p in parts(OUTLINE, only, THEME)] == ["environment"]
    assert "Responding to Climate Change" in print_html(PROJECT, only, Printer("en"))


def test_contents_are_two_columns_that_lose_nothing():
    found = parts(OUTLINE, manuscript("en"), THEME)
    left, right = contents_columns(found)
    assert left + right == found
    assert left
    assert right


def test_an_opener_sorts_its_blocks():
    climate = next(c for c in manuscript("en").chapters if c.section.id == "climate")
    sorted_ = opener(climate)
    assert len(sorted_.lead) == 1
    assert len(sorted_.stats) == 1
    assert len(sorted_.text) == len(climate.blocks) - 2
    assert opener(None).text == ()


def test_ids_are_unique_and_links_lead_somewhere():
    for language in ("zh-hant", "en"):
        html = print_html(PROJECT, manuscript(language), Printer(language))
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_the_demonstration_says_so_on_cover_and_imprint():
    html = print_html(PROJECT, manuscript("en"), Printer("en"))
    assert html.count("This report is a demonstration.") == 2
    assert '<html lang="en-GB">' in html
    assert '<html lang="zh-Hant-HK">' in print_html(PROJECT, manuscript("zh-hant"), Printer("zh-hant"))


def test_a_draft_says_so_on_every_page():
    assert "Draft, not for release" in print_html(PROJECT, manuscript("en"), Printer("en"), draft=True)
    assert "Draft, not for release" not in print_html(PROJECT, manuscript("en"), Printer("en"))
