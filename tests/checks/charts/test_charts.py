"""Charts against tables, units, gaps and wholes."""

import pytest

from tests.checks.examining import examined
from tests.projects import METRICS

CLIMATE = {
    "templates/en/1.1-climate.md": '{{ chart("scopes", title="TITLE") }}\n',
    "templates/zh-hant/1.1-climate.md": '{{ chart("scopes", title="標題說明情況") }}\n',
}


def chart(form="columns", metrics='["ghg.scope1", "ghg.scope2"]', en="Emissions (tonnes CO₂e)", more=""):
    text = f'[[chart]]\nid = "scopes"\nform = "{form}"\nmetrics = {metrics}\nyears = [-1, 0]\n'
    return {"data/charts.toml": f'{text}measure = {{ zh-hant = "排放（噸二氧化碳當量）", en = "{en}" }}\n{more}\n'}


def titled(title):
    return CLIMATE | {"templates/en/1.1-climate.md": f'{{{{ chart("scopes", title="{title}") }}}}\n'}


@pytest.mark.parametrize("where", ["chart", "table"])
def test_a_point_that_the_table_tells_otherwise_is_found(where, tmp_path):
    printed = [("en", where, "ghg.scope1", "2022", "172,137.8")]
    (finding,) = examined("CH001", tmp_path, printed=printed).findings
    assert (finding.language, finding.metric, finding.period) == ("en", "ghg.scope1", "2022")
    assert "172,137.8" in finding.message
    assert "172,137.9" in finding.message


@pytest.mark.parametrize(
    ("measure", "severity"),
    [
        ("Emissions (kg CO2e)", "error"),
        ("Emissions (MWh)", "error"),
        ("Emissions", "warning"),
        ("Emissions (all scopes)", "warning"),
        ("Emissions (tonnes CO2e)", ""),
        ("Emissions, tonnes CO₂e (both scopes)", ""),
    ],
)
def test_the_measure_line_has_to_tell_the_unit_and_no_other(measure, severity, tmp_path):
    found = examined("CH003", tmp_path, chart(en=measure)).findings
    assert [f.severity for f in found if f.language == "en"] == [severity] * bool(severity)


@pytest.mark.parametrize("title", ["Emissions 2021 and 2022", "Scope 1 and Scope 2", "Emissions (tonnes CO₂e)"])
def test_a_title_that_only_repeats_is_no_finding(title, tmp_path):
    found = examined("CH005", tmp_path, chart() | titled(title)).findings
    assert [f.language for f in found if f.language == "en"] == ["en"] * (title != "Emissions 2021 and 2022")


def test_gaps_have_to_be_told_in_each_language(tmp_path):
    source = 'source = { zh-hant = "2021年未有數據。", en = "From our records." }'
    files = chart(more=source)
    (finding,) = examined("CH006", tmp_path, files, figures=[("ghg.scope1", "2021", "none")]).findings
    assert (finding.language, finding.metric, finding.period) == ("en", "ghg.scope1", "2021")


def test_a_share_chart_has_to_hold_every_part(tmp_path):
    (one, other) = examined("CH008", tmp_path, chart("share")).findings
    assert "leaves out ghg.scope3: it is part of ghg.total" in one.message
    assert one.message == other.message


def test_parts_in_per_cent_have_to_make_a_hundred(tmp_path):
    unit = METRICS.replace('label = { zh-hant = "範圍一", en = "Scope 1" }\nunit = "tco2e"', "", 1)
    more = "".join(
        f'[[metric]]\nid = "part.{name}"\nlabel = {{ zh-hant = "{name}", en = "{name}" }}\nunit = "percent"\n'
        f'decimals = 1\nowner = "environment"\ncomparatives = 1\nformula = "{formula}"\n'
        for name, formula in (("a", "{ghg.scope1} / {ghg.total} * 100"), ("b", "{ghg.scope2} / {ghg.total} * 100"))
    )
    assert unit != METRICS
    files = chart("share", '["part.a", "part.b"]') | {"data/metrics/parts.toml": more}
    assert "adds up to" in examined("CH008", tmp_path, files).findings[0].message


def test_a_total_far_above_its_part_is_found_too(tmp_path):
    more = (
        '[[metric]]\nid = "all.sum"\nlabel = { zh-hant = "全", en = "All" }\nunit = "tco2e"\nowner = "environment"\n'
        'decimals = 1\ncomparatives = 1\nformula = "{ghg.total} + {ghg.scope3}"\n'
    )
    files = chart("stacked", '["all.sum", "ghg.scope1"]') | {"data/metrics/all.toml": more}
    assert "counts ghg.scope1 twice" in examined("CH008", tmp_path, files).findings[0].message
