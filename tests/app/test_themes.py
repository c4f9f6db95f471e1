"""A starter set in the second theme: paper, faces, colours and logo are read back; a change of them builds again."""

import io
import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from reportgen.app.fingerprint import hash_of_all, theme_files
from reportgen.app.starting import start_project
from reportgen.app.watching import _matters
from tests.app.conftest import ROOT, run

MM = 72 / 25.4
NAVY, PAPER, RUST = (0x0D, 0x3B, 0x47), (0xFD, 0xFB, 0xF6), (0xA4, 0x45, 0x1F)


def set_theme(project: Path, name: str) -> None:
    path = project / "report.toml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(f'theme = "{name}"' if line.startswith("theme = ") else line for line in lines) + "\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("themed") / "report"
    start_project(root, 2025)
    shutil.copytree(ROOT / "themes", root / "themes", dirs_exist_ok=True)
    set_theme(root, "themes/harbour.toml")
    for verb in ("import", "build"):
        done = run(root, verb)
        assert done.returncode == 0, done.stderr
    return root


def pages(project, language="en"):
    return pypdfium2.PdfDocument(project / "output" / language / "report.pdf")


def colours(page, left, top, width, height):
    """Colours of a part of a page, told in mm from its top left corner."""
    picture = page.render(scale=1).to_pil().convert("RGB")
    part = picture.crop(tuple(round(one * MM) for one in (left, top, left + width, top + height)))
    return {colour for _, colour in part.getcolors(100_000)}


def faces(pdf: bytes) -> set[str]:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
        assert all(
            any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            for item in found
            if item.get("/Type") == "/FontDescriptor"
        )
        return {str(item["/FontName"]).partition("+")[2] for item in found if item.get("/Type") == "/FontDescriptor"}


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_paper_faces_and_colours_are_those_of_the_theme(project, language):
    document = pages(project, language)
    # B5 of ISO 216
    assert {tuple(round(one / MM) for one in page.get_size()) for page in document} == {(176, 250)}
    used = faces((project / "output" / language / "report.pdf").read_bytes())
    assert any(face.startswith("Lato") for face in used)
    assert any(face.startswith("Vollkorn") for face in used)
    assert not any(face.startswith("Inter") for face in used)
    if language == "zh-hant":
        assert any("Serif-CJK-HK" in face or "SerifCJKhk" in face for face in used)
    cover = document[0]
    assert NAVY in colours(cover, 5, 80, 166, 160)
    assert colours(document[1], 2, 2, 8, 200) == {PAPER}


def test_the_logo_stands_on_the_cover_and_in_the_site(project):
    # 17 mm high from 18 mm below the edge; the sun is its upper half
    assert {RUST, NAVY} <= colours(pages(project)[0], 17, 18, 26, 17)
    site = project / "output/site"
    assert (site / "assets/logo.svg").read_bytes() == (ROOT / "themes/harbour.svg").read_bytes()
    assert '<img src="../assets/logo.svg" alt=""' in (site / "en/index.html").read_text("utf-8")
    assert '<img src="assets/logo.svg" alt=""' in (site / "index.html").read_text("utf-8")


def test_the_site_has_the_theme_s_colours_and_faces_and_no_others(project):
    assets = project / "output/site/assets"
    css = (assets / "theme.css").read_text("utf-8")
    assert "--front: #0d3b47" in css
    assert '--text: "Lato"' in css
    assert '--display: "Vollkorn"' in css
    everything = css + (assets / "site.css").read_text("utf-8") + (assets / "icon.svg").read_text("utf-8")
    for colour in ("#14304f", "#a23a1e", "#eef1f4", "#ffffff;", "Inter Display"):
        assert colour not in everything


def test_a_changed_logo_or_theme_is_built_and_the_same_one_is_not(project):
    def changed() -> bool:
        done = run(project, "build", "--format", "json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["changed"]

    logo, theme = project / "themes/harbour.svg", project / "themes/harbour.toml"
    before = logo.read_text("utf-8"), theme.read_text("utf-8")
    assert not changed()
    logo.write_text(before[0].replace("#a4451f", "#2f7d32"), encoding="utf-8")
    theme.write_text(before[1].replace('size = "B5"', 'size = "letter"'), encoding="utf-8")
    assert changed()
    assert (0x2F, 0x7D, 0x32) in colours(pages(project)[0], 17, 18, 26, 17)
    assert tuple(round(one / MM) for one in pages(project)[1].get_size()) == (216, 279)
    assert not changed()


def test_a_trial_leaves_the_report_alone(project):
    before = (project / "output/en/report.pdf").read_bytes()
    done = run(project, "build", "--theme", "default", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert (project / "output/en/report.pdf").read_bytes() == before
    tried = pypdfium2.PdfDocument(project / "output/draft/en/report.pdf")
    assert tuple(round(one / MM) for one in tried[0].get_size()) == (210, 297)


# --- without a layout ------------------------------------------------------------------------------


@pytest.fixture
def started(tmp_path):
    start_project(tmp_path / "report", 2025)
    return tmp_path / "report"


def test_the_starter_has_a_theme_to_change(started):
    own = started / "themes/house.toml"
    assert theme_files(started) == (own,)
    assert "ok    theme: themes/house.toml: 210 × 297 mm, no logo" in run(started, "doctor").stdout


def test_every_file_of_a_theme_counts(started):
    shutil.copytree(ROOT / "themes", started / "themes", dirs_exist_ok=True)
    own = started / "themes/house.toml"
    own.write_text('extends = "themes/harbour.toml"\n', encoding="utf-8")
    ledger = "what the ledger holds"
    known = {hash_of_all(started, ledger, {})}
    for name in ("house.toml", "harbour.toml", "harbour.svg"):
        assert _matters(started, started / "themes" / name)
        path = started / "themes" / name
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
        now = hash_of_all(started, ledger, {})
        assert now not in known
        known.add(now)
    (started / "themes/other.toml").write_text("", encoding="utf-8")
    assert not _matters(started, started / "themes/other.toml")
    assert hash_of_all(started, ledger, {}) in known
    assert hash_of_all(started, ledger, {}, "themes/other.toml") not in known


def test_a_wrong_theme_stops_each_command(started):
    assert run(started, "import").returncode == 0
    (started / "themes/house.toml").write_text('extends = "default"\n[colours]\nfront = "#ffe000"\n', encoding="utf-8")
    for verb in ("check", "build", "doctor"):
        done = run(started, verb)
        assert done.returncode == 2
        said = done.stderr + done.stdout
        assert "front #ffe000 has a contrast of 1.3" in said
        assert "themes/house.toml:3" in said
        assert "Traceback" not in said
    set_theme(started, "nosuch")
    done = run(started, "check")
    assert done.returncode == 2
    assert "there is no theme 'nosuch'" in done.stderr
    assert "report.toml:8" in done.stderr


def test_a_face_that_is_not_installed_is_told_with_its_package(started):
    (started / "themes/house.toml").write_text(
        'extends = "default"\n[fonts.text]\nen = ["Nonesuch Sans", "House Grotesk", "Inter"]\n'
        '[packages]\n"Nonesuch Sans" = "fonts-nonesuch"\n',
        encoding="utf-8",
    )
    assert run(started, "import").returncode == 0
    for verb in ("build", "doctor"):
        done = run(started, verb)
        assert done.returncode == 2
        said = done.stderr + done.stdout
        assert "apt-get install fonts-nonesuch" in said
        assert "House Grotesk" in said
        assert "~/.local/share/fonts" in said
