"""What holds for every number: nothing lost, nothing misread, no scale that should have been the next one."""

import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_builders import COUNT, PEOPLE, figure, metric

from reportgen.locale import Printer
from reportgen.locale.scales import Rounding, Scale, choose, half_up

PRINTERS = [Printer("zh-hant"), Printer("en")]
POWERS = {"萬": 4, "億": 8, "萬億": 12, "million": 6, "billion": 9, "trillion": 12, "": 0}
UPPER = {"萬": 4, "億": 4, "million": 3, "billion": 3}
values = st.decimals(min_value=-(10**15), max_value=10**15, places=3)
near_a_step = st.builds(
    lambda power, off: Decimal(10) ** power + off,
    st.integers(3, 13),
    st.decimals(min_value=-60, max_value=60, places=2),
)
numbers = st.one_of(values, near_a_step)
decimals = st.one_of(st.none(), st.integers(0, 4))


def read(text):
    """Read a printed number back: the digits, the word behind them, and the power of ten that it means."""
    match = re.fullmatch(r"(\u2212?)([\d,]+(?:\.\d+)?)\s?(\D*)", text)
    assert match, text
    digits = Decimal(match[2].replace(",", ""))
    return (-digits if match[1] else digits), match[3]


def printed(printer, value, **asked):
    return printer.figure(figure(value, COUNT), metric(COUNT, PEOPLE, scale=4), COUNT, with_unit=False, **asked)


def exact_value(text):
    number, word = read(text)
    return number.scaleb(POWERS[word])


@pytest.mark.parametrize("printer", PRINTERS)
@given(value=numbers, places=st.integers(0, 4), scale=st.sampled_from([None, "auto", "plain"]))
def test_a_printed_number_is_within_half_a_unit_of_its_last_digit(printer, value, places, scale):
    text = printed(printer, value, decimals=places, scale=scale)
    number, word = read(text)
    unit = Decimal(1).scaleb(number.as_tuple().exponent + POWERS[word])
    assert abs(number.scaleb(POWERS[word]) - value) <= unit / 2


@pytest.mark.parametrize("printer", PRINTERS)
@given(value=numbers)
def test_without_decimals_no_digit_is_lost(printer, value):
    text = printed(printer, value)
    assert exact_value(text) == value
    if read(text)[1]:
        assert not re.search(r"\.\d*0(?!\d)", text)


@pytest.mark.parametrize("printer", PRINTERS)
@given(value=numbers, places=decimals, scale=st.sampled_from([None, "auto"]))
def test_a_scale_is_left_for_the_next_in_time(printer, value, places, scale):
    number, word = read(printed(printer, value, decimals=places, scale=scale))
    if word in UPPER:
        assert 1 <= abs(number) < 10 ** UPPER[word]


@pytest.mark.parametrize("printer", PRINTERS)
@given(pair=st.lists(numbers, min_size=2, max_size=2), places=decimals, scale=st.sampled_from([None, "auto", "plain"]))
def test_a_larger_number_never_prints_smaller(printer, pair, places, scale):
    low, high = (exact_value(printed(printer, value, decimals=places, scale=scale)) for value in sorted(pair))
    assert low <= high


@pytest.mark.parametrize("printer", PRINTERS)
@given(value=numbers, places=st.integers(0, 4))
def test_printing_what_was_printed_prints_the_same(printer, value, places):
    once = printed(printer, value, decimals=places)
    assert printed(printer, exact_value(once), decimals=places) == once


@pytest.mark.parametrize("printer", PRINTERS)
@given(value=numbers)
def test_a_scale_of_its_own_accord_keeps_few_decimals(printer, value):
    number, word = read(printed(printer, value, scale="auto"))
    if word:
        assert -number.as_tuple().exponent <= (2 if printer.language == "zh-hant" else 3)


@given(value=numbers, places=st.integers(0, 3))
def test_printing_does_not_depend_on_the_context_of_the_caller(value, places):
    expected = PRINTERS[1].number(value, places)
    with localcontext(prec=3):
        assert PRINTERS[1].number(value, places) == expected


@given(st.integers(-(10**6), 10**6))
def test_a_half_is_rounded_away_from_zero(whole):
    half = Decimal(whole) + (Decimal("0.5") if whole >= 0 else Decimal("-0.5"))
    assert half_up(half, 0) == (whole + 1 if whole >= 0 else whole - 1)


def test_rounding_alone_lifts_to_the_next_scale():
    million = (Scale("million", 6, "million"),)
    whole, exact = Rounding(0), Rounding(trim=True)
    assert choose(Decimal("999999.6"), million, whole, exact) == choose(Decimal(10) ** 6, million, whole, exact)
    assert choose(Decimal("999999.4"), million, whole, exact).number == 999999
    lifted = choose(Decimal("-999999.5"), million, whole, exact)
    assert (lifted.number, lifted.scale) == (-1, million[0])
