"""The words of an issued workbook: in both languages of its labels, in a form that spreadsheet programs take."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from reportgen.model.metric import Metric
from reportgen.model.project import Project
from reportgen.model.unit import Style, Unit
from reportgen.model.words import Words, is_chinese

_NAME_LENGTH = 31
_BARRED_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def sheet_name(title: Words, project: Project, taken: Sequence[str]) -> str:
    """A name that a spreadsheet program takes: short, without the signs it bars, and not there yet."""
    name = in_both(title, project)
    if len(name) > _NAME_LENGTH:
        name = title[label_languages(project)[0]]
    name = name.translate(_BARRED_IN_NAMES)[:_NAME_LENGTH].strip(" '") or "1"
    known = {other.casefold() for other in taken}
    tries = (name, *(f"{name[: _NAME_LENGTH - 5]} ({n})" for n in range(2, len(taken) + 3)))
    return next(one for one in tries if one.casefold() not in known)


def label_languages(project: Project) -> tuple[str, ...]:
    """The languages that a workbook's labels are in: the report's first Chinese one and its first other one."""
    first: dict[bool, str] = {}
    for language in project.settings.languages:
        first.setdefault(is_chinese(language), language)
    return tuple(first.values())


def in_both(words: Words, project: Project, between: str = " ") -> str:
    """A text in the languages of the labels."""
    return between.join(dict.fromkeys(words[language] for language in label_languages(project) if words.get(language)))


def unit_words(metric: Metric, project: Project) -> str:
    """How a metric's unit is given."""
    unit = project.units[metric.unit]
    return in_both(metric.noun if unit.style is Style.COUNT and metric.noun else unit.label, project)


def units_offered(metric: Metric, project: Project) -> tuple[Unit, ...]:
    """The units that a metric may be handed in in: its own first, then those that convert to it."""
    own = project.units[metric.unit]
    if own.style is Style.COUNT:
        return (own,)
    return (own, *(u for u in project.units.values() if u.base == own.base and u.id != own.id))


def number_format(metric: Metric, project: Project) -> str:
    """How the cell of a metric's value shows it: with the decimals that are printed, a year without separators."""
    if project.units[metric.unit].style is Style.YEAR:
        return "0"
    if metric.decimals is None:
        return "General"
    return "#,##0" + ("." + "0" * metric.decimals if metric.decimals else "")


@cache
def wording() -> dict[str, Any]:
    """The texts of ``issued.toml``: each a Chinese and an English one."""
    told: dict[str, Any] = tomllib.loads((resources.files(__package__) / "issued.toml").read_text("utf-8"))
    return told


def said(*keys: str, between: str = " ") -> str:
    """A text of ``issued.toml`` in both languages."""
    found: Any = wording()
    for key in keys:
        found = found[key]
    return between.join(found)
