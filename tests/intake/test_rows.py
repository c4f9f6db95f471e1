"""What is taken, in both layouts, and what each wrong cell is told."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.intake import read_submission, read_submissions, read_workbook
from reportgen.model.figure import Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.problem import InputRefusedError
from tests.intake.hand_in import DEATHS, DONATION, ENERGY, FACT_HEAD, GOAL, YEAR_HEAD, a_project, hand_in


def problems(tmp_path, **changes):
    with pytest.raises(InputRefusedError) as error:
        read_submission(hand_in(tmp_path / "hr.xlsx", **changes), a_project(tmp_path))
    return [str(p) for p in error.value.problems]


def changed(row, **values):
    head = YEAR_HEAD if row in (ENERGY, DEATHS) else FACT_HEAD
    shared = {"id": 0, "value": 3}
    years = shared | {"unit": 2, "state": 4, "kind": 5, "reason": 6, "last": 7, "last_reason": 8}
    periods = shared | {"period": 2, "scale": 4, "unit": 5, "state": 6, "kind": 7, "qualifier": 8, "reason": 9}
    named = years if head is YEAR_HEAD else periods
    row = [*row, *[None] * (len(head) - len(row))]
    for name, value in values.items():
        row[named[name]] = value
    return row


def test_both_layouts_are_read_with_state_kind_qualifier_scale_and_place(tmp_path):
    submission = read_submission(hand_in(tmp_path / "hr.xlsx"), a_project(tmp_path))
    found = {(d.metric, d.period.id): d for d in submission.datapoints}
    assert {key: d.value for key, d in found.items()} == {
        ("energy.total", "2022"): Decimal("5046045.1"),
        ("energy.total", "2021"): Decimal("4452650.1"),
        ("safety.deaths", "2022"): Decimal(1),
        ("safety.deaths", "2021"): Decimal(0),
        ("gift.money", "2022"): Decimal(5836000000),
        ("goal.green", "target-2030"): Decimal(100),
    }
    assert str(found["gift.money", "2022"].value) == "5836000000"
    assert found["safety.deaths", "2021"].state is State.CONFIRMED_ZERO
    assert found["gift.money", "2022"].qualifier is Qualifier.OVER
    assert str(found["energy.total", "2021"].source) == "hr.xlsx › KPI › H5"
    assert submission.owner == "hr"
    assert submission.workbook == "hr.xlsx"
    assert {d.source.sha256 for d in submission.datapoints} == {submission.sha256}
    assert {d.entity for d in submission.datapoints} == {"group"}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("not applicable", State.NOT_APPLICABLE),
        ("未能提供", State.NOT_AVAILABLE),
        ("未收集 / Not collected", State.NOT_COLLECTED),
    ],
)
@pytest.mark.parametrize("value", [None, "–"])
def test_a_state_without_a_number_keeps_its_reason(tmp_path, state, expected, value):
    row = changed(DONATION, value=value, state=state, reason="沒有 none")
    reading = read_workbook(hand_in(tmp_path / "hr.xlsx", facts=(row, GOAL)), a_project(tmp_path))
    d = next(d for d in reading.datapoints if d.metric == "gift.money")
    assert (d.value, d.state, d.reason, reading.problems) == (None, expected, "沒有 none", ())


def test_an_estimate_with_its_reason_is_taken(tmp_path):
    row = changed(ENERGY, kind="估算", reason="meter broken")
    reading = read_workbook(hand_in(tmp_path / "hr.xlsx", kpis=(row, DEATHS)), a_project(tmp_path))
    assert next(d for d in reading.datapoints if d.metric == "energy.total").kind is Kind.ESTIMATED


@pytest.mark.parametrize(
    ("row", "values", "expected"),
    [
        (ENERGY, {"value": True}, "TRUE is not a number"),
        (ENERGY, {"value": "5,046"}, "can be read in two ways"),
        (ENERGY, {"value": "5046045.1*"}, "is not a number"),
        (ENERGY, {"value": None}, "says that there is a value, but there is none"),
        (ENERGY, {"value": None, "state": None}, "neither a value nor a state"),
        (ENERGY, {"value": "-"}, "a dash does not say why"),
        (ENERGY, {"value": -1}, "-1 is below 0"),
        (ENERGY, {"unit": "kWh"}, "expected"),
        (ENERGY, {"unit": None}, "has no unit"),
        (ENERGY, {"state": "maybe"}, "“maybe” is no state"),
        (ENERGY, {"state": "不適用", "reason": "x"}, "says not_applicable, but there is a value"),
        (ENERGY, {"state": "confirmed zero"}, "the value is not zero"),
        (ENERGY, {"kind": "estimated"}, "is estimated without a reason"),
        (ENERGY, {"last": "未收集"}, "says not_collected without a reason"),
        (ENERGY, {"id": "energy.totel"}, "did you mean energy.total?"),
        (ENERGY, {"id": "energy.ratio"}, "is computed ({energy.total}), not handed in"),
        (ENERGY, {"id": "energy.all"}, "is another name of energy.total"),
        (ENERGY, {"id": "board.seats"}, "is handed in by office, not hr"),
        (ENERGY, {"id": None}, "the row has no metric id"),
        (DEATHS, {"value": 0}, "a zero is typed, but not confirmed"),
        (DEATHS, {"last": 0}, "a zero is typed, but not confirmed"),
        (DONATION, {"scale": "千"}, "“千” is no scale"),
        (DONATION, {"qualifier": "roughly"}, "“roughly” is no qualifier"),
        (DONATION, {"period": "2020"}, "is not asked for “2020”"),
        (DONATION, {"state": "不適用", "value": None, "kind": "估算", "reason": "x"}, "the kind says estimated"),
        (GOAL, {"value": 101}, "101 is above 100"),
    ],
)
def test_a_wrong_cell_is_told_what_is_wrong(tmp_path, row, values, expected):
    kpis = [changed(row, **values) if r is row else r for r in (ENERGY, DEATHS)]
    facts = [changed(row, **values) if r is row else r for r in (DONATION, GOAL)]
    told = problems(tmp_path, kpis=kpis, facts=facts)
    if expected == "expected":
        assert "the unit of energy.total is given as “kWh”" in told[0]
        assert "兆瓦時 / MWh" in told[0]
        assert "one kWh is 0.001 of it" in told[0]
    else:
        assert expected in told[0]
    assert told[0].startswith(("hr.xlsx › KPI › ", "hr.xlsx › Facts › "))


def put(value, number_format=None, result=None):
    def write(book, sheet, ref):
        style = book.add_format({"num_format": number_format} if number_format else {})
        if isinstance(value, date):
            sheet.write_datetime(ref, value, style)
        elif isinstance(value, str) and value.startswith("="):
            sheet.write_formula(ref, value, style, result)
        else:
            sheet.write(ref, value, style)

    return write


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (put(date(2022, 3, 4), "yyyy-mm-dd"), "holds a date or time (2022-03-04)"),
        (put("=1/0", result="#DIV/0!"), "holds the error #DIV/0!"),
        (put("=1+1", result=""), "has no stored result"),
        (put(0.217, "0.0%"), "formatted as a percentage"),
    ],
)
def test_what_only_looks_like_a_number_is_refused(tmp_path, cell, expected):
    told = problems(tmp_path, cells={("KPI", "D5"): cell})
    assert len(told) == 1
    assert told[0].startswith("hr.xlsx › KPI › D5: ")
    assert expected in told[0]


def test_a_formula_with_its_stored_result_is_a_value_but_no_word(tmp_path):
    project = a_project(tmp_path)
    good = hand_in(tmp_path / "a.xlsx", cells={("KPI", "D5"): put("=2+2", result=4)})
    assert next(d.value for d in read_submission(good, project).datapoints if d.metric == "energy.total") == 4
    told = problems(tmp_path, cells={("KPI", "E5"): put('="val"&"ue"', result="value")})
    assert "no state" in told[0]


def test_text_numbers_that_can_be_read_in_one_way_are_taken(tmp_path):
    row = changed(ENERGY, value="5,046,045.1", last="４４５２６５０.1")
    reading = read_workbook(hand_in(tmp_path / "hr.xlsx", kpis=(row, DEATHS)), a_project(tmp_path))
    assert [d.value for d in reading.datapoints[:2]] == [Decimal("5046045.1"), Decimal("4452650.1")]


def test_a_number_keeps_the_fifteen_digits_that_a_spreadsheet_shows(tmp_path):
    row = changed(ENERGY, value=0.1 + 0.2)
    reading = read_workbook(hand_in(tmp_path / "hr.xlsx", kpis=(row, DEATHS)), a_project(tmp_path))
    assert str(reading.datapoints[0].value) == "0.3"


def test_all_problems_come_at_once_with_the_missing_metrics(tmp_path):
    told = problems(tmp_path, kpis=(changed(ENERGY, value="x", last=None),), facts=())
    assert [t.split(": ")[1].split(";")[0] for t in told] == [
        "“x” is not a number",
        "there is neither a value nor a state",
        "safety.deaths (死亡 Deaths) has no row for 2022, 2021",
        "gift.money (捐款 Donation) has no row for 2022",
        "goal.green (目標 Goal) has no row for target-2030",
    ]


def test_a_row_given_twice_is_refused(tmp_path):
    told = problems(tmp_path, facts=(DONATION, GOAL, DONATION))
    assert told == [
        "hr.xlsx › Facts › D7: gift.money for 2022 stands already in hr.xlsx › Facts › D5; keep one of the two"
    ]


def test_a_year_that_is_not_asked_for_is_refused(tmp_path):
    told = problems(
        tmp_path, kpis=(ENERGY, DEATHS, ["goal.green", None, "%", 90, None, None, None, 80]), facts=(DONATION,)
    )
    assert told == ["hr.xlsx › KPI › H7: goal.green is not asked for 2021; clear the cell"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"owner": None}, "no cell tells who hands the workbook in"),
        ({"owner": "nobody"}, "“nobody” is no owner of this project; write one of hr, office"),
        ({"cells": {("Cover", "E6"): put("owner"), ("Cover", "F6"): put("office")}}, "names the owners hr, office"),
        ({"year": 2021}, "the workbook is for the fiscal year 2021, the project for 2022"),
        ({"year": None}, "no cell tells the fiscal year"),
        ({"cells": {("KPI", "E3"): put("Stat")}}, "lacks the columns “狀態” (state)"),
        ({"cells": {("KPI", "D3"): put(2020)}}, "lacks the columns “2022”"),
        ({"cells": {("KPI", "H3"): put(2022)}}, "two columns hold the value of 2022"),
    ],
)
def test_a_cover_or_header_that_does_not_fit_is_refused(tmp_path, changes, expected):
    assert expected in problems(tmp_path, **changes)[0]


def test_a_metric_handed_in_by_two_workbooks_is_refused_with_all_other_problems(tmp_path):
    project = a_project(tmp_path)
    first = hand_in(tmp_path / "a.xlsx")
    second = hand_in(tmp_path / "b.xlsx", facts=(DONATION, changed(GOAL, value=400)))
    with pytest.raises(InputRefusedError) as error:
        read_submissions([first, second], project)
    told = [str(p) for p in error.value.problems]
    assert "b.xlsx › Facts › D6: 400 is above 100" in told[0]
    assert (
        told[1]
        == "b.xlsx › KPI › D5: energy.total for 2022 is also handed in by a.xlsx › KPI › D5; keep it in one workbook"
    )
    assert len(told) == 1 + 5
    copy = tmp_path / "c.xlsx"
    copy.write_bytes(first.read_bytes())
    with pytest.raises(InputRefusedError, match=r"c.xlsx: the file is the same as a.xlsx"):
        read_submissions([first, copy], project)
