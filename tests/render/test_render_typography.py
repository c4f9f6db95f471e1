import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.typography import FULL_WIDTH, is_han, spaced, spaced_row, tightened

mixed = st.text(
    alphabet=st.sampled_from(list("數據中心的電力年月日，。（）「」abcXYZ0123456789%.,+−$ \n")), max_size=40
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("採購336,419.5兆瓦時綠色電力", "採購 336,419.5 兆瓦時綠色電力"),
        ("佔7.2%的間接能源", "佔 7.2% 的間接能源"),
        ("由ESG工作組統籌", "由 ESG 工作組統籌"),
        ("倡議（SBTi）驗證", "倡議（SBTi）驗證"),
        ("環境 ， 社會", "環境，社會"),
        ("二氧化碳當量CO₂e的總量", "二氧化碳當量 CO₂e 的總量"),
        ("於2022年12月31日止", "於2022年12月31日止"),
        ("ISO 14064-1:2018核算", "ISO 14064-1:2018 核算"),
        ("「騰訊」QQ", "「騰訊」QQ"),
        ("plain English, 12 words", "plain English, 12 words"),
        ("", ""),
    ],
)
def test_gap_between_ideographs_and_latin(typed, printed):
    assert spaced(typed) == printed


@given(mixed)
def test_spacing_twice_changes_nothing(text):
    assert spaced(spaced(text)) == spaced(text)


@given(mixed)
def test_only_spaces_are_touched(text):
    assert "".join(spaced(text).split()) == "".join(text.split())


@given(mixed)
def test_no_space_beside_full_width_marks_and_none_doubled(text):
    done = spaced(text)
    assert "  " not in done
    for left, right in pairwise(done):
        assert not (right == " " and left in FULL_WIDTH)
        assert not (left == " " and right in FULL_WIDTH)


@given(mixed)
def test_every_meeting_of_ideograph_and_letter_has_its_gap(text):
    done = spaced(text)
    for left, right in pairwise(done):
        if is_han(left) and unicodedata.category(right) in ("Lu", "Ll"):
            pytest.fail(f"{left}{right} stand together in {done!r}")


@given(st.lists(mixed, max_size=5))
def test_pieces_are_spaced_like_the_whole(texts):
    assert "".join(gap + text for gap, text in spaced_row(texts)) == spaced("".join(texts))


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("見「策略」（第3頁）。", "見「策略」（第3頁）。".replace("」", "[」]").replace("）", "[）]")),
        ("<a>「策略」<span>（第3頁）</span></a>。", "<a>「策略[」]<span>（第3頁[）]</span></a>。"),
        ("《（修訂版）》", "《[（]修訂版[）]》"),
        ("（樣本）及「引述」兩種", "（樣本）及「引述」兩種"),
        ('<img alt="（一）。">', '<img alt="（一）。">'),
        ("<p>（一）</p><p>「二」</p>", "<p>（一）</p><p>「二」</p>"),
    ],
)
def test_brackets_beside_other_marks_give_up_their_white(html, marked):
    assert tightened(html).replace('<span class="half">', "[").replace("</span>", "]") == marked.replace("</span>", "]")
