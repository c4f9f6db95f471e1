"""References, addresses, titles and dates that a writer typed."""

import pytest

from tests.checks.examining import EN, ZH, examined, found_in
from tests.projects import REPORT


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("RF001", "See section 1.1 for targets."),
        ("RF001", "Details are in Chapter 4."),
        ("RF001", "The figures are in Appendix A1."),
        ("RF001", "They are explained in section 1.1, “Weather”."),
        ("RF002", "For targets see “Climate action”."),
        ("RF002", "Targets are set out in the section headed “Our climate”."),
        ("RF002", "Please refer to the “Climate targets” section of this report."),
        ("RF003", "See page 12."),
        ("RF003", "The tables are on pages 12 to 14."),
        ("RF003", "The tables are on pp. 12–14."),
        ("RF005", "Visit https://www.alpha,com/esg today."),
        ("RF005", "Write to esg@alpha."),
        ("RF005", "Write to [us](mailto:esg.alpha.com)."),
        ("RF005", "See [the policy](https://https://alpha.com/policy)."),
        ("RF005", "See [www.alpha.com](https://www.beta.com/)."),
        ("RF005", "See [the draft](http://localhost:8000/policy)."),
        ("RF005", "See [the draft](https://staging.alpha.com/policy)."),
        ("RF006", "Approved on 31 April 2022."),
        ("RF006", "Approved on 29 February 2022."),
        ("RF006", "Approved on 2022-13-01."),
        ("RF007", "We opened the centre in March 2032."),
        ("RF007", "The board met on 3 June 2025."),
        ("RF008", "This report covers the period from 1 January 2021 to 31 December 2022."),
        ("RF008", "The reporting period is 1 April 2022 to 31 March 2023."),
        ("RF008", "The figures are for the year ended 31 March 2022."),
        ("RF008", "We report on the year ended 31 December 2021."),
    ],
)
def test_what_is_wrong_in_english_is_found(code, sentence, tmp_path):
    (finding,) = found_in(code, tmp_path, sentence)
    assert finding.language == "en"
    assert finding.section == "environment"
    assert str(finding.place) == f"{EN}:1"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("RF001", "目標見第1.1節。"),
        ("RF001", "詳情載於第四章。"),
        ("RF001", "數據載於附錄A3。"),
        ("RF002", "目標見「氣候行動」。"),
        ("RF002", "目標載於「氣候策略」一節。"),
        ("RF003", "數據見第12頁。"),
        ("RF003", "數據載於第十二至十四頁。"),
        ("RF005", "請瀏覽https：//www.alpha.com。"),
        ("RF005", "請電郵至esg@alpha。"),
        ("RF006", "活動於11月31日舉行。"),
        ("RF006", "政策於2022年2月30日通過。"),
        ("RF006", "政策於二零二二年十三月通過。"),
        ("RF007", "中心已在2032年3月啟用。"),
        ("RF008", "本報告涵蓋2021年1月1日至2021年12月31日期間。"),
        ("RF008", "資料為截至2021年12月31日止年度的數據。"),
    ],
)
def test_what_is_wrong_in_chinese_is_found(code, sentence, tmp_path):
    (finding,) = found_in(code, tmp_path, chinese=sentence)
    assert finding.language == "zh-hant"
    assert str(finding.place) == f"{ZH}:1"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("RF001", "We follow section 13.91 of the Listing Rules and Appendix 27 to the Main Board Listing Rules."),
        ("RF001", "The GHG Protocol, chapter 9, was applied."),
        ("RF001", "Section 7 of the Prevention of Bribery Ordinance applies."),
        ("RF001", "The first section of the course takes part 2 of the day."),
        ("RF002", "Employees call it “the green plan”, and we see “zero waste” as an aim."),
        ("RF002", "For targets see “Climate”."),
        ("RF003", "The company's annual report, page 12, gives the revenue."),
        ("RF003", "Page 12 of the annual report gives the revenue."),
        ("RF003", "We printed fewer pages."),
        ("RF005", "See [our site](https://www.alpha.com/esg/?lang=en#top) or write to esg-office@alpha.com.hk."),
        ("RF005", "See https://www.alpha.com/esg."),
        ("RF006", "Approved on 29 February 2020 and in May 2022."),
        ("RF007", "We will open the centre in March 2032. The target runs to December 2030."),
        ("RF007", "The new rules take effect from 1 January 2025."),
        ("RF007", "The board approved this report on 22 March 2023."),
        ("RF008", "The plan covers the period from 1 January 2021 to 31 December 2025 and is renewed."),
        ("RF008", "Compared with the year ended 31 December 2021, less water was used."),
        ("RF008", "This report covers the period from 1 January 2022 to 31 December 2022."),
        ("RF008", "The centre opened on 3 May 2022."),
    ],
)
def test_what_is_right_in_english_is_let_through(code, sentence, tmp_path):
    assert found_in(code, tmp_path, sentence) == ()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("RF001", "根據《上市規則》附錄27的規定編製。"),
        ("RF001", "《勞動法》第四章訂明工時。"),
        ("RF001", "我們在第一季開課。"),
        ("RF002", "我們推行「綠色辦公」計劃，意見「見仁見智」。"),
        ("RF002", "目標見「氣候」。"),
        ("RF002", "我們慶祝「地球日」活動。"),
        ("RF003", "收入見年報第12頁。"),
        ("RF005", "請瀏覽https://www.alpha.com/esg，或電郵至esg@alpha.com。"),
        ("RF006", "政策於2022年2月28日及二零二二年十二月通過。"),
        ("RF007", "我們將於2032年3月啟用中心，目標至2030年12月達成。"),
        ("RF008", "本報告涵蓋2022年1月1日至2022年12月31日期間。"),
        ("RF008", "與截至2021年12月31日止年度比較，用水減少。"),
        ("RF008", "截至2022年12月31日止年度的數據經核對。"),
    ],
)
def test_what_is_right_in_chinese_is_let_through(code, sentence, tmp_path):
    assert found_in(code, tmp_path, chinese=sentence) == ()


def test_a_typed_number_that_is_right_today_is_a_warning_and_one_that_is_wrong_an_error(tmp_path):
    (right,) = found_in("RF001", tmp_path, "See section 1.1.")
    (wrong,) = found_in("RF001", tmp_path, "See section 1.7.")
    assert (right.severity, wrong.severity) == ("warning", "error")
    assert "“Climate”" in right.message


def test_the_nearest_title_is_named(tmp_path):
    (finding,) = found_in("RF002", tmp_path, "See “Climates”.")
    assert "there is “Climate”" in finding.message


def test_the_reports_own_date_and_the_founding_are_options(tmp_path):
    settings = '[checks.RF007]\nreport_date = "2022-12-31"\nfounded = 1998\n'

    files = {"report.toml": REPORT + settings, EN: "We met in January 2023. We began in May 1989. We grew in 1999.\n"}
    assert [f.subject for f in examined("RF007", tmp_path, files).findings] == ["January 2023", "May 1989"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("en text 1 Environment Data", "contents"),
        ("en text 3 Nothing", "page 3"),
        ("zh-hant text 2 環保", "page 2"),
    ],
)
def test_a_title_that_a_page_does_not_print_is_found(change, said, tmp_path):
    (finding,) = examined("RF009", tmp_path, published=[change]).findings
    assert said in finding.message


def test_a_title_broken_over_lines_is_the_same_title(tmp_path):
    assert examined("RF009", tmp_path, published=["en text 3 Cli\u00ad\n mate"]).findings == ()


def test_the_rarer_edition_is_found_and_a_change_of_edition_let_through(tmp_path):
    text = "One ISO 14001:2015. Two ISO 14001:2015.\n\nThree ISO 14001: 2004.\n\n"
    files = {EN: f"{text}From GB/T 2589-2008 to GB/T 2589-2020.\n\nGRI 305: 2016 and ISO 14064-1:2018.\n"}
    (finding,) = examined("RF004", tmp_path, files).findings
    assert finding.subject == "ISO14001 2004"


@pytest.mark.parametrize(
    ("once", "found"),
    [
        ("《上市公司環境信息指引》", False),
        ("《上市公司環境資訊的指引》", True),
        ("《上市公司環境資指引》", True),
        ("《上市公司環境資訊指引二》", False),
        ("《水污染管制條例附表》", False),
        ("《指引》", False),
    ],
)
def test_a_title_one_character_apart_from_one_told_twice_is_found(once, found, tmp_path):
    text = f"依照《上市公司環境資訊指引》編製，並參考《上市公司環境資訊指引》及{once}。"
    assert len(found_in("RF010", tmp_path, chinese=text)) == found
