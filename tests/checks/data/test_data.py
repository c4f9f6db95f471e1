"""Handed-in values: impossible, copied, slipped, transposed, out of line, unsigned."""

import re
from dataclasses import replace
from datetime import date

import pytest

from reportgen.checks import by_code, run
from reportgen.model.finding import Ending
from reportgen.model.particulars import Role, Signature
from reportgen.model.signoff import SignOff, SignOffRules
from tests.checks.examining import examined
from tests.checks.sketches import Sketch, dossier_of
from tests.projects import METRICS, REPORT

SITE = "report.toml"
METRIC = "data/metrics/environment.toml"
ENTITY = '\n[[entity]]\nid = "{0}"\nname = {{ zh-hant = "{0}", en = "{0}" }}\nkind = "site"\n'


def metric(unit, more="", id="new.one"):
    text = (
        f'\n[[metric]]\nid = "{id}"\nlabel = {{ zh-hant = "新", en = "New" }}\nunit = "{unit}"\nowner = "environment"\n'
    )
    return {METRIC: METRICS + text + more + "\n"}


def changed(id, line):
    """The small project with a line more in one metric."""
    return {METRIC: re.sub(rf'(id = "{re.escape(id)}")', rf"\1\n{line}", METRICS, count=1)}


def said(outcome, metric=None):
    return [f.message for f in outcome.findings if metric in (None, f.metric)]


# --- single values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "more", "value", "what"),
    [
        ("tonne", "", "-3", "below zero"),
        ("tonne", "low = -10", "-3", ""),
        ("celsius", "", "-3", ""),
        ("rmb", "", "-3", "below zero"),
        ("percent", "", "100", ""),
        ("percent", "", "100.1", "more than all of it"),
        ("percent", "high = 1000", "400", ""),
        ("rank", "", "0", "no rank"),
        ("rank", "", "1.5", "no rank"),
        ("year", "", "2022", ""),
        ("year", "", "202", "no year"),
        ("pue", "", "0.98", "equipment"),
        ("pue", "", "1.3", ""),
        ("count", "", "0", ""),
    ],
)
def test_what_cannot_be(unit, more, value, what, tmp_path):
    state = [] if value != "0" else ["confirmed_zero"]
    found = examined("DT001", tmp_path, metric(unit, more), figures=[("new.one", "2022", value, *state)])
    messages = said(found, "new.one")
    assert bool(messages) is bool(what)
    assert all(what in message for message in messages)


@pytest.mark.parametrize(
    ("unit", "more", "value", "found"),
    [
        ("count", "", "12.4", True),
        ("count", "decimals = 0", "12.4", True),
        ("count", "decimals = 1", "12.4", False),
        ("count", "", "12.0", False),
        ("tonne", "", "12.4", False),
    ],
)
def test_a_count_is_whole_unless_it_declares_decimals(unit, more, value, found, tmp_path):
    outcome = examined("DT002", tmp_path, metric(unit, more), figures=[("new.one", "2022", value)])
    assert bool(outcome.findings) is found


def test_digits_beyond_the_declared_are_a_warning_when_typed_and_information_when_computed(tmp_path):
    values = [("ghg.scope1", "2022", "172137.94"), ("ghg.scope2", "2022", "2650073.333333333")]
    found = examined("DT003", tmp_path, figures=values).findings
    assert [(f.metric, f.severity) for f in found] == [("ghg.scope1", "warning"), ("ghg.scope2", "info")]


@pytest.mark.parametrize(("value", "found"), [("2650000", True), ("2650070", False), ("2650073.4", False)])
def test_a_value_rounded_much_further_than_last_years_is_asked_about(value, found, tmp_path):
    outcome = examined("DT003", tmp_path, figures=[("ghg.scope2", "2022", value)])
    assert bool(outcome.findings) is found


# --- against last year -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "words", "severity"),
    [("", (), ["warning"]), ("steady = true", (), []), ("", ("explanation:the_same_meter",), ["info"])],
)
def test_a_copied_value(more, words, severity, tmp_path):
    row = ("ghg.scope1", "2022", "18961.4", *words)
    outcome = examined("DT004", tmp_path, changed("ghg.scope1", more) if more else None, ledger=[row])
    assert [f.severity for f in outcome.findings] == severity


def test_from_how_many_digits_on_a_copy_counts_is_an_option(tmp_path):
    files = {"report.toml": REPORT + "\n[checks.DT004]\ndigits = 7\n"}
    (finding,) = examined("DT004", tmp_path, files, figures=[("ghg.scope1", "2022", "18961.4")]).findings
    assert finding.severity == "info"


@pytest.mark.parametrize("value", ["18916.4", "81961.4", "18691.4"])
def test_last_years_value_with_two_digits_the_other_way_round(value, tmp_path):
    (message,) = said(examined("DT005", tmp_path, figures=[("ghg.scope1", "2022", value)]))
    assert "18,961.4" in message


def test_a_swap_that_would_let_a_sum_add_up_is_told_with_the_right_value(tmp_path):
    files = changed("ghg.total", 'breakdowns = [["ghg.scope1", "ghg.scope2", "ghg.scope3"]]')
    files[METRIC] = files[METRIC].replace('formula = "{ghg.scope1} + {ghg.scope2} + {ghg.scope3}"\n', "", 1)
    values = [
        ("ghg.total", "2022", "5739723.7"),
        ("ghg.total", "2021", "5111461.9"),
        ("ghg.scope3", "2022", "2917152.5"),
    ]
    messages = said(examined("DT005", tmp_path / "a", files, figures=values), "ghg.scope3")
    assert len(messages) == 1
    assert "2,917,512.5" in messages[0]
    (message,) = said(examined("AR001", tmp_path / "b", files, figures=values))
    assert "ghg.scope3 would fit as 2,917,512.5" in message
    assert "360 too much" in message


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("265007.3", "1/9.4 of"),
        ("26500733", "10.7 times"),
        ("2650073300", "1,065 times"),
        ("2650.1", "1/939 of"),
        ("2650073.3", ""),
        ("9000000", ""),
        ("17000000", "6.8 times"),
    ],
)
def test_a_slip_of_scale(value, told, tmp_path):
    messages = said(examined("DT006", tmp_path, figures=[("ghg.scope2", "2022", value)]), "ghg.scope2")
    assert bool(messages) is bool(told)
    assert all(told in message for message in messages)


def test_a_tie_that_holds_bears_out_a_value_that_grew_tenfold(tmp_path):
    files = changed("ghg.scope1", 'ties = [{ formula = "{water.use} / 47", within = 10 }]')
    assert "ghg.scope1" in [f.metric for f in examined("DT006", tmp_path / "a").findings]
    assert "ghg.scope1" not in [f.metric for f in examined("DT006", tmp_path / "b", files).findings]


@pytest.mark.parametrize(
    ("words", "found"), [((), True), (("reason:plant_closed",), False), (("explanation:sold_in_March",), False)]
)
def test_a_zero_where_something_was(words, found, tmp_path):
    outcome = examined("DT007", tmp_path, ledger=[("ghg.scope1", "2022", "0", "confirmed_zero", *words)])
    assert bool(said(outcome, "ghg.scope1")) is found


# --- entities and months -----------------------------------------------------------------------------


def sites(*names, every="month", more=""):
    own = f'level = "site"\nevery = "{every}"\n{more}'
    return metric("m3", own, "gas.use") | {"report.toml": REPORT + "".join(ENTITY.format(name) for name in names)}


MONTHS = ["5310", "5204", "4987", "4720", "4415", "4102", "4033", "4120", "4388", "4690", "5011", "5290"]


@pytest.mark.parametrize(
    ("month", "value", "what"),
    [
        (7, "40330", "8.3 times the middle"),
        (7, "403.3", "0.086 times"),
        (7, "0", "is zero"),
        (8, "4033", "the same to the digit as for 2022-07"),
        (7, "5600", ""),
    ],
)
def test_a_month_among_the_months_of_its_site(month, value, what, tmp_path):
    values = [value if n == month else usual for n, usual in enumerate(MONTHS, 1)]
    outcome = examined(
        "DT008", tmp_path, sites("works"), ledger=[("gas.use", "2022", ",".join(values), "entity:works")]
    )
    assert [f.period for f in outcome.findings] == ["2022"] * bool(what)
    assert all(what in message and f"2022-{month:02}" in message for message in said(outcome))


def test_steady_months_may_repeat(tmp_path):
    row = ("gas.use", "2022", ",".join(["5311"] * 12), "entity:works")
    assert examined("DT008", tmp_path / "a", sites("works"), ledger=[row]).findings
    assert not examined("DT008", tmp_path / "b", sites("works", more="steady = true"), ledger=[row]).findings


def test_two_sites_with_the_same_months(tmp_path):
    rows = [("gas.use", "2022", ",".join(MONTHS), f"entity:{site}") for site in ("north", "south")]
    outcome = examined("DT018", tmp_path / "a", sites("north", "south"), ledger=rows)
    assert said(outcome) == ["gas.use of south and of north is the same in all 12 months for 2022"]
    other = [rows[0], ("gas.use", "2022", ",".join([*MONTHS[:-1], "5291"]), "entity:south")]
    assert not examined("DT018", tmp_path / "b", sites("north", "south"), ledger=other).findings


def test_short_values_of_many_sites_are_alike_by_chance(tmp_path):
    names = [f"s{n}" for n in range(12)]
    rows = [("gas.use", "2022", str(5000 + n // 2), f"entity:{name}") for n, name in enumerate(names)]
    assert not examined("DT018", tmp_path, sites(*names, every="year"), ledger=rows).findings


# --- signatures, dates, reasons ----------------------------------------------------------------------

SIGNED = ("prepared:May@2023-01-20", "reviewed:Lee@2023-01-21", "approved:Kay@2023-01-23")


def test_without_a_signature_there_is_nothing_to_examine(tmp_path):
    assert examined("DT010", tmp_path / "a").ending is Ending.NOTHING
    assert examined("DT011", tmp_path / "b").ending is Ending.NOTHING


def test_open_signatures_are_told_by_workbook_and_role(tmp_path):
    rows = [("ghg.scope1", "2022", "172137.9", *SIGNED), ("ghg.scope2", "2022", "2650073.3", SIGNED[0])]
    outcome = examined("DT010", tmp_path, ledger=rows)
    assert sorted(f.subject for f in outcome.findings) == [
        "small.xlsx missing approved",
        "small.xlsx missing prepared",
        "small.xlsx missing reviewed",
    ]
    reviewed = next(f for f in outcome.findings if f.subject.endswith("reviewed"))
    assert reviewed.message.startswith("small.xlsx: the reviewer has not signed 4 values: ")
    assert "ghg.scope2 2022 (ghg.scope2/2022)" in reviewed.message


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("at:2022-12-30",), "came in on 2022-12-30, before the period was over"),
        (("at:2022-12-30", "estimated"), ""),
        (("prepared:May@2022-11-01",), "prepared as of 2022-11-01, before the period"),
        (("prepared:May@2023-03-01",), "after the workbook came in on 2023-02-01"),
        (("prepared:May@2023-01-20", "reviewed:Lee@2023-01-10"), "before it was prepared on 2023-01-20"),
        (SIGNED, ""),
    ],
)
def test_dates_of_a_value(words, what, tmp_path):
    messages = said(examined("DT012", tmp_path, ledger=[("water.use", "2022", "8152482", *words)]))
    assert bool(messages) is bool(what)
    assert all(what in message for message in messages)


@pytest.mark.parametrize("told", ["reason:bills_are_late", "method:last_quarter", "explanation:bills"])
def test_any_word_on_how_it_was_estimated_will_do(told, tmp_path):
    row = ("water.use", "2022", "8152482", "estimated")
    assert examined("DT013", tmp_path / "a", ledger=[row]).findings
    assert not examined("DT013", tmp_path / "b", ledger=[(*row, told)]).findings


def test_another_unit_is_information_unless_the_value_is_of_another_size(tmp_path):
    files = metric("mwh", "comparatives = 1")
    for name, value, severity in (("a", "5100", "info"), ("b", "5.1", "warning")):
        rows = [("new.one", "2022", value, "handed:5100_kWh"), ("new.one", "2021", "4900")]
        (finding,) = examined("DT015", tmp_path / name, files, ledger=rows).findings
        assert finding.severity == severity


# --- large sets --------------------------------------------------------------------------------------


def test_first_digits_need_many_values(tmp_path):
    rows = [("gas.use", "2022", ",".join(MONTHS), "entity:works")]
    assert examined("DT016", tmp_path, sites("works"), ledger=rows).ending is Ending.NOTHING


@pytest.mark.parametrize(("factor", "found"), [(10, True), (50, False)])
def test_rows_far_off_their_site(factor, found, tmp_path):
    files = {"report.toml": REPORT + f"\n[checks.DT017]\nfactor = {factor}\n"}
    row = ("water.use", "works", "2022-07", "81520", "usual:8152", "rows:12")
    outcome = examined("DT017", tmp_path, files, screened=[row])
    assert bool(outcome.findings) is found
    assert all("works 2022-07 (row 8) 81,520, 10 times its middle 8,152" in m for m in said(outcome))


def test_of_very_many_values_the_first_are_told_and_the_rest_are_counted(tmp_path):
    names = [f"s{n}" for n in range(40)]
    rows = [("gas.use", "2022", str(5000 + n), f"entity:{name}", "at:2022-11-01") for n, name in enumerate(names)]
    outcome = examined("DT012", tmp_path, sites(*names, every="year"), ledger=rows)
    assert len(outcome.findings) == 26
    assert said(outcome)[-1] == "15 more values of gas.use are like the 25 that are told"


def test_a_signature_from_before_a_change_has_lapsed(tmp_path):
    made = dossier_of(Sketch(files={}, figures=(), lost=()), tmp_path)
    key = ("water.use", "2022", "group")
    signed = {Role.PREPARED: Signature("May", date(2023, 1, 20))}
    rules = SignOffRules(roles=(Role.PREPARED,))
    all_signed = {entry.datapoint.key: SignOff(standing=signed) for entry in made.entries}
    project = replace(made.project, settings=replace(made.project.settings, sign_off=rules))
    lapsed = replace(made, project=project, sign_offs={**all_signed, key: SignOff(lapsed=signed)})
    (outcome,) = run(lapsed, [by_code("DT010")])
    (finding,) = outcome.findings
    assert finding.message == "small.xlsx: 1 value changed after the preparer signed: water.use 2022 (water.use/2022)"
    assert (finding.metric, finding.fix) == (
        "water.use",
        "let the preparer sign again in the workbook, or with reportgen sign",
    )
