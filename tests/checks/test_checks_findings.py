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
from tests.projects import DIAGRAMS, EN, METRICS, ZH, small

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
    assert "5,739,723.8" in finding.message and "5,739,723.7" in finding.message
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
    # 57 required lines: A1.2 and the general disclosure of A1 (declared as A1) are reported, A2.5 is not applicable
    assert (found.examined, len(found.findings)) == (57, 54)
    assert not any(f.message.startswith(("HKEX A1.2 ", "HKEX A1.GD ", "HKEX A2.5 ")) for f in found.findings)
    assert not any("HKEX A1.2 " in f.message or "HKEX A2.5 " in f.message for f in found.findings)


def test_all_required_disclosures_are_answered(tmp_path):
    made = dossier(tmp_path)
    reported = tuple(replace(e, status="reported") for e in made.index)
    answered = replace(made, index=replace(made.index, entries=reported))
    found = outcome(answered, "IX001")
    assert (found.examined, found.findings) == (57, ())


def test_what_the_crosswalk_proposes_is_told_with_what_is_missing(tmp_path):
    standards = ('HKEX = "2022"', 'HKEX = "2022"\nTCFD = "2017"')
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["TCFD STR-a"]')
    found = outcome(dossier(tmp_path, report=standards, outline=outline), "IX001").findings
    assert any("HKEX A4.1 " in f.message and "TCFD STR-a" in f.fix for f in found)


# --- IX002 to IX004 --------------------------------------------------------------------------------


def test_a_claim_that_nothing_shows(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1.3", "HKEX B8.1"]')
    found = outcome(dossier(tmp_path, outline=outline), "IX002")
    # hazardous waste is asked for in tonnes and answered by nothing else; the focus areas are told in words
    assert [(f.severity, f.section) for f in found.findings] == [("warning", "environment"), ("info", "environment")]
    assert "section 1 declares HKEX A1.3, but prints no metric for it" in found.findings[0].message
    assert str(found.findings[0].place) == "data/outline.toml:1"


def test_a_claim_of_a_section_without_text(tmp_path):
    found = outcome(dossier(tmp_path, chapter_en=""), "IX002")
    assert [f.message for f in found.findings] == ["section 1 declares HKEX A1, but has no text in every language"]


def test_a_marked_paragraph_shows_a_claim(tmp_path):
    text = {f"chapter_{x}": 'Words. {{ disclosure("HKEX A1") }}\n' for x in ("en", "zh")}
    found = outcome(dossier(tmp_path, **text), "IX002")
    assert (found.examined, found.findings) == (1, ())


def test_an_omission_that_is_answered(tmp_path):
    text = {f"chapter_{x}": 'Words. {{ disclosure("HKEX A2.5") }}\n' for x in ("en", "zh")}
    found = outcome(dossier(tmp_path, **text), "IX003")
    assert [f.message for f in found.findings] == ["HKEX A2.5 is omitted, and answered in environment"]
    assert outcome(dossier(tmp_path), "IX003").findings == ()


def test_a_disclosure_answered_in_part(tmp_path):
    found = outcome(dossier(tmp_path), "IX004")
    assert [f.message for f in found.findings] == [
        "HKEX A1.2 is answered in part; not told: Energy indirect (Scope 2) emissions in tonnes"
    ]


# --- NT001 -----------------------------------------------------------------------------------------


def test_a_note_whose_table_is_not_printed(tmp_path):
    words = {"climate_en": "Words.\n", "climate_zh": "文字。\n", "data_en": "Words.\n"}
    found = outcome(dossier(tmp_path, **words), "NT001")
    assert (found.examined, {f.language for f in found.findings}) == (6, {EN})
    assert [str(f.place) for f in found.findings] == ["data/notes.toml:1", "data/notes.toml:9", "data/notes.toml:17"]


def test_every_note_is_printed(tmp_path):
    found = outcome(dossier(tmp_path), "NT001")
    assert (found.examined, found.findings) == (6, ())


# --- IL001 -----------------------------------------------------------------------------------------


def test_a_chart_or_diagram_that_one_language_does_not_print(tmp_path):
    both = '{{ diagram("topics", title="x") }}\n\n{{ diagram("bodies", title="x") }}\n'
    english = both + '\n{{ levels("risks", "physical") }}\n'
    without = "There is no chart here.\n"
    made = dossier(tmp_path, diagrams=DIAGRAMS, chapter_zh=both, chapter_en=english, climate_en=without)
    found = outcome(made, "IL001")
    assert found.examined == 8
    assert [(f.language, f.message, str(f.place).split(":")[0], f.severity) for f in found.findings] == [
        (ZH, "the diagram 'risks' is printed nowhere in zh-hant", "data/diagrams.toml", Severity.WARNING),
        (EN, "the chart 'scopes' is printed nowhere in en", "data/charts.toml", Severity.WARNING),
    ]


def test_charts_and_diagrams_that_are_printed(tmp_path):
    found = outcome(dossier(tmp_path), "IL001")
    assert (found.examined, found.findings) == (2, ())


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
    assert [o.code for o in run(dossier(tmp_path))] == [c.code for c in all_checks() if not c.needs_book]


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
