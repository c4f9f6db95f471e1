"""From what was handed in to the figures of the report."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.model.figure import Kind, State, Status
from reportgen.model.figures import periods_of
from reportgen.model.metric import Qualifier
from reportgen.model.problem import InputRefusedError
from tests.projects import METRICS, entries, entry, figures_of, problems_of, small_project

SHARES = """\
[[metric]]
id = "energy.purchased"
label = { zh-hant = "甲", en = "A" }
unit = "mwh"
owner = "environment"

[[metric]]
id = "energy.generated"
label = { zh-hant = "乙", en = "B" }
unit = "mwh"
owner = "environment"

[[metric]]
id = "energy.indirect"
label = { zh-hant = "丙", en = "C" }
unit = "mwh"
owner = "environment"

[[metric]]
id = "energy.renewable_share"
label = { zh-hant = "丁", en = "D" }
unit = "percent"
decimals = 1
owner = "environment"
formula = "({energy.purchased} + {energy.generated}) / {energy.indirect} * 100"

[[metric]]
id = "ghg.base"
label = { zh-hant = "戊", en = "E" }
unit = "tco2e"
owner = "environment"
period = "target-2030"
formula = "{ghg.scope1@2021} + {ghg.scope2@2021}"
"""
ENERGY = [
    entry("energy.purchased", "2022", "336419.5"),
    entry("energy.generated", "2022", "21870.0"),
    entry("energy.indirect", "2022", "5010990.2"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return load_project(small_project(tmp_path_factory.mktemp("small")))


def without(*keys):
    return [e for e in entries() if (e.datapoint.metric, e.datapoint.period.id) not in keys]


def test_a_total_is_the_exact_sum_of_its_parts(project):
    total = figures_of(project).get("ghg.total", "2022")
    # 172137.9 + 2650073.3 + 2917512.5
    assert total.value == Decimal("5739723.7")
    assert str(total.value) == "5739723.7"
    assert (total.status, total.unit, total.decimals) == (Status.DERIVED, "tco2e", 1)
    assert total.inputs == (("ghg.scope1", "2022"), ("ghg.scope2", "2022"), ("ghg.scope3", "2022"))


def test_an_intensity_is_the_quotient_of_two_figures_of_one_period(project):
    figures = figures_of(project)
    # 5739723.7 / 554552 = 10.350199..., by long division; printed 10.4 only later
    now = figures.get("ghg.intensity", "2022").value
    assert abs(now * 554552 - Decimal("5739723.7")) < Decimal("1E-24")
    assert str(now).startswith("10.35019")
    # (18961.4 + 2488000.3 + 2604500.2) / 560118
    before = figures.get("ghg.intensity", "2021").value
    assert abs(before * 560118 - Decimal("5111461.9")) < Decimal("1E-24")


def test_a_share_and_a_fixed_base_year(tmp_path):
    project = load_project(small_project(tmp_path, more_metrics=SHARES))
    figures = resolve(project, [*entries(), *ENERGY])
    # (336419.5 + 21870.0) / 5010990.2 * 100 = 358289.5 / 5010990.2 * 100, printed 7.2 (the public report's 7.2%)
    share = figures.get("energy.renewable_share", "2022").value
    assert round(share, 1) == Decimal("7.2")
    assert abs(share * Decimal("50109.902") - Decimal("358289.5")) < Decimal("1E-20")
    # 18961.4 + 2488000.3
    assert figures.get("ghg.base", "target-2030").value == Decimal("2506961.7")


def test_the_figures_stand_in_the_order_of_the_metrics_newest_first(project):
    keys = [figure.key for figure in figures_of(project)]
    assert keys[:4] == [
        ("ghg.scope1", "2022"),
        ("ghg.scope1", "2021"),
        ("ghg.scope2", "2022"),
        ("ghg.scope2", "2021"),
    ]
    # seven metrics with a comparative, one without
    assert len(keys) == 2 * 7 + 1


def test_another_name_is_the_same_figure(project):
    figures = figures_of(project)
    for period in ("2022", "2021"):
        name, own = figures.get("climate.emissions", period), figures.get("ghg.total", period)
        assert (name.value, name.unit, name.status, name.sources) == (own.value, own.unit, own.status, own.sources)
        assert name.inputs == (own.key,)


def test_all_that_is_missing_is_told_at_once(project):
    missing = {("ghg.scope1", "2021"), ("ghg.scope3", "2022"), ("finance.revenue", "2022"), ("water.use", "2022")}
    problems = problems_of(resolve, project, without(*missing))
    assert {tuple(p.what.removeprefix("no value of ").split(" was")[0].split(" for ")) for p in problems} == missing
    assert len(problems) == 4
    assert all(p.where.path == "data/metrics/environment.toml" for p in problems)
    revenue = next(p for p in problems if "finance.revenue" in p.what)
    assert "'finance'" in revenue.fix
    assert revenue.where.line == 1 + METRICS[: METRICS.index('[[metric]]\nid = "finance.revenue"')].count("\n")


def test_fixed_periods_that_are_missing_are_all_told(tmp_path):
    base = SHARES.replace("@2021", "@2019")
    project = load_project(small_project(tmp_path, more_metrics=base))
    what = [p.what for p in problems_of(resolve, project, [*entries(), *ENERGY])]
    assert what == [
        "no value of ghg.scope1 for 2019 was handed in",
        "no value of ghg.scope2 for 2019 was handed in",
    ]


def test_every_denominator_of_zero_is_told(project):
    zero = [
        *without(("finance.revenue", "2022"), ("finance.revenue", "2021")),
        entry("finance.revenue", "2022", "0", state=State.CONFIRMED_ZERO),
        entry("finance.revenue", "2021", "0.0"),
    ]
    with pytest.raises(InputRefusedError) as caught:
        resolve(project, zero)
    assert [p.what.split(" cannot")[0] for p in caught.value.problems] == [
        "ghg.intensity for 2022",
        "ghg.intensity for 2021",
    ]
    assert all("{ghg.total} / {finance.revenue} is zero" in p.what for p in caught.value.problems)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State.NOT_APPLICABLE, Status.NIL),
        (State.NOT_AVAILABLE, Status.NOT_AVAILABLE),
        (State.NOT_COLLECTED, Status.NOT_AVAILABLE),
    ],
)
def test_what_has_no_number_is_carried_upwards_with_its_reason(project, state, status):
    handed_in = [*without(("ghg.scope3", "2022")), entry("ghg.scope3", "2022", None, state=state, reason="no meters")]
    figures = resolve(project, handed_in)
    own = figures.get("ghg.scope3", "2022")
    assert (own.value, own.state, own.status, own.reason) == (None, state, status, "no meters")
    total = figures.get("ghg.total", "2022")
    assert (total.value, total.status) == (None, Status.NOT_AVAILABLE)
    assert "ghg.scope3 2022" in total.reason
    assert figures.get("ghg.intensity", "2022").value is None
    assert figures.get("climate.emissions", "2022").value is None
    assert figures.get("ghg.total", "2021").value == Decimal("5111461.9")


def test_a_confirmed_zero_is_a_number(project):
    handed_in = [*without(("ghg.scope3", "2022")), entry("ghg.scope3", "2022", "0", state=State.CONFIRMED_ZERO)]
    figures = resolve(project, handed_in)
    assert figures.get("ghg.scope3", "2022").status is Status.REPORTED
    # 172137.9 + 2650073.3
    assert figures.get("ghg.total", "2022").value == Decimal("2822211.2")


def test_what_is_computed_from_an_estimate_is_an_estimate(project):
    handed_in = [*without(("ghg.scope3", "2022")), entry("ghg.scope3", "2022", "1", kind=Kind.ESTIMATED)]
    figures = resolve(project, handed_in)
    assert figures.get("ghg.intensity", "2022").kind is Kind.ESTIMATED
    assert figures.get("ghg.intensity", "2021").kind is Kind.ACTUAL


def test_qualifier_and_source_come_from_the_cell(project):
    handed_in = [*without(("water.use", "2022")), entry("water.use", "2022", "9", qualifier=Qualifier.OVER)]
    water = resolve(project, handed_in).get("water.use", "2022")
    assert (water.qualifier, [c.ref for c in water.sources]) == (Qualifier.OVER, ["water.use/2022"])
    total = figures_of(project).get("ghg.total", "2022")
    assert [c.ref for c in total.sources] == ["ghg.scope1/2022", "ghg.scope2/2022", "ghg.scope3/2022"]


def test_another_entitys_values_are_not_the_groups(project):
    figures = resolve(project, [*entries(), entry("water.use", "2022", "1", entity="hong-kong")])
    assert figures.get("water.use", "2022").value == Decimal(8152482)
    only = [*without(("water.use", "2022")), entry("water.use", "2022", "1", entity="hong-kong")]
    assert len(problems_of(resolve, project, only)) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(entries()))
def test_the_order_of_the_entries_does_not_matter(project, shuffled):
    assert list(resolve(project, shuffled)) == list(figures_of(project))


def test_comparatives_are_restated_where_a_note_of_the_table_says_so(demonstration):
    """Notes 4 and 5 of the environment table: Scope 2 and Scope 3 of 2021 were computed again."""
    project = load_project(demonstration)
    year = project.settings.fiscal_year
    handed_in = [
        entry(metric.id, period.id, "2")
        for metric in project.metrics.values()
        if metric.handed_in
        for period in periods_of(metric, year)
    ]
    figures = resolve(project, handed_in)
    assert figures.get("ghg.scope2", "2021").status is Status.RESTATED
    assert figures.get("ghg.scope3", "2021").status is Status.RESTATED
    assert figures.get("ghg.scope2", "2022").status is Status.REPORTED
    assert figures.get("ghg.scope1", "2021").status is Status.REPORTED
    assert figures.get("ghg.total", "2021").status is Status.DERIVED


def test_what_is_computed_from_an_inexact_value_is_known_about(project):
    handed_in = [*without(("ghg.scope1", "2022")), entry("ghg.scope1", "2022", "9", qualifier=Qualifier.OVER)]
    figures = resolve(project, handed_in)
    assert figures.get("ghg.total", "2022").qualifier is Qualifier.ABOUT
    assert figures.get("ghg.total", "2021").qualifier is Qualifier.EXACT
