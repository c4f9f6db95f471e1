"""A declared code that the report's editions don't have is told with its line and the nearest right code."""

import pytest

from reportgen.catalog import load_project, problem_of
from tests.projects import METRICS, OMISSIONS, OUTLINE, REPORT, problems_of, small_project, told

ALL = REPORT.replace('HKEX = "2022"', 'HKEX = "2022"\nGRI = "2021"\nSASB = "TC-IM-2018"\nSDG = "2015"\nTCFD = "2017"')


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return load_project(small_project(tmp_path_factory.mktemp("declared"), report=ALL))


@pytest.mark.parametrize(
    ("code", "what", "fix"),
    [
        ("HKEX A1.22", "is not a disclosure of the standards in report.toml", "near: HKEX A1.2"),
        ("HKEX Para. 13", "is not a disclosure", "near: HKEX Para 13"),
        ("hkex a1.1", "is not a disclosure", "near: HKEX A1.1"),
        ("HKEX GD A1", "is not a disclosure", "near: HKEX A1.GD"),
        ("A1.1", "is not a disclosure", "near: HKEX A1.1"),
        ("ISO 26000", "is not a disclosure", "write a code of HKEX 2022, GRI 2021, SASB TC-IM-2018"),
        ("HKEX Para 28(a)", "it is of HKEX 2025 (HKEX Main Board", "write 'HKEX A1.2', or name the edition '2025'"),
        ("HKEX@2025 B1.1", "it is of HKEX 2025", "write 'HKEX B1.1', or name the edition '2025'"),
        ("IFRS S2 29(a)", "it is of IFRS S2 2023", 'add "IFRS S2" = "2023" to [standards]'),
        ("GRI 307-1", "GRI 2021 removed 307-1", "write 'GRI 2-27', which takes its place"),
        # 102-5 of 2016 was "Ownership and legal form"; that of 2025 is Scope 1
        ("GRI 102-5", "of a later edition, GRI 102: Climate Change (2025)", "write 'GRI 305-1' for the same subject"),
        ("GRI 305", "is a heading of GRI 2021", "such as 'GRI 305-1', 'GRI 305-2'"),
        ("HKEX A", "is a heading of HKEX 2022", "such as 'HKEX A1'"),
        (
            "SASB TC-SI-130a.1",
            "it is of the SASB industry Software & IT Services (TC-SI)",
            "the industry in report.toml",
        ),
        ("SASB TC-IM-130a.9", "is not a disclosure", "near: SASB TC-IM-130a."),
        ("HKEX A1.2:intensty", "HKEX A1.2 has no part 'intensty' (did you mean 'intensity'?)", "scope-1, scope-2"),
        ("HKEX A3.GD:total", "HKEX A3.GD has no part 'total'", "write one of: policies"),
        ("SDG 7.2:total", "SDG 7.2 has no parts", "write 'SDG 7.2'"),
    ],
)
def test_what_cannot_be_declared(project, code, what, fix):
    problem = problem_of(project, code)
    assert problem is not None
    assert what in problem[0]
    assert fix in problem[1]
    assert repr(code) in problem[0]


@pytest.mark.parametrize(
    "code", ["HKEX A1", "HKEX A1.2:intensity", "HKEX@2022 A1.2", "GRI 306-3 (2016)", "SDG 7", "SDG 7.b", "TCFD MT-b"]
)
def test_what_can(project, code):
    assert problem_of(project, code) is None


def test_a_code_that_its_edition_removed(tmp_path):
    report = REPORT.replace('HKEX = "2022"', 'HKEX = "2025"').replace("2022", "2025")
    problems = problems_of(load_project, small_project(tmp_path, report=report))
    gone = [p for p in problems if "'HKEX A1.2' is gone: HKEX 2025 removed A1.2" in p.what]
    assert gone, told(problems)
    assert {p.where.path for p in gone} == {"data/metrics/environment.toml"}
    assert gone[0].fix == "write 'HKEX Para 28(a)' or 'HKEX Para 28(b)', which takes its place"


def test_a_code_that_is_no_longer_in_force(tmp_path):
    report = ALL.replace("2022-", "2027-").replace("year = 2022", "year = 2027")
    outline = OUTLINE.replace('disclosures = ["HKEX A1"]', 'disclosures = ["GRI 305-1", "GRI 102-5"]')
    problems = problems_of(load_project, small_project(tmp_path, report=report, outline=outline, notes=None))
    assert [(p.what, p.fix) for p in problems if "GRI" in p.what] == [
        (
            "'GRI 305-1' is in force for reports published until 2026-12-31 only",
            "write 'GRI 102-5', which takes its place",
        )
    ]


def test_a_declaration_given_twice(tmp_path):
    outline = OUTLINE.replace('["HKEX A1"]', '["HKEX A1", "HKEX A1.GD"]')
    metrics = METRICS.replace('["HKEX A2.2"]', '["HKEX A2.2", "HKEX A2.2"]')
    problems = problems_of(load_project, small_project(tmp_path, outline=outline, metrics=metrics))
    assert [p.what for p in problems] == [
        "section '1' declares 'HKEX A1.GD' twice",
        "metric 'water.use' declares 'HKEX A2.2' twice",
    ]


def test_a_missing_edition_is_told_once_and_not_at_each_code(tmp_path):
    problems = problems_of(load_project, small_project(tmp_path, report=REPORT.replace('"2022"', '"2021"')))
    assert ["there is no catalogue of HKEX '2021'; at hand is 2022, 2025" in p.what for p in problems] == [True]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (('kind = "not_material"\n', ""), "'kind' is missing"),
        (('kind = "not_material"', 'kind = "not_materail"'), "(did you mean 'not_material'?)"),
        (('kind = "not_material"', 'kind = "undue_cost"'), "'undue_cost' is no kind of omission that HKEX 2022 knows"),
        (('reason = { zh-hant = "沒有包裝。", en = "No packaging." }\n', ""), "'reason' is missing"),
        (('en = "No packaging."', 'en = " "'), "the omission of HKEX A2.5 has no reason in en"),
        ((', en = "No packaging."', ""), "'reason' has no text in en"),
        (('code = "A2.5"', 'code = "A2.6"'), "'HKEX A2.6' is not a disclosure"),
        (('code = "A2.5"', 'code = "A2.2"'), "HKEX A2.2 is omitted, but declared as answered at data/metrics/env"),
        (('code = "A2.5"', 'code = "A2.5"\npart = "totl"'), "HKEX A2.5 has no part 'totl'"),
        (('code = "A2.5"', 'code = "A2.5"\nedition = "2025"'), "'HKEX@2025 A2.5' is not a disclosure"),
        (('code = "A2.5"', 'code = "A2.5"\nconsidered = "soon"'), "'considered' is wrong"),
        (("[[omission]]", OMISSIONS + "[[omission]]"), "HKEX A2.5 is omitted twice; the other stands at"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_omission_that_cannot_stand(tmp_path, change, what):
    problems = problems_of(load_project, small_project(tmp_path, omissions=change))
    found = [p for p in problems if what in p.what]
    assert found, told(problems)
    assert found[0].where.path == "data/omissions.toml"
    assert found[0].where.line
    assert found[0].fix


def test_an_omission_has_the_status_of_its_kind_and_may_be_of_a_part(tmp_path):
    omissions = OMISSIONS + (
        '\n[[omission]]\nstandard = "HKEX"\nedition = "2022"\ncode = "A2.2"\npart = "intensity"\n'
        'kind = "information_unavailable"\nconsidered = 2023-02-01\nreason = { zh-hant = "未有。", en = "None yet." }\n'
    )
    first, second = load_project(small_project(tmp_path, omissions=omissions)).omissions
    assert (first.status, first.considered, first.name) == ("not_applicable", None, "HKEX A2.5")
    assert (second.status, str(second.considered), second.name) == ("omitted", "2023-02-01", "HKEX@2022 A2.2:intensity")


def test_gri_lets_some_disclosures_not_be_left_out(tmp_path):
    omissions = OMISSIONS.replace('"HKEX"', '"GRI"').replace("A2.5", "2-1").replace("not_material", "not_applicable")
    problems = problems_of(load_project, small_project(tmp_path, report=ALL, omissions=omissions))
    assert [p.what for p in problems] == ["GRI 2021 lets no reason stand in for 2-1"]


@pytest.mark.parametrize("value", ["2022", "[]", '""', '["2022", 2025]', '["2022", "2022"]'])
def test_editions_are_named_in_words(tmp_path, value):
    problems = problems_of(
        load_project, small_project(tmp_path, report=REPORT.replace('HKEX = "2022"', f"HKEX = {value}"))
    )
    assert problems
    assert {str(p.where) for p in problems} == {"report.toml:18"}, told(problems)
