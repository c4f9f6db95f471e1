"""What is bound: text, figures, notes, footnotes, and the trace of it."""

from collections import Counter
from dataclasses import fields, is_dataclass
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.catalog import load_project
from reportgen.chapters import bind
from reportgen.model.manuscript import (
    Anchor,
    Chart,
    Component,
    Footnote,
    Heading,
    Items,
    KpiTable,
    NoteRef,
    Paragraph,
    PlainTable,
    SectionRef,
    Stats,
    Text,
)
from tests.projects import EN, METRICS, NOTES, ZH, entries, entry, figures_of, problems_of, small, small_project


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small(tmp_path_factory.mktemp("small"))


def chapter(made, text, language=EN):
    project, figures = made
    (project.root / f"templates/{language}/1-environment.md").write_text(text, encoding="utf-8")
    return bind(project, figures, language, ["environment"]).chapters[0]


def plain(value) -> str:
    """All text of blocks and runs in order."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, tuple):
        return "".join(plain(v) for v in value)
    if is_dataclass(value):
        return "".join(plain(getattr(value, f.name)) for f in fields(value)) + "\n"
    return ""


# --- text survives ---------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("abcdefgh環境氣候員工，。"), min_size=1, max_size=8)
SENTENCES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
BLOCKS = st.one_of(
    SENTENCES,
    SENTENCES.map(lambda s: f"## {s}"),
    st.lists(SENTENCES, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(SENTENCES, min_size=1, max_size=3).map(lambda items: "\n".join(f"1. {i}" for i in items)),
    st.tuples(SENTENCES, SENTENCES).map(lambda p: f"::: case {p[0]}\n{p[1]}\n:::"),
    st.tuples(SENTENCES, SENTENCES).map(lambda p: f"| {p[0]} | x |\n|---|---|\n| {p[1]} | y |"),
    st.tuples(WORDS, WORDS).map(lambda p: f"{p[0]} **{p[1]}** *{p[1]}* [{p[0]}](https://example.com) `{p[1]}`"),
    st.tuples(SENTENCES, SENTENCES).map(lambda p: f"{p[0]}^[{p[1]}]"),
    st.tuples(SENTENCES, SENTENCES).map(lambda p: f"[{p[0]}]: {p[1]}"),
    SENTENCES.map(lambda s: f"<b>{s}</b>"),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCKS, min_size=1, max_size=5))
def test_every_typed_word_is_in_the_manuscript(made, blocks):
    found = plain(chapter(made, "\n\n".join(blocks) + "\n").blocks)
    typed = Counter(c for b in blocks for c in b.replace("](https://example.com)", "").replace("::: case", ""))
    letters = set("環境氣候員工，。bcdfgh")
    assert {c: n for c, n in Counter(found).items() if c in letters} == {c: n for c, n in typed.items() if c in letters}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_plain_paragraphs_come_back_as_typed(made, paragraphs):
    found = chapter(made, "\n\n".join(paragraphs)).blocks
    assert [block.runs for block in found] == [(Text(p),) for p in paragraphs]


def test_the_blocks_of_a_chapter(made):
    text = """\
## Head

Words *soft* **loud** [here](https://example.com).

- one
- two

1. first

::: case The *title*^[Of a note.]
Inside.
:::

::: stats
{{ stat("ghg.total", label="All", change=True) }}
{{ stat("ghg.scope1", label="One", year=-1) }}
:::

| a | b |
|---|---|
| {{ kpi("ghg.scope1") }} | d |
"""
    found = chapter(made, text)
    kinds = [type(b) for b in found.blocks]
    assert kinds == [Heading, Paragraph, Items, Items, Component, Stats, PlainTable]
    assert [b.line for b in found.blocks] == [1, 3, 5, 8, 10, 14, 19]
    assert found.blocks[1].runs == (
        Text("Words "),
        Text("soft", emphasis=True),
        Text(" "),
        Text("loud", strong=True),
        Text(" "),
        Text("here", link="https://example.com"),
        Text("."),
    )
    assert [i.ordered for i in found.blocks[2:4]] == [False, True]
    assert found.blocks[4].title[-1] == Footnote(1, (Text("Of a note."),))
    cards = found.blocks[5].cards
    assert [c.label for c in cards] == ["All", "One"]
    # 5739723.7 / 5111461.9 - 1 = 12.29 %
    assert cards[0].change.text == "increased by 12.3%"
    assert cards[1].figure.text == "18,961.4"
    assert [(b.kind, b.metric, b.period) for b in found.bindings] == [
        ("stat", "ghg.total", "2022"),
        ("delta", "ghg.total", "2022"),
        ("stat", "ghg.scope1", "2021"),
        ("figure", "ghg.scope1", "2022"),
    ]


def test_a_line_break_inside_a_paragraph_is_a_space_in_english_and_nothing_in_chinese(made):
    assert chapter(made, "one\ntwo").blocks[0].runs == (Text("one two"),)
    assert chapter(made, "一句\n一句", ZH).blocks[0].runs == (Text("一句一句"),)


def test_the_names_that_print_no_figure(made):
    found = chapter(
        made,
        '{{ name("company") }}, {{ year() }}, {{ year(-1) }}, {{ date("period_end") }} {{ ref("data", form="title") }} '
        '{{ note("scope-two") }} {{ disclosure("HKEX A1.5") }}',
    )
    runs = found.blocks[0].runs
    assert runs[0] == Text("Alpha Limited, 2022, 2021, 31 December 2022 ")
    assert runs[1] == SectionRef("data", "title")
    assert isinstance(runs[3], NoteRef) and (runs[3].table, runs[3].number) == ("kpi", 2)
    assert runs[5] == Anchor("HKEX A1.5")
    assert found.disclosures == ("HKEX A1.5",)
    assert found.bindings == ()


def test_the_trace_says_what_was_printed_from_what_and_where(made):
    text = (
        'Of {{ kpi("ghg.total") }},\n{{ share("ghg.scope1", "ghg.total") }} and {{ delta("ghg.scope1") }};\n'
        '{{ span("ghg.scope1", "ghg.scope2") }}, {{ kpi("climate.emissions", year=-1) }}.\n'
    )
    a, b, c, d, e = chapter(made, text).bindings
    assert (a.text, a.value, str(a.place)) == (
        "5,739,723.7\u00a0tonnes CO₂e",
        Decimal("5739723.7"),
        "templates/en/1-environment.md:1",
    )
    # 172137.9 / 5739723.7 = 2.99906 %
    assert (b.kind, b.text, b.others, b.place.line) == ("share", "3.0%", (("ghg.total", "2022"),), 2)
    # 172137.9 / 18961.4 - 1 = 807.83 %
    assert (c.kind, c.text, c.others) == ("delta", "increased by 807.8%", (("ghg.scope1", "2021"),))
    assert (d.kind, d.others, d.place.line) == ("span", (("ghg.scope2", "2022"),), 3)
    assert (e.metric, e.period, e.value) == ("ghg.total", "2021", Decimal("5111461.9"))
    assert len({x.id for x in (a, b, c, d, e)}) == 5


def test_a_figure_without_a_number_has_no_change_and_says_so(tmp_path):
    project, _ = small(tmp_path, chapter_en='{{ delta("ghg.scope1") }} {{ share("ghg.scope1", "ghg.total") }}')
    rest = [e for e in entries() if e.datapoint.metric != "ghg.scope1" or e.datapoint.period.id != "2021"]
    figures = figures_of(project, [*rest, entry("ghg.scope1", "2021", None)])
    assert [p.what for p in problems_of(bind, project, figures, EN)] == [
        "the change of ghg.scope1 between 2021 and 2022 needs two numbers"
    ]
    figures = figures_of(project, [*rest, entry("ghg.scope1", "2021", "0")])
    assert "was zero in 2021" in problems_of(bind, project, figures, EN)[0].what


# --- notes and footnotes ---------------------------------------------------------------------------


def test_footnotes_are_numbered_through_the_section(made):
    text = "One^[First.] two[^x].\n\n::: case Box\nThree^[Third {{ year() }}.]\n:::\n\n[^x]: Second.\n"
    found = chapter(made, text).blocks
    notes = [r for r in found[0].runs if isinstance(r, Footnote)]
    notes += [r for r in found[1].blocks[0].runs if isinstance(r, Footnote)]
    assert [(n.number, plain(n.runs)) for n in notes] == [(1, "First."), (2, "Second."), (3, "Third 2022.")]


def tables_of(manuscript):
    return [b for c in manuscript.chapters for b in c.blocks if isinstance(b, KpiTable)]


def appearance(table):
    """The markers of a table in the order in which a reader meets them."""
    marks = list(table.marks)
    for group in table.groups:
        marks += group.marks
        for row in group.rows:
            marks += row.marks
            for cell in row.cells:
                marks += cell.marks
    return list(dict.fromkeys(marks))


def test_notes_are_numbered_as_their_markers_appear(made):
    project, figures = made
    table = tables_of(bind(project, figures, EN))[0]
    assert [(n.number, n.id) for n in table.notes] == [(1, "all-gases"), (2, "scope-two"), (3, "remark")]
    assert table.groups[0].marks == (1,)
    assert table.groups[0].rows[2].cells[1].marks == (2,)
    assert [(r.metric, r.label, r.indent) for r in table.groups[0].rows] == [
        ("ghg.total", "Total", False),
        ("ghg.scope1", "One", True),
        ("ghg.scope2", "Scope 2", True),
    ]
    assert table.years == ("2022", "2021")
    assert [c.figure.text for c in table.groups[0].rows[0].cells] == ["5,739,723.7", "5,111,461.9"]


PLACES = ["table", "group:ghg", "ghg.total", "ghg.scope1", "ghg.scope2", "ghg.total@2022", "ghg.scope1@2021"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PLACES), max_size=3), max_size=6))
def test_numbers_follow_the_markers_whatever_they_hang_on(tmp_path_factory, hung):
    text = "".join(
        f'[[note]]\nid = "n{i}"\ntable = "kpi"\non = {on!r}\nkind = "x"\ntext.zh-hant = "注"\ntext.en = "n"\n'
        for i, on in enumerate(hung)
    )
    project, figures = small(tmp_path_factory.mktemp("notes"), notes=text, climate_en="Text.\n", climate_zh="文字。\n")
    zh, en = (tables_of(bind(project, figures, language))[0] for language in (ZH, EN))
    assert [(n.id, n.number) for n in zh.notes] == [(n.id, n.number) for n in en.notes]
    assert [n.number for n in en.notes] == list(range(1, len(hung) + 1))
    met = appearance(en)
    assert met == sorted(met) == list(range(1, len(met) + 1))
    assert {n.id for n in en.notes if n.number in met} == {f"n{i}" for i, on in enumerate(hung) if on}
    assert appearance(zh) == met


def test_a_note_on_a_year_end_value_is_marked_and_numbered(tmp_path):
    metrics = METRICS.replace('id = "ghg.scope2"', 'id = "ghg.scope2"\nperiod = "end-{fy}"', 1)
    metrics = metrics.replace(" + {ghg.scope2}", "")
    project = load_project(
        small_project(tmp_path, metrics=metrics, notes=NOTES.replace("ghg.scope2@2021", "ghg.scope2@end-2021"))
    )
    rest = [e for e in entries() if e.datapoint.metric != "ghg.scope2"]
    more = [entry("ghg.scope2", "end-2022", "1"), entry("ghg.scope2", "end-2021", "2")]
    table = tables_of(bind(project, figures_of(project, [*rest, *more]), EN))[0]
    assert table.groups[0].rows[2].cells[1].marks == (2,)
    assert [(n.id, n.number) for n in table.notes][1] == ("scope-two", 2)


def test_a_chart_holds_its_points_with_their_figures(made):
    project, figures = made
    (chart,) = [b for c in bind(project, figures, ZH).chapters for b in c.blocks if isinstance(b, Chart)]
    assert [(p.series, p.category, p.value) for p in chart.points] == [
        ("範圍一", "2021年", Decimal("18961.4")),
        ("範圍一", "2022年", Decimal("172137.9")),
        ("範圍二", "2021年", Decimal("2488000.3")),
        ("範圍二", "2022年", Decimal("2650073.3")),
    ]
    assert plain(chart.title) == "排放減少"
