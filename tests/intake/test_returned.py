"""Annotated copies: what is said stands in the cells, and everything the contributor had is still there."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment

from reportgen.intake import annotated, read_workbook
from tests.intake.hand_in import ENERGY, a_project, hand_in
from tests.intake.test_rows import changed
from tests.intake.when import AT

THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def wrong(tmp_path, **values):
    return hand_in(tmp_path / "hr.xlsx", kpis=(changed(ENERGY, **({"value": "1.234"} | values)),))


def returned(path, project):
    reading = read_workbook(path, project)
    assert reading.problems
    return annotated(path.read_bytes(), reading.problems, reading.remarks, AT), reading


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_wrong_cell_says_in_both_languages_what_is_expected_and_is_coloured(tmp_path):
    data, _ = returned(wrong(tmp_path), a_project(tmp_path))
    book = openpyxl.load_workbook(io.BytesIO(data))
    comment = book["KPI"]["D5"].comment.text
    assert "可" in comment or "讀法" in comment
    assert "two ways (1.234 or 1,234)" in comment
    coloured = {str(r.sqref) for r in book["KPI"].conditional_formatting if r.rules[0].formula == ["TRUE"]}
    assert coloured == {"D5"}
    listed = [[cell.value for cell in row] for row in book["退回 Returned"].iter_rows(min_row=5)]
    assert listed[0][1:3] == ["KPI", "D5"]
    assert any("safety.deaths" in str(row[3]) for row in listed)
    assert book["KPI"]["D5"].value == "1.234"


def test_every_part_that_is_not_about_comments_is_the_same_byte_for_byte(tmp_path):
    path = wrong(tmp_path)
    before = parts(path.read_bytes())
    after = parts(returned(path, a_project(tmp_path))[0])
    touched = {name for name in before if before[name] != after[name]}
    assert touched <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    cut = before["xl/worksheets/sheet2.xml"].index(b"</sheetData>")
    assert after["xl/worksheets/sheet2.xml"].startswith(before["xl/worksheets/sheet2.xml"][:cut])


def test_the_package_is_sound(tmp_path):
    after = parts(returned(wrong(tmp_path), a_project(tmp_path))[0])
    types = etree.fromstring(after["[Content_Types].xml"])
    declared = {e.get("PartName") for e in types if e.get("PartName")}
    extensions = {e.get("Extension") for e in types if e.get("Extension")}
    for name in after:
        assert f"/{name}" in declared or name.rpartition(".")[2] in extensions, name
    assert all(part.lstrip("/") in after for part in declared)
    for name, content in after.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            ids = [e.get("Id") for e in etree.fromstring(content)]
            assert len(ids) == len(set(ids))
            for relation in etree.fromstring(content):
                target = relation.get("Target")
                path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                steps: list[str] = []
                for step in path.split("/"):
                    steps = steps[:-1] if step == ".." else [*steps, *([step] if step else [])]
                assert "/".join(steps) in after, (name, target)
        elif name.endswith((".xml", ".vml")):
            etree.fromstring(content)
    order = [etree.QName(e).localname for e in etree.fromstring(after["xl/worksheets/sheet2.xml"])]
    assert order.index("conditionalFormatting") < order.index("pageMargins") < order.index("legacyDrawing")


def test_notes_of_others_stay_and_ours_of_an_earlier_return_go(tmp_path):
    project = a_project(tmp_path)
    path = wrong(tmp_path, last="x")
    book = openpyxl.load_workbook(path)
    book["KPI"]["D5"].comment = Comment("請看附件 see the file", "Chan")
    book["KPI"]["B5"].comment = Comment("mine", "Chan")
    book.save(path)
    once, _ = returned(path, project)
    path.write_bytes(once)
    first = openpyxl.load_workbook(path)["KPI"]
    assert first["D5"].comment.text.startswith("請看附件 see the file")
    assert "two ways" in first["D5"].comment.text
    assert "not a number" in first["H5"].comment.text
    book = openpyxl.load_workbook(path)
    book["KPI"]["H5"].value = 5
    path.write_bytes(once)
    reading = read_workbook(path, project)
    again = annotated(once, [p for p in reading.problems if str(p.where).endswith("H5")], (), AT)
    second = openpyxl.load_workbook(io.BytesIO(again))["KPI"]
    assert second["D5"].comment.text == "請看附件 see the file"
    assert second["B5"].comment.text == "mine"
    assert second["H5"].comment.text.count("not a number") == 1
    assert openpyxl.load_workbook(io.BytesIO(again)).sheetnames.count("退回 Returned") == 1
    assert [str(r.sqref) for r in second.conditional_formatting] == ["H5"]


def test_a_thread_of_comments_gets_a_reply(tmp_path):
    path = wrong(tmp_path)
    book = openpyxl.load_workbook(path)
    book["KPI"]["D5"].comment = Comment("[Threaded comment]\n\nComment:\n    why?", "tc={A}")
    book.save(path)
    after = parts(path.read_bytes())
    rels = next(n for n in after if n.startswith("xl/worksheets/_rels/") and b"comments" in after[n])
    after["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="D5" dT="2026-01-01T00:00:00.00" '
        'personId="{P}" id="{A}"><text>why?</text></threadedComment></ThreadedComments>'
    ).encode()
    after[rels] = after[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in after.items():
            archive.writestr(name, content)
    data, _ = returned(path, a_project(tmp_path))
    thread = etree.fromstring(parts(data)["xl/threadedComments/threadedComment1.xml"])
    assert [c.get("parentId") for c in thread] == [None, "{A}"]
    assert "two ways" in thread[1][0].text
    person = next(c for n, c in parts(data).items() if n.startswith("xl/persons/"))
    assert etree.fromstring(person)[0].get("id") == thread[1].get("personId")


def test_drawings_extensions_and_cached_results_are_kept(tmp_path):
    path = wrong(tmp_path)
    book = xlsxwriter.Workbook(tmp_path / "more.xlsx")
    sheet = book.add_worksheet("KPI")
    for row, values in enumerate(
        [["Metric ID", "Unit", 2022, "State", "Kind", "Reason"], ["energy.total", "MWh", "x"]]
    ):
        sheet.write_row(row, 0, values)
    sheet.write_formula("C9", "=SUM(A1:A2)", None, 42)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=KPI!$C$1:$C$2"})
    sheet.insert_chart("H2", chart)
    sheet.conditional_format("C2", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("D9", {"range": "KPI!A1:C1"})
    sheet.freeze_panes(1, 0)
    cover = book.add_worksheet("Cover")
    cover.write_row("A1", ["owner", "hr"])
    cover.write_row("A2", ["fiscal year", 2022])
    book.close()
    path = tmp_path / "more.xlsx"
    data, _ = returned(path, a_project(tmp_path))
    before, after = parts(path.read_bytes()), parts(data)
    for name in before:
        if "drawing" in name or "chart" in name:
            assert after[name] == before[name]
    sheet_part = after["xl/worksheets/sheet1.xml"]
    assert b"<v>42</v>" in sheet_part
    assert b"x14:sparkline" in sheet_part
    etree.fromstring(sheet_part)


def test_texts_that_look_like_formulas_stay_texts(tmp_path):
    path = wrong(tmp_path, value="=cmd|' /C calc'!A0")
    data, _ = returned(path, a_project(tmp_path))
    sheet = parts(data)
    listing = next(c for n, c in sheet.items() if n.startswith("xl/worksheets/returned"))
    assert b"<f>" not in listing


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_a_copy_may_speak_one_language(tmp_path, language):
    path = wrong(tmp_path)
    reading = read_workbook(path, a_project(tmp_path))
    data = annotated(path.read_bytes(), reading.problems, (), AT, (language,))
    text = openpyxl.load_workbook(io.BytesIO(data))["KPI"]["D5"].comment.text
    assert ("two ways" in text) is (language == "en")
