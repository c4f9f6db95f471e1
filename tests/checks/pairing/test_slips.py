"""Ten slips of each kind between the languages are found, and sound pairs are not accused."""

import pytest

from reportgen.model.glossary import Term
from tests.checks.writing import Desk
from tests.projects import EN, ZH

S1, S1_BEFORE = '{{ kpi("ghg.scope1") }}', '{{ kpi("ghg.scope1", year=-1) }}'
S2, CASES = '{{ kpi("ghg.scope2") }}', '{{ kpi("case.count") }}'
WOMEN, ROUND = '{{ kpi("women.share") }}', '{{ kpi("women.share", decimals=0) }}'
USERS, BARE = '{{ kpi("user.count") }}', '{{ kpi("user.count", qualifier=False) }}'
DATA, CLIMATE = '{{ ref("data") }}', '{{ ref("climate") }}'

GLOSSARY = (
    Term(
        {ZH: "持份者", EN: "stakeholder"},
        forbidden={ZH: ("利益相關方",), EN: ("interested party", "interested parties")},
    ),
    Term({ZH: "有限鑒證", EN: "limited assurance"}, forbidden={ZH: ("有限保證",), EN: ("moderate assurance",)}),
    Term({ZH: "數據中心", EN: "data centre"}, forbidden={ZH: ("資料中心",), EN: ("data center",)}),
    Term({ZH: "範圍三", EN: "Scope 3"}, forbidden={ZH: ("範疇三",), EN: ("Scope Three",)}),
    Term({ZH: "基準年", EN: "base year"}, also={EN: ("baseline",)}, forbidden={EN: ("reference year",)}, loose=True),
)

SLIPS = {
    "LL001": [
        ("節水。\n\n節電。", "We save water."),
        ("節水。", "We save water.\n\nWe save power."),
        ("## 節水\n\n措施。", "### Water\n\nMeasures."),
        ("- 一\n- 二", "- one"),
        ("- 一\n- 二", "1. one\n2. two"),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | 二 |", "| A | B |\n|---|---|\n| a | b |\n| c | d |"),
        ("節水^[見下。]。", "We save water."),
        ("::: case\n節水。\n:::", "We save water."),
        ('{{ chart("scopes", title="排放") }}', "Emissions."),
        (
            '::: stats\n{{ stat("ghg.scope1", label="甲") }}\n{{ stat("ghg.scope2", label="乙") }}\n:::',
            '::: stats\n{{ stat("ghg.scope1", label="A") }}\n{{ stat("ghg.scope2", label="B") }}\n'
            '{{ stat("ghg.scope3", label="C") }}\n:::',
        ),
    ],
    "LL002": [
        (f"排放{S1}。", f"Emissions {S2}."),
        (f"排放{S1}。", f"Emissions {S1_BEFORE}."),
        (f"排放{S1}。", "Emissions."),
        (f"甲{S1}。\n\n乙{S2}。", f"A {S2}.\n\nB {S1}."),
        (f"- 甲{S1}\n- 乙{S2}", f"- A {S2}\n- B {S1}"),
        (f"| 甲 | 乙 |\n|---|---|\n| {S1} | {S2} |", f"| A | B |\n|---|---|\n| {S2} | {S1} |"),
        (f"## 排放{S1}", f"## Emissions {S2}"),
        ('變動{{ delta("ghg.scope1") }}。', f"Change {S1}."),
        (f"排放{S1}及{S1}。", f"Emissions {S1}."),
        (f"排放^[即{S1}。]。", f"Emissions^[{S2}]."),
    ],
    "LL003": [
        (f"見{DATA}。", f"See {CLIMATE}."),
        (f"見{DATA}。", "See below."),
        ("見下文。", f"See {DATA}."),
        (f"見{DATA}及{CLIMATE}。", f"See {DATA}."),
        ('見{{ note("scope-two") }}。', 'See {{ note("all-gases") }}.'),
        ('見{{ note("scope-two") }}。', "See the note."),
        ("見[網站](https://a.example)。", "See [the site](https://b.example)."),
        ("見[網站](https://a.example)。", "See the site."),
        (f"- 見{DATA}", f"- See {CLIMATE}"),
        (f"節水^[見{DATA}]。", f"We save water^[See {CLIMATE}]."),
    ],
    "LL004": [
        ('節水。{{ disclosure("HKEX A2.2") }}', "We save water."),
        ("節水。", 'We save water.{{ disclosure("HKEX A2.2") }}'),
        ('節水。{{ disclosure("HKEX A2.2") }}', 'We save water.{{ disclosure("HKEX A2.1") }}'),
        ('節水。{{ disclosure("HKEX A1.1") }}{{ disclosure("HKEX A1.2") }}', 'Water.{{ disclosure("HKEX A1.1") }}'),
        ('甲。{{ disclosure("HKEX A2.2") }}\n\n乙。', 'A.\n\nB.{{ disclosure("HKEX A2.2") }}'),
        ('- 甲{{ disclosure("HKEX A2.2") }}\n- 乙', '- A\n- B{{ disclosure("HKEX A2.2") }}'),
        ('甲{{ disclosure("HKEX A1") }}', 'A{{ disclosure("HKEX A2") }}'),
        ('甲{{ disclosure("HKEX B1.1") }}', 'A{{ disclosure("HKEX B1.2") }}'),
        ('## 甲{{ disclosure("HKEX A2.2") }}', "## A"),
        ('甲{{ disclosure("HKEX A2.2") }}{{ disclosure("HKEX A2.2") }}', 'A{{ disclosure("HKEX A2.2") }}'),
    ],
    "LL005": [
        ("佔三成五。", "It is 30%."),
        ("共1,200萬人。", "There were 12 billion people."),
        ("共5.7億次。", "There were 57 million uses."),
        ("約百分之二十。", "About twelve per cent."),
        ("人民幣3億元。", "RMB30 million."),
        ("共十五家。", "There were fifty of them."),
        ("上升2.5個百分點。", "It rose by 2.8 percentage points."),
        ("第六次評估報告。", "The fifth assessment report."),
        ("共300名僱員。", "There were many employees."),
        ("三分之二。", "Three quarters of it."),
    ],
    "LL006": [
        ("於2019年推行。", "It began in 2018."),
        ("於二零一九年推行。", "It began in 2018."),
        ("截至2022年12月31日。", "As at 30 December 2022."),
        ("自3月起。", "From April on."),
        ("2020至2022年。", "From 2021 to 2022."),
        ("2021/22年度。", "The year 2020/21."),
        ("將於2030年達成。", "It will be met in 2035."),
        ("五月一日開始。", "It began on 1 June."),
        ("2022年1月。", "In February 2022."),
        ("於2012年4月推行。", "It began in April 2021."),
    ],
    "LL007": [
        (f"女性{ROUND}。", f"Women {WOMEN}."),
        (f"女性{WOMEN}。", f"Women {ROUND}."),
        ('{{ delta("ghg.scope2", decimals=0) }}', '{{ delta("ghg.scope2") }}'),
        ('{{ delta("ghg.scope2") }}', '{{ delta("ghg.scope2", decimals=2) }}'),
        ('{{ share("ghg.scope2", "ghg.total") }}', '{{ share("ghg.scope2", "ghg.total", decimals=2) }}'),
        ('{{ kpi("ghg.scope1", decimals=0) }}', S1),
        ('{{ kpi("finance.revenue", scale="auto", decimals=0) }}', '{{ kpi("finance.revenue") }}'),
        ('{{ kpi("ghg.scope2", scale="wan", decimals=0) }}', S2),
        (S2, '{{ kpi("ghg.scope2", scale="million", decimals=1) }}'),
        (f"- {ROUND}", f"- {WOMEN}"),
    ],
    "LL008": [
        (f"超過{S1}。", f"Nearly {S1}."),
        (f"超過{S1}。", f"Emissions {S1}."),
        (f"排放{S1}。", f"About {S1}."),
        (f"近{CASES}。", f"At least {CASES}."),
        (f"約{CASES}。", f"Over {CASES}."),
        (f"用戶{USERS}。", f"There were {BARE}."),
        (f"{CASES}以上。", f"Less than {CASES}."),
        (f"不超過{CASES}。", f"Over {CASES}."),
        ("逾300家。", "There were 300 firms."),
        (f"- 最多{CASES}", f"- At least {CASES}"),
    ],
    "LL009": [
        ("按ISO 14064-2計算。", "It follows ISO 14064-1."),
        ("經SBTi驗證。", "It was validated."),
        ("按ISO 14001管理。", "It follows ISO 45001."),
        ("由WeSure提供。", "It is offered by WeBank."),
        ("採用TCFD框架。", "We use the framework."),
        ("GB/T 2589-2020的系數。", "The factors of GB/T 2589-2008."),
        ("由Alpha提供。", "It is offered by Beta."),
        ("PUE下降。", "The ratio fell."),
        ("按GRI 305披露。", "We report under GRI 306."),
        ("情景SSP5-8.5。", "The scenario SSP1-2.6."),
    ],
    "LL010": [
        ("We save water in all of the offices.", "We save water in all of the offices."),
        ("節水。We have saved power in the year as well.", "We save water."),
        ("節水。", "We save 水資源 in offices."),
        ("節水。", "節水。"),
        ("- The offices are run by the property team.", "- The offices are run by the property team."),
        ("## How we save water and power in the offices", "## How we save water and power in the offices"),
        ("節水^[This is told in the annual report of the company.]。", "We save water^[See it.]."),
        ("節水。", "We save water。其他。"),
        (
            "| 甲 |\n|---|\n| the share of women in the workforce |",
            "| A |\n|---|\n| the share of women in the workforce |",
        ),
        ("節水。", "We save water 及 power."),
    ],
    "LL011": [
        ("利益相關方。", "The stakeholders."),
        ("我們與利益相關方溝通。", "We talk to stakeholders."),
        ("有限保證。", "It is limited assurance."),
        ("資料中心節能。", "The data centre saves power."),
        ("範疇三排放。", "Scope 3 emissions."),
        ("持份者。", "Every interested party."),
        ("持份者。", "The interested parties."),
        ("有限鑒證。", "It is moderate assurance."),
        ("數據中心。", "The data center."),
        ("範圍三。", "Scope three."),
    ],
    "LL012": [
        ("持份者參與。", "Many people took part."),
        ("與持份者溝通。", "We talk with partners."),
        ("經有限鑒證。", "It was reviewed."),
        ("數據中心節能。", "The computer halls save power."),
        ("範圍三排放。", "Indirect emissions."),
        ("各界參與。", "The stakeholders took part."),
        ("經審閱。", "It had limited assurance."),
        ("機房節能。", "Our data centres save power."),
        ("價值鏈排放。", "Scope 3 emissions."),
        ("- 持份者", "- partners"),
    ],
    "LL013": [
        ("數據並不包括合營企業。", "The data cover joint ventures."),
        ("公司沒有違規。", "The company broke rules."),
        ("目標未能達成。", "The target was met."),
        ("並無重大影響。", "The effect was material."),
        ("租用辦公樓除外。", "It covers rented offices."),
        ("數據包括合營企業。", "The data do not cover joint ventures."),
        ("公司遵守法規。", "The company never kept the law."),
        ("目標達成。", "The target was not met."),
        ("影響重大。", "The effect cannot be called material."),
        ("涵蓋租用辦公樓。", "It covers offices except those rented."),
    ],
    "LL014": [
        ("排放量上升。", "Emissions fell."),
        ("排放量減少。", "Emissions rose."),
        ("用水量增加。", "Water use declined."),
        ("流失率下降。", "Turnover increased."),
        ("人數回升。", "The number dropped."),
        ("支出降低。", "Spending grew."),
        ("比例升至高位。", "The share decreased."),
        ("收入增長。", "Revenue shrank."),
        ("個案下跌。", "Cases climbed."),
        ("- 能耗遞減", "- Energy use is growing"),
    ],
}

SOUND = {
    "LL001": [("## 甲\n\n- 一\n- 二", "## A\n\n- one\n- two"), ("甲^[乙]。", "A^[b].")],
    "LL002": [(f"由{S1_BEFORE}至{S1}。", f"It was {S1}, against {S1_BEFORE}.")],
    "LL003": [(f"見{DATA}及{CLIMATE}。", f"See {CLIMATE} and {DATA}.")],
    "LL005": [
        ("佔三成五，即七分之一。", "It is 35% or one in seven."),
        ("共1,200萬人及5.7億次。", "12 million people and 570 million uses."),
        ("兩者均一致。", "Both agree."),
        ("第三方審核，三農。", "A third party audited it."),
        ("範圍一、二及三。", "Scopes 1, 2 and 3."),
        ("ISO 14001及45001。", "ISO 14001 and 45001."),
    ],
    "LL006": [("二零一九年三月。", "In March 2019."), ("2021/22年度", "In 2021/22"), ("年內。", "In the year.")],
    "LL007": [(f"女性{WOMEN}。", f"Women {WOMEN}."), (f"用戶{USERS}。", f"Users {USERS}.")],
    "LL008": [
        (f"逾{S1}。", f"More than {S1}."),
        (f"{CASES}左右。", f"About {CASES}."),
        (f"節約{S1}。", f"We saved {S1}."),
        (f"用戶{USERS}。", f"There were {USERS}."),
    ],
    "LL009": [
        ("經SBTi驗證。", "Validated by the SBTi."),
        ("按ISO 14064-1。", "Under ISO 14064-1."),
        ("人工智能。", "We use AI."),
    ],
    "LL010": [("使用Tencent Cloud Mesh服務。", "We use it."), ("甲。", "Our “較真” (較真) platform.")],
    "LL011": [("持份者。", "All stakeholders."), ("《利益相關方》。", "A title.")],
    "LL012": [("基準年。", "The year."), ("持份者。", "The stakeholders."), ("基準年。", "The baseline.")],
    "LL013": [
        ("並無例外。", "It holds without exception."),
        ("不少於三次。", "Not less than three times."),
        ("零容忍。", "We do not tolerate it."),
    ],
    "LL014": [("排放量上升而用水減少。", "Emissions rose and water use fell."), ("減少。", "Less of it.")],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(("code", "zh", "en"), [(code, *pair) for code, pairs in SLIPS.items() for pair in pairs])
def test_a_slip_is_found(desk, code, zh, en):
    assert desk.found(code, zh + "\n", en + "\n", glossary=GLOSSARY), (zh, en)


@pytest.mark.parametrize(("code", "zh", "en"), [(code, *pair) for code, pairs in SOUND.items() for pair in pairs])
def test_what_is_right_is_not_accused(desk, code, zh, en):
    assert not desk.found(code, zh + "\n", en + "\n", glossary=GLOSSARY), (zh, en)


def test_ten_of_each():
    assert all(len(pairs) == 10 for pairs in SLIPS.values())


def test_one_missing_paragraph_makes_one_finding(desk):
    zh = "\n\n".join(f"第{n}段談{word}，詳情如下。" for n, word in enumerate(["節水", "節電", "節紙", "節油", "綠化"]))
    en = "\n\n".join(f"Paragraph on {word}, with details." for word in ["water", "power", "oil", "planting"])
    (found,) = desk.found("LL001", zh + "\n", en + "\n")
    assert found.language == EN


def test_the_paragraph_with_the_figure_that_lacks_is_the_one_told(desk):
    zh = f"節水。\n\n排放{S1}。\n\n節紙。\n"
    (found,) = desk.found("LL001", zh, "We save water.\n\nWe save paper.\n")
    assert "172,137.9" in found.message


def test_a_finding_survives_edits_elsewhere(desk):
    (one,) = desk.found("LL005", "佔三成五。\n", "It is 30%.\n")
    (two,) = desk.found("LL005", "前言。\n\n佔三成五。\n", "Foreword.\n\nIt is 30%.\n")
    assert one.fingerprint == two.fingerprint
