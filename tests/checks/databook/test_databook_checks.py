"""Checks over data books: what is found in books as companies publish them, and what is left alone."""

import pytest

from reportgen.model.finding import Confidence, Ending
from tests.checks.books import examined

WASTE = """\
Waste (tonnes)               | FY2023  | FY2022
Total waste generated        | {total} | 1300.2
  Hazardous waste            | 234.5   | 200.1
    Batteries                | 134.4   | 100.0
    Chemicals                | {chemicals} | 100.1
  Non-hazardous waste        | 1000.1  | 1100.1
    Paper                    | 400.1   | 500.1
    General                  | 600.0   | 600.0
"""
STAFF = """\
僱員 Employees                | 2023  | 2022
僱員總數 Total employees (人)  | 1,200 | {total}
按性別劃分 By gender
男性 Male (人)                | 700   | 650
女性 Female (人)              | 500   | 450
按年齡劃分 By age
30歲以下 Under 30 (人)        | 300   | 290
30歲或以上 30 or over (人)    | 900   | 810
男性 Male (%)                 | {male} | 59.1%
女性 Female (%)               | 41.7% | 40.9%
"""


def test_each_level_of_a_set_in_table_is_added_up(tmp_path):
    sound = examined("DB001", tmp_path, WASTE.format(total=1234.6, chemicals=100.1))
    assert sound.ending is Ending.CLEAN
    assert sound.examined == 6  # three totals, two years

    found = examined("DB001", tmp_path, WASTE.format(total=1234.6, chemicals=110.1)).findings
    assert [f.message for f in found] == [
        "“Hazardous waste” for 2023 is 234.5, but its 2 parts make 244.5 (difference -10.0)"
    ]
    assert str(found[0].cell) == "book.xlsx › Sheet › B3"
    assert [i.text for i in found[0].involved] == ["134.4", "110.1"]


def test_a_total_is_held_against_each_group_that_breaks_it_down(tmp_path):
    found = examined("DB001", tmp_path, STAFF.format(total="1,110", male="58.3%"))
    assert found.examined == 4
    assert {(f.period, f.metric) for f in found.findings} == {("2022", "sheet.total-employees")}
    assert len(found.findings) == 2


@pytest.mark.parametrize("typed", ["1,201", "1,199"])
def test_whole_people_are_not_rounded(tmp_path, typed):
    assert examined("DB001", tmp_path, STAFF.format(total="1,100", male="58.3%").replace("1,200", typed)).findings


def test_what_rounding_explains_is_no_finding(tmp_path):
    book = """\
Energy (MWh)             | 2023    | 2022
Total energy consumption | 210,004 | 209,001
Electricity              | 180,000 | 178,001
Diesel                   | 20,004  | 21,000
Petrol                   | 10,001  | 10,001
"""
    assert examined("DB001", tmp_path, book).ending is Ending.CLEAN  # off by one, by four rounded numbers


def test_rates_memo_lines_and_coincidences_are_no_parts(tmp_path):
    book = """\
Safety and board                       | 2023 | 2022
Total injury rate (per million hours)  | 3.5  | 4.1
Employees                              | 2.5  | 3.0
Contractors                            | 4.5  | 5.2
Total directors (人)                   | 9    | 9
Executive directors (人)               | 4    | 4
Women (人)                             | 3    | 2
Independent directors (人)             | 4    | 4
"""
    assert examined("DB001", tmp_path, book).ending is Ending.NOTHING


def test_a_single_year_that_differs_by_a_slip_is_told_with_less_confidence(tmp_path):
    book = """\
指標 Metric            | 單位 Unit | 2023
Total electricity      | MWh       | 18,432.7
Offices                | MWh       | 12,000.2
Data centres           | MWh       | 6,423.5
"""
    (found,) = examined("DB001", tmp_path, book.replace("18,432.7", "18,423.7").replace("6,423.5", "6,432.5")).findings
    assert found.confidence is Confidence.MEDIUM
    assert examined("DB001", tmp_path, book.replace("6,423.5", "5,900.1")).ending is Ending.NOTHING


def test_shares_by_row_and_by_whole(tmp_path):
    sound = STAFF.format(total="1,100", male="58.3%")
    assert examined("DB003", tmp_path, sound).examined == 4
    assert examined("DB003", tmp_path, sound).ending is Ending.CLEAN
    (found,) = examined("DB003", tmp_path, STAFF.format(total="1,100", male="53.8%")).findings
    assert found.message == (
        "“男性 Male (%)” for 2023 is 53.8%, but 700 of 1,200 (“僱員總數 Total employees (人)”) is 58.3%"
    )


def test_percentages_of_different_wholes_are_not_added(tmp_path):
    book = """\
Social                                | 2023 | 2022
Employees trained by gender (%)
Male                                  | 51%  | 50%
Female                                | 50%  | 50%
Turnover rate by gender (%)
Male                                  | 45%  | 50%
Female                                | 54%  | 50%
"""
    assert examined("DB002", tmp_path, book).ending is Ending.NOTHING


def test_a_restatement_may_be_told_in_any_of_the_usual_ways(tmp_path):
    prior = "Energy (MWh)|2022|2021\nTotal energy consumption|209,001|190,100\nWater (m³)|14,977|14,002\n"
    silent = "Energy (MWh)|2023|2022\nTotal energy consumption|210,004|208,500\nWater (m³)|15,041|14,977\n"
    assert [f.period for f in examined("DB007", tmp_path, silent, prior).findings] == ["2022"]
    told = (
        silent.replace("208,500", "208,500*") + "* 二零二二年數據經重列。\n",
        silent.replace("2023|2022", "2023|2022（重列）"),
        silent.replace("consumption|", "consumption (Note 1)|") + "Notes\n1. The 2022 figure was restated.\n",
    )
    for book in told:
        assert examined("DB007", tmp_path, book, prior).ending is Ending.CLEAN, book
    denied = silent.replace("208,500", "208,500*") + "* The 2022 figure has not been restated.\n"
    assert examined("DB007", tmp_path, denied, prior).findings


def test_a_renamed_metric_is_known_by_its_figures(tmp_path):
    prior = "Energy (MWh)|2022|2021|2020\nPower bought|209,001|190,100|188,441\nGas|14,977|14,002|13,118\n"
    book = "Energy (MWh)|2023|2022|2021\nPurchased electricity|210,004|209,001|190,100\nGas|15,041|14,977|14,002\n"
    assert examined("DB009", tmp_path, book, prior).ending is Ending.CLEAN
    (gone,) = examined("DB009", tmp_path, book.replace("|209,001|190,100", "|201,111|187,200"), prior).findings
    assert "“Power bought”" in gone.message


def test_a_unit_that_changed_in_silence_is_known_by_its_figures(tmp_path):
    prior = "Energy|2022|2021|2020\nElectricity|209.1|190.2|188.4\n"
    book = "Energy|2023|2022|2021\nElectricity|210,004|209,100|190,200\n"
    (found,) = examined("DB008", tmp_path, book, prior).findings
    assert found.message == "“Electricity” changed by 1,000, and its unit didn't since the edition before"
    assert examined("DB007", tmp_path, book, prior).ending is Ending.NOTHING


def test_marks_and_notes_of_other_sheets_are_not_mixed(tmp_path):
    book = """\
== Water
Water (m³)|2023|2022
Consumption (Note 1)|15,041|14,977
Note 1: Municipal supply.
== Waste
Waste (tonnes)|2023|2022
Hazardous¹|41|39
General²|1,041|1,039
Note 1: Batteries.
"""
    (found,) = examined("DB004", tmp_path, book).findings
    assert found.message.startswith("“General” has the mark “2”")
