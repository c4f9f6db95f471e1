import json
import re
from dataclasses import replace
from decimal import Decimal

import site_project
from conftest import write

from reportgen.chapters import bind
from reportgen.locale import Printer
from reportgen.model.figure import Datapoint, Entry, Kind, State
from reportgen.model.index import Index
from reportgen.model.unit import Style
from reportgen.render.site import render_site, write_search_index
from reportgen.render.site.build import as_script
from reportgen.render.site.explorer import change_text
from reportgen.render.site.search import parted

LINK = re.compile(r'(?:href|src|srcset)="([^"]*)"')
ID = re.compile(r'\sid="([^"]+)"')


def test_same_project_gives_the_same_bytes(site, project):
    figures = site_project.figures(project)
    manuscripts = [bind(project, figures, language) for language in project.settings.languages]
    again = render_site(manuscripts, project, figures, site_project.index(project))
    assert again.keys() == {name for name in site if not name.startswith("data/") or name == "data/index.xlsx"}
    assert [name for name in again if site[name] != again[name]] == []


def test_diagrams_are_text_on_their_pages(site):
    for language, level in (("en", "Very low"), ("zh-hant", "極低")):
        environment = site[f"{language}/environment.html"].decode()
        heat = environment[environment.index('id="g-climate-risks"') :].split("</figure>")[0]
        assert f'<td class="level very_low">{level}</td>' in heat
        assert heat.count('scope="row"') == 18
        governance = site[f"{language}/esg-governance.html"].decode()
        matrix = governance[governance.index('id="g-materiality"') :].split("</figure>")[0]
        assert sorted(map(int, re.findall(r'class="no">(\d+)</span> <span class="topic"', matrix))) == [*range(1, 28)]
        assert 'id="g-esg-governance"' in governance


def test_same_pages_give_the_same_search_index(site, folder, tmp_path):
    write(site, tmp_path)
    write_search_index(tmp_path)
    first, second = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("pagefind/**/*") if path.is_file()}
        for root in (folder, tmp_path)
    )
    assert first == second
    assert any(name.startswith("zh-hant/pagefind/fragment/") for name in first)


def test_every_link_leads_somewhere(site):
    ids = {name: set(ID.findall(content.decode())) for name, content in site.items() if name.endswith(".html")}
    broken = []
    for name in ids:
        for link in LINK.findall(site[name].decode()):
            path, _, fragment = link.partition("#")
            parts = [*name.split("/")[:-1], *path.split("/")] if path else name.split("/")
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            target = "/".join(parts)
            if target not in site or (fragment and target in ids and fragment not in ids[target]):
                broken.append((name, link))
    assert broken == []


def test_ids_are_unique_on_a_page(site):
    for name, content in site.items():
        if name.endswith(".html"):
            found = ID.findall(content.decode())
            assert len(found) == len(set(found)), name


def test_languages_share_pages_and_anchors(site):
    pages = {name.removeprefix("en/") for name in site if name.startswith("en/") and name.endswith(".html")}
    assert pages == {n.removeprefix("zh-hant/") for n in site if n.startswith("zh-hant/") and n.endswith(".html")}
    for page in pages:
        anchors = [
            [id_ for id_ in ID.findall(site[f"{language}/{page}"].decode()) if id_.startswith(("s-", "h-"))]
            for language in ("en", "zh-hant")
        ]
        assert anchors[0] == anchors[1], page


def test_no_page_names_another_host(site):
    for name, content in site.items():
        if name.endswith((".html", ".css", ".js")):
            assert re.findall(r"(?:src|href|url\(|import\()[=\"' ]*(?:https?:)?//", content.decode()) == [], name


def test_chapter_page_holds_its_sections_and_an_appendix_item_its_own(site):
    page = site["en/environment.html"].decode()
    for section in ("environment", "environment-strategy", "climate", "green-operations", "low-carbon", "biodiversity"):
        assert f'id="s-{section}"' in page
    assert 'id="s-kpi-tables"' in site["en/kpi-tables.html"].decode()
    assert 'id="s-index"' in site["en/s-index.html"].decode()


def test_json_keeps_every_digit(site):
    figures = json.loads(site["data/figures.json"])
    found = [f for f in figures["figures"] if (f["metric"], f["period"]) == ("ghg.scope3", "2021")]
    assert figures["schema"] == 1
    assert [f["value"] for f in found] == ["3381941.8"]
    assert found[0]["assured"] is False


def test_explorer_has_each_metric_once(site, project):
    metrics = re.findall(r'data-metric="([^"]+)" data-group', site["en/kpi.html"].decode())
    assert len(metrics) == len(set(metrics)) == len(project.metrics)
    assert metrics[0] == "ghg.total"


def test_explorer_tells_changes(site):
    page = site["en/kpi.html"].decode()

    def change(metric: str) -> str:
        row = re.search(rf'data-metric="{re.escape(metric)}" data-group.*?</tr>', page, re.DOTALL)[0]
        return re.search(r'<td class="num change">(.*?)</td>', row)[1]

    assert change("ghg.total") == "−2.2%"
    assert change("ghg.scope1") == "+815.7%"


def test_a_change_of_a_percentage_is_told_in_points(project):
    metric = next(m for m in project.metrics.values() if project.units[m.unit].style is Style.PERCENT)
    figure = site_project.figures(project).of(metric.id)[0]
    now, before = replace(figure, value=Decimal("7.2")), replace(figure, value=Decimal("1.5"))
    assert change_text(project, Printer("en"), now, before) == "+5.7\u00a0percentage points"
    assert change_text(project, Printer("zh-hant"), before, now) == "−5.7個百分點"
    assert change_text(project, Printer("en"), now, replace(figure, value=None)) == ""


def test_data_in_a_page_cannot_end_its_script():
    assert "<" not in as_script({"label": "</script><!--"})
    assert json.loads(as_script({"a": "</script>"})) == {"a": "</script>"}


def test_hostile_words_stay_words(project):
    entries = []
    base = site_project.figures(project)
    for figure in base:
        if figure.formula is None and not figure.inputs:
            reason = "<img src=x onerror=alert(1)>" if figure.metric == "ghg.scope1" else ""
            point = Datapoint(
                figure.metric,
                figure.period,
                "group",
                figure.value,
                State.VALUE,
                Kind.ACTUAL,
                figure.sources[0],
                reason=reason,
            )
            entries.append(
                Entry(len(entries), point, 1, "t", site_project.datetime(2023, 1, 1, tzinfo=site_project.UTC))
            )
    figures = site_project.resolve(project, entries)
    made = render_site([bind(project, figures, "en")], project, figures, Index(), charts=False)
    assert b"<img src=x" not in b"".join(content for name, content in made.items() if name.endswith(".html"))


def test_draft_is_said_on_every_page(project):
    figures = site_project.figures(project)
    made = render_site([bind(project, figures, "en")], project, figures, Index(), charts=False, draft=True)
    assert all("Draft, not for release" in made[name].decode() for name in made if name.endswith(".html"))


def test_ideographs_stand_apart_for_the_index():
    assert parted('<a title="中文">溫室 PUE。</a>') == '<a title="中文"> 溫  室  PUE。</a>'
