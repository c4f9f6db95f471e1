"""The examples in the manual of every check do what they say: one is found, the other is not."""

import pytest

from reportgen.checks import all_checks, run
from reportgen.model.finding import Ending
from tests.checks.sketches import dossier_of, sketch


def outcome_of(check, made, root):
    return next(outcome for outcome in run(dossier_of(made, root)) if outcome.code == check.code)


@pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.code)
def test_the_bad_example_is_found(check, tmp_path):
    bad = sketch(check.manual, "Bad")
    assert bad is not None, "the manual has no Bad example"
    outcome = outcome_of(check, bad, tmp_path)
    assert outcome.ending is Ending.FINDINGS, outcome


@pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.code)
def test_the_good_example_is_examined_and_found_clean(check, tmp_path):
    good = sketch(check.manual, "Good")
    assert good is not None, "the manual has no Good example"
    outcome = outcome_of(check, good, tmp_path)
    assert outcome.ending is Ending.CLEAN, outcome
