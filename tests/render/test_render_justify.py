from ctypes import c_double

import pypdfium2
import pytest
from weasyprint import HTML

from reportgen.render import justify
from reportgen.render.justify import gaps, stretchable

ZH = (
    "本年度，數據中心採購的綠色電力為 336,419.5 兆瓦時，佔間接能源的 7.2%，比上年上升 5.7 個百分點。"
    "《環境保護管理制度》適用於整個集團，要求在產品設計、服務提供和日常營運（包括租賃資產）中納入環境考慮，"
    "並訂明如何識別、評估及管理與環境有關的風險和機遇，由 ESG 工作組統籌。"
)
EN = (
    "The Environmental Protection Management System applies to the whole Group and requires care in every product. " * 3
)


@pytest.mark.parametrize(
    ("left", "right", "stretches"),
    [
        ("環", "境", True), ("，", "環", True), ("境", "，", False), ("「", "環", False), ("a", "b", False),
        ("境", " ", False), (" ", "E", True), ("7", "%", False), ("境", "E", False), ("", "環", False),
        ("環", "", False),
    ],
)  # fmt: skip
def test_where_slack_may_stand(left, right, stretches):
    assert stretchable(left, right) is stretches


def test_gaps_cross_the_borders_of_boxes_but_not_of_pictures():
    assert gaps(["環境", "保護"]) == [[0, 1], [0]]
    assert gaps(["環境", "", "保護"]) == [[0], [], [0]]


def lines(text, lang, width=300):
    """Left and right edge of each line, in points, as a reader of the PDF sees them."""
    justify.install()
    css = f"@page{{size:{width + 100}pt 400pt;margin:50pt}}"
    css += "body{margin:0}p{margin:0;font:10pt/20pt Inter,'Noto Sans CJK HK';text-align:justify}"
    html = f"<html lang={lang}><title>t</title><style>{css}</style><p>{text}</p>"
    page = pypdfium2.PdfDocument(HTML(string=html).write_pdf())[0]
    characters = page.get_textpage()
    found: dict[int, list[float]] = {}
    for number in range(characters.count_chars()):
        if characters.get_text_range(number, 1).strip():
            x, y = c_double(), c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(characters, number, x, y)
            right = characters.get_charbox(number, loose=True)[2]
            edge = found.setdefault(round(y.value), [x.value, right])
            edge[0], edge[1] = min(edge[0], x.value), max(edge[1], right)
    return [edge for _, edge in sorted(found.items(), reverse=True)]


def test_chinese_lines_reach_both_edges():
    *full, last = lines(ZH, "zh-Hant-HK")
    assert len(full) >= 4
    for left, right in full:
        assert left == pytest.approx(50, abs=0.6)
        assert right == pytest.approx(350, abs=0.6)
    assert last[1] < 340


def test_a_line_with_inline_boxes_reaches_the_edge_too():
    text = ZH.replace("綠色電力", '<b>綠色</b><a href="https://example.org">電力</a>').replace(
        "7.2%", '<span style="white-space:nowrap">7.2%</span>'
    )
    *full, _ = lines(text, "zh-Hant-HK")
    assert all(right == pytest.approx(350, abs=0.6) for _, right in full)


def test_english_is_justified_as_before(monkeypatch):
    from weasyprint.layout import inline

    with_us = lines(EN, "en-GB")
    monkeypatch.setattr(inline, "justify_line", justify._widens_spaces)
    monkeypatch.setattr(justify, "install", lambda: None)
    assert lines(EN, "en-GB") == with_us


def test_a_hopeless_line_stays_short_instead_of_tearing_open():
    word = "Supercalifragilisticexpialidocious"
    *full, _ = lines(f"環境保護{word}環境{word}環境", "zh-Hant-HK", width=170)
    assert full[0][1] < 100


def test_the_words_can_still_be_read():
    justify.install()
    css = "p{font:10pt Inter,'Noto Sans CJK HK';text-align:justify}"
    html = f"<html lang=zh><title>t</title><style>{css}</style><p>{ZH}</p>"
    text = pypdfium2.PdfDocument(HTML(string=html).write_pdf())[0].get_textpage().get_text_range()
    assert "".join(text.split()) == "".join(ZH.split())
