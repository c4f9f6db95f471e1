"""The lead workbook computed by LibreOffice: nothing breaks, everything ties, and what is wrong is seen."""

import io

import openpyxl
import pytest

from reportgen.pack.lead import contract, lead_workbook
from tests.pack.lead.office import NEEDS_OFFICE, cell, column_of, edited, recalculated, row_where
from tests.pack.lead.rich import rich_review

pytestmark = [NEEDS_OFFICE, pytest.mark.xdist_group("office")]

LEAD = "A environment"
SHEETS = {
    "front": "索引 Index", "misstatements": "錯報彙總 Misstatements", "sample": "樣本 Sample",
    "sampling": "抽樣方法 Sampling", "drill": "A. 明細 Drill-down environment", "more": "B. 明細 Drill-down more",
}  # fmt: skip


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return lead_workbook(rich_review(tmp_path_factory.mktemp("rich")))


@pytest.fixture(scope="module")
def formulas(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def issued(content):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


@pytest.fixture(scope="module")
def computed(content, tmp_path_factory):
    return recalculated(content, tmp_path_factory.mktemp("as-issued"))


def every_formula(formulas):
    return [one for sheet in formulas for row in sheet.iter_rows() for one in row if one.data_type == "f"]


# --- as issued -----------------------------------------------------------------------------------


def test_every_formula_gives_what_was_issued(formulas, issued, computed):
    found = every_formula(formulas)
    assert len(found) > 300
    for one in found:
        sheet = one.parent.title
        now, then = computed[sheet][one.coordinate].value, issued[sheet][one.coordinate].value
        where = f"{sheet} {one.coordinate} {one.value}"
        if isinstance(then, int | float):
            assert now == pytest.approx(then, rel=1e-12, abs=1e-12), where
        else:
            assert (now or "") == (then or ""), where
        assert not str(now).startswith(("#", "Err:")), where


def test_every_check_ties(formulas, computed):
    checks = 0
    for sheet in formulas:
        for at in range(1, sheet.max_column + 1):
            if str(sheet.cell(contract.IDS_ROW, at).value).endswith("check"):
                for row in range(contract.FIRST_ROW, sheet.max_row + 1):
                    if sheet.cell(row, at).data_type == "f":
                        checks += 1
                        assert computed[sheet.title].cell(row, at).value == contract.TIES, (sheet.title, row)
    assert checks > 50
    front = computed[SHEETS["front"]]
    assert "✓ 全部核對相符 All checks tie" in [one.value for row in front.iter_rows() for one in row]


# (100 + … + 1,200) × 60 % + (10 + … + 120) + 8 × 50 % = 4,680 + 780 + 4; December's heads 90 × 60 % + 90 + 90 × 50 %;
# (1.25 × 600 + 1.5 × 500 + 2 × 100) / 1,200 = 1,700 / 1,200.
@pytest.mark.parametrize(
    ("sheet", "metric", "value", "printed"),
    [
        (LEAD, "water.use", 5464, 5464),
        ("B more", "site.staff", 189, 189),
        ("B more", "site.energy", 1200, 1200),
        ("B more", "site.pue", 1700 / 1200, 1.417),
    ],
)
def test_a_consolidated_figure_is_computed_from_sites_and_months(formulas, computed, sheet, metric, value, printed):
    key = f"figure:{metric}@2022"
    assert cell(formulas[sheet], key, "this_year").value.startswith("='")
    assert cell(computed[sheet], key, "this_year").value == pytest.approx(value, rel=1e-14)
    assert cell(computed[sheet], key, "printed").value == printed


def test_last_year_as_published_and_as_restated(computed):
    sheet, key = computed[LEAD], "figure:ghg.scope1@2022"
    assert cell(sheet, key, "prior_published").value == 18000.4
    assert cell(sheet, key, "prior_restated").value == 18961.4
    assert cell(sheet, key, "change").value == pytest.approx(172137.9 - 18961.4)
    assert cell(sheet, key, "flag").value == "▲"
    # Last year's total was published with the former scopes 1 and 2: 18,000.4 + 2,500,000 + 2,604,500.2.
    assert cell(sheet, "figure:ghg.total@2022", "prior_published").value == 5122500.6


@pytest.mark.parametrize(
    ("metric", "flag"),
    [("staff.total", "▲"), ("staff.women", "▲"), ("staff.men", "–"), ("staff.women_share", "–")],
)
def test_a_threshold_is_a_formula(computed, metric, flag):
    # 110 to 120 is 9 % of 5 %; 44 to 50 is 14 % of 10 %; 66 to 70 is 6 %; 40 to 41.7 is less than 2 points.
    assert cell(computed["B more"], f"figure:{metric}@2022", "flag").value == flag


def test_a_number_of_more_digits_than_a_sheet_holds(computed):
    sheet, key = computed["B more"], "figure:money.large@2022"
    assert cell(sheet, key, "exact").value == "2022: 12345678901234567.89"
    assert cell(sheet, key, "check").value == contract.TIES


# --- as an auditor fills it in -------------------------------------------------------------------

DRAWN = "sample:water.use@2022-12/plant"


@pytest.fixture(scope="module")
def returned(content, tmp_path_factory):
    """Scope 1 moved by one printed digit; the auditor found a total larger by a tenth, and less water in December."""

    def fill(book):
        cell(book[LEAD], "figure:ghg.scope1@2022", "this_year").value = 172138.0
        cell(book[LEAD], "figure:ghg.total@2022", "auditor_value").value = 6313696.07
        cell(book[LEAD], "figure:water.use@2022", "auditor_value").value = 5463.9
        cell(book[SHEETS["sample"]], DRAWN, "auditor_value").value = 1080

    return recalculated(edited(content, fill), tmp_path_factory.mktemp("returned"))


def test_a_changed_input_breaks_its_check_and_those_above(returned):
    broken = [f"figure:ghg.{id}@2022" for id in ("scope1", "total")]
    assert [cell(returned[LEAD], key, "check").value for key in broken] == [contract.BREAKS] * 2
    assert cell(returned[LEAD], "figure:ghg.scope2@2022", "check").value == contract.TIES
    front = [one.value for row in returned[SHEETS["front"]].iter_rows() for one in row]
    assert not [text for text in front if str(text).startswith("✓ 全部")]
    assert [text for text in front if "checks do not tie" in str(text)]


def test_the_summary_of_misstatements_fills_itself(returned):
    sheet = returned[SHEETS["misstatements"]]
    total, water = "figure:ghg.total@2022", "figure:water.use@2022"
    # Materiality is 10 % here: 573,972.37; the auditor is above by just as much, less two hundredths.
    assert cell(sheet, total, "difference").value == pytest.approx(573972.37)
    assert cell(sheet, total, "direction").value == "低報 understated"
    assert cell(sheet, total, "assessment").value in ("重大 material", "達執行重要性 at performance materiality")
    assert cell(sheet, water, "direction").value == "高報 overstated"
    assert cell(sheet, water, "assessment").value == "明顯微小 clearly trivial"
    under = sheet.cell(
        row_where(sheet, metric="低報 understated · 未更正 not corrected"), column_of(sheet, "difference")
    )
    assert under.value == 2  # the total, and the water that an earlier pack found too low
    assert sheet.cell(row_where(sheet, metric_id="finance.revenue"), column_of(sheet, "corrected")).value == "是 yes"


def test_a_difference_in_the_sample_is_projected(returned):
    sheet = returned[SHEETS["sampling"]]
    row = row_where(sheet, population="P1")
    assert cell(returned[SHEETS["sample"]], DRAWN, "difference").value == -120
    # One item tested: −120 of 1,200, over a population of 5,464.
    assert sheet.cell(row, column_of(sheet, "projected")).value == pytest.approx(-546.4)
