"""What is said of a named figure: which way it went, and that the figure is the one that is named."""

import pytest

from tests.checks.examining import examined, found_in
from tests.checks.writing import Desk

UP, DOWN = '{{ kpi("ghg.scope1") }}', '{{ kpi("case.count") }}'
WASTE, WASTE_BEFORE = '{{ kpi("waste.all") }}', '{{ kpi("waste.all", year=-1) }}'
S1, S2 = '{{ kpi("ghg.scope1") }}', '{{ kpi("ghg.scope2") }}'


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ("", "In 2022 waste fell although more was made.", 1),
        ("", "In 2022 waste rose because more was made.", 0),
        ("", "Waste and water fell.", 0),
        ("", "Waste did not fall.", 0),
        ("", "Waste fell between 2019 and 2020.", 0),
        ("", "On the former boundary, waste fell.", 0),
        ("女性比例上升，原因是招聘。", "", 1),
        ("女性比例在人手減少下仍然上升。", "", 1),
        ("2022年女性比例下降。", "", 0),
        ("目標是女性比例上升。", "", 0),
        ("個案有減少、女性比例上升。", "", 1),
    ],
)
def test_a_named_figure_moved_as_told(desk, chinese, english, found):
    assert len(desk.found("TX024", chinese, english)) == found


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ("", f"Waste was {WASTE}, a slight fall from {WASTE_BEFORE} in 2021.", 1),
        ("", f"Waste was {WASTE}, a slight rise from {WASTE_BEFORE} in 2021.", 0),
        ("", f"The waste of the year, {WASTE}, also fell.", 1),
        ("", f"The cases of the year, {DOWN}, also fell.", 0),
        ("", f"Waste was {WASTE}, against {WASTE_BEFORE} in 2021.", 0),
        (f"廢物為{WASTE}，較上年的{WASTE_BEFORE}略為減少。", "", 1),
        (f"廢物為{WASTE}，較上年的{WASTE_BEFORE}略為增加。", "", 0),
        (f"廢物為{WASTE}，亦見下降。", "", 1),
        (f"個案為{DOWN}，亦見下降。", "", 0),
    ],
)
def test_a_direction_in_the_next_clause_is_of_the_figure_before(desk, chinese, english, found):
    assert len(desk.found("TX006", chinese, english)) == found


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ("", f"Of it, Scope 2 was {S1}.", 1),
        ("", f"Scope 1 was {S2} and Scope 2 {S1}.", 2),
        ("", f"Scope 1 was {S1} and Scope 2 {S2}.", 0),
        ("", f"Scope 1 was measured. Compared with Scope 2, {S1} is little.", 0),
        ("", f"Unlike others, {S1} was direct.", 0),
        (f"其中範圍二為{S1}。", "", 1),
        (f"範圍一為{S2}，範圍二為{S1}。", "", 2),
        (f"範圍一為{S1}，範圍二為{S2}。", "", 0),
    ],
)
def test_a_figure_stands_under_its_own_name(desk, chinese, english, found):
    assert len(desk.found("TX025", chinese, english)) == found


def test_assurance_is_not_claimed_where_nothing_is_assured(tmp_path):
    english, chinese = "The figures of this section were independently assured.", "本節數字經獨立鑒證。"
    assert len(found_in("SC004", tmp_path / "claimed", english, chinese)) == 2
    assert found_in("SC004", tmp_path / "denied", "The figures were not assured.", "數字未經鑒證。") == ()
    files = {"templates/en/1-environment.md": english, "templates/zh-hant/1-environment.md": chinese}
    assert examined("SC004", tmp_path / "assured", files, assured=["ghg.scope1"]).findings == ()
