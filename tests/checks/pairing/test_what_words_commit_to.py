"""How often, how many, where: words that the two languages have to share."""

import pytest

from tests.checks.writing import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("LL020", "平台每月檢討能耗。", "The platform reviews energy use every quarter."),
        ("LL020", "委員會每季開會。", "The committee meets twice a year."),
        ("LL020", "風險每半年檢討一次。", "Risks are reviewed every year."),
        ("LL020", "每週巡查一次。", "Rounds are made monthly."),
        ("LL021", "大部分供應商已簽署約章。", "All suppliers have signed the charter."),
        ("LL021", "所有參與者均準時到場。", "Most participants arrived in time."),
        ("LL022", "佛山廠房已完成改造。", "The plant in Zhuhai was rebuilt."),
        ("LL022", "北京及成都的辦公樓。", "The offices in Shanghai and Chengdu."),
    ],
)
def test_words_that_contradict_each_other_are_found(desk, code, chinese, english):
    (finding,) = desk.found(code, chinese, english)
    assert str(finding.place) == "templates/en/1-environment.md:1" or code == "LL021"


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("LL020", "平台每月檢討能耗。", "The platform reviews energy use each month."),
        ("LL020", "委員會每年開會兩次。", "The committee meets half-yearly."),
        ("LL020", "日常用能每月檢討。", "Energy use is reviewed monthly."),
        ("LL020", "年度報告每季更新。", "The report is updated every quarter."),
        ("LL021", "絕大多數員工在內地工作。", "Nearly all employees work on the mainland."),
        ("LL021", "各供應商均已簽署，大部分在內地。", "All suppliers have signed; most of them are on the mainland."),
        ("LL021", "僱員普遍參與。", "Most employees take part."),
        ("LL022", "與北京協和醫院合作。", "With Peking Union Medical College Hospital."),
        ("LL022", "西安廠房。", "The plant in Xi’an."),
    ],
)
def test_words_that_agree_are_not_accused(desk, code, chinese, english):
    assert desk.found(code, chinese, english) == ()


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("LL005", "女性佔僱員逾半。", "Women make up over half of the workforce."),
        ("LL005", "其中範圍三佔超過一半。", "Scope 3 is more than half of it."),
        ("LL005", "過半數董事出席。", "The majority of the directors came."),
        ("LL005", "八成七員工推薦我們。", "Of our staff, 87% recommend us."),
        ("LL005", "見第4.2節。", "See Section 4.2."),
        ("LL009", "其中人民幣1,200萬元用於學校。", "Of this, RMB 12 million went to schools."),
    ],
)
def test_one_quantity_in_two_ways_of_writing_is_not_accused(desk, code, chinese, english):
    assert desk.found(code, chinese, english) == ()


def test_a_paragraph_of_references_alone_is_named_by_its_place(desk):
    (finding,) = desk.found("LL003", '{{ ref("data") }}', '{{ ref("climate") }}')
    assert finding.message.startswith("the paragraph at templates/zh-hant/1-environment.md:1 refers to section data")
