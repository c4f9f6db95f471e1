"""Ties between figures: what they let pass, and what they bear out."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reportgen.catalog import load_project
from reportgen.checks.numbers.dimensions import UnlikeError, dimension_of_formula
from reportgen.checks.numbers.made_of import robust
from reportgen.checks.numbers.rounding import text
from reportgen.checks.numbers.ties import Witnesses, tied
from reportgen.model.figures import Figures
from reportgen.model.metric import Qualifier
from tests.projects import METRICS, entries, entry, figures_of, small_project

SHARE = """
[[metric]]
id = "ghg.share"
label = { zh-hant = "佔比", en = "Share" }
unit = "percent"
decimals = 1
owner = "environment"
comparatives = 1
ties = ["{ghg.scope2} / {ghg.total} * 100"]

[[metric]]
id = "ghg.copy"
label = { zh-hant = "同一數", en = "Again" }
unit = "kgco2e"
owner = "finance"
ties = ["{ghg.scope1}", { formula = "{ghg.scope1@2021}", within = 10 }]
"""
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
AMOUNTS = st.decimals("100", "9999999", places=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    project = load_project(small_project(tmp_path_factory.mktemp("ties"), metrics=METRICS + SHARE))
    more = [
        entry("ghg.share", "2022", "46.2"),
        entry("ghg.share", "2021", "48.7"),
        entry("ghg.copy", "2022", "172137900"),
    ]
    return project, figures_of(project, [*entries(), *more])


def with_values(figures, **values):
    changed = {key.replace("_", ".", 1): value for key, value in values.items()}
    by_key = {
        key: replace(f, value=changed[key[0]]) if key[0] in changed and key[1] == "2022" else f
        for key, f in figures.by_key.items()
    }
    return Figures(by_key)


def of(project, figures, metric, formula):
    found = tied(project, figures, project.metrics[metric])
    return next(one for one in found if one.tie.formula == formula and one.figure.period.id == "2022")


@MANY
@given(AMOUNTS, AMOUNTS, st.integers(2, 400))
def test_a_share_rounded_from_its_parts_always_passes_and_one_clearly_off_never(made, part, whole, off):
    assume(part <= whole)
    project, figures = made
    share = (part / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    formula = "{ghg.scope2} / {ghg.total} * 100"
    values = {"ghg_scope2": part, "ghg_total": whole}
    assert of(project, with_values(figures, ghg_share=share, **values), "ghg.share", formula).holds
    wrong = share + Decimal(off) / 10
    # Rounding moves the share by 0.05 of its own, and by 0.05 in 100 at most for the part.
    assert not of(project, with_values(figures, ghg_share=wrong, **values), "ghg.share", formula).holds


def test_a_tie_of_one_metric_converts_its_unit(made):
    project, figures = made
    one = of(project, figures, "ghg.copy", "{ghg.scope1}")
    assert (one.expected, one.holds) == (Decimal(172137900), True)
    assert not of(project, with_values(figures, ghg_copy=Decimal("172137.9")), "ghg.copy", "{ghg.scope1}").holds


def test_a_fixed_period_is_taken_and_a_year_without_figures_is_left_out(made):
    project, figures = made
    periods = [(one.tie.formula, one.figure.period.id) for one in tied(project, figures, project.metrics["ghg.copy"])]
    assert periods == [("{ghg.scope1}", "2022"), ("{ghg.scope1@2021}", "2022")]
    assert of(project, figures, "ghg.copy", "{ghg.scope1@2021}").expected == Decimal("18961400")


def test_two_that_are_told_as_over_must_be_the_same(made):
    project, figures = made
    loose = Figures({k: replace(f, qualifier=Qualifier.OVER) for k, f in figures.by_key.items()})
    assert of(project, loose, "ghg.copy", "{ghg.scope1}").room == 0


def test_a_value_is_borne_out_by_what_would_break_without_it(made):
    project, figures = made
    witnesses = Witnesses(project, figures)
    scope2 = figures.get("ghg.scope2", "2022")
    assert witnesses.bear_out(scope2, scope2.value / 10)
    assert not witnesses.bear_out(scope2, scope2.value + 1)  # nobody would notice
    wrong = with_values(figures, ghg_scope2=Decimal("265007.3"))
    assert Witnesses(project, wrong).contradict(wrong.get("ghg.scope2", "2022"))


@pytest.mark.parametrize(
    ("formula", "factor"),
    [
        ("{ghg.total} / {finance.revenue}", Decimal(1000) / 1000000),
        ("{ghg.scope1} / {ghg.total} * 100", Decimal("0.01")),
        ("({ghg.scope1} + {ghg.scope2}) / 1000", Decimal(1000000)),
        ("{ghg.total} * (100 - {ghg.share}) / 100", Decimal(1000)),
        ("100 * {ghg.scope1} / {ghg.total}", Decimal("0.01")),
    ],
)
def test_the_units_of_a_formula_are_counted(made, formula, factor):
    assert dimension_of_formula(made[0], formula).factor == factor


def test_unlike_things_are_not_added(made):
    with pytest.raises(UnlikeError, match="kgco2e of 1000 and kgco2e of 1"):
        dimension_of_formula(made[0], "{ghg.scope1} + {ghg.copy}")
    with pytest.raises(UnlikeError):
        dimension_of_formula(made[0], "{ghg.scope1} + {finance.revenue}")


def test_a_constant_that_may_have_a_unit_leaves_a_formula_uncounted(made):
    assert dimension_of_formula(made[0], "{water.use} * 57 / 100") is None


def test_the_middle_is_not_moved_by_one_value():
    usual = robust([Decimal(n) for n in (10, 11, 12, 13, 9000)])
    assert usual.middle == 12
    assert usual.distance(Decimal(9000)) > 1000
    assert usual.distance(Decimal(13)) < 1
    assert robust([Decimal(5)] * 4).distance(Decimal(6)) == Decimal("Infinity")


def test_numbers_in_messages_are_short():
    assert [text(Decimal(v)) for v in ("5739723.70", "10.350199259943", "1E+3", "0")] == [
        "5,739,723.7", "10.350199", "1,000", "0",
    ]  # fmt: skip
