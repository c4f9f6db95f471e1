"""Digits with the language's grouping and decimal sign."""

from decimal import Decimal, localcontext

from babel.numbers import format_decimal

from reportgen.locale.scales import EXACT_ARITHMETIC, Rounding, exponent
from reportgen.locale.vocabulary import Vocabulary

AS_IT_IS = Rounding()
"""Every digit of the value."""

_MINUS = "\u2212"


def grouped(value: Decimal, words: Vocabulary, rounding: Rounding = AS_IT_IS) -> str:
    """Print a number with separators, e.g. ``5,739,723.7``; the minus sign is U+2212.

    Raises:
        ValueError: The value is not a number, or infinite.
    """
    return _pattern(value, words, rounding, "#,##0")


def ungrouped(value: Decimal, words: Vocabulary, rounding: Rounding = AS_IT_IS) -> str:
    """Print a number without separators, as years are.

    Raises:
        ValueError: The value is not a number, or infinite.
    """
    return _pattern(value, words, rounding, "0")


def _pattern(value: Decimal, words: Vocabulary, rounding: Rounding, whole: str) -> str:
    exponent(value)  # refuses what has no digits
    number = rounding.apply(value)
    decimals = -exponent(number)
    pattern = whole + ("." + "0" * decimals if decimals else "")
    # Babel rounds half to even and computes in the context at hand: it gets a rounded number and a wide context.
    with localcontext(EXACT_ARITHMETIC):
        text: str = format_decimal(number, format=pattern, locale=words.locale, decimal_quantization=False)
    return text.replace("-", _MINUS)
