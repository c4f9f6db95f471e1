"""Data books of any company: what is read of the shapes in which they come, and what is refused."""

from decimal import Decimal

import pytest
from openpyxl.styles import Alignment

from reportgen.intake import read_data_book
from reportgen.intake.booknotes import marks_in, note_in, restates
from reportgen.model.problem import InputRefusedError, NothingToExamineError
from reportgen.model.unit import Style
from tests.checks.books import book_of, write_book

MESSY = """\
某某集團 ESG Data Book 2023
指標 Indicator | 單位 Unit | 二零二三年 2023 | 2022 | 2021（重列）2021 (restated) | FY2020
A. 溫室氣體排放 GHG emissions
範圍一 Scope 1¹ | 噸二氧化碳當量 tCO2e | 15,041* | 14,877 | 14,002 | –
範圍二 Scope 2 (Note 2) | 噸二氧化碳當量 tCO2e | 88123 | 90211 | 91000 | N/A
排放密度 Emission intensity | tCO2e/m² | 0.12 | 0.13 | 0.14 | 0.14
B. 用水 Water
耗水量 Water consumption3 | 立方米 m³ | 1,204,3333 | 1190001 | 不適用 Not applicable | about nine 1
僱員 Employees (人 persons) |  | 1,200 | 1,100 | ▼4% | 900

註：
1. 範圍一包括燃料。 Scope 1 covers fuel.
2. 2021年數據經重列。 2021 data have been restated.
3. Municipal supply.
* Provisional figure.
"""


@pytest.fixture
def book(tmp_path):
    return book_of(tmp_path, MESSY)


def line(book, label):
    return next(one for one in book.lines if label in one.label)


def test_years_are_read_from_heads_of_many_forms(book):
    assert book.years == (2023, 2022, 2021, 2020)
    assert {year: str(v.value) for year, v in line(book, "Scope 2").values.items()} == {
        2023: "88123",
        2022: "90211",
        2021: "91000",
        2020: "None",
    }


def test_marks_are_taken_off_labels_and_figures(book):
    scope1 = line(book, "Scope 1")
    assert (scope1.label, scope1.marks) == ("範圍一 Scope 1", ("1",))
    assert (scope1.values[2023].value, scope1.values[2023].marks) == (Decimal(15041), ("*",))
    assert line(book, "Scope 2").marks == ("2",)
    water = line(book, "Water consumption")
    assert (water.values[2023].value, water.values[2023].marks) == (Decimal(1204333), ("3",))


def test_units_headings_and_kinds_are_known(book):
    assert line(book, "Scope 1").under == "A. 溫室氣體排放 GHG emissions"
    assert line(book, "intensity").style is Style.RATIO
    assert line(book, "Water").unit == "立方米 m³"
    assert (line(book, "Employees").unit, line(book, "Employees").style) == ("人 persons", Style.COUNT)


def test_notes_are_read_and_those_of_restatements_known(book):
    assert {note.mark: note.restates for note in book.notes} == {"1": False, "2": True, "3": False, "*": False}
    assert book.called_restated(line(book, "Scope 2"), 2022)
    assert book.called_restated(line(book, "Scope 1"), 2021)  # the head of the column says so
    assert not book.called_restated(line(book, "Scope 1"), 2022)


def test_what_cannot_be_read_is_counted_and_not_guessed(book):
    assert [cell.ref for cell in book.unread] == ["F8", "E9"]
    assert line(book, "Water").values[2021].value is None
    assert 2020 not in line(book, "Water").values


def test_percentages_decimals_and_indents_are_taken_from_the_look(tmp_path):
    def look(made):
        sheet = made.active
        sheet["B2"].number_format = "0.0%"
        sheet["B3"].number_format = "#,##0"
        sheet["A3"].alignment = Alignment(indent=2)

    read = book_of(tmp_path, "Metric|2023|2022\nRecycled|0.4567|0.4\nWaste|1234.56|1200\n", change=look)
    recycled, waste = read.lines
    assert (recycled.values[2023].value, recycled.values[2023].decimals) == (Decimal("45.67"), 1)
    assert (waste.values[2023].decimals, waste.level - recycled.level) == (0, 2)


def test_sheets_without_columns_of_years_are_no_figures(tmp_path):
    lists = "metric|label|period|value\nghg.total|Total|2022|100\nghg.total|Total|2021|90\n"
    with pytest.raises(NothingToExamineError, match="no sheet has a row of years"):
        book_of(tmp_path, lists)


def test_notes_of_a_sheet_of_their_own_serve_all_sheets(tmp_path):
    read = book_of(tmp_path, "== Water\nWater (m³)|2023|2022\nConsumption¹|15,041|14,977\n== Notes\n1|Restated.\n")
    assert book_says_restated(read, "Consumption", 2022)


def book_says_restated(book, label, year):
    return book.called_restated(line(book, label), year)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"metric,2022\nwater,1\n", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, said):
    (tmp_path / "book.xlsx").write_bytes(content)
    with pytest.raises(InputRefusedError, match=said):
        read_data_book(tmp_path / "book.xlsx")


def test_a_workbook_cut_short_is_refused(tmp_path):
    path = write_book(tmp_path / "book.xlsx", MESSY)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputRefusedError, match="damaged"):
        read_data_book(path)


@pytest.mark.parametrize(
    ("label", "plain", "marks"),
    [
        ("用水量¹ Water¹", "用水量 Water", ("1",)),
        ("Water (m³)", "Water (m³)", ()),
        ("Steam 10⁶ kJ", "Steam 10⁶ kJ", ()),
        ("Scope 1", "Scope 1", ()),
        ("Paper #", "Paper #", ()),
        ("Fuel*", "Fuel", ("*",)),
        ("Fuel¹,²", "Fuel", ("1", "2")),
        ("排放（註3）", "排放", ("3",)),
        ("paragraph 38(a)", "paragraph 38(a)", ()),
        ("Energy (a)", "Energy", ("a",)),
    ],
)
def test_marks_in_labels(label, plain, marks):
    assert marks_in(label) == (plain, marks)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("註1：文字", "1"), ("² Text", "2"), ("† Text", "†"), ("Note 3. Text", "3"), ("1. Part", None)],
)
def test_notes_that_need_no_title(text, mark):
    found = note_in(text, numbered=False)
    assert (found[0] if found else None) == mark


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The figure was restated.", True),
        ("數據經重列", True),
        ("未予重算", False),
        ("Comparatives have not been restated.", False),
        ("Estimated from invoices", False),
    ],
)
def test_words_of_restatements(text, said):
    assert restates(text) is said
