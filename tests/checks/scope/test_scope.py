"""What is assured, and what is said of it."""

import pytest

from tests.checks.examining import EN, ZH, examined, found_in
from tests.projects import REPORT

LISTS = {EN: "{{ assured_list() }}\n", ZH: "{{ assured_list() }}\n"}


def test_a_language_without_list_is_found(tmp_path):
    found = examined("SC001", tmp_path, {EN: LISTS[EN]}, assured=["ghg.total"]).findings
    assert [(f.language, f.subject) for f in found] == [("zh-hant", "no list")]


def test_nothing_is_examined_where_nothing_is_assured(tmp_path):
    outcome = examined("SC001", tmp_path)
    assert (outcome.examined, outcome.findings) == (0, ())


def test_a_value_of_the_list_that_differs_from_the_table_is_found(tmp_path):
    printed = [("en", "list", "ghg.total", "2022", "5,739,723.8")]
    (finding,) = examined("SC001", tmp_path, LISTS, assured=["ghg.total"], printed=printed).findings
    assert finding.metric == "ghg.total"
    assert "5,739,723.8" in finding.message
    assert "5,739,723.7" in finding.message


@pytest.mark.parametrize(("language", "assured"), [("en", ["ghg.total"]), ("zh-hant", ["ghg.total", "ghg.scope1"])])
def test_a_mark_that_one_language_lacks_is_found(language, assured, tmp_path):
    marks = [(language, "kpi", "ghg.total", "unassured")]
    (finding,) = examined("SC002", tmp_path, assured=assured, marks=marks).findings
    assert (finding.language, finding.metric) == (language, "ghg.total")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('{{ kpi("ghg.total") }} was emitted, which is subject to limited assurance.', ""),
        ('Emissions of {{ kpi("ghg.total") }} have been independently assured.', ""),
        ('Emissions of {{ kpi("ghg.total") }} belong to the selected information.', ""),
        ("", '排放量{{ kpi("ghg.total") }}經獨立第三方鑒證。'),
        ("", '排放量{{ kpi("ghg.total") }}屬選定資料。'),
    ],
)
def test_a_figure_called_assured_is_found_unless_it_is(english, chinese, tmp_path):
    (finding,) = found_in("SC004", tmp_path, english, chinese)
    assert finding.metric == "ghg.total"
    files = {path: text + "\n" for path, text in ((EN, english), (ZH, chinese)) if text}
    assert examined("SC004", tmp_path, files, assured=["ghg.total"]).findings == ()


def test_an_assured_figure_of_which_the_text_denies_it_is_found(tmp_path):
    files = {EN: 'Emissions of {{ kpi("ghg.total") }} were not assured.\n'}
    (finding,) = examined("SC004", tmp_path, files, assured=["ghg.total"]).findings
    assert "denies" in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        'The assurance report covers a year in which {{ kpi("ghg.total") }} was emitted.',
        'Emissions were {{ kpi("ghg.total") }}. Other figures were assured by practitioners.',
        'Emissions of {{ kpi("ghg.total") }} were verified by a third party.',
        'We rest assured that {{ kpi("ghg.total") }} can fall.',
    ],
)
def test_other_words_of_assurance_are_let_through(sentence, tmp_path):
    assert found_in("SC004", tmp_path, sentence) == ()


def signed(*lines):
    return {"report.toml": f'{REPORT}\n[checks.SC005]\nsigned_on = "2023-03-22"\nsigned = {list(lines)}\n'}


def test_values_changed_missing_and_unreadable_are_found(tmp_path):
    lines = ["ghg.scope1 2022 172137.9", "ghg.scope2 2022 2,650,073.4", "ghg.scope9 2022 1", "ghg.scope3 2022"]
    found = examined("SC005", tmp_path, signed(*lines), assured=["ghg.total", "ghg.scope1"]).findings
    assert [f.metric or f.subject for f in found] == ["ghg.scope2", "ghg.scope9", "ghg.scope3 2022", "missing"]
    assert "on 2023-03-22 as 2650073.4" in found[0].message
    assert found[0].cell is not None
    assert found[-1].severity == "warning"


def test_a_derived_figure_can_be_signed(tmp_path):
    files = signed("ghg.total 2022 5739723.7")
    assert examined("SC005", tmp_path, files, assured=["ghg.total"]).findings == ()


def test_a_signed_value_whose_metric_is_not_marked_is_found(tmp_path):
    lines = ["ghg.scope1 2022 172137.9", "ghg.scope2 2022 2650073.3"]
    (finding,) = examined("SC005", tmp_path, signed(*lines), assured=["ghg.scope1"]).findings
    assert (finding.metric, finding.severity, finding.subject) == ("ghg.scope2", "error", "unmarked")


@pytest.mark.parametrize(
    ("value", "found"), [("10.4", 0), ("10.3", 1), ("10.35", 0), ("10.36", 1), ("10", 0), ("11", 1)]
)
def test_a_derived_value_is_compared_to_the_signed_digit(value, found, tmp_path):
    files = signed(f"ghg.intensity 2022 {value}")
    assert len(examined("SC005", tmp_path, files, assured=["ghg.intensity"]).findings) == found
