"""What a chart draws: figures, years, goals, names, scales and titles."""

import pytest

from tests.checks.examining import examined
from tests.projects import METRICS

EN_PATH, ZH_PATH = "templates/en/1.1-climate.md", "templates/zh-hant/1.1-climate.md"
SCOPES = '["ghg.scope1", "ghg.scope2"]'
MEASURE = '{ zh-hant = "排放（噸二氧化碳當量）", en = "Emissions (tonnes CO2e)" }'
GOAL = """
[[metric]]
id = "ghg.goal"
label = { zh-hant = "範圍一", en = "Scope 1" }
unit = "tco2e"
decimals = 1
owner = "environment"
period = "target-2030"
formula = "{ghg.scope1@2022} / 2"
"""


def chart(form="columns", metrics=SCOPES, years="[-1, 0]", measure=MEASURE, more="", id="scopes"):
    text = (
        f'[[chart]]\nid = "{id}"\nform = "{form}"\nmetrics = {metrics}\nyears = {years}\nmeasure = {measure}\n{more}\n'
    )
    return {"data/charts.toml": text}


def titled(english, id="scopes"):
    return {
        EN_PATH: f'{{{{ chart("{id}", title="{english}") }}}}\n',
        ZH_PATH: f'{{{{ chart("{id}", title="排放") }}}}\n',
    }


def test_a_second_name_of_a_drawn_metric_is_the_same_figure(tmp_path):
    files = chart(metrics='["ghg.total", "climate.emissions"]')
    found = examined("CH009", tmp_path, files).findings
    assert {(f.language, f.metric) for f in found} == {("en", "ghg.total"), ("zh-hant", "ghg.total")}


def test_years_without_a_gap_are_in_order(tmp_path):
    assert examined("CH010", tmp_path, chart()).findings == ()


def test_a_year_that_is_left_out_is_found_where_it_has_a_figure(tmp_path):
    more = {"data/metrics/environment.toml": _with_three_years()}
    figures = [("ghg.scope1", "2020", "9")]
    files = chart(metrics='["ghg.scope1"]', years="[-2, 0]") | more
    found = examined("CH010", tmp_path, files, figures=figures).findings
    assert "leaves out 2021" in found[0].message
    whole = chart(metrics='["ghg.scope1"]', years="[-2, -1, 0]") | more
    assert examined("CH010", tmp_path, whole, figures=figures).findings == ()


def _with_three_years():
    return METRICS.replace("comparatives = 1", "comparatives = 2", 1)


@pytest.mark.parametrize(("targets", "wrong"), [("[]", True), ('["ghg.goal"]', False)])
def test_a_figure_of_a_year_ahead_has_to_be_drawn_as_a_goal(targets, wrong, tmp_path):
    files = chart("path", '["ghg.scope1", "ghg.goal"]', "[0]", more=f"targets = {targets}")
    files |= {"data/metrics/goal.toml": GOAL}
    found = examined("CH011", tmp_path, files).findings
    assert {f.metric for f in found} == ({"ghg.goal"} if wrong else set())


def test_a_goal_is_known_by_its_name_too(tmp_path):
    files = chart(metrics='["ghg.scope1", "ghg.aim"]', years="[0]")
    files |= {
        "data/metrics/goal.toml": GOAL.replace("ghg.goal", "ghg.aim")
        .replace('period = "target-2030"\n', "")
        .replace('"範圍一", en = "Scope 1"', '"範圍一目標", en = "Scope 1 target"')
    }
    assert {f.metric for f in examined("CH011", tmp_path, files).findings} == {"ghg.aim"}


@pytest.mark.parametrize(
    ("labels", "languages"),
    [
        ('zh-hant = "範圍二", en = "Scope 1"', ["zh-hant"]),
        ('zh-hant = "範圍一", en = "Scope 2"', ["en"]),
        ('zh-hant = "用水", en = "Water"', ["en", "zh-hant"]),
        ('zh-hant = "範圍一（直接）", en = "Scope 1, direct"', []),
    ],
)
def test_a_series_is_called_by_its_own_metric_s_name(labels, languages, tmp_path):
    files = chart(more=f'labels = {{ "ghg.scope1" = {{ {labels} }} }}')
    assert sorted(f.language for f in examined("CH012", tmp_path, files).findings) == languages


@pytest.mark.parametrize(
    ("label", "wrong"),
    [("Scope 1: 2021", True), ("Scope 1: 2022", False), ("Scope 1", False), ("Scope 1, 2021 to 2022", False)],
)
def test_a_single_year_beside_a_point_is_the_point_s_own(label, wrong, tmp_path):
    more = f'labels = {{ "ghg.scope1" = {{ zh-hant = "範圍一", en = "{label}" }} }}'
    found = examined("CH013", tmp_path, chart(years="[0]", more=more)).findings
    assert [f.language for f in found] == ["en"] * wrong


def test_a_panel_in_the_unit_of_another_metric_is_found(tmp_path):
    more = 'labels = { "ghg.scope1" = { zh-hant = "範圍一（人民幣百萬元）", en = "Scope 1 (tonnes CO2e)" } }'
    files = chart("panels", '["ghg.scope1", "finance.revenue"]', more=more)
    found = examined("CH013", tmp_path, files).findings
    assert {(f.language, f.metric) for f in found} == {("zh-hant", "ghg.scope1")}


def test_points_that_agree_in_both_languages_are_sound(tmp_path):
    outcome = examined("CH014", tmp_path)
    assert (outcome.examined, outcome.findings) == (1, ())


@pytest.mark.parametrize(
    ("form", "words", "wrong"),
    [
        ("panels", "Emissions and revenue", True),
        ("panels", "Each panel has its own scale", False),
        ("columns", "Emissions", False),
        ("columns", "Emissions; the axis does not begin at zero", True),
    ],
)
def test_scales_have_to_be_told(form, words, wrong, tmp_path):
    measure = f'{{ zh-hant = "排放，縱軸由零起計", en = "{words}" }}'
    metrics = '["ghg.scope1", "finance.revenue"]' if form == "panels" else SCOPES
    found = examined("CH015", tmp_path, chart(form, metrics, measure=measure)).findings
    assert [f.language for f in found] == ["en"] * wrong


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Emissions are below the base year", True),
        ("Emissions are on their way to the target", True),
        ("Emissions rose", False),
        ("A word that nobody expects", False),
    ],
)
def test_a_base_year_or_goal_in_the_title_has_to_be_drawn(title, wrong, tmp_path):
    found = examined("CH016", tmp_path, chart() | titled(title)).findings
    assert [f.language for f in found] == ["en"] * wrong


@pytest.mark.parametrize(
    ("measure", "severity"),
    [
        ("Emissions (tonnes CO2e)", "warning"),
        ("Scope 1 and Scope 2 (tonnes CO2e)", ""),
        ("Emissions except Scope 3", ""),
    ],
)
def test_a_stack_says_which_parts_it_draws(measure, severity, tmp_path):
    told = f'{{ zh-hant = "範圍一及範圍二排放（噸二氧化碳當量）", en = "{measure}" }}'
    found = examined("CH008", tmp_path, chart("stacked", measure=told)).findings
    assert [f.severity for f in found if f.language == "en"] == [severity] * bool(severity)
