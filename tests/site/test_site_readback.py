"""Written pages are read back as a browser finds them."""

from reportgen.render.site.readback import read_page, read_site

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Climate &amp; water</title>
<link rel="stylesheet" href="../a.css">
<script src="../a.js"></script></head><body><h1 id="s-climate">Climate</h1>
<p>It was <span class="fig long" id="f-climate-1"><span class="nb">5,739.7</span> tonnes<br>CO₂e</span>, see
<a href="data.html#n-1">note 1</a>.</p><svg role="img" aria-label="Emissions fell"><title>inner</title></svg>
<img src="x.svg" alt="Water"><img src="ornament.svg" alt="" role="presentation"><img src="bad.svg">
<h2>Targets</h2></body></html>"""


def test_a_page_is_told_whole():
    page = read_page("en/climate.html", PAGE)
    assert (page.language, page.title) == ("en-GB", "Climate & water")
    assert page.figures == {"f-climate-1": "5,739.7 tonnesCO₂e"}
    assert page.ids == {"s-climate", "f-climate-1"}
    assert page.links == ("../a.css", "../a.js", "data.html#n-1", "x.svg", "ornament.svg", "bad.svg")
    assert [p.alternative for p in page.pictures] == ["Emissions fell", "Water", ""]
    assert page.headings == ("Climate", "Targets")


def test_an_unclosed_page_is_read_to_its_end():
    page = read_page("x.html", '<html><p><span class="fig" id="f-1">12<b>3</p><p>next</p>')
    assert page.figures == {"f-1": "123"}


def test_a_folder_is_read_with_what_its_pages_may_lead_to(tmp_path):
    (tmp_path / "en").mkdir()
    (tmp_path / "en/a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.css").write_text("p {}", encoding="utf-8")
    site = read_site(tmp_path, frozenset({"../en/report.pdf"}))
    assert [page.path for page in site.pages] == ["en/a.html"]
    assert site.files == {"en/a.html", "a.css", "../en/report.pdf"}
