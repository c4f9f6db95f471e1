"""A project is read whole, or everything that is wrong with it is told with file and line."""

from decimal import Decimal

import pytest

from reportgen.catalog import load_project
from reportgen.model.problem import BrokenProjectError
from tests.projects import FILES, METRICS, OUTLINE, SHORT, problems_of, small_project, told

METRIC = """\
[[metric]]
id = "more.one"
label = { zh-hant = "一", en = "One" }
unit = "tonne"
owner = "environment"
"""


def read(tmp_path, **changes):
    return problems_of(load_project, small_project(tmp_path, **changes))


def test_the_small_project_is_read(tmp_path):
    project = load_project(small_project(tmp_path))
    assert [s.id for s in project.outline.sections] == ["environment", "climate", "data"]
    total = project.metrics["ghg.total"]
    assert (total.formula, total.topic) == ("{ghg.scope1} + {ghg.scope2} + {ghg.scope3}", "environment")
    assert str(total.at) == "data/metrics/environment.toml:25"
    assert METRICS.split("\n")[24:26] == ["[[metric]]", 'id = "ghg.total"']
    assert project.tables["kpi"].groups[0].labels["ghg.scope1"]["en"] == "One"
    assert project.notes["scope-two"].on == ("ghg.scope2@2021",)
    assert project.disclosures["HKEX A1.2"].title["en"]
    assert project.units["rmb_million"].factor == Decimal(1000000)
    assert project.settings.fiscal_year.period(-1).id == "2021"


def test_ties_are_a_formula_or_a_list_of_formulas_and_tables(tmp_path):
    ties = 'ties = ["{ghg.total}", { formula = "{ghg.scope1} * 2", within = 1.5, units = { "ghg.scope1" = "kgco2e" } }]'
    water = load_project(small_project(tmp_path, metrics=('disclosures = ["HKEX A2.2"]', ties))).metrics["water.use"]
    assert [(tie.formula, tie.within, tie.units) for tie in water.ties] == [
        ("{ghg.total}", 0, {}),
        ("{ghg.scope1} * 2", Decimal("1.5"), {"ghg.scope1": "kgco2e"}),
    ]
    one = small_project(tmp_path / "one", metrics=('disclosures = ["HKEX A2.2"]', 'ties = "{ghg.total}"'))
    assert [tie.formula for tie in load_project(one).metrics["water.use"].ties] == ["{ghg.total}"]


def test_another_name_takes_over_what_its_target_says(tmp_path):
    name = load_project(small_project(tmp_path)).metrics["climate.emissions"]
    assert (name.unit, name.owner, name.decimals, name.comparatives, name.period) == (
        "tco2e",
        "environment",
        1,
        1,
        "{fy}",
    )
    assert not name.handed_in


def test_the_demonstration_is_read(demonstration):
    project = load_project(demonstration)
    assert len(project.outline.sections) == 60
    # the two targets of the public report
    assert project.metrics["climate.green_power_target"].period == "target-2030"
    assert set(project.settings.standards) == {"HKEX", "GRI", "SASB", "TCFD", "SDG"}


# each: which file, what is put in place of what, what is told, on the line that holds which text
ONE_MISTAKE = [
    (
        "metrics",
        ('decimals = 0\nowner = "finance"', 'decimal = 0\nowner = "finance"'),
        "unknown key 'decimal' (did you mean 'decimals'?)",
        "decimal =",
    ),
    ("metrics", ('unit = "tonne"\n', ""), "'unit' is missing", None),
    (
        "metrics",
        ('unit = "rmb_million"\ndecimals = 0', 'unit = "rmb_million"\ndecimals = "none"'),
        "'decimals' is wrong",
        '"none"',
    ),
    (
        "metrics",
        ('unit = "rmb_million"\ndecimals = 0', 'unit = "rmb_million"\ndecimals = true'),
        "'decimals' is wrong: True",
        "true",
    ),
    (
        "metrics",
        ('unit = "rmb_million"\ndecimals = 0', 'unit = "rmb_million"\ndecimals = 1.0'),
        "'decimals' is wrong",
        "1.0",
    ),
    ("metrics", ('unit = "rmb_million"\n', 'unit = "rmb_million"\nassured = "yes"\n'), "'assured' is wrong", "assured"),
    (
        "metrics",
        ('label = { zh-hant = "用水", en = "Water" }', 'label = "Water"'),
        "'label' is wrong",
        'label = "Water"',
    ),
    (
        "metrics",
        ('label = { zh-hant = "用水", en = "Water" }', "label = { zh-hant = 1, en = 2 }"),
        "'label.zh-hant' is wrong",
        "zh-hant = 1",
    ),
    (
        "metrics",
        ('label = { zh-hant = "用水", en = "Water" }', 'label = { en = "Water" }'),
        "'label' has no text in zh-hant",
        '{ en = "Water" }',
    ),
    (
        "metrics",
        ('unit = "tonne"', 'unit = "tonnne"'),
        "'water.use' has the unknown unit 'tonnne' (did you mean 'tonne'?)",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('owner = "finance"', 'owner = "finances"'),
        "unknown owner 'finances' (did you mean 'finance'?)",
        'id = "finance.revenue"',
    ),
    (
        "metrics",
        ("{ghg.total} /", "{ghg.totals} /"),
        "the formula of 'ghg.intensity' uses the unknown metric 'ghg.totals' (did you mean 'ghg.total'?)",
        'id = "ghg.intensity"',
    ),
    (
        "metrics",
        ("{ghg.total} /", "{ghg.total} %"),
        "the formula of 'ghg.intensity' cannot be read",
        'id = "ghg.intensity"',
    ),
    (
        "metrics",
        ("{ghg.total} /", "{ghg.total@Last} /"),
        "the formula of 'ghg.intensity' cannot be read: 'Last' is not a period",
        'id = "ghg.intensity"',
    ),
    (
        "metrics",
        ('same_as = "ghg.total"', 'same_as = "ghg.totl"'),
        "no metric of its own (did you mean 'ghg.total'?)",
        'id = "climate.emissions"',
    ),
    (
        "metrics",
        ('same_as = "ghg.total"', 'same_as = "climate.emissions"'),
        "no metric of its own",
        'id = "climate.emissions"',
    ),
    (
        "metrics",
        ('same_as = "ghg.total"', 'same_as = "ghg.total"\nformula = "1"'),
        "'formula' is given to a second name, which takes it from the metric 'ghg.total'",
        'formula = "1"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'disclosures = ["HKEX A2.22"]'),
        "'HKEX A2.22' is not a disclosure",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'disclosures = ["GRI 303-5"]'),
        "'GRI 303-5' is not a disclosure",
        'id = "water.use"',
    ),
    ("metrics", ('disclosures = ["HKEX A2.2"]', 'period = "FY {fy}"'), "'FY 2022' is not a period", 'id = "water.use"'),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'breakdowns = [["water.hk"]]'),
        "unknown metric 'water.hk'",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'noun = { zh-hant = "次", en = "times" }'),
        "'water.use' has a noun",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'ties = "{water.hk} / 2"'),
        "the tie of 'water.use' uses the unknown metric 'water.hk'",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'ties = ["{ghg.total} ** 2"]'),
        "the tie of 'water.use' cannot be read",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'ties = [{ formula = "{ghg.total}", within = -1 }]'),
        "a tie of 'water.use' holds within -1 per cent",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'ties = [{ formula = "{ghg.total}", units = { "ghg.total" = "barrel" } }]'),
        "a tie of 'water.use' takes 'ghg.total' in 'barrel'",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'ties = "{water.use} + 0"'),
        "a tie of 'water.use' names itself",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'ties = [{ formulas = "{ghg.total}" }]'),
        "unknown key 'formulas' (did you mean 'formula'?)",
        "formulas",
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'averages = [["water.hk"]]'),
        "an average of 'water.use' names the unknown metric 'water.hk'",
        'id = "water.use"',
    ),
    (
        "metrics",
        ('disclosures = ["HKEX A2.2"]', 'part_of = "water.use"'),
        "part_of of 'water.use' names itself",
        'id = "water.use"',
    ),
    ("metrics", ('id = "water.use"', 'id = "Water"'), "'Water' is not a metric id", 'id = "Water"'),
    (
        "metrics",
        ('[[metric]]\nid = "water.use"', '[[metrics]]\nid = "water.use"'),
        "unknown table [metrics] (did you mean 'metric'?)",
        "[[metrics]]",
    ),
    (
        "outline",
        ('id = "data"', 'id = "climate"'),
        "section id 'climate' is used twice; the other stands at data/outline.toml:8",
        'number = "A1"',
    ),
    (
        "outline",
        ('number = "A1"', 'number = "1.1"'),
        "section number '1.1' is used twice; the other stands at data/outline.toml:8",
        'id = "data"',
    ),
    ("outline", ('parent = "1"', 'parent = "3"'), "the parent '3' of section '1.1' isn't above it", 'id = "climate"'),
    ("outline", ('id = "data"', 'id = "../data"'), "cannot name a file", 'number = "A1"'),
    ("outline", ('level = "appendix"', 'level = "apendix"'), "'level' is wrong", "apendix"),
    (
        "outline",
        ('title = { zh-hant = "數據", en = "Data" }', 'title = { zh-hant = "數據" }'),
        "'title' has no text in en",
        "數據",
    ),
    (
        "outline",
        ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A77"]'),
        "'HKEX A77' is not a disclosure",
        'id = "environment"',
    ),
    (
        "tables",
        ('rows = ["ghg.total", ', 'rows = ["ghg.totall", '),
        "unknown metric 'ghg.totall' (did you mean 'ghg.total'?)",
        'id = "kpi"',
    ),
    (
        "tables",
        ('label = { zh-hant = "溫室氣體", en = "Greenhouse gases" }', 'label = { en = "Greenhouse gases" }'),
        "'label' has no text in zh-hant",
        "label =",
    ),
    ("tables", ("parts = ", "part = "), "unknown key 'part' (did you mean 'parts'?)", "part ="),
    ("tables", ('{ zh-hant = "一", en = "One" }', '{ zh-hant = "一" }'), "'ghg.scope1' has no text in en", "labels ="),
    ("tables", ("years = [0, -1]", 'years = "all"'), "'years' is wrong", "years"),
    (
        "notes",
        ('table = "kpi"\non = []', 'table = "kpis"\non = []'),
        "unknown table 'kpis' (did you mean 'kpi'?)",
        'id = "remark"',
    ),
    (
        "notes",
        ('["ghg.scope2@2021"]', '["ghg.scope3"]'),
        "hangs on 'ghg.scope3', which table 'kpi' doesn't print",
        'id = "scope-two"',
    ),
    ("notes", ('["ghg.scope2@2021"]', '["ghg.scope2@2020"]'), "hangs on 'ghg.scope2@2020'", 'id = "scope-two"'),
    ("notes", ('text.en = "Restated."\n', ""), "'text' has no text in en", 'text.zh-hant = "重列。"'),
    ("charts", ('form = "columns"', 'form = "pie"'), "unknown form 'pie'", 'id = "scopes"'),
    ("charts", ('form = "columns"', 'form = "progress"'), "not a result and its goal by turns", 'id = "scopes"'),
    (
        "charts",
        ('["ghg.scope1", "ghg.scope2"]', '["ghg.scope1", "ghg.scope22"]'),
        "unknown metric 'ghg.scope22' (did you mean 'ghg.scope2'?)",
        'id = "scopes"',
    ),
    ("omissions", ('code = "A2.5"', 'code = "A2.55"'), "'HKEX A2.55' is not a disclosure", 'standard = "HKEX"'),
    (
        "omissions",
        ('kind = "not_material"', 'kind = "forgotten"'),
        "'forgotten' is no kind of omission that HKEX 2022 knows",
        'standard = "HKEX"',
    ),
    ("report", ("ends = 2022-12-31", "ends = 2023-12-31"), "the fiscal year 2022 runs from", "ends ="),
    ("report", ("year = 2022", 'year = "2022"'), "'year' is wrong: '2022' is not a whole number", "year ="),
    ("report", ("starts = 2022-01-01\n", ""), "'starts' is missing", "[fiscal_year]"),
    ("report", ("demonstration = true", "demonstration = 1"), "'demonstration' is wrong", "demonstration"),
    ("report", ("demonstration = true", "demo = true\ndemonstration = true"), "unknown key 'demo'", "demo ="),
    ("report", ("[standards]", "[standard]"), "unknown table [standard] (did you mean 'standards'?)", "[standard]"),
    ("report", ('HKEX = "2022"', 'HKEX = "1999"'), "there is no catalogue of HKEX '1999'", "HKEX ="),
    ("report", ('short = { zh-hant = "甲", en = "Alpha" }\n', ""), "[names] has no 'short'", "[names]"),
    (
        "report",
        ('short = { zh-hant = "甲", en = "Alpha" }', 'short = { zh-hant = "甲" }'),
        "'short' has no text in en",
        "short =",
    ),
    (
        "report",
        ('id = "finance"', 'id = "environment"'),
        "owner 'environment' is defined twice",
        'name = { zh-hant = "財務"',
    ),
    ("report", ('languages = ["zh-hant", "en"]', "languages = []"), "one or more languages", "languages"),
    ("report", ('[[owner]]\nid = "finance"\n', "[[owner]]\n"), "'id' is missing", None),
]


@pytest.mark.parametrize(
    ("file", "change", "what", "line"), ONE_MISTAKE, ids=[f"{f}-{w[:40]}" for f, _, w, _ in ONE_MISTAKE]
)
def test_a_mistake_is_told_with_its_line(tmp_path, file, change, what, line):
    problems = read(tmp_path, **{file: change})
    found = [p for p in problems if what in p.what]
    assert found, told(problems)
    assert {p.where.path for p in found} == {SHORT[file]}
    if line is not None:
        lines = (tmp_path / SHORT[file]).read_text(encoding="utf-8").split("\n")
        near = [lines[p.where.line - 1] + "\n" + "\n".join(lines[p.where.line : p.where.line + 2]) for p in found]
        assert all(line in text for text in near), (line, near)
    assert all(p.fix for p in problems)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("metrics", "metric = 3\n"),
        ("metrics", "[metric]\nid = 'a.b'\n"),
        ("metrics", "metric = [1]\n"),
        ("outline", "section = 'x'\n"),
        ("tables", "table = 1\n"),
        ("tables", "[[table]]\nid = 'kpi'\ngroup = 5\n"),
        ("tables", "[[table]]\nid = 'kpi'\ngroup = [5]\n"),
        ("tables", "[[table]]\nid = 'kpi'\n[[table.group]]\nid='x'\nrows=[]\nlabels = 'y'\n"),
        ("charts", "[[chart]]\nid = 'scopes'\nlabels = 3\n"),
        ("notes", "[note]\nid = 'x'\n"),
        ("omissions", "omission = {}\n"),
        ("report", "report = 1\n"),
        ("report", "owner = 1\n"),
        ("report", "names = 'x'\nimprint = 3\nowner = [1]\n"),
        ("report", "fiscal_year = 2022\n"),
        ("report", ""),
        ("report", "[report]\nlanguages = 3\n"),
        ("report", "[standards]\nHKEX = 2022\n"),
    ],
)
def test_wrong_shapes_are_told_and_never_break_the_reading(tmp_path, file, text):
    problems = read(tmp_path, **{file: text})
    assert any(p.where and p.where.path == SHORT[file] for p in problems), told(problems)


def test_the_mistakes_of_all_files_are_told_in_one_run(tmp_path):
    problems = read(
        tmp_path,
        report=("year = 2022", 'year = "x"'),
        outline=('level = "appendix"', 'level = "x"'),
        metrics=METRICS.replace('unit = "tonne"\n', "").replace("decimals = 0", 'decimals = "x"'),
        tables=("years = [0, -1]", 'years = "x"'),
        notes="not toml",
        charts=('form = "columns"\n', ""),
        omissions=('code = "A2.5"\n', ""),
    )
    assert {p.where.path for p in problems} == {
        SHORT[k] for k in ("report", "outline", "metrics", "tables", "notes", "charts", "omissions")
    }
    assert sum(p.where.path == SHORT["metrics"] for p in problems) == 3


def test_references_are_told_besides_wrong_shapes(tmp_path):
    problems = read(
        tmp_path,
        outline=('level = "appendix"', 'level = "x"'),
        metrics=('owner = "finance"', 'owner = "nobody"'),
        charts=('"ghg.scope2"]', '"no.metric"]'),
    )
    assert len(problems) == 3, told(problems)


def test_what_refers_to_a_broken_entry_is_not_blamed(tmp_path):
    problems = read(
        tmp_path,
        metrics=(
            'unit = "tco2e"\ndecimals = 1\nowner = "environment"\ncomparatives = 1\n\n[[metric]]\nid = "ghg.scope2"',
            'decimals = 1\nowner = "environment"\ncomparatives = 1\n\n[[metric]]\nid = "ghg.scope2"',
        ),
    )
    assert told(problems) == ["data/metrics/environment.toml:1: 'unit' is missing; see docs/reference.md"]
    problems = read(tmp_path, tables=('id = "kpi"', 'id = "kpi"\ncolour = 1'))
    assert [p.what for p in problems] == ["unknown key 'colour'"]


def test_a_metric_defined_twice_names_both_places(tmp_path):
    problems = read(tmp_path, more_metrics=METRIC + METRIC.replace("more.one", "ghg.total"))
    assert told(problems) == [
        "data/metrics/more.toml:6: metric 'ghg.total' is defined twice; the other stands at "
        "data/metrics/environment.toml:25; give one of the two another id, or delete it"
    ]


def test_a_circle_of_formulas_is_told_once_with_its_way(tmp_path):
    circle = "".join(
        METRIC.replace("more.one", f"more.{a}") + f'formula = "{{more.{b}}} + 1"\n' for a, b in ("ab", "bc", "ca")
    )
    problems = read(tmp_path, more_metrics=circle + METRIC.replace("more.one", "more.d") + 'formula = "{more.a}"\n')
    assert [p.what for p in problems] == ["the formulas go round in a circle: more.a → more.b → more.c → more.a"]
    assert str(problems[0].where) == "data/metrics/more.toml:1"


def test_a_circle_through_another_name_is_told(tmp_path):
    text = (
        METRIC
        + 'formula = "{more.name}"\n'
        + METRIC.split("unit")[0].replace("more.one", "more.name")
        + 'same_as = "more.one"\n'
    )
    assert [p.what for p in read(tmp_path, more_metrics=text)] == [
        "the formulas go round in a circle: more.one → more.name → more.one"
    ]


@pytest.mark.parametrize(
    ("file", "change", "line"),
    [
        ("outline", ('id = "climate"', "id = climate"), 9),
        ("outline", ('number = "1.1"', 'number = "1.1'), 10),
        ("metrics", ('id = "ghg.scope2"', 'id "ghg.scope2"'), 10),
        ("report", ("[names]", "[names"), 12),
        ("report", ("[names]", "[report]"), 12),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path, file, change, line):
    problems = read(tmp_path, **{file: change})
    assert [(p.where.path, p.where.line) for p in problems if "not TOML" in p.what] == [(SHORT[file], line)]


@pytest.mark.parametrize("file", ["report", "outline"])
def test_a_missing_file_is_told(tmp_path, file):
    assert f"{SHORT[file]}: the file is missing" in told(read(tmp_path, **{file: None}))[0]


def test_brackets_too_deep_are_told(tmp_path):
    root = small_project(tmp_path)
    notes = root / "data/notes.toml"
    notes.write_text("x = " + "[" * 5000 + "]" * 5000)
    assert [(p.where.path, p.what) for p in problems_of(load_project, root)] == [
        ("data/notes.toml", "brackets stand too deep in each other")
    ]


def test_a_file_that_cannot_be_read_does_not_put_the_blame_on_others(tmp_path):
    root = small_project(tmp_path)
    (root / "data/metrics/environment.toml").write_text("[[metric]\n")
    problems = problems_of(load_project, root)
    assert [str(problem.where) for problem in problems] == ["data/metrics/environment.toml:1"], told(problems)


def test_files_that_need_not_be_there(tmp_path):
    assert read(tmp_path, notes=None, charts=None, omissions=None) == []


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    small_project(tmp_path)
    (tmp_path / "data/outline.toml").write_bytes(OUTLINE.encode("big5"))
    assert any("cannot be read" in p.what for p in problems_of(load_project, tmp_path))


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistakes(tmp_path):
    small_project(tmp_path)
    for path, text in FILES.items():
        if path.endswith(".toml"):
            (tmp_path / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_project(tmp_path).metrics["ghg.total"].at.line == 25


def test_own_units_may_be_defined(tmp_path):
    unit = '[[unit]]\nid = "tree"\nstyle = "plain"\nlabel = { zh-hant = "棵", en = "trees" }\n'
    project = load_project(small_project(tmp_path, units=unit, metrics=('unit = "tonne"', 'unit = "tree"')))
    assert (project.units["tree"].base, project.units["tree"].factor) == ("tree", 1)


def test_all_is_one_error_that_prints_every_problem(tmp_path):
    with pytest.raises(BrokenProjectError) as caught:
        load_project(small_project(tmp_path, tables=("years = [0, -1]", 'years = "x"\nyear = 1')))
    assert str(caught.value).count("data/tables.toml:") == len(caught.value.problems) == 2
    assert caught.value.exit_code == 2


def test_a_section_that_stands_away_from_its_chapter(tmp_path):
    late = '\n[[section]]\nid = "late"\nnumber = "1.2"\nlevel = "section"\nparent = "1"\n'
    late += 'title = { zh-hant = "遲", en = "Late" }\n'
    told_of = told(problems_of(load_project, small_project(tmp_path, outline=OUTLINE + late)))
    assert any("section '1.2' stands away from its chapter '1'" in line for line in told_of), told_of


def test_a_language_without_chapters_is_told_and_no_other_file_blamed(tmp_path):
    root = small_project(tmp_path)
    report = root / "report.toml"
    report.write_text(
        report.read_text().replace('languages = ["zh-hant", "en"]', 'languages = ["zh-hant", "en", "fr"]')
    )
    problems = problems_of(load_project, root)
    assert sum("'fr' has no chapters" in problem.what for problem in problems) == 1
    assert all(str(problem.where).startswith("report.toml:") for problem in problems)
