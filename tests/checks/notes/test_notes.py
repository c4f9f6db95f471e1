"""Notes under KPI tables, their marks, and footnotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.notes.nt004_notes_out_of_order import _jump
from reportgen.checks.prose.subjects import share, terms
from tests.checks.examining import EN, ZH, examined, found_in
from tests.projects import NOTES, TABLES

PLAIN_TABLES = TABLES.replace('labels = { "ghg.scope1" = { zh-hant = "一", en = "One" } }\n', "")


def note(id, on, kind, zh, en):
    return (
        f"\n[[note]]\nid = {id!r}\ntable = 'kpi'\non = {on}\nkind = {kind!r}\ntext.zh-hant = '{zh}'\ntext.en = '{en}'\n"
    )


@pytest.mark.parametrize("mark", ["¹", "²³", "[2]", "*", "†", "③"])
def test_a_typed_mark_is_found(mark, tmp_path):
    (finding,) = found_in("NT002", tmp_path, f"Emissions fell{mark} in the year.")
    assert repr(mark) in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "An area of 12 m² and 4 km³ was planted.",
        "Emissions of CO₂ and 10⁶ others are small.",
        "See [our site](https://alpha.com).",
        "The range [2022] is a year.",
        "* The star explains itself.",
    ],
)
def test_powers_and_brackets_are_no_marks(sentence, tmp_path):
    assert found_in("NT002", tmp_path, sentence) == ()


def test_a_mark_without_note_is_found_wherever_it_hangs(tmp_path):
    marks = [("en", "kpi", "table", "7"), ("zh-hant", "kpi", "ghg.scope1@2021", "9")]
    found = examined("NT002", tmp_path, marks=marks).findings
    assert [(f.language, f.subject) for f in found] == [("zh-hant", "kpi ghg.scope1@2021 9"), ("en", "kpi table 7")]


def test_a_reference_to_a_note_of_a_table_that_is_not_printed_is_found(tmp_path):
    files = {"templates/en/A1-data.md": "No table.\n"}
    assert [f.language for f in examined("NT002", tmp_path, files).findings] == ["en"]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("It was restated (see note 2).", "上年數字已重列（見註2）。"),
        ("See Notes 1 for details.", "詳見附註一。"),
        ("As footnote 3 tells.", "如註腳3所述。"),
    ],
)
def test_a_typed_number_of_a_note_is_found(english, chinese, tmp_path):
    assert [f.language for f in found_in("NT003", tmp_path, english, chinese)] == ["zh-hant", "en"]


def test_notes_of_other_documents_are_let_through(tmp_path):
    english, chinese = "See note 5 to the consolidated financial statements.", "見綜合財務報表附註5。我們關注2個議題。"
    assert found_in("NT003", tmp_path, english, chinese) == ()


def test_the_message_names_the_note_of_that_number(tmp_path):
    (finding,) = found_in("NT003", tmp_path, "See note 1.")
    assert "all-gases" in finding.message


def test_notes_out_of_order_are_found_in_their_language(tmp_path):
    marks = [("en", "kpi", "group:ghg", "2"), ("en", "kpi", "ghg.scope2@2021", "1")]
    (finding,) = examined("NT004", tmp_path, marks=marks).findings
    assert finding.language == "en"


@given(st.integers(1, 30))
def test_numbers_in_order_never_jump(last):
    assert _jump(tuple(range(1, last + 1)), "note") == ""


@given(st.permutations(range(1, 9)))
def test_numbers_jump_exactly_when_they_are_not_in_order(numbers):
    assert bool(_jump(tuple(numbers), "note")) is (numbers != sorted(numbers))


def test_footnotes_that_say_the_same_are_found(tmp_path):
    text = "One^[The same words.] and two^[The same words]."
    (finding,) = found_in("NT005", tmp_path, text)
    assert "footnote 2 says the same as footnote 1" in finding.message


def test_notes_that_differ_in_a_figure_are_not_the_same(tmp_path):
    text = 'One^[It was {{ kpi("ghg.scope1") }}.] and two^[It was {{ kpi("ghg.scope2") }}.].'
    assert found_in("NT005", tmp_path, text) == ()


def test_a_note_that_names_no_row_is_left_alone(tmp_path):
    notes = NOTES + note("odd", ["ghg.scope1"], "restatement", "已重列。", "Restated for a better method.")
    assert examined("NT006", tmp_path, {"data/notes.toml": notes, "data/tables.toml": PLAIN_TABLES}).findings == ()


def test_a_note_about_another_row_in_one_language_only_is_left_alone(tmp_path):
    notes = NOTES + note("odd", ["ghg.scope1"], "explanation", "範圍二的計算方法。", "The method is explained.")
    assert examined("NT006", tmp_path, {"data/notes.toml": notes, "data/tables.toml": PLAIN_TABLES}).findings == ()


def test_a_note_that_names_its_own_row_beside_another_is_left_alone(tmp_path):
    notes = NOTES + note("odd", ["ghg.scope1"], "explanation", "範圍一不含範圍二。", "Scope 1 leaves out Scope 2.")
    assert examined("NT006", tmp_path, {"data/notes.toml": notes, "data/tables.toml": PLAIN_TABLES}).findings == ()


@given(st.text(), st.sampled_from(["en", "zh-hant"]))
def test_a_text_has_all_of_its_own_terms(text, language):
    own = terms(text, language)
    assert share(own, own) == (1 if own else 0)


def test_a_footnote_with_another_figure_is_found(tmp_path):
    english = 'Emissions fell^[They were {{ kpi("ghg.scope1") }}.].'
    chinese = '排放量下降^[範圍二為{{ kpi("ghg.scope2") }}。]。'
    (finding,) = found_in("NT007", tmp_path, english, chinese)
    assert "lacks ghg.scope2 2022 as figure and adds ghg.scope1 2022 as figure" in finding.message


def test_a_note_with_another_figure_or_mark_is_found(tmp_path):
    notes = NOTES.replace("text.en = 'Revenue is {{ kpi(\"finance.revenue\") }}.'", "text.en = 'Revenue is published.'")
    assert notes != NOTES
    found = examined("NT007", tmp_path, {"data/notes.toml": notes}, marks=[("en", "kpi", "ghg.scope2@2021")]).findings
    assert sorted(f.subject for f in found) == ["all-gases", "scope-two"]


def test_a_note_that_denies_a_claimed_disclosure_by_its_name_is_found(tmp_path):
    notes = NOTES + note(
        "no", [], "not_applicable", "包裝材料的數據不適用。", "Data on packaging material do not apply."
    )
    claimed = {"data/notes.toml": notes, "data/omissions.toml": "\n", EN: '{{ disclosure("HKEX A2.5") }}Packed.\n'}
    found = examined("NT008", tmp_path, claimed | {ZH: '{{ disclosure("HKEX A2.5") }}包裝。\n'}).findings
    assert {f.subject for f in found} == {"no"}
    assert "HKEX A2.5" in found[0].message


def test_a_restatement_without_an_earlier_number_is_found(tmp_path):
    found = examined("NT009", tmp_path, figures=[("ghg.scope2", "2021", "none")]).findings
    assert {f.subject for f in found} == {"scope-two"}
    assert len(found) == 2


def test_numbers_in_notes_and_footnotes_have_to_be_bound(tmp_path):
    notes = NOTES.replace('text.en = "Restated."', 'text.en = "Restated by 5,000 tonnes."')
    files = {"data/notes.toml": notes, EN: "Emissions fell^[By 300 tonnes.].\n"}
    assert [f.message.split("'")[1] for f in examined("TX001", tmp_path, files).findings] == ["300", "5,000"]
