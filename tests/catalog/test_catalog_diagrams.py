"""data/diagrams.toml is read as it stands, and all its mistakes are told with their lines."""

import pytest

from reportgen.app.fingerprint import input_files
from reportgen.catalog import load_project
from reportgen.model.diagrams import HeatmapSpec, MatrixSpec, StructureSpec
from tests.projects import DIAGRAMS, problems_of, small_project, told

PATH = "data/diagrams.toml"


def read(tmp_path, text):
    return problems_of(load_project, small_project(tmp_path, diagrams=text))


def changed(*pairs: tuple[str, str]) -> str:
    text = DIAGRAMS
    for before, after in pairs:
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
        text = text.replace(before, after)
    return text


def test_the_three_forms_are_read(tmp_path):
    root = small_project(tmp_path, diagrams=DIAGRAMS)
    diagrams = load_project(root).diagrams
    assert {id: type(spec) for id, spec in diagrams.items()} == {
        "topics": MatrixSpec,
        "bodies": StructureSpec,
        "risks": HeatmapSpec,
    }
    matrix, structure, heatmap = diagrams.values()
    assert [topic.label["en"] for topic in matrix.topics] == ["Water", "Energy", "Safety"]
    assert [band.strong for band in matrix.bands] == [True, False]
    assert [body.reports_to for body in structure.bodies] == [None, "board", "committee"]
    assert [risk.levels for risk in heatmap.of(heatmap.groups[0])] == [("low", "high"), ("very_low", "medium")]
    lines = DIAGRAMS.splitlines()
    assert lines[heatmap.risks[1].at.line - 1] == "[[heatmap.risk]]"
    assert '"Wildfire"' in lines[heatmap.risks[1].at.line]


def test_the_mark_of_an_unchanged_project_knows_the_file(tmp_path):
    root = small_project(tmp_path, diagrams=DIAGRAMS)
    assert root / PATH in input_files(root)


ENERGY = 'label = { zh-hant = "能源", en = "Energy" }\ncategory = "planet"\nband = "high"'
HEAT = 'kind = { zh-hant = "急性", en = "Acute" }\nlevels = ["low", "high"]'
ONE_MISTAKE = [
    (
        (ENERGY, ENERGY.replace('band = "high"', 'band = "hihg"')),
        "there is no band 'hihg' (did you mean 'high'?)",
        "能源",
    ),
    ((ENERGY, ENERGY.replace("planet", "plant")), "there is no category 'plant' (did you mean 'planet'?)", "能源"),
    (('["climate", "data"]', '["climat", "data"]'), "there is no section 'climat' (did you mean 'climate'?)", "能源"),
    (('id = "other"', 'id = "high"'), "band 'high' is defined twice; the other stands at data/diagrams.toml:5", "high"),
    (('en = "Safety"', 'eng = "Safety"'), "'label' has no text in en", "Safety"),
    (('en = "Water" }', 'en = "Energy" }'), "another topic is called 'Energy' as well", "能源|用水"),
    (("strong = true", 'strong = "yes"'), "'strong' is wrong", "strong"),
    (('layer = "low"', 'layer = "lowest"'), "there is no layer 'lowest' (did you mean 'low'?)", 'id = "team"'),
    (
        ('reports_to = "committee"', 'reports_to = "comittee"'),
        "there is no body 'comittee' (did you mean 'committee'",
        "team",
    ),
    (('id = "team"', 'id = "board"'), "body 'board' is defined twice", "board"),
    (('reports_to = "board"', 'reports_to = "committee"'), "in a circle: committee → committee", "committee"),
    (
        ('layer = "top"\ndetail = {', 'layer = "top"\nreports_to = "team"\ndetail = {'),
        "stands in a lower layer",
        "board",
    ),
    ((HEAT, HEAT.replace('"high"]', '"higher"]')), "there is no level 'higher' (did you mean 'high'?)", "高溫"),
    ((HEAT, HEAT.replace('"low", ', "")), "the risk has 1 levels, its group 'physical' 2 horizons", "高溫"),
    (('group = "gains"', 'group = "gain"'), "there is no group 'gain' (did you mean 'gains'?)", "自發電"),
    (('group = "gains"', 'group = "physical"'), "group 'gains' has no risk", 'id = "gains"'),
    (('["now", "2050"]', '["2050", "now"]'), "names horizons twice or in another order", 'id = "physical"'),
    (('["now", "2050"]', '["now", "2051"]'), "there is no horizon '2051' (did you mean '2050'?)", 'id = "physical"'),
    (('id = "now"', 'id = "2030"'), "horizon '2030' is defined twice", "2030"),
    (('id = "bodies"', 'id = "topics"'), "diagram 'topics' is defined twice; the other stands at", "topics"),
    (("gain = true", "gains = true"), "unknown key 'gains' (did you mean 'gain'?)", "gains ="),
    (('id = "risks"\n', ""), "'id' is missing", "[[heatmap]]"),
    (('[[structure.layer]]\nid = "top"', '[[structure.layers]]\nid = "top"'), "unknown key 'layers'", "layers"),
]


@pytest.mark.parametrize(("change", "what", "line"), ONE_MISTAKE, ids=[what[:44] for _, what, _ in ONE_MISTAKE])
def test_a_mistake_is_told_with_its_line(tmp_path, change, what, line):
    text = changed(change)
    problems = read(tmp_path, text)
    found = [p for p in problems if what in p.what]
    assert found, told(problems)
    assert {p.where.path for p in problems} == {PATH}, told(problems)
    lines = text.split("\n")
    for problem in found:
        near = "\n".join(lines[problem.where.line - 1 : problem.where.line + 2])
        assert any(word in near for word in line.split("|")), (line, near)
    assert all(p.fix for p in problems)


def test_a_circle_of_several_bodies_is_told_once_with_its_way(tmp_path):
    text = changed(('layer = "top"\ndetail = {', 'layer = "top"\nreports_to = "committee"\ndetail = {'))
    circles = [p.what for p in read(tmp_path, text) if "circle" in p.what]
    assert circles == ["the bodies report in a circle: board → committee → board"]


def test_mistakes_of_all_diagrams_are_told_in_one_run(tmp_path):
    text = changed(
        (ENERGY, ENERGY.replace('band = "high"', 'band = "top"')),
        ('reports_to = "committee"', 'reports_to = "nobody"'),
        (HEAT, HEAT.replace('"high"]', '"severe"]')),
    )
    assert len(read(tmp_path, text)) == 3


def test_what_names_a_part_that_could_not_be_read_is_not_blamed(tmp_path):
    assert [p.what for p in read(tmp_path, changed(("strong = true", "strong = 1")))] == [
        "'strong' is wrong: 1 is not true or false"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "matrix = 3\n",
        "[matrix]\nid = 'x'\n",
        "[[matrix]]\nid = 'x'\nmeasure = { zh-hant = '一', en = 'x' }\n",
        "[[matrix]]\nid = 'x'\nband = 5\n",
        "[[structure]]\nid = 'x'\nbody = [1]\n",
        "[[heatmap]]\nid = 'x'\n[heatmap.risk]\nlabel = 'x'\n",
        "[[pie]]\nid = 'x'\n",
        "matrix = [1]\n",
    ],
)
def test_wrong_shapes_are_told_and_never_break_the_reading(tmp_path, text):
    problems = read(tmp_path, text)
    assert problems
    assert {p.where.path for p in problems} == {PATH}, told(problems)


def test_a_strange_table_is_told_once_with_the_forms(tmp_path):
    (problem,) = read(tmp_path, "[[matrx]]\nid = 'x'\n")
    assert problem.what == "unknown table [matrx] (did you mean 'matrix'?)"
    assert problem.fix == "this file holds [[matrix]], [[structure]], [[heatmap]]"
