"""How quantities are written in English."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checks.prose.builders import (
    CURRENCY,
    NUMBER,
    Forms,
    digits,
    fixed,
    forms,
    nothing,
    quantity_of,
    words,
    years,
)
from reportgen.checks.prose.numerals import ENGLISH, english_number
from reportgen.checks.prose.quantity import Measure, Quantity

_SCALE = r"(?:[ \u00a0](?P<scale>thousand|million|billion|trillion)\b)?"
_NUMERAL = rf"(?P<w>(?<![\w-]){ENGLISH}(?!\w))"
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_ANY_MONTH = "|".join(_MONTHS)
_SURE_MONTH = "|".join(name for name in _MONTHS if name not in ("March", "May"))
_ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS, 1)}
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10}
_TIMES = {"double": 2, "doubled": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3, "quadrupled": 4}
_MONTH = rf"(?P<m>{_ANY_MONTH})"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NAME = (
    r"(?-i:\b(?!(?:RMB|HKD|USD|CNY)[ \u00a0]?\d)"
    r"(?:[A-Z]{2,}(?:/[A-Z])?[ -](?=[A-Z]*[ -]?\d)[A-Z]*[ -]?|[A-Za-z][A-Za-z0-9.+/-]*)\d[\w.:/()+-]*"
    r"(?:(?:, | and |/)\d[\d.:/-]{3,})*)|\b(?:24/7|7[x×]24)\b|(?-i:(?<![\d.])\d+[A-Z][A-Za-z]?\d*\b)"
)
_POINTS = r"[ \u00a0]percentage[ \u00a0]points?"


def _date(match: re.Match[str]) -> Iterator[Quantity]:
    for group, measure in (("d", Measure.DAY), ("m", Measure.MONTH), ("y", Measure.YEAR)):
        told = match.groupdict().get(group)
        if told:
            yield quantity_of(match, _MONTHS[told] if group == "m" else int(told), measure, group=group)


def _part(match: re.Match[str]) -> Iterator[Quantity]:
    count = match.groupdict().get("w")
    number = Decimal(1) if count in (None, "a", "an", "A", "one") else english_number(str(count).strip())
    if number is not None:
        yield quantity_of(match, number / _PARTS[match["p"].lower()] * 100, Measure.SHARE, digits=False)


def _one_in(match: re.Match[str]) -> Iterator[Quantity]:
    part, whole = english_number(match["w"]), english_number(match["v"])
    if part is not None and whole:
        yield quantity_of(match, part / whole * 100, Measure.SHARE, digits=False)


def _ordinal_word(match: re.Match[str]) -> Iterator[Quantity]:
    yield quantity_of(match, _ORDINALS[match["o"].lower()], Measure.ORDINAL, digits=False)


def _times_word(match: re.Match[str]) -> Iterator[Quantity]:
    yield quantity_of(match, _TIMES[match["t"].lower()], Measure.MULTIPLE, digits=False)


def _month(match: re.Match[str]) -> Iterator[Quantity]:
    yield quantity_of(match, _MONTHS[match[0].capitalize()], Measure.MONTH)


FORMS: Forms = forms(
    (r"https?://\S+", nothing, "http"),
    (r"\b(?:Sections?|Chapters?) \d+(?:\.\d+)+", nothing, "section|chapter"),
    # years and dates
    (rf"(?<!\d)(?P<d>\d{{1,2}})[ \u00a0]{_MONTH}(?:[ \u00a0]{_YEAR})?", _date),
    (rf"\b{_MONTH}[ \u00a0](?P<d>\d{{1,2}})\b(?:,?[ \u00a0]{_YEAR})?", _date),
    (rf"\b{_MONTH}[ \u00a0]{_YEAR}\b", _date),
    (rf"(?<=\bin )(?-i:{_ANY_MONTH})\b|\b(?-i:{_SURE_MONTH})\b", _month),
    (rf"(?<![\w,.-])(?:FY)?{_YEAR}(?:[–—/-](?P<z>20\d\d|\d\d))?(?![\d%]|[.,]\d)\b", years),
    (_NAME, nothing),
    # shares
    (rf"{NUMBER}(?={_POINTS})", digits(Measure.POINTS), "percentage"),
    (rf"{_NUMERAL}(?={_POINTS})", words(Measure.POINTS, english_number), "percentage"),
    (rf"{NUMBER}(?:%|[ \u00a0]per[ \u00a0]?cent\b)", digits(Measure.SHARE), "%|cent"),
    (rf"{_NUMERAL}[ \u00a0]per[ \u00a0]?cent\b", words(Measure.SHARE, english_number), "cent"),
    (rf"(?P<w>(?<![\w-]){ENGLISH})(?: in | out of )(?P<v>{ENGLISH})\b", _one_in, " in | out of "),
    (
        r"(?<!first )(?<!second )(?<!latter )(?<!other )\b(?:(?P<w>one|an?)[ -])?(?P<p>half)\b(?![- ]year)",
        _part,
        "half",
    ),
    (
        rf"(?P<w>(?<![\w-])(?:{ENGLISH}|an?))[ -](?P<p>thirds?|quarters?|fifths?|tenth)\b(?![ -]part)"
        r"(?! of (?:the )?year)",
        _part,
        "third|quarter|fifth|tenth",
    ),
    # multiples
    (rf"\b(?P<t>{'|'.join(_TIMES)})\b(?![- ](?:check|click|side))", _times_word),
    (r"\bhalved\b", fixed(Decimal("0.5"), Measure.MULTIPLE), "halved"),
    (rf"{NUMBER}(?=[ \u00a0]times\b|-fold)", digits(Measure.MULTIPLE), "times|fold"),
    (rf"(?P<w>(?<![\w-]){ENGLISH})(?= times\b|-?fold\b)", words(Measure.MULTIPLE, english_number), "times|fold"),
    # money, ordinals, numbers
    (rf"{CURRENCY}{NUMBER}{_SCALE}", digits(Measure.MONEY), "rmb|cny|hk|us|人民幣|港幣"),
    (r"(?<![\d.])(?P<n>\d+)(?:st|nd|rd|th)\b", digits(Measure.ORDINAL)),
    (rf"\b(?P<o>{'|'.join(_ORDINALS)})\b(?![- ](?:part(?:y|ies)|person|hand|half))", _ordinal_word),
    (rf"{NUMBER}{_SCALE}", digits(Measure.NUMBER)),
    (r"(?:\ba )?\bdozen\b", fixed(12, Measure.NUMBER), "dozen"),
    (r"\bdecade\b", fixed(10, Measure.NUMBER), "decade"),
    (_NUMERAL, words(Measure.NUMBER, english_number)),
)
"""The forms, the most particular first."""

HINT = re.compile(
    rf"\d|\b(?:{_ANY_MONTH}|{'|'.join(_ORDINALS)}|{'|'.join(_PARTS)}|{'|'.join(_TIMES)}|halved|dozen|decade|{ENGLISH})\b",
    re.IGNORECASE,
)
"""Whatever a text with a quantity holds."""
