"""The demonstration's workbooks hand in what the public report of 2022 says."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.catalog.loader import load_project
from reportgen.intake import read_submissions
from reportgen.model.figure import State
from reportgen.model.metric import Qualifier

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def datapoints():
    paths = sorted((ROOT / "data/workbooks/2022").glob("*.xlsx"))
    submissions = read_submissions(paths, load_project(ROOT))
    assert {s.owner for s in submissions} == {path.stem for path in paths}
    return {(d.metric, d.period.id): d for s in submissions for d in s.datapoints}


def test_every_owner_hands_in_everything(datapoints):
    assert len(datapoints) == 724
    assert Counter(d.state for d in datapoints.values()) == {
        State.VALUE: 715,
        State.CONFIRMED_ZERO: 6,
        State.NOT_COLLECTED: 3,
    }


@pytest.mark.parametrize(
    ("metric", "period", "value"),
    [
        ("ghg.scope1", "2022", "172137.9"),
        ("ghg.scope2", "2021", "2471041.1"),
        ("energy.pue", "2022", "1.298"),
        ("energy.natural_gas", "2022", "1867442"),
        ("building.green_certified_area", "2022", "154"),
        ("headcount.age.under_30", "2021", "28608"),
        ("safety.injury_rate", "2020", "0.27"),
        ("suppliers.region.mainland", "2022", "28905"),
        ("complaints.consumer", "2022", "1963706"),
        ("finance.revenue", "2022", "554552"),
        ("finance.revenue", "2021", "560118"),
        ("about.users_connected", "2022", "1000000000"),
        ("exec.carbon_neutral_year", "target-2030", "2030"),
        ("exec.new_cornerstone_commitment", "10y-from-2022", "10000000000"),
    ],
)
def test_values_are_those_of_the_public_report(datapoints, metric, period, value):
    assert datapoints[metric, period].value == Decimal(value)


def test_what_was_not_disclosed_and_what_was_zero_are_told_apart(datapoints):
    for metric in ("energy.renewable_capacity", "waste.electronics_reused", "waste.electronics_recycled"):
        assert datapoints[metric, "2021"].value is None
        assert datapoints[metric, "2021"].reason.endswith("Not disclosed for that year.")
    for metric in ("safety.fatalities", "safety.fatality_rate"):
        assert [datapoints[metric, year].state for year in ("2022", "2021", "2020")] == [
            State.VALUE,
            State.CONFIRMED_ZERO,
            State.CONFIRMED_ZERO,
        ]


def test_qualifiers_are_kept(datapoints):
    assert datapoints["about.users_connected", "2022"].qualifier is Qualifier.OVER
    assert Counter(d.qualifier for d in datapoints.values())[Qualifier.EXACT] > 500
