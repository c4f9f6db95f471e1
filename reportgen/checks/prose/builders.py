"""How a match of a pattern becomes a quantity; shared by the forms of all languages."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from reportgen.checks.prose.quantity import Measure, Quantity

Build = Callable[[re.Match[str]], Iterator[Quantity]]
"""Makes quantities of a match; none where the text only looks like a quantity."""

Forms = tuple[tuple[re.Pattern[str], Build, bool, tuple[str, ...]], ...]
"""Patterns in the order in which they are tried; whether only a text with digits can match, and small letters of which
every matching text has some, so that most texts need not be searched.
"""

NUMBER = r"(?<![\d.])(?<!\d,)(?:(?<!\w)(?P<sign>[-−]))?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
CURRENCY = r"(?P<cur>RMB|CNY|HK\$|HKD|US\$|USD|人民幣|港幣)[ \u00a0]?"

_SCALES = {"萬": 4, "億": 8, "萬億": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_CURRENCIES = {
    "RMB": "rmb",
    "CNY": "rmb",
    "人民幣": "rmb",
    "元": "rmb",
    "HK$": "hkd",
    "HKD": "hkd",
    "港幣": "hkd",
    "港元": "hkd",
    "US$": "usd",
    "USD": "usd",
    "美元": "usd",
}


def forms(*rows: tuple[str, Build] | tuple[str, Build, str]) -> Forms:
    """Compile patterns; the third value of a row names, with | between, what a matching text holds."""
    return tuple(
        (
            re.compile(row[0], re.IGNORECASE),
            row[1],
            "(?P<n>" in row[0],
            tuple(row[2].split("|")) if len(row) > 2 else (),
        )
        for row in rows
    )


def nothing(_: re.Match[str]) -> Iterator[Quantity]:
    """No quantity: the text is a name or an address."""
    return iter(())


def quantity_of(
    match: re.Match[str], value: Decimal | int, measure: Measure, *, digits: bool = True, group: str | int = 0
) -> Quantity:
    """A quantity of the whole match, or of one group of it."""
    return Quantity(match.start(group), match.end(group), match[group], Decimal(value), measure, digits=digits)


def in_digits(match: re.Match[str], measure: Measure) -> Iterator[Quantity]:
    """A quantity written in digits, with its scale and currency."""
    groups = match.groupdict()
    number = match["n"].replace(",", "")
    power = _SCALES.get(groups.get("scale") or "", 0)
    decimals = len(number.partition(".")[2])
    value = Decimal(number).scaleb(power) * (-1 if groups.get("sign") else 1)
    currency = _CURRENCIES.get(groups.get("cur") or groups.get("yuan") or "", "")
    yield Quantity(
        match.start(), match.end(), match[0], value, measure, decimals, Decimal(1).scaleb(power - decimals),
        currency=currency,
    )  # fmt: skip


def digits(measure: Measure) -> Build:
    """Builds a quantity of group ``n``."""
    return lambda match: in_digits(match, measure)


def words(measure: Measure, read: Callable[[str], Decimal | None]) -> Build:
    """Builds a quantity of the number in words in group ``w``."""

    def build(match: re.Match[str]) -> Iterator[Quantity]:
        value = read(match["w"])
        if value is not None:
            yield quantity_of(match, value, measure, digits=False)

    return build


def fixed(value: Decimal | int, measure: Measure) -> Build:
    """Builds the same quantity for every match."""

    def build(match: re.Match[str]) -> Iterator[Quantity]:
        yield quantity_of(match, value, measure, digits=False)

    return build


def years(match: re.Match[str]) -> Iterator[Quantity]:
    """A year, and the year behind a dash."""
    yield quantity_of(match, int(match["y"]), Measure.YEAR, group="y")
    behind = match.groupdict().get("z")
    if behind:
        full = behind if len(behind) == 4 else match["y"][:2] + behind
        yield quantity_of(match, int(full), Measure.YEAR, group="z")
