"""Ten slips of each kind in the language of a report are found, and their sound counterparts are not accused."""

import re

import pytest

from tests.checks.writing import Desk

S1 = '{{ kpi("ghg.scope1") }}'
S1_BEFORE = '{{ kpi("ghg.scope1", year=-1) }}'
WASTE, WASTE_BEFORE = '{{ kpi("waste.all") }}', '{{ kpi("waste.all", year=-1) }}'
WOMEN, WOMEN_BEFORE = '{{ kpi("women.share") }}', '{{ kpi("women.share", year=-1) }}'
ROUND = '{{ kpi("women.share", decimals=0) }}'
CASES, CASES_BEFORE = '{{ kpi("case.count") }}', '{{ kpi("case.count", year=-1) }}'
USERS, BARE_USERS = '{{ kpi("user.count") }}', '{{ kpi("user.count", qualifier=False) }}'
BY = '{{ delta("case.count", form="amount") }}'
BY_WASTE = '{{ delta("waste.all", form="amount") }}'
UP = '{{ delta("ghg.scope1") }}'
DOWN = '{{ delta("case.count") }}'

SLIPS = {
    "TX001": [
        "女性佔三成。",
        "約四分三的人同意。",
        "共十餘家公司參與。",
        "個案減半。",
        "逾百家機構參加。",
        "雙位數增長。",
        "計有一千二百多。",
        "About a fifth of staff agreed.",
        "There were a dozen cases.",
        "One third of sites were visited.",
    ],
    "TX004": [  # 48.2 prints as 48, 600 cases are exactly 600
        f"女性比例近{ROUND}。",
        f"個案超過{CASES}。",
        f"個案不足{CASES}。",
        f"個案近{CASES}。",
        f"用戶近{BARE_USERS}。",
        f"There were over {CASES}.",
        f"The share was nearly {ROUND}.",
        f"There were fewer than {CASES}.",
        f"Almost {CASES} came in.",
        f"There were nearly {BARE_USERS}.",
    ],
    "TX005": [
        f"用戶逾{USERS}。",
        f"用戶約{USERS}。",
        f"個案約{CASES}左右。",
        f"個案超過{CASES}以上。",
        f"範圍一上升{UP}。",
        f"There were over {USERS}.",
        f"There were about {USERS}.",
        f"It was about over {S1}.",
        f"Scope 1 increased {UP}.",
        f"There were nearly {USERS}.",
    ],
    "TX006": [
        f"範圍一由{S1_BEFORE}降至{S1}。",
        f"個案由{CASES_BEFORE}增至{CASES}。",
        f"個案增加{BY}。",
        f"個案增至{CASES}。",
        f"廢物量減少了{BY_WASTE}。",
        f"Scope 1 fell from {S1_BEFORE} to {S1}.",
        f"Cases rose by {BY}.",
        f"Cases rose to {CASES}.",
        f"Waste declined by {BY_WASTE}.",
        f"The share of women grew from {WOMEN_BEFORE} to {WOMEN}.",
    ],
    "TX008": [
        f"廢物量有所改善達{WASTE}。",
        f"女性比例改善至{WOMEN}。",
        f"女性比例向好達{WOMEN}。",
        f"廢物量好轉至{WASTE}。",
        f"廢物由{WASTE_BEFORE}改善為{WASTE}。",
        f"Waste improved to {WASTE}.",
        f"The share of women improved to {WOMEN}.",
        f"Waste of {WASTE} is an improvement.",
        f"An improvement in waste to {WASTE}.",
        f"Waste got better at {WASTE}.",
    ],
    "TX010": [
        f"比例為{WOMEN}，即{ROUND}。",
        f"女性佔{ROUND}。女性佔{WOMEN}。",
        '{{ kpi("ghg.scope1", decimals=0) }}及' + S1,
        '{{ delta("ghg.scope2", decimals=0) }}又{{ delta("ghg.scope2") }}。',
        '{{ share("ghg.scope2", "ghg.total", decimals=0) }}及{{ share("ghg.scope2", "ghg.total") }}。',
        f"The share is {WOMEN}, or {ROUND}.",
        f"{ROUND} are women. {WOMEN} are women.",
        'It was {{ kpi("ghg.scope1", decimals=0) }} or ' + S1,
        'It {{ delta("ghg.scope2", decimals=0) }} and {{ delta("ghg.scope2") }}.',
        'They are {{ share("ghg.scope2", "ghg.total", decimals=0) }} or {{ share("ghg.scope2", "ghg.total") }}.',
    ],
    "TX011": [
        "我们節約用水。",
        "環境保护。",
        "节能減排。",
        "數据中心。",
        "公司制造设备。",
        "今后會繼續。",
        "按標准量度。",
        "涵盖范圍廣。",
        "志愿者參與。",
        "與供應商關系良好。",
    ],
    "TX012": [
        "計劃啟動，項目啟動，現已啓動。",
        "每週會議，每週匯報，每周檢討。",
        "平台運作，平台更新，新平臺。",
        "比例佔一，佔二，占比上升。",
        "主線，路線，熱綫。",
        "公佈結果，公佈數字，發布報告。",
        "人群，社群，羣體。",
        "僱員福利，僱員培訓，雇員人數。",
        "We organise talks, organised visits and organize games.",
        "Our programme, this programme and the programs.",
    ],
    "TX013": [
        "我們我們節約用水。",
        "有關有關措施。",
        "環境的的影響。",
        "董事會董事會負責。",
        "推行了了措施。",
        "We save the the water.",
        "It is is so.",
        "for for the year",
        "Our our policy.",
        "in in 2022",
    ],
    "TX014": [
        "我們在所有辦公樓推行節約用水的措施並定期檢討。我們在所有辦公樓推行節約用水的措施並定期檢討。",
        f"董事會每年檢討氣候風險及其對業務的影響{CASES}。\n\n董事會每年檢討氣候風險及其對業務的影響{CASES_BEFORE}。",
        "- 我們在所有辦公樓推行節約用水的措施並定期檢討。\n- 我們在所有辦公樓推行節約用水的措施並定期檢討。",
        "Every site reports its use of water to the group office each month. Well. "
        "Every site reports its use of water to the group office each month.",
        "每個數據中心都設有能源管理系統並由專人監察。其他。每個數據中心都設有能源管理系統並由專人監察。",
        "供應商須遵守行為準則並接受每年一次的審核安排。\n\n其他。\n\n供應商須遵守行為準則，並接受每年一次的審核安排。",
        "Every office saves water and reports its use. Every office saves water and reports its use.",
        "The Board reviews climate risk and reports on it.\n\nWell. The Board reviews climate risk and reports on it.",
        "- Suppliers follow the code and are audited every year.\n"
        "- Suppliers follow the code and are audited every year.",
        "Employees may move to another team after a year.\n\nEmployees may move to another team after a year!",
    ],
    "TX015": [
        "我們節約用水,並節約用電。",
        "措施如下:節水。",
        "節水;節電。",
        "是否節水?是的。",
        "節水(辦公樓)。",
        "節水.",
        '推行"節水"計劃。',
        "節水!節電。",
        "We save water，and power.",
        "We save water（in offices）.",
    ],
    "TX016": [
        "節約用水（見下文。",
        "節約用水見下文）。",
        "按《環境政策推行。",
        "推行「節水計劃。",
        "「節水」』。",
        "（見《政策）》。",
        "We save water (see below.",
        "We save “water.",
        "See below).",
        "We [save water.",
    ],
    "TX017": [
        "節約  用水。",
        "節約 用水。",
        "節水。。",
        "節水，，節電。",
        "節水， 節電。",
        "We save  water.",
        "We save water ,and power.",
        "We save water.Then power.",
        "We save water,and power.",
        "We save ( water ).",
    ],
    "TX018": [
        "我們的環保產品。",
        "營運對環境零影響。",
        "這是氣候友好的服務。",
        "使用零污染的技術。",
        "產品完全環保。",
        "Our service is eco-friendly.",
        "We have zero impact.",
        "It is climate-friendly.",
        "The product is pollution-free.",
        "This is a fully sustainable service.",
    ],
    "TX019": [
        "數字待補。",
        "由XX公司負責。",
        "（）",
        "待定稿",
        "按《》推行。",
        "TBC",
        "Audited by TBD.",
        "lorem ipsum dolor",
        "See ( ).",
        "Name: ____",
    ],
    "TX021": [
        f"個案翻倍至{CASES}。",
        f"個案減半至{CASES}。",
        f"個案{CASES}創新高。",
        f"過半為女性佔{WOMEN}。",
        f"三分之一即{WOMEN}為女性。",
        f"範圍一{S1}持平。",
        f"Cases doubled to {CASES}.",
        f"Cases reached a record high of {CASES}.",
        f"More than half are women at {WOMEN}.",
        f"Scope 1 remained stable at {S1}.",
    ],
    "TX022": [
        f"範圍一{UP}。降幅主要來自車隊。",
        f"個案{DOWN}。升幅主要來自網上。",
        f"範圍一{UP}。減少主要由於車隊。",
        f"個案{DOWN}。增加主要來自網上。",
        f"範圍一{UP}。此跌幅源於車隊。",
        f"Scope 1 {UP}. The fall came from cars.",
        f"Cases {DOWN}. The rise was due to the web.",
        f"Scope 1 {UP}. This decrease reflects fewer trips.",
        f"Cases {DOWN}. The increase came from the web.",
        f"Scope 1 {UP}. Most of the decline came from cars.",
    ],
}

SOUND = {
    "TX001": [
        "二零二二年，第三方按第二條覆核。",
        "In the second half of 2022 a third party checked Scope 1.",
        "千家萬戶",
    ],
    "TX004": [
        f"女性比例逾{ROUND}。",
        f"用戶逾{BARE_USERS}。",
        f"個案約{CASES}。",
        f"個案不少於{CASES}。",
        f"The share was over {ROUND}.",
        f"There were over {BARE_USERS}.",
        f"About {CASES}.",
        f"At least {CASES} came in.",
    ],
    "TX005": [f"用戶為{USERS}。", f"個案約{CASES}。", f"範圍一{UP}。", f"There were {USERS}.", f"Scope 1 {UP}."],
    "TX006": [
        f"範圍一由{S1_BEFORE}增至{S1}。",
        f"個案減少{BY}。",
        f"個案降至{CASES}。",
        f"我們的目標是降至{S1}。",
        f"Scope 1 rose from {S1_BEFORE} to {S1}.",
        f"Cases fell by {BY}.",
        f"Cases fell to {CASES}.",
        f"We aim to cut Scope 1, now {S1}.",
        f"Scope 1 would fall to {S1} if it were warmer.",
    ],
    "TX008": [
        f"廢物量惡化至{WASTE}。",
        f"Waste got worse at {WASTE}.",
        f"Cases improved to {CASES}.",
        f"Waste did not improve: {WASTE}.",
    ],
    "TX010": [f"比例約{ROUND}，即{WOMEN}。", f"The share is {WOMEN}; about {ROUND}.", f"{WOMEN} and {WOMEN_BEFORE}."],
    "TX011": ["我們節約用水，里程與面試，皇后，干預，公里，聯繫，系統，並於其後完成。", "后羿、谷物、茶几。"],
    "TX012": ["計劃啟動，項目啟動。", "We organise talks. Our Center is the Gene Center; the centre is ours."],
    "TX013": ["人人參與，天天節水，漸漸進步，的確。", "He had had enough; that that is so.", "WeChat Pay paid."],
    "TX014": ["我們節水。我們節水。", f"The Board has {CASES}. The Board has {CASES}."],
    "TX015": [
        "能耗為5,739.7，按ISO 14064-1:2018計算。",
        "We save water, in offices (all of them).",
        "The brand 騰訊，及 others.",
    ],
    "TX016": ["（見《政策》）「節水」。", "We save “water” (see below). It’s ours.", "a) we save; b) we don’t"],
    "TX017": [
        "節約用水。**節電。** 其他。",
        "We save water, and 5,000 more; e.g. this. See example.com.",
        "「古蜀藏品 等你來挖」",
    ],
    "TX018": [
        f"我們的環保產品排放{S1}。",
        f"Our service is eco-friendly: {S1}.",
        "Green electricity is bought.",
        "綠色建築獲LEED認證。",
    ],
    "TX019": ["XXL號", "We wear XXL.", "等待補充電力。"],
    "TX021": [
        f"個案降至{CASES}。",
        f"近半為女性{WOMEN}。",
        f"Nearly half are women at {WOMEN}.",
        f"Cases, half of them new, were {CASES}.",
    ],
    "TX022": [
        f"範圍一{UP}。升幅主要來自車隊。",
        f"Cases {DOWN}. The fall came from the web.",
        f"Scope 1 {UP}. The fall in prices helped.",
    ],
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


def both(text: str) -> tuple[str, str]:
    """The text in its own language, and a harmless one in the other."""
    words = re.sub(r"\{\{.*?\}\}", "", text)
    chinese = sum("\u3000" <= c <= "\uffee" for c in words) > sum(c.isascii() and c.isalpha() for c in words)
    return (text + "\n", "Nothing.\n") if chinese else ("無。\n", text + "\n")


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SLIPS.items() for text in texts])
def test_a_slip_is_found(desk, code, text):
    assert desk.found(code, *both(text)), text


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SOUND.items() for text in texts])
def test_what_is_right_is_not_accused(desk, code, text):
    assert not desk.found(code, *both(text)), text


def test_ten_of_each():
    assert all(len(texts) == 10 for texts in SLIPS.values())
