"""What the sheets beside the lead schedules tell, from a review that has something on each."""

import io
from dataclasses import replace

import openpyxl
import pytest

from reportgen.figures import resolve
from reportgen.model.figure import State
from reportgen.model.review import PackScope
from reportgen.pack.lead import contract, lead_workbook
from tests import projects
from tests.pack.lead.office import cell, column_of
from tests.pack.lead.reviews import review_of
from tests.pack.lead.rich import rich_review


def opened(review, *, computed=True):
    return openpyxl.load_workbook(io.BytesIO(lead_workbook(review)), data_only=computed)


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    return rich_review(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def book(review):
    return opened(review)


def value(sheet, row, id):
    return sheet.cell(row, column_of(sheet, id)).value


def links(sheet):
    """Sheet and cell of each link, in the order of the cells; none of them leads out of the workbook."""
    found = [one.hyperlink for row in sheet.iter_rows() for one in row if one.hyperlink]
    assert not [link for link in found if link.target]
    pairs = [link.location.rpartition("!") for link in found]
    return [(name.strip("'").replace("''", "'"), ref) for name, _, ref in pairs]


def rows(sheet):
    """The rows of a sheet by column id, up to the first empty one."""
    ids = [one.value for one in sheet[contract.IDS_ROW]]
    found = []
    for row in sheet.iter_rows(min_row=contract.FIRST_ROW, values_only=True):
        if not any(one is not None for one in row):
            break
        found.append(dict(zip(ids, row, strict=True)))
    return found


def test_the_index_lists_every_sheet_and_leads_there(book):
    front = book["索引 Index"]
    seen = [sheet.title for sheet in book if sheet.sheet_state == "visible" and sheet is not front]
    assert [name for name, _ in links(front)] == seen
    values = {one.value for row in front.iter_rows() for one in row}
    assert "0123456789ab" in values
    assert [str(one)[:10] for one in values if str(one).startswith("2023-04-30")]


def test_every_link_leads_to_a_cell_of_the_workbook(book):
    for sheet in book:
        for name, ref in links(sheet):
            assert book[name][ref].value is not None, (sheet.title, name, ref)


def test_every_sheet_is_set_up_for_print_and_has_the_legend(book):
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        assert sheet.print_area, sheet.title
        texts = [str(one.value) for row in sheet.iter_rows() for one in row if one.value]
        assert any("EF factor agreed to publication" in text for text in texts), sheet.title
        if sheet.title != "索引 Index":
            assert sheet.freeze_panes.endswith(str(contract.FIRST_ROW)), sheet.title
            assert sheet.print_title_rows == f"${contract.HEAD_ROW}:${contract.HEAD_ROW}"
            assert sheet.column_dimensions["A"].hidden
            assert sheet.row_dimensions[contract.IDS_ROW].hidden


def test_a_lead_schedule_tells_who_how_and_with_what(book):
    sheet, key = book["A environment"], "figure:ghg.scope1@2022"
    told = {id: cell(sheet, key, id).value for id in ("explanation", "method", "prepared", "reviewed", "evidence")}
    assert told == {
        "explanation": "a new plant\none meter\n2021: a site was left out",
        "method": "meters\n估算 estimated",
        "prepared": "Chan Tai Man\n2023-02-01",
        "reviewed": "Wong\n2023-02-02\n(已失效 lapsed)",
        "evidence": "INV-7",
    }
    assert cell(sheet, "figure:ghg.intensity@2022", "method").value == "= A-4 / A-6\n估算 estimated"
    assert cell(sheet, "figure:ghg.total@2022", "findings").value == "AR001"
    assert cell(sheet, "figure:ghg.scope2@2022", "method").value == "grid"
    water = "figure:water.use@2022"
    assert cell(sheet, water, "boundary").value == "3 × 地點 sites\n不納入 excluded: venture"
    assert cell(sheet, water, "remarks").value == (
        "auditor 2023-03-01: 例外 exception; too low\n→ May 2023-03-02: the meter was read again"
    )


def test_the_registers(book):
    restated = rows(book["重列 Restatements"])
    assert [(row["metric_id"], row["before"], row["after"]) for row in restated] == [
        ("ghg.scope1", 18000.4, 18961.4), ("ghg.scope2", 2500000, 2488000.3),
    ]  # fmt: skip
    entities = {row["entity_id"]: row for row in rows(book["匯報範圍 Boundary"])}
    assert [entities[id]["counts"] for id in ("group", "plant", "south", "venture")] == [1, 0.6, 0.5, 0]
    assert entities["venture"]["reason"] == "沒有控制權\nNo control"
    (factor,) = rows(book["係數登記冊 Factor register"])
    assert (factor["factor"], factor["value"], factor["covers"]) == ("grid", 0.5703, "是 yes")
    assert factor["serves"] == "A-2 ghg.scope2"
    (evidence,) = rows(book["證據登記冊 Evidence register"])
    assert (evidence["evidence"], evidence["link"]) == ("INV-7", "evidence/inv-7.pdf")
    (sent,) = rows(book["提交檔案 Submissions"])
    assert sent["in_pack"] == "w/small.xlsx"


def test_findings_waivers_and_remarks(book):
    (finding,) = rows(book["檢查結果 Findings"])
    assert (finding["code"], finding["response"], finding["open"]) == ("AR001", "known (CFO)", None)
    assert finding["key"].startswith("finding:")
    (waiver,) = rows(book["豁免 Waivers"])
    assert (waiver["reason"], waiver["until_value"]) == ("known", 5739723.7)
    water, revenue, text = rows(book["跟進 Follow-up"])
    assert (water["found_value"], water["now_printed"], water["progress"]) == (6000, 5464, "已回覆 answered")
    assert revenue["difference"] == 0
    assert text["subject"] == "section:climate\n1.1 (en)"


def test_the_change_log_has_old_and_new(book):
    found = [(row["what"].split("\n")[1], row["was"], row["is"]) for row in rows(book["變更記錄 Change log"])]
    assert found == [
        ("figure", "5739723.6\n= 5739723.6 t", "5739723.7\n= 5739723.7 t"),
        ("note", None, "On the whole table."),
        ("sentence", "It fell.", "It rose."),
        ("disclosure", None, "reported"),
        ("finding", None, "the total is off"),
    ]


def test_the_sample_is_told_with_all_that_draws_it_again(book):
    water, pue, cells = rows(book["抽樣方法 Sampling"])
    assert (water["items"], water["total"], water["lead_value"], water["check"]) == (36, 5464, 5464, "✓")
    assert (water["seed"], water["size"], water["method"].split("\n")[1]) == (
        "0123456789ab-P1", 6, "monetary-unit, by quantity",
    )  # fmt: skip
    assert float(water["interval"]) == pytest.approx(5464 / 6)
    assert (pue["items"], pue["method"].split("\n")[1], pue["total"]) == (3, "stratified", None)
    assert cells["items"] == 3  # scopes 1 to 3, of which the selected total is made
    drawn = {row["item_key"]: row["why"] for row in rows(book["樣本 Sample"]) if row["population"] == "P1"}
    cut_off = [key for key, why in drawn.items() if "around the cut-off" in why]
    assert cut_off == ["water.use@2022-01/plant", "water.use@2022-12/plant"]
    assert len(rows(book["母體 Population"])) == 36 + 3 + 3


def test_the_drafts_are_filled_and_say_that_they_are_drafts(book):
    for name in ("編製基準（草稿） Basis of preparation", "聲明書（草稿） Representation letter"):
        texts = [str(row["text_en"]) for row in rows(book[name])]
        assert "Specimen draft" in texts[0]
        assert any("2022-01-01 to 2022-12-31" in text for text in texts)
        assert not any("{" in text for text in texts)


def test_the_words_are_in_the_reports_languages_only(tmp_path):
    report = projects.REPORT.replace('languages = ["zh-hant", "en"]', 'languages = ["en"]')
    project, figures = projects.small(tmp_path, report=report)
    book = opened(review_of(project, figures, projects.entries()))
    assert book.sheetnames[:3] == ["Index", "Selected information", "Tie-out index"]
    told = [str(one.value) for row in book["A environment"].iter_rows() for one in row]
    assert not any("核" in text for text in told)


def test_a_figure_without_a_number_says_why(tmp_path):
    entries = [one for one in projects.entries() if one.datapoint.metric != "water.use"]
    entries.append(projects.entry("water.use", "2022", None, state=State.NOT_APPLICABLE, reason="no meters"))
    project, _ = projects.small(tmp_path)
    book = opened(review_of(project, resolve(project, entries), entries))
    sheet, key = book["A environment"], "figure:water.use@2022"
    assert cell(sheet, key, "this_year").value == "不適用\nnot applicable"
    assert cell(sheet, key, "check").value is None
    assert cell(sheet, key, "explanation").value == "no meters"


def test_a_scope_leaves_the_rest_out(review):
    """Only the intensity and what it is made of; nothing breaks where other figures would be named."""
    keys = [key for key in review.figures if key[0].startswith("ghg.") or key[0] == "finance.revenue"]
    chosen = {key: review.figures[key] for key in keys}
    book = opened(replace(review, scope=PackScope(topics=("environment",)), figures=chosen))
    ids = {row["metric_id"] for row in rows(book["方法 Methodology"])}
    assert ids == {key[0] for key in keys}
    assert "B more" not in book.sheetnames


def test_inputs_that_are_not_in_the_pack_stand_in_the_formula(review):
    chosen = {("ghg.total", "2022"): review.figures["ghg.total", "2022"]}
    sheet = opened(replace(review, figures=chosen), computed=False)["A environment"]
    assert cell(sheet, "figure:ghg.total@2022", "this_year").value == ("=(172137.9) + (2650073.3) + (2917512.5)")
