"""The lead workbook: its sheets, keys and cells, as a spreadsheet program finds them."""

import io
import zipfile

import openpyxl
import pytest

from reportgen.model.remark import Conclusion
from reportgen.pack.lead import contract, lead_workbook
from tests.pack.lead.office import cell
from tests.pack.lead.reviews import small_review


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    return small_review(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def content(review):
    return lead_workbook(review)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def cached(content):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


LEAD = "A environment"
TOTAL, INTENSITY = "figure:ghg.total@2022", "figure:ghg.intensity@2022"


def test_the_same_review_gives_the_same_bytes(review, content):
    assert lead_workbook(review) == content


def test_there_is_no_macro_and_no_way_out(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        relations = [archive.read(name).decode() for name in names if name.endswith(".rels")]
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]
    assert not [one for one in relations if 'TargetMode="External"' in one]


def test_a_total_is_computed_from_the_cells_of_its_parts(book, cached):
    sheet = book[LEAD]
    scopes = [cell(sheet, f"figure:ghg.scope{n}@2022", "this_year") for n in (1, 2, 3)]
    assert [one.value for one in scopes] == [172137.9, 2650073.3, 2917512.5]
    assert cell(sheet, TOTAL, "this_year").value == "=" + " + ".join(one.coordinate for one in scopes)
    assert cell(cached[LEAD], TOTAL, "this_year").value == 5739723.7
    assert cell(cached[LEAD], TOTAL, "printed").value == 5739723.7
    assert cell(cached[LEAD], TOTAL, "check").value == "✓"
    # 5,739,723.7 / 554,552 = 10.3502…, printed 10.4
    assert cell(cached[LEAD], INTENSITY, "this_year").value == pytest.approx(10.35019348)
    assert cell(cached[LEAD], INTENSITY, "printed").value == 10.4


def test_a_value_that_only_a_note_calls_restated_is_not_told_as_published(cached):
    """The note on scope 2 says that last year was restated; from what, the ledger never knew."""
    scope2, scope1 = (cell(cached[LEAD], f"figure:ghg.scope{n}@2022", "prior_published") for n in (2, 1))
    assert scope2.value == "未存\nnot held"
    assert scope1.value == 18961.4


def test_the_way_back_is_told(book):
    meta = book[contract.META]
    assert meta.sheet_state == "veryHidden"
    told = dict(meta.iter_rows(max_row=len(contract.META_KEYS), max_col=2, values_only=True))
    assert told["schema"] == contract.SCHEMA
    assert (told["pack"], told["project"], told["fiscal_year"], told["number"]) == (
        "0123456789ab", "ba9876543210", 2022, 2,
    )  # fmt: skip
    rows = list(meta.iter_rows(min_row=len(contract.META_KEYS) + 2, max_col=4, values_only=True))
    assert rows[0] == contract.META_HEADS
    assert LEAD in [row[0] for row in rows]
    for name, head, first, last in rows[1:]:
        keys = [book[name].cell(row, 1).value for row in range(first, last + 1)]
        assert head == contract.HEAD_ROW
        assert all(keys)
        assert len(set(keys)) == len(keys)
    front = book[told["index"]]
    assert [row[0].value for row in front.iter_rows(max_col=1) if row[0].value] == ["key", "reviewer", "reviewed_on"]


def test_only_the_auditors_cells_are_unlocked(book):
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        for row in sheet.iter_rows():
            for one in row:
                id = sheet.cell(contract.IDS_ROW, one.column).value
                if not one.protection.locked:
                    assert id in (*contract.AUDITOR_COLUMNS, contract.REVIEWER_COLUMN), (sheet.title, one.coordinate)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("同意 agreed", Conclusion.AGREED),
        ("Not tested", Conclusion.NOT_TESTED),
        ("例外", Conclusion.EXCEPTION),
        (" query ", Conclusion.QUERY),
        ("perhaps", None),
    ],
)
def test_a_conclusion_is_read_in_either_language(typed, meant):
    assert contract.read_conclusion(typed) is meant
