"""Numbers in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.prose.numerals import chinese_number, english_number

_DIGITS = "零一二三四五六七八九"


def in_chinese(n: int) -> str:
    """A number below a hundred million as it is read, written by the rules of the language."""
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        gap = "零" if low and low < 1000 else ""
        return in_chinese(high) + "萬" + gap + (in_chinese(low) if low else "")
    text, empty = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            text += ("零" if empty and text else "") + _DIGITS[digit] + name
            empty = False
        else:
            empty = True
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_a_chinese_numeral_is_read_back(n):
    assert chinese_number(in_chinese(n)) == n


@given(st.integers(1000, 9999))
def test_digits_in_a_row_are_read_one_by_one(n):
    assert chinese_number("".join(_DIGITS[int(c)] for c in str(n))) == n


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十二", 12), ("兩", 2), ("一百零五", 105), ("三萬五千", 35_000), ("二十億", 2_000_000_000),
        ("二零二二", 2022), ("二〇二二", 2022), ("三點五", Decimal("3.5")), ("二十八點八", Decimal("28.8")),
        ("一億二千萬", 120_000_000), ("百", 100),
    ],
)  # fmt: skip
def test_chinese(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["", "三五十", "甲", "點五", "三點", "3"])
def test_no_chinese_numeral(text):
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven", 7), ("twenty-one", 21), ("a hundred", 100), ("two hundred and five", 205), ("five thousand", 5000),
        ("three million", 3_000_000), ("one hundred and twenty thousand", 120_000), ("Twelve", 12),
    ],
)  # fmt: skip
def test_english(text, value):
    assert english_number(text) == value


@pytest.mark.parametrize("text", ["", "tree", "seven apples"])
def test_no_english_number(text):
    assert english_number(text) is None
