"""Passages cut into sentences and clauses, with printed figures whole."""

from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.prose import clauses, sentences
from reportgen.checks.prose.passages import Passage, passage
from reportgen.model.manuscript import Bound, SectionRef, Text
from reportgen.model.place import Place

AT = Place("x.md", 1)


def english(*runs) -> Passage:
    return passage("paragraph", "en", "s", [Text(r) if isinstance(r, str) else r for r in runs], AT)


def chinese(*runs) -> Passage:
    return passage("paragraph", "zh-hant", "s", [Text(r) if isinstance(r, str) else r for r in runs], AT)


def cut(p: Passage) -> list[str]:
    return [s.text for s in sentences(p)]


def test_english_sentences_end_with_a_mark_and_a_capital():
    assert cut(english("We save water. Power too! Really? Yes.")) == ["We save water.", "Power too!", "Really?", "Yes."]


def test_abbreviations_and_decimals_end_nothing():
    text = "Alpha Co. Ltd. saves 3.5 tonnes, e.g. No. 5 boiler of Mr. Ng."
    assert cut(english(text)) == [text]


def test_a_printed_figure_is_never_cut():
    p = english("It was ", Bound("f-1", "about 3. 5. Tonnes"), " in all. Next.")
    first, second = sentences(p)
    assert first.text == "It was about 3. 5. Tonnes in all."
    assert [s.run.binding for s in first.bound] == ["f-1"]
    assert second.bound == ()


def test_chinese_sentences():
    assert cut(chinese("節水。節電！「節紙。」其他；仍是")) == ["節水。", "節電！", "「節紙。」", "其他；仍是"]


def test_a_reference_begins_a_sentence():
    assert len(cut(english("See it. ", SectionRef("a", "full"), " tells more."))) == 2


def test_clauses():
    (one,) = sentences(english("Scope 1 rose, while Scope 2 fell and the total held."))
    told = [c.text.strip(" ,") for c in clauses(one)]
    assert told == ["Scope 1 rose", "while Scope 2 fell", "and the total held."]
    (two,) = sentences(chinese("範圍一上升，範圍二下降、範圍三亦然。"))
    assert [c.text for c in clauses(two)] == ["範圍一上升，", "範圍二下降、範圍三亦然。"]


runs = st.lists(
    st.one_of(
        st.text(alphabet="ab. A,;!?\n，。；", max_size=8).map(Text),
        st.text(alphabet="1. A。", min_size=1, max_size=4).map(lambda t: Bound("f", t)),
    ),
    max_size=8,
)


@given(runs, st.sampled_from(["en", "zh-hant"]))
def test_no_word_is_lost_and_no_figure_is_cut(runs, language):
    p = passage("paragraph", language, "s", runs, AT)
    found = sentences(p)
    squeezed = "".join("".join(s.text for s in found).split())
    assert squeezed == "".join(p.text.split())
    inside = [s for sentence in found for s in sentence.bound]
    assert all(any(s.start <= f.start and f.end <= s.end for s in found) for f in inside)
    assert len(p.typed) == len(p.text)
    if "\n" not in p.text:
        for spot in p.bound:
            touched = [s for s in found if s.start < spot.end and spot.start < s.end]
            assert len(touched) <= 1


@given(runs, st.sampled_from(["en", "zh-hant"]))
def test_clauses_make_up_their_sentence(runs, language):
    p = passage("paragraph", language, "s", runs, AT)
    for sentence in sentences(p):
        assert "".join("".join(c.text for c in clauses(sentence)).split()) == "".join(sentence.text.split())
