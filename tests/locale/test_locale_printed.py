"""What is printed, written down by hand in both languages.

``~`` stands for the no-break space.
"""

from datetime import date
from decimal import Decimal

import pytest
from printed_builders import (
    AREA,
    CASES,
    CELSIUS,
    COUNT,
    FATALITIES,
    HKD,
    LAYERS,
    PEOPLE,
    PERCENT,
    PUE,
    RANK,
    RMB,
    RMB_MILLION,
    SCOPES,
    TCO2E,
    TCO2E_PER_REVENUE,
    TONNES,
    YEAR,
    YEARS,
    figure,
    metric,
)

from reportgen.locale import Printer, languages
from reportgen.model.figure import State
from reportgen.model.period import Period

ZH = Printer("zh-hant")
EN = Printer("en")


def nbsp(text):
    return text.replace("~", "\u00a0")


# value, qualifier, unit, metric's own, what the writer asks for, Chinese, English
FIGURES = [
    ("5739723.7", "exact", TCO2E, {"decimals": 1}, {}, "5,739,723.7噸二氧化碳當量", "5,739,723.7~tonnes CO₂e"),
    ("5739723.7", "exact", TCO2E, {"decimals": 1}, {"with_unit": False}, "5,739,723.7", "5,739,723.7"),
    ("1051", "exact", TCO2E, {"decimals": 1}, {}, "1,051.0噸二氧化碳當量", "1,051.0~tonnes CO₂e"),
    (
        "10.4",
        "exact",
        TCO2E_PER_REVENUE,
        {"decimals": 1},
        {},
        "10.4噸二氧化碳當量/百萬人民幣",
        "10.4~tonnes CO₂e per RMB million",
    ),
    ("8152484.3", "exact", TONNES, {"decimals": 1}, {"scale": "auto"}, "815.25萬噸", "8.152~million~tonnes"),
    ("8152484.3", "exact", TONNES, {"decimals": 1}, {"scale": "auto", "decimals": 0}, "815萬噸", "8~million~tonnes"),
    ("8152484.3", "exact", TONNES, {"decimals": 1}, {"scale": "plain"}, "8,152,484.3噸", "8,152,484.3~tonnes"),
    ("9999.6", "exact", TONNES, {"decimals": 1}, {"scale": "auto"}, "9,999.6噸", "9,999.6~tonnes"),
    ("2456", "about", TONNES, {}, {}, "約2,456噸", "about 2,456~tonnes"),
    ("1", "exact", TONNES, {}, {}, "1噸", "1~tonne"),
    ("1.0", "exact", TONNES, {"decimals": 1}, {}, "1.0噸", "1.0~tonnes"),
    ("154", "exact", AREA, {"decimals": 0}, {}, "154萬平方米", "1,540,000~square metres"),
    ("154", "exact", AREA, {"decimals": 0}, {"scale": "auto"}, "154萬平方米", "1.54~million~square metres"),
    ("1.5", "exact", CELSIUS, {}, {}, "1.5℃", "1.5~°C"),
    ("-22.3", "exact", CELSIUS, {}, {}, "\u221222.3℃", "\u221222.3~°C"),
    ("1", "exact", FATALITIES, {}, {}, "1因工死亡人數/百萬工作小時", "1~fatality per million hours worked"),
    ("9", "exact", COUNT, {"noun": PEOPLE}, {}, "9人", "9~people"),
    ("1", "exact", COUNT, {"noun": PEOPLE}, {}, "1人", "1~person"),
    ("0", "exact", COUNT, {"noun": PEOPLE}, {}, "0人", "0~people"),
    ("108436", "exact", COUNT, {"noun": PEOPLE, "decimals": 0}, {}, "108,436人", "108,436~people"),
    ("1000000000", "over", COUNT, {"noun": PEOPLE, "scale": 8}, {}, "超過10億人", "over 1~billion~people"),
    ("1000000000", "over", COUNT, {"noun": PEOPLE, "scale": 8}, {"qualifier": False}, "10億人", "1~billion~people"),
    ("20000", "nearly", COUNT, {"noun": PEOPLE, "scale": 4}, {}, "近2萬人", "nearly 20,000~people"),
    ("97E+4", "over", COUNT, {"noun": PEOPLE, "scale": 4}, {}, "超過97萬人", "over 970,000~people"),
    ("15000000", "over", COUNT, {"noun": PEOPLE, "scale": 4}, {}, "超過1,500萬人", "over 15~million~people"),
    ("58160000", "exact", COUNT, {"noun": CASES, "scale": 4}, {}, "5,816萬人次", "58.16~million~cases"),
    ("334000000", "exact", COUNT, {"noun": CASES, "scale": 8}, {}, "3.34億人次", "334~million~cases"),
    ("23000", "exact", COUNT, {"noun": PEOPLE, "scale": 4}, {"with_unit": False}, "2.3萬", "23,000"),
    ("23000", "exact", COUNT, {"noun": PEOPLE, "scale": 4}, {"scale": "plain"}, "23,000人", "23,000~people"),
    ("9000", "about", COUNT, {"noun": CASES, "scale": 4}, {}, "約9,000人次", "about 9,000~cases"),
    ("99999999", "exact", COUNT, {"noun": PEOPLE, "scale": 4}, {"decimals": 2}, "1.00億人", "100.00~million~people"),
    ("99999999", "exact", COUNT, {"noun": PEOPLE}, {"scale": "auto"}, "1億人", "100~million~people"),
    ("99999999", "exact", COUNT, {"noun": PEOPLE, "scale": 8}, {}, "9,999.9999萬人", "99.999999~million~people"),
    ("999999.6", "exact", COUNT, {"noun": PEOPLE, "scale": 4, "decimals": 0}, {}, "100萬人", "1~million~people"),
    ("3", "exact", COUNT, {"noun": LAYERS}, {"words": True, "with_unit": False}, "三", "three"),
    ("2", "exact", COUNT, {"noun": SCOPES}, {"words": True}, "兩個範圍", "two~scopes"),
    ("1", "exact", COUNT, {"noun": SCOPES}, {"words": True}, "一個範圍", "one~scope"),
    ("10", "at_least", COUNT, {"noun": YEARS}, {"words": True}, "不少於十年", "at least ten~years"),
    ("11", "exact", COUNT, {"noun": YEARS}, {"words": True}, "11年", "11~years"),
    ("7", "up_to", COUNT, {"noun": YEARS}, {}, "最高7年", "up to 7~years"),
    ("28.8", "exact", PERCENT, {"decimals": 1}, {}, "28.8%", "28.8%"),
    ("30", "exact", PERCENT, {}, {}, "30%", "30%"),
    ("30", "exact", PERCENT, {"decimals": 1}, {}, "30.0%", "30.0%"),
    ("90", "about", PERCENT, {}, {}, "約90%", "about 90%"),
    ("95", "at_least", PERCENT, {}, {}, "不少於95%", "at least 95%"),
    ("7.2", "exact", PERCENT, {"decimals": 1}, {"with_unit": False}, "7.2", "7.2"),
    ("0.25", "below", PERCENT, {"decimals": 1}, {}, "低於0.3%", "below 0.3%"),
    ("5836", "exact", RMB_MILLION, {"decimals": 0}, {}, "人民幣58.36億元", "RMB5.836~billion"),
    ("5836", "exact", RMB_MILLION, {"decimals": 0}, {"with_unit": False}, "58.36億", "5.836~billion"),
    ("5836", "exact", RMB_MILLION, {"decimals": 0}, {"decimals": 1}, "人民幣58.4億元", "RMB5.8~billion"),
    ("554552", "exact", RMB_MILLION, {"decimals": 0}, {}, "人民幣5,545.52億元", "RMB554.552~billion"),
    ("150000000", "over", RMB, {}, {}, "超過人民幣1.5億元", "over RMB150~million"),
    ("10000000000", "exact", RMB, {"scale": 8}, {}, "人民幣100億元", "RMB10~billion"),
    ("4200000", "exact", RMB, {}, {}, "人民幣420萬元", "RMB4.2~million"),
    ("15000", "exact", RMB, {}, {}, "人民幣1.5萬元", "RMB15,000"),
    ("3000", "exact", RMB, {}, {}, "人民幣3,000元", "RMB3,000"),
    ("0.5", "exact", RMB_MILLION, {"decimals": 1}, {}, "人民幣50萬元", "RMB500,000"),
    ("1200000000000", "exact", RMB, {}, {}, "人民幣1.2萬億元", "RMB1.2~trillion"),
    ("2.40", "exact", HKD, {}, {}, "2.40港元", "HK$2.40"),
    ("2.4", "exact", HKD, {"decimals": 2}, {}, "2.40港元", "HK$2.40"),
    ("1998", "exact", YEAR, {}, {}, "1998年", "1998"),
    ("1998", "exact", YEAR, {}, {"with_unit": False}, "1998", "1998"),
    ("1", "exact", RANK, {}, {}, "第1名", "1st"),
    ("2", "exact", RANK, {}, {}, "第2名", "2nd"),
    ("3", "exact", RANK, {}, {}, "第3名", "3rd"),
    ("11", "exact", RANK, {}, {}, "第11名", "11th"),
    ("22", "exact", RANK, {}, {}, "第22名", "22nd"),
    ("26", "exact", RANK, {"noun": ("屆", "edition")}, {}, "第26屆", "26th~edition"),
    ("1", "exact", RANK, {}, {"words": True}, "第一", "first"),
    ("2", "exact", RANK, {}, {"words": True}, "第二", "second"),
    ("10", "up_to", RANK, {}, {}, "前10名", "top 10"),
    ("10", "up_to", RANK, {}, {"words": True}, "前十名", "top ten"),
    ("1.298", "exact", PUE, {"decimals": 3}, {}, "1.298", "1.298"),
    ("1.298", "exact", PUE, {"decimals": 3}, {"decimals": 2}, "1.30", "1.30"),
]


@pytest.mark.parametrize(("value", "qualifier", "unit", "own", "asked", "zh", "en"), FIGURES)
def test_a_figure_in_running_text(value, qualifier, unit, own, asked, zh, en):
    of = (figure(value, unit, qualifier), metric(unit, **own), unit)
    assert ZH.figure(*of, **asked) == zh
    assert EN.figure(*of, **asked) == nbsp(en)


@pytest.mark.parametrize(
    ("value", "scale", "printer", "printed"),
    [
        ("123456789", "wan", ZH, "12,345.6789萬噸"),
        ("5000", "wan", ZH, "0.5萬噸"),
        ("5000000", "yi", ZH, "0.05億噸"),
        ("45000", "thousand", EN, "45~thousand~tonnes"),
        ("5836000000", "million", EN, "5,836~million~tonnes"),
        ("5836000000", "billion", EN, "5.836~billion~tonnes"),
    ],
)
def test_a_scale_asked_for_is_kept_whatever_the_size(value, scale, printer, printed):
    assert printer.figure(figure(value, TONNES), metric(TONNES), TONNES, scale=scale) == nbsp(printed)


# change, unit, metric's own, how, Chinese, English
DELTAS = [
    ("-2.249", TCO2E, {}, {"measure": "percent", "form": "verb"}, "下降2.2%", "decreased by 2.2%"),
    ("2.25", TCO2E, {}, {"measure": "percent", "form": "verb"}, "上升2.3%", "increased by 2.3%"),
    ("-2.249", TCO2E, {}, {"measure": "percent", "form": "noun"}, "2.2%的降幅", "a decrease of 2.2%"),
    ("12", TCO2E, {}, {"measure": "percent", "form": "noun"}, "12.0%的升幅", "an increase of 12.0%"),
    ("-2.249", TCO2E, {}, {"measure": "percent", "form": "amount"}, "2.2%", "2.2%"),
    ("-2.249", TCO2E, {}, {"measure": "percent", "form": "verb", "decimals": 0}, "下降2%", "decreased by 2%"),
    ("-0.04", TCO2E, {}, {"measure": "percent", "form": "verb"}, "持平", "remained unchanged"),
    ("0.05", TCO2E, {}, {"measure": "percent", "form": "verb"}, "上升0.1%", "increased by 0.1%"),
    ("0", TCO2E, {}, {"measure": "percent", "form": "noun"}, "持平", "no change"),
    ("-0.04", TCO2E, {}, {"measure": "percent", "form": "amount"}, "0.0%", "0.0%"),
    (
        "5.7",
        PERCENT,
        {},
        {"measure": "points", "form": "verb"},
        "上升5.7個百分點",
        "increased by 5.7~percentage points",
    ),
    (
        "-1",
        PERCENT,
        {},
        {"measure": "points", "form": "noun", "decimals": 0},
        "1個百分點的降幅",
        "a decrease of 1~percentage point",
    ),
    (
        "5.7",
        PERCENT,
        {"decimals": 1},
        {"measure": "absolute", "form": "amount"},
        "5.7個百分點",
        "5.7~percentage points",
    ),
    (
        "-21",
        COUNT,
        {"noun": CASES, "decimals": 0},
        {"measure": "absolute", "form": "verb"},
        "減少21人次",
        "decreased by 21~cases",
    ),
    (
        "1",
        COUNT,
        {"noun": CASES},
        {"measure": "absolute", "form": "noun"},
        "1人次的增幅",
        "an increase of 1~case",
    ),
    (
        "-15566",
        RMB_MILLION,
        {"decimals": 0},
        {"measure": "absolute", "form": "verb"},
        "減少人民幣155.66億元",
        "decreased by RMB15.566~billion",
    ),
    (
        "0.2",
        COUNT,
        {"noun": CASES, "decimals": 0},
        {"measure": "absolute", "form": "verb"},
        "持平",
        "remained unchanged",
    ),
]


@pytest.mark.parametrize(("change", "unit", "own", "how", "zh", "en"), DELTAS)
def test_a_change(change, unit, own, how, zh, en):
    assert ZH.delta(Decimal(change), metric(unit, **own), unit, **how) == zh
    assert EN.delta(Decimal(change), metric(unit, **own), unit, **how) == nbsp(en)


# low, high, unit, metric's own, Chinese, English
SPANS = [
    ("1", "7", COUNT, {"noun": YEARS}, "1至7年", "1–7~years"),
    ("7", "7", COUNT, {"noun": YEARS}, "7年", "7~years"),
    ("10", "20", PERCENT, {}, "10%至20%", "10%–20%"),
    ("1985", "2014", YEAR, {}, "1985至2014年", "1985–2014"),
    ("100000000", "200000000", RMB, {}, "人民幣1至2億元", "RMB100–200~million"),
    ("1000000", "2000000", RMB, {}, "人民幣100至200萬元", "RMB1–2~million"),
    ("800000", "1200000", RMB, {}, "人民幣80至120萬元", "RMB800,000 to RMB1.2~million"),
    ("-5", "7", CELSIUS, {}, "\u22125℃至7℃", "\u22125~°C to 7~°C"),
    ("1", "3", RANK, {}, "第1至第3名", "1st–3rd"),
    (None, "3", RANK, {}, "–", "–"),
]


@pytest.mark.parametrize(("low", "high", "unit", "own", "zh", "en"), SPANS)
def test_a_range(low, high, unit, own, zh, en):
    of = (figure(low, unit), figure(high, unit), metric(unit, **own), unit)
    assert ZH.span(*of) == zh
    assert EN.span(*of) == nbsp(en)


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        ("about", "about", "約3至5年", "about 3–5~years"),
        ("at_least", "up_to", "3至5年", "3–5~years"),
        ("about", "over", "約3年至超過5年", "about 3~years to over 5~years"),
    ],
)
def test_a_range_says_how_exact_its_ends_are(low, high, zh, en):
    of = (figure("3", COUNT, low), figure("5", COUNT, high), metric(COUNT, YEARS), COUNT)
    assert ZH.span(*of) == zh
    assert EN.span(*of) == nbsp(en)


def test_a_range_without_its_unit():
    of = (figure("10", PERCENT), figure("20", PERCENT), metric(PERCENT), PERCENT)
    assert ZH.span(*of, with_unit=False) == "10至20"
    assert EN.span(*of, with_unit=False) == "10–20"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "cell"),
    [
        ("1051", 1, TCO2E, "1,051.0"),
        ("0", 2, FATALITIES, "0.00"),
        ("7.2", 1, PERCENT, "7.2"),
        ("5836", 0, RMB_MILLION, "5,836"),
        ("-0.004", 2, FATALITIES, "0.00"),
        ("2.5", 0, COUNT, "3"),
        ("0.125", 2, PUE, "0.13"),
        ("154", None, AREA, "154"),
        ("1998", None, YEAR, "1998"),
        (None, 1, TCO2E, "–"),
    ],
)
def test_a_table_cell_holds_the_number_alone(value, decimals, unit, cell):
    for printer in (ZH, EN):
        assert printer.table_cell(figure(value, unit), metric(unit, decimals=decimals), unit) == cell


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "own", "zh", "en"),
    [
        ("1000000000", "over", COUNT, {"noun": PEOPLE, "scale": 8}, ("超過10億", "人"), ("over 1~billion", "people")),
        ("5836", "exact", RMB_MILLION, {"decimals": 0}, ("人民幣58.36億", "元"), ("RMB5.836~billion", "")),
        ("2.40", "exact", HKD, {}, ("2.40", "港元"), ("HK$2.40", "")),
        ("28.8", "exact", PERCENT, {}, ("28.8%", ""), ("28.8%", "")),
        ("5739723.7", "exact", TCO2E, {}, ("5,739,723.7", "噸二氧化碳當量"), ("5,739,723.7", "tonnes CO₂e")),
        ("10", "up_to", RANK, {}, ("前10", "名"), ("top 10", "")),
        (None, "over", COUNT, {"noun": PEOPLE}, ("–", ""), ("–", "")),
    ],
)
def test_a_large_figure_stands_apart_from_its_unit(value, qualifier, unit, own, zh, en):
    of = (figure(value, unit, qualifier), metric(unit, **own), unit)
    assert ZH.stat(*of) == zh
    assert EN.stat(*of) == tuple(map(nbsp, en))


@pytest.mark.parametrize("state", [s for s in State if not s.has_number])
def test_a_figure_without_a_number_is_a_dash_without_unit_and_qualifier(state):
    nothing = figure(None, COUNT, "over", state)
    assert ZH.figure(nothing, metric(COUNT, PEOPLE), COUNT) == EN.figure(nothing, metric(COUNT, PEOPLE), COUNT) == "–"


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2022", "2022年", "2022"),
        ("end-2022", "2022年底", "end of 2022"),
        ("2022-12-31", "2022年12月31日", "31 December 2022"),
        ("2022-02", "2022年2月", "February 2022"),
        ("2021-09-to-2022-06", "2021年9月至2022年6月", "September 2021 to June 2022"),
        ("2022-03-to-2022-06", "2022年3月至6月", "March to June 2022"),
        ("2013-to-2022", "2013至2022年", "2013–2022"),
        ("2021-to-2022-06", "2021年至2022年6月", "2021 to June 2022"),
        ("cumulative-to-2022", "截至2022年底累計", "cumulative to end of 2022"),
        ("target-2030", "2030年目標", "2030 target"),
        ("window-2030", "2030年時段", "2030 window"),
        ("10y-from-2022", "2022年起計10年", "10 years from 2022"),
        ("some-phase", "some-phase", "some-phase"),
    ],
)
def test_a_period(period, zh, en):
    assert ZH.period(Period(period)) == zh
    assert EN.period(Period(period)) == en


def test_dates_years_numbers_and_percentages():
    assert ZH.date(date(2022, 12, 31)) == "2022年12月31日"
    assert EN.date(date(2023, 4, 4)) == "4 April 2023"
    assert (ZH.year(2022), EN.year(2022)) == ("2022年", "2022")
    assert EN.number(Decimal("5739723.70")) == "5,739,723.70"
    assert EN.number(Decimal("1E+3")) == "1,000"
    assert EN.number(Decimal("-2.5"), 0) == "\u22123"
    assert EN.number(Decimal("12345678901234567890123456789012.5"), 0) == "12,345,678,901,234,567,890,123,456,789,013"
    assert ZH.percent(Decimal("28.75")) == "28.8%"
    assert EN.percent(Decimal("100"), 0) == "100%"


def test_the_unit_column():
    assert ZH.unit(metric(COUNT, PEOPLE), COUNT) == "人"
    assert EN.unit(metric(TCO2E_PER_REVENUE), TCO2E_PER_REVENUE) == "tonnes CO₂e / RMB million"
    assert EN.unit(metric(AREA), AREA) == "10,000 square metres"
    assert ZH.unit(metric(RMB_MILLION), RMB_MILLION) == "人民幣百萬元"


def test_the_words_of_the_interface():
    assert (ZH.ui("contents"), EN.ui("contents")) == ("目錄", "Contents")
    assert ZH.ui("ref_full", number="1.2", title="應對氣候變化", page=17) == "第1.2節「應對氣候變化」（第17頁）"
    assert (
        EN.ui("ref_full", number="1.2", title="Responding to Climate Change", page=17)
        == "section 1.2 “Responding to Climate Change”, page 17"
    )
    assert EN.ui("ref_note", number=3, table="environment") == "note 3 to the environment table"
    assert languages() == ("en", "zh-hant")
