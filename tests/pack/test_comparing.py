"""What is different between two editions: told once, told the same both ways, and nothing told that isn't so."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.difference import Move
from reportgen.pack.aligning import without_numbers
from reportgen.pack.comparing import blackline, compare
from tests.pack.editions import ZH, disclosure, edition, figure, finding, note, text

# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "aspects"),
    [
        ({"value": "5739723.8"}, ("value", "printed")),
        ({"value": None}, ("value", "printed")),
        ({"status": "restated"}, ("status",)),
        ({"unit": "kilotonnes"}, ("unit",)),
        ({"assured": True}, ("assured",)),
        ({"notes": ("scope-two",)}, ("notes",)),
    ],
)
def test_a_figure_that_changed_says_in_what(change, aspects):
    (told,) = compare(edition(figures=[figure()]), edition(figures=[figure(**change)])).figures
    assert (told.move, told.aspects) == (Move.CHANGED, aspects)


def test_figures_that_came_and_went():
    told = compare(edition(figures=[figure("a.b")]), edition(figures=[figure("c.d")])).figures
    assert [(one.move, one.figure.metric) for one in told] == [(Move.ADDED, "c.d"), (Move.REMOVED, "a.b")]


def test_the_same_number_written_otherwise_is_the_same():
    assert not compare(edition(figures=[figure(value="1.50")]), edition(figures=[figure(value="1.5", printed={})]))


def test_what_one_of_the_two_does_not_hold_is_not_compared():
    year = edition(figures=[figure(unit="", printed={}, label={})], lacks=("unit", "printed", "texts", "findings"))
    told = compare(year, edition(figures=[figure()], texts=[text("Words.")], findings=[finding()]))
    assert not told
    assert told.not_compared == ("findings", "printed", "texts", "unit")


def test_a_language_that_only_one_has_is_not_compared():
    both = edition(texts=[text("Words."), text("字。", language=ZH)], notes=[note(), note(language=ZH)])
    told = compare(edition(texts=[text("Words.")], notes=[note()]), both)
    assert not told
    assert told.not_compared == (ZH,)


# --- text ----------------------------------------------------------------------------------------


def changes(before, after, **about):
    told = compare(edition(texts=[text(t, **about) for t in before]), edition(texts=[text(t, **about) for t in after]))
    return [(one.move.value, one.before, one.after, one.figures_only) for one in told.texts]


def test_a_sentence_is_compared_with_its_sentence_and_not_with_the_paragraph():
    before = ["Emissions fell by 2.2%. The fleet was renewed. Water was saved."]
    after = ["Emissions fell by 2.5%. Water was saved. A new site opened in Hong Kong."]
    assert changes(before, after) == [
        ("changed", "Emissions fell by 2.2%.", "Emissions fell by 2.5%.", True),
        ("removed", "The fleet was renewed.", "", False),
        ("added", "", "A new site opened in Hong Kong.", False),
    ]


def test_chinese_sentences():
    before = ["排放總量為5,739,723.7噸，減少2.2%。集團更新車隊。"]
    after = ["排放總量為5,800,000.1噸，增加2.2%。集團更新車隊。"]
    assert changes(before, after, language=ZH) == [
        ("changed", "排放總量為5,739,723.7噸，減少2.2%。", "排放總量為5,800,000.1噸，增加2.2%。", False)
    ]
    assert changes(["投入58.36億元。"], ["投入102億元。"], language=ZH) == [
        ("changed", "投入58.36億元。", "投入102億元。", True)
    ]


def test_a_moved_sentence_is_neither_gone_nor_new():
    assert (
        changes(["One thing. Another thing.", "A third thing."], ["A third thing.", "Another thing. One thing."]) == []
    )


def test_a_sentence_said_twice_and_then_once():
    assert changes(["Twice told. Twice told."], ["Twice told."]) == [("removed", "Twice told.", "", False)]


def test_a_sentence_that_moved_to_another_section_is_told_once_with_where_it_came_from():
    here = edition(texts=[text("The board meets quarterly."), text("Other words.", section="board")])
    there = edition(texts=[text("Other words.", section="board"), text("The board meets quarterly.", section="board")])
    (told,) = compare(here, there).texts
    assert (told.move, told.section, told.origin) == (Move.MOVED, "board", "climate")


def test_rows_of_a_table_are_read_whole():
    assert changes(["Scope 1 | t CO2e. | 1.5"], ["Scope 1 | t CO2e. | 1.6"], kind="row") == [
        ("changed", "Scope 1 | t CO2e. | 1.5", "Scope 1 | t CO2e. | 1.6", True)
    ]


def test_the_page_is_that_of_the_newer_edition():
    (told,) = compare(edition(texts=[text("It is 1 t.", page=3)]), edition(texts=[text("It is 2 t.", page=4)])).texts
    assert (told.page, told.section, told.kind) == (4, "climate", "paragraph")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("RMB5.8 billion", "RMB 12 million", False),
        ("RMB5.8 billion", "RMB612.4 million", True),
        ("fell by 2.2%", "fell by 0.3 percentage points", True),
        ("fell by 2.2%", "rose by 2.2%", False),
        ("約3萬人", "約3,200人", True),
    ],
)
def test_which_words_are_numbers(one, other, same):
    assert (without_numbers(one) == without_numbers(other)) is same


def test_the_blackline_holds_every_sentence_of_both_in_its_place():
    before = edition(texts=[text("First. Second. Third."), text("Gone for good, all of this.")])
    after = edition(texts=[text("First. Third. Something that was never said."), text("At the end.")])
    (section,) = blackline(before, after)
    shown = [(one.move and one.move.value, one.before, one.after, one.begins) for one in section.sentences]
    assert shown == [
        (None, "First.", "First.", True),
        ("removed", "Second.", "", False),
        (None, "Third.", "Third.", False),
        ("removed", "Gone for good, all of this.", "", True),
        ("added", "", "Something that was never said.", True),
        ("added", "", "At the end.", True),
    ]


# --- notes, disclosures, findings ----------------------------------------------------------------


def test_notes():
    told = compare(
        edition(notes=[note("a", "Old."), note("b", "Same."), note("c", "Gone.")]),
        edition(notes=[note("a", "New."), note("b", "Same."), note("d", "Come.")]),
    ).notes
    assert [(one.move.value, one.id, one.before, one.after) for one in told] == [
        ("changed", "a", "Old.", "New."),
        ("added", "d", "", "Come."),
        ("removed", "c", "Gone.", ""),
    ]


def test_disclosures():
    before = edition(disclosures=[disclosure("A1.1"), disclosure("A1.2"), disclosure("A1.3", sections=("b", "a"))])
    after = edition(
        disclosures=[disclosure("A1.2", "partial"), disclosure("A1.3", sections=("a", "b")), disclosure("A1.4")]
    )
    assert [(one.move.value, (one.after or one.before).code) for one in compare(before, after).disclosures] == [
        ("changed", "A1.2"),
        ("added", "A1.4"),
        ("removed", "A1.1"),
    ]


def test_findings_are_opened_closed_or_answered_for():
    before = edition(findings=[finding("1"), finding("2"), finding("3", "warning")])
    after = edition(findings=[finding("2", waived="accepted (CFO)"), finding("3", "warning"), finding("4")])
    assert [(one.move.value, (one.after or one.before).fingerprint) for one in compare(before, after).findings] == [
        ("changed", "2"),
        ("added", "4"),
        ("removed", "1"),
    ]


# --- properties ----------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        ["Emissions fell.", "Emissions fell by 2%.", "Emissions fell by 3%.", "Water was saved.", "Fleet."]
    ),
    max_size=4,
).map(" ".join)
TEXTS = st.lists(
    st.builds(
        text,
        WORDS,
        section=st.sampled_from(["climate", "water", "board"]),
        kind=st.sampled_from(["paragraph", "item", "row"]),
    ),
    max_size=8,
)
FIGURES = st.lists(
    st.builds(
        figure,
        st.sampled_from(["a.b", "c.d", "e.f"]),
        value=st.sampled_from(["1", "2.5", None]),
        assured=st.booleans(),
        status=st.sampled_from(["reported", "restated"]),
    ),
    max_size=4,
)
EDITIONS = st.builds(
    edition,
    figures=FIGURES,
    texts=TEXTS,
    notes=st.lists(st.builds(note, st.sampled_from("ab"), st.sampled_from(["One.", "Two."])), max_size=2),
    disclosures=st.lists(
        st.builds(disclosure, st.sampled_from(["A1", "A2"]), st.sampled_from(["reported", "partial"]))
    ),
    findings=st.lists(st.builds(finding, st.sampled_from("123"), waived=st.sampled_from(["", "accepted"]))),
)
OPPOSITE = {
    Move.ADDED: Move.REMOVED,
    Move.REMOVED: Move.ADDED,
    Move.CHANGED: Move.CHANGED,
    Move.MOVED: Move.MOVED,
}


PARTS = ("figures", "notes", "disclosures", "texts", "findings")


def mirrored(told):
    """A difference as it would be told the other way round, without order, pages and titles."""

    def turned(one):
        place = {}
        if hasattr(one, "origin"):
            place = {"section": one.origin or one.section, "origin": one.origin and one.section}
        return replace(one, move=OPPOSITE[one.move], before=one.after, after=one.before, **place)

    parts = {name: tuple(map(turned, getattr(told, name))) for name in PARTS}
    return plain(replace(told, before=told.after, after=told.before, **parts))


def plain(told):
    texts = [replace(one, title="", page=None, kind="") for one in told.texts]
    figures = Counter((one.move, one.figure.key, one.aspects) for one in told.figures)
    disclosures = Counter((one.move, (one.after or one.before).key) for one in told.disclosures)
    return told.before, told.after, figures, Counter(told.notes), disclosures, Counter(texts), Counter(told.findings)


@given(EDITIONS)
def test_an_edition_does_not_differ_from_itself(one):
    assert not compare(one, one)


@given(EDITIONS, EDITIONS)
def test_the_other_way_round_it_is_the_same_difference(before, after):
    after = replace(after, name="b")
    assert plain(compare(after, before)) == mirrored(compare(before, after))


@given(TEXTS, TEXTS)
def test_the_blackline_loses_no_sentence(before, after):
    marked = blackline(edition(texts=before), edition(texts=after))
    both = {text_.language for text_ in before} & {text_.language for text_ in after}
    for texts, side in ((before, "before"), (after, "after")):
        words = "".join(t.words.replace(" ", "") for t in texts if t.language in both)
        shown = "".join(getattr(s, side).replace(" ", "") for section in marked for s in section.sentences)
        assert Counter(words) == Counter(shown)
