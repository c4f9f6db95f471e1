"""What a workbook has to hold: which metrics of an owner, for which periods."""

from collections.abc import Mapping
from difflib import get_close_matches

from reportgen.model.metric import Metric
from reportgen.model.period import FiscalYear, Period
from reportgen.model.project import Project
from reportgen.model.words import Words


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


def nearest(id: str, project: Project) -> Words:
    """The metric whose id comes nearest to an unknown one, as the end of a sentence."""
    close = get_close_matches(id, project.metrics, n=1, cutoff=0.6)
    return {
        "en": f"; did you mean {close[0]}?" if close else "",
        "zh-hant": f"，是否{close[0]}？" if close else "",
    }
