"""How quantities are written in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.checks.prose.builders import (
    CURRENCY,
    NUMBER,
    Forms,
    digits,
    fixed,
    forms,
    in_digits,
    nothing,
    quantity_of,
    words,
    years,
)
from reportgen.checks.prose.numerals import CHINESE, chinese_number
from reportgen.checks.prose.quantity import Measure, Quantity

_SCALE = r"(?P<scale>萬億|億|萬)?"
_NUMERAL = rf"(?P<w>[{CHINESE}]+)"
_SHORT = rf"[{CHINESE}]{{1,3}}"
_YEAR = r"[一二][零〇○一二三四五六七八九]{3}"
_MEASURE_WORDS = (
    "個|項|家|名|位|份|年|天|場|次|層|條|套|間|宗|所|種|類|座|支|戶|台|人|元|噸|週|周|歲|件|輛|棵|篇|頁|屆|畝|升|克|米"
    "|小時|分鐘|課時|公里|公斤|公頃|平方|立方|兆瓦|千瓦|大|方面|級|輪|期|隻|部|批|步|環|點|倍|星(?!堆)"
)
_NO_QUANTITY = r"https?://\S+|第\d+(?:\.\d+)+[章節]?|三位一體|第三[方者人]|三農|一帶一路|百家(?=爭鳴|姓|號|講)|十分(?!之)|萬象|百年樹人|千家萬戶"
_NAME = (
    r"(?<![A-Za-z0-9])(?:(?!RMB|HKD|USD|CNY)[A-Za-z])[A-Za-z/.+ -]{0,5}\d[A-Za-z0-9.:/()+-]*"
    r"(?:[、及和與]\d[\d.:/-]{3,})*|(?<![\d.])\d+[A-Z][A-Za-z]?\d*(?![a-z])"
)
_NO_TENTH = "(?![為本立果員就效功長])"


def _read(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else chinese_number(text)


def _date(match: re.Match[str]) -> Iterator[Quantity]:
    for group, measure in (("y", Measure.YEAR), ("m", Measure.MONTH), ("d", Measure.DAY)):
        told = match.groupdict().get(group)
        value = _read(told) if told else None
        if value is not None:
            yield quantity_of(match, value, measure, digits=match[group].isdigit(), group=group)


def _tenths(match: re.Match[str]) -> Iterator[Quantity]:
    value = chinese_number(match["w"])
    if value is not None and value <= 10:
        behind = match["b"]
        more = Decimal(5) if behind == "半" else (chinese_number(behind) or Decimal(0)) if behind else Decimal(0)
        yield quantity_of(match, value * 10 + more, Measure.SHARE, digits=False)


def _part_of(match: re.Match[str]) -> Iterator[Quantity]:
    whole, part = chinese_number(match["whole"]), chinese_number(match["part"])
    if whole and part is not None:
        yield quantity_of(match, part / whole * 100, Measure.SHARE, digits=False)


def _enumerated(match: re.Match[str]) -> Iterator[Quantity]:
    for offset, letter in enumerate(match["w"]):
        value = chinese_number(letter)
        if value is not None:
            start = match.start("w") + offset
            yield Quantity(start, start + 1, letter, value, Measure.NUMBER, digits=False)


def _tens_in_digits(match: re.Match[str]) -> Iterator[Quantity]:
    return (replace(q, value=q.value * 10, step=q.step * 10) for q in in_digits(match, Measure.SHARE))


FORMS: Forms = forms(
    (_NO_QUANTITY, nothing),
    # years and dates
    (r"(?<!\d)(?P<y>(?:19|20)\d\d)年?(?:[–—/至-]|[、及和與](?=\d{4}年))(?P<z>20\d\d|\d\d)(?=年)", years),
    (
        rf"(?<!\d)(?P<y>(?:19|20)\d\d|{_YEAR})年(?:(?P<m>\d{{1,2}}|{_SHORT})月(?:(?P<d>\d{{1,2}}|{_SHORT})日)?)?",
        _date,
    ),
    (r"(?P<m>(?<!\d)\d{1,2})月(?:(?P<d>\d{1,2})日)?", _date),
    (rf"(?<![{CHINESE}])(?P<m>[一二三四五六七八九十]{{1,2}})月(?:(?P<d>{_SHORT})日)?", _date),
    (r"(?<![\dA-Za-z,.-])(?P<y>(?:19|20)\d\d)(?![\d,.%A-Za-z])(?![個項家名位份場次人元噸件])", years),
    (_NAME, nothing),
    # shares
    (rf"百分之(?:{NUMBER})", digits(Measure.SHARE), "百分之"),
    (rf"百分之{_NUMERAL}(?!點)", words(Measure.SHARE, chinese_number), "百分之"),
    (rf"{NUMBER}(?=個?百分點)", digits(Measure.POINTS), "百分點"),
    (rf"{_NUMERAL}個百分點", words(Measure.POINTS, chinese_number), "百分點"),
    (rf"{NUMBER}%", digits(Measure.SHARE), "%"),
    (rf"{NUMBER}成{_NO_TENTH}", _tens_in_digits, "成"),
    (rf"(?P<w>[一兩二三四五六七八九])成(?:(?P<b>[半一二三四五六七八九])|{_NO_TENTH})", _tenths),
    (rf"(?P<whole>[{CHINESE}]+)分之(?P<part>[{CHINESE}]+)", _part_of, "分之"),
    (r"(?<![過逾超大另])一半|(?<![過逾大])半數", fixed(50, Measure.SHARE)),
    # multiples
    (rf"{NUMBER}倍", digits(Measure.MULTIPLE), "倍"),
    (r"翻(?:了)?一?[番倍]|倍增|雙倍", fixed(2, Measure.MULTIPLE)),
    (rf"{_NUMERAL}倍", words(Measure.MULTIPLE, chinese_number), "倍"),
    # money, ordinals, numbers
    (rf"{CURRENCY}{NUMBER}{_SCALE}", digits(Measure.MONEY), "rmb|cny|hk|us|人民幣|港幣"),
    (rf"{NUMBER}{_SCALE}(?P<yuan>港元|美元|元)", digits(Measure.MONEY)),
    (
        rf"第(?P<w>\d+|[{CHINESE}]+)(?:至[{CHINESE}]|[、及或][{CHINESE}](?=[個項章節級期季]))?",
        words(Measure.ORDINAL, _read),
    ),
    (r"(?<=範[圍疇])(?P<w>[一二三](?:[、及和與]{1,2}[一二三](?![個項家名位份場次]))*)", _enumerated),
    (rf"(?<=前)(?P<w>[{CHINESE}])(?![{CHINESE}])", words(Measure.NUMBER, chinese_number)),
    (rf"{NUMBER}{_SCALE}", digits(Measure.NUMBER)),
    (
        rf"(?!百萬元|千[克瓦米卡])(?P<w>(?:[兩二三四五六七八九十百千]|一(?=[{CHINESE}]))[{CHINESE}]*)(?=[餘多]?(?:{_MEASURE_WORDS}))",
        words(Measure.NUMBER, chinese_number),
    ),
    (rf"(?P<w>[一兩二三四五六七八九十][{CHINESE}]*[萬億])", words(Measure.NUMBER, chinese_number)),
)
"""The forms, the most particular first."""

HINT = re.compile(rf"[\d{CHINESE}半翻倍雙]")
"""Whatever a text with a quantity holds."""
