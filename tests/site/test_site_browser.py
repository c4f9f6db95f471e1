import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DESKTOP, PHONE, SMALLEST

pytestmark = pytest.mark.browser

PAGES = [
    "index.html",
    "en/index.html",
    "zh-hant/index.html",
    "en/environment.html",
    "zh-hant/environment.html",
    "zh-hant/people.html",
    "en/kpi-tables.html",
    "zh-hant/climate-impact.html",
    "en/s-index.html",
    "en/kpi.html",
    "zh-hant/kpi.html",
    "zh-hant/esg-governance.html",
]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESKTOP], ids=["smallest", "phone", "desktop"])
def test_no_page_scrolls_sideways(reader, site, size):
    page = reader.open("index.html", size)
    for path in (name for name in site if name.endswith(".html")):
        page.goto(reader.address + path)
        assert page.evaluate(OVERFLOW) == 0, path


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(reader, path, size):
    page = reader.open(path, size)
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    violations = [
        (v["id"], [n["html"][:160] + str(n["any"][:1])[:200] for n in v["nodes"][:3]])
        for v in found.response["violations"]
    ]
    assert violations == []


DIAGRAMS = (("esg-governance", "materiality"), ("esg-governance", "esg-governance"), ("environment", "climate-risks"))


@pytest.mark.parametrize("size", [SMALLEST, DESKTOP], ids=["smallest", "desktop"])
@pytest.mark.parametrize(("page_name", "diagram"), DIAGRAMS)
@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_no_word_of_a_diagram_leaves_its_box(reader, language, page_name, diagram, size):
    page = reader.open(f"{language}/{page_name}.html", size)
    boxes = page.locator(f"#g-{diagram} :is(table, td.level, tbody th[scope=row], td > ul, .body)")
    assert boxes.count() > 5
    too_wide = boxes.evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth)"
        ".map(e => e.textContent.trim().slice(0, 40))"
    )
    assert too_wide == []


@pytest.mark.parametrize(("size", "width"), [(PHONE, 0), (DESKTOP, 1)], ids=["phone", "desktop"])
def test_the_class_of_a_risk_stands_beside_it_or_below_its_name(reader, size, width):
    page = reader.open("en/environment.html", size)
    row = page.locator("#g-climate-risks tr:has(td.kind)").first
    assert (row.locator("td.kind").bounding_box()["width"] > 0) == bool(width)
    assert row.locator(".kind-below").is_visible() == (not width)


def test_language_switch_keeps_the_section(reader):
    page = reader.open("en/environment.html")
    page.evaluate("document.getElementById('s-climate').scrollIntoView()")
    page.mouse.wheel(0, 20)
    page.locator("a.language[href*='s-climate']").click()
    assert re.search(r"zh-hant/environment\.html#s-climate$", page.url)
    assert page.locator("html").get_attribute("lang") == "zh-Hant-HK"
    assert page.locator("#s-climate").bounding_box()["y"] < DESKTOP["height"] / 2


def test_language_switch_keeps_the_sub_head(reader):
    page = reader.open("zh-hant/environment.html", PHONE)
    page.evaluate("document.getElementById('h-climate-2').scrollIntoView()")
    page.mouse.wheel(0, 20)
    page.locator("a.language[href*='h-climate-2']").click()
    assert page.url.endswith("en/environment.html#h-climate-2")


def test_language_is_remembered_and_can_be_chosen_again(reader):
    page = reader.open("index.html")
    assert page.locator("h1").is_visible()
    page.goto(reader.address + "en/index.html")
    page.goto(reader.address + "index.html")
    page.wait_for_url("**/en/index.html")
    page.goto(reader.address + "index.html#languages")
    page.locator("a[data-language=zh-hant]").click()
    page.wait_for_url("**/zh-hant/index.html")


def test_figure_tells_its_source_by_keyboard(reader):
    page = reader.open("en/kpi-tables.html")
    figure = page.locator("table .fig[data-metric='ghg.scope1'][data-period='2022']")
    figure.focus()
    page.keyboard.press("Enter")
    popover = page.locator("#pop")
    assert popover.is_visible()
    assert popover.get_attribute("role") == "dialog"
    told = popover.inner_text()
    assert "Scope 1 emissions" in told
    assert "172,137.9 tonnes CO₂e" in told
    assert re.search(r"data/workbooks/2022/environment\.xlsx › environment › D\d+", told)
    page.keyboard.press("Escape")
    assert popover.is_hidden()
    assert figure.evaluate("figure => document.activeElement === figure")


def test_arrow_keys_go_from_figure_to_figure(reader):
    page = reader.open("en/kpi-tables.html")
    page.locator("table .fig[data-metric='ghg.scope1'][data-period='2022']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("[document.activeElement.dataset.metric, document.activeElement.dataset.period]")
    assert focused == ["ghg.scope2", "2021"]


def test_change_tells_both_figures(reader):
    page = reader.open("en/environment.html")
    page.locator(".stats .change .fig").first.click()
    told = page.locator("#pop").inner_text()
    assert "decreased by 2.2%" in told
    assert "5,739,723.7" in told
    assert "5,871,780.7" in told


def test_footnote_opens_in_place(reader):
    page = reader.open("en/environment.html")
    call = page.locator("#fn-climate-1-call")
    text = page.locator("#fn-climate-1").inner_text().replace("↩", "").strip()
    call.click()
    assert text in page.locator("#pop").inner_text()
    assert page.url.endswith("environment.html")


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("zh-hant/index.html", "溫室氣體", "zh-hant/"),
        ("zh-hant/index.html", "生物多樣性", "zh-hant/environment.html#"),
        ("zh-hant/index.html", "greenhouse", "en/"),
        ("en/index.html", "biodiversity", "en/environment.html#"),
        ("en/index.html", "反舞弊", "zh-hant/"),
    ],
)
def test_search_finds_words_of_both_languages(reader, path, query, expected):
    page = reader.open(path, PHONE)
    page.locator(".search-button").click()
    page.keyboard.type(query)
    hit = page.locator(f".results a[href*='{expected}']").first
    hit.wait_for(timeout=15000)
    href = hit.get_attribute("href")
    hit.click()
    page.wait_for_load_state()
    assert page.url.endswith(href.split("/")[-1])


def test_search_says_that_nothing_was_found(reader):
    page = reader.open("en/index.html")
    page.keyboard.press("/")
    page.keyboard.type("zzqxv")
    page.locator(".said", has_text="zzqxv").wait_for(timeout=15000)
    assert page.locator(".results a").count() == 0


def test_explorer_filters(reader):
    page = reader.open("en/kpi.html")
    shown = page.locator("tr.row:visible")
    at_first = shown.count()
    page.get_by_label("Find a metric").last.fill("ghg.scope1")
    assert shown.count() == 1
    assert "172,137.9" in shown.inner_text()
    assert "+815.7%" in shown.inner_text()
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_function(f"document.querySelectorAll('tr.row:not([hidden])').length === {at_first}")
    page.get_by_label("Assured only").check()
    assert 0 < shown.count() < at_first
    assert page.locator("tr.row:visible:not([data-assured])").count() == 0
    page.get_by_label("Assured only").uncheck()
    page.get_by_label("Show").select_option("all")
    assert shown.count() == page.locator("tr.row").count() > at_first


def test_explorer_row_opens(reader):
    page = reader.open("zh-hant/kpi.html", PHONE)
    row = page.locator("tr[data-metric='ghg.scope1']")
    row.locator("button").click()
    told = page.locator("tr.more").inner_text()
    assert "172,137.9" in told
    assert "18,797.8" in told
    assert "environment.xlsx" in told
    row.locator("button").click()
    assert page.locator("tr.more").count() == 0


def test_downloads_are_there(reader):
    page = reader.open("en/kpi.html")
    for kind in ("CSV", "XLSX", "JSON"):
        href = page.locator("main").get_by_role("link", name=kind).get_attribute("href")
        assert page.request.get(f"{reader.address}en/{href}").ok, kind


def test_contents_fold_on_a_phone_and_stay_on_a_desktop(reader):
    phone = reader.open("en/environment.html", PHONE)
    contents = phone.locator("#contents")
    assert contents.is_hidden()
    phone.locator(".menu-button").click()
    assert contents.is_visible()
    phone.locator("#contents a", has_text="Responding to Climate Change").click()
    assert contents.is_hidden()
    assert phone.url.endswith("#s-climate")
    desktop = reader.open("en/environment.html")
    desktop.evaluate("scrollTo(0, 6000)")
    assert desktop.locator("#contents").bounding_box()["y"] < 100


def test_the_name_of_a_row_stays_while_a_table_scrolls(reader):
    page = reader.open("zh-hant/climate-impact.html", PHONE)
    box = page.locator(".scroll.moves").first
    cell = box.locator("tbody th[scope=row]").first
    box.evaluate("box => { box.scrollLeft = 120 }")
    assert box.evaluate("box => box.scrollLeft") > 0
    assert cell.bounding_box()["x"] == pytest.approx(box.bounding_box()["x"], abs=1)


def test_pages_open_from_disk(chromium, folder):
    page = chromium.new_page()
    failed = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((folder / "en" / "environment.html").as_uri())
    page.locator(".fig.live").first.click()
    assert page.locator("#pop").is_visible()
    page.keyboard.press("Escape")
    page.locator(".search-button").click()
    page.keyboard.type("climate")
    page.locator(".said", has_text="web server").wait_for()
    page.close()
    assert failed == []
