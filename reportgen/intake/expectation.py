"""What a workbook has to hold: which metrics of an owner, for which periods, in which unit."""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import permutations

from reportgen.model.metric import Metric
from reportgen.model.period import FiscalYear, Period
from reportgen.model.project import Project
from reportgen.model.unit import Style


def awaited(metric: Metric, fiscal_year: FiscalYear) -> Mapping[int, Period]:
    """The periods that a metric is handed in for, by the year that each belongs to, newest first.

    A pattern without a year of its own (``target-2030``) gives one period, however many comparatives.
    """
    periods: dict[int, Period] = {}
    for year in range(fiscal_year.year, fiscal_year.year - metric.comparatives - 1, -1):
        period = FiscalYear(year, fiscal_year.starts, fiscal_year.ends).resolve(metric.period)
        if period not in periods.values():
            periods[year] = period
    return periods


def units_accepted(metric: Metric, project: Project) -> tuple[str, ...]:
    """The wordings of a metric's unit: its label or noun in each language, both together, and its id."""
    unit = project.units[metric.unit]
    words = metric.noun if unit.style is Style.COUNT and metric.noun else unit.label
    labels = list(dict.fromkeys(words.values()))
    return (*labels, *(" ".join(pair) for pair in permutations(labels, 2)), unit.id)


def is_unit(text: str, metric: Metric, project: Project) -> bool:
    """Whether a text names a metric's unit."""
    return _bare(text) in {_bare(word) for word in units_accepted(metric, project)}


def unit_hint(text: str, metric: Metric, project: Project) -> str:
    """How the unit that was given converts to the one expected, or nothing."""
    expected = project.units[metric.unit]
    for unit in project.units.values():
        given = {_bare(word) for word in (*unit.label.values(), unit.id)}
        if unit.base == expected.base and unit.id != expected.id and _bare(text) in given:
            return f" (one {text.strip()} is {(unit.factor / expected.factor).normalize():f} of it)"
    return ""


def nearest(id: str, project: Project) -> str:
    """The metric whose id comes nearest to an unknown one, as the end of a sentence."""
    close = get_close_matches(id, project.metrics, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).strip("/")
