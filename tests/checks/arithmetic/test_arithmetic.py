"""Totals, definitions, expectations, printed tables, units of formulas."""

import re

import pytest

from tests.checks.examining import examined
from tests.projects import METRICS, REPORT, TABLES

METRIC = "data/metrics/environment.toml"
TABLE = TABLES.replace('rows = ["ghg.total", "ghg.scope1", "ghg.scope2"]', "rows = ROWS", 1)
NO_NOTES = {
    "data/notes.toml": "# none\n",
    "templates/en/1.1-climate.md": '{{ kpi("ghg.total") }}\n',
    "templates/zh-hant/1.1-climate.md": '{{ kpi("ghg.total") }}\n',
}


def metric(unit, more="", id="new.one"):
    text = (
        f'\n[[metric]]\nid = "{id}"\nlabel = {{ zh-hant = "新", en = "New" }}\nunit = "{unit}"\nowner = "environment"\n'
    )
    return {METRIC: METRICS + text + more + "\n"}


def changed(id, line, without=""):
    text = re.sub(rf'(id = "{re.escape(id)}")', rf"\1\n{line}", METRICS, count=1)
    assert without in text
    return {METRIC: text.replace(without, "", 1) if without else text}


def printing(*rows):
    text = TABLE.replace("ROWS", "[" + ", ".join(f'"{row}"' for row in rows) + "]")
    text = re.sub(r"^(parts|labels) = .*\n", "", text, flags=re.M)
    return NO_NOTES | {"data/tables.toml": text}


def said(outcome):
    return [f.message for f in outcome.findings]


# --- totals ------------------------------------------------------------------------------------------

SUM = 'formula = "{ghg.scope1} + {ghg.scope2} + {ghg.scope3}"\n'
ROWS = 'breakdowns = [["ghg.scope1", "ghg.scope2", "ghg.scope3"]]'


@pytest.mark.parametrize(
    ("total", "severity"),
    [("5739723.7", []), ("5739723.8", ["info"]), ("5739723.9", ["info"]), ("5739724.0", ["error"])],
)
def test_a_total_handed_in_may_be_off_by_the_rounding_of_its_parts(total, severity, tmp_path):
    values = [("ghg.total", "2022", total), ("ghg.total", "2021", "5111461.9")]
    outcome = examined("AR001", tmp_path, changed("ghg.total", ROWS, SUM), figures=values)
    assert [f.severity for f in outcome.findings] == severity


def test_a_computed_total_may_not_be_off_at_all(tmp_path):
    files = changed("ghg.total", ROWS)
    (finding,) = examined("AR001", tmp_path, files, figures=[("ghg.total", "2022", "5739723.8")]).findings
    assert (finding.severity, finding.metric, finding.period) == ("error", "ghg.total", "2022")
    assert "ghg.scope1 172,137.9 + ghg.scope2 2,650,073.3 + ghg.scope3 2,917,512.5 is 5,739,723.7" in finding.message
    assert "0.1 too much" in finding.message


# --- definitions and expectations --------------------------------------------------------------------


@pytest.mark.parametrize(("value", "found"), [("46.2", False), ("46.1", True), ("46.3", True), ("4.62", True)])
def test_a_share_is_computed_anew(value, found, tmp_path):
    # 2,650,073.3 of 5,739,723.7 is 46.17 per cent
    files = metric("percent", 'decimals = 1\nties = "{ghg.scope2} / {ghg.total} * 100"')
    outcome = examined("AR002", tmp_path, files, figures=[("new.one", "2022", value)])
    assert bool(outcome.findings) is found
    assert all("46.170" in message and "ghg.scope2 2,650,073.3" in message for message in said(outcome))


def test_an_option_gives_definitions_more_room(tmp_path):
    files = metric("percent", 'decimals = 1\nties = "{ghg.scope2} / {ghg.total} * 100"')
    files["report.toml"] = REPORT + "\n[checks.AR002]\nslack = 1\n"
    assert not examined("AR002", tmp_path, files, figures=[("new.one", "2022", "46.5")]).findings


def test_one_quantity_handed_in_twice(tmp_path):
    files = metric("tonne", 'ties = "{water.use}"')
    assert not examined("AR002", tmp_path / "a", files, figures=[("new.one", "2022", "8152482")]).findings
    (message,) = said(examined("AR002", tmp_path / "b", files, figures=[("new.one", "2022", "8152842")]))
    assert message == "new.one for 2022 is 8,152,842, but {water.use} gives 8,152,482 (water.use 8,152,482)"


@pytest.mark.parametrize(("value", "found"), [("4646800", False), ("4900000", True), ("4646.8", True)])
def test_an_expectation_has_an_allowance(value, found, tmp_path):
    files = metric("mwh", 'ties = [{ formula = "{ghg.scope2} * 10000 / 5703", within = 5 }]')
    outcome = examined("AR003", tmp_path, files, figures=[("new.one", "2022", value)])
    assert [f.severity for f in outcome.findings] == ["warning"] * found
    assert all("give or take 5%" in message for message in said(outcome))
    assert not examined("AR002", tmp_path / "other", files, figures=[("new.one", "2022", value)]).findings


@pytest.mark.parametrize(("unit", "found"), [("kg", False), ("m3", True)])
def test_a_constant_that_stands_for_a_unit(unit, found, tmp_path):
    # The tie takes water in kg: 8,152,482 tonnes are converted, cubic metres can't be.
    tie = '{ formula = "{water.use} * 2", within = 1, units = { "water.use" = "' + unit + '" } }'
    files = metric("rmb", f"ties = [{tie}]")
    value = [("new.one", "2022", "16304964000")]
    assert not examined("AR003", tmp_path / "a", files, figures=value).findings
    messages = said(examined("AR009", tmp_path / "b", files, figures=value))
    assert messages == ["a tie of new.one takes water.use in m3, but the metric is in tonne"] * found


# --- averages, parts, names --------------------------------------------------------------------------

RATES = "".join(
    metric("percent", f"decimals = 1{more}", f"rate.{name}")[METRIC].removeprefix(METRICS)
    for name, more in (("all", '\naverages = [["rate.women", "rate.men"]]'), ("women", ""), ("men", ""))
)


@pytest.mark.parametrize(
    ("value", "found"), [("21.7", False), ("21.9", False), ("22.0", True), ("21.5", False), ("21.4", True)]
)
def test_an_average_lies_between_its_parts_within_their_rounding(value, found, tmp_path):
    values = [("rate.all", "2022", value), ("rate.women", "2022", "21.8"), ("rate.men", "2022", "21.6")]
    outcome = examined("AR008", tmp_path, {METRIC: METRICS + RATES}, figures=values)
    assert bool(outcome.findings) is found


@pytest.mark.parametrize(("value", "found"), [("8152482000", False), ("8152483", False), ("8152483001", True)])
def test_a_part_in_another_unit_is_converted(value, found, tmp_path):
    files = metric("kg", 'part_of = "water.use"')
    outcome = examined("AR010", tmp_path, files, figures=[("new.one", "2022", value)])
    assert bool(outcome.findings) is found


@pytest.mark.parametrize(("label", "found"), [("Water", True), ("Water of sites", False)])
def test_one_name_has_one_value(label, found, tmp_path):
    files = metric("tonne")
    files[METRIC] = files[METRIC].replace('{ zh-hant = "新", en = "New" }', f'{{ zh-hant = "用水", en = "{label}" }}')
    outcome = examined("AR011", tmp_path, files, figures=[("new.one", "2022", "8152842")])
    assert bool(outcome.findings) is found


# --- print -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "text", "found"),
    [
        ("table", "172,137.9", False),
        ("table", "172,138", False),
        ("table", "172,139", True),
        ("table", "272,137.9", True),
        ("table", "−172,137.9", True),
    ],
)
def test_a_number_is_read_back_as_exact_as_it_is_printed(where, text, found, tmp_path):
    outcome = examined("AR004", tmp_path, printed=[("en", where, "ghg.scope1", "2022", text)])
    assert [(f.language, f.metric) for f in outcome.findings] == [("en", "ghg.scope1")] * found


def test_a_sentence_tells_money_in_its_base_currency(tmp_path):
    files = {
        "templates/en/1-environment.md": 'Revenue was {{ kpi("finance.revenue") }}.\n',
        "templates/zh-hant/1-environment.md": '收入為{{ kpi("finance.revenue") }}。\n',
    }
    outcome = examined("AR004", tmp_path, files)
    assert not outcome.findings
    assert outcome.examined > 8


@pytest.mark.parametrize(("text", "found"), [("10.4", False), ("10.3", True), ("10", False), ("9", True)])
def test_an_intensity_follows_from_what_is_printed(text, found, tmp_path):
    # 5,739,723.7 over 554,552 is 10.3502
    files = printing("ghg.total", "ghg.intensity", "finance.revenue")
    outcome = examined("AR005", tmp_path, files, printed=[("en", "table", "ghg.intensity", "2022", text)])
    assert bool(outcome.findings) is found


def test_a_figure_without_printed_inputs_is_not_recomputed(tmp_path):
    outcome = examined("AR005", tmp_path, printing("ghg.total", "ghg.intensity"))
    assert outcome.examined == 0


@pytest.mark.parametrize(
    ("text", "found"), [("2,917,512.5", False), ("2,917,512.6", False), ("2,917,513.5", True), ("2,917,513", False)]
)
def test_a_table_foots_within_its_last_digits(text, found, tmp_path):
    files = printing("ghg.total", "ghg.scope1", "ghg.scope2", "ghg.scope3")
    outcome = examined("AR006", tmp_path, files, printed=[("en", "table", "ghg.scope3", "2022", text)])
    assert [(f.language, f.metric) for f in outcome.findings] == [("en", "ghg.total")] * found


# --- units -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "formula", "what"),
    [
        ("percent", "{ghg.scope1} / {ghg.total} * 100", ""),
        ("percent", "{ghg.scope1} / {ghg.total}", "100 times too small"),
        ("tco2e", "({ghg.scope1} + {ghg.scope2}) * 1000", "1,000 times too large"),
        ("kgco2e", "({ghg.scope1} + {ghg.scope2}) * 1000", ""),
        ("tco2e_per_rmb_million", "{ghg.scope1} / {finance.revenue}", ""),
        ("tco2e_per_rmb_million", "{finance.revenue} / {ghg.scope1}", "gives rmb / kgco2e"),
        ("tco2e", "{ghg.scope1} + {water.use}", "adds kgco2e of 1000 and kg of 1000"),
        ("tco2e", "{water.use} * 57 / 100", ""),
        ("tco2e", "{ghg.scope1} * (100 - {ghg.scope2} / {ghg.total} * 100) / 100", ""),
    ],
)
def test_units_of_formulas(unit, formula, what, tmp_path):
    outcome = examined("AR009", tmp_path, metric(unit, f'formula = "{formula}"'))
    assert bool(outcome.findings) is bool(what)
    assert all(what in message for message in said(outcome))
