"""Periods, fiscal years, comparisons."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.change import change, share_of
from reportgen.model.figure import Figure, Kind, State, Status
from reportgen.model.figures import period_of, periods_of
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.period import FiscalYear, Period, PeriodKind

YEAR = FiscalYear(2022, date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("id", "kind", "year"),
    [
        ("2022", PeriodKind.YEAR, 2022),
        ("end-2022", PeriodKind.INSTANT, 2022),
        ("2022-12-31", PeriodKind.INSTANT, 2022),
        ("2022-02", PeriodKind.MONTH, 2022),
        ("2021-09-to-2022-06", PeriodKind.RANGE, 2022),
        ("2013-to-2022", PeriodKind.RANGE, 2022),
        ("cumulative-to-2022", PeriodKind.CUMULATIVE, 2022),
        ("target-2030", PeriodKind.TARGET, 2030),
        ("window-2030", PeriodKind.LABEL, None),
        ("2023-AGM", PeriodKind.LABEL, None),
    ],
)
def test_the_form_of_an_id_tells_its_kind_and_year(id, kind, year):
    assert (Period(id).kind, Period(id).year, str(Period(id))) == (kind, year, id)


@pytest.mark.parametrize("id", ["", " 2022", "FY 2022", "2022/23", "two thousand", "年", "-2022", "a--b", "a_b"])
def test_anything_else_is_no_period(id):
    with pytest.raises(ValueError, match="is not a period"):
        Period(id)


@pytest.mark.parametrize(
    ("pattern", "id"),
    [
        ("{fy}", "2022"),
        ("{fy-1}", "2021"),
        ("{fy+8}", "2030"),
        ("end-{fy}", "end-2022"),
        ("cumulative-to-{fy}", "cumulative-to-2022"),
        ("{fy-9}-to-{fy}", "2013-to-2022"),
        ("target-2030", "target-2030"),
    ],
)
def test_a_pattern_is_filled_with_the_fiscal_year(pattern, id):
    assert YEAR.resolve(pattern) == Period(id)


@pytest.mark.parametrize("pattern", ["{fy", "{year}", "{fy-}", "fy {fy}", ""])
def test_a_pattern_that_gives_no_period_is_refused(pattern):
    with pytest.raises(ValueError, match="is not a period"):
        YEAR.resolve(pattern)


@given(st.integers(1900, 2100), st.integers(-50, 50))
def test_a_pattern_counts_from_the_fiscal_year(year, offset):
    fiscal = FiscalYear(year, date(year, 1, 1), date(year, 12, 31))
    assert fiscal.resolve(f"{{fy{offset:+d}}}") == fiscal.period(offset) == Period(str(year + offset))


def a_metric(period: str, comparatives: int) -> Metric:
    return Metric("a.b", {}, "u", "o", "t", period=period, comparatives=comparatives)


def test_comparatives_are_the_years_before_newest_first():
    assert [p.id for p in periods_of(a_metric("{fy}", 2), YEAR)] == ["2022", "2021", "2020"]
    assert [p.id for p in periods_of(a_metric("end-{fy}", 1), YEAR)] == ["end-2022", "end-2021"]


def test_a_fixed_period_has_no_comparatives():
    assert [p.id for p in periods_of(a_metric("target-2030", 2), YEAR)] == ["target-2030"]
    assert period_of(a_metric("target-2030", 2), YEAR, -1) is None


def a_figure(value: str | None) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(
        "a.b",
        Period("2022"),
        number,
        "u",
        State.VALUE,
        Status.REPORTED,
        Kind.ACTUAL,
        Qualifier.EXACT,
        1,
        False,
        (),
    )


@pytest.mark.parametrize(
    ("now", "before", "absolute", "percent"),
    [("110", "100", "10", "10"), ("90", "100", "-10", "-10"), ("-50", "-100", "50", "50"), ("5", "0", "5", None)],
)
def test_a_change_is_of_the_size_of_the_earlier_value(now, before, absolute, percent):
    found = change(a_figure(now), a_figure(before))
    assert found is not None
    assert found.absolute == Decimal(absolute)
    assert found.percent == (None if percent is None else Decimal(percent))


def test_no_change_and_no_share_without_numbers():
    assert change(a_figure(None), a_figure("1")) is None
    assert change(a_figure("1"), a_figure(None)) is None
    assert share_of(a_figure("1"), a_figure(None)) is None
    assert share_of(a_figure(None), a_figure("1")) is None
    assert share_of(a_figure("1"), a_figure("0")) is None


def test_a_share_is_in_per_cent():
    assert share_of(a_figure("1"), a_figure("8")) == Decimal("12.5")
