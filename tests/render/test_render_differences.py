"""A difference as a page, a workbook and JSON: every change is there, once, and marked so that it can be read."""

import io
import json
from datetime import date

import openpyxl
import pytest
from lxml import html

from reportgen.pack.comparing import blackline, difference_of
from reportgen.render.differences import as_page, as_record, as_workbook
from reportgen.render.differences.marks import Mark, marked
from tests.pack.editions import EN, ZH, disclosure, edition, figure, finding, note, text

BEFORE = edition(
    "pack 1",
    figures=[figure(), figure("water.use", value="8152482", status="reported"), figure("old.one")],
    texts=[
        text("排放量為5,739,723.7噸。集團更新車隊。", language=ZH),
        text("Emissions were 5,739,723.7 tonnes. The fleet is old."),
        text("Nothing happens here.", section="board"),
    ],
    notes=[note(words="Restated for 2021.")],
    disclosures=[disclosure(), disclosure("A1.3", sections=("climate", "board"))],
    findings=[finding("1"), finding("2")],
)
AFTER = edition(
    "pack 2",
    figures=[
        figure(value="5800000.1", status="restated"),
        figure("water.use", value="8152482", status="reported", assured=True),
        figure("new.one"),
    ],
    texts=[
        text("排放量為5,800,000.1噸。集團更新車隊。", language=ZH, page=7),
        text("Emissions were 5,800,000.1 tonnes. The fleet is new & <b>bold</b>.", page=8),
        text("Nothing happens here.", section="board"),
    ],
    notes=[note(words="Restated for 2020.")],
    disclosures=[disclosure(status="partial"), disclosure("A1.3", sections=("climate",))],
    findings=[finding("2", waived="accepted (CFO)"), finding("3", "warning")],
)
MARKED = blackline(BEFORE, AFTER)
DIFFERENCE = difference_of(BEFORE, AFTER, MARKED)


def texts(nodes):
    return [" ".join(node.text_content().split()) for node in nodes]


def told(before=BEFORE, after=AFTER):
    laid = blackline(before, after)
    return html.fromstring(as_page(difference_of(before, after, laid), laid))


def test_the_counts_stand_first():
    assert texts(told().xpath("//ul[@class='counts']//b")) == ["4", "3", "1", "2", "1 / 1"]


def test_the_text_is_read_with_its_marks_in_both_languages():
    chinese, english = told().xpath("//section[@id='s-climate']/div")
    assert (chinese.get("lang"), english.get("lang")) == ("zh-Hant-HK", "en")
    assert texts(chinese.xpath(".//del")) == ["5,739,723.7"]
    assert texts(chinese.xpath(".//ins")) == ["5,800,000.1"]
    assert texts(english.xpath(".//del")) == ["5,739,723.7", "old"]
    assert texts(english.xpath(".//ins")) == ["5,800,000.1", "new & <b>bold</b>"]
    assert "噸。集團更新車隊。" in chinese.text_content()  # no space between Chinese sentences
    assert "p. 8" in english.text_content()


def test_a_section_without_changes_is_only_named():
    page = told()
    assert page.xpath("//section[@id='s-board']") == []
    assert any("沒有改動的章節: Board" in text for text in texts(page.xpath("//p")))


def test_what_changed_in_numbers_only_can_be_hidden():
    blocks = told().xpath("//section//div[contains(@class, 'block')]")
    assert ["only" in block.get("class").split() for block in blocks] == [True, False]


def test_figures_old_and_new():
    rows = {
        row.xpath("string(.//*[@class='id'])").split()[0]: texts(row) for row in told().xpath("//details//tbody/tr")
    }
    assert rows.keys() == {"ghg.total", "water.use", "new.one", "old.one"}
    assert rows["ghg.total"][1:] == [
        "2022",
        "5,739,723.7 tonnes5,739,723.7 噸",
        "5,800,000.1 tonnes5,800,000.1 噸",
        "+60,276.4 (+1.1%)derived → restated",
    ]
    assert rows["water.use"][4] == "selection 選定資料: no → yes"
    assert (rows["new.one"][2], rows["old.one"][3]) == ("", "")


def test_the_page_needs_nothing_else():
    assert told().xpath("//script | //link | //img | //iframe") == []


def test_nothing_changed():
    said = " ".join(texts(told(AFTER, AFTER).xpath("//p")))
    for nothing in (
        "No figure changed.",
        "No sentence changed.",
        "No note changed.",
        "No finding was opened or closed.",
    ):
        assert nothing in said


def test_the_workbook_has_a_sheet_each_with_old_and_new_side_by_side():
    made = as_workbook(DIFFERENCE, date(2022, 12, 31))
    assert made == as_workbook(DIFFERENCE, date(2022, 12, 31))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == [
        "Difference 差異",
        "Figures 數據",
        "Text 文字",
        "Notes 附註",
        "Index 索引",
        "Findings 發現",
    ]
    head, *rows = book["Figures 數據"].iter_rows(values_only=True)
    row = dict(zip(head, next(row for row in rows if row[1] == "ghg.total"), strict=True))
    assert (row["change 變動"], row["value before 數值"], row["value after 數值"]) == (
        "changed 修改",
        5739723.7,
        5800000.1,
    )
    assert (row["difference 差額"], row["status after"]) == (60276.4, "restated")
    sentences = [row[:6] for row in book["Text 文字"].iter_rows(min_row=2, values_only=True)]
    assert (
        "changed 修改",
        EN,
        "Climate",
        "paragraph 段落",
        "The fleet is old.",
        "The fleet is new & <b>bold</b>.",
    ) in sentences
    assert [row[0] for row in book["Findings 發現"].iter_rows(min_row=2, values_only=True)] == [
        "answered otherwise 處理改變",
        "opened 新發現",
        "closed 已解決",
    ]


def test_json():
    record = json.loads(json.dumps(as_record(DIFFERENCE)))
    assert record["schema"] == 1
    assert record["summary"] == {"figures": 4, "texts": 3, "notes": 1, "disclosures": 2, "findings": 3}
    changed = record["figures"][0]
    assert (changed["change"], changed["aspects"]) == ("changed", ["value", "printed", "status"])
    assert (changed["before"]["value"], changed["after"]["value"]) == ("5739723.7", "5800000.1")
    assert [one["figures_only"] for one in record["texts"]] == [True, True, False]
    assert [one["change"] for one in record["findings"]] == ["answered otherwise", "opened", "closed"]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("It fell by 2.2%.", "It fell by 2.5%.", [("It fell by ",), ("2.2%", "2.5%"), (".",)]),
        ("集團承諾碳中和。", "集團承諾淨零排放。", [("集團承諾",), ("碳中和", "淨零排放"), ("。",)]),
        ("one two three", "one 2 and 3", [("one ",), ("two three", "2 and 3")]),
        ("", "new", [("", "new")]),
    ],
)
def test_marks_keep_words_and_numbers_whole(before, after, pieces):
    expected = []
    for piece in pieces:
        if len(piece) == 1:
            expected.append((Mark.KEPT, piece[0]))
        else:
            expected += [(mark, t) for mark, t in zip((Mark.DELETED, Mark.INSERTED), piece, strict=True) if t]
    assert [(piece.mark, piece.text) for piece in marked(before, after)] == expected
