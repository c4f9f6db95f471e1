"""From the values of entities and months to the group's figure. Expected values are worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.catalog import load_project
from reportgen.figures import resolve
from reportgen.model.figure import Kind, Part, State, Status
from reportgen.model.metric import Qualifier
from reportgen.model.problem import InputRefusedError
from tests.projects import REPORT, entries, entry, problems_of, small_project, told

# A group with a plant that it holds 60 % of, a subsidiary under control (51 %) with two offices, an office that joined
# in December, one that left in June, and a joint venture outside the boundary.
ENTITIES = """
[[entity]]
id = "plant"
name = { zh-hant = "廠", en = "Plant" }
kind = "site"
share = 0.6
consolidation = "share"

[[entity]]
id = "sub"
name = { zh-hant = "子", en = "Subsidiary" }
kind = "subsidiary"
share = 0.51

[[entity]]
id = "north"
name = { zh-hant = "北", en = "North" }
kind = "site"
parent = "sub"

[[entity]]
id = "south"
name = { zh-hant = "南", en = "South" }
kind = "site"
parent = "sub"
share = 0.5
consolidation = "share"

[[entity]]
id = "joined"
name = { zh-hant = "新", en = "Joined" }
kind = "site"
since = 2022-12-01

[[entity]]
id = "left"
name = { zh-hant = "舊", en = "Left" }
kind = "site"
until = 2022-06-30

[[entity]]
id = "venture"
name = { zh-hant = "合營", en = "Venture" }
kind = "site"
consolidation = "excluded"
reason = { zh-hant = "沒有控制權", en = "No control" }
"""
SITES = ("plant", "north", "south", "joined", "left")
MONTHS = [f"2022-{month:02}" for month in range(1, 13)]


def project_with(folder, *lines, entities=ENTITIES, more=None):
    water = 'id = "water.use"\n' + "\n".join(lines)
    return load_project(
        small_project(folder, report=REPORT + entities, metrics=('id = "water.use"', water), more_metrics=more)
    )


def water(project, *handed_in):
    others = [e for e in entries() if e.datapoint.metric != "water.use"]
    return resolve(project, [*others, *handed_in]).get("water.use", "2022")


def yearly(**values):
    return [entry("water.use", "2022", value, entity=entity) for entity, value in values.items()]


ALL = yearly(plant="100", north="10", south="8", joined="5", left="7")


def test_the_group_counts_each_site_by_its_share(tmp_path):
    figure = water(project_with(tmp_path, 'level = "site"'), *ALL)
    # 0.6 × 100 + (10 + 0.5 × 8) + 5 + 7
    assert (figure.value, figure.status, figure.state) == (86, Status.REPORTED, State.VALUE)


def test_the_drilldown_adds_up_at_every_step_and_names_the_cells(tmp_path):
    figure = water(project_with(tmp_path, 'level = "site"'), *ALL)
    top = figure.drilldown
    assert [(p.entity, p.value, p.counts_by) for p in top.parts] == [
        ("plant", 100, Decimal("0.6")),
        ("sub", 14, 1),
        ("joined", 5, 1),
        ("left", 7, 1),
        ("venture", None, 0),
    ]
    assert [(p.entity, p.value, p.counts_by) for p in top.parts[1].parts] == [
        ("north", 10, 1),
        ("south", 8, Decimal("0.5")),
    ]
    assert top.parts[-1].reason == "No control"
    assert top.parts[0].source == ALL[0].datapoint.source
    assert set(figure.sources) == {e.datapoint.source for e in ALL}


def monthly(of, months=MONTHS):
    return [entry("water.use", month, str(of(site, i)), entity=site) for site, i, month in asked_months(months)]


def asked_months(months):
    for site in SITES:
        for i, month in enumerate(months, 1):
            if not (site == "joined" and i < 12) and not (site == "left" and i > 6):
                yield site, i, month


def test_months_add_up_for_as_long_as_a_site_belongs_to_the_group(tmp_path):
    project = project_with(tmp_path, 'level = "site"', 'every = "month"')
    figure = water(project, *monthly(lambda site, i: i))
    # plant 0.6 × 78, north 78, south 0.5 × 78, joined 12, left 1 + … + 6 = 21
    assert figure.value == Decimal("46.8") + 78 + 39 + 12 + 21
    plant = figure.drilldown.parts[0]
    assert [p.period.id for p in plant.parts] == MONTHS
    assert plant.parts[2].source.ref == "water.use/2022-03"


def test_the_last_month_counts_and_who_left_before_does_not(tmp_path):
    project = project_with(tmp_path, 'level = "site"', 'every = "month"', 'over_months = "last"')
    figure = water(project, *monthly(lambda site, i: 100 + i))
    # plant 0.6 × 112, north 112, south 56, joined 112, left: it has no December
    assert figure.value == Decimal("67.2") + 112 + 56 + 112


def test_a_mean_over_the_year_counts_the_months_before_somebody_joined(tmp_path):
    project = project_with(tmp_path, 'level = "site"', 'every = "month"', 'over_months = "average"')
    figure = water(project, *monthly(lambda site, i: 12))
    # plant 0.6 × 12, north 12, south 6, joined 12 / 12, left 72 / 12
    assert figure.value == Decimal("7.2") + 12 + 6 + 1 + 6


AREA = """
[[metric]]
id = "property.area"
label = { zh-hant = "面積", en = "Area" }
unit = "tonne"
owner = "environment"
level = "site"
"""


def test_an_average_is_weighted_by_another_metric_and_by_the_share(tmp_path):
    average = ['level = "site"', 'over_entities = "average"', 'weight = "property.area"']
    project = project_with(tmp_path, *average, more=AREA)
    areas = {"plant": "100", "north": "30", "south": "40", "joined": "10", "left": "20"}
    weights = [entry("property.area", "2022", area, entity=site) for site, area in areas.items()]
    figure = water(project, *yearly(plant="2", north="4", south="6", joined="1", left="3"), *weights)
    # sub: (4×30 + 6×40×0.5) / (30 + 20) = 4.8 over 50; group: (2×60 + 4.8×50 + 1×10 + 3×20) / (60 + 50 + 10 + 20)
    assert figure.value == Decimal("3.071428571428571428571428571428571")  # 430 / 140 to 34 digits
    assert figure.drilldown.parts[1].value == Decimal("4.8")


def test_an_average_without_one_weight_is_told(tmp_path):
    average = ['level = "site"', 'over_entities = "average"', 'weight = "property.area"']
    project = project_with(tmp_path, *average, more=AREA)
    problems = told(problems_of(lambda: water(project, *ALL)))
    assert any("water.use of 'plant' for 2022 has no weight: property.area is missing" in line for line in problems)


def test_a_missing_entity_of_the_boundary_is_told(tmp_path):
    project = project_with(tmp_path, 'level = "site"')
    problems = told(problems_of(lambda: water(project, *ALL[1:])))
    assert problems == [
        "data/metrics/environment.toml:52: no value of water.use of the site 'plant' for 2022 was handed in; "
        "import the workbook of the owner 'environment' with a value or a state in this row"
    ]


def test_missing_months_are_told_together(tmp_path):
    project = project_with(tmp_path, 'level = "site"', 'every = "month"')
    there = [e for e in monthly(lambda site, i: i) if (e.datapoint.entity, e.datapoint.period.id) not in {
        ("north", "2022-03"), ("north", "2022-04")}]  # fmt: skip
    problems = told(problems_of(lambda: water(project, *there)))
    assert len(problems) == 1
    assert "of the site 'north' for 2022-03, 2022-04 was handed in" in problems[0]


def test_a_metric_that_does_not_apply_to_an_entity_is_not_asked_of_it(tmp_path):
    entities = ENTITIES.replace('id = "plant"', 'id = "plant"\nwithout = ["water.use"]')
    assert water(project_with(tmp_path, 'level = "site"', entities=entities), *ALL[1:]).value == 26


def test_an_entity_that_cannot_say_leaves_a_gap_that_is_told(tmp_path):
    project = project_with(tmp_path, 'level = "site"')
    figure = water(project, entry("water.use", "2022", None, entity="plant", reason="meter broken"), *ALL[1:])
    assert (figure.value, figure.reason) == (26, "without plant 2022 (meter broken)")
    nobody = water(project, *(entry("water.use", "2022", None, entity=site, reason="x") for site in SITES))
    assert (nobody.value, nobody.state, nobody.status) == (None, State.NOT_AVAILABLE, Status.NOT_AVAILABLE)


def test_what_applies_to_nobody_is_nil(tmp_path):
    project = project_with(tmp_path, 'level = "site"')
    none = [entry("water.use", "2022", None, state=State.NOT_APPLICABLE, entity=site, reason="x") for site in SITES]
    assert water(project, *none).status is Status.NIL


def test_an_estimate_below_makes_the_figure_an_estimate(tmp_path):
    project = project_with(tmp_path, 'level = "site"')
    about = entry("water.use", "2022", "1", entity="plant", kind=Kind.ESTIMATED, qualifier=Qualifier.OVER, reason="x")
    figure = water(project, about, *ALL[1:])
    assert (figure.kind, figure.qualifier) == (Kind.ESTIMATED, Qualifier.ABOUT)


@pytest.mark.parametrize(
    ("twice", "told_of"),
    [
        (yearly(sub="14"), "handed in both by 'sub' and by 'north', which is a part of it"),
        ([entry("water.use", "2022-03", "1", entity="plant")], "is handed in both for 2022 and for 2022-03"),
        (yearly(mars="14"), "the ledger has values of the entity 'mars', which report.toml doesn't name"),
    ],
)
def test_nothing_counts_twice_and_nothing_is_lost(tmp_path, twice, told_of):
    project = project_with(tmp_path, 'level = "site"', 'every = "month"')
    problems = told(problems_of(lambda: water(project, *ALL, *twice)))
    assert any(told_of in line for line in problems), problems


def test_a_subsidiary_may_hand_in_for_its_sites(tmp_path):
    project = project_with(tmp_path, 'level = "site"')
    assert water(project, *yearly(plant="100", sub="14", joined="5", left="7")).value == 86


def test_the_group_itself_may_hand_in_months(tmp_path):
    project = project_with(tmp_path, 'every = "quarter"', entities="")
    quarters = [entry("water.use", f"2022-Q{n}", str(n)) for n in range(1, 5)]
    assert water(project, *quarters).value == 10
    with pytest.raises(InputRefusedError, match=r"no value of water.use for 2022-Q4 was handed in"):
        water(project, *quarters[:-1])


def test_an_earlier_year_is_what_was_reported_then(tmp_path):
    project = project_with(tmp_path, 'level = "site"', "comparatives = 1")
    others = [e for e in entries() if e.datapoint.metric != "water.use"]
    reported = resolve(project, [*others, *ALL, entry("water.use", "2021", "77")])
    assert reported.get("water.use", "2021").value == 77
    again = [entry("water.use", "2021", "1", entity=site) for site in ("plant", "north", "south", "left")]
    # Of the year before, the entities that were handed in are put together: 0.6 + 1 + 0.5 + 1.
    assert resolve(project, [*others, *ALL, *again]).get("water.use", "2021").value == Decimal("3.1")


def test_a_level_without_an_entity_is_told_when_the_project_is_read(tmp_path):
    problems = told(problems_of(project_with, tmp_path, 'level = "subsidiary"', ))  # fmt: skip
    assert problems == []
    problems = told(problems_of(lambda: project_with(tmp_path, 'level = "site"', entities="")))
    assert len(problems) == 1
    assert "'water.use' is handed in by each site, and report.toml names none" in problems[0]


def recomputed(part: Part) -> Fraction:
    if part.source is not None:
        return Fraction(part.value)
    return sum((recomputed(p) * Fraction(p.counts_by) for p in part.parts if p.value is not None), Fraction(0))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=6), min_size=43, max_size=43), st.randoms())
def test_a_sum_is_exact_and_does_not_depend_on_the_order(tmp_path, values, chance):
    project = project_with(tmp_path, 'level = "site"', 'every = "month"')
    there = [
        entry("water.use", month, f"{value:f}", entity=site)
        for (site, _, month), value in zip(asked_months(MONTHS), values, strict=False)
    ]
    figure = water(project, *there)
    shares = {"plant": Fraction(6, 10), "south": Fraction(1, 2)}
    expected = sum(shares.get(e.datapoint.entity, Fraction(1)) * Fraction(e.datapoint.value) for e in there)
    assert Fraction(figure.value) == expected == recomputed(figure.drilldown)
    chance.shuffle(there)
    assert water(project, *there).value == figure.value
