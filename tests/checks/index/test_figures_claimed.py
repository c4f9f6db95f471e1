"""Claims of figures against what sections print, and figures that claim nothing."""

import pytest

from tests.checks.examining import EN, ZH, examined
from tests.projects import METRICS, OUTLINE, REPORT, TABLES

WATER = '{{ kpi("water.use") }}'
OWNED = 'decimals = 0\nowner = "environment"\n'
BARE = METRICS.replace(f'{OWNED}disclosures = ["HKEX A2.2"]', OWNED)
TABLE = """
[[table]]
id = "water"
title = { zh-hant = "用水", en = "Water" }
years = [0]

[[table.group]]
id = "water"
rows = ["water.use"]
"""


def declaring(code):
    return {"data/outline.toml": OUTLINE.replace('disclosures = ["HKEX A1"]', f'disclosures = ["{code}"]')}


@pytest.mark.parametrize(
    ("code", "severity"),
    [("HKEX A2.2", "warning"), ("HKEX B4.1", "info"), ("HKEX A2.3", "info")],
)
def test_a_claim_of_figures_without_figures_weighs_more_than_one_of_words(code, severity, tmp_path):
    # water is printed in the section on data, so that A2.2 is answered all the same; B4.1 and A2.3 ask for words
    files = declaring(code) | {
        "templates/en/A1-data.md": f"{WATER} and a mark.{{{{ disclosure('HKEX B4.1') }}}}\n",
        "templates/zh-hant/A1-data.md": f"{WATER}。{{{{ disclosure('HKEX B4.1') }}}}\n",
    }
    (finding,) = examined("IX002", tmp_path, files).findings
    assert (finding.section, finding.severity) == ("environment", severity)


def marked(text):
    return {EN: f"{text} was used.{{{{ disclosure('HKEX A2.2') }}}}\n\n{{{{ table('water') }}}}\n",
            ZH: f"用水{text}。{{{{ disclosure('HKEX A2.2') }}}}\n\n{{{{ table('water') }}}}\n"}  # fmt: skip


def test_a_figure_beside_the_mark_has_to_declare_the_disclosure(tmp_path):
    assert BARE != METRICS
    files = marked(WATER) | {"data/tables.toml": TABLES + TABLE, "data/metrics/environment.toml": BARE}
    (finding,) = examined("IX005", tmp_path, files).findings
    assert (finding.metric, finding.section, finding.subject) == ("water.use", "environment", "HKEX A2.2")
    files |= {"data/metrics/environment.toml": METRICS}
    assert examined("IX005", tmp_path, files).findings == ()


def test_a_figure_of_the_crosswalk_s_counterpart_is_proposed(tmp_path):
    gri = {"data/metrics/environment.toml": METRICS.replace('"HKEX A2.2"', '"GRI 303-5:a"')}
    report = {"report.toml": _with_gri()}
    text = {EN: f"{WATER} was used.\n", ZH: f"用水{WATER}。\n"}
    found = examined("IX005", tmp_path, gri | report | text).findings
    assert [(f.metric, f.subject) for f in found] == [("water.use", "HKEX A2.2")]
    assert "GRI 303-5" in found[0].message


def _with_gri():
    return REPORT.replace('HKEX = "2022"', 'HKEX = "2022"\nGRI = "2021"')
