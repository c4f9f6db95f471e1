"""The demonstration's two languages tell the same figures."""

from collections import Counter

import pytest

from reportgen.catalog import load_project
from reportgen.chapters import bind, find_unbound
from reportgen.figures import resolve
from reportgen.intake import read_submissions
from reportgen.model.figure import Entry
from reportgen.model.manuscript import KpiTable
from tests.projects import EN, ZH, entry


@pytest.fixture(scope="module")
def manuscripts(demonstration):
    project = load_project(demonstration)
    submissions = read_submissions(sorted((demonstration / "data/workbooks/2022").glob("*.xlsx")), project)
    at = entry("a.b", "2022", "1").submitted_at
    entries = [Entry(i, d, 1, "May", at) for s in submissions for i, d in enumerate(s.datapoints)]
    figures = resolve(project, entries)
    return tuple(bind(project, figures, language) for language in (ZH, EN))


def test_section_by_section_the_same_figures(manuscripts):
    zh, en = manuscripts
    assert [c.section.id for c in zh.chapters] == [c.section.id for c in en.chapters]
    for one, two in zip(zh.chapters, en.chapters, strict=True):
        told = [Counter((b.kind, b.metric, b.period, b.value) for b in chapter.bindings) for chapter in (one, two)]
        assert told[0] == told[1], one.section.id
    assert len(zh.bindings) > 1000


def test_no_number_is_typed(manuscripts):
    assert [u for m in manuscripts for c in m.chapters for u in find_unbound(c)] == []


def test_the_notes_have_the_same_numbers_in_both_languages(manuscripts):
    tables = [
        {b.id: [(n.id, n.number) for n in b.notes] for c in m.chapters for b in c.blocks if isinstance(b, KpiTable)}
        for m in manuscripts
    ]
    assert tables[0] == tables[1]
    assert len(tables[0]) == 5
    assert all([number for _, number in notes] == list(range(1, len(notes) + 1)) for notes in tables[0].values())


def test_the_totals_of_the_public_report_are_printed(manuscripts):
    for manuscript in manuscripts:
        printed = {(b.metric, b.period): b.text for b in manuscript.bindings if b.kind == "table"}
        assert printed["ghg.total", "2022"] == "5,739,723.7"
        # 5739723.7 / 554552 = 10.350
        assert printed["ghg.intensity", "2022"] == "10.4"
        # (336419.5 + 21870.0) / 5010990.2 = 7.150 %
        assert printed["energy.renewable_share", "2022"] == "7.2"
