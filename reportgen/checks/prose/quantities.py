"""Quantities in a text of either language, typed or printed: value, kind and qualifier.

Scales are undone (5.7億 and 570 million are one value), and so is the way of writing (三成, 30%, three in ten).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from reportgen.checks.prose.lexicon import Lexicon, lexicon
from reportgen.checks.prose.numerals import CHINESE, ENGLISH, chinese_number, english_number
from reportgen.model.metric import Qualifier
from reportgen.model.words import is_chinese


class Measure(StrEnum):
    """What kind of quantity a number tells."""

    NUMBER = "number"
    SHARE = "share"  # in per cent
    POINTS = "points"
    MONEY = "money"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity found in a text.

    Attributes:
        start, end: where its number stands, with sign, scale and currency, without qualifier and unit.
        value: in units of one; a share in per cent.
        measure: its kind.
        decimals: digits printed behind the point.
        step: what one unit of the last printed digit is worth; zero for words.
        digits: whether it is written in digits.
        currency: of money, ``rmb``, ``hkd`` or ``usd``.
        qualifier: of the words right before or behind it.
    """

    start: int
    end: int
    text: str
    value: Decimal
    measure: Measure
    decimals: int = 0
    step: Decimal = Decimal(0)
    digits: bool = True
    currency: str = ""
    qualifier: Qualifier = Qualifier.EXACT


_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_NUMBER = r"(?<![\d.])(?<!\d,)(?P<sign>[-−])?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d])"
_SCALES = {"千": 3, "萬": 4, "億": 8, "萬億": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ZH_SCALE = r"(?P<scale>萬億|億|萬)?"
_EN_SCALE = r"(?:[ \u00a0](?P<scale>thousand|million|billion|trillion)\b)?"
_ZH_NUMERAL = rf"(?P<w>[{CHINESE}]+)"
_EN_NUMERAL = rf"(?P<w>(?<![\w-]){ENGLISH}(?!\w))"
_CURRENCIES = {
    "RMB": "rmb", "CNY": "rmb", "人民幣": "rmb", "HK$": "hkd", "HKD": "hkd", "港幣": "hkd", "US$": "usd", "USD": "usd",
}  # fmt: skip
_CURRENCY = r"(?P<cur>RMB|CNY|HK\$|HKD|US\$|USD|人民幣|港幣)[ \u00a0]?"
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("January February March April May June July August September October November December").split(),
        1,
    )
}
_MONTH = "|".join(_MONTHS)
_ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
          "tenth": 10, "tenths": 10}  # fmt: skip
_TIMES = {"double": 2, "doubled": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3, "quadrupled": 4}
_MEASURE_WORDS = (
    "個|項|家|名|位|份|年|天|場|次|層|條|套|間|宗|所|種|類|座|支|戶|台|人|元|噸|週|周|歲|件|輛|棵|篇|頁|屆|畝|升|克|米"
    "|小時|分鐘|課時|公里|公斤|公頃|平方|立方|兆瓦|千瓦|大|方面|級|輪|期|隻|部|批|步|環|點|倍|星(?!堆)"
)
_DAY_MONTH = rf"(?P<m>{_MONTH})"
_A_YEAR = r"(?P<y>(?:19|20)\d\d)"

Build = Callable[[re.Match[str]], Iterator[Quantity]]


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; a part of the text belongs to one quantity at most."""
    words = lexicon(language)
    if words is None:
        return ()
    chinese = is_chinese(language)
    rest = text.translate(_WIDE)
    found: list[Quantity] = []
    if not (_CHINESE_HINT if chinese else _ENGLISH_HINT).search(rest):
        return ()
    any_digit = _DIGIT.search(rest) is not None
    for pattern, build, needs_digit in _CHINESE_FORMS if chinese else _ENGLISH_FORMS:
        if needs_digit and not any_digit:
            continue
        matches = list(pattern.finditer(rest))
        for match in matches:
            found.extend(build(match))
            rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    return tuple(_qualified(q, text, words) for q in sorted(found, key=lambda q: q.start))


def _qualified(quantity: Quantity, text: str, words: Lexicon) -> Quantity:
    found = words.qualifier_before(text, quantity.start) or words.qualifier_after(text, quantity.end)
    return replace(quantity, qualifier=found[0]) if found else quantity


def _of(
    match: re.Match[str], value: Decimal | int, measure: Measure, *, digits: bool = True, group: str | int = 0
) -> Quantity:
    return Quantity(match.start(group), match.end(group), match[group], Decimal(value), measure, digits=digits)


def _in_digits(match: re.Match[str], measure: Measure) -> Iterator[Quantity]:
    groups = match.groupdict()
    number = match["n"].replace(",", "")
    power = _SCALES.get(groups.get("scale") or "", 0)
    decimals = len(number.partition(".")[2])
    value = Decimal(number).scaleb(power) * (-1 if groups.get("sign") else 1)
    currency = _CURRENCIES.get(groups.get("cur") or "", "") or {"港元": "hkd", "美元": "usd", "元": "rmb"}.get(
        groups.get("yuan") or "", ""
    )
    yield Quantity(
        match.start(), match.end(), match[0], value, measure, decimals, Decimal(1).scaleb(power - decimals),
        currency=currency,
    )  # fmt: skip


def _digits(measure: Measure) -> Build:
    return lambda match: _in_digits(match, measure)


def _words(measure: Measure, read: Callable[[str], Decimal | None], times: int = 1) -> Build:
    def build(match: re.Match[str]) -> Iterator[Quantity]:
        value = read(match["w"])
        if value is not None:
            yield _of(match, value * times, measure, digits=False)

    return build


def _fixed(value: Decimal | int, measure: Measure) -> Build:
    def build(match: re.Match[str]) -> Iterator[Quantity]:
        yield _of(match, value, measure, digits=False)

    return build


def _read(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else chinese_number(text)


def _chinese_date(match: re.Match[str]) -> Iterator[Quantity]:
    for group, measure in (("y", Measure.YEAR), ("m", Measure.MONTH), ("d", Measure.DAY)):
        told = match.groupdict().get(group)
        value = _read(told) if told else None
        if value is not None:
            yield _of(match, value, measure, digits=match[group].isdigit(), group=group)


def _english_date(match: re.Match[str]) -> Iterator[Quantity]:
    for group, measure in (("d", Measure.DAY), ("m", Measure.MONTH), ("y", Measure.YEAR)):
        told = match.groupdict().get(group)
        if told:
            yield _of(match, _MONTHS[told] if group == "m" else int(told), measure, group=group)


def _years(match: re.Match[str]) -> Iterator[Quantity]:
    yield _of(match, int(match["y"]), Measure.YEAR, group="y")
    behind = match.groupdict().get("z")
    if behind:
        full = behind if len(behind) == 4 else match["y"][:2] + behind
        yield _of(match, int(full), Measure.YEAR, group="z")


def _tenths(match: re.Match[str]) -> Iterator[Quantity]:
    value = chinese_number(match["w"])
    if value is not None and value <= 10:
        behind = match["b"]
        more = Decimal(5) if behind == "半" else (chinese_number(behind) or Decimal(0)) if behind else Decimal(0)
        yield _of(match, value * 10 + more, Measure.SHARE, digits=False)


def _part_of(match: re.Match[str]) -> Iterator[Quantity]:
    whole, part = chinese_number(match["whole"]), chinese_number(match["part"])
    if whole and part is not None:
        yield _of(match, part / whole * 100, Measure.SHARE, digits=False)


def _english_part(match: re.Match[str]) -> Iterator[Quantity]:
    count = match.groupdict().get("w")
    number = Decimal(1) if count in (None, "a", "an", "A", "one") else english_number(str(count).strip())
    if number is not None:
        yield _of(match, number / _PARTS[match["p"].lower()] * 100, Measure.SHARE, digits=False)


def _one_in(match: re.Match[str]) -> Iterator[Quantity]:
    part, whole = english_number(match["w"]), english_number(match["v"])
    if part is not None and whole:
        yield _of(match, part / whole * 100, Measure.SHARE, digits=False)


def _ordinal_word(match: re.Match[str]) -> Iterator[Quantity]:
    yield _of(match, _ORDINALS[match["o"].lower()], Measure.ORDINAL, digits=False)


def _times_word(match: re.Match[str]) -> Iterator[Quantity]:
    yield _of(match, _TIMES[match["t"].lower()], Measure.MULTIPLE, digits=False)


def _enumerated(match: re.Match[str]) -> Iterator[Quantity]:
    for offset, letter in enumerate(match["w"]):
        value = chinese_number(letter)
        if value is not None:
            start = match.start("w") + offset
            yield Quantity(start, start + 1, letter, value, Measure.NUMBER, digits=False)


def _forms(*rows: tuple[str, Build]) -> tuple[tuple[re.Pattern[str], Build, bool], ...]:
    """Patterns in the order in which they are tried; the last value says that only a text with digits can match."""
    return tuple((re.compile(pattern, re.IGNORECASE), build, "(?P<n>" in pattern) for pattern, build in rows)


_DIGIT = re.compile(r"\d")
_CHINESE_HINT = re.compile(rf"[\d{CHINESE}半翻倍雙]")
_ENGLISH_HINT = re.compile(
    rf"\d|\b(?:{_MONTH}|{'|'.join(_ORDINALS)}|{'|'.join(_PARTS)}|{'|'.join(_TIMES)}|halved|dozen|decade|{ENGLISH})\b",
    re.IGNORECASE,
)


_ZH_NUM = rf"[{CHINESE}]{{1,3}}"
_ZH_YEAR = r"[一二][零〇○一二三四五六七八九]{3}"
_CHINESE_FORMS = _forms(
    (r"https?://\S+|三位一體|第三[方者人]|三農|一帶一路|百家|十分(?!之)|萬象|百年樹人|千家萬戶", lambda _: iter(())),
    # years and dates
    (r"(?<!\d)(?P<y>(?:19|20)\d\d)年?(?:[–—/至-]|[、及和與](?=\d{4}年))(?P<z>20\d\d|\d\d)(?=年)", _years),
    (
        rf"(?<!\d)(?P<y>(?:19|20)\d\d|{_ZH_YEAR})年(?:(?P<m>\d{{1,2}}|{_ZH_NUM})月(?:(?P<d>\d{{1,2}}|{_ZH_NUM})日)?)?",
        _chinese_date,
    ),
    (r"(?P<m>(?<!\d)\d{1,2})月(?:(?P<d>\d{1,2})日)?", _chinese_date),
    (rf"(?<![{CHINESE}])(?P<m>[一二三四五六七八九十]{{1,2}})月(?:(?P<d>{_ZH_NUM})日)?", _chinese_date),
    (r"(?<![\dA-Za-z,.-])(?P<y>(?:19|20)\d\d)(?![\d,.%A-Za-z])(?![個項家名位份場次人元噸件])", _years),
    # names that mix letters and digits
    (r"(?<![A-Za-z0-9])(?:(?!RMB|HKD|USD|CNY)[A-Za-z])[A-Za-z/.+ -]{0,5}\d[A-Za-z0-9.:/()+-]*(?:[、及和與][\d][\d.:/-]{3,})*|(?<![\d.])\d+[A-Z][A-Za-z]?\d*(?![a-z])", lambda _: iter(())),
    # shares
    (rf"百分之(?:{_NUMBER})", _digits(Measure.SHARE)),
    (rf"百分之{_ZH_NUMERAL}(?!點)", _words(Measure.SHARE, chinese_number)),
    (rf"{_NUMBER}(?=個?百分點)", _digits(Measure.POINTS)),
    (rf"{_ZH_NUMERAL}個百分點", _words(Measure.POINTS, chinese_number)),
    (rf"{_NUMBER}%", _digits(Measure.SHARE)),
    (rf"{_NUMBER}成(?![為本立果員就效功長])", lambda m: (replace(q, value=q.value * 10, step=q.step * 10)
                                                for q in _in_digits(m, Measure.SHARE))),
    (rf"(?P<w>[一兩二三四五六七八九])成(?P<b>[半一二三四五六七八九])?(?![為本立果員就效功長])", _tenths),
    (rf"(?P<whole>[{CHINESE}]+)分之(?P<part>[{CHINESE}]+)", _part_of),
    (r"(?<![過逾超大另])一半|(?<![過逾大])半數", _fixed(50, Measure.SHARE)),
    # multiples
    (rf"{_NUMBER}倍", _digits(Measure.MULTIPLE)),
    (r"翻(?:了)?一?[番倍]|倍增|雙倍", _fixed(2, Measure.MULTIPLE)),
    (rf"{_ZH_NUMERAL}倍", _words(Measure.MULTIPLE, chinese_number)),
    # money, ordinals, numbers
    (rf"{_CURRENCY}{_NUMBER}{_ZH_SCALE}", _digits(Measure.MONEY)),
    (rf"{_NUMBER}{_ZH_SCALE}(?P<yuan>港元|美元|元)", _digits(Measure.MONEY)),
    (rf"第(?P<w>\d+|[{CHINESE}]+)(?:至[{CHINESE}]|[、及或][{CHINESE}](?=[個項章節級期季]))?", _words(Measure.ORDINAL, _read)),
    (r"(?<=範[圍疇])(?P<w>[一二三](?:[、及和與]{1,2}[一二三](?![個項家名位份場次]))*)", _enumerated),
    (rf"(?<=前)(?P<w>[{CHINESE}])(?![{CHINESE}])", _words(Measure.NUMBER, chinese_number)),
    (rf"{_NUMBER}{_ZH_SCALE}", _digits(Measure.NUMBER)),
    (rf"(?P<w>(?:[兩二三四五六七八九十百千]|一(?=[{CHINESE}]))[{CHINESE}]*)(?=[餘多]?(?:{_MEASURE_WORDS}))",
     _words(Measure.NUMBER, chinese_number)),
    (rf"(?P<w>[一兩二三四五六七八九十][{CHINESE}]*[萬億])", _words(Measure.NUMBER, chinese_number)),
)  # fmt: skip
_ENGLISH_FORMS = _forms(
    (r"https?://\S+", lambda _: iter(())),
    # years and dates
    (rf"(?<!\d)(?P<d>\d{{1,2}})[ \u00a0]{_DAY_MONTH}(?:[ \u00a0]{_A_YEAR})?", _english_date),
    (rf"\b{_DAY_MONTH}[ \u00a0](?P<d>\d{{1,2}})\b(?:,?[ \u00a0]{_A_YEAR})?", _english_date),
    (rf"\b{_DAY_MONTH}[ \u00a0]{_A_YEAR}\b", _english_date),
    (rf"(?<=\bin )(?-i:{_DAY_MONTH})\b|\b(?-i:(?P<m2>January|February|April|June|July|August|September|October|November|December))\b",
     lambda m: iter((_of(m, _MONTHS[m[0].capitalize()], Measure.MONTH),))),
    (rf"(?<![\w,.-])(?:FY)?{_A_YEAR}(?:[–—/-](?P<z>20\d\d|\d\d))?(?![\d%]|[.,]\d)\b", _years),
    # names that mix letters and digits
    (r"(?-i:\b(?!(?:RMB|HKD|USD|CNY)[ \u00a0]?\d)(?:[A-Z]{2,}(?:/[A-Z])?[ -](?=[A-Z]*[ -]?\d)[A-Z]*[ -]?|[A-Za-z][A-Za-z0-9.+/-]*)\d[\w.:/()+-]*(?:(?:, | and |/)\d[\d.:/-]{3,})*)|\b(?:24/7|7[x×]24)\b|(?-i:(?<![\d.])\d+[A-Z][A-Za-z]?\d*\b)",
     lambda _: iter(())),
    # shares
    (rf"{_NUMBER}(?=[ \u00a0]percentage[ \u00a0]points?)", _digits(Measure.POINTS)),
    (rf"{_EN_NUMERAL}(?=[ \u00a0]percentage[ \u00a0]points?)", _words(Measure.POINTS, english_number)),
    (rf"{_NUMBER}(?:%|[ \u00a0]per[ \u00a0]?cent\b)", _digits(Measure.SHARE)),
    (rf"{_EN_NUMERAL}[ \u00a0]per[ \u00a0]?cent\b", _words(Measure.SHARE, english_number)),
    (rf"(?P<w>(?<![\w-]){ENGLISH})(?: in | out of )(?P<v>{ENGLISH})\b", _one_in),
    (r"(?<!first )(?<!second )(?<!latter )(?<!other )\b(?:(?P<w>one|an?)[ -])?(?P<p>half)\b(?![- ]year)", _english_part),
    (rf"(?P<w>(?<![\w-])(?:{ENGLISH}|an?))[ -](?P<p>thirds?|quarters?|fifths?|tenths?)\b(?![ -]part)(?! of (?:the )?year)",
     _english_part),
    # multiples
    (rf"\b(?P<t>{'|'.join(_TIMES)})\b(?![- ](?:check|click|side))", _times_word),
    (r"\bhalved\b", _fixed(Decimal("0.5"), Measure.MULTIPLE)),
    (rf"{_NUMBER}(?=[ \u00a0]times\b|-fold)", _digits(Measure.MULTIPLE)),
    (rf"(?P<w>(?<![\w-]){ENGLISH})(?= times\b|-?fold\b)", _words(Measure.MULTIPLE, english_number)),
    # money, ordinals, numbers
    (rf"{_CURRENCY}{_NUMBER}{_EN_SCALE}", _digits(Measure.MONEY)),
    (r"(?<![\d.])(?P<n>\d+)(?:st|nd|rd|th)\b", _digits(Measure.ORDINAL)),
    (rf"\b(?P<o>{'|'.join(_ORDINALS)})\b(?![- ](?:part(?:y|ies)|person|hand|half))", _ordinal_word),
    (rf"{_NUMBER}{_EN_SCALE}", _digits(Measure.NUMBER)),
    (r"(?:\ba )?\bdozen\b", _fixed(12, Measure.NUMBER)),
    (r"\bdecade\b", _fixed(10, Measure.NUMBER)),
    (_EN_NUMERAL, _words(Measure.NUMBER, english_number)),
)  # fmt: skip
