"""Which typed numbers are found, and what is no quantity."""

import pytest

from reportgen.chapters import bind, find_unbound
from reportgen.chapters.unbound import numbers_in
from tests.projects import EN, NOTES, ZH, small

ZH_FOUND = [
    "員工共有30,000人。",
    "員工三萬人參加。",
    "逾六千人參加",
    "超過二十四萬名員工",
    "三成員工為女性",
    "約有兩千人",
    "增加三百八十億元",
    "共十二次會議",
    "一百人",
    "一億元",
    "近百人",
    "下降百分之五",
    "五分之一的員工",
    "三分之二的用電",
    "提升1.3倍",
    "翻了一倍",
    "增長兩倍",
    "減少28.8%",
    "共３０宗",
    "二十一間學校",
    "十個城市",
    "兩個委員會",
    "五百萬噸",
    "一半的員工",
    "半數員工",
    "每人八小時",
    "二十小時",
    "三十天",
    "四名董事",
    "一千零二十四個",
    "五十五點三萬",
    "九成以上",
    "成立十周年",
    "歷時三年",
    "五個步驟",
]
ZH_PASS = [
    "2022年12月31日止年度",
    "二零二二年",
    "二〇二二年",
    "自2021年起",
    "2021至2022年",
    "按ISO 14064-1:2018計算",
    "範圍一、範圍二及範圍三",
    "範圍一及二",
    "經第三方核查",
    "5G網絡",
    "《2022年可持續發展報告》",
    "「99公益日」",
    "第一步",
    "一方面",
    "一般",
    "統一",
    "一系列",
    "萬眾一心",
    "十分重視",
    "數位",
    "數千",
    "百分比",
    "三角洲",
    "四川省",
    "二手平台",
    "兩岸三地",
    "過半數董事",
    "GRI 305-1",
    "HKEX A1.2",
    "SASB TC-IM-130a.3",
    "《巴黎協定》",
    "百分點",
    "單一",
    "唯一",
    "千方百計",
    "三方",
    "第三季度",
    "星期三",
    "一月",
    "十二月三十一日",
    "二十國集團",
    "六西格瑪",
    "多元化",
    "零排放",
    "5月",
    "2030時段",
    "ISSA 5000",
    "24/7",
    "二十四節氣",
    "一帶一路",
    "二維碼",
    "三維",
    "四季",
    "兩性",
    "個人",
]
EN_FOUND = [
    "We employ 108,436 people.",
    "a 2.2% fall",
    "over 30 cases",
    "3 million users",
    "three million users",
    "two thirds of staff",
    "half of employees",
    "one third of suppliers",
    "a third of suppliers",
    "a quarter of them",
    "doubled its use",
    "fell by half",
    "twice as much",
    "1.3 times",
    "a dozen schools",
    "fifteen schools",
    "thirteen",
    "one hundred schools",
    "ninety-nine",
    "sixty",
    "thousands of teachers",
    "twenty-five",
    "RMB5.8 billion",
    "$50",
    "10km",
    "about 5 tonnes",
    "24 hours",
    "tripled",
    "two-thirds",
    "three-quarters",
    "90 per cent",
    "eighty per cent",
    "1 in 5",
    "0.5",
    "1,000",
    "tenfold",
    "one million",
    "a hundred",
    "threefold",
    "£3m",
    "USD3bn",
    "RMB100",
    "CO2 fell 5%",
    "forty-two",
]
EN_PASS = [
    "for 2022",
    "31 December 2022",
    "December 2022",
    "from 2021 to 2022",
    "2021–22",
    "FY2022",
    "in 2021/22",
    "ISO 14064-1:2018",
    "ISO/IEC 27001:2013",
    "Scope 1",
    "Scopes 1 and 2",
    "Scope 1, Scope 2 and Scope 3",
    "verified by a third party",
    "third-party",
    "5G",
    "V2X",
    "CO2",
    "CO₂e",
    "GRI 305-1",
    "HKEX A1.2",
    "KPI A1.2",
    "TCFD",
    "SASB TC-IM-130a.1",
    "Part B",
    "Appendix 27",
    "paragraph 14",
    "the 2030 Agenda",
    "“99 Giving Day”",
    "one of the",
    "each quarter",
    "the first step",
    "second-hand",
    "24/7",
    "the 1990s",
    "Rule 13.91",
    "Chapter 1",
    "Article 5",
    "https://example.com/2022/5",
    "ISAE 3000 (Revised)",
    "ISSA 5000",
    "SSP1-2.6",
    "one another",
    "1 January 2022",
    "January 2022",
    "as at 31 December",
    "Q1",
    "ISO 9001",
    "Class A",
    "World War II",
    "Category 11",
    "12th Five-Year Plan",
    "the third step",
    "on the one hand",
    "second half of the year",
    "two-way",
    "double-sided",
    "half-year",
    "someone",
    "Web 3.0",
]


@pytest.mark.parametrize("text", ZH_FOUND)
def test_a_typed_quantity_is_found_in_chinese(text):
    assert list(numbers_in(text, ZH))


@pytest.mark.parametrize("text", ZH_PASS)
def test_what_is_no_quantity_passes_in_chinese(text):
    assert list(numbers_in(text, ZH)) == []


@pytest.mark.parametrize("text", EN_FOUND)
def test_a_typed_quantity_is_found_in_english(text):
    assert list(numbers_in(text, EN))


@pytest.mark.parametrize("text", EN_PASS)
def test_what_is_no_quantity_passes_in_english(text):
    assert list(numbers_in(text, EN)) == []


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("三成員工，逾六千人，共1.3倍", ZH, ["三成", "六千人", "1.3"]),
        ("八成七員工捐出120萬元，佔五分之四", ZH, ["八成七", "120萬元", "五分之四"]),
        ("RMB 12 million went to 3 schools", EN, ["12 million", "3"]),
        ("見第4.2節", ZH, []),
        ("see Section 4.2", EN, []),
        ("二零二二人在二零二二年", ZH, ["二零二二人"]),
        ("In 2022, 5,000 of 108,436 people and two thirds", EN, ["5,000", "108,436", "two thirds"]),
        ("增至28.8%及5億", ZH, ["28.8%", "5億"]),
    ],
)
def test_each_number_is_found_once_and_whole(text, language, numbers):
    assert list(numbers_in(text, language)) == numbers


def test_numbers_are_found_wherever_a_writer_can_type(tmp_path):
    text = """\
11 in words, {{ kpi("ghg.total") }} bound{{ year() }}.

## Head 12

- item 13

::: case Title 14
Inside 15.^[Foot 16.]
:::

::: stats
{{ stat("ghg.total", label="Label 17") }}
{{ stat("ghg.scope1", label="Plain") }}
:::

| Cell 18 | b |
|---|---|
| a | 19 |

{{ chart("scopes", title="Finding 20") }}

{{ table("kpi") }}
"""
    project, figures = small(tmp_path, chapter_en=text, notes=NOTES.replace("Restated.", "Restated 21."))
    found = find_unbound(bind(project, figures, EN, ["environment"]).chapters[0])
    lines = {
        number: next(i for i, line in enumerate(text.split("\n"), 1) if str(number) in line) for number in range(11, 21)
    }
    lines[19] = lines[18]  # a table is one block
    assert [(int(u.text), u.place.line) for u in found if u.text != "21"] == list(lines.items())
    assert [str(u.place) for u in found if u.text == "21"] == ["data/notes.toml:9"]
    assert {(u.language, u.section) for u in found} == {(EN, "environment")}
