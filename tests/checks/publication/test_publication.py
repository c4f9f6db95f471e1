"""What was read in the finished files."""

from dataclasses import replace

import pytest

from reportgen.checks import by_code, run
from tests.checks.examining import examined
from tests.checks.sketches import Sketch, dossier_of
from tests.projects import REPORT


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("PB002", "en/climate.html figure f-climate-1", "nothing in its place"),
        ("PB002", "zh-hant/data.html figure f-data-1 1", "“1” on zh-hant/data.html"),
        ("PB003", "zh-hant unreadable 2 \ue000", "U+E000"),
        ("PB004", "zh-hant font SimSun", "SimSun"),
        ("PB005", "en set conforms_to", "PDF/UA"),
        ("PB005", "en set title Untitled", "without “Report”"),
        ("PB005", "en set shows_title", "hides its title"),
        ("PB005", "en set tagged", "no structure"),
        ("PB005", "zh-hant set told_language zh", "'zh'"),
        ("PB005", "en/climate.html language fr", "'fr'"),
        ("PB005", "en/climate.html title", "has no title"),
        ("PB006", "en bookmark 2", "none of this title"),
        ("PB006", "en bookmark 1 Environmental matters", "none of this title"),
        ("PB007", "en link 3 #s-gone", "leads nowhere"),
        ("PB007", "en address 3 file:///tmp/x.png", "can't be reached"),
        ("PB007", "en/climate.html link gone.html", "isn't there"),
        ("PB007", "en/climate.html link data.html#nowhere", "no such place"),
        ("PB007", "en/climate.html link http://localhost:8000/", "can't be reached"),
        ("PB008", "en picture 4", "no alternative"),
        ("PB008", "en picture 4 scopes.svg", "file's name"),
        ("PB008", "en/climate.html picture", "no alternative"),
        ("PB009", "zh-hant without data", "lacks data"),
        ("PB010", "en set size 20000001", "20.0 megabytes"),
        ("PB010", "en set path en/年報.pdf", "other letters"),
        ("PB010", "en set encrypted yes", "password"),
    ],
)
def test_each_fault_of_a_file_is_found_once(code, change, said, tmp_path):
    (finding,) = examined(code, tmp_path, published=[change]).findings
    assert said in finding.message


@pytest.mark.parametrize(
    "change",
    [
        "en/climate.html link data.html#s-data",
        "en/climate.html link ./data.html",
        "en/climate.html link https://www.alpha.com/a%20b",
        "en/climate.html link mailto:esg@alpha.com",
        "en address 1 https://www.alpha.com/",
    ],
)
def test_links_that_lead_somewhere_are_let_through(change, tmp_path):
    assert examined("PB007", tmp_path, published=[change]).findings == ()


def test_blank_pages_beyond_those_let_through_are_found(tmp_path):
    blank = [f"en text {page}" for page in (1, 2, 3)]
    assert examined("PB010", tmp_path, published=blank).findings == ()
    files = {"report.toml": REPORT + "\n[checks.PB010]\nempty_pages = 2\n"}
    (finding,) = examined("PB010", tmp_path, files, published=blank).findings
    assert "3 pages without text" in finding.message


def test_nothing_is_examined_before_the_files_are_made(tmp_path):

    dossier = replace(dossier_of(Sketch({}, (), ()), tmp_path), publication=None, proofs=None)
    outcomes = run(dossier, [by_code(f"PB{n:03}") for n in range(1, 11)])
    assert all("laid-out report" in outcome.not_run for outcome in outcomes)
