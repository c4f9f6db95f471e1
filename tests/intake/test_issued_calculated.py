"""The workbook filled in, calculated and saved by another program, and read back."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from reportgen.intake import issue_workbook, read_workbook
from reportgen.intake.asking import Known
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.particulars import Signature
from reportgen.model.period import Period
from reportgen.model.place import Cell
from tests.intake.issued import (
    COMPUTED,
    ENERGY,
    EXPLAIN,
    LAST_YEAR,
    MISSING,
    NOT_APPLICABLE,
    OK,
    OTHER,
    WRONG,
    ZERO,
    a_project,
    by_libreoffice,
    cell_of,
    fill,
    opened,
    row_of,
)

NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

SITES = {("This year", "water.site", f"2025-Q{q}", site): q * 10 for q in (1, 2, 3, 4) for site in ("north", "south")}
ANSWERS = {
    ("This year", "energy.bought"): 120_500,
    ("Unit used", "energy.bought"): "千瓦時 kWh",
    ("Explanation", "energy.bought"): "a second hall was opened",
    ("Evidence id", "energy.bought"): "INV-7",
    ("This year", "energy.made"): 99,
    ("This year", "heads.total"): 33,
    ("This year", "heads.men"): 11,
    ("This year", "heads.women"): 22,
    ("State", "safety.deaths"): ZERO,
    ("Explanation", "safety.deaths"): "none this year",
    ("This year", "safety.deaths", "2023"): 2,
    ("State", "goal.green", "target-2030"): NOT_APPLICABLE,
    ("Explanation", "goal.green", "target-2030"): "no goal was set",
    ("Prepared by", "heads.total"): "Chan",
    ("Prepared on", "heads.total"): date(2026, 1, 9),
    **SITES,
}


@pytest.fixture(scope="module")
def project():
    return a_project()


@pytest.fixture(scope="module")
def issued(project):
    return issue_workbook(project, "plant", known=LAST_YEAR).content


@pytest.fixture(scope="module")
def saved(issued, tmp_path_factory):
    """Filled in, and then calculated and saved by LibreOffice."""
    return by_libreoffice(fill(issued, ANSWERS), tmp_path_factory.mktemp("office"))


def shown(content, head, *key):
    return cell_of(opened(content, data_only=True), head, *key).value


# --- live formulas -------------------------------------------------------------------------------


@NEEDS_OFFICE
def test_totals_changes_and_flags_are_calculated(saved):
    def value(head, *key):
        return shown(saved, head, *key)

    # 120,500 kWh are 120.5 MWh; with 99 MWh made 219.5; over 33 heads 6.65.
    assert value("In the reported unit", "energy.bought") == pytest.approx(120.5)
    assert value("This year", "energy.total") == pytest.approx(219.5)
    assert value("This year", "energy.per_head") == pytest.approx(219.5 / 33)
    assert value("Change", "energy.total") == pytest.approx(69.5)
    assert value("Change %", "energy.total") == pytest.approx(69.5 / 150)
    assert value("Flag", "energy.bought") == "▲"  # 20.5 per cent, and the limit is 10
    assert value("Flag", "energy.made") in (None, "")  # 49 MWh more, and the limit is 50
    assert value("Flag", "heads.total") in (None, "")  # exactly 10 per cent
    assert value("Flag", "safety.deaths") == "▼"  # any change is to be explained


@NEEDS_OFFICE
def test_the_status_of_each_row(saved):
    for key in (
        ("energy.bought",), ("energy.made",), ("heads.total",), ("heads.men",), ("safety.deaths",),
        ("safety.deaths", "2023"), ("goal.green", "target-2030"), ("water.site", "2025-Q1", "north"),
    ):  # fmt: skip
        assert shown(saved, "Row status", *key) == OK, key
    assert shown(saved, "Row status", "energy.total") == COMPUTED
    cover = opened(saved, data_only=True)["封面 Cover"]
    assert "可以交回 Ready to hand in" in [cell.value for row in cover.iter_rows() for cell in row]


@NEEDS_OFFICE
def test_what_is_wrong_shows_at_once(issued, tmp_path):
    content = by_libreoffice(
        fill(
            issued,
            {
                ("This year", "energy.bought"): 120,
                ("This year", "energy.made"): "about 50",
                ("This year", "heads.total"): 31,
                ("This year", "heads.men"): 11,
                ("This year", "heads.women"): 22,
                ("This year", "safety.deaths"): 0,
                ("State", "safety.deaths", "2023"): NOT_APPLICABLE,
                ("This year", "goal.green", "target-2030"): 101,
                ("This year", "water.site", "2025-Q1", "north"): 5,
                ("State", "water.site", "2025-Q1", "north"): NOT_APPLICABLE,
                ("This year", "water.site", "2025-Q2", "north"): 5,
                ("Kind", "water.site", "2025-Q2", "north"): "估算 estimated",
                ("This year", "water.site", "2025-Q3", "north"): -5,
                ("Last year restated", "heads.men"): 9,
                ("Last year restated", "energy.bought"): 110,
                ("Reason for restating", "energy.bought"): "a meter",
                ("Approved by", "heads.women"): "Lee",
            },
        ),
        tmp_path,
    )
    expected = {
        ("energy.bought",): OK,  # 9.1 per cent more than the restated 110
        ("energy.made",): WRONG,  # no number
        ("heads.total",): WRONG,  # 11 + 22 is 33
        ("heads.men",): EXPLAIN,  # restated without a reason
        ("heads.women",): EXPLAIN,  # signed without a day
        ("safety.deaths",): WRONG,  # a zero that isn't confirmed
        ("safety.deaths", "2023"): EXPLAIN,  # no number, no reason
        ("goal.green", "target-2030"): WRONG,  # above 100
        ("water.site", "2025-Q1", "north"): WRONG,  # a number that is not applicable
        ("water.site", "2025-Q2", "north"): EXPLAIN,  # an estimate without its basis
        ("water.site", "2025-Q3", "north"): WRONG,  # below zero
        ("water.site", "2025-Q4", "north"): MISSING,
    }
    assert {key: shown(content, "Row status", *key) for key in expected} == expected
    # 110 instead of 100 makes last year's total 160 instead of 150.
    assert shown(content, "Last year restated", "energy.total") == 160
    assert shown(content, "Compared with", "energy.total") == 160


@NEEDS_OFFICE
def test_the_stored_results_are_what_the_formulas_give(project, tmp_path):
    def handed_in(metric, value, **more):
        state = State.VALUE if value else State.CONFIRMED_ZERO
        source = Cell("plant.xlsx", "x", "H7")
        return Datapoint(metric, Period("2025"), "group", Decimal(value), state, Kind.ACTUAL, source, **more)

    values = [
        handed_in("energy.bought", "120.5", reason="a second hall"),
        handed_in("energy.made", "51.25"),
        handed_in("heads.total", "31"),
        handed_in("heads.men", "11"),
        handed_in("heads.women", "22"),
        handed_in("safety.deaths", "0"),
    ]
    known = {**LAST_YEAR, ("heads.men", "2024", "group"): Known(Decimal(10), State.VALUE, Decimal(9), "error")}
    content = issue_workbook(project, "plant", known=known, handed={d.key: d for d in values}).content
    assert shown(content, "Row status", "heads.total") == WRONG  # 11 + 22 is 33
    assert shown(content, "Row status", "safety.deaths") == EXPLAIN
    formulas, stored = opened(content), opened(content, data_only=True)
    calculated = opened(by_libreoffice(content, tmp_path), data_only=True)
    compared = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, theirs = stored[sheet.title][cell.coordinate].value, calculated[sheet.title][cell.coordinate].value
            same = ours == pytest.approx(theirs) if isinstance(ours, float) else (ours or "") == (theirs or "")
            assert same, (sheet.title, cell.coordinate, cell.value, ours, theirs)
            compared += 1
    assert compared > 100


# --- what survives a save in LibreOffice ---------------------------------------------------------


def facts(content):
    """Every cell's validation, the conditional formats by what they test, and what is locked."""
    book, found = opened(content), {}
    for name in (ENERGY, OTHER):
        sheet = book[name]
        rules = {}
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                for row in area.rows:
                    rules |= dict.fromkeys(row, (rule.type, rule.formula1, rule.prompt, rule.error))
        tests = {
            (str(area), rule.formula[0])
            for each in sheet.conditional_formatting
            for area in [each.sqref]
            for rule in each.rules
        }
        locked = {c.coordinate: c.protection.locked for row in sheet.iter_rows(min_row=6, max_col=34) for c in row}
        found[name] = (rules, tests, locked, sheet.protection.sheet)
    return found


@NEEDS_OFFICE
def test_validations_formats_and_protection_survive(issued, saved):
    before, after = facts(issued), facts(saved)
    for name in (ENERGY, OTHER):
        rules, tests, locked, protected = before[name]
        kept_rules, kept_tests, kept_locked, kept_protected = after[name]
        assert kept_rules.keys() == rules.keys()
        for at, (kind, _, prompt, error) in rules.items():
            # LibreOffice writes "any value" with a message as such, and may write a list's quotes otherwise.
            assert (kept_rules[at][0] or "none", kept_rules[at][2]) == (kind or "none", prompt), at
            assert (kept_rules[at][3] or "") == (error or ""), at
        assert len(kept_tests) == len(tests)
        assert kept_locked == locked
        assert (kept_protected, protected) == (True, True)
    book = opened(saved)
    assert [book[name].sheet_state for name in ("_lists", "_meta")] != ["visible", "visible"]
    assert cell_of(book, "Metric", "heads.total").comment is not None


# --- reading it back -----------------------------------------------------------------------------


def read(content, project, path, known=LAST_YEAR):
    path.write_bytes(content)
    return read_workbook(path, project, known=known)


@pytest.mark.parametrize("by_office", [False, pytest.param(True, marks=NEEDS_OFFICE)])
def test_what_was_typed_is_read(project, issued, saved, tmp_path, by_office):
    reading = read(saved if by_office else fill(issued, ANSWERS), project, tmp_path / "plant.xlsx")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.owner == "plant"
    found = {(d.metric, d.period.id, d.entity): d for d in reading.datapoints}
    bought = found["energy.bought", "2025", "group"]
    assert (bought.value, bought.state) == (Decimal("120.5"), State.VALUE)
    assert bought.particulars.evidence == "INV-7"
    assert bought.particulars.explanation == "a second hall was opened"
    assert "kWh" in bought.particulars.handed_as
    deaths = found["safety.deaths", "2025", "group"]
    assert (deaths.value, deaths.state) == (Decimal(0), State.CONFIRMED_ZERO)
    assert found["safety.deaths", "2023", "group"].value == 2
    goal = found["goal.green", "target-2030", "group"]
    assert (goal.value, goal.state, goal.reason) == (None, State.NOT_APPLICABLE, "no goal was set")
    assert sum(d.value for d in found.values() if d.metric == "water.site") == 200
    signed = {d.metric: d.particulars.prepared for d in reading.datapoints if d.particulars.prepared}
    assert signed == {"heads.total": Signature("Chan", date(2026, 1, 9))}
    assert "energy.total" not in {d.metric for d in reading.datapoints}


def test_what_is_handed_out_answered_can_be_handed_in(project, tmp_path):
    content = issue_workbook(project, "plant", known=LAST_YEAR, answered=True).content
    reading = read(content, project, tmp_path / "plant.xlsx")
    assert [str(problem) for problem in reading.problems] == []
    assert {d.state for d in reading.datapoints} == {State.NOT_COLLECTED}


def test_a_restatement_is_read_with_its_reason(project, issued, tmp_path):
    answers = ANSWERS | {
        ("Last year restated", "heads.men"): 9,
        ("Reason for restating", "heads.men"): "one man was counted twice",
        ("Explanation", "heads.men"): "hired two",
    }
    reading = read(fill(issued, answers), project, tmp_path / "plant.xlsx")
    assert [str(problem) for problem in reading.problems] == []
    restated = [d.particulars for d in reading.datapoints if d.particulars.restated_value is not None]
    assert [(p.restated_value, p.restated_reason) for p in restated] == [(Decimal(9), "one man was counted twice")]


def test_all_that_is_wrong_in_a_row_is_told_at_once(project, tmp_path):
    never_published = issue_workbook(project, "plant", known={}).content
    answers = {**ANSWERS, ("This year", "energy.bought"): "about fifty"}
    reading = read(fill(never_published, answers), project, tmp_path / "plant.xlsx")
    row = row_of(opened(never_published)["能源 Energy"], "energy.bought")
    told = {str(p.where).rsplit(" ", 1)[-1] for p in reading.problems if str(p.where).endswith(str(row))}
    assert told == {f"G{row}", f"H{row}"}  # last year's value is missing, this year's is no number
