"""The index says what the report really prints."""

import pytest

from reportgen.chapters import bind
from reportgen.index import derive, with_pages
from reportgen.model.index import Way
from tests.projects import EN, METRICS, ZH, problems_of, small


def index_of(tmp_path, **changes):
    project, figures = small(tmp_path, **changes)
    manuscripts = [bind(project, figures, language) for language in (ZH, EN)]
    return {entry.disclosure.name: entry for entry in derive(project, manuscripts)}


def lacks(entry):
    return [part.id for part in entry.lacking]


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
    assert (entry.status, entry.sections, entry.metrics) == ("partial", ("data",), ("ghg.total",))


def test_a_metric_in_no_table_answers_where_it_is_first_told(tmp_path):
    text = {f"climate_{x}": 'Words {{ kpi("water.use") }}\n' for x in ("en", "zh")}
    text |= {f"data_{x}": '{{ kpi("water.use") }}\n\n{{ table("kpi") }}\n' for x in ("en", "zh")}
    entry = index_of(tmp_path, **text)["HKEX A2.2"]
    assert (entry.status, entry.sections, entry.metrics) == ("partial", ("climate",), ("water.use",))


def test_a_metric_told_in_a_chart_alone_answers(tmp_path):
    metrics = METRICS.replace('id = "ghg.scope1"', 'id = "ghg.scope1"\ndisclosures = ["HKEX A1.1"]', 1)
    tables = ('"ghg.total", "ghg.scope1", "ghg.scope2"]', '"ghg.total", "ghg.scope2"]')
    entry = index_of(tmp_path, metrics=metrics, tables=tables)["HKEX A1.1"]
    # one figure is no breakdown by type
    assert (entry.status, entry.sections, lacks(entry)) == ("partial", ("climate",), ["by-type"])


def test_another_name_counts_as_its_metric(tmp_path):
    text = {f"climate_{x}": 'Words {{ kpi("climate.emissions") }}\n' for x in ("en", "zh")}
    entry = index_of(tmp_path, **text, data_en="Text.\n", data_zh="Text.\n")["HKEX A1.2"]
    assert (entry.sections, entry.metrics) == (("climate",), ("ghg.total",))


def test_a_metric_that_is_not_printed_answers_nothing(tmp_path):
    entry = index_of(tmp_path)["HKEX A2.2"]
    assert (entry.status, entry.sections, entry.metrics) == ("missing", (), ())


@pytest.mark.parametrize(
    ("kind", "status"), [("information_unavailable", "omitted"), ("not_material", "not_applicable")]
)
def test_an_omission_is_told_with_its_reason(tmp_path, kind, status):
    entry = index_of(tmp_path, omissions=('"not_material"', f'"{kind}"'))["HKEX A2.5"]
    assert (entry.status, entry.sections, entry.reason["en"]) == (status, (), "No packaging.")
    assert (entry.lacking, entry.omission.kind) == ((), kind)
    assert entry.omission_label


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
    pages = {EN: {"s-environment": 3, "s-climate": 3, "s-data": 8, "f-data-1": 9}}
    found = {e.disclosure.name: e for e in with_pages(entries, pages)}
    assert found["HKEX A1.2"].sections == ("environment", "data")
    assert found["HKEX A1.2"].pages(EN) == (3, 9)
    assert found["HKEX A2.2"].pages(EN) == ()


# --- sub-requirements ------------------------------------------------------------------------------


def declaring(id: str, code: str) -> str:
    return METRICS.replace(f'id = "{id}"', f'id = "{id}"\ndisclosures = ["{code}"]', 1)


def test_two_totals_need_two_figures(tmp_path):
    # A1.2 asks for Scope 1 and for Scope 2; ghg.total is one figure
    assert lacks(index_of(tmp_path)["HKEX A1.2"]) == ["scope-2"]


def test_a_part_is_answered_by_the_metric_that_names_it(tmp_path):
    metrics = declaring("ghg.scope2", "HKEX A1.2:scope-2")
    entry = index_of(tmp_path, metrics=metrics)["HKEX A1.2"]
    assert (entry.status, lacks(entry)) == ("reported", [])
    assert entry.metrics == ("ghg.scope2", "ghg.total")


def test_a_metric_that_names_a_part_answers_no_other(tmp_path):
    metrics = declaring("ghg.scope2", "HKEX A1.2:scope-2").replace('disclosures = ["HKEX A1.2"]', "")
    entry = index_of(tmp_path, metrics=metrics)["HKEX A1.2"]
    assert (entry.status, lacks(entry)) == ("partial", ["scope-1"])


def test_what_is_asked_for_in_figures_is_not_answered_by_a_claim(tmp_path):
    # A1.3 asks for a total in tonnes; the section declares it and prints none
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1.3"]')
    entry = index_of(tmp_path, outline=outline)["HKEX A1.3"]
    assert (entry.status, entry.sections, lacks(entry)) == ("missing", ("environment",), ["total"])
    assert {answer.ways for answer in entry.answers} == {(Way.DECLARED,)}


def test_a_marked_paragraph_without_its_figure_answers_in_part(tmp_path):
    anchors = {f"climate_{x}": 'Words {{ disclosure("HKEX A1.3") }}{{ note("scope-two") }}\n' for x in ("en", "zh")}
    entry = index_of(tmp_path, **anchors)["HKEX A1.3"]
    assert (entry.status, lacks(entry)) == ("partial", ["total"])


def test_a_marked_part_answers_it(tmp_path):
    anchors = {
        f"climate_{x}": 'Words {{ disclosure("HKEX A1.3:total") }}{{ note("scope-two") }}\n' for x in ("en", "zh")
    }
    assert index_of(tmp_path, **anchors)["HKEX A1.3"].status == "reported"


def test_a_part_left_out_with_a_reason_does_not_lack(tmp_path):
    omissions = """
[[omission]]
standard = "HKEX"
code = "A1.2"
part = "scope-2"
kind = "information_unavailable"
considered = 2023-02-01
reason = { zh-hant = "未有資料。", en = "Not metered." }
"""
    entry = index_of(tmp_path, omissions=omissions)["HKEX A1.2"]
    assert (entry.status, lacks(entry)) == ("reported", [])
    assert [(p.part.id, p.omission.reason["en"]) for p in entry.left_out] == [("scope-2", "Not metered.")]


# --- where -----------------------------------------------------------------------------------------


def test_an_answer_stands_where_the_paragraph_is_marked(tmp_path):
    anchors = {f"climate_{x}": 'Words {{ disclosure("HKEX A1.5") }}{{ note("scope-two") }}\n' for x in ("en", "zh")}
    answer = index_of(tmp_path, **anchors)["HKEX A1.5"].answers[0]
    assert answer.elements == {ZH: "d-climate-hkex-a1-5", EN: "d-climate-hkex-a1-5"}
    assert answer.ways == (Way.ANCHORED,)


def test_an_answer_by_a_figure_stands_at_the_figure_and_else_at_the_section(tmp_path):
    index = index_of(tmp_path)
    assert index["HKEX A1.2"].answers[0].elements[EN] == "f-data-1"
    assert index["HKEX A1.GD"].answers[0].elements[EN] == "s-environment"


def test_a_section_without_text_in_one_language_answers_nothing(tmp_path):
    assert index_of(tmp_path, chapter_en="")["HKEX A1.GD"].status == "missing"


# --- what the crosswalk proposes -------------------------------------------------------------------

GRI = ('HKEX = "2022"', 'HKEX = "2022"\nGRI = "2021"')
CONFIRMED = """
[[confirm]]
disclosure = "GRI 305-1"
source = "HKEX A1.2"
by = "May"
on = 2023-02-01
"""


def test_an_answer_elsewhere_is_proposed_and_not_asserted(tmp_path):
    entry = index_of(tmp_path, report=GRI)["GRI 305-1"]
    assert (entry.status, entry.answers) == ("missing", ())
    assert "HKEX A1.2" in [p.source.name for p in entry.proposals]


def test_a_confirmed_proposal_answers(tmp_path):
    entry = index_of(tmp_path, report=GRI, index=CONFIRMED)["GRI 305-1"]
    assert entry.answered
    assert [(a.section, a.ways) for a in entry.answers] == [("data", (Way.CONFIRMED,))]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("GRI 305-1", "GRI 305-99"), "is not a disclosure of the standards in report.toml"),
        (("HKEX A1.2", "HKEX B8.2"), "the crosswalk does not propose 'GRI 305-1' from 'HKEX B8.2'"),
        (('by = "May"', 'by = " "'), "a confirmation names nobody"),
        (("on = 2023-02-01", 'on = "soon"'), "'on' is wrong"),
        (("[[confirm]]", "[[confirmed]]"), "unknown table [confirmed] (did you mean 'confirm'?)"),
    ],
)
def test_a_confirmation_that_cannot_stand_is_told_with_its_place(tmp_path, change, told):
    problems = problems_of(lambda: index_of(tmp_path, report=GRI, index=CONFIRMED.replace(*change)))
    assert len(problems) == 1
    assert told in problems[0].what
    assert str(problems[0].where).startswith("data/index.toml:")
