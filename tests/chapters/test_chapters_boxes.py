from pathlib import Path

import pytest

from reportgen.chapters import bind
from reportgen.model.manuscript import Component, PlainTable, SectionRef
from tests.projects import EN, problems_of, small, told

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>'
TABLE = "| Class | Risk |\n|---|---|\n| A | one |\n| ^^ | two |\n| B | three |\n"


def blocks(root: Path, text: str) -> tuple:
    (root / "templates/images").mkdir(parents=True)
    (root / "templates/images/a.svg").write_text(SVG, encoding="utf-8")
    (root / "templates/a.txt").write_text("no picture", encoding="utf-8")
    project, figures = small(root, climate_en=text)
    chapter = next(c for c in bind(project, figures, EN).chapters if c.section.id == "climate")
    return chapter.blocks


def refused(root: Path, text: str) -> list[str]:
    return told(problems_of(blocks, root, text))


def test_a_joined_cell_reaches_over_the_rows_below(tmp_path):
    table = blocks(tmp_path, TABLE)[0]
    assert isinstance(table, PlainTable)
    assert table.spans == ((2, 1), (0, 1), (1, 1))


def test_three_joined_cells_are_one(tmp_path):
    table = blocks(tmp_path, TABLE.replace("| B |", "| ^^ |"))[0]
    assert table.spans == ((3, 1), (0, 1), (0, 1))


def test_a_table_without_joined_cells_has_no_spans(tmp_path):
    assert blocks(tmp_path, TABLE.replace("^^", "A"))[0].spans == ()


def test_the_first_row_joins_nothing(tmp_path):
    found = refused(tmp_path, TABLE.replace("| A |", "| ^^ |"))
    assert any("^^ stands in the first row" in one for one in found)


def test_a_related_line_holds_references(tmp_path):
    line = blocks(tmp_path, '::: related\n{{ ref("data") }}\n{{ ref("environment") }}\n:::\n')[0]
    assert isinstance(line, Component)
    assert line.blocks[0].runs == (SectionRef("data", "line"), SectionRef("environment", "line"))


@pytest.mark.parametrize(("inside", "said"), [
    ("", "names no section"),
    ('See {{ ref("data") }}', "something other than ref"),
    ('- {{ ref("data") }}', "something other than ref"),
    ('{{ kpi("ghg.total") }}', "something other than ref"),
])  # fmt: skip
def test_a_related_line_holds_nothing_else(tmp_path, inside, said):
    assert any(said in one for one in refused(tmp_path, f"::: related\n{inside}\n:::\n"))


def test_a_quote_takes_the_picture_in_its_first_paragraph(tmp_path):
    quote = blocks(tmp_path, "::: quote An engineer\n![A person](images/a.svg)\n\nWords.\n:::\n")[0]
    assert (quote.picture.path, quote.picture.alt) == ("images/a.svg", "A person")
    assert len(quote.blocks) == 1


def test_a_quote_needs_no_picture(tmp_path):
    assert blocks(tmp_path, "::: quote An engineer\nWords.\n:::\n")[0].picture is None


@pytest.mark.parametrize(("image", "said"), [
    ("![](images/a.svg)", "no words for those who can't see it"),
    ("![A person](images/b.svg)", "there is no picture 'images/b.svg'"),
    ("![A person](../report.toml)", "there is no picture '../report.toml'"),
    ("![A person](https://example.org/a.png)", "there is no picture"),
    ("![A person](a.txt)", "is no picture that can be shown"),
])  # fmt: skip
def test_a_portrait_is_a_picture_of_the_project_with_words(tmp_path, image, said):
    found = refused(tmp_path, f"::: quote An engineer\n{image}\n\nWords.\n:::\n")
    assert any(said in one and "templates/en/1.1-climate.md:1" in one for one in found), found


@pytest.mark.parametrize("text", [
    "A sentence with ![a person](images/a.svg) in it.\n",
    "::: case A place\n![A person](images/a.svg)\n\nWords.\n:::\n",
])  # fmt: skip
def test_pictures_stand_nowhere_else(tmp_path, text):
    assert any("image cannot stand inside a line" in one for one in refused(tmp_path, text))
