"""The views of the index, as tables of a page and as workbooks."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest

from reportgen.catalog.library import built_in
from reportgen.chapters import bind
from reportgen.index import analyse, derive
from reportgen.locale import Printer
from reportgen.model.manuscript import IndexPlace
from reportgen.render.blocks import PRINT, BlockRenderer
from reportgen.render.gap import gap_page, gap_record, gap_workbook
from reportgen.render.index_book import index_workbook
from reportgen.render.index_tables import ink_on, published
from reportgen.spreadsheets.book import Sheet, workbook
from tests.projects import EN, METRICS, REPORT, ZH, small

STANDARDS = ('HKEX = "2022"', 'HKEX = "2022"\nGRI = "2021"\nSASB = "TC-IM-2018"\nSDG = "2015"')
OMISSIONS = """
[[omission]]
standard = "HKEX"
code = "A2.5"
kind = "not_material"
considered = 2023-02-01
reason = { zh-hant = "沒有包裝。", en = "No packaging." }

[[omission]]
standard = "GRI"
code = "303-3"
kind = "confidentiality_constraints"
reason = { zh-hant = "合約規定保密。", en = "A contract forbids it." }
"""


class Views:
    """The small project with an index, and what its views print."""

    def __init__(self, folder, *, draft=False, **changes):
        more = {f"data_{x}": '{{ table("kpi") }}\n\n{{ index_table() }}\n' for x in ("en", "zh")}
        self.project, self.figures = small(folder, **{"report": STANDARDS, "omissions": OMISSIONS, **more, **changes})
        self.manuscripts = [bind(self.project, self.figures, language) for language in (ZH, EN)]
        self.index = derive(self.project, self.manuscripts)
        self.draft = draft

    def html(self, view="", language=EN):
        manuscript = next(m for m in self.manuscripts if m.language == language)
        bindings = {b.id: b for b in manuscript.bindings}
        index = self.index if self.draft else published(self.index)
        renderer = BlockRenderer(self.project.outline, Printer(language), bindings, medium=PRINT, index=index)
        places = [b for c in manuscript.chapters for b in c.blocks if isinstance(b, IndexPlace)]
        values = places[0].values if places else ()
        return str(renderer.block(IndexPlace(1, view, values)))

    def row(self, view, code, language=EN):
        rows = re.findall(r"<tr.*?</tr>", self.html(view, language), re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", next(r for r in rows if f">{code}</" in r)).split())


def test_the_guide_stands_in_its_own_order_under_its_headings(tmp_path):
    html = Views(tmp_path).html("HKEX")
    order = [html.index(f">{code}</th>") for code in ("Para 13", "Para 15", "A1.GD", "A1.1", "A4.1", "B1.GD", "B8.2")]
    assert order == sorted(order)
    assert html.index("Subject Area A") < html.index("Aspect A1") < html.index(">A1.GD<")


def test_what_is_required_and_missing_says_so(tmp_path):
    assert Views(tmp_path).row("HKEX", "B8.2").endswith("Missing")


def test_a_reason_stands_with_its_kind_and_the_day_on_which_it_was_considered(tmp_path):
    views = Views(tmp_path)
    assert views.row("HKEX", "A2.5").endswith("Assessed as not material considered on 1 February 2023 No packaging.")
    assert "沒有包裝。" in views.row("HKEX", "A2.5", ZH)
    assert "2023年2月1日" in views.row("HKEX", "A2.5", ZH)


def test_what_is_answered_in_part_says_what_is_not_reported(tmp_path):
    row = Views(tmp_path).row("HKEX", "A1.2")
    assert "Partly reported" in row
    assert "Not reported: Energy indirect (Scope 2) emissions in tonnes" in row


def test_an_answer_links_to_the_very_place(tmp_path):
    html = Views(tmp_path).html("HKEX")
    assert 'href="#f-data-1"' in html
    assert 'data-to="#f-data-1"' in html


def test_gri_says_how_it_is_used_and_gives_reasons_in_a_column(tmp_path):
    views = Views(tmp_path, metrics=METRICS.replace('"HKEX A2.2"', '"HKEX A2.2", "GRI 303-5"'))
    html = views.html("GRI")
    assert (
        "Alpha Limited has reported the information cited in this GRI content index for the period 1 January 2022 to "
        "31 December 2022 with reference to the GRI Standards." in re.sub(r"\s+", " ", html).replace("\u00a0", " ")
    )
    assert "GRI 1: Foundation 2021" in html
    assert "GRI 303: Water and Effluents 2018" in html
    assert views.row("GRI", "303-3").endswith("Confidentiality constraints A contract forbids it.")
    assert "參照GRI標準" in views.html("GRI", ZH).replace("\u2006", "").replace("\u2005", "").replace(" ", "")


def test_gri_in_accordance(tmp_path):
    sector = '[{ zh-hant = "GRI 11", en = "GRI 11: Oil and Gas Sector 2021" }]'
    index = f'[gri]\nuse = "in_accordance"\nsector_standards = {sector}\n'
    html = Views(tmp_path, index=index).html("GRI")
    assert "has reported in accordance with the GRI Standards" in html
    assert "GRI 11: Oil and Gas Sector 2021" in html


def test_sasb_gives_the_bound_value_with_its_unit(tmp_path):
    metrics = METRICS.replace('"HKEX A2.2"', '"HKEX A2.2", "SASB TC-IM-130a.2"')
    text = {f"climate_{x}": 'Words {{ kpi("water.use") }}\n' for x in ("en", "zh")}
    views = Views(tmp_path, metrics=metrics, **text)
    assert "8,152,482 tonnes" in views.row("SASB", "TC-IM-130a.2").replace("\u00a0", " ")
    bound = [b for m in views.manuscripts for b in m.bindings if b.kind == "list"]
    assert {(b.metric, b.period) for b in bound} == {("water.use", "2022")}
    assert bound[-1].id in views.html("SASB")


def test_goals_stand_on_plain_tiles_of_their_colour(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1", "SDG 7.2"]')
    html = Views(tmp_path, outline=outline).html("SDG")
    assert re.search(r'<span class="tile" style="background: #FCC30B; color: #111111">7</span>', html)
    assert html.index(">7</span>") < html.index(">7.2</th>")
    assert html.count('class="tile"') == 1


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_numbers_on_tiles_can_be_read():
    goals = [d for d in built_in().catalogues["SDG@2015"].disclosures.values() if d.kind == "goal"]
    assert len(goals) == 17
    for goal in goals:
        ink = ink_on(goal.colour)
        dark, light = sorted((luminance(ink), luminance(goal.colour)))
        assert (light + 0.05) / (dark + 0.05) >= 3, goal.code  # WCAG 2.2, 1.4.3: large text


def test_by_section_the_columns_are_standards_and_tables_have_their_rows(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1", "SDG 13"]')
    html = Views(tmp_path, outline=outline).html("sections")
    head = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html)
    assert head == ["Section", "HKEX", "SDG"]
    assert html.index("Environment") < html.index("Performance") < html.index(">Total<")


def test_a_proposal_is_shown_in_a_draft_and_marked(tmp_path):
    hidden = Views(tmp_path).html("GRI")
    assert "305-1</th>" not in hidden
    row = Views(tmp_path, draft=True).row("GRI", "305-1")
    assert "Proposed by way of HKEX A1.2, not confirmed:" in row


def test_rows_that_could_not_be_verified_are_marked(tmp_path):
    library = built_in().catalogues
    assert any(d.confidence != "high" for d in library["HKEX@2025"].disclosures.values())
    html = Views(
        tmp_path,
        report=REPORT.replace('HKEX = "2022"', 'HKEX = "2025"'),
        metrics=bare(),
        outline=bare_outline(),
        omissions=None,
    ).html("HKEX")
    assert "†" in html
    assert "could not be fully verified" in html


def bare():
    return "\n".join(line for line in METRICS.splitlines() if not line.startswith("disclosures"))


def bare_outline():
    return ('disclosures = ["HKEX A1"]', "")


# --- workbooks and the gap analysis ----------------------------------------------------------------


def sheet_of(data, name):
    rows = openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)
    head = next(rows)
    return head, {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_the_workbook_tells_each_disclosure_in_both_languages(tmp_path):
    views = Views(tmp_path)
    data = index_workbook(views.project, views.figures, views.index)
    assert data == index_workbook(views.project, views.figures, views.index)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[1:] == ["HKEX 2022", "GRI 2021", "SASB TC-IM-2018", "SDG 2015"]
    _, rows = sheet_of(data, "HKEX 2022")
    assert rows["A2.5"]["Omission and explanation (en)"] == "Assessed as not material: No packaging."
    assert rows["A1.2"]["Status (en)"] == "Partly reported"
    assert rows["A1.2"]["Where reported (en)"] == "A1 Data"


def test_texts_are_never_formulas(tmp_path):
    project, _ = small(tmp_path)
    data = workbook(project, "t", [Sheet("a/b", [("head", 10)], [["=1+1"], [Decimal("2.5")]])])
    cells = openpyxl.load_workbook(io.BytesIO(data))["a b"]
    assert [(c.value, c.data_type) for (c,) in cells.iter_rows(min_row=2)] == [("=1+1", "s"), (2.5, "n")]


@pytest.fixture
def gap(tmp_path):
    views = Views(tmp_path, report=REPORT, omissions=OMISSIONS.split('[[omission]]\nstandard = "GRI"')[0])
    return views.project, analyse(views.project, views.manuscripts, views.index, views.project.library["HKEX@2025"])


def test_the_gap_as_a_workbook(gap):
    project, found = gap
    data = gap_workbook(found, project, [Printer(ZH), Printer(EN)])
    book = openpyxl.load_workbook(io.BytesIO(data))
    first = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in first[1:]] == ["Part B", "A", "B", "Part D", "HKEX 2025"]
    assert first[-1][3] == len(found.rows) == book.worksheets[1].max_row - 1


@pytest.mark.parametrize(("language", "words"), [(EN, "Gap analysis"), (ZH, "差距分析")])
def test_the_gap_as_a_page_that_needs_no_other_file(gap, language, words):
    project, found = gap
    page = gap_page(found, project, Printer(language)).decode()
    assert words in page
    assert not re.findall(r'(?:src|href)="', page)
    assert page.count("<h2>") == 4


def test_the_gap_for_a_program(gap):
    project, found = gap
    record = gap_record(found, project, [Printer(ZH), Printer(EN)])
    row = next(r for r in record["rows"] if r["code"] == "A2.2")
    assert row["readiness"] == "missing"
    assert row["close"]["en"].startswith("figures: Total water consumption, Intensity")
