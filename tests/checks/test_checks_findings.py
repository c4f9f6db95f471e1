"""Each check finds what it is for, and is silent over a sound report."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.chapters import bind, find_unbound
from reportgen.checks import Check, all_checks, by_code, run
from reportgen.index import derive
from reportgen.model.dossier import Dossier, Proof
from reportgen.model.figures import Figures
from reportgen.model.finding import Finding, Severity
from reportgen.model.place import Place
from tests.projects import EN, METRICS, ZH, small

BREAKDOWN = METRICS.replace(
    'id = "ghg.total"', 'id = "ghg.total"\nbreakdowns = [["ghg.scope1", "ghg.scope2", "ghg.scope3"]]', 1
)


def dossier(tmp_path, **changes) -> Dossier:
    project, figures = small(tmp_path, **{"metrics": BREAKDOWN, **changes})
    manuscripts = tuple(bind(project, figures, language) for language in (ZH, EN))
    unbound = tuple(u for m in manuscripts for chapter in m.chapters for u in find_unbound(chapter))
    return Dossier(project, figures, manuscripts, unbound, derive(project, manuscripts))


def outcome(made: Dossier, code: str):
    check = by_code(code)
    assert check is not None
    return run(made, [check])[0]


def with_value(made: Dossier, metric: str, period: str, value: str | None) -> Dossier:
    figure = made.figures.get(metric, period)
    changed = replace(figure, value=None if value is None else Decimal(value))
    return replace(made, figures=Figures({**made.figures.by_key, figure.key: changed}))


# --- AR001 -----------------------------------------------------------------------------------------


def test_a_total_that_does_not_add_up(tmp_path):
    found = outcome(with_value(dossier(tmp_path), "ghg.total", "2022", "5739723.8"), "AR001")
    assert found.examined == 2
    (finding,) = found.findings
    assert (finding.metric, finding.period, finding.severity) == ("ghg.total", "2022", Severity.ERROR)
    assert "5739723.8" in finding.message and "5739723.7" in finding.message
    assert str(finding.place) == "data/metrics/environment.toml:25"


def test_a_total_that_adds_up(tmp_path):
    found = outcome(dossier(tmp_path), "AR001")
    assert (found.examined, found.findings) == (2, ())


def test_a_breakdown_with_a_part_missing_is_not_examined(tmp_path):
    found = outcome(with_value(dossier(tmp_path), "ghg.scope1", "2022", None), "AR001")
    assert (found.examined, found.findings) == (1, ())


# --- FG001 -----------------------------------------------------------------------------------------


def test_a_figure_that_is_never_printed(tmp_path):
    found = outcome(dossier(tmp_path), "FG001")
    # handed in: three scopes, revenue, water; scope 3 and revenue are under printed or derived figures
    assert (found.examined, [f.metric for f in found.findings]) == (5, ["water.use"])


def test_every_figure_is_printed(tmp_path):
    found = outcome(dossier(tmp_path, chapter_en='{{ kpi("water.use") }}\n'), "FG001")
    assert (found.examined, found.findings) == (5, ())


# --- IX001 -----------------------------------------------------------------------------------------


def test_required_disclosures_that_nobody_answers(tmp_path):
    found = outcome(dossier(tmp_path), "IX001")
    # 57 required lines, of which A1.2 is reported and A2.5 not applicable
    assert (found.examined, len(found.findings)) == (57, 55)
    assert not any("HKEX A1.2 " in f.message or "HKEX A2.5 " in f.message for f in found.findings)


def test_all_required_disclosures_are_answered(tmp_path):
    made = dossier(tmp_path)
    answered = replace(made, index=tuple(replace(e, status="reported") for e in made.index))
    found = outcome(answered, "IX001")
    assert (found.examined, found.findings) == (57, ())


# --- NT001 -----------------------------------------------------------------------------------------


def test_a_note_whose_table_is_not_printed(tmp_path):
    words = {"climate_en": "Words.\n", "climate_zh": "文字。\n", "data_en": "Words.\n"}
    found = outcome(dossier(tmp_path, **words), "NT001")
    assert (found.examined, {f.language for f in found.findings}) == (6, {EN})
    assert [str(f.place) for f in found.findings] == ["data/notes.toml:1", "data/notes.toml:9", "data/notes.toml:17"]


def test_every_note_is_printed(tmp_path):
    found = outcome(dossier(tmp_path), "NT001")
    assert (found.examined, found.findings) == (6, ())


# --- TX001 -----------------------------------------------------------------------------------------


def test_a_number_typed_by_hand(tmp_path):
    found = outcome(dossier(tmp_path, climate_zh="文字。\n\n員工108,436人。\n", climate_en="Words.\n"), "TX001")
    (finding,) = found.findings
    assert (finding.language, finding.section, str(finding.place)) == (
        ZH,
        "climate",
        "templates/zh-hant/1.1-climate.md:3",
    )
    assert "108,436" in finding.message


def test_no_number_typed_by_hand(tmp_path):
    found = outcome(dossier(tmp_path), "TX001")
    # three sections in two languages
    assert (found.examined, found.findings) == (6, ())


# --- TX002 -----------------------------------------------------------------------------------------


def test_languages_that_tell_different_figures(tmp_path):
    found = outcome(
        dossier(
            tmp_path,
            climate_en='{{ kpi("ghg.total", year=-1) }} {{ kpi("ghg.scope1") }} {{ kpi("ghg.scope1") }}\n',
            climate_zh='{{ kpi("ghg.total") }}{{ kpi("ghg.scope1") }}\n',
        ),
        "TX002",
    )
    assert {(f.language, f.metric, f.period) for f in found.findings} == {
        (EN, "ghg.total", "2022"),
        (ZH, "ghg.total", "2021"),
        (ZH, "ghg.scope1", "2022"),
    }
    assert all(f.section == "climate" and f.severity is Severity.ERROR for f in found.findings)


def test_languages_that_tell_the_same_in_another_order(tmp_path):
    found = outcome(
        dossier(
            tmp_path,
            climate_en='{{ kpi("ghg.total") }} {{ kpi("ghg.scope1") }}\n',
            climate_zh='{{ kpi("ghg.scope1") }}{{ kpi("ghg.total") }}\n',
        ),
        "TX002",
    )
    assert (found.examined, found.findings) == (3, ())


# --- PB001 -----------------------------------------------------------------------------------------


def test_a_figure_that_is_not_on_its_page(tmp_path):
    made = dossier(tmp_path)
    lost = made.manuscripts[1].bindings[0]
    found = outcome(replace(made, proofs=(Proof(EN, 11, ((lost, 7),)), Proof(ZH, 12, ()))), "PB001")
    assert found.examined == 24
    (finding,) = found.findings
    assert (finding.page, finding.metric, finding.language) == (7, "ghg.total", EN)


def test_every_figure_is_on_its_page(tmp_path):
    found = outcome(replace(dossier(tmp_path), proofs=(Proof(EN, 12, ()), Proof(ZH, 12, ()))), "PB001")
    assert (found.examined, found.findings, found.not_run) == (24, (), "")


def test_a_check_of_the_layout_says_that_it_has_not_run(tmp_path):
    found = outcome(dossier(tmp_path), "PB001")
    assert found.examined == 0
    assert "reportgen build" in found.not_run


# --- the house of checks ---------------------------------------------------------------------------


def test_a_check_that_breaks_off_becomes_a_finding_and_the_others_run(tmp_path):
    def breaking(made, options):
        yield None
        raise KeyError("gone")

    broken = Check("ZZ999", "broken", {}, Severity.INFO, "", breaking)
    second, first = run(dossier(tmp_path), [broken, by_code("AR001")])
    assert first.examined == 1
    (finding,) = first.findings
    assert finding.severity is Severity.ERROR
    assert "broken broke off: KeyError: 'gone'" in finding.message
    assert (second.code, second.examined) == ("AR001", 2)


def test_all_checks_run_when_none_is_named(tmp_path):
    assert [o.code for o in run(dossier(tmp_path))] == [c.code for c in all_checks()]


def test_a_check_is_found_by_code_and_name_in_any_case():
    assert by_code("ar001") is by_code("Total-Differs-From-Parts") is not None
    assert by_code("nothing") is None


@pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.code)
def test_each_check_has_a_manual(check):
    lines = check.manual.split("\n")
    heads = [line for line in lines if line and not line.startswith(" ")][1:]
    wanted = [h for h in ("Examines", "Why it matters", "Fix", "Source") if h in heads]
    assert wanted == ["Examines", "Why it matters", "Fix", "Source"]
    for head in heads:
        assert lines[lines.index(head) + 1].startswith("    "), f"nothing stands under {head}"


def test_codes_and_names_are_used_once():
    checks = all_checks()
    assert len({c.code for c in checks}) == len({c.name for c in checks}) == len(checks) >= 7
    assert all(c.examine.__module__.split(".")[-1].startswith(c.code.lower()) for c in checks)
    assert all(c.examine.__module__.split(".")[-1] == f"{c.code.lower()}_{c.name.replace('-', '_')}" for c in checks)


def test_a_fingerprint_knows_the_subject_and_not_the_line():
    one = Finding("X", Severity.ERROR, "m", "f", metric="a.b", place=Place("x.md", 3))
    assert one.fingerprint == replace(one, place=Place("x.md", 30), fix="g").fingerprint
    assert one.fingerprint != replace(one, metric="a.c").fingerprint
    assert one.fingerprint != replace(one, language=EN).fingerprint


# --- TX003 -----------------------------------------------------------------------------------------


def test_a_chapter_without_a_word(tmp_path):
    found = outcome(dossier(tmp_path, climate_zh="", climate_en="\n\n"), "TX003")
    assert [(f.language, str(f.place)) for f in found.findings] == [
        (ZH, "templates/zh-hant/1.1-climate.md:1"),
        (EN, "templates/en/1.1-climate.md:1"),
    ]


def test_a_heading_over_others_needs_no_text(tmp_path):
    found = outcome(dossier(tmp_path, chapter_zh="", chapter_en=""), "TX003")
    assert (found.examined, found.findings) == (6, ())
