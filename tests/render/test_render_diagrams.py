"""Diagrams are tables and lists of true text, in print and on the web, with sane tags in the PDF."""

import io
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from reportgen.catalog import load_project
from reportgen.chapters import bind
from reportgen.locale import Printer
from reportgen.model.diagrams import LEVELS
from reportgen.render.blocks import BlockRenderer
from reportgen.render.document import print_html
from reportgen.render.pdf import write_pdf
from reportgen.render.readback import page_texts
from tests.projects import DIAGRAMS, EN, ZH, figures_of, small_project

MEDIA = ("print", "web")
CHAPTER = """\
The text.

{{ diagram("topics", title="Safety & energy come first") }}

{{ diagram("bodies", title="One line") }}

{{ diagram("risks", title="Heat rises") }}

{{ levels("risks", "gains") }}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = small_project(tmp_path_factory.mktemp("x"), diagrams=DIAGRAMS, chapter_en=CHAPTER, chapter_zh=CHAPTER)
    project = load_project(root)
    return SimpleNamespace(project=project, figures=figures_of(project))


def blocks(made, language, medium):
    manuscript = bind(made.project, made.figures, language, ["environment"])
    renderer = BlockRenderer(made.project.outline, Printer(language), {}, medium=medium)
    _, *found = (renderer.block(block) for block in manuscript.chapters[0].blocks)
    return found


class Cells(HTMLParser):
    """The rows of tables: tag, attributes and text of each cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[list]] = []
        self._cell: list | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._cell = [tag, dict(attrs), ""]
            self.rows[-1].append(self._cell)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell[2] = f"{self._cell[2]}{data}".strip()


@pytest.mark.parametrize("medium", MEDIA)
def test_a_heat_map_is_a_table_that_says_its_levels_in_words(made, medium):
    *_, heat, _ = blocks(made, EN, medium)
    rows = Cells(heat).rows
    assert [(c[0], c[1]["scope"], c[2]) for c in rows[0]] == [
        ("th", "col", text) for text in ("Class", "Risk or opportunity", "Baseline", "2030", "2050")
    ]
    ((tag, attributes, text),) = rows[1]
    assert (tag, attributes["scope"], attributes["colspan"]) == ("th", "rowgroup", "5")
    assert text.split() == ["Physical", "risksScenario", "SSP1-2.6"]
    kind, heat_cell, *levels = rows[2]
    assert (kind[1]["rowspan"], kind[2]) == ("2", "Acute")
    assert (heat_cell[0], heat_cell[1]["scope"]) == ("th", "row")
    assert heat_cell[2].startswith("Heat")
    assert [(c[1]["class"], c[2]) for c in levels] == [
        ("level low", "Low"),
        ("level none", "–"),
        ("level high", "High"),
    ]
    assert [c[2] for c in rows[3][-3:]] == ["Very low", "–", "Medium"]
    assert re.search(r'<tbody class="gain">\s*<tr class="group"><th[^>]*>Opportunities', heat)
    assert '<tr class="key">' in heat and heat.count('class="key"') == 1


@pytest.mark.parametrize("medium", MEDIA)
def test_the_legend_tells_the_levels_of_both_kinds_and_what_bold_and_a_dash_mean(made, medium):
    *_, heat, _ = blocks(made, ZH, medium)
    legend = heat[heat.index('class="scales"') :]
    swatches = re.findall(r'class="swatch level (\w+)">([^<]+)<', legend)
    assert swatches == list(zip(LEVELS, ("極低", "低", "中", "高"), strict=True)) * 2
    assert "粗體為關鍵項目" in legend and "該時點未作評估" in legend


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("language", [ZH, EN])
def test_a_heat_map_and_the_table_of_its_group_tell_the_same_levels(made, medium, language):
    *_, heat, table = blocks(made, language, medium)
    name = {ZH: "自發電", EN: "Own power"}[language]
    (in_map,) = (row for row in Cells(heat).rows if any(name in c[2] for c in row))
    (in_table,) = (row for row in Cells(table).rows if any(name in c[2] for c in row))
    said = [c[2] for c in in_table if "level" in c[1].get("class", "")]
    assert [c[2] for c in in_map if "level" in c[1].get("class", "")] == ["–", *said]
    assert said == {ZH: ["低", "中"], EN: ["Low", "Medium"]}[language]
    assert {ZH: "成本較低。", EN: "Costs fall."}[language] in [c[2] for c in in_table]


@pytest.mark.parametrize("medium", MEDIA)
def test_a_matrix_is_a_table_of_numbered_lists(made, medium):
    matrix, *_ = blocks(made, EN, medium)
    assert '<span class="name">Safety &amp; energy come first</span>' in matrix
    head, planet, people = Cells(matrix).rows
    assert [(c[1]["scope"], c[2]) for c in head] == [("col", "Category"), ("col", "Highly material"), ("col", "Others")]
    assert [(c[0], c[1].get("scope"), c[1].get("class")) for c in planet] == [
        ("th", "row", None),
        ("td", None, "strong"),
        ("td", None, None),
    ]
    assert re.findall(r'<span class="no">(\d+)</span> <span class="topic">(.*?)</span>', matrix) == [
        ("2", "Energy"),
        ("1", "Water"),
        ("3", "Safety"),
    ]
    assert people[2][2] == "–"
    assert re.findall(r'<a class="ref" href="([^"]+)">', matrix) == ["#s-climate", "#s-data"]
    assert matrix.count('class="pageref"') == (2 if medium == "print" else 0)


def test_a_structure_is_nested_lists_that_say_who_stands_above(made):
    _, structure, *_ = blocks(made, EN, "print")
    opened = re.findall(r"<(/?)(ol|ul|li)\b", structure)
    depth, deepest = 0, {}
    for closing, tag in opened:
        depth += -1 if closing else 1
        deepest[tag] = max(deepest.get(tag, 0), depth)
    assert depth == 0
    assert deepest["li"] == 6  # layer, body, body below it, each inside its list
    assert structure.index("Oversight") < structure.index("Board") < structure.index("Committee")
    assert "Reports to: Committee" in structure
    _, chinese, *_ = blocks(made, ZH, "print")
    assert "向委員會匯報" in chinese


@pytest.fixture(scope="module", params=[ZH, EN])
def laid(request, made):
    manuscript = bind(made.project, made.figures, request.param)
    html = print_html(made.project, manuscript, Printer(request.param), chart_alt=lambda chart: "bars")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
    pdf = write_pdf(html, title="x", language=request.param, identifier_seed="x", fetch=lambda url: svg)
    return request.param, pdf


def test_the_words_of_diagrams_can_be_read_in_the_pdf(laid):
    language, pdf = laid
    texts = [re.sub(r"\s", "", text) for text in page_texts(pdf.pdf)]
    told = {
        EN: ("Highly material", "2Energy", "1Water", "Reports to: Committee", "Very low", "Own power", "Costs fall."),
        ZH: ("高度重要", "2能源", "1用水", "向委員會匯報", "極低", "自發電", "成本較低。"),
    }[language]
    assert [words for words in told if words.replace(" ", "") not in "".join(texts)] == []
    page = texts[pdf.pages["g-risks"] - 1]  # a diagram isn't broken: its title, last row and source are on one page
    for words in {EN: ("Heat rises", "Own power", "Judgements."), ZH: ("Heat rises", "自發電", "屬判斷。")}[language]:
        assert words.replace(" ", "") in page


def test_the_tags_of_diagrams_are_tables_and_lists(laid):
    _, pdf = laid
    with pikepdf.open(io.BytesIO(pdf.pdf)) as opened:
        elements = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
        tags = Counter(str(o.S) for o in elements)
        heads = [o for o in elements if o.S == "/TH"]
        assert all("/Scope" in head.A for head in heads)
        joined = [o for o in elements if o.S == "/TD" and int(o.A.get("/RowSpan", 1)) == 2]
        strays = [o for o in elements if o.S == "/LI" and o.P.S != "/L"]
    assert tags["/Table"] >= 3
    assert tags["/L"] >= 4
    assert len(joined) == 1  # the class of the two acute risks
    assert strays == []


def test_pdfua_finds_nothing_in_diagrams(laid, tmp_path):
    file = tmp_path / "x.pdf"
    file.write_bytes(laid[1].pdf)
    command = [Path(sys.executable).parent / "pdfua", "check", file]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "errors=0 warnings=0 info=0" in checked.stdout, checked.stdout
