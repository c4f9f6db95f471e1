"""A change is split exactly: activity, factor, boundary, method and the rest add up to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.model.change_split import ChangeSplit, Product, addends_of, split_change, split_figure
from reportgen.model.formula import Monomial, monomials
from reportgen.model.period import Period
from tests.projects import REPORT, entry, small_project

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False)
PRODUCTS = st.builds(Product, NUMBERS, NUMBERS)
SIDES = st.dictionaries(st.sampled_from("abcdef"), PRODUCTS, max_size=6)
NOW, BEFORE = Period("2022"), Period("2021")


def worth(side):
    return sum((Fraction(product.activity) * Fraction(product.factor) for product in side.values()), Fraction(0))


# --- the pure function ---------------------------------------------------------------------------


def test_a_factor_that_fell_hides_a_rise():
    # 1,000 MWh at 0.7 make 700 tonnes, 1,200 MWh at 0.5 make 600: a fall of 100.
    split = split_change(
        {"grid": Product(Decimal(1000), Decimal("0.7"))}, {"grid": Product(Decimal(1200), Decimal("0.5"))}
    )
    # 200 MWh more at the mean factor of 0.6; 0.2 less on the mean of 1,100 MWh.
    assert split == ChangeSplit(Decimal(120), Decimal(-220), Decimal(0), Decimal(0), Decimal(0))
    assert split.change == -100


def test_what_joined_the_boundary_is_no_growth():
    before = {"old": Product(Decimal(100))}
    now = {"old": Product(Decimal(90)), "bought": Product(Decimal(40))}
    split = split_change(before, now, crossing={"bought"})
    assert (split.activity, split.boundary, split.change) == (-10, 40, 30)


def test_what_left_the_boundary_is_no_saving():
    split = split_change(
        {"kept": Product(Decimal(10)), "sold": Product(Decimal(70))}, {"kept": Product(Decimal(12))}, crossing={"sold"}
    )
    assert (split.activity, split.boundary, split.change) == (2, -70, -68)


def test_a_new_source_inside_the_boundary_is_activity():
    split = split_change({}, {"generator": Product(Decimal(5), Decimal(2))})
    assert (split.activity, split.factor, split.change) == (10, 0, 10)


def test_known_effects_of_boundary_and_method_come_out_of_the_rest():
    # Scope 1 of the demonstration: 18,797.8 to 172,137.9, and 9,711 on the former boundary.
    change = Decimal("172137.9") - Decimal("18797.8")
    wider = Decimal("172137.9") - Decimal(9711)
    split = split_change({}, {}, change=change, boundary=wider)
    assert split == ChangeSplit(Decimal(0), Decimal(0), Decimal("162426.9"), Decimal(0), Decimal("-9086.8"))


def test_nothing_is_split_into_nothing():
    assert split_change({}, {}) == ChangeSplit(*[Decimal(0)] * 5)


@given(SIDES, SIDES)
def test_the_parts_are_exactly_the_change(before, now):
    split = split_change(before, now)
    assert Fraction(split.change) == worth(now) - worth(before)
    assert split.residual == 0


@given(SIDES, SIDES, NUMBERS, NUMBERS, NUMBERS, st.sets(st.sampled_from("abcdef")))
def test_the_parts_are_exactly_the_change_that_is_given(before, now, change, boundary, method, crossing):
    split = split_change(before, now, change=change, boundary=boundary, method=method, crossing=crossing)
    assert split.change == change
    assert split.method == method


@given(SIDES, SIDES, st.sets(st.sampled_from("abcdef")))
def test_backwards_is_the_same_with_the_other_sign(before, now, crossing):
    there, back = split_change(before, now, crossing=crossing), split_change(now, before, crossing=crossing)
    assert (there.activity, there.factor, there.boundary) == tuple(
        part.copy_negate() for part in (back.activity, back.factor, back.boundary)
    )


@given(SIDES)
def test_no_change_has_no_parts(side):
    assert split_change(side, side) == ChangeSplit(*[Decimal(0)] * 5)


# --- formulas multiplied out ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("{a.b} * {c.d}", (Monomial(Decimal(1), (("a.b", None), ("c.d", None))),)),
        (
            "({a.b} + {c.d}) * {e.f}",
            (
                Monomial(Decimal(1), (("a.b", None), ("e.f", None))),
                Monomial(Decimal(1), (("c.d", None), ("e.f", None))),
            ),
        ),
        ("{a.b} * 1000 / {c.d}", (Monomial(Decimal(1000), (("a.b", None),), (("c.d", None),)),)),
        (
            "{a.b} - {c.d@2021}",
            (Monomial(Decimal(1), (("a.b", None),)), Monomial(Decimal(-1), (("c.d", "2021"),))),
        ),
        ("-({a.b}) / 4", (Monomial(Decimal("-0.25"), (("a.b", None),)),)),
        ("{a.b} / ({c.d} + {e.f})", None),
        ("{a.b} / 0", None),
    ],
)
def test_formulas_are_multiplied_out(formula, expected):
    assert monomials(formula) == expected


def test_a_formula_of_too_many_addends_is_left_alone():
    long = " + ".join("{a.b}" for _ in range(20))
    assert monomials(f"({long}) * ({long})") is None


# --- figures -------------------------------------------------------------------------------------

UNITS = """
[[unit]]
id = "tco2e_per_mwh"
style = "plain"
label = { zh-hant = "噸二氧化碳當量/兆瓦時", en = "tonnes CO2e / MWh" }
base = "tco2e_per_mwh"
"""


def metric(id, unit, more=""):
    return f"""
[[metric]]
id = "{id}"
label = {{ zh-hant = "{id}", en = "{id}" }}
unit = "{unit}"
owner = "environment"
comparatives = 1
{more}
"""


GRID = (
    metric("power.north", "mwh")
    + metric("power.south", "mwh")
    + metric("factor.north", "tco2e_per_mwh")
    + metric("factor.south", "tco2e_per_mwh")
    + metric("scope.process", "tco2e")
    + metric("scope.power", "tco2e", 'formula = "{power.north} * {factor.north} + {power.south} * {factor.south}"')
    + metric("scope.all", "tco2e", 'formula = "{scope.power} + {scope.process}"')
    + metric("scope.ratio", "tco2e_per_mwh", 'formula = "{scope.power} / {power.north}"')
)
VALUES = {
    ("power.north", "2021"): "1000",
    ("power.north", "2022"): "1200",
    ("factor.north", "2021"): "0.7",
    ("factor.north", "2022"): "0.5",
    ("power.south", "2021"): "100",
    ("power.south", "2022"): "100",
    ("factor.south", "2021"): "0.4",
    ("factor.south", "2022"): "0.3",
    ("scope.process", "2021"): "50",
    ("scope.process", "2022"): "57",
}


@pytest.fixture
def grid(tmp_path):
    root = small_project(tmp_path, more_metrics=GRID, units=UNITS)
    project = load_project(root)
    known = {m for m, _ in VALUES}
    wanted = {id: m for id, m in project.metrics.items() if id in known or id.startswith("scope.")}
    project = replace(project, metrics=wanted)
    return project, resolve(project, [entry(m, p, v) for (m, p), v in VALUES.items()])


def test_a_sum_of_products_is_split(grid):
    project, figures = grid
    split, activities = split_figure(project, figures, project.metrics["scope.power"], NOW, BEFORE)
    # north: 200 × 0.6 and -0.2 × 1,100; south: nothing and -0.1 × 100
    assert (split.activity, split.factor, split.residual) == (120, Decimal("-230.0"), 0)
    assert activities == ("power.north", "power.south")


def test_a_total_is_split_through_what_it_is_derived_from_and_the_rest_stays_rest(grid):
    project, figures = grid
    split, _ = split_figure(project, figures, project.metrics["scope.all"], NOW, BEFORE)
    assert (split.activity, split.factor, split.residual) == (120, Decimal("-230.0"), 7)
    assert split.change == figures.get("scope.all", NOW).value - figures.get("scope.all", BEFORE).value


def test_a_figure_without_factors_is_not_split(grid):
    project, figures = grid
    assert split_figure(project, figures, project.metrics["scope.process"], NOW, BEFORE) is None
    assert split_figure(project, figures, project.metrics["scope.ratio"], NOW, BEFORE) is None
    assert addends_of(project, figures, project.metrics["power.north"], NOW) is None


# --- entities ------------------------------------------------------------------------------------

SITES = """
[[entity]]
id = "north"
name = { zh-hant = "北", en = "North" }
kind = "site"

[[entity]]
id = "south"
name = { zh-hant = "南", en = "South" }
kind = "site"
since = 2022-01-01

[[entity]]
id = "old"
name = { zh-hant = "舊", en = "Old" }
kind = "site"
until = 2021-12-31
"""
SITE_METRICS = (
    metric("power.bought", "mwh", 'level = "site"')
    + metric("factor.grid", "tco2e_per_mwh")
    + metric("scope.power", "tco2e", 'formula = "{power.bought} * {factor.grid}"')
)


def test_entities_that_joined_and_left_are_the_boundary(tmp_path):
    root = small_project(tmp_path, report=REPORT + SITES, more_metrics=SITE_METRICS, units=UNITS)
    project = load_project(root)
    wanted = ("power.bought", "factor.grid", "scope.power")
    project = replace(project, metrics={id: project.metrics[id] for id in wanted})
    handed_in = [
        entry("power.bought", "2021", "100", entity="north"),
        entry("power.bought", "2021", "30", entity="old"),
        entry("power.bought", "2022", "110", entity="north"),
        entry("power.bought", "2022", "50", entity="south"),
        entry("factor.grid", "2021", "2"),
        entry("factor.grid", "2022", "2"),
    ]
    figures = resolve(project, handed_in)
    split, activities = split_figure(project, figures, project.metrics["power.bought"], NOW, BEFORE)
    assert (split.activity, split.boundary, split.change) == (10, 20, 30)
    assert activities == ("power.bought",)
    emissions, _ = split_figure(project, figures, project.metrics["scope.power"], NOW, BEFORE)
    assert (emissions.activity, emissions.factor, emissions.boundary, emissions.change) == (20, 0, 40, 60)
    assert project.settings.fiscal_year.starts == date(2022, 1, 1)
