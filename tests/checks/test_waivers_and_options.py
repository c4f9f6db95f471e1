"""Waivers hold, lapse and are told when they are for nothing; options are those that the check has."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.checks import Check, registry, run, selected
from reportgen.checks.options import options_of
from reportgen.model.finding import Ending, Severity
from reportgen.model.problem import BrokenProjectError
from tests.checks.sketches import Sketch, dossier_of
from tests.projects import REPORT

WRONG_TOTAL = (("ghg.total", "2022", "5739723.8"),)
WAIVER = """\
[[waiver]]
check = "total-differs-from-parts"
metric = "ghg.total"
period = "2022"
reason = "rounded by the meter's owner"
by = "ESG reporting manager"
on = 2023-03-01
"""


def outcomes(root, waiver="", today=date(2023, 4, 1), figures=WRONG_TOTAL, report=""):
    files = {"report.toml": REPORT + report} | ({"data/waivers.toml": waiver} if waiver else {})
    return {o.code: o for o in run(dossier_of(Sketch(files, figures, ()), root), today=today)}


def test_a_finding_is_waived_and_still_told(tmp_path):
    found = outcomes(tmp_path, WAIVER)
    (finding,) = found["AR001"].findings
    assert finding.waived == "rounded by the meter's owner (ESG reporting manager, 2023-03-01)"
    assert found["WV001"].ending is found["WV002"].ending is Ending.CLEAN


@pytest.mark.parametrize(
    ("more", "waived"),
    [
        ("until = 2023-04-01\n", True),
        ("until = 2023-03-31\n", False),
        ("value = 5739723.8\n", True),
        ("value = 5739723.80\n", True),
        ("value = 5739723.9\n", False),
    ],
)
def test_a_waiver_lapses_by_its_day_and_by_its_value(tmp_path, more, waived):
    found = outcomes(tmp_path, WAIVER + more)
    (finding,) = found["AR001"].findings
    assert bool(finding.waived) is waived
    assert (found["WV001"].ending is Ending.CLEAN) is waived
    if not waived:
        assert str(found["WV001"].findings[0].place) == "data/waivers.toml:1"


@pytest.mark.parametrize(
    "other", ['metric = "ghg.scope1"', 'period = "2021"', 'section = "climate"', 'language = "en"', 'fingerprint = "0"']
)
def test_a_waiver_for_something_else_does_not_hold_and_is_told(tmp_path, other):
    key = other.split(" ")[0]
    lines = [line for line in WAIVER.splitlines() if not line.startswith(key)]
    found = outcomes(tmp_path, "\n".join([*lines, other]))
    assert not found["AR001"].findings[0].waived
    assert found["WV002"].ending is Ending.FINDINGS


def test_a_waiver_by_fingerprint(tmp_path):
    (finding,) = outcomes(tmp_path / "one")["AR001"].findings
    waiver = WAIVER.replace('metric = "ghg.total"\nperiod = "2022"', f'fingerprint = "{finding.fingerprint}"')
    assert outcomes(tmp_path / "two", waiver)["AR001"].findings[0].waived


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"total-differs-from-parts"', '"total-differs-from-part"', "did you mean 'total-differs-from-parts'?"),
        ('"total-differs-from-parts"', '"ar099"', "names no check: 'ar099'"),
        ('metric = "ghg.total"\nperiod = "2022"\n', "", "doesn't say what it is for"),
        ('by = "ESG reporting manager"', 'by = " "', "not who answers for it"),
        ("on = 2023-03-01", "on = 2023-03-01\nuntil = 2022-01-01", "ends before it begins"),
        ('period = "2022"', "value = 1", "not of which figure"),
    ],
)
def test_a_waiver_that_can_hold_for_nothing_is_refused(tmp_path, old, new, told):
    assert old in WAIVER
    with pytest.raises(BrokenProjectError) as caught:
        outcomes(tmp_path, WAIVER.replace(old, new))
    (problem,) = caught.value.problems
    assert told in str(problem)
    assert str(problem.where) == "data/waivers.toml:1"


@pytest.mark.parametrize(
    ("old", "new", "told", "line"),
    [
        ("reason =", "reasons =", "unknown key 'reasons' (did you mean 'reason'?)", 5),
        ("on = 2023-03-01", 'on = "soon"', "'on' is wrong", 7),
        ("on = 2023-03-01\n", "", "'on' is missing", 1),
    ],
)
def test_a_waiver_that_cannot_be_read_is_told_with_its_line(tmp_path, old, new, told, line):
    with pytest.raises(BrokenProjectError) as caught:
        outcomes(tmp_path, WAIVER.replace(old, new))
    assert any(told in str(p) and p.where and p.where.line == line for p in caught.value.problems), caught.value


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ("[checks.AR01]\nlimit = 1\n", "[checks.AR01] names no check"),
        ("[checks.AR001]\nlimit = 1\n", "AR001 has no option 'limit'"),
        ("[checks]\nAR001 = 3\n", "AR001 is no table of options"),
        ("[checks.AR001]\nlimit = { a = 1 }\n", "is no number, text, switch or list of texts"),
    ],
)
def test_options_that_no_check_has(tmp_path, report, told):
    with pytest.raises(BrokenProjectError, match=r"report\.toml") as caught:
        outcomes(tmp_path, report="\n" + report)
    assert told in str(caught.value)


def test_options_are_the_defaults_and_over_them_the_reports(tmp_path):
    check = replace(registry.by_code("AR001"), options={"share": Decimal("5"), "words": ("a",), "on": True})
    assert options_of(check, {}) == check.options
    assert options_of(registry.by_code("AR001"), {"NT001": {"a": 1}}) == {}


def test_a_severity_from_report_toml_holds_and_a_check_can_be_switched_off(tmp_path):
    milder = outcomes(tmp_path / "a", report='\n[checks.AR001]\nseverity = "info"\n')
    assert [f.severity.value for f in milder["AR001"].findings] == ["info"]
    off = outcomes(tmp_path / "b", report='\n[checks.total-differs-from-parts]\nseverity = "off"\n')
    assert off["AR001"].ending is Ending.NOT_RUN
    with pytest.raises(BrokenProjectError, match="no severity 'mild'"):
        outcomes(tmp_path / "c", report='\n[checks.AR001]\nseverity = "mild"\n')


def test_checks_are_selected_by_code_name_and_family():
    assert [c.code for c in selected(["ar001", "note-never-printed"], [])] == ["AR001", "NT001"]
    assert {c.code[:2] for c in selected(["WV"], [])} == {"WV"}
    assert "AR001" not in {c.code for c in selected([], ["AR"])}
    with pytest.raises(BrokenProjectError) as caught:
        selected(["AR01"], ["note-never-print"])
    assert "did you mean AR0" in str(caught.value)
    assert "did you mean note-never-printed?" in str(caught.value)


class Offered:
    """An entry point of another package."""

    def __init__(self, name, made):
        self.name, self._made = name, made

    def load(self):
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


@pytest.fixture
def offer(monkeypatch):
    def offering(*entries):
        monkeypatch.setattr(registry, "entry_points", lambda group: entries if group == "reportgen.checks" else ())
        registry.all_checks.cache_clear()

    yield offering
    monkeypatch.undo()
    registry.all_checks.cache_clear()


def test_another_packages_check_runs_with_the_others(offer, tmp_path):
    def none_below_zero(dossier, options):
        for figure in dossier.figures:
            yield None if (figure.value or 0) >= 0 else mine.finding("below zero", "mend it")

    mine = Check("XX001", "below-zero", {"en": "Below zero"}, Severity.ERROR, "", none_below_zero)
    offer(Offered("mine", mine))
    assert outcomes(tmp_path)["XX001"].ending is Ending.CLEAN


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (ImportError("no module"), "can't be loaded: ImportError: no module"),
        ("text", "it is a str and no Check"),
    ],
)
def test_another_packages_check_that_is_none_is_told(offer, made, told):
    offer(Offered("theirs", made))
    with pytest.raises(BrokenProjectError, match=told):
        registry.all_checks()


def test_a_code_that_is_taken_is_told(offer):
    offer(Offered("mine", replace(registry.by_code("AR001"), name="other")))
    with pytest.raises(BrokenProjectError, match="two checks are called AR001"):
        registry.all_checks()
