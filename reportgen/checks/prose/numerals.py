"""Numbers written in words: Chinese numerals (三萬五千, 二零二二) and English number words (two hundred and five)."""

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "兩": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"萬": 10**4, "億": 10**8}

CHINESE = "零〇○一兩二三四五六七八九十百千萬億點"
"""Every character of a Chinese numeral."""

_UNDER_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ONES = {word: number for number, word in enumerate(_UNDER_TWENTY)}
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: number * 10 for number, word in enumerate(_TEN_WORDS, 2)}
_POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONE}))?|{_ONE})"
_BELOW_THOUSAND = rf"(?:(?:{_BELOW_HUNDRED}|a) hundred(?: and {_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_POWER = "|".join(_POWERS)

ENGLISH = rf"(?:(?:{_BELOW_THOUSAND}|a) (?:{_POWER})(?:(?:,? and|,)? {_BELOW_THOUSAND})?|{_BELOW_THOUSAND})"
"""A pattern for a number in English words."""


def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral, e.g. ``三萬五千`` or ``二零二二``; ``None`` if it is none."""
    whole, point, behind = text.partition("點")
    if point:
        if not behind or any(c not in _DIGITS for c in behind):
            return None
        before = chinese_number(whole)
        return None if before is None else before + Decimal("0." + "".join(str(_DIGITS[c]) for c in behind))
    if not whole or any(c not in CHINESE for c in whole):
        return None
    if all(c in _DIGITS for c in whole):
        return Decimal("".join(str(_DIGITS[c]) for c in whole))
    return _with_units(whole)


def _with_units(text: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    for c in text:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c in _SMALL_UNITS:
            section += (1 if digit is None or (digit == 0 and c == "十") else digit) * _SMALL_UNITS[c]
            digit = None
        else:
            section += digit or 0
            if c == "萬":
                total += (section or 1) * _LARGE_UNITS[c]
            else:
                total = (total + section or 1) * _LARGE_UNITS[c]
            section, digit = 0, None
    return Decimal(total + section + (digit or 0))


def english_number(text: str) -> Decimal | None:
    """The value of a number in English words, e.g. ``two hundred and five``; ``None`` if it is none."""
    words = [w for w in re.split(r"[\s,-]+", text.lower()) if w != "and"]
    total = section = 0
    for word in words:
        if word in _ONES:
            section += _ONES[word]
        elif word in _TENS:
            section += _TENS[word]
        elif word == "a":
            section += 1
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in _POWERS:
            total += (section or 1) * _POWERS[word]
            section = 0
        else:
            return None
    return Decimal(total + section) if words else None
