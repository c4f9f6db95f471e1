"""Digits as typed, with whatever stands between them: which numbers a text can mean."""

import re
from collections.abc import Iterator
from decimal import Decimal

_SPACES = re.compile(r"[\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000']|\u2019")
_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，", "0123456789.,", strict=True)}

_CERTAIN: tuple[tuple[str, str, str], ...] = (
    # form, what separates groups, what separates decimals
    (r"\d+", "", ""),
    (r"\d*\.\d+", "", "."),
    (r"[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?", ",", "."),
    (r"[1-9]\d{0,2},\d{3}\.\d+", ",", "."),
    (r"[1-9]\d{0,2}( \d{3})+(\.\d+)?", " ", "."),
    (r"[1-9]\d{0,2}( \d{3})+,\d+", " ", ","),
    (r"[1-9]\d{0,2}(\.\d{3}){2,}(,\d+)?", ".", ","),
    (r"[1-9]\d{0,2}\.\d{3},\d+", ".", ","),
    (r"[1-9]\d{0,3}(,\d{4}){2,}(\.\d+)?", ",", "."),
)
_DOUBTFUL: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    # A group sign in half of the world is a decimal sign in the other half.
    (r"[1-9]\d{0,2},\d{3}", ((",", "."), ("", ","))),
    (r"[1-9]\d{0,2}\.\d{3}", (("", "."), (".", ","))),
    # A comma before other than three digits: decimals as on the Continent, groups of four, or a digit lost.
    (r"\d+,\d+", (("", ","), (",", "."))),
)


def meanings(text: str) -> tuple[Decimal, ...]:
    """The numbers that digits can mean, the likeliest first.

    ``1,234.5``, ``1 234``, ``1.234.567`` and ``１２３４`` mean one number, ``1,234`` and ``1.234`` two, ``12 34`` none.
    A plain text with a point is read as it stands, but for three digits after it.
    """
    plain = _SPACES.sub(" ", text.translate(_WIDE)).strip()
    for form, readings in _DOUBTFUL[:2]:
        if re.fullmatch(form, plain, re.ASCII):
            return tuple(_numbers(plain, readings))
    for form, groups, decimals in _CERTAIN:
        if re.fullmatch(form, plain, re.ASCII):
            return tuple(_numbers(plain, ((groups, decimals),)))
    for form, readings in _DOUBTFUL:
        if re.fullmatch(form, plain, re.ASCII):
            return tuple(_numbers(plain, readings))
    return ()


def _numbers(plain: str, readings: tuple[tuple[str, str], ...]) -> Iterator[Decimal]:
    for groups, decimals in readings:
        bare = plain.replace(groups, "") if groups else plain
        yield Decimal(bare.replace(decimals, ".") if decimals else bare)
