"""A value with its scale and unit, in the parts that a sentence, a card or a range puts together."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.locale.digits import grouped, ungrouped
from reportgen.locale.scales import EXACT_ARITHMETIC, Rounding, Scaled, choose, half_up, in_scale
from reportgen.locale.vocabulary import Vocabulary
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.unit import Style, Unit
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class Wish:
    """What a writer asks of a printed value.

    Attributes:
        decimals: digits after the point of the printed number; ``None`` leaves it to the metric.
        scale: ``None`` leaves it to the metric; ``plain``, ``auto``, or the name of a scale of the language.
        words: whether one to ten, and first to tenth, are written as words.
        up_to: whether a rank is the lower end of the top places.
        sign: whether a percentage carries its sign.
    """

    decimals: int | None = None
    scale: str | None = None
    words: bool = False
    up_to: bool = False
    sign: bool = True


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed value in parts: ``before`` + ``number`` + ``scale`` + ``gap`` + ``unit``.

    ``value`` is the rounded number that stands there.
    """

    value: Decimal
    number: str
    before: str = ""
    scale: str = ""
    gap: str = ""
    unit: str = ""

    @property
    def bare(self) -> str:
        """The number with its scale, without currency and unit."""
        return self.number + self.scale

    @property
    def large(self) -> str:
        """What a card sets large: everything but the unit."""
        return self.before + self.bare

    @property
    def full(self) -> str:
        """Everything."""
        return self.large + (self.gap + self.unit if self.unit else "")


class Amounts:
    """Writes values in one language."""

    def __init__(self, language: str, words: Vocabulary) -> None:
        self._language = language
        self.words = words

    def amount(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        """Write a value of the metric by its unit's style.

        Raises:
            BrokenProjectError: The language has no such scale, no such currency, or no name for the unit.
        """
        writers: Mapping[Style, Callable[[Decimal, Metric, Unit, Wish], Amount]] = {
            Style.PLAIN: self._plain,
            Style.COUNT: self._count,
            Style.PERCENT: self._percent,
            Style.MONEY: self._money,
            Style.YEAR: self._year,
            Style.RANK: self._rank,
            Style.RATIO: self._ratio,
        }
        return writers[unit.style](value, metric, unit, wish)

    def unit_name(self, metric: Metric, unit: Unit) -> str:
        """Name of the unit as in a table's column: the noun for counts, the label otherwise."""
        noun = metric.noun if unit.style is Style.COUNT else None
        return _chemistry(self._say(noun or unit.label, f"unit of {metric.id}"))

    # --- one writer a style ----------------------------------------------------------------------

    def _plain(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        factor, label = _leading_number(self.unit_name(metric, unit))
        scaled = self._scaled(value, factor, metric, wish, by_size=metric.scale > 0)
        return self._with_unit(scaled, label, wish)

    def _count(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        scaled = self._scaled(value, Decimal(1), metric, wish, by_size=metric.scale > 0)
        return self._with_unit(scaled, self.unit_name(metric, unit), wish)

    def _money(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        money = self.words.money.get(unit.base)
        if money is None:
            what = f"currency {unit.base!r} of {metric.id} has no words in {self._language}"
            raise BrokenProjectError([Problem(what, metric.at, f"use one of {', '.join(sorted(self.words.money))}")])
        scaled = self._scaled(value, unit.factor, metric, wish, by_size=True)
        return replace(self._written(scaled), before=money.before, unit=money.after)

    def _percent(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        number = self._rounding(metric, wish).apply(value)
        digits = grouped(number, self.words)
        return Amount(number, self.words.percent.format(n=digits) if wish.sign else digits)

    def _ratio(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        number = self._rounding(metric, wish).apply(value)
        return Amount(number, grouped(number, self.words))

    def _year(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        number = half_up(value, 0)
        return Amount(number, ungrouped(number, self.words), unit=self.words.year_unit)

    def _rank(self, value: Decimal, metric: Metric, unit: Unit, wish: Wish) -> Amount:
        number = half_up(value, 0)
        words, rank = self.words, self.words.rank
        noun = self._say(metric.noun, f"noun of {metric.id}") if metric.noun else rank.noun
        if wish.up_to:
            cardinal = self._cardinal(number) if wish.words else None
            top = rank.top.format(n=cardinal or grouped(number, words))
            return Amount(number, top, gap=words.gap, unit=noun)
        ordinal = _word(words.numerals.ordinal, number) if wish.words else None
        if ordinal is not None:
            return Amount(number, ordinal)
        form = rank.forms.get(words.locale.ordinal_form(number), rank.forms["other"])
        return Amount(number, form.format(n=grouped(number, words)), gap=words.gap, unit=noun)

    # --- what the styles share -------------------------------------------------------------------

    def _scaled(self, value: Decimal, factor: Decimal, metric: Metric, wish: Wish, *, by_size: bool) -> Scaled:
        """Convert to units of one, then round and scale as wished.

        Where the writer names no decimals, a scaled number shows every digit of what a table would show, so that
        sentence and table agree; only ``auto`` rounds further, and rounds the exact value.
        """
        name = wish.scale if wish.scale is not None else ("by size" if by_size else "plain")
        if wish.decimals is None and name != "auto":
            value = Rounding(metric.decimals).apply(value)
        base = value if factor == 1 else EXACT_ARITHMETIC.multiply(value, factor)
        plain = self._plain_rounding(factor, metric, wish)
        scaled = Rounding(wish.decimals, trim=wish.decimals is None)
        if name == "plain":
            return Scaled(plain.apply(base), None)
        if name == "auto":
            rounding = scaled if wish.decimals is not None else Rounding(self.words.auto_decimals, trim=True)
            return choose(base, self.words.ladder, plain, rounding)
        if name == "by size":
            return choose(base, self.words.ladder, plain, scaled)
        scale = self.words.all_scales.get(name)
        if scale is None:
            known = ", ".join(["plain", "auto", *self.words.all_scales])
            problem = Problem(f"scale {name!r} is not one of {self._language}", None, f"use one of {known}")
            raise BrokenProjectError([problem])
        return in_scale(base, scale, scaled)

    def _plain_rounding(self, factor: Decimal, metric: Metric, wish: Wish) -> Rounding:
        """The metric's decimals belong to its own unit: a converted value shows what digits it has."""
        if factor == 1:
            return self._rounding(metric, wish)
        return Rounding(wish.decimals, trim=wish.decimals is None)

    def _rounding(self, metric: Metric, wish: Wish) -> Rounding:
        return Rounding(wish.decimals if wish.decimals is not None else metric.decimals)

    def _written(self, scaled: Scaled) -> Amount:
        word = self.words.gap + scaled.scale.word if scaled.scale else ""
        return Amount(scaled.number, grouped(scaled.number, self.words), scale=word)

    def _with_unit(self, scaled: Scaled, label: str, wish: Wish) -> Amount:
        written = self._written(scaled)
        singular = scaled.scale is None and self.words.locale.plural_form(abs(scaled.number)) == "one"
        if wish.words and scaled.scale is None:
            written = replace(written, number=self._cardinal(scaled.number) or written.number)
        sentence = label.replace(" / ", self.words.per)
        unit = _singular(sentence, self.words.per, self.words.singular) if singular else sentence
        return replace(written, gap=self.words.gap, unit=unit)

    def _cardinal(self, number: Decimal) -> str | None:
        return _word(self.words.numerals.cardinal, number)

    def _say(self, text: Words, what: str) -> str:
        if self._language not in text:
            raise BrokenProjectError(
                [Problem(f"{what} has no {self._language} name", None, "add it to its definition")]
            )
        return text[self._language]

    def qualified(self, text: str, qualifier: Qualifier) -> str:
        """Put the qualifier's words around a text: ``over 1 billion people``."""
        return text if qualifier is Qualifier.EXACT else self.words.qualifiers[qualifier.value].format(n=text)


def _word(words: list[str], number: Decimal) -> str | None:
    """The word of a whole number from one to ten, or ``None``."""
    whole = number == number.to_integral_value() and 1 <= number <= len(words)
    return words[int(number) - 1] if whole else None


def _chemistry(label: str) -> str:
    return label.replace("CO2", "CO₂")


def _leading_number(label: str) -> tuple[Decimal, str]:
    """Split a label that begins with a number, which no sentence can put behind another number.

    ``10,000 square metres`` is a unit in a table's column; 154 of them are 1,540,000 square metres.
    """
    match = re.fullmatch(r"(\d[\d,]*) (.+)", label)
    return (Decimal(match[1].replace(",", "")), match[2]) if match else (Decimal(1), label)


def _singular(label: str, per: str, forms: Mapping[str, str]) -> str:
    """The label after the number one: its first word that has a singular, before any ``per``."""
    head, separator, rest = label.partition(per)
    tokens = head.split(" ")
    for position, token in enumerate(tokens):
        if token in forms:
            tokens[position] = forms[token]
            break
    return " ".join(tokens) + separator + rest
