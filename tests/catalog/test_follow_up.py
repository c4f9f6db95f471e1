"""The follow-up list: read with every mistake at its line, and written so that it reads back as it was said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.app.following import with_remarks
from reportgen.catalog import FOLLOW_UP, read_follow_up
from reportgen.model.place import Cell
from reportgen.model.problem import BrokenProjectError
from reportgen.model.remark import Answer, Conclusion, Progress, Remark
from reportgen.pack.returned.typed import clean, conclusion_in, number_in, plain_number, ticks_in

REMARK = """\
[[remark]]
pack = "0123456789ab"
subject = "figure:ghg.total@2022"
text = "Which factor?"
by = "auditor"
"""


def read(root, text):
    path = root / FOLLOW_UP
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_follow_up(root)


def problems(root, text):
    with pytest.raises(BrokenProjectError) as caught:
        read(root, text)
    return [str(problem) for problem in caught.value.problems]


def test_a_project_without_a_list_has_no_remarks(tmp_path):
    assert read_follow_up(tmp_path) == ()


def test_a_remark_written_by_hand(tmp_path):
    (remark,) = read(tmp_path, REMARK + 'owner = "environment"\ndue = 2023-04-14\nvalue = 1.50\n')
    assert (remark.figure, remark.value, remark.due) == (("ghg.total", "2022"), Decimal("1.50"), date(2023, 4, 14))
    assert (remark.progress, str(remark.at)) == (Progress.OPEN, f"{FOLLOW_UP}:1")


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('ownr = "x"', "follow-up.toml:6: unknown key 'ownr' (did you mean 'owner'?)"),
        ('progress = "done"', "follow-up.toml:6: 'progress' is wrong"),
        ('progress = "answered"', "follow-up.toml:6: it is said to be answered, and there is no answer"),
        ('due = "soon"', "follow-up.toml:6: 'due' is wrong"),
        (
            'id = "ffffffffffff"',
            "follow-up.toml:6: the words of the remark ffffffffffff aren't those that were received",
        ),
        ('[[remark.answer]]\ntext = "x"\nby = "y"', "follow-up.toml:6: 'on' is missing"),
        ('[[remark.answer]]\ntext = " "\nby = "y"\non = 2023-04-01', "follow-up.toml:6: an answer says nothing"),
        ('answer = "yes"', "follow-up.toml:6: 'answer' is no row of tables"),
        ('source = "A1"', "follow-up.toml:6: 'source' names no cell"),
        (REMARK, "follow-up.toml:6: the remark"),
        ("[[note]]\nx = 1", "follow-up.toml:6: unknown table [note]"),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path, added, told):
    found = problems(tmp_path, f"{REMARK}{added}\n")
    assert any(told in one for one in found), found


def test_all_mistakes_at_once(tmp_path):
    text = REMARK.replace("0123456789ab", "pack 1").replace("figure:", "") + REMARK.replace('"auditor"', '""')
    found = problems(tmp_path, text)
    assert [one.split(": ")[0].rpartition("/")[2] for one in found] == [
        "follow-up.toml:2",
        "follow-up.toml:3",
        "follow-up.toml:10",
    ]


TEXT = st.text(max_size=60).map(clean)
NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=4).map(plain_number)
REMARKS = st.builds(
    Remark,
    pack=st.just("0123456789ab"),
    subject=st.sampled_from(["figure:a.b@2022", "sheet:A “x”", "note:n"]),
    text=TEXT,
    by=TEXT.filter(bool),
    on=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    tick=TEXT,
    value=st.none() | NUMBER,
    difference=st.none() | NUMBER,
    conclusion=st.none() | st.sampled_from(Conclusion),
    language=st.none() | st.just("en"),
    quote=TEXT,
    source=st.none() | st.just(Cell("data/review/returned/x.xlsx", "A “x”", "D7")),
    progress=st.sampled_from([Progress.OPEN, Progress.CLEARED]),
    owner=st.just("environment"),
    due=st.none() | st.just(date(2023, 4, 14)),
    answers=st.lists(st.builds(Answer, TEXT.filter(bool), st.just("CFO"), st.just(date(2023, 4, 1))), max_size=2).map(
        tuple
    ),
    stood=st.none() | NUMBER,
)


@given(st.lists(REMARKS, max_size=3, unique_by=lambda remark: remark.id))
def test_what_is_written_is_read_again(tmp_path_factory, remarks):
    root = tmp_path_factory.mktemp("follow-up")
    text = with_remarks("", remarks[:1])
    longer = with_remarks(text, remarks[1:])
    assert longer.startswith(text.rstrip("\n"))
    assert [replace(one, at=None) for one in (read(root, longer) if longer else ())] == remarks


# --- what is typed into cells --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234", "1234"),
        ("1,234,567.80", "1234567.80"),
        ("１，２３４．５", "1234.5"),
        ("1 234", "1234"),
        ("(12.5)", "-12.5"),
        ("−3", "-3"),
        ("+3", "3"),
        ("-0", "0"),
        ("172,200 tonnes CO₂e", "172200"),
        ("172,200噸二氧化碳當量", "172200"),
        ("12,34", None),
        ("5 million", None),
        ("about 5", None),
        ("1e6", None),
        ("", None),
    ],
)
def test_numbers(text, number):
    assert number_in(text, "噸二氧化碳當量\ntonnes CO₂e") == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "conclusion", "guessed"),
    [
        ("agreed", Conclusion.AGREED, False),
        ("同意", Conclusion.AGREED, False),
        ("例外 exception", Conclusion.EXCEPTION, False),
        ("Exception", Conclusion.EXCEPTION, False),
        ("not tested", Conclusion.NOT_TESTED, False),
        ("Agred", Conclusion.AGREED, True),
        ("OK.", Conclusion.AGREED, True),
        ("查询", Conclusion.QUERY, True),
        ("see above", None, False),
    ],
)
def test_conclusions(text, conclusion, guessed):
    assert conclusion_in(text) == (conclusion, guessed)


def test_disagreed_is_not_taken_for_agreed():
    for text in ("disagreed", "not agreed", "不同意", "未同意", "no exception", "no exceptions", "沒有例外"):
        assert conclusion_in(text) == (None, False), text


def test_ticks():
    assert ticks_in(" Σ,rc ✔、x ") == "Σ RC ✓ ✗"
