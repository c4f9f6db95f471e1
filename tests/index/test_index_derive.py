"""The index says what the report really prints."""

import pytest

from reportgen.chapters import bind
from reportgen.index import derive, with_pages
from tests.projects import EN, METRICS, ZH, small


def index_of(tmp_path, **changes):
    project, figures = small(tmp_path, **changes)
    manuscripts = [bind(project, figures, language) for language in (ZH, EN)]
    return {entry.disclosure.name: entry for entry in derive(project, manuscripts)}


def test_an_entry_for_each_disclosure_and_none_for_a_heading(tmp_path):
    index = index_of(tmp_path)
    # Appendix 27 of the 2022 edition: 12 general disclosures and 36 KPIs; 3 mandatory paragraphs with 6 items
    assert len(index) == 12 + 36 + 3 + 6
    assert all(entry.disclosure.kind != "topic" for entry in index.values())


def test_a_disclosure_is_answered_by_a_section_that_declares_it(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1.GD"]')
    entry = index_of(tmp_path, outline=outline)["HKEX A1.GD"]
    assert (entry.status, entry.sections, entry.metrics) == ("reported", ("environment",), ())


def test_an_empty_chapter_answers_nothing(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1.GD"]')
    assert index_of(tmp_path, outline=outline, chapter_en="", chapter_zh="")["HKEX A1.GD"].status == "missing"


def test_a_disclosure_is_answered_by_an_anchor(tmp_path):
    anchors = {f"climate_{x}": 'Words {{ disclosure("HKEX A1.5") }}{{ note("scope-two") }}\n' for x in ("en", "zh")}
    entry = index_of(tmp_path, **anchors)["HKEX A1.5"]
    assert (entry.status, entry.sections) == ("reported", ("climate",))


def test_a_disclosure_is_answered_where_its_metric_stands_in_a_table(tmp_path):
    entry = index_of(tmp_path)["HKEX A1.2"]
    # the total is told in the text of climate too, but in full in the table of data
    assert (entry.status, entry.sections, entry.metrics) == ("reported", ("data",), ("ghg.total",))


def test_a_metric_in_no_table_answers_where_it_is_first_told(tmp_path):
    text = {f"climate_{x}": 'Words {{ kpi("water.use") }}\n' for x in ("en", "zh")}
    text |= {f"data_{x}": '{{ kpi("water.use") }}\n\n{{ table("kpi") }}\n' for x in ("en", "zh")}
    entry = index_of(tmp_path, **text)["HKEX A2.2"]
    assert (entry.status, entry.sections, entry.metrics) == ("reported", ("climate",), ("water.use",))


def test_a_metric_told_in_a_chart_alone_answers(tmp_path):
    metrics = METRICS.replace('id = "ghg.scope1"', 'id = "ghg.scope1"\ndisclosures = ["HKEX A1.1"]', 1)
    tables = ('"ghg.total", "ghg.scope1", "ghg.scope2"]', '"ghg.total", "ghg.scope2"]')
    entry = index_of(tmp_path, metrics=metrics, tables=tables)["HKEX A1.1"]
    assert (entry.status, entry.sections) == ("reported", ("climate",))


def test_another_name_counts_as_its_metric(tmp_path):
    text = {f"climate_{x}": 'Words {{ kpi("climate.emissions") }}\n' for x in ("en", "zh")}
    entry = index_of(tmp_path, **text, data_en="Text.\n", data_zh="Text.\n")["HKEX A1.2"]
    assert (entry.sections, entry.metrics) == (("climate",), ("ghg.total",))


def test_a_metric_that_is_not_printed_answers_nothing(tmp_path):
    entry = index_of(tmp_path)["HKEX A2.2"]
    assert (entry.status, entry.sections, entry.metrics) == ("missing", (), ())


@pytest.mark.parametrize("status", ["omitted", "not_applicable"])
def test_an_omission_is_told_with_its_reason(tmp_path, status):
    entry = index_of(tmp_path, omissions=('"not_applicable"', f'"{status}"'))["HKEX A2.5"]
    assert (entry.status, entry.sections, entry.reason["en"]) == (status, (), "No packaging.")


def test_a_part_is_answered_with_the_paragraph_that_holds_it(tmp_path):
    index = index_of(tmp_path, outline=('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX Para 13"]'))
    assert index["HKEX Para 13(ii)"].status == "reported"
    assert index["HKEX Para 13(ii)"].sections == ("environment",)
    assert index["HKEX Para 14"].status == "missing"
    assert index["HKEX Para 14-Materiality"].status == "missing"


def test_a_paragraph_is_not_answered_by_one_of_its_parts(tmp_path):
    index = index_of(tmp_path, outline=('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX Para 13(i)"]'))
    assert index["HKEX Para 13(i)"].status == "reported"
    assert index["HKEX Para 13"].status == "missing"


def test_sections_stand_in_the_reports_order_and_pages_are_theirs(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1.2"]')
    project, figures = small(tmp_path, outline=outline)
    entries = derive(project, [bind(project, figures, EN)])
    pages = {EN: {"environment": 3, "climate": 3, "data": 9}, ZH: {"environment": 2}}
    found = {e.disclosure.name: e for e in with_pages(entries, pages)}
    assert found["HKEX A1.2"].sections == ("environment", "data")
    assert found["HKEX A1.2"].pages == ((EN, (3, 9)), (ZH, (2,)))
    assert found["HKEX A2.2"].pages == ((EN, ()), (ZH, ()))
