"""data/factors.toml and [review] of report.toml: read into the model, and told what is wrong with them."""

from datetime import date
from decimal import Decimal

from reportgen.catalog import load_project
from tests.projects import REPORT, problems_of, small_project, told

FACTOR = """\
[[factor]]
id = "grid"
name = { zh-hant = "電網", en = "Grid" }
value = 0.5703
unit = "tCO2e/MWh"
source = "A ministry's notice"
edition = "2022"
valid_from = 2022-01-01
metrics = ["ghg.scope2"]
"""


def written(root, text):
    path = small_project(root) / "data/factors.toml"
    path.write_text(text, encoding="utf-8")
    return root


def test_a_factor_is_read(tmp_path):
    (factor,) = load_project(written(tmp_path, FACTOR)).factors
    assert (factor.id, factor.value, factor.edition) == ("grid", Decimal("0.5703"), "2022")
    assert (factor.valid_from, factor.valid_until) == (date(2022, 1, 1), None)
    assert factor.metrics == ("ghg.scope2",)
    assert str(factor.at) == "data/factors.toml:1"


def test_a_project_needs_none(tmp_path):
    assert load_project(small_project(tmp_path)).factors == ()


def test_all_that_is_wrong_is_told(tmp_path):
    text = f"""{FACTOR}
[[factor]]
id = "grid"
name = {{ en = "Grid" }}
value = "much"
unit = "t"
source = "s"
edition = "e"

{FACTOR.replace("ghg.scope2", "ghg.scope9").replace('"2022"', '" "')}valid_until = 2021-01-01
"""
    assert told(problems_of(load_project, written(tmp_path, text))) == [
        "data/factors.toml:14: 'value' is wrong: Input should be a valid decimal; see docs/reference.md",
        "data/factors.toml:19: factor 'grid' is defined twice; the other stands at data/factors.toml:1; "
        "give one of the two another id, or delete it",
        "data/factors.toml:19: factor 'grid' has an empty edition; say which publication gives the factor",
        "data/factors.toml:19: factor 'grid' is valid from 2022-01-01 until 2021-01-01; let it end after it begins",
        "data/factors.toml:19: factor 'grid' serves the metric 'ghg.scope9', which is not defined (did you mean "
        "'ghg.scope3'?); name a metric of data/metrics, or leave it out",
    ]


def test_thresholds_have_defaults(tmp_path):
    review = load_project(small_project(tmp_path)).settings.review
    assert (review.materiality, review.performance, review.trivial) == (5, 75, 5)
    assert (review.sample, review.seed, review.due) == (25, "", None)


def test_thresholds_are_read(tmp_path):
    text = f'{REPORT}\n[review]\nmateriality = 7.5\nsample = 40\nseed = "x"\ndue = 2023-04-30\n'
    review = load_project(small_project(tmp_path, report=text)).settings.review
    assert (review.materiality, review.performance, review.sample) == (Decimal("7.5"), 75, 40)
    assert (review.seed, review.due) == ("x", date(2023, 4, 30))


def test_thresholds_that_make_no_sense_are_refused(tmp_path):
    text = f"{REPORT}\n[review]\nmateriality = 0\ntrivial = 101\nsample = 0\n"
    problems = told(problems_of(load_project, small_project(tmp_path, report=text)))
    line = REPORT.count("\n") + 2
    assert problems == [
        f"report.toml:{line + 1}: [review] materiality is 0; write a percentage above 0 and up to 100",
        f"report.toml:{line + 2}: [review] trivial is 101; write a percentage above 0 and up to 100",
        f"report.toml:{line + 3}: [review] sample is 0; write how many items a sample holds, from 1 to 10000",
    ]


def test_an_unknown_word_is_told(tmp_path):
    text = f"{REPORT}\n[review]\nmaterialty = 5\n"
    (problem,) = told(problems_of(load_project, small_project(tmp_path, report=text)))
    assert "unknown key 'materialty' (did you mean 'materiality'?)" in problem
