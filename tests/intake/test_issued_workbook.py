"""The collection workbook as it is issued: complete, harmless, the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.intake import issue_workbook
from reportgen.intake.asking import Known
from reportgen.intake.container import Limits
from reportgen.intake.seal import altered, read_seal, sealed
from reportgen.intake.sheets import read_sheets
from reportgen.model.figure import Datapoint, Kind, State
from reportgen.model.particulars import Particulars
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.problem import BrokenProjectError
from tests.intake.issued import (
    COMPUTED,
    ENERGY,
    EXPLAIN,
    LAST_YEAR,
    METRICS,
    MISSING,
    OK,
    OTHER,
    a_project,
    cell_of,
    heads_of,
    metric,
    opened,
    row_of,
    words,
)

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# The order in which ECMA-376 (part 1, 18.3.1.99) lets the children of a worksheet stand; Excel repairs any other.
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
)


@pytest.fixture(scope="module")
def project():
    return a_project()


@pytest.fixture(scope="module")
def content(project):
    return issue_workbook(project, "plant", known=LAST_YEAR).content


@pytest.fixture(scope="module")
def book(content):
    return opened(content)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


# --- what stands in it ---------------------------------------------------------------------------


def test_the_sheets(book):
    assert book.sheetnames == [
        "封面 Cover", "填寫說明 How to", ENERGY, OTHER, "更改紀錄 Change log", "_lists", "_meta",
    ]  # fmt: skip
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible"] * 5 + ["veryHidden"] * 2


def test_the_columns_in_their_order(book):
    assert list(heads_of(book[ENERGY])) == [
        "Metric id", "Metric", "Row status", "Period", "Entity", "Reported in", "Last year as published",
        "This year", "Unit used", "State", "Kind", "Change", "Change %", "Flag", "Explanation",
        "Last year restated", "Reason for restating", "Qualifier", "Method or factor", "Evidence id", "Evidence link",
        "Footnote in Chinese", "Footnote in English", "Prepared by", "Prepared on", "Reviewed by", "Reviewed on",
        "Approved by", "Approved on", "Query", "Reply", "Disclosures", "In the reported unit", "Compared with",
    ]  # fmt: skip


def test_every_value_that_is_asked_for_has_a_row(book):
    rows = {}
    for name in (ENERGY, OTHER):
        sheet, heads = book[name], heads_of(book[name])
        for row in range(6, sheet.max_row + 1):
            if sheet.cell(row, heads["Period"]).value:
                found = [sheet.cell(row, heads[h]).value for h in ("Metric id", "Period", "Entity")]
                rows.setdefault(name, []).append(tuple(found))
    assert rows[ENERGY] == [
        ("energy.total", "2025", "group"),
        ("energy.bought", "2025", "group"),
        ("energy.made", "2025", "group"),
        ("energy.per_head", "2025", "group"),
    ]
    assert rows[OTHER] == [
        ("heads.total", "2025", "group"),
        ("heads.men", "2025", "group"),
        ("heads.women", "2025", "group"),
        ("safety.deaths", "2025", "group"),
        ("safety.deaths", "2023", "group"),
        ("goal.green", "target-2030", "group"),
        *((("water.site", f"2025-Q{quarter}", site)) for site in ("north", "south") for quarter in (1, 2, 3, 4)),
    ]


def test_last_year_is_locked_where_it_was_published_and_open_where_it_was_not(project, book):
    prior = cell_of(book, "Last year as published", "energy.bought")
    assert (prior.value, prior.protection.locked, prior.number_format) == (100, True, "#,##0.0")
    assert cell_of(book, "Last year restated", "energy.bought").protection.locked is False
    first = opened(issue_workbook(project, "plant").content)
    prior = cell_of(first, "Last year as published", "energy.bought")
    assert (prior.value, prior.protection.locked) == (None, False)
    assert cell_of(first, "Last year as published", "goal.green", "target-2030").protection.locked is True


def test_last_year_that_was_restated_is_told_with_its_reason(project):
    known = {
        **LAST_YEAR,
        ("energy.bought", "2024", "group"): Known(Decimal(100), State.VALUE, Decimal(110), "a meter was read twice"),
    }
    book = opened(issue_workbook(project, "plant", known=known).content)
    assert cell_of(book, "Last year as published", "energy.bought").value == 100
    restated = cell_of(book, "Last year restated", "energy.bought")
    assert (restated.value, restated.protection.locked) == (110, True)
    assert cell_of(book, "Reason for restating", "energy.bought").value == "a meter was read twice"
    stored = opened(issue_workbook(project, "plant", known=known).content, data_only=True)
    assert cell_of(stored, "Compared with", "energy.bought").value == 110


def test_a_comparative_handed_in_before_any_year_was_closed_may_be_corrected(project):
    known = {("energy.bought", "2024", "group"): Known(Decimal(99), final=False)}
    prior = cell_of(
        opened(issue_workbook(project, "plant", known=known).content), "Last year as published", "energy.bought"
    )
    assert (prior.value, prior.protection.locked) == (99, False)


def test_what_was_handed_in_stands_in_a_new_issue(project):
    said = Particulars(explanation="new hall", evidence="INV-7")
    source = Cell("plant.xlsx", "x", "H7")
    value = Datapoint("energy.bought", Period("2025"), "group", Decimal(120), State.VALUE, Kind.ACTUAL, source)
    handed = {value.key: replace(value, particulars=said)}
    content = issue_workbook(project, "plant", known=LAST_YEAR, handed=handed).content
    book, stored = opened(content), opened(content, data_only=True)
    assert cell_of(book, "This year", "energy.bought").value == 120
    assert cell_of(book, "Explanation", "energy.bought").value == "new hall"
    assert cell_of(book, "Evidence id", "energy.bought").value == "INV-7"
    assert cell_of(stored, "Change", "energy.bought").value == 20
    assert cell_of(stored, "Change %", "energy.bought").value == 0.2
    assert cell_of(stored, "Flag", "energy.bought").value == "▲"
    assert cell_of(stored, "Row status", "energy.bought").value == OK
    silent = {value.key: value}
    stored = opened(issue_workbook(project, "plant", known=LAST_YEAR, handed=silent).content, data_only=True)
    assert cell_of(stored, "Row status", "energy.bought").value == EXPLAIN


def test_results_are_stored_beside_the_formulas(content):
    stored = opened(content, data_only=True)
    assert cell_of(stored, "Row status", "energy.bought").value == MISSING
    assert cell_of(stored, "Row status", "energy.total").value == COMPUTED
    assert cell_of(stored, "Compared with", "energy.total").value == 150
    cover = stored["封面 Cover"]
    table = {
        row[1].value: [cell.value for cell in row[2:7]] for row in cover.iter_rows() if row[1].value in (ENERGY, OTHER)
    }
    # Two of the four rows of the first sheet are computed; the second sheet has fourteen.
    assert table == {ENERGY: [2, 0, 2, 0, 0], OTHER: [14, 0, 14, 0, 0]}


# --- help and protection -------------------------------------------------------------------------


def test_only_what_is_to_be_filled_in_is_open(book):
    for name in (ENERGY, OTHER):
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert (sheet.protection.autoFilter, sheet.protection.formatColumns) == (False, False)  # False: allowed
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                if cell.data_type == "f":
                    assert cell.protection.locked, cell.coordinate
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "D6"
        assert sheet.print_title_rows == "$4:$5"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.auto_filter.ref.startswith("A5:")


def validations(sheet):
    """Each cell's validation."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    assert (row, column) not in found, "two validations on one cell"
                    found[row, column] = rule
    return found


def test_every_open_cell_has_help(book):
    for name in (ENERGY, OTHER):
        sheet = book[name]
        held = validations(sheet)
        for row in sheet.iter_rows(min_row=6):
            for cell in row:
                if not cell.protection.locked and heads_of(sheet)["Unit used"] != cell.column:
                    rule = held.get((cell.row, cell.column))
                    assert rule is not None, (name, cell.coordinate)
                    assert rule.promptTitle or rule.prompt
                    assert re.search(r"[a-z]{3}", rule.prompt), cell.coordinate
                    assert re.search(r"[\u4e00-\u9fff]", rule.prompt), cell.coordinate


def test_messages_keep_to_what_excel_takes(book):
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert max(len(rule.promptTitle or ""), len(rule.errorTitle or "")) <= 32
            assert len(rule.formula1 or "") <= 257
            assert not (rule.prompt or "").endswith("…")


def test_what_may_be_typed_as_a_value(book):
    sheet = book[ENERGY]
    rule = validations(sheet)[row_of(sheet, "energy.bought"), heads_of(sheet)["This year"]]
    assert (rule.type, rule.operator, rule.formula1) == ("decimal", "greaterThanOrEqual", "0")
    sheet = book[OTHER]
    held = validations(sheet)
    rule = held[row_of(sheet, "heads.total"), heads_of(sheet)["This year"]]
    assert (rule.type, rule.errorStyle) == ("whole", None)
    rule = held[row_of(sheet, "goal.green", "target-2030"), heads_of(sheet)["This year"]]
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "100")


def test_units_that_convert_are_offered(book):
    sheet = book[ENERGY]
    rule = validations(sheet)[row_of(sheet, "energy.bought"), heads_of(sheet)["Unit used"]]
    assert rule.formula1 == '"兆瓦時 MWh,千瓦時 kWh"'
    assert cell_of(book, "Unit used", "energy.bought").value == "兆瓦時 MWh"


def test_definitions_are_told_where_one_points(book):
    comment = cell_of(book, "Metric", "heads.total").comment.text
    assert "年底員工人數。\nPeople employed at the year's end." in comment
    assert "期間 Period: 2025 (2025-01-01 – 2025-12-31)" in comment
    assert "North works" in cell_of(book, "Metric", "water.site", "2025-Q1", "north").comment.text


def test_three_people_are_asked_for_only_where_the_project_says_so():
    def signers(different):
        content = issue_workbook(a_project(different_people=different), "plant").content
        rules = [r.formula[0] for f in opened(content)[ENERGY].conditional_formatting for r in f.rules]
        return [rule for rule in rules if re.search(r"=TRIM\(\$", rule)]

    assert len(signers(True)) == 3
    assert signers(False) == []


# --- the file ------------------------------------------------------------------------------------


def test_the_same_project_gives_the_same_bytes(project, content):
    assert issue_workbook(project, "plant", known=LAST_YEAR).content == content


def test_the_parts_stand_as_the_format_asks(content):
    for name, data in parts(content).items():
        if name.endswith((".xml", ".rels", ".vml")):
            root = ElementTree.fromstring(data)
        if name.startswith("xl/worksheets/sheet"):
            children = [child.tag.removeprefix(MAIN) for child in root]
            assert children == sorted(children, key=ORDER.split().index), name
            assert "extLst" not in children, name  # no rule that only newer programs keep
            known = [child for child in children if child != "conditionalFormatting"]
            assert len(known) == len(set(known)), name
            for formula in root.iter(f"{MAIN}f"):
                assert len(formula.text or "") <= 8192
                assert "_xlfn" not in (formula.text or "")
                assert "[" not in (formula.text or ""), "a link to another workbook"


def test_no_cell_repeats_and_all_texts_are_shared_or_stored(content):
    for name, data in parts(content).items():
        if name.startswith("xl/worksheets/sheet"):
            refs = [cell.get("r") for cell in ElementTree.fromstring(data).iter(f"{MAIN}c")]
            assert len(refs) == len(set(refs))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_text_that_looks_like_a_formula_stays_a_text(sign):
    hostile = f'{sign}HYPERLINK("http://x","y")'
    bad = replace(metric("bad.one"), label=words(hostile, hostile), definition=words(hostile, hostile))
    project = a_project(metrics=(*METRICS, bad))
    project = replace(
        project,
        settings=replace(project.settings, names={k: words(hostile, hostile) for k in ("company", "short", "group")}),
    )
    known = {("energy.bought", "2024", "group"): Known(Decimal(1), State.VALUE, Decimal(2), hostile)}
    content = issue_workbook(project, "plant", known=known).content
    cells = [c for sheet in opened(content) for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    found = [c for c in cells if "HYPERLINK" in c.value]
    assert len(found) >= 3
    assert all(c.data_type == "s" for c in found)
    assert all(c.quotePrefix for c in found if c.value.startswith(sign))


def test_signs_that_xml_bars_are_left_out():
    bad = replace(metric("bad.one"), label=words("甲\x00\x0b乙", "a\x1fb\ufffe"))
    content = issue_workbook(a_project(metrics=(*METRICS, bad)), "plant").content
    assert cell_of(opened(content), "Metric", "bad.one").value == "甲乙\nab"


@pytest.mark.parametrize(
    ("owner", "entity", "said"),
    [
        ("nobody", None, "there is no owner 'nobody'; use one of: plant, office"),
        ("office", None, "no figure is asked of the owner 'office'"),
        ("plant", "moon", "there is no entity 'moon'"),
    ],
)
def test_whom_nothing_is_asked_is_told(project, owner, entity, said):
    with pytest.raises(BrokenProjectError) as caught:
        issue_workbook(project, owner, entity=entity)
    assert said in str(caught.value)


def test_the_workbook_of_one_entity_asks_about_it_alone(project):
    book = opened(issue_workbook(project, "plant", entity="north").content)
    assert book.sheetnames[2:3] == [OTHER]
    sheet = book[OTHER]
    assert {sheet.cell(row, 5).value for row in range(6, sheet.max_row + 1)} == {"north"}
    assert book["封面 Cover"]["C7"].value == "north"


# --- the seal ------------------------------------------------------------------------------------


def sheets_of(content):
    return read_sheets(content, Limits())


def test_the_seal_tells_the_issue(project):
    content = issue_workbook(project, "plant", known=LAST_YEAR, number=3).content
    seal = read_seal(sheets_of(content))
    assert (seal.template, seal.issue, seal.owner, seal.entity, seal.fiscal_year) == (
        "reportgen-collection-1", 3, "plant", "", 2025,
    )  # fmt: skip
    assert seal.sound
    assert altered(seal, sheets_of(content)) == ()


def test_a_locked_cell_that_was_changed_is_told(content):
    book = opened(content)
    cell_of(book, "Last year as published", "energy.bought").value = 101
    cell_of(book, "Metric", "energy.made").value = None
    out = io.BytesIO()
    book.save(out)
    sheets = sheets_of(out.getvalue())
    told = altered(read_seal(sheets), sheets)
    assert {(a.sheet, a.ref, a.expected, a.found) for a in told} == {
        (ENERGY, "G8", "100", "101"),
        (ENERGY, "B9", "〔made〕\nmade", ""),
    }


def test_what_anybody_types_leaves_the_seal_sound(content):
    book = opened(content)
    cell_of(book, "This year", "energy.bought").value = 5
    out = io.BytesIO()
    book.save(out)
    sheets = sheets_of(out.getvalue())
    assert read_seal(sheets).sound
    assert altered(read_seal(sheets), sheets) == ()


@given(st.sampled_from(["issue", "owner", "entity", "fiscal_year", "schema", "cells.1"]), st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_a_seal_that_was_written_over_is_not_sound(name, n):
    rows = dict(sealed(issue=1, owner="plant", entity="", fiscal_year=2025, cells={"S": {"A1": "x"}}))
    changed = {"issue": str(n + 1), "fiscal_year": str(2025 + n), "cells.1": f'{{"S":{{"A1":"{n}"}}}}'}.get(
        name, f"o{n}"
    )
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "_meta"
    for row in (rows | {name: changed}).items():
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_seal(sheets_of(out.getvalue())).sound is False


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_a_seal_that_is_none_is_none(text):
    book = openpyxl.Workbook()
    book.active.title = "_meta"
    for name in ("template", "issue", "fiscal_year", "cells.1"):
        book.active.append((name, openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)))
    for row in book.active.iter_rows():
        row[1].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    seal = read_seal(sheets_of(out.getvalue()))
    assert seal is None or not seal.sound
