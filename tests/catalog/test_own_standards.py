"""A project's own catalogues are read like the built-in ones; all mistakes are told with file and line."""

import re
from pathlib import Path

import pytest

from reportgen.catalog import built_in, load_project
from tests.projects import METRICS, OUTLINE, REPORT, problems_of, small_project, told

SOURCE = """\
standard = "OWN"
edition = "2024"
name = { zh-hant = "自訂準則", en = "Own standard" }
since = 2024-01-01
until = 2026-12-31
"""
HEAD = "code,parent,kind,obligation,title_en,title_zh_hant,unit_hint,since,until,superseded_by,colour_hex,confidence\n"
ROWS = HEAD + (
    "E,,topic,voluntary,Environment,環境,,,,,,high\n"
    'E1,E,kpi,comply-or-explain,"Water, in all",用水,t; t per unit,2024-07-01,,,,high\n'
    "E2,E,kpi,removed,Old matter,舊事,,,2024-12-31,E1,#3F7E44,medium\n"
)
PARTS = (
    "code,part,kind,needed,title_en,title_zh_hant,confidence\n"
    "E1,total,total,always,Total,總量,high\n"
    "E1,intensity,intensity,where appropriate,Intensity,密度,low\n"
)
WITH_OWN = REPORT.replace('HKEX = "2022"\n', 'HKEX = "2022"\nOWN = "2024"\n')


def own(root, *, source=SOURCE, rows=ROWS, parts=None, folder="own-2024", crosswalk=None, **changes):
    small_project(root, **{"report": WITH_OWN, **changes})
    where = root / "data/standards" / folder
    where.mkdir(parents=True)
    for name, text in (("SOURCE.toml", source), ("disclosures.csv", rows), ("parts.csv", parts)):
        if text is not None:
            (where / name).write_text(text, encoding="utf-8")
    if crosswalk is not None:
        (root / "data/crosswalk.csv").write_text(crosswalk, encoding="utf-8")
    return root


def test_a_folder_is_a_catalogue(tmp_path):
    outline = OUTLINE.replace('disclosures = ["HKEX A1"]', 'disclosures = ["HKEX A1", "OWN E1:intensity"]')
    project = load_project(own(tmp_path, parts=PARTS, outline=outline))
    water = project.disclosures["OWN E1"]
    assert (water.key, water.obligation.value, water.title["en"], water.units, str(water.since)) == (
        "OWN@2024 E1",
        "comply_or_explain",
        "Water, in all",
        ("t", "t per unit"),
        "2024-07-01",
    )
    assert [(p.id, p.always) for p in water.parts] == [("total", True), ("intensity", False)]
    assert str(water.at) == "data/standards/own-2024/disclosures.csv:3"
    found = project.find("OWN E1:intensity")
    assert found is not None
    assert found[1] is water.parts[1]
    assert list(project.catalogues) == ["HKEX@2022", "OWN@2024"]


def test_one_file_that_names_standard_and_edition_is_a_catalogue(tmp_path):
    small_project(tmp_path, report=WITH_OWN)
    folder = tmp_path / "data/standards"
    folder.mkdir()
    text = "standard,edition,code,obligation,title_en,title_zh_hant,confidence,source\n"
    text += 'OWN,2024,1,mandatory,"One\nmatter",一事,high,our office\nOWN,2024,2,voluntary,Two,二事,low,\n'
    (folder / "own.csv").write_text(text, encoding="utf-8-sig")
    two = load_project(tmp_path).disclosures["OWN 2"]
    assert (two.confidence, two.kind, two.at.line) == ("low", "disclosure", 4)


def test_the_examples_of_the_guide_are_read(tmp_path):
    guide = (Path(__file__).parents[2] / "docs/guide-manager.md").read_text(encoding="utf-8")
    table = re.search(r"```csv\n(.*?)```", guide, re.DOTALL)[1]
    named = re.search(r"```toml\n\[standards\]\n(.*?)```", guide, re.DOTALL)[1]
    report = REPORT.replace('HKEX = "2022"\n', f'{named}WATER = "2024"\n')
    root = small_project(tmp_path, report=report, outline=OUTLINE.replace('["HKEX A1"]', '["WATER W1"]'))
    (root / "data/standards").mkdir()
    (root / "data/standards/water-2024.csv").write_text(table, encoding="utf-8")
    project = load_project(root)
    assert project.find("WATER W1")[0].title["zh-hant"] == "取水量"
    assert len(project.catalogues) == 5


def test_a_catalogue_in_place_of_a_built_in_one(tmp_path):
    source = SOURCE.replace('"OWN"', '"HKEX"').replace('"2024"', '"2022"')
    rows = HEAD + "A1,,topic,mandatory,Air,空氣,,,,,,high\nA1.2,A1,kpi,mandatory,Gases,氣體,,,,,,high\n"
    root = own(tmp_path, source=source, rows=rows, report=REPORT, outline=OUTLINE.replace('["HKEX A1"]', "[]"))
    told_of = [p.what for p in problems_of(load_project, root)]
    assert all("is not a disclosure" in what for what in told_of)  # what the small project declares beyond A1.2
    assert built_in().catalogues["HKEX@2022"].disclosures["A2.2"]


ONE_MISTAKE = [
    ("rows", ("E1,E,kpi", "E1,F,kpi"), "'E1' has the unknown parent 'F'", 3),
    (
        "rows",
        ("E2,E,kpi", "E1,E,kpi"),
        "code 'E1' stands there twice; first at data/standards/own-2024/disclosures.csv:3",
        4,
    ),
    ("rows", ("comply-or-explain", "comply_or_explane"), "(did you mean 'comply_or_explain'?)", 3),
    ("rows", ("舊事", ""), "'E2' has no title in zh-hant", 4),
    ("rows", ("Old matter", ""), "'E2' has no title in en", 4),
    ("rows", ("2024-07-01", "2024-07-32"), "since '2024-07-32' is not a day", 3),
    ("rows", ("2024-12-31", "31/12/2024"), "until '31/12/2024' is not a day", 4),
    ("rows", ("2024-07-01,,", "2024-07-01,2023-01-01,"), "in force from 2024-07-01 until 2023-01-01", 3),
    ("rows", ("medium", "midium"), "confidence 'midium' of 'E2' is unknown (did you mean 'medium'?)", 4),
    ("rows", ("E2,E,kpi", "E2,E,kip"), "kind 'kip' of 'E2' is unknown (did you mean 'kpi'?)", 4),
    ("rows", (",E1,#3F7E44", ",E7,#3F7E44"), "'E2' is superseded by the unknown code 'E7'", 4),
    ("rows", ("#3F7E44", "green"), "'green' is not a colour", 4),
    ("rows", ("E,,topic", "E,E1,topic"), "'E' stands below itself", 2),
    ("rows", ("E2,E,kpi", "E:2,E,kpi"), "'E:2' is not a code", 4),
    ("rows", (HEAD, HEAD.replace("confidence", "confidense")), "the column 'confidence' is missing", 1),
    ("rows", (HEAD, HEAD.replace("parent", "parrent")), "unknown column 'parrent' (did you mean 'parent'?)", 1),
    ("rows", (",舊事,", ",舊事,,,"), "the row has more cells than the head", 4),
    ("rows", ("Old matter", 'Old "matter'), None, None),
    ("rows", ('"Water', '"Water"x'), "this is not CSV", 3),
    ("rows", (ROWS, HEAD), "the catalogue has no row", None),
    ("rows", (ROWS, ""), "the column 'code' is missing", 1),
    ("source", ('edition = "2024"\n', ""), "'edition' is missing", 1),
    ("source", ("until = 2026-12-31", "until = 2023-12-31"), "in force from 2024-01-01 until 2023-12-31", 5),
    ("source", ("until = 2026-12-31", 'until = "soon"'), "'until' is wrong", 5),
    ("source", ("until = 2026-12-31", 'omission_kinds = ["secrets"]'), "unknown omission kind 'secrets'", 5),
    ("source", ('zh-hant = "自訂準則", ', ""), "'name' has no text in zh-hant", 3),
    ("source", ('"OWN"', '"OWN:"'), "standard 'OWN:' cannot be declared", 1),
    ("source", ("since", "sinse"), "unknown key 'sinse' (did you mean 'since'?)", 4),
    ("parts", ("E1,total", "E9,total"), "'E9' is no code of the catalogue", 2),
    ("parts", ("E1,intensity", "E1,total"), "part 'total' of 'E1' stands there twice", 3),
    ("parts", ("always", "often"), "needed 'often' of 'E1' is unknown", 2),
    ("parts", ("total,total", "total,sum"), "kind 'sum' of 'E1' is unknown", 2),
    ("parts", ("總量", ""), "'E1' has no title in zh-hant", 2),
]


@pytest.mark.parametrize(
    ("file", "change", "what", "line"), ONE_MISTAKE, ids=[f"{f}-{w}" for f, _, w, _ in ONE_MISTAKE]
)
def test_a_mistake_is_told_with_its_line(tmp_path, file, change, what, line):
    texts = {"source": SOURCE, "rows": ROWS, "parts": PARTS}
    assert texts[file].count(change[0]) == 1
    texts[file] = texts[file].replace(*change)
    problems = problems_of(load_project, own(tmp_path, **texts))
    if what is None:
        assert problems == []
        return
    names = {"source": "SOURCE.toml", "rows": "disclosures.csv", "parts": "parts.csv"}
    found = [p for p in problems if what in p.what]
    assert found, told(problems)
    assert (found[0].where.path, found[0].where.line or line) == (f"data/standards/own-2024/{names[file]}", line)
    assert all(p.fix for p in problems)


def test_all_mistakes_of_all_catalogues_are_told_in_one_run(tmp_path):
    own(tmp_path, rows=ROWS.replace("medium", "x").replace("E2,E,", "E2,Q,"), source=SOURCE.replace("since", "sinse"))
    second = tmp_path / "data/standards/second"
    second.mkdir()
    (second / "SOURCE.toml").write_text(SOURCE.replace("OWN", "TWO"), encoding="utf-8")
    problems = problems_of(load_project, tmp_path)
    assert {(p.where.path.split("/")[2], p.where.line) for p in problems if p.where.path.startswith("data/")} == {
        ("own-2024", 4),
        ("second", None),
    }


def test_the_same_edition_twice(tmp_path):
    own(tmp_path)
    text = "standard,edition,code,obligation,title_en,title_zh_hant,confidence\nOWN,2024,1,mandatory,One,一,high\n"
    (tmp_path / "data/standards/z.csv").write_text(text, encoding="utf-8")
    assert any("OWN@2024 is here twice" in p.what for p in problems_of(load_project, tmp_path))


def test_a_file_that_is_not_utf8(tmp_path):
    own(tmp_path)
    (tmp_path / "data/standards/own-2024/disclosures.csv").write_bytes(ROWS.encode("big5"))
    assert any("cannot be read" in p.what for p in problems_of(load_project, tmp_path))


PAIRS = "from_standard,from_edition,from_code,to_standard,to_edition,to_code,relation,confidence\n"


def test_a_project_has_pairs_of_its_own(tmp_path):
    project = load_project(own(tmp_path, crosswalk=PAIRS + "HKEX,2022,A2.2,OWN,2024,E1,partial,low\n"))
    last = project.crosswalk[-1]
    assert (last.source, last.target, last.relation, last.confidence) == (
        "HKEX@2022 A2.2",
        "OWN@2024 E1",
        "partial",
        "low",
    )
    assert len(project.crosswalk) == len(built_in().crosswalk) + 1


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("HKEX,2022,A2.9,OWN,2024,E1,partial,low\n", "'A2.9' is no code of HKEX 2022"),
        (
            "HKEX,2021,A2.2,OWN,2024,E1,partial,low\n",
            "there is no catalogue of HKEX '2021' (did you mean 'HKEX@202",
        ),
        ("HKEX,2022,A2.2,OWN,2024,E1,partly,low\n", "relation 'partly' is unknown"),
        ("HKEX,2022,A2.2,OWN,2024,E1,partial,\n", "confidence '' is unknown"),
        ("HKEX,2022,A2.2,HKEX,2022,A2.2,partial,low\n", "HKEX@2022 A2.2 is paired with itself"),
    ],
)
def test_a_wrong_pair_is_told(tmp_path, row, what):
    problems = problems_of(load_project, own(tmp_path, crosswalk=PAIRS + row))
    assert [(p.what.startswith(what), str(p.where)) for p in problems] == [(True, "data/crosswalk.csv:2")], told(
        problems
    )


def test_a_pair_given_twice_is_told(tmp_path):
    row = "HKEX,2022,A2.2,OWN,2024,E1,partial,low\n"
    problems = problems_of(load_project, own(tmp_path, crosswalk=PAIRS + row + row))
    assert [str(p.where) for p in problems] == ["data/crosswalk.csv:3"]


def test_a_report_of_several_editions(tmp_path):
    report = REPORT.replace('HKEX = "2022"', 'HKEX = ["2022", "2025"]\n"IFRS S2" = "2023"')
    outline = OUTLINE.replace('["HKEX A1"]', '["HKEX A1", "HKEX@2025 Para 28(a)", "IFRS S2 29(a)"]')
    project = load_project(small_project(tmp_path, report=report, outline=outline))
    assert list(project.catalogues) == ["HKEX@2022", "HKEX@2025", "IFRS S2@2023"]
    assert project.find("HKEX B1.1")[0].edition == "2022"
    assert project.find("HKEX@2025 B1.1")[0].edition == "2025"
    assert project.find("HKEX@2022 B1.1")[0].edition == "2022"
    assert project.find("HKEX A1")[0].code == "A1.GD"
    assert project.find("IFRS S2 29(a)")[0].edition == "2023"
    assert project.find("IFRS S2@2023 29(a):scope-1")[1].id == "scope-1"
    assert project.find("IFRS S2@2022 29(a)") is None


def test_metrics_may_name_the_part_that_they_answer(tmp_path):
    metrics = METRICS.replace('disclosures = ["HKEX A2.2"]', 'disclosures = ["HKEX A2.2:total"]')
    assert load_project(small_project(tmp_path, metrics=metrics)).metrics["water.use"].disclosures == (
        "HKEX A2.2:total",
    )
