"""Numbers as people type them."""

from decimal import Decimal

import pytest

from reportgen.intake.amounts import amount_in
from reportgen.intake.dates import days_in
from reportgen.intake.measures import Measures
from reportgen.intake.quantity import Asked, quantity_in
from reportgen.intake.saying import UnreadableError
from reportgen.intake.sheets import Populated
from tests.intake.hand_in import a_project


@pytest.fixture
def project(tmp_path):
    return a_project(tmp_path)


def read(project, text, metric="energy.total", before=None, unit="MWh", scale=None, **cell):
    asked = Asked(project.metrics[metric], project, Measures(project), before)
    return quantity_in(Populated(1, 1, text, **cell), unit, scale, asked)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１２３４", "1234"),
        ("１，２３４．５", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567,8", "1234567.8"),
        ("1'234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1.234,5", "1234.5"),
        ("58.36億", "5836000000"),
        ("58.36亿", "5836000000"),
        ("1.5萬", "15000"),
        ("3.5 million", "3500000"),
        ("2bn", "2000000000"),
        ("3千兆瓦時", "3000"),
        ("5 MWh", "5"),
        ("5千瓦時", "0.005"),
        ("58,360,000 kWh", "58360"),
        ("+7", "7"),
        (".5", "0.5"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(project, text, value):
    assert read(project, text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,234", "two ways (1,234 or 1.234)"),
        ("1.234", "two ways (1.234 or 1,234)"),
        ("12,5", "two ways (12.5 or 125)"),
        ("5兆", "may mean more than one scale"),
        ("12%", "is a percentage"),
        ("15,041.5*", "seems to be 15041.5 with the mark"),
        ("1,234.5 (1)", "with the mark “(1)”"),
        ("(3)", "may be minus 3, or a footnote's mark"),
        ("5 ℃", "is not a number"),
        ("5 people", "not a unit that energy.total can be given in"),
        ("about 500", "is not a number"),
        ("5-10", "is not a number"),
        ("1 23", "is not a number"),
        ("1,23,456", "is not a number"),
        ("", "is not a number"),
        ("一千", "is not a number"),
    ],
)
def test_what_cannot_is_asked_about_or_refused(project, text, said):
    with pytest.raises(UnreadableError) as error:
        read(project, text)
    assert said in error.value.told.what["en"]
    assert error.value.told.what["zh-hant"] != error.value.told.what["en"]


def test_last_years_value_settles_a_reading_and_is_kept(project):
    quantity = read(project, "1.234", before=Decimal(1100))
    assert quantity.value == 1234
    assert quantity.handed_as == "1.234 (read with last year's 1,100)"
    assert read(project, "1.234", before=Decimal("1.1")).value == Decimal("1.234")
    with pytest.raises(UnreadableError):
        read(project, "1.234", before=Decimal(35))


def test_what_is_counted_is_whole_and_a_share_has_its_range(project):
    assert read(project, "1,234", "safety.deaths", unit="人").value == 1234
    assert read(project, "1.234", "goal.green", unit="%").value == Decimal("1.234")
    assert read(project, "12%", "goal.green", unit="%").value == 12
    assert read(project, 0.217, "goal.green", unit="%", percent=True).value == Decimal("21.7")
    assert read(project, "(3.2)", "gift.money", unit="RMB").value == Decimal("-3.2")


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [("kWh", 58360000.0, "58360"), ("GWh", 1.5, "1500"), ("GJ", 3.6, "1"), ("吉焦", 36.0, "10"), ("TJ", 0.0036, "1")],
)
def test_units_convert_exactly_and_what_was_handed_in_is_kept(project, unit, typed, value):
    quantity = read(project, typed, unit=unit)
    assert quantity.value == Decimal(value)
    assert unit in quantity.handed_as
    assert quantity.remark is not None


def test_a_unit_that_makes_nonsense_of_last_year_is_asked_about(project):
    with pytest.raises(UnreadableError, match="looks as if it were in MWh"):
        read(project, 5046100.0, unit="kWh", before=Decimal(5046045))
    assert read(project, 5046100000.0, unit="kWh", before=Decimal(5046045)).value == 5046100


def test_a_scale_is_told_once(project):
    with pytest.raises(UnreadableError, match="another"):
        read(project, "5萬", "gift.money", unit="RMB", scale=Decimal(10000))


def test_units_of_the_catalogue_agree_with_the_library(project):
    measures = Measures(project)
    metric = project.metrics["energy.total"]
    for unit in project.units.values():
        if unit.base == project.units["mwh"].base:
            ratio = unit.factor / project.units["mwh"].factor
            factor = measures.factor(unit.id, metric)
            assert factor is not None
            assert Decimal(factor.numerator) / factor.denominator == ratio


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2022年3月4日", ["2022-03-04"]),
        ("2022/3/4", ["2022-03-04"]),
        ("4 March 2022", ["2022-03-04"]),
        ("Mar 4, 2022", ["2022-03-04"]),
        ("31/3/2022", ["2022-03-31"]),
        ("3/4/2022", ["2022-03-04", "2022-04-03"]),
        ("30/2/2022", []),
        ("soon", []),
    ],
)
def test_days(text, days):
    assert sorted({day.isoformat() for day in days_in(text)}) == days


def test_a_text_of_any_kind_is_an_amount_or_none(project):
    for text in ("", " ", "-", "(", ")", "%", "億", "百分之", "1e5", "∞", "1/2", "９" * 70):
        amount = amount_in(text)
        assert amount is None or amount.numbers
