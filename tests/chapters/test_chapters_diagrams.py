"""Diagrams are bound from their data in each language, under the finding; numbers in their words are found."""

import pytest

from reportgen.chapters import bind, find_unbound
from reportgen.model.manuscript import Diagram, LevelTable, Text
from tests.projects import DIAGRAMS, EN, ZH, problems_of, small, told


def chapter(text: str) -> str:
    return f"See the figure.\n\n{text}\n"


def block_of(tmp_path, text, language=EN, diagrams=DIAGRAMS):
    project, figures = small(tmp_path, diagrams=diagrams, chapter_en=chapter(text), chapter_zh=chapter(text))
    manuscript = bind(project, figures, language)
    (block,) = [b for c in manuscript.chapters for b in c.blocks if isinstance(b, Diagram | LevelTable)]
    return block


def test_a_matrix_numbers_its_topics_and_sorts_them_into_fields(tmp_path):
    block = block_of(tmp_path, '{{ diagram("topics", title="Safety first") }}')
    assert (block.id, block.title, block.measure, block.line) == ("topics", (Text("Safety first"),), "Topics", 3)
    assert (block.body.bands, block.body.strong) == (("Highly material", "Others"), (True, False))
    assert [
        (row.label, [[(t.number, t.label, t.sections) for t in cell] for cell in row.cells]) for row in block.body.rows
    ] == [
        ("Planet", [[(2, "Energy", ("climate", "data"))], [(1, "Water", ())]]),
        ("People", [[(3, "Safety", ())], []]),
    ]


def test_a_structure_nests_bodies_within_a_layer_and_names_who_stands_above_it(tmp_path):
    top, low = block_of(tmp_path, '{{ diagram("bodies", title="x") }}').body.layers
    (board,) = top.bodies
    assert (board.label, board.detail, board.reports_to) == ("Board", "Decides.", "")
    assert [(b.label, b.reports_to) for b in board.below] == [("Committee", "")]
    assert [(b.label, b.reports_to, b.below) for b in low.bodies] == [("Team", "Committee", ())]


def test_a_heat_map_shows_a_gap_where_a_group_is_not_assessed(tmp_path):
    body = block_of(tmp_path, '{{ diagram("risks", title="x") }}', ZH).body
    assert body.horizons == ("基線", "2030年", "2050年")
    physical, gains = body.groups
    assert [(row.label, row.levels) for row in physical.rows] == [
        ("高溫", ("low", None, "high")),
        ("山火", ("very_low", None, "medium")),
    ]
    assert [row.levels for row in gains.rows] == [(None, "low", "medium")]
    assert physical.runs_of_kind() == (("急性", physical.rows),)
    assert (body.has_gains, body.has_keys, body.has_gaps) == (True, True, True)


def test_the_table_of_a_group_has_its_own_horizons_and_the_same_levels(tmp_path):
    block = block_of(tmp_path, '{{ levels("risks", "physical") }}')
    assert (block.noun, block.horizons) == ("Risk", ("Baseline", "2050"))
    assert [(row.label, row.impact, row.levels) for row in block.group.rows] == [
        ("Heat", "Power fails.", ("low", "high")),
        ("Wildfire", "Sites stop.", ("very_low", "medium")),
    ]


REFUSED = [
    ('{{ diagram("topic", title="x") }}', "there is no diagram 'topic'; did you mean 'topics'?"),
    ('{{ diagram("topics") }}', "missing a required"),
    ('{{ diagram("topics", title=5) }}', "diagram(…): title is not a text in quotes"),
    ('We see {{ diagram("topics", title="x") }}', "diagram(…) stands inside a sentence"),
    ('{{ levels("risk", "physical") }}', "there is no diagram 'risk'; did you mean 'risks'?"),
    ('{{ levels("topics", "physical") }}', "diagram 'topics' is no heat map"),
    ('{{ levels("risks", "phisical") }}', "diagram 'risks' has no group 'phisical'; did you mean 'physical'?"),
]


@pytest.mark.parametrize(("text", "what"), REFUSED, ids=[what for _, what in REFUSED])
def test_it_is_refused_with_its_line(tmp_path, text, what):
    project, figures = small(tmp_path, diagrams=DIAGRAMS, chapter_en=chapter(text))
    problems = problems_of(bind, project, figures, EN)
    assert any(what in p.what and str(p.where) == "templates/en/1-environment.md:3" for p in problems), told(problems)


def unbound(tmp_path, text, diagrams):
    project, figures = small(tmp_path, diagrams=diagrams, chapter_en=chapter(text))
    manuscript = bind(project, figures, EN)
    return [(u.text, str(u.place)) for c in manuscript.chapters for u in find_unbound(c)]


def test_years_and_codes_in_the_words_of_a_diagram_are_no_typed_numbers(tmp_path):
    text = '{{ diagram("risks", title="More heat by 2050") }}\n\n{{ levels("risks", "gains") }}'
    assert unbound(tmp_path, text, DIAGRAMS) == []


@pytest.mark.parametrize(
    ("call", "before", "after", "line"),
    [
        (
            '{{ diagram("risks", title="x") }}',
            'en = "Heat"',
            'en = "Heat above 40"',
            '[[heatmap.risk]]\nlabel = { zh-hant = "高溫',
        ),
        ('{{ diagram("risks", title="x") }}', 'en = "Judgements."', 'en = "Judgements of 40 people."', "[[heatmap]]"),
        ('{{ levels("risks", "physical") }}', 'en = "Power fails."', 'en = "Power fails at 40."', "高溫"),
        ('{{ diagram("bodies", title="x") }}', 'en = "Decides."', 'en = "Its 40 members decide."', 'id = "board"'),
        ('{{ diagram("topics", title="x") }}', 'en = "Water"', 'en = "40 waters"', "用水"),
    ],
    ids=["row", "source", "impact", "detail", "topic"],
)
def test_a_number_typed_in_the_words_of_a_diagram_is_found_in_its_file(tmp_path, call, before, after, line):
    assert DIAGRAMS.count(before) == 1
    text = DIAGRAMS.replace(before, after)
    ((number, place),) = unbound(tmp_path, call, text)
    path, _, at = place.partition(":")
    assert (number, path) == ("40", "data/diagrams.toml")
    assert line in "\n".join(text.splitlines()[int(at) - 1 : int(at) + 1])


def test_a_number_typed_in_the_finding_is_found_in_the_chapter(tmp_path):
    found = unbound(tmp_path, '{{ diagram("topics", title="Some 40 topics") }}', DIAGRAMS)
    assert found == [("40", "templates/en/1-environment.md:3")]
