"""The editions that come with reportgen say what the standards' own documents say."""

from collections import Counter
from datetime import date

import pytest

from reportgen.catalog import built_in
from reportgen.model.period import FiscalYear
from reportgen.model.standard import Obligation, Relation


def catalogue(key):
    return built_in().catalogues[key]


def year(of):
    return FiscalYear(of, date(of, 1, 1), date(of, 12, 31))


def live(key):
    return [d for d in catalogue(key).disclosures.values() if not d.removed and not d.is_heading]


def test_the_guide_of_2022_has_twelve_aspects_twelve_general_disclosures_and_thirty_six_kpis():
    kinds = Counter(d.kind for d in live("HKEX@2022"))
    assert kinds["kpi"] == 36
    assert sum(d.code.endswith(".GD") for d in live("HKEX@2022")) == 12
    mandatory = {d.code for d in live("HKEX@2022") if d.obligation is Obligation.MANDATORY}
    assert {"Para 13", "Para 14", "Para 15"} <= mandatory
    assert all(d.required for d in live("HKEX@2022"))


def test_the_code_of_2025_moves_greenhouse_gases_and_climate_into_part_d():
    code = catalogue("HKEX@2025").disclosures
    assert code["A1.2"].removed
    assert code["A4.1"].removed
    assert code["A1.2"].superseded_by == ("Para 28(a)", "Para 28(b)")
    assert [code[c].obligation.value for c in ("Para 28(a)", "Para 28(b)", "Para 28(c)", "Para 36")] == [
        "mandatory",
        "mandatory",
        "comply_or_explain",
        "recommended",
    ]
    numbers = {d.code for d in code.values() if d.code.startswith("Para") and "(" not in d.code}
    assert {f"Para {n}" for n in range(19, 42)} <= numbers
    # 36 KPIs without A1.2 and A4.1 stay in Part C
    assert sum(d.kind == "kpi" and d.code[0] in "AB" for d in live("HKEX@2025")) == 34
    assert code["Para 16-18"].confidence == "low"


@pytest.mark.parametrize(
    ("key", "kind", "count"),
    [
        ("TCFD@2017", "disclosure", 11),
        ("SDG@2015", "goal", 17),
        ("SDG@2015", "target", 169),
        ("SASB@TC-IM-2018", "metric", 18),  # 15 and 3 of activity
    ],
)
def test_counts_that_the_standards_are_known_by(key, kind, count):
    assert sum(d.kind == kind for d in live(key)) == count


def test_the_universal_standards_of_gri_have_thirty_and_three_disclosures():
    codes = [d.code for d in live("GRI@2021")]
    assert [c for c in codes if c.startswith("2-")] == [f"2-{n}" for n in range(1, 31)]
    assert [c for c in codes if c.startswith("3-")] == ["3-1", "3-2", "3-3"]


def test_gri_says_when_a_number_is_in_force_and_what_takes_its_place():
    gri = catalogue("GRI@2021")
    emissions, climate, waste = (gri.disclosures[c] for c in ("305-1", "102-5", "306-3"))
    assert (emissions.issue, climate.issue, waste.issue) == ("2016", "2025", "2020")
    assert [gri.in_force(emissions, year(y)) for y in (2022, 2025, 2026)] == [True, True, False]
    assert [gri.in_force(climate, year(y)) for y in (2022, 2025, 2026)] == [False, False, True]
    assert emissions.superseded_by == ("102-5",)
    assert gri.disclosures["304-1"].until == date(2025, 12, 31)
    assert gri.disclosures["306-3 (2016)"].title["en"] == "Significant spills"
    assert {d.code for d in gri.disclosures.values() if d.removed and not d.is_heading} == {
        "307-1",
        "412-1",
        "412-2",
        "412-3",
        "419-1",
    }


def test_gri_lets_no_reason_stand_in_for_seven_disclosures():
    """GRI 1: Foundation 2021, Requirement 6."""
    fixed = [d.code for d in live("GRI@2021") if not d.omittable]
    assert fixed == ["2-1", "2-2", "2-3", "2-4", "2-5", "3-1", "3-2"]
    assert list(catalogue("GRI@2021").omission_kinds) == [
        "not_applicable",
        "legal_prohibitions",
        "confidentiality_constraints",
        "information_unavailable",
    ]


def test_an_hkex_edition_counts_from_the_beginning_of_the_year():
    assert [
        [c.in_force(c, year(y)) for y in (2022, 2024, 2025)] for c in (catalogue("HKEX@2022"), catalogue("HKEX@2025"))
    ] == [[True, True, False], [False, False, True]]
    late = FiscalYear(2025, date(2024, 7, 1), date(2025, 6, 30))
    assert catalogue("HKEX@2022").in_force(catalogue("HKEX@2022"), late)


@pytest.mark.parametrize(
    ("key", "code", "parts"),
    [
        # "in tonnes and, where appropriate, intensity"
        ("HKEX@2022", "A1.2", {"scope-1": True, "scope-2": True, "intensity": False}),
        ("HKEX@2022", "A1.5", {"target": True, "steps": True}),
        ("HKEX@2022", "A2.2", {"total": True, "intensity": True}),
        ("HKEX@2022", "B2.1", {"number": True, "rate": True, "years": True}),
        ("GRI@2021", "302-1", {"a": True, "b": True, "c": True, "d": False, "e": True, "f": True, "g": True}),
        ("TCFD@2017", "MT-b", {"scope-1": True, "scope-2": True, "scope-3": False, "risks": True}),
    ],
)
def test_a_complete_answer_has_parts(key, code, parts):
    assert {p.id: p.always for p in catalogue(key).disclosures[code].parts} == parts


def test_goals_have_their_colours_and_hold_their_targets():
    goals = catalogue("SDG@2015")
    assert (goals.disclosures["13"].colour, goals.disclosures["7"].colour) == ("#3F7E44", "#FCC30B")
    assert [d.code for d in goals.children("13")] == ["13.1", "13.2", "13.3", "13.a", "13.b"]
    assert goals.pillar(goals.disclosures["13.a"]).code == "13"


@pytest.mark.parametrize("key", sorted(built_in().catalogues))
def test_every_title_is_told_in_both_languages(key):
    for each in catalogue(key).disclosures.values():
        assert each.title["en"] != each.title["zh-hant"], each.code
        assert any("\u4e00" <= c <= "\u9fff" for c in each.title["zh-hant"]), each.code
        assert not any("\u4e00" <= c <= "\u9fff" for c in each.title["en"]), each.code
        assert all(part.title["en"] and part.title["zh-hant"] for part in each.parts)


def test_the_esrs_are_subject_to_materiality_but_for_the_general_disclosures():
    assert {d.obligation.value for d in live("ESRS@2023") if d.parent == "ESRS 2"} == {"mandatory"}
    assert {d.obligation.value for d in live("ESRS@2023") if d.parent != "ESRS 2"} == {"if_material"}


def test_the_crosswalk_leads_from_each_provision_of_2022_that_was_kept_to_itself():
    kept = {
        (p.source, p.target)
        for p in built_in().crosswalk
        if p.source.removeprefix("HKEX@2022") == p.target.removeprefix("HKEX@2025")
    }
    assert ("HKEX@2022 B1.1", "HKEX@2025 B1.1") in kept
    assert not any(" A1.2" in source or " A4" in source for source, _ in kept)
    pairs = {(p.source, p.target): p for p in built_in().crosswalk}
    assert pairs["TCFD@2017 GOV-a", "IFRS S2@2023 6(a)"].relation is Relation.EQUIVALENT
    assert pairs["HKEX@2022 A1.2", "HKEX@2025 Para 28(a)"].confidence == "medium"
    assert len(pairs) == len(built_in().crosswalk)
