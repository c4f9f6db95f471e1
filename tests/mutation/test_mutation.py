"""A small sample of the harness at every run of the tests; the whole is `make mutations`."""

import pkgutil

import pytest

import reportgen.checks
from reportgen.checks import all_checks
from tests.mutation import harmless
from tests.mutation.fault import Operator
from tests.mutation.operators import GROUPS, OPERATORS
from tests.mutation.report import alarming, tally
from tests.mutation.running import Judge, choose, family, judge_all
from tests.mutation.world import World

FLOOR = 0.95
"""The part of the sample that must be detected."""

FAULTS, EDITS = 48, 8  # a fault of each third operator, an edit of each second harmless one


@pytest.fixture(scope="module")
def world():
    made = World()
    yield made
    made.close()


@pytest.fixture(scope="module")
def judge(world) -> Judge:
    return Judge(world)


def _spread(operators: tuple[Operator, ...], number: int) -> list[Operator]:
    return [operators[i * len(operators) // number] for i in range(number)]


@pytest.mark.parametrize("operator", (*OPERATORS, *harmless.OPERATORS), ids=lambda o: o.name)
def test_every_operator_has_sites(world, operator):
    assert choose(world, [operator], 1), "it can be applied nowhere"


def test_there_are_many_different_mutations(world):
    mutations = choose(world, OPERATORS, 5)
    assert len(OPERATORS) >= 30
    assert len(mutations) >= 600
    told = [(m.site.files, m.site.values, m.site.late, m.site.where if m.site.seen else "") for m in mutations]
    # two operators may come to the same change at a place; hardly ever
    assert len(set(told)) >= len(told) * 0.98


def test_the_choice_is_the_seed_s(world):
    names = {"marker-moved", "doubled-word"}
    operators = [o for o in OPERATORS if o.name in names]
    one, two, other = (choose(world, operators, 5, seed) for seed in (1, 1, 2))
    assert [m.site for m in one] == [m.site for m in two] != [m.site for m in other]


def test_operators_name_families_that_exist():
    families = {module.name for module in pkgutil.iter_modules(reportgen.checks.__path__) if module.ispkg}
    assert {family(check) for check in all_checks()} <= families
    assert set(GROUPS) <= families
    assert {name for operator in OPERATORS for name in operator.families} <= families
    assert len({o.name for o in (*OPERATORS, *harmless.OPERATORS)}) == len(OPERATORS) + len(harmless.OPERATORS)


def test_the_world_is_sound_again_after_a_mutation(world):
    mutation = next(m for m in choose(world, OPERATORS, 1) if m.operator == "marker-moved")
    changed = world.apply(mutation.site)
    assert changed.project.notes != world.project.notes
    assert all((world.root / path).read_text(encoding="utf-8") == text for path, text in world.texts.items())


def test_the_sound_report_is_clean(judge):
    assert judge.crashed == []
    assert [f"{f.code} {f.section or ''} {f.metric or ''}: {f.message}" for f in judge.alarms] == []


def test_most_faults_are_detected_and_no_edit_is_accused(world, judge):
    judge.widely = False
    faults = choose(world, _spread(OPERATORS, FAULTS), 1)
    edits = choose(world, _spread(harmless.OPERATORS, EDITS), 1)
    verdicts = judge_all(judge, [*faults, *edits])
    found = tally(verdicts[: len(faults)])
    missed = [f"{v.operator}: {v.where}" for v in verdicts[: len(faults)] if not v.detected]
    assert found.rate >= FLOOR, missed
    assert found.crashed == 0
    assert [v for v in verdicts[len(faults) :] if alarming(v)] == []
