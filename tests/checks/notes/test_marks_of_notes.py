"""Notes that hang on nothing, that say nothing, and marks that were not printed."""

import pytest

from tests.checks.examining import EN, ZH, examined
from tests.projects import NOTES


def note(on, kind, zh, en):
    told = (
        f"\n[[note]]\nid = 'more'\ntable = 'kpi'\non = {on}\nkind = {kind!r}\ntext.zh-hant = '{zh}'\ntext.en = '{en}'\n"
    )
    return {"data/notes.toml": NOTES + told}


@pytest.mark.parametrize(
    ("on", "kind", "zh", "en", "found"),
    [
        ("[]", "restatement", "已重列。", "Restated.", True),
        ("[]", "methodology", "按因子計算。", "By factors.", True),
        ("[]", "explanation", "範圍二隨負載上升。", "Scope 2 rose with load.", True),
        ("[]", "explanation", "數字經四捨五入。", "Numbers are rounded.", False),
        ("[]", "explanation", "排放為{{ kpi(\"ghg.scope1\") }}。", "It is {{ kpi(\"ghg.scope1\") }}.", True),
        ('["table"]', "methodology", "按因子計算。", "By factors.", False),
        ('["ghg.scope2"]', "methodology", "按因子計算。", "By factors.", False),
    ],
)  # fmt: skip
def test_a_note_about_a_figure_hangs_on_it(on, kind, zh, en, found, tmp_path):
    findings = examined("NT011", tmp_path, note(on, kind, zh, en)).findings
    assert [f.subject for f in findings] == ["more"] * found


@pytest.mark.parametrize("words", ["", " ", "–", "……"])
def test_a_note_without_a_letter_or_figure_says_nothing(words, tmp_path):
    (finding,) = examined("NT012", tmp_path, note('["ghg.scope1"]', "explanation", words, "Cars too.")).findings
    assert (finding.language, finding.subject) == ("zh-hant", "the note 'more'")


def test_a_note_that_is_a_figure_or_a_reference_says_something(tmp_path):
    files = note('["ghg.scope1"]', "explanation", '{{ kpi("finance.revenue") }}', '{{ kpi("finance.revenue") }}')
    assert examined("NT012", tmp_path, files).findings == ()


def test_footnotes_are_looked_at_too(tmp_path):
    files = {EN: "Emissions fell^[–].\n", ZH: "排放下降^[範圍一。]。\n"}
    assert [f.language for f in examined("NT012", tmp_path, files).findings] == ["en"]


def test_each_of_two_rows_carries_the_mark_of_their_note(tmp_path):
    files = note('["ghg.scope1", "ghg.scope2"]', "explanation", "車輛亦計算。", "Cars too.")
    assert examined("NT013", tmp_path, files).findings == ()
    found = examined("NT013", tmp_path, files, marks=[("en", "kpi", "ghg.scope2")]).findings
    assert [(f.language, f.metric, f.subject) for f in found] == [("en", "ghg.scope2", "more ghg.scope2")]


def test_a_row_that_the_table_does_not_print_needs_no_mark(tmp_path):
    files = note('["ghg.scope1"]', "explanation", "車輛亦計算。", "Cars too.")
    assert examined("NT013", tmp_path, files | {"templates/en/A1-data.md": "No table.\n"}).findings == ()
