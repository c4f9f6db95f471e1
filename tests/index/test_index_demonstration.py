"""The demonstration's own index, row by row against the index of the public report (sections) and its KPI tables."""

from dataclasses import replace
from functools import cache

import pytest

from reportgen.chapters import bind
from reportgen.index import derive
from reportgen.model.manuscript import Manuscript
from tests.site import site_project

# Transcribed by hand from the public report's own index: section number, standard, code. The bare A1 is its general
# disclosure.
ROWS = {
    "F5.1": ["TCFD GOV-b"],
    "F5.3": ["HKEX Para 13", "GRI 3-3"],
    "F6.2": ["HKEX Para 13", "TCFD GOV-b", "GRI 2-9", "GRI 2-13", "GRI 2-14"],
    "F6.4": ["HKEX Para 14", "TCFD RM-a", "GRI 2-12", "GRI 3-2", "GRI 3-3"],
    "1.3": [
        *("HKEX A1.GD", "HKEX A1.5", "HKEX A1.6", "HKEX A2.GD", "HKEX A2.3", "HKEX A3.1", "SASB TC-IM-130a.3"),
        *("GRI 301-3", "GRI 302-4", "GRI 302-5", "GRI 306-1", "GRI 306-2", "GRI 306-3", "GRI 306-4", "GRI 306-5"),
    ],
    "1.5": ["HKEX A2.4", "HKEX A3.GD", "HKEX A3.1", "GRI 304-2", "GRI 304-3"],
    "2.3": [
        *("HKEX B1.GD", "HKEX B4.GD", "HKEX B4.1", "HKEX B4.2", "SASB TC-IM-330a.1", "SASB TC-IM-330a.3"),
        *("GRI 402-1", "GRI 406-1"),
    ],
    "3.1": ["HKEX B6.GD", "SASB TC-IM-230a.2", "GRI 418-1"],
    "3.4": ["HKEX B6.GD", "HKEX B6.3", "SASB TC-IM-220a.5"],
    "5.6": ["HKEX B8.1", "GRI 413-1"],
    "6.2": ["HKEX B7.GD", "HKEX B7.1", "HKEX B7.2", "HKEX B7.3", "GRI 205-1", "GRI 205-2", "GRI 205-3"],
    "6.5": [
        *("HKEX B5.GD", "HKEX B5.1", "HKEX B5.2", "HKEX B5.3", "HKEX B5.4"),
        *("GRI 308-1", "GRI 414-1", "GRI 414-2"),
    ],
    "A1": ["HKEX Para 14", "HKEX Para 15"],
    "A4": ["TCFD RM-a", "TCFD RM-b", "TCFD RM-c", "SASB TC-IM-130a.1", "SASB TC-IM-130a.3"],
    "A5": ["GRI 2-5"],
}  # fmt: skip
# Rows of the performance tables: the row's label, and codes that must stand beside it.
TABLE_ROWS = {
    "Scope 1 emissions": ["HKEX A1.2", "GRI 305-1"],
    "Water consumption": ["HKEX A2.2", "GRI 303-5"],
    "Employees by gender": ["HKEX B1.1", "GRI 405-1"],
    "Work-related fatalities": ["HKEX B2.1"],
    "Suppliers by region": ["HKEX B5.1"],
}


@cache
def made():
    project = site_project.project()
    figures = site_project.figures(project)
    return project, tuple(bind(project, figures, language) for language in project.settings.languages)


@cache
def index():
    return derive(*made())


def entry(of, name):
    return next(e for e in of if e.disclosure.name == name)


@pytest.mark.parametrize("number", ROWS)
def test_each_section_answers_what_the_public_index_says(number):
    project, _ = made()
    section = next(s for s in project.outline.sections if s.number == number)
    row = next(r for r in index().rows if r.section == section.id and not r.table)
    found = [d.name for of in row.codes.values() for d in of]
    assert set(ROWS[number]) <= set(found)


@pytest.mark.parametrize("label", TABLE_ROWS)
def test_rows_of_the_performance_tables_are_in_it(label):
    row = next(r for r in index().rows if r.label and r.label["en"] == label and r.metrics)
    assert row.section == "kpi-tables"
    assert set(TABLE_ROWS[label]) <= {d.name for of in row.codes.values() for d in of}


def test_every_provision_of_the_guide_is_answered_or_explained():
    # 12 general disclosures, 36 KPIs, paragraphs 13 to 15 with their parts; A2.5, B6.1 and B6.4 are not material
    of_guide = index().of("HKEX@2022")
    assert len(of_guide) == 57
    explained = [e.disclosure.code for e in of_guide if e.omission]
    assert explained == ["A2.5", "B6.1", "B6.4"]
    assert not [e.disclosure.name for e in of_guide if e.status == "missing"]


def test_what_is_claimed_and_not_printed_stands_out():
    # Types of emissions (A1.1) are told in words only; the number of suppliers under the practices (B5.2) nowhere
    assert [p.id for p in entry(index(), "HKEX A1.1").lacking] == ["by-type"]
    assert [p.id for p in entry(index(), "HKEX B5.2").lacking] == ["number"]


def with_outline(change):
    """The index after a change of the outline; chapters of sections that are gone are gone with them."""
    project, manuscripts = made()
    sections = change(project.outline.sections)
    kept = {section.id for section in sections}
    told = tuple(Manuscript(m.language, tuple(c for c in m.chapters if c.section.id in kept)) for m in manuscripts)
    return derive(replace(project, outline=replace(project.outline, sections=sections)), told)


def test_a_deleted_section_answers_nothing_any_more():
    found = with_outline(lambda sections: tuple(s for s in sections if s.id != "supply-chain"))
    assert entry(found, "HKEX B5.3").status == "missing"
    assert "supply-chain" not in {row.section for row in found.rows}
    assert entry(found, "HKEX B5.1").sections == ("kpi-tables",)  # still in the table


def test_a_moved_section_moves_in_the_index():
    def moved(sections):
        last = next(s for s in sections if s.id == "climate")
        return (*(s for s in sections if s.id != "climate"), last)

    assert [r.section for r in with_outline(moved).rows][-1] == "climate"
    assert entry(with_outline(moved), "TCFD MT-a").sections == ("climate",)


def test_a_section_that_no_longer_declares_a_code_is_out_of_its_row():
    def undeclared(sections):
        return tuple(replace(s, disclosures=()) if s.id == "assurance" else s for s in sections)

    # the paragraph is still marked in the text
    assert entry(with_outline(undeclared), "GRI 2-5").sections == ("assurance",)
