"""Sentences laid beside each other, and what one language lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.prose import prose
from reportgen.checks.prose.beads import beads_of
from tests.checks.examining import EN, ZH, examined
from tests.checks.writing import Desk

WASTE, SHARE = '{{ kpi("waste.all") }}', '{{ kpi("women.share", unit=False) }}'
POINTS = '{{ delta("women.share", measure="points") }}'
TELLING = (
    ("集團的辦公樓和數據中心均節約用水。", "The Group saves water in all of its offices and data centres."),
    ("司機每年均接受謹慎駕駛的培訓課程。", "All drivers are trained in careful driving in each year."),
    ("車輛須先經維修，其後方予更換。", "Cars are repaired first, and are replaced only then."),
    ("食堂的廚餘交予附近農場製成堆肥。", "Kitchen waste goes to a farm nearby that makes compost of it."),
    ("舊電腦經清除資料後捐給學校使用。", "Old computers are wiped and then given to schools for use."),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("beads"))


ALONE = tuple("\n\n".join(told[side] for told in TELLING) for side in (0, 1))
"""Paragraphs of one sentence each, from which the usual lengths are learnt."""


def missing(desk, zh, en):
    read = prose(desk.dossier(f"{ALONE[0]}\n\n{zh}", f"{ALONE[1]}\n\n{en}"))
    beads = beads_of(read, "en")
    return [found.sentence.text for pair in read.pairs for found in beads.missing(pair)]


@given(st.permutations(range(len(TELLING))), st.integers(0, 3), st.booleans())
def test_a_sentence_that_one_language_dropped_is_found_wherever_it_stood(desk, order, dropped, english):
    told = [TELLING[n] for n in order[:4]]
    zh, en = ["".join(t[0] for t in told)], [" ".join(t[1] for t in told)]
    assert missing(desk, zh[0], en[0]) == []
    rest = [t for n, t in enumerate(told) if n != dropped]
    # Sentences of one length without a name or figure can't be told apart: one of them is named, the rest is reading.
    if english:
        (found,) = missing(desk, zh[0], " ".join(t[1] for t in rest))
        assert found in [t[0] for t in told]
    else:
        (found,) = missing(desk, "".join(t[0] for t in rest), en[0])
        assert found in [t[1] for t in told]


def test_names_and_figures_tell_which_sentence_is_missing(desk):
    zh = '集團於2019年加入ISO小組。年內收到的個案有{{ kpi("case.count") }}，全部於同月獲得處理。我們節約用水及用電。'
    en = "The Group joined the ISO group in 2019. We save both water and electricity."
    (found,) = missing(desk, zh, en)
    assert found.startswith("年內收到的個案")


def test_two_sentences_may_be_one_in_the_other_language(desk):
    zh = "集團的辦公樓節約用水，司機每年接受培訓。車輛須先經維修，其後方予更換。"
    en = "The Group saves water in its offices. Drivers are trained each year. Cars are repaired before replacement."
    assert missing(desk, zh, en) == []


def test_too_few_pairs_teach_nothing(tmp_path):
    files = {EN: "We save water. We train our drivers in careful driving.\n", ZH: "我們節約用水。\n"}
    assert examined("LL016", tmp_path, files).examined == 0


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("LL017", "- **用水。** 我們節約。", "- We save it."),
        ("LL017", "我們**節約**用水。", "We save water."),
        ("LL018", '比例{{ delta("women.share", measure="points") }}。', 'The share {{ delta("women.share") }}.'),
        ("LL018", f"上升{SHARE}個百分點。", f"It rose by {SHARE}%."),
        ("LL006", "2021年用水較少。2022年用水較多。", "Less was used in 2022. More was used in 2021."),
        ("LL014", "因應天氣炎熱，用水量上升。其他事項不變。", "It was hot. Water use fell. Other things stayed."),
    ],
)  # fmt: skip
def test_what_differs_between_the_languages_is_found(desk, code, zh, en):
    assert len(desk.found(code, zh, en)) == 1


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("LL017", "**用水**和**用電**。", "**Water** and **power**."),
        ("LL018", f"比例{POINTS}。", f"The share {POINTS}."),
        ("LL018", f"{WASTE}及{WASTE}。", f"{WASTE} and {WASTE}."),
        ("LL006", "2021年用水較少。2022年用水較多。", "Less was used in 2021. More was used in 2022."),
        ("LL009", "排放以噸二氧化碳當量計。", "Emissions are in tonnes of CO2e."),
        ("LL019", "我們使用Tencent Meeting開會。", "We meet in Tencent Meeting. Each meeting is short."),
        ("LL019", "（training）一詞指培訓。", "We give training. Our training is good."),
    ],
)  # fmt: skip
def test_what_agrees_is_let_through(desk, code, zh, en):
    assert desk.found(code, zh, en) == ()
