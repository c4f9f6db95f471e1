"""A language's words, read from ``words/<language>.toml`` and validated whole.

A language is one file: whoever adds ``words/fr.toml`` has added French.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Annotated, Self

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from reportgen.locale.scales import Scale
from reportgen.model.metric import Qualifier
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem

_FOLDER = "words"


def holes(text: str) -> frozenset[str]:
    """The names between braces in a text, e.g. ``{"n"}`` for ``"over {n}"``."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _with(*names: str) -> AfterValidator:
    def check(text: str) -> str:
        if holes(text) != frozenset(names):
            raise ValueError(
                f"{text!r} must hold " + " and ".join(f"{{{name}}}" for name in names) + " and no other hole"
            )
        return text

    return AfterValidator(check)


def _with_other(forms: dict[str, str]) -> dict[str, str]:
    if "other" not in forms:
        raise ValueError("the form 'other' is missing")
    return forms


Around = Annotated[str, _with("n")]
Between = Annotated[str, _with("low", "high")]
Forms = Annotated[dict[str, Around], AfterValidator(_with_other)]
"""A text for each plural category of the language, as CLDR names them: one, two, few, many, other."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ScaleWord(_Table):
    """``[[scales]]``: a scale's name for writers, its power of ten and its word."""

    name: str
    power: int = Field(gt=0)
    word: str
    automatic: bool = True


class Numerals(_Table):
    """``[numerals]``: the words of one to ten."""

    cardinal: list[str] = Field(min_length=10, max_length=10)
    ordinal: list[str] = Field(min_length=10, max_length=10)


class Rank(_Table):
    """``[rank]``: a place in a ranking; ``noun`` is what follows unless the metric has its own."""

    forms: Forms
    noun: str
    top: Around


class Money(_Table):
    """``[money.<unit>]``: what stands before and after an amount of a currency."""

    before: str
    after: str


class Range(_Table):
    """``[range]``: ``closed`` between bare numbers, ``open`` between texts with their own units or signs."""

    closed: Between
    open: Between


class Directions(_Table):
    """What a rise and a fall are called, as verb and as noun."""

    up: Around
    down: Around
    up_noun: Around
    down_noun: Around


class Change(_Table):
    """``[change]``: words for year-on-year changes."""

    unchanged: str
    unchanged_noun: str
    points: Forms
    relative: Directions
    absolute: Directions


class PeriodLabel(_Table):
    """``[[dates.labels]]``: how a period that is no date is called; ``{0}`` is the form's first group."""

    form: str
    text: str

    @model_validator(mode="after")
    def _groups(self) -> Self:
        count = re.compile(self.form).groups
        if holes(self.text) != {str(i) for i in range(count)}:
            raise ValueError(f"{self.text!r} must use each of the {count} groups of {self.form!r}")
        return self


class Dates(_Table):
    """``[dates]``: patterns as Babel understands them (day, month), and texts around years."""

    day: str
    month: str
    quarter: str
    month_alone: str
    year_end: Around
    cumulative: Around
    target: Around
    range: Between
    years: Between
    months: Annotated[str, _with("low", "high", "year")]
    labels: list[PeriodLabel]


class Vocabulary(_Table):
    """All words of a language. Comments in the files say what each is for."""

    babel: str
    gap: str
    per: str
    nil: str
    percent: Around
    year: Around
    year_unit: str
    auto_decimals: int = Field(ge=0)
    qualifiers: dict[str, Around]
    scales: list[ScaleWord]
    numerals: Numerals
    rank: Rank
    money: dict[str, Money]
    singular: dict[str, str]
    range: Range
    change: Change
    dates: Dates
    ui: dict[str, str]

    @field_validator("babel")
    @classmethod
    def _known_to_babel(cls, name: str) -> str:
        try:
            Locale.parse(name)
        except (UnknownLocaleError, ValueError) as error:
            raise ValueError(f"Babel has no locale {name!r}") from error
        return name

    @field_validator("qualifiers")
    @classmethod
    def _every_qualifier(cls, words: dict[str, str]) -> dict[str, str]:
        wanted = {q.value for q in Qualifier if q is not Qualifier.EXACT}
        if words.keys() != wanted:
            raise ValueError(f"these need a text, and no others: {', '.join(sorted(wanted))}")
        return words

    @field_validator("scales")
    @classmethod
    def _rising(cls, words: list[ScaleWord]) -> list[ScaleWord]:
        powers = [scale.power for scale in words]
        if powers != sorted(set(powers)):
            raise ValueError("scales stand from small to large, each power once")
        return words

    @property
    def locale(self) -> Locale:
        """Babel's locale."""
        return Locale.parse(self.babel)

    @property
    def all_scales(self) -> Mapping[str, Scale]:
        """The scales by the names that writers use."""
        return {s.name: Scale(s.name, s.power, s.word, s.automatic) for s in self.scales}

    @property
    def ladder(self) -> tuple[Scale, ...]:
        """The scales that the size of a number may choose, from small to large."""
        return tuple(scale for scale in self.all_scales.values() if scale.automatic)


def languages() -> tuple[str, ...]:
    """The languages that have a file of words, in alphabetical order."""
    names = (entry.name for entry in (files("reportgen.locale") / _FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language.

    Raises:
        BrokenProjectError: No file for the language, or the file is wrong; all its problems at once.
    """
    if language not in languages():
        known = ", ".join(languages())
        problem = Problem(f"language {language!r} is not known", None, f"use one of {known}, or add its file of words")
        raise BrokenProjectError([problem])
    path = f"reportgen/locale/{_FOLDER}/{language}.toml"
    return parse((files("reportgen.locale") / _FOLDER / f"{language}.toml").read_text(encoding="utf-8"), path)


def parse(text: str, path: str) -> Vocabulary:
    """Read and validate a file of words.

    Raises:
        BrokenProjectError: The text is no TOML, or words are missing, unknown or without their holes.
    """
    place = Place(path)
    try:
        return Vocabulary.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BrokenProjectError([Problem(f"not valid TOML: {error}", place, "correct the line")]) from error
    except ValidationError as error:
        raise BrokenProjectError(
            Problem(f"{'.'.join(map(str, e['loc']))}: {e['msg']}", place, "compare it with en.toml")
            for e in error.errors()
        ) from error
