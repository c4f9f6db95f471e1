"""What the report is short of under another edition."""

from decimal import Decimal

from reportgen.chapters import bind
from reportgen.index import analyse, derive
from reportgen.index.gap import pillar_of
from reportgen.model.index import Readiness
from tests.projects import EN, ZH, small


def gap_of(tmp_path, edition, **changes):
    project, figures = small(tmp_path, **changes)
    manuscripts = [bind(project, figures, language) for language in (ZH, EN)]
    return analyse(project, manuscripts, derive(project, manuscripts), project.library[edition])


def rows_of(gap):
    return {row.disclosure.code: row for row in gap.rows}


def test_what_the_newer_edition_kept_carries_over_as_a_proposal(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX B8.1"]')
    row = rows_of(gap_of(tmp_path, "HKEX@2025", outline=outline))["B8.1"]
    assert row.readiness is Readiness.CARRIED
    assert [p.source.name for p in row.proposals if p.relation == "equivalent"] == ["HKEX B8.1"]


def test_what_it_removed_is_not_asked_for(tmp_path):
    # The ESG Code of 2025 removed A1.2 and aspect A4, which moved to Part D
    codes = rows_of(gap_of(tmp_path, "HKEX@2025"))
    assert "A1.2" not in codes
    assert "A4.1" not in codes
    assert "Para 28(a)" in codes


def test_a_reason_holds_under_the_next_edition_too(tmp_path):
    assert rows_of(gap_of(tmp_path, "HKEX@2025"))["A2.5"].readiness is Readiness.EXPLAINED


def test_what_nothing_answers_is_missing_and_says_what_it_needs(tmp_path):
    row = rows_of(gap_of(tmp_path, "HKEX@2025"))["A2.2"]
    assert row.readiness is Readiness.MISSING
    assert [part.id for part in row.lacking] == ["total", "intensity"]


def test_a_confirmed_pair_is_answered(tmp_path):
    confirmed = """
[[confirm]]
disclosure = "HKEX@2025 B8.1"
source = "HKEX B8.1"
by = "May"
on = 2023-02-01
"""
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX B8.1"]')
    row = rows_of(gap_of(tmp_path, "HKEX@2025", outline=outline, index=confirmed))["B8.1"]
    assert row.readiness is Readiness.ANSWERED


def test_the_same_edition_is_analysed_from_its_own_entries(tmp_path):
    rows = rows_of(gap_of(tmp_path, "HKEX@2022"))
    assert rows["A1.GD"].readiness is Readiness.ANSWERED
    assert rows["A1.2"].readiness is Readiness.PARTIAL
    assert rows["A2.5"].readiness is Readiness.EXPLAINED
    assert rows["B1.1"].readiness is Readiness.MISSING


def test_pillars_are_the_parts_and_subject_areas(tmp_path):
    gap = gap_of(tmp_path, "HKEX@2025")
    assert [p.heading.code for p in gap.pillars] == ["Part B", "A", "B", "Part D"]
    assert [p.heading.code for p in gap_of(tmp_path, "TCFD@2017").pillars] == ["GOV", "STR", "RM", "MT"]
    assert pillar_of(gap.catalogue, gap.catalogue.disclosures["B8.2"]).code == "B"


def test_the_percentage_counts_halves_for_what_is_partial(tmp_path):
    # Subject area A of 2022 has 17 provisions: A1.GD answered, A2.5 explained, A1.2 in part: 2.5 / 17
    gap = gap_of(tmp_path, "HKEX@2022")
    area = next(p for p in gap.pillars if p.heading.code == "A")
    assert area.asked == 17
    assert area.percent == Decimal("2.5") * 100 / 17
    assert gap.counts[Readiness.EXPLAINED] == 1


def test_a_standard_that_the_report_does_not_name_is_answered_by_way_of_others(tmp_path):
    outline = ('disclosures = ["HKEX A1"]', 'disclosures = ["TCFD GOV-a"]')
    report = ('HKEX = "2022"', 'TCFD = "2017"')
    gap = gap_of(tmp_path, "IFRS S2@2023", outline=outline, report=report, metrics=no_codes(), omissions=None)
    offered = [row for row in gap.rows if row.proposals]
    # TCFD governance (a) is IFRS S2 paragraph 6(a)
    assert {row.disclosure.code for row in offered} <= {c for c in rows_of(gap) if c.startswith("6(a)")}
    assert offered


def no_codes():
    from tests.projects import METRICS

    return "\n".join(line for line in METRICS.splitlines() if not line.startswith("disclosures"))
