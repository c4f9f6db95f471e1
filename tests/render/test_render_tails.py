import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimen import OUTLINE

from reportgen.locale import Printer
from reportgen.model.manuscript import Bound, Footnote, SectionRef, Text
from reportgen.render.blocks import BlockRenderer
from reportgen.render.tails import LONGEST, Part, tail_of

mixed = st.text(alphabet=st.sampled_from(list("數據中心的電力年月日，。（）「」abcXYZ0123456789%., ")), max_size=40)


def kept(parts, chinese):
    at = tail_of(parts, chinese=chinese)
    return None if at is None else parts[at[0]].text[at[1] :] + "".join(part.text for part in parts[at[0] + 1 :])


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("通過外部驗證。", "部驗證。"),
        ("風險（風險）", "險（風險）"),
        ("佔 7.2%。", None),
        ("驗證。", None),
        ("規模見於 2022 年。", "於 2022 年。"),
        ("以太陽能發電的 PUE", "電的 PUE"),
    ],
)
def test_chinese_keeps_its_last_three_ideographs_or_words(text, tail):
    assert kept([Part(text)], chinese=True) == tail


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("complaints closed within the time set", "time set"),
        ("helped by lower payment fees", "payment fees"),
        ("it is done as a rule of ours", "rule of ours"),
        ("a long implementation", "implementation"),
        ("Base year", None),
        ("the long-standing intergovernmentalism of it", None),
    ],
)
def test_english_keeps_its_last_words(text, tail):
    assert kept([Part(text)], chinese=False) == tail


def test_a_figure_is_kept_whole_with_the_words_behind_it():
    assert kept([Part("成員為 6 名女性和 "), Part("2 名", whole=True), Part("男性。")], chinese=True) == "2 名男性。"
    assert kept([Part("a rate of "), Part("at least 95%", whole=True), Part(".")], chinese=False) == "at least 95%."


def test_a_long_figure_is_left_as_it_is():
    long = Part("5,739,723.7 噸二氧化碳當量", whole=True)
    assert kept([Part("排放總量為 "), long, Part("。")], chinese=True) is None


@given(st.lists(st.builds(Part, mixed, st.booleans()), max_size=5), st.booleans())
def test_what_is_kept_is_no_longer_than_a_part_of_a_line(parts, chinese):
    at = tail_of(parts, chinese=chinese)
    if at is not None:
        assert len(kept(parts, chinese)) <= LONGEST
        assert ("".join(part.text for part in parts[: at[0]]) + parts[at[0]].text[: at[1]]).strip()


def test_runs_mark_their_end_and_leave_a_footnote_outside():
    note = Footnote(1, (Text("A note."),))
    renderer = BlockRenderer(OUTLINE, Printer("en"), {}, medium="web")
    html = str(renderer.runs((Text("Kept to the end."), note), tail=True))
    assert html.startswith('Kept to <span class="nb">the end.</span>')


def test_runs_in_chinese_keep_gap_figure_and_mark_together():
    runs = (Text("各機構的分工見"), SectionRef("appendix", "title"), Text("及"), Bound("b", "2名"), Text("男性。"))
    html = str(BlockRenderer(OUTLINE, Printer("zh-hant"), {}, medium="web").runs(runs, tail=True))
    assert html.endswith('及 <span class="nb"><span class="fig" id="b">2 名</span>男性。</span>')
