"""The review edition as a reviewer opens it: from a folder, without a server and without a network."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, PHONE, Reader, write

from reportgen.model.remark import Conclusion
from reportgen.pack.returned.commentfile import read_comment_file
from reportgen.render.review import review_site
from tests.render.review.told import whole_review

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1024, "height": 768}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCOPE1 = ".fig[data-metric='ghg.scope1'][data-period='2022']"


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    out = tmp_path_factory.mktemp("edition")
    review = whole_review(tmp_path_factory.mktemp("review"))
    pdfs = {language: f"../{language}/report.pdf" for language in ("zh-hant", "en")}
    write(review_site(review, pdfs=pdfs, references={("ghg.scope1", "2022"): "E1.2"}), out)
    return out


@pytest.fixture
def auditor(chromium, edition) -> Iterator[Reader]:
    made = Reader(chromium, f"{edition.as_uri()}/")
    yield made
    for context in made.contexts:
        context.close()
    assert made.elsewhere == []
    assert made.failed == []


@pytest.mark.parametrize("size", [PHONE, LAPTOP, DESKTOP], ids=["phone", "laptop", "desktop"])
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_axe_finds_nothing_in_any_view(auditor, language, size):
    page = auditor.open(f"index.html#{language}/report", size)
    for view in ("report", "figures", "findings", "comments", "panel"):
        if view == "panel":
            page.evaluate(f"location.hash = '#{language}/report/s-data'")
            page.locator(f"#s-data {SCOPE1}").click()
        else:
            page.evaluate(f"location.hash = '#{language}/{view}'")
        page.wait_for_function(f"document.body.dataset.view === '{'report' if view == 'panel' else view}'")
        options = {
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            "preload": False,
        }
        found = Axe().run(page, options=options).response["violations"]
        assert [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found] == [], view
        assert page.evaluate(OVERFLOW) == 0, view


def test_a_figure_opens_its_lineage_by_keyboard_and_gives_the_focus_back(auditor):
    page = auditor.open("index.html#en/report/s-data")
    figure = page.locator(f"#s-data {SCOPE1}")
    figure.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    told = panel.inner_text()
    for words in (
        "Scope 1 (2022)", "E1.2", "172,137.9", "172137.9", "small.xlsx", "KPI › ghg.scope1/2022", "SHA-256", "172000.1",
        "June", "GHG Protocol", "Reviewed (lapsed)", "PDF, page", "Scope 1 rose and nothing explains it.",
    ):  # fmt: skip
        assert words in told, words
    assert panel.locator("a", has_text="small.xlsx").get_attribute("href") == "../books/s.xlsx"
    assert (
        panel.locator("a", has_text="PDF, page").first.get_attribute("href").startswith("../zh-hant/report.pdf#page=")
    )
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert figure.evaluate("one => document.activeElement === one")


def test_a_formula_leads_down_to_the_cells_and_back(auditor):
    page = auditor.open("index.html#en/figures")
    page.locator("#figure-filters [name=text]").fill("ghg.intensity@2022")
    page.get_by_role("button", name="Intensity").click()
    panel = page.locator("#panel")
    assert "Total ÷ Revenue" in panel.inner_text()
    assert "small.xlsx › KPI › ghg.scope3/2022" in panel.locator(".tree-of").inner_text()
    panel.locator(".tree-of").get_by_role("button", name="Scope 3 (2022)").click()
    assert panel.locator("h2").inner_text() == "Scope 3 (2022)"
    panel.get_by_role("button", name="Back").click()
    assert panel.locator("h2").inner_text() == "Intensity (2022)"


def test_the_filter_leaves_what_it_names(auditor):
    page = auditor.open("index.html#en/report")
    shown = page.locator(".view[data-view=report] .row:not(.title):visible")
    whole = shown.count()
    page.get_by_label("Changed", exact=False).first.check(force=True)
    ids = shown.evaluate_all("rows => rows.map(row => row.id)")
    assert ids == ["r-climate-1", "r-climate-2", "r-data-1"]
    assert len(ids) < whole
    assert page.locator("#s-environment").is_hidden()
    page.locator("#filter input[value=findings]").check(force=True)
    assert "r-data-1" not in shown.evaluate_all("rows => rows.map(row => row.id)")
    page.locator("#filter input[value=all]").check(force=True)
    assert shown.count() == whole


def test_the_list_of_figures_is_searched_sorted_and_filtered(auditor):
    page = auditor.open("index.html#en/figures")
    rows = page.locator("#figure-list tbody tr")
    whole = rows.count()
    page.locator("[data-sort=value]").click()
    page.locator("[data-sort=value]").click()
    values = page.locator("#figure-list .col-value").all_inner_texts()[1:]
    numbers = [float(text.replace(",", "")) for text in values]
    assert numbers == sorted(numbers, reverse=True)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Value")
    page.locator("#figure-filters [name=kind]").select_option("selected")
    assert {row.get_attribute("data-key") for row in rows.all()} == {
        "ghg.scope1@2022", "ghg.scope1@2021", "water.use@2022",
    }  # fmt: skip
    page.locator("#figure-filters [name=text]").fill("用水")
    assert [row.get_attribute("data-key") for row in rows.all()] == ["water.use@2022"]
    assert page.locator("#figure-count").inner_text() == f"1 of {whole} figures"


def test_findings_and_changes_are_listed_and_filtered(auditor):
    page = auditor.open("index.html#en/findings")
    entries = page.locator(".view[data-view=findings] .entry:visible")
    assert page.evaluate("window.hurt") is None
    assert "Rounded parts (head of finance, 2023-02-01)" in page.locator(".view[data-view=findings]").inner_text()
    page.locator("#finding-filters [name=kind]").select_option("error")
    assert [text.split("\n")[0].split()[0] for text in entries.all_inner_texts()] == ["Error"]
    page.locator("#finding-filters [name=kind]").select_option("changed")
    assert len(entries.all_inner_texts()) == 5
    page.locator("#finding-filters [name=text]").fill("did not add up")
    assert entries.count() == 1


def say(page, text, **fields):
    panel = page.locator("#panel")
    panel.locator(".comment textarea").fill(text)
    for name, value in fields.items():
        panel.locator(f".comment [name={name}]").fill(value)
    panel.get_by_role("button", name="Save").click()


def test_comments_are_kept_changed_exported_and_read_back(auditor, tmp_path):
    page = auditor.open("index.html#en/report/s-data")
    page.locator(f"#s-data {SCOPE1}").click()
    say(page, "")
    assert "Give your name" in page.locator(".wrong").inner_text()
    panel = page.locator("#panel")
    panel.locator("[name=conclusion]").select_option("exception")
    panel.get_by_label("✓ agreed to source").check(force=True)
    panel.get_by_label("RC recalculated").check(force=True)
    say(page, "Differs from the meter.", value="171,9oo", by="A. Reviewer")
    assert "not a number" in page.locator(".wrong").inner_text()
    say(page, "Differs from the meter.", value="171,900.5")
    assert "Exception · ✓ RC · Your value: 171900.5" in panel.inner_text()
    assert panel.locator(".comment [name=by]").count() == 0  # asked once
    page.keyboard.press("Escape")
    assert "Differs from the meter." in page.locator("#s-climate .beside, #s-data .beside").all_inner_texts().__str__()
    page.reload()
    page.locator("#s-climate .own-item").get_by_role("button", name="Edit").click()
    say(page, "Differs from the meter by 237.")
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#en/comments'")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export comments").click()
    assert waiting.value.suggested_filename == "comments-0123456789ab.json"
    told = json.loads(waiting.value.path().read_text())
    assert (told["schema"], told["pack"], told["project"], told["by"]) == (
        1, "0123456789ab", "ba9876543210", "A. Reviewer",
    )  # fmt: skip
    (comment,) = told["comments"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", comment.pop("at"))
    assert comment == {
        "subject": "figure:ghg.scope1@2022", "text": "Differs from the meter by 237.", "by": "A. Reviewer",
        "tick": "✓ RC", "value": "171900.5", "conclusion": "exception", "language": None, "section": None, "quote": "",
    }  # fmt: skip

    heard = read_comment_file(waiting.value.path().read_bytes(), "comments.json").heard(
        {"figure:ghg.scope1@2022": Decimal("172137.9")}, by="", file="comments.json", sha256=""
    )
    assert heard.doubts == ()
    (remark,) = heard.remarks
    assert (remark.conclusion, remark.value, remark.difference, remark.tick, remark.by) == (
        Conclusion.EXCEPTION, Decimal("171900.5"), Decimal("-237.4"), "✓ RC", "A. Reviewer",
    )  # fmt: skip

    page.get_by_role("button", name="Delete").click()
    assert page.locator("#own .entry").count() == 0
    file = tmp_path / "comments.json"
    file.write_text(json.dumps(told | {"comments": [{**comment, "at": "2023-04-01T09:00:00Z"}] * 1}))
    for expected in ("1 comments were read; 0 were here already.", "1 comments were read; 1 were here already."):
        page.locator("#import").set_input_files(file)
        page.wait_for_function(f"document.getElementById('exchange').textContent === {json.dumps(expected)}")
    assert page.locator("#own .entry").count() == 1
    file.write_text(json.dumps(told | {"pack": "ffffffffffff"}))
    page.locator("#import").set_input_files(file)
    page.wait_for_function("document.getElementById('exchange').textContent.includes('ffffffffffff')")
    file.write_text("<html>")
    page.locator("#import").set_input_files(file)
    page.wait_for_function("document.getElementById('exchange').textContent.startsWith('This is no file')")
    assert page.locator("#own .entry").count() == 1


def test_selected_words_a_finding_and_a_note_are_commented_on(auditor):
    page = auditor.open("index.html#en/report/s-climate")
    page.evaluate(
        "const text = document.querySelector('#r-climate-1 .cell p').firstChild;"
        "getSelection().setBaseAndExtent(text, 0, text, 9)"
    )
    page.get_by_role("button", name="Comment on these words").click()
    assert page.locator("#panel .comment q").inner_text() == "Emissions"
    say(page, "Of which gases?", by="A. Reviewer")
    page.keyboard.press("Escape")
    assert "Of which gases?" in page.locator("#r-climate-1 .own-item").inner_text()
    page.locator("#r-climate-2 [data-open^='finding:']").first.click()
    say(page, "What is the reason?")
    page.keyboard.press("Escape")
    assert "What is the reason?" in page.locator("#r-climate-2 .own-item").inner_text()
    page.locator("#r-data-1 [data-open^='note:']").first.click()
    say(page, "Since when?")
    subjects = page.evaluate(
        "review.store.exported().comments.map(one => [one.subject.split(':')[0], one.section, one.language, one.quote])"
    )
    assert subjects == [
        ["section", "climate", "en", "Emissions"], ["finding", None, None, ""], ["note", None, None, ""],
    ]  # fmt: skip
    assert page.locator("[data-filter-count=remarks]").inner_text() == "5"


def test_what_others_wrote_does_no_harm(auditor):
    page = auditor.open("index.html#en/report/s-data")
    page.locator(f"#s-data {SCOPE1}").click()
    assert "<img src=x" in page.locator("#panel").inner_text()
    assert page.evaluate("window.hurt") is None
    assert page.locator("img[src=x]").count() == 0


def test_the_other_language_shows_the_same_place_and_keeps_filter_and_panel(auditor):
    page = auditor.open("index.html#en/report/s-data", PHONE)
    page.wait_for_timeout(100)
    before = page.locator("#s-data h3, #s-data h2").first.bounding_box()["y"]
    page.locator("a.language").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hant-HK"
    assert abs(page.locator("#s-data h3, #s-data h2").first.bounding_box()["y"] - before) < 60
    page.locator(f"#s-data {SCOPE1}").click()
    assert page.locator("#panel h2").inner_text() == "範圍一 (2022年)"
    page.locator("#filter input[value=selected]").check(force=True)
    page.locator("a.language").click()
    assert page.locator("#panel h2").inner_text() == "Scope 1 (2022)"
    assert page.locator("#filter input[value=selected]").is_checked()
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en-GB"


def test_a_browser_that_keeps_nothing_says_so_and_still_exports(auditor):
    page = auditor.open("index.html#en/report/s-data")
    page.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused') }")
    page.reload()
    page.locator(f"#s-data {SCOPE1}").click()
    say(page, "Kept for now.", by="A. Reviewer")
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#en/comments'")
    assert page.locator("#not-kept").is_visible()
    assert page.evaluate("review.store.exported().comments.length") == 1


def test_opened_from_inside_the_zip_it_says_what_to_do(chromium, edition, tmp_path):
    (tmp_path / "index.html").write_bytes((edition / "index.html").read_bytes())
    page = chromium.new_context().new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.get_by_text("Unpack the whole zip").is_visible()
    assert page.get_by_text("請先將整個壓縮檔解壓").is_visible()
    page.context.close()


def test_it_prints_the_report_with_its_margin(auditor):
    page = auditor.open("index.html#en/report")
    page.emulate_media(media="print")
    assert page.locator(".top").is_hidden()
    assert page.locator("#filter").is_hidden()
    assert page.locator("#r-climate-1 .beside .item").first.is_visible()
    assert len(page.pdf(format="A4")) > 10_000
