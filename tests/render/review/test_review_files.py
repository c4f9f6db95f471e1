import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reportgen.model.difference import FigureChange, Move, NoteChange
from reportgen.model.figure import Part, State
from reportgen.model.period import Period
from reportgen.model.place import Cell
from reportgen.model.remark import Remark
from reportgen.model.restatement import Restatement
from reportgen.model.review import PackScope
from reportgen.render.review import review_site
from reportgen.render.review.compare import marked_words
from tests.render.review.told import FINDINGS, HOSTILE, whole_review


def data_of(files):
    return json.loads(files["data.js"].decode().partition("window.REVIEW = ")[2].rstrip().rstrip(";"))


def edition(files, language):
    html = files["index.html"].decode()
    return html[html.index(f'id="edition-{language}"') :].partition("</template>")[0]


def row_of(html, id):
    """The margin and the block of a row."""
    _, _, rest = html.partition(f'<div class="row" id="{id}"')
    if not rest:
        _, _, rest = html.partition(f'<div class="row title" id="{id}"')
    return re.split(r'<div class="row[^"]*" id=|</section>', rest)[0]


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    return whole_review(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def files(review):
    return review_site(
        review, pdfs={"en": "../en/report.pdf"}, references={("ghg.scope1", "2022"): "E1.2"}, charts=False
    )


def test_nothing_leads_outside_and_nothing_is_fetched(files):
    assert {"index.html", "data.js", "assets/review.js", "assets/review.css", "assets/theme.css"} <= files.keys()
    for name, content in files.items():
        text = content.decode()
        assert not re.search(r"""(?:href|src|srcset)="?\s*(?:https?:)?//""", text), name
        assert not re.search(r"\bfetch\(|XMLHttpRequest|import\(|type=.module|@import|url\(\s*['\"]?https?:", text), (
            name
        )
    html = files["index.html"].decode()
    for address in re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', html):
        assert address in files


def test_the_same_review_gives_the_same_files(review, files):
    again = review_site(
        review, pdfs={"en": "../en/report.pdf"}, references={("ghg.scope1", "2022"): "E1.2"}, charts=False
    )
    assert again == files


def test_what_others_wrote_stays_text(files):
    html, data = files["index.html"].decode(), files["data.js"].decode()
    assert "<script>window.hurt" not in html
    assert "<img src=x" not in html
    assert "<" not in data.partition("window.REVIEW")[2]
    assert data_of(files)["figures"]["ghg.scope1@2022"]["said"][0]["explanation"] == HOSTILE
    assert "&lt;/script&gt;&lt;script&gt;window.hurt" in html


def test_the_lineage_of_a_figure_is_whole(files):
    data = data_of(files)
    told = data["figures"]["ghg.scope1@2022"]
    assert told["value"] == "172137.9"
    assert told["printed"] == {"zh-hant": "172,137.9", "en": "172,137.9"}
    assert told["ref"] == "E1.2"
    assert told["selected"] is True
    book, sheet, ref = told["cells"][0]
    assert (data["books"][book]["path"], data["books"][book]["file"], sheet, ref) == (
        "small.xlsx", "books/s.xlsx", "KPI", "ghg.scope1/2022",
    )  # fmt: skip
    assert [(one["value"], one.get("before"), one["by"]) for one in told["history"]] == [
        ("172000.1", None, "May"), ("172137.9", "172000.1", "June"),
    ]  # fmt: skip
    assert told["signed"] == [
        {"role": "prepared", "by": "May", "on": "2023-02-01"},
        {"role": "reviewed", "by": "June", "on": "2023-01-31", "lapsed": True},
    ]
    assert told["change"]["before"] == {
        "value": "172000.1", "printed": {"zh-hant": "172,000.1", "en": "172,000.1"}, "status": "reported",
    }  # fmt: skip
    assert told["findings"] == [FINDINGS[0].fingerprint]
    assert {place[0] for place in told["places"]["en"]} == {"climate", "data"}


def test_a_derived_figure_leads_to_its_inputs_and_a_second_name_to_the_first(files):
    figures = data_of(files)["figures"]
    assert figures["ghg.intensity@2022"]["inputs"] == ["ghg.total@2022", "finance.revenue@2022"]
    assert figures["ghg.intensity@2022"]["formula"]["en"] == "Total ÷ Revenue"
    assert figures["ghg.intensity@2022"]["written"] == "{ghg.total} / {finance.revenue}"
    assert figures["climate.emissions@2022"]["same"] == "ghg.total"
    assert figures["climate.emissions@2022"]["inputs"] == ["ghg.total@2022"]


def test_restatements_and_what_each_entity_adds_are_told(review):
    figure = review.figures["ghg.scope2", "2022"]
    cell = Cell("site.xlsx", "Sites", "C7", "11" * 32)
    site = Part("north", Period("2022-01"), figure.value, State.VALUE, source=cell)
    grouped = replace(figure, drilldown=Part("group", figure.period, figure.value, State.VALUE, parts=(site,)))
    when = review.identity.made_at
    again = Restatement(1, "ghg.scope2", figure.period, "group", None, figure.value, "widened", 3, 1, "May", when)
    told = data_of(
        review_site(
            replace(review, figures={**review.figures, grouped.key: grouped}, restatements=(again,)), charts=False
        )
    )
    parts = told["figures"]["ghg.scope2@2022"]["parts"]
    assert parts["parts"][0]["entity"]["en"] == "north"
    book, sheet, ref = parts["parts"][0]["cell"]
    assert (told["books"][book]["path"], sheet, ref) == ("site.xlsx", "Sites", "C7")
    assert told["figures"]["ghg.scope2@2022"]["restated"][0]["reason"] == "widened"


def test_findings_changes_and_remarks_stand_beside_their_paragraph(files):
    html = edition(files, "en")
    paragraph = row_of(html, "r-climate-1")
    assert "Emissions were" in paragraph
    assert ">VR001<" in row_of(html, "r-climate-2")  # the chart that prints the figure
    for words in (">TX001<", "Sentence changed", "Name the boundary."):
        assert words in paragraph, words
    assert "Emissions <del>are 5 tonnes</del><ins>were 5,739,723.7</ins>" in paragraph
    title = row_of(html, "r-climate-0")
    assert "Sentence removed" in title
    assert "<del>This sentence went.</del>" in title
    table = row_of(html, "r-data-1")
    for words in ("Figure changed", "<del>172,000.1</del> → <ins>172,137.9</ins>", "Note changed"):
        assert words in table, words
    assert 'data-has="selected changed' in table
    chinese = edition(files, "zh-hant")
    assert "VR001" not in row_of(chinese, "r-climate-2")
    assert "新增句子" in row_of(chinese, "r-climate-1")


def test_figures_out_of_scope_are_printed_and_tell_nothing(review):
    kept = {key: figure for key, figure in review.figures.items() if key[0] == "water.use"}
    files = review_site(replace(review, scope=PackScope(selected=True), figures=kept), charts=False)
    data = data_of(files)
    assert data["figures"].keys() == {"water.use@2022"}
    html = edition(files, "en")
    assert 'class="fig live out' in html
    assert "172,137.9" in html
    assert "172,000.1" not in html
    assert "VR001" not in html
    assert "explain the fall" not in html
    assert "The parts did not add up." not in html
    assert "172000.1" not in files["data.js"].decode()
    assert [one["path"] for one in data["books"]] == ["small.xlsx"]


def test_a_remark_on_what_has_gone_is_told_in_the_list_alone(review):
    gone = Remark("a", "figure:old.metric@2022", "It had no source.", "auditor")
    html = edition(review_site(replace(review, remarks=(gone,)), charts=False), "en")
    assert html.count("It had no source.") == 1
    assert 'data-view="comments"' in html.partition("It had no source.")[0]


def test_figures_and_notes_that_have_gone_are_listed(review):
    figure = replace(review.change.figures[0].before, metric="old.metric", label={"en": "Old", "zh-hant": "舊"})
    change = replace(
        review.change,
        figures=(FigureChange(Move.REMOVED, figure, None),),
        notes=(NoteChange(Move.REMOVED, "old-note", "en", "It was so.", ""),),
    )
    html = edition(review_site(replace(review, change=change, remarks=()), charts=False), "en")
    listed = html.partition('<div class="view" data-view="findings"')[2]
    assert "<del>172,000.1</del> → <ins>–</ins>" in listed
    assert "<del>It was so.</del>" in listed
    assert 'data-open="figure:old.metric' not in html
    assert 'data-open="note:old-note' not in html


def test_the_first_pack_says_so(review):
    html = edition(review_site(replace(review, change=None, remarks=()), charts=False), "en")
    assert "This is the first pack" in html


@given(
    st.text(alphabet="the cat sat 12,3.% 上年貓<&", max_size=40), st.text(alphabet="a dog sat 42 上本狗>&", max_size=40)
)
def test_marks_keep_both_wordings(before, after):
    marked = str(marked_words(before, after))
    was = Markup(re.sub(r"<ins>.*?</ins>", "", marked, flags=re.DOTALL)).striptags()
    now = Markup(re.sub(r"<del>.*?</del>", "", marked, flags=re.DOTALL)).striptags()
    assert "".join(was.split()) == "".join(before.split())
    assert "".join(now.split()) == "".join(after.split())


def test_marks_are_words_not_letters():
    assert str(marked_words("It fell by 7.2% in 2022", "It rose by 7.4% in 2022")) == (
        "It <del>fell</del><ins>rose</ins> by <del>7.2%</del><ins>7.4%</ins> in 2022"
    )
    assert str(marked_words("排放下降", "排放上升")) == "排放<del>下降</del><ins>上升</ins>"
