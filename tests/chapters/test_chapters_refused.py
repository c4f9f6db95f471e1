"""What a chapter must not hold is refused, in every file at once, with the line on which it stands."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.chapters import bind
from reportgen.chapters.source import parse
from tests.projects import EN, ZH, problems_of, small, told

PATH = "templates/en/1-environment.md"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small(tmp_path_factory.mktemp("small"))


def problems_in(made, text, language=EN):
    project, figures = made
    path = project.root / f"templates/{language}/1-environment.md"
    path.write_text(text, encoding="utf-8")
    try:
        return problems_of(bind, project, figures, language)
    finally:
        path.write_text("Text.\n", encoding="utf-8")


# what is written on line 3, what is told
CALLS = [
    ('{{ kpy("ghg.total") }}', "there is no name 'kpy'; did you mean kpi?"),
    ("{{ unheard() }}", "there is no name 'unheard'"),
    ('{{ kpi("ghg.totl") }}', "there is no metric 'ghg.totl'"),
    ("{{ kpi() }}", "missing a required argument: 'metric'"),
    ('{{ kpi("ghg.total", "2021") }}', "too many positional arguments"),
    ('{{ kpi("ghg.total", jear=-1) }}', "got an unexpected keyword argument 'jear'"),
    ('{{ kpi("ghg.total", year="2021") }}', "year='2021' is not a whole number"),
    ('{{ kpi("ghg.total", year=-1.5) }}', "neither a text nor a number"),
    ('{{ kpi("ghg.total", year=1.5) }}', "year=1.5 is not a whole number"),
    ('{{ kpi("ghg.total", unit=0) }}', "unit=0 is not True or False"),
    ('{{ kpi("ghg.total", decimals="one") }}', "decimals='one' is not a whole number or None"),
    ('{{ kpi("ghg.total", scale=4) }}', "scale=4 is not a text in quotes or None"),
    ('{{ kpi("ghg.total", scale="dozen") }}', "dozen"),
    ("{{ kpi(5) }}", "metric=5 is not a text in quotes"),
    ("{{ kpi(ghg.total) }}", "an argument of kpi(…) is neither a text nor a number"),
    ('{{ kpi("ghg." ~ "total") }}', "an argument of kpi(…) is neither"),
    ('{{ kpi(*["ghg.total"]) }}', "only a name with its arguments"),
    ('{{ kpi("ghg.total", year=-2) }}', "ghg.total has no figure for 2020"),
    ('{{ kpi("ghg.total", year=-5000) }}', "ghg.total has no figure for year=-5000"),
    ('{{ kpi("water.use", year=-1) }}', "water.use has no figure for 2021"),
    ('{{ delta("water.use") }}', "water.use has no figure for 2021"),
    ('{{ delta("ghg.total", since="2021") }}', "since='2021' is not a whole number or None"),
    ('{{ delta("ghg.total", measure="per cent") }}', "measure='per cent' is none of"),
    ('{{ delta("ghg.total", form="nice") }}', "form='nice' is none of"),
    ('{{ share("ghg.scope1", "nothing") }}', "there is no metric 'nothing'"),
    ('{{ date("today") }}', "there is no date 'today'"),
    ('{{ name("ceo") }}', "there is no name 'ceo'"),
    ('{{ ref("climte") }}', "there is no section 'climte' in the outline"),
    ('{{ ref("climate", form="long") }}', "form='long' is none of"),
    ('{{ note("scope-3") }}', "there is no note 'scope-3'"),
    ('{{ disclosure("HKEX A9.9") }}', "'HKEX A9.9' is not a disclosure"),
    ('{{ table("kpis") }}', "there is no table 'kpis'"),
    ('{{ chart("scope", title="x") }}', "there is no chart 'scope'"),
    ('{{ chart("scopes") }}', "missing a required"),
    ('{{ chart("scopes", title=5) }}', "title is not a text in quotes"),
    ('{{ stat("ghg.total", label="x") }}', "stands outside ::: stats"),
    ('In words {{ table("kpi") }}', "table(…) stands inside a sentence"),
]
LOGIC = [
    ("{% for i in range(10) %}a{% endfor %}", "a chapter holds no logic"),
    ("{% for i in range(10**12) %}{% endfor %}", "a chapter holds no logic"),
    ("{% if true %}a{% endif %}", "a chapter holds no logic"),
    ("{% set a = 1 %}", "a chapter holds no logic"),
    ('{% include "/etc/passwd" %}', "a chapter holds no logic"),
    ('{% import "x" as y %}', "a chapter holds no logic"),
    ('{% extends "x" %}', "a chapter holds no logic"),
    ("{% macro a() %}{% endmacro %}", "a chapter holds no logic"),
    ("{{ ''.__class__ }}", "only a name with its arguments"),
    ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "only a name with its arguments"),
    ('{{ kpi.__globals__("x") }}', "only a name with its arguments"),
    ('{{ kpi("ghg.total").text }}', "only a name with its arguments"),
    ('{{ kpi("ghg.total") | upper }}', "only a name with its arguments"),
    ('{{ "a" * 10**10 }}', "only a name with its arguments"),
    ("{{ 1 + 1 }}", "only a name with its arguments"),
    ("{{ kpi }}", "only a name with its arguments"),
    ('{{ kpi("ghg.total") if true }}', "only a name with its arguments"),
    ('{{ kpi("ghg.total" }}', "this cannot be read"),
    ("{{ }}", "this cannot be read"),
    ("{% endfor %}", "this cannot be read"),
    ("{% unheard %}", "this cannot be read"),
]
MARKDOWN = [
    ("::: cases Title", "there is no component 'cases'"),
    ("::: case-study", "there is no component 'case-study'"),
    ("::: case Title", "::: case is never closed"),
    ("  ::: case Title", "::: case is never closed"),
    (":::: case Title", "more than three colons"),
    (":::", "::: closes nothing"),
    ("::: case\n::: side\n:::", "::: side begins inside ::: case"),
    ("# A title", "a heading of level 1"),
    ("#### Deep", "a heading of level 4"),
    ("> quoted", "blockquote is not used"),
    ("```\ncode\n```", "fence is not used"),
    ("Above\n\n---\n\nbelow", "hr is not used"),
    ("::: stats\nWords\n:::", "holds something other than stat(…)"),
    ('::: stats\n{{ stat("ghg.total", label="x") }}\n:::', "::: stats holds 1 cards"),
    ("Words.[^a]", "'[^a]' would be printed as it stands"),
    ("[^a]: Never called.", "the footnote 'a' is never called"),
    ("Words.^[A note.]\n\nMore[^b].\n\n[^b]: - a list\n", "bullet_list cannot stand here"),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "a row has more cells than the table's head"),
    ("第一步，**先做這個。**再做那個", "'**' would be printed as it stands"),
    ('[site](https://example.com/{{ name("short") }})', "a name is called in a link's address"),
    ("[x](javascript:alert(1))", "the link “](javascript:…” would be printed as it stands"),
    ("[x](JavaScript:alert(1))", "the link “](JavaScript:…” would be printed as it stands"),
    ("[x](data:text/html,x)", "the link “](data:…” would be printed as it stands"),
    ("[x](../../etc/passwd)", "a link leads to '../../etc/passwd'"),
    ("[x](#nowhere)", "a link leads to '#nowhere'"),
    ("[x](//example.com)", "a link leads to '//example.com'"),
    ("\ue0000\ue001", "the private character U+E000"),
    ("2022. That was the year.", "a list begins with 2022"),
]


@pytest.mark.parametrize(("text", "what"), CALLS + LOGIC + MARKDOWN, ids=[t[:40] for t, _ in CALLS + LOGIC + MARKDOWN])
def test_it_is_refused_with_its_line(made, text, what):
    problems = problems_in(made, f"First.\n\n{text}\n")
    found = [p for p in problems if what in p.what]
    assert found, told(problems)
    lines = {p.where.line for p in found}
    assert {p.where.path for p in found} == {PATH}
    if "private character" not in what:
        assert lines <= {3, 4, 5, 7, 9} and min(lines) >= 3, lines
    if "\n" not in text and "private" not in what:
        assert lines == {3}
    assert all(p.fix for p in problems)


def test_brackets_too_deep_are_refused(made):
    problems = problems_in(made, "First.\n\n{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}\n")
    assert [(p.where.path, p.what) for p in problems] == [(PATH, "brackets stand too deep in each other")]


def test_a_chapter_that_leads_out_of_the_project_is_not_read(tmp_path):
    project, figures = small(tmp_path / "project")
    secret = tmp_path / "secret"
    secret.write_text("Secret.\n")
    chapter = project.root / PATH
    chapter.unlink()
    chapter.symlink_to(secret)
    problems = problems_of(bind, project, figures, EN)
    assert [(p.where.path, p.what) for p in problems] == [(PATH, "the chapter lies outside the project")]


def test_a_pipe_in_a_chapters_place_holds_nobody_up(tmp_path):
    project, figures = small(tmp_path)
    chapter = project.root / PATH
    chapter.unlink()
    os.mkfifo(chapter)
    problems = problems_of(bind, project, figures, EN)
    assert [(p.where.path, p.what) for p in problems] == [(PATH, "the chapter is not a file")]


def test_mistakes_of_all_files_of_a_language_are_told_at_once(tmp_path):
    project, figures = small(
        tmp_path,
        chapter_en='A {{ kpi("no.one") }} and {{ kpi("no.two") }}.\n\n{% if x %}{% endif %}\n',
        climate_en='{{ kpi("ghg.total" }}\n',
        data_en=None,
        stray="Lost.\n",
    )
    assert [(p.where.path, p.where.line) for p in problems_of(bind, project, figures, EN)] == [
        ("templates/en/1-environment.md", 3),
        ("templates/en/1-environment.md", 1),
        ("templates/en/1-environment.md", 1),
        ("templates/en/1.1-climate.md", 1),
        ("templates/en/A1-data.md", None),
        ("templates/en/9-stray.md", None),
    ]


@pytest.mark.parametrize(("text", "what"), [('{{ kpi("no.one") }}', "no.one"), ("- a\n- list", "bullet_list")])
def test_a_mistake_in_a_note_is_told_in_the_notes_file(tmp_path, text, what):
    project, figures = small(tmp_path, notes=('"Restated."', f"'''{text}'''"))
    (problem,) = problems_of(bind, project, figures, EN)
    assert what in problem.what
    assert (problem.where.path, problem.where.line) == ("data/notes.toml", 9)


def test_a_chapter_that_is_not_utf8_is_told(tmp_path):
    project, figures = small(tmp_path)
    (tmp_path / "templates/zh-hant/1-environment.md").write_bytes("環境".encode("big5"))
    assert "cannot be read" in problems_of(bind, project, figures, ZH)[0].what


# --- lines -----------------------------------------------------------------------------------------

FINE = st.sampled_from(
    [
        "Words.",
        "",
        "{{ year() }}",
        '{{ kpi(\n  "ghg.total",\n  year=-1\n) }} and on',
        "{# a remark #}",
        "{# a remark\n\nof three lines #}",
        'a\n{{- name("short") -}}\n\n b',
        "Two\nlines",
        '{{\n\nname("short") }}{{ year(\n) }}',
        "- item\n- item",
        "::: case T\nInside.\n:::",
        "| a |\n|---|\n| 1 |",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FINE, max_size=6), st.sampled_from(["", "a ", "long words before it "]))
def test_the_line_is_right_whatever_stands_above(made, above, before):
    start = "".join(f"{piece}\n\n" for piece in above)
    problems = problems_in(made, f'{start}{before}{{{{ kpi("no.such") }}}}\n')
    assert [(p.what, p.where.line) for p in problems] == [("there is no metric 'no.such'", start.count("\n") + 1)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FINE, max_size=6))
def test_a_block_knows_its_line_whatever_stands_above(made, above):
    start = "".join(f"{piece}\n\n" for piece in above)
    problems = problems_in(made, f"{start}#### Deep\n")
    assert [p.where.line for p in problems] == [start.count("\n") + 1]


@given(st.text(st.sampled_from("{}%#\"'-_.()[]|*\n ab1,=~"), max_size=40))
def test_no_text_breaks_the_reading(text):
    problems = []
    source = parse("x.md", text, problems)
    assert len(source.lines) == source.text.count("\n") + 1 or problems
