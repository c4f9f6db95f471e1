"""text.json: every word of a section in plain text, as printed, with its page where that is certain."""

import pytest

from reportgen.chapters import bind
from reportgen.index import derive
from reportgen.model.dossier import Dossier
from reportgen.render.records import text_record
from tests import projects
from tests.projects import EN, ZH

CLIMATE = """\
Emissions were {{ kpi("ghg.total") }},^[Checked by {{ kpi("water.use") }}.] see {{ note("scope-two") }}
and {{ ref("data") }}.

## Sub-head

1. First.
2. Second.

{{ chart("scopes", title="Emissions fell") }}

::: case The case
In a **box**.
:::

| Head | Other |
|---|---|
| One |  |
"""


@pytest.fixture
def dossier(tmp_path):
    project, figures = projects.small(
        tmp_path, climate_en=CLIMATE, climate_zh=CLIMATE.replace("Emissions fell", "減少")
    )
    manuscripts = tuple(bind(project, figures, language) for language in (ZH, EN))
    return Dossier(project, figures, manuscripts, (), derive(project, manuscripts))


def section(record, language, id):
    return next(one for one in record["sections"] if (one["language"], one["section"]) == (language, id))


def told(section):
    return [(block["kind"], block["text"]) for block in section["blocks"]]


def test_each_section_of_each_language(dossier):
    record = text_record(dossier, {})
    assert record["year"] == 2022
    assert [(s["language"], s["section"], s["title"]) for s in record["sections"]] == [
        (ZH, "environment", "1 環境"),
        (ZH, "climate", "1.1 氣候"),
        (ZH, "data", "數據"),
        (EN, "environment", "1 Environment"),
        (EN, "climate", "1.1 Climate"),
        (EN, "data", "Data"),
    ]
    assert told(section(record, ZH, "environment")) == [("paragraph", "本章談環境。")]


def test_the_words_of_a_section_as_printed(dossier):
    blocks = told(section(text_record(dossier, {}), EN, "climate"))
    assert blocks == [
        ("paragraph", "Emissions were 5,739,723.7 tonnes CO₂e, see note 2 to the Performance table and “Data”."),
        ("footnote", "Checked by 8,152,482 tonnes."),
        ("heading", "Sub-head"),
        ("item", "First."),
        ("item", "Second."),
        ("title", "Emissions fell"),
        ("caption", "Emissions"),
        ("title", "The case"),
        ("paragraph", "In a box."),
        ("head", "Head | Other"),
        ("row", "One"),
    ]


def test_a_performance_table_is_read_row_by_row_and_its_notes_have_ids(dossier):
    data = section(text_record(dossier, {}), EN, "data")
    assert told(data)[:5] == [
        ("title", "Performance"),
        ("head", "2022 | 2021"),
        ("label", "Greenhouse gases"),
        ("row", "Total | tonnes CO₂e | 5,739,723.7 | 5,111,461.9"),
        ("row", "One | tonnes CO₂e | 172,137.9 | 18,961.4"),
    ]
    assert [(b["note"], b["text"]) for b in data["blocks"] if b["kind"] == "note"] == [
        ("all-gases", "Revenue is RMB554.552 billion."),
        ("scope-two", "Restated."),
        ("remark", "On the whole table."),
    ]


def test_a_page_is_told_where_it_is_certain(dossier):
    bound = [b.id for b in dossier.manuscripts[1].bindings if b.section == "climate"]
    pages = {EN: {"s-climate": 3, bound[0]: 3, "s-climate-h-climate-1": 4, "c-scopes": 5, "s-data": 5}}
    climate = section(text_record(dossier, pages), EN, "climate")
    assert climate["page"] == 3
    assert [(b["text"][:9], b["page"]) for b in climate["blocks"]] == [
        ("Emissions", 3),
        ("Checked b", None),  # between page 3 and page 4
        ("Sub-head", 4),
        ("First.", None),
        ("Second.", None),
        ("Emissions", 5),
        ("Emissions", 5),
        ("The case", 5),
        ("In a box.", 5),
        ("Head | Ot", 5),
        ("One", 5),
    ]
