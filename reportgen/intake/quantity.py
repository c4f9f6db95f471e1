"""A value as typed, brought to the metric's unit: what is certain is taken, what is not is asked about.

More than one reading is settled only by what rules the others out: the metric's range, whole numbers for what is
counted, or last year's value; and how it was settled is kept beside the value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from reportgen.intake.amounts import Amount, amount_in, bare
from reportgen.intake.measures import Measures
from reportgen.intake.saying import Fact, Told, UnreadableError, alternatives, told
from reportgen.intake.sheets import Populated
from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.unit import Style
from reportgen.model.words import Words

_SHOWN = 24
_TOO_LARGE = Decimal("1e18")
_NEAR = 5  # a reading within a fifth and five times last year's value
_FAR = 20  # a conversion that takes the value this far from last year's is doubted


@dataclass(frozen=True, slots=True)
class Asked:
    """What a value is asked for, and what is known about it."""

    metric: Metric
    project: Project
    measures: Measures
    before: Decimal | None = None

    @property
    def style(self) -> Style:
        """How the metric's unit is written."""
        return self.project.units[self.metric.unit].style

    @property
    def unit(self) -> Words:
        """The metric's unit in each language."""
        unit = self.project.units[self.metric.unit]
        words = self.metric.noun if unit.style is Style.COUNT and self.metric.noun else unit.label
        first = next(iter(words.values()), unit.id)
        return {"en": words.get("en", first), "zh-hant": words.get("zh-hant", first)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in the metric's unit; ``handed_as`` is what was typed where that is something else."""

    value: Decimal
    handed_as: str = ""
    remark: Told | None = None


def quantity_in(cell: Populated, unit: str, scale: Decimal | None, asked: Asked) -> Quantity:
    """Read a value.

    Args:
        cell: where it stands.
        unit: what the row says of its unit; it converts to the metric's.
        scale: what the row says of its scale.
        asked: the metric, its unit, and last year's value.

    Raises:
        UnreadableError: It holds no number, or one that can be read in more than one way.
    """
    if not isinstance(cell.value, str) or cell.formula or cell.error:
        number = _stored(cell, asked)
        if not isinstance(number, Quantity):
            return _with_unit(_finite(number * (scale or 1)), unit, asked)
        return number
    text = cell.value.strip()
    amount = _amount(text, asked)
    if amount.scaled and scale not in (None, Decimal(1)):
        raise UnreadableError(told("scale_twice", text=text))
    numbers = [_finite(number * (scale or 1)) for number in amount.numbers]
    if amount.words:
        numbers, unit = _beside(text, amount.words, numbers, unit, asked)
    factor = asked.measures.factor(unit, asked.metric) or Fraction(1)
    candidates = [plain(asked.measures.converted(number, factor)) for number in numbers]
    if amount.scaled and not amount.words and asked.measures.is_scaled(asked.metric):
        candidates += [plain(c / scale) for c in candidates if (scale := _scale_of(amount, text))]
        settled = _settled(text, candidates, asked, "two_scales")
    else:
        settled = _settled(text, candidates, asked, "two_ways")
    _doubt_unit(settled.value, factor, unit, asked)
    if settled.remark:
        return settled
    if factor != 1:
        number = numbers[candidates.index(settled.value)]
        return _converted(number, settled.value, unit, asked, text)
    if not (amount.scaled or amount.words or amount.percent or amount.bracketed):
        return settled  # digits that can be read in one way only need no word
    remark = told("taken_as", text=text, value=_grouped(settled.value), unit=asked.unit)
    return Quantity(settled.value, text, remark)


def plain(number: Decimal) -> Decimal:
    """The same number without zeros at its end and without an exponent."""
    if number == 0:
        return Decimal(0)
    number = number.normalize()
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else number


def _stored(cell: Populated, asked: Asked) -> Decimal | Quantity:
    """The number that a cell stores.

    A workbook stores binary fractions; the fifteen digits that a spreadsheet program shows are what was typed.
    """
    value = cell.value
    if cell.error:
        _refuse("error_value", error=cell.error)
    if cell.formula and value == "":
        _refuse("no_result")
    if isinstance(value, bool):
        _refuse("boolean", value=str(value).upper())
    if isinstance(value, date | time | timedelta):
        _refuse("date_value", value=str(value))
    if isinstance(value, str):
        _refuse("not_a_number", text=value.strip()[:_SHOWN])
    number = Decimal(format(value, ".15g"))
    if not cell.percent:
        return number
    if asked.style is not Style.PERCENT:
        _refuse("percent_format", value=f"{value:.15g}")
    seen = plain(number * 100)
    if abs(number) <= 1:
        return Quantity(seen, f"{seen:f}%", told("taken_as", text=f"{seen:f}%", value=seen, unit=asked.unit))
    settled = _settled(f"{seen:f}%", [seen, plain(number)], asked, "percent_doubt", seen=seen, value=number)
    return Quantity(settled.value, f"{seen:f}%", settled.remark)


def _amount(text: str, asked: Asked) -> Amount:
    if len(text) > _SHOWN and not amount_in(text, asked.measures.words):
        _refuse("too_long", text=text[:_SHOWN])
    amount = amount_in(text, asked.measures.words)
    if amount is None:
        _refuse("not_a_number", text=text[:_SHOWN])
    if amount.mark:
        _refuse("number_with_mark", text=text, number=f"{amount.numbers[0]:f}", mark=amount.mark)
    if amount.unclear:
        _refuse("unclear_scale", text=text, word=amount.unclear, unit=asked.unit)
    small = amount.bracketed and len(amount.numbers) == 1 and amount.numbers[0] > -21
    if small and amount.numbers[0] == amount.numbers[0].to_integral_value() and "." not in text:
        _refuse("a_bracket", text=text, number=f"{-amount.numbers[0]:f}")
    if amount.percent and asked.style is not Style.PERCENT:
        _refuse("percent_of_no_share", text=text, metric=asked.metric.id, unit=asked.unit)
    return amount


def _with_unit(number: Decimal, unit: str, asked: Asked) -> Quantity:
    factor = asked.measures.factor(unit, asked.metric) or Fraction(1)
    value = plain(asked.measures.converted(number, factor))
    if factor == 1:
        return Quantity(value)
    _doubt_unit(value, factor, unit, asked)
    return _converted(number, value, unit, asked)


def _converted(number: Decimal, value: Decimal, unit: str, asked: Asked, text: str = "") -> Quantity:
    shown = _grouped(number)
    remark = told("converted", value=shown, given=unit.strip(), converted=_grouped(value), unit=asked.unit)
    named = bool(text) and bare(text).endswith(bare(unit))
    return Quantity(value, text if named else f"{text or shown} {unit.strip()}", remark)


def _doubt_unit(value: Decimal, factor: Fraction, unit: str, asked: Asked) -> None:
    """Ask where a conversion makes of a value like last year's one that is far from it: the unit was mistaken."""
    if factor == 1 or not asked.before or not value:
        return
    unconverted = plain(asked.measures.converted(value, 1 / factor))
    if _within(unconverted, asked.before, _NEAR) and not _within(value, asked.before, _FAR):
        facts: dict[str, Fact] = {"value": _grouped(unconverted), "given": unit.strip(), "unit": asked.unit}
        _refuse("unit_denies_value", converted=_grouped(value), before=_grouped(asked.before), **facts)


def _beside(text: str, words: str, numbers: list[Decimal], unit: str, asked: Asked) -> tuple[list[Decimal], str]:
    """Numbers and unit, where words stand beside the digits."""
    measures, metric = asked.measures, asked.metric
    factor = measures.factor(words, metric)
    if factor is None:
        if bare(words) in measures.words:
            _refuse("unit_beside", text=text, word=words, metric=metric.id, unit=asked.unit)
        _refuse("not_a_number", text=text[:_SHOWN])
    row = measures.factor(unit, metric)
    if row is not None and row not in (1, factor):
        _refuse("unit_twice", text=text, unit=unit.strip())
    if asked.style is Style.MONEY and factor != 1:
        # "RMB 5.8" in a row of RMB million: the currency's sign may be no more than that.
        numbers = numbers + [plain(measures.converted(number, 1 / factor)) for number in numbers]
    return numbers, words


def _scale_of(amount: Amount, text: str) -> Decimal | None:
    digits = amount_in("".join(c for c in text if c.isdigit() or c in ".,"))
    return amount.numbers[0] / digits.numbers[0] if digits and digits.numbers[0] else None


def _settled(text: str, candidates: Iterable[Decimal], asked: Asked, question: str, **facts: Fact) -> Quantity:
    """The one candidate that can be meant.

    Raises:
        UnreadableError: More than one can.
    """
    readings = tuple(dict.fromkeys(candidates))
    if len(readings) == 1:
        return Quantity(readings[0])
    possible = [r for r in readings if _possible(r, asked)]
    if len(possible) == 1:
        other = alternatives(_grouped(r) for r in readings if r not in possible)
        remark = told("settled_by_range", text=text, value=_grouped(possible[0]), metric=asked.metric.id, other=other)
        return Quantity(possible[0], text, remark)
    shown = alternatives(_grouped(r) for r in (possible or readings))
    near = [r for r in possible if asked.before and _within(r, asked.before, _NEAR)]
    if len(near) == 1 and asked.before is not None:
        remark = told(
            "settled_by_last_year", text=text, value=_grouped(near[0]), readings=shown, before=_grouped(asked.before)
        )
        return Quantity(near[0], f"{text} (read with last year's {_grouped(asked.before)})", remark)
    raise UnreadableError(told(question, **{"text": text, "readings": shown, "unit": asked.unit, **facts}))


def _possible(value: Decimal, asked: Asked) -> bool:
    metric = asked.metric
    if asked.style in (Style.COUNT, Style.YEAR, Style.RANK) and value != value.to_integral_value():
        return False
    return (metric.low is None or value >= metric.low) and (metric.high is None or value <= metric.high)


def _within(value: Decimal, before: Decimal, times: int) -> bool:
    return bool(before) and Decimal(1) / times <= value / before <= times


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) >= _TOO_LARGE:
        _refuse("too_large", value=f"{number}")
    return plain(number)


def _grouped(value: Decimal) -> str:
    return f"{value:,f}"


def _refuse(message: str, **facts: Fact) -> NoReturn:
    raise UnreadableError(told(message, **facts))
