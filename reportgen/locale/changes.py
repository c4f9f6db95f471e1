"""Year-on-year changes in words: ``decreased by 2.2%``, ``下降2.2%``."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from reportgen.locale.amounts import Amounts, Wish
from reportgen.locale.digits import grouped
from reportgen.locale.scales import half_up
from reportgen.locale.vocabulary import Directions, Vocabulary
from reportgen.model.metric import Metric
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.unit import Unit

Measure = Literal["percent", "points", "absolute"]
"""Of what a change is: of the earlier value, of percentages, or of the values in their own unit."""

Form = Literal["verb", "noun", "amount"]
"""How a change is told: ``decreased by 2.2%``, ``a decrease of 2.2%``, ``2.2%``."""

_DECIMALS = 1


def check_asked(measure: str, form: str) -> None:
    """Refuse words that a writer mistyped.

    Raises:
        BrokenProjectError: No such measure or form; both are told at once.
    """
    problems = [
        Problem(f"a change has no {name} {given!r}", None, f"use one of {', '.join(known)}")
        for name, given, known in (("measure", measure, get_args(Measure)), ("form", form, get_args(Form)))
        if given not in known
    ]
    if problems:
        raise BrokenProjectError(problems)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a change is: rounded, in words, and what its directions are called."""

    value: Decimal
    text: str
    directions: Directions


def absolute(change: Decimal, metric: Metric, unit: Unit, decimals: int | None, amounts: Amounts) -> Size:
    """The size of a change in the metric's own unit."""
    amount = amounts.amount(abs(change), metric, unit, Wish(decimals=decimals))
    return Size(amount.value, amount.full, amounts.words.change.absolute)


def relative(change: Decimal, measure: Measure, decimals: int | None, words: Vocabulary) -> Size:
    """The size of a change in per cent or in percentage points; one decimal unless told otherwise."""
    size = half_up(abs(change), _DECIMALS if decimals is None else decimals)
    number = grouped(size, words)
    if measure == "percent":
        return Size(size, words.percent.format(n=number), words.change.relative)
    points = words.change.points
    form = points.get(words.locale.plural_form(size), points["other"])
    return Size(size, form.format(n=number), words.change.relative)


def told(size: Size, form: Form, words: Vocabulary, *, rising: bool) -> str:
    """A change in words; one that rounds to zero is no change."""
    if form == "amount":
        return size.text
    if size.value == 0:
        return words.change.unchanged if form == "verb" else words.change.unchanged_noun
    return _direction(size.directions, form, rising=rising).format(n=size.text)


def _direction(directions: Directions, form: Form, *, rising: bool) -> str:
    if form == "verb":
        return directions.up if rising else directions.down
    return directions.up_noun if rising else directions.down_noun
