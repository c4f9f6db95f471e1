"""Quantities in sentences, and whatever the printer prints is read back."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.prose import Measure, quantities
from reportgen.locale import Printer
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.unit import Style, Unit
from tests.checks.prose.printed import figure

ZH, EN = "zh-hant", "en"


def told(text: str, language: str) -> list[tuple[Decimal, str]]:
    return [(q.value.quantize(Decimal("0.01")).normalize(), q.measure.value) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("zh", "en", "value", "measure"),
    [
        ("佔三成五", "made up 35%", 35, "share"),
        ("百分之二十", "twenty per cent", 20, "share"),
        ("四分之三", "three quarters of", 75, "share"),
        ("一半", "half of", 50, "share"),
        ("十分之三", "three in ten", 30, "share"),
        ("5.7個百分點", "5.7 percentage points", Decimal("5.7"), "points"),
        ("人民幣58.36億元", "RMB5.836 billion", 5_836_000_000, "money"),
        ("3億港元", "HK$300 million", 300_000_000, "money"),
        ("5.7億人", "570 million people", 570_000_000, "number"),
        ("三萬五千名僱員", "thirty-five thousand employees", 35_000, "number"),
        ("1.5萬家", "15 thousand companies", 15_000, "number"),
        ("十二個月", "twelve months", 12, "number"),
        ("第六次", "the sixth", 6, "ordinal"),
        ("三倍", "3 times", 3, "multiple"),
        ("翻一番", "doubled", 2, "multiple"),
        ("二零二二年", "in 2022", 2022, "year"),
        ("範圍三", "Scope 3", 3, "number"),
    ],
)
def test_both_languages_tell_one_value(zh, en, value, measure):
    assert told(zh, ZH) == told(en, EN) == [(Decimal(value), measure)]


@pytest.mark.parametrize(
    ("text", "language", "qualifier"),
    [
        ("over 300 homes", EN, Qualifier.OVER),
        ("no more than 20%", EN, Qualifier.UP_TO),
        ("at least RMB3 million", EN, Qualifier.AT_LEAST),
        ("some 300 homes", EN, Qualifier.ABOUT),
        ("300 homes", EN, Qualifier.EXACT),
        ("brought about 300 changes", EN, Qualifier.EXACT),
        ("超過300家", ZH, Qualifier.OVER),
        ("不超過5%", ZH, Qualifier.UP_TO),
        ("300餘家", ZH, Qualifier.OVER),
        ("節約300度", ZH, Qualifier.EXACT),
        ("最近3年", ZH, Qualifier.EXACT),
        ("近30%", ZH, Qualifier.NEARLY),
        ("30%左右", ZH, Qualifier.ABOUT),
    ],
)
def test_qualifiers(text, language, qualifier):
    assert [q.qualifier for q in quantities(text, language)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("5G and ISO 27001, CO2 and V2X", EN),
        ("ISO 14001 and 45001, open 24/7", EN),
        ("5G、ISO 27001及CO2", ZH),
        ("三位一體、第三方與三農", ZH),
        ("三星堆", ZH),
        ("third-party assurance", EN),
        ("see https://example.org/2022/3", EN),
    ],
)
def test_names_are_no_quantities(text, language):
    assert told(text, language) == []


def test_dates_are_read_in_parts():
    day = [(2022, "year"), (12, "month"), (31, "day")]
    assert sorted(told("2022年12月31日", ZH)) == sorted(told("31 December 2022", EN)) == sorted(day)
    assert told("2021/22", EN) == told("2021/22年度", ZH) == [(2021, "year"), (2022, "year")]


values = st.decimals(0, 10**11, places=2, allow_nan=False).filter(lambda v: v == 0 or v >= 1)


@given(values, st.sampled_from([ZH, EN]), st.sampled_from([0, 1, 2]))
def test_a_percentage_is_read_back(value, language, decimals):
    unit = Unit("percent", Style.PERCENT, {ZH: "%", EN: "%"}, "percent")
    text = Printer(language).figure(figure(value), metric(decimals), unit)
    (found,) = quantities(text, language)
    assert found.measure is Measure.SHARE
    assert abs(found.value - value) <= found.step / 2


@given(values, st.sampled_from([ZH, EN]), st.sampled_from([0, 4, 8]), st.sampled_from(list(Qualifier)))
def test_a_count_is_read_back(value, language, scale, qualifier):
    unit = Unit("people", Style.COUNT, {ZH: "人", EN: "people"}, "people")
    whole = value.quantize(Decimal(1))
    text = Printer(language).figure(figure(whole, qualifier), metric(0, scale), unit)
    (found,) = quantities(text, language)
    assert found.value == whole
    assert found.qualifier is qualifier


@given(values, st.sampled_from([ZH, EN]))
def test_money_is_read_back(value, language):
    unit = Unit("rmb_million", Style.MONEY, {ZH: "人民幣百萬元", EN: "RMB million"}, "rmb", Decimal(10**6))
    text = Printer(language).figure(figure(value), metric(2), unit)
    (found,) = quantities(text, language)
    assert (found.measure, found.currency) == (Measure.MONEY, "rmb")
    assert found.value == value * 10**6


@given(
    st.text(alphabet="二三四0123456789萬億%年月日第成分之半約逾,. 個one half fiftyth-RMB", max_size=24),
    st.sampled_from([ZH, EN]),
)
def test_no_text_breaks_it_and_no_character_is_read_twice(text, language):
    found = quantities(text, language)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[q.start : q.end] for q in found)


def metric(decimals: int, scale: int = 0) -> Metric:
    noun = {ZH: "人", EN: "people"}
    return Metric("x", noun, "u", "o", "t", decimals=decimals, noun=noun, scale=scale)


def test_prefixes_of_units_are_no_numbers():
    assert not quantities("有害廢棄物（千克）、用電（千瓦時）及人民幣百萬元收入", "zh-hant")
