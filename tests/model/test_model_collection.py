"""Entities, the boundary, and what is asked of whom."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.catalog import load_project
from reportgen.model.collection import asked, handed_in_by
from reportgen.model.entity import Boundary, Consolidation, Entity, EntityKind
from reportgen.model.metric import Variance
from reportgen.model.period import FiscalYear, Period, PeriodKind, read_period
from tests.projects import REPORT, problems_of, small_project, told

GROUP = Entity("group", {}, EntityKind.GROUP)
YEAR = FiscalYear(2022, date(2022, 1, 1), date(2022, 12, 31))

ENTITIES = """
[[entity]]
id = "sub"
name = { zh-hant = "子公司", en = "Subsidiary" }
kind = "subsidiary"
share = 0.6
consolidation = "share"

[[entity]]
id = "plant"
name = { zh-hant = "廠房", en = "Plant" }
kind = "site"
parent = "sub"
share = 0.5
consolidation = "share"

[[entity]]
id = "office"
name = { zh-hant = "辦公室", en = "Office" }
kind = "site"
since = 2022-11-15
owner = "finance"

[[entity]]
id = "sold"
name = { zh-hant = "已售", en = "Sold" }
kind = "site"
until = 2021-06-30

[[entity]]
id = "venture"
name = { zh-hant = "合營", en = "Venture" }
kind = "site"
consolidation = "excluded"
reason = { zh-hant = "沒有控制權", en = "No control" }
"""

MONTHLY = 'id = "water.use"\nlevel = "site"\nevery = "month"\ncomparatives = 1'


def a_project(folder, entities=ENTITIES, water=MONTHLY):
    return small_project(folder, report=REPORT + entities, metrics=('id = "water.use"', water))


def test_a_share_is_the_product_of_all_steps_up(tmp_path):
    boundary = load_project(a_project(tmp_path)).settings.boundary
    shares = {e.id: boundary.share_of(e) for e in boundary}
    assert shares == {"group": 1, "sub": Decimal("0.6"), "plant": Decimal("0.30"), "office": 1, "sold": 1, "venture": 0}
    assert [e.id for e in boundary.below(boundary.group)] == ["sub", "office", "sold", "venture"]
    assert [e.id for e in boundary.in_span(EntityKind.SITE, YEAR.starts, YEAR.ends)] == ["plant", "office"]


def test_control_counts_all_of_a_subsidiary_however_large_the_share():
    sub = Entity("s", {}, EntityKind.SUBSIDIARY, share=Decimal("0.51"), consolidation=Consolidation.FULL)
    assert Boundary(GROUP, {"s": sub}).share_of(sub) == 1


def test_a_project_without_entities_is_the_group_alone(tmp_path):
    boundary = load_project(small_project(tmp_path)).settings.boundary
    assert [(e.id, e.name["en"]) for e in boundary] == [("group", "the Alpha Group")]


def test_a_metric_of_the_group_is_asked_of_it_for_each_year(tmp_path):
    project = load_project(small_project(tmp_path))
    found = [(a.entity.id, a.period.id) for a in asked(project, project.metrics["ghg.scope1"])]
    assert found == [("group", "2022"), ("group", "2021")]
    assert asked(project, project.metrics["ghg.total"]) == ()


def test_a_site_is_asked_for_the_months_in_which_it_belongs_to_the_group(tmp_path):
    project = load_project(a_project(tmp_path))
    found = [(a.entity.id, a.period.id) for a in asked(project, project.metrics["water.use"])]
    assert found == [
        *(("plant", f"2022-{month:02}") for month in range(1, 13)),
        ("office", "2022-11"),
        ("office", "2022-12"),
        ("group", "2021"),
    ]


def test_an_entity_with_an_owner_hands_in_through_that_owner(tmp_path):
    project = load_project(a_project(tmp_path))
    assert [(m.id, a.entity.id, a.period.id) for m, a in handed_in_by(project, "finance")] == [
        ("finance.revenue", "group", "2022"),
        ("finance.revenue", "group", "2021"),
        ("water.use", "office", "2022-11"),
        ("water.use", "office", "2022-12"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ('parent = "sub"', 'parent = "subb"', "the parent 'subb' of entity 'plant' is unknown (did you mean 'sub'?)"),
        ('kind = "subsidiary"', 'kind = "subsidiary"\nparent = "plant"', "round in a circle: sub → plant → sub"),
        ("share = 0.6", "share = 1.6", "the share of 'sub' is 1.6"),
        ("share = 0.5", "share = -0.5", "the share of 'plant' is -0.5"),
        ('id = "sold"', 'id = "plant"', "entity 'plant' is defined twice"),
        ('id = "sold"', 'id = "group"', "'group' is the group's id"),
        ('id = "sold"', 'id = "Sold!"', "'Sold!' is no entity id"),
        ('reason = { zh-hant = "沒有控制權", en = "No control" }', "", "'venture' is excluded without a reason"),
        (', en = "No control"', "", "the reason of 'venture' has no text in en"),
        ("until = 2021-06-30", "until = 2021-06-30\nsince = 2022-01-01", "leaves the group on 2021-06-30, before"),
        ('owner = "finance"', 'owner = "financ"', "the unknown owner 'financ' (did you mean 'finance'?)"),
        ('kind = "subsidiary"', 'kind = "group"', "the group is 'group', but 'sub' is declared as one"),
        ('kind = "subsidiary"', 'kind = "branch"', "'kind' is wrong"),
        ('kind = "subsidiary"', 'kind = "subsidiary"\nshares = 1', "unknown key 'shares' (did you mean 'share'?)"),
    ],
)
def test_a_wrong_entity_is_told_with_its_line(tmp_path, old, new, told_of):
    assert ENTITIES.count(old) == 1
    problems = told(problems_of(load_project, a_project(tmp_path, ENTITIES.replace(old, new))))
    assert len(problems) == 1
    assert told_of in problems[0]
    assert problems[0].startswith("report.toml:")


@pytest.mark.parametrize(
    ("water", "told_of"),
    [
        ('level = "site"\nover_entities = "average"', "an average over entities, and no weight is named"),
        ('level = "site"\nover_entities = "average"\nweight = "water.us"', "is the unknown metric 'water.us'"),
        ('level = "site"\nover_entities = "average"\nweight = "ghg.scope1"', "at another level or for another time"),
        ('level = "site"\nover_entities = "last"', "takes the last of several entities"),
        ('level = "site"\nover_entities = "none"', "nothing says how these make one figure"),
        ('every = "month"\nover_months = "none"', "nothing says how these make a year"),
        ('every = "month"\nperiod = "end-{fy}"', "is handed in for each month, but is about 'end-{fy}'"),
        ("variance = { percent = -1 }", "a limit in the variance of 'water.use' is negative"),
        ("variance = { per_cent = 1 }", "unknown key 'per_cent' (did you mean 'percent'?)"),
    ],
)
def test_a_metric_that_cannot_be_consolidated_is_told(tmp_path, water, told_of):
    problems = told(problems_of(load_project, a_project(tmp_path, water=f'id = "water.use"\n{water}')))
    assert len(problems) == 1
    assert told_of in problems[0]
    assert problems[0].startswith("data/metrics/environment.toml:")


@pytest.mark.parametrize(
    ("limits", "now", "before", "exceeded"),
    [
        ({}, "110", "100", False),
        ({}, "110.01", "100", True),
        ({}, "89.9", "100", True),
        ({}, "5", "0", True),
        ({}, "0", "0", False),
        ({"floor": Decimal(10)}, "9", "1", False),
        ({"percent": None, "points": Decimal("0.5")}, "12.5", "12", False),
        ({"percent": None, "points": Decimal("0.5")}, "11.4", "12", True),
        ({"percent": Decimal(10), "points": Decimal(5)}, "14", "10", False),
        ({"percent": None}, "900", "1", False),
    ],
)
def test_a_change_must_be_explained_from_the_limits_on(limits, now, before, exceeded):
    assert Variance(**limits).exceeded(Decimal(now), Decimal(before)) is exceeded


def test_a_limit_in_points_alone_is_no_limit_in_per_cent(tmp_path):
    water = 'id = "water.use"\nvariance = { points = 0.5 }'
    assert load_project(a_project(tmp_path, water=water)).metrics["water.use"].variance == Variance(
        None, Decimal("0.5")
    )


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("2022", "2022"),
        ("2022-03", "2022-03"),
        ("2022/3", "2022-03"),
        (" 2022年3月 ", "2022-03"),
        ("3/2022", "2022-03"),
        ("２０２２年１２月", "2022-12"),
        ("2022-Q1", "2022-Q1"),
        ("Q3 2022", "2022-Q3"),
        ("2022年第四季", "2022-Q4"),
        ("2022-13", None),
        ("Q5 2022", None),
        ("3/4", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_month_or_quarter_is_read_as_typed(typed, id):
    assert read_period(typed) == (Period(id) if id else None)


@pytest.mark.parametrize("id", ["2022-13", "2022-00", "2022-Q5", "2022-Q0"])
def test_there_is_no_thirteenth_month_and_no_fifth_quarter(id):
    with pytest.raises(ValueError, match="is not a period"):
        Period(id)


def test_a_quarter_is_three_months():
    assert Period("2022-Q2").kind is PeriodKind.QUARTER
    assert [m.id for m in Period("2022-Q2").months] == ["2022-04", "2022-05", "2022-06"]


@pytest.mark.parametrize(
    ("outer", "inner", "inside"),
    [
        ("2022", "2022-12", True),
        ("2022", "2021-12", False),
        ("2022", "2022-Q1", True),
        ("2022-Q1", "2022-03", True),
        ("2022-Q1", "2022-04", False),
        ("2022", "end-2022", True),
        ("2021-09-to-2022-06", "2022-06", True),
        ("2021-09-to-2022-06", "2022", False),
        ("target-2030", "2030", False),
    ],
)
def test_a_period_lies_in_another(outer, inner, inside):
    assert YEAR.contains(Period(outer), Period(inner)) is inside


def test_a_fiscal_year_from_july_to_june_has_its_own_months():
    year = FiscalYear(2024, date(2023, 7, 1), date(2024, 6, 30))
    assert [m.id for m in year.months()][::11] == ["2023-07", "2024-06"]
    assert [q.id for q in year.quarters()] == ["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"]
    assert year.span(Period("2023")) == (date(2022, 7, 1), date(2023, 6, 30))
    assert not year.contains(Period("2024"), Period("2024-07"))


def test_the_end_of_february_stays_the_end_of_february():
    year = FiscalYear(2024, date(2023, 3, 1), date(2024, 2, 29))
    assert year.shifted(-1).ends == date(2023, 2, 28)
    assert year.shifted(-1).shifted(1).ends == date(2024, 2, 29)
