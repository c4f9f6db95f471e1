"""A project's own theme: what it may say, what it takes from the theme that it extends, and every mistake at once."""

import shutil
import struct
import zlib
from pathlib import Path

import pytest

from reportgen.catalog import load_project
from reportgen.model.problem import BrokenProjectError
from reportgen.render.theme_file import load_theme, theme_names, theme_of
from tests.projects import small_project

ROOT = Path(__file__).parents[2]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}</svg>'


@pytest.fixture
def project(tmp_path):
    return small_project(tmp_path, report=("demonstration = true", 'demonstration = true\ntheme = "themes/own.toml"'))


def write(project, text, name="themes/own.toml"):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(project, text, name="themes/own.toml"):
    """What is told of a theme, as ``line: what; fix``."""
    write(project, text)
    with pytest.raises(BrokenProjectError) as caught:
        load_theme(name, project)
    return [str(problem).removeprefix("themes/own.toml:") for problem in caught.value.problems]


# --- what a theme takes from another ---------------------------------------------------------------


def test_a_theme_says_only_what_differs(project):
    write(project, 'extends = "default"\n[page]\nsize = "letter"\n[colours]\nfront = "#402010"\n')
    theme, base = load_theme("themes/own.toml", project), load_theme("default")
    assert (theme.page.width, theme.page.height) == (215.9, 279.4)
    assert theme.page.margins == base.page.margins
    assert theme.colours.front == "#402010"
    assert theme.colours.chapters == base.colours.chapters
    assert theme.fonts == base.fonts
    assert theme.logo is None


def test_themes_of_a_project_extend_each_other(project):
    write(project, 'extends = "default"\n[colours]\nfront = "#402010"\nink = "#101010"\n', "brand/base.toml")
    write(project, 'extends = "brand/base.toml"\n[colours]\nfront = "#203010"\n')
    theme = load_theme("themes/own.toml", project)
    assert (theme.colours.front, theme.colours.ink) == ("#203010", "#101010")


def test_a_theme_that_extends_nothing_must_say_everything(project):
    problems = told(project, '[colours]\nfront = "#402010"\n')
    assert any("'ink' is missing" in one for one in problems)
    assert any("'size' is missing" in one for one in problems)
    assert any("'very_low' is missing" in one for one in problems)


@pytest.mark.parametrize(
    ("size", "paper"),
    [("A4", (210, 297)), ("B5", (176, 250)), ("JIS-B5", (182, 257)), ("200mm x 260.5mm", (200, 260.5))],
)
def test_paper_by_name_or_measure(project, size, paper):
    write(project, f'extends = "default"\n[page]\nsize = "{size}"\n')
    page = load_theme("themes/own.toml", project).page
    assert (page.width, page.height) == paper
    # 36 mm of margins and 42 mm for numbers, as default says
    assert page.measure == pytest.approx(paper[0] - 36 - 42)


def test_the_second_theme_is_whole_and_another():
    theme, base = load_theme("themes/harbour.toml", ROOT), load_theme("default")
    assert theme_names() == ("default",)
    assert theme.page.size != base.page.size
    assert not {theme.colours.front, *theme.colours.chapters} & {base.colours.front, *base.colours.chapters}
    assert not {theme.fonts.text["en"][0], theme.fonts.display["en"][0]} & set(base.families("en"))
    assert theme.logo is not None
    assert set(theme.all_families()) <= set(theme.packages)
    assert (theme.shape.cover, theme.shape.opener) != (base.shape.cover, base.shape.opener)


# --- where it may lie ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../own.toml", "/etc/own.toml", "themes/../../own.toml"])
def test_a_theme_outside_the_project_is_refused(project, name):
    (project.parent / "own.toml").write_text('extends = "default"\n', encoding="utf-8")
    with pytest.raises(BrokenProjectError, match="lies outside the project"):
        load_theme(name, project)


def test_a_link_that_leaves_the_project_is_refused(project, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "own.toml").write_text('extends = "default"\n', encoding="utf-8")
    (outside / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    (project / "themes").mkdir()
    (project / "themes/own.toml").symlink_to(outside / "own.toml")
    with pytest.raises(BrokenProjectError, match="lies outside the project"):
        load_theme("themes/own.toml", project)
    (project / "themes/own.toml").unlink()
    (project / "themes/logo.svg").symlink_to(outside / "logo.svg")
    assert "4: the logo 'logo.svg' lies outside the project" in told(project, _with_logo("logo.svg"))[0]


def test_an_unknown_theme_is_told_with_the_line_that_names_it(project):
    with pytest.raises(BrokenProjectError) as caught:
        load_theme("themes/own.toml", project)
    line = (project / "report.toml").read_text().splitlines().index('theme = "themes/own.toml"') + 1
    assert str(caught.value.problems[0]).startswith(f"report.toml:{line}: there is no theme 'themes/own.toml'")
    assert "there is no theme 'harbor'" in told(project, 'extends = "harbor"\n')[0]
    assert "1: the theme extends itself" in told(project, 'extends = "themes/own.toml"\n')[0]


def test_a_language_without_faces_is_told(project):
    write(project, 'extends = "default"\n')
    theme = theme_of(load_project(project))
    assert set(theme.fonts.text) == {"en", "zh-hant"}
    short = (ROOT / "reportgen/render/themes/default.toml").read_text("utf-8")
    kept = [line for line in short.splitlines() if not line.startswith("en = ")]
    write(project, "\n".join(kept))
    with pytest.raises(BrokenProjectError) as caught:
        theme_of(load_project(project))
    assert [p.what for p in caught.value.problems] == [
        f"the theme says nothing of 'en' in [{table}]" for table in ("fonts.text", "fonts.display", "lang")
    ]


# --- what is wrong in it ---------------------------------------------------------------------------


def test_all_mistakes_are_told_at_once_each_with_its_line(project):
    text = """\
extends = "default"

[page]
size = "A3"
hang = 99

[colours]
frnot = "#14304f"
soft = "grey"

[colour]

[tints]
pale = 1.5

[levels]
high = ["#b4432a"]

[shape]
cover = "band"
rules = [0.5, 0.75, 0]

[type]
text = [3, 15, 17]
"""
    problems = told(project, text)
    assert sorted(problems, key=lambda one: int(one.split(":")[0])) == [
        "4: there is no paper 'A3'; use one of A4, B5, JIS-B5, letter, or two measures such as \"200mm x 260mm\"",
        "5: 'hang' is 99; write a number from 25 to 70",
        "8: unknown key 'frnot' (did you mean 'front'?); use one of: alert, appendix, chapters, found, front, ink, "
        "line, paper, soft",
        "9: 'soft' is 'grey', not a colour; write #rrggbb, e.g. #14304f",
        "11: unknown table [colour] (did you mean 'colours'?); use colours, fonts, lang, levels, logo, packages, page, "
        "shape, tints, type",
        "14: 'pale' is 1.5; write a number from 0.01 to 0.99",
        "17: 'high' is ['#b4432a'], not two colours; write two colours, background and text: "
        '["#d5e3cf", "#1b2126"]',
        "20: there is no cover 'band' (did you mean 'bands'?); use bands or panel",
        "21: 'rules' is [0.5, 0.75, 0]; write three thicknesses of 0.1 to 6 pt",
        "24: 'text' is [3, 15, 17]; write a size of 7 to 13 pt, and line distances from it to 2.5 times it",
    ]


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "rgb(0,0,0)", "#14304f;}"])
def test_what_is_no_colour_is_told(project, colour):
    assert told(project, f'extends = "default"\n[colours]\nfront = "{colour}"\n') == [
        f"3: 'front' is {colour!r}, not a colour; write #rrggbb, e.g. #14304f"
    ]


def test_a_pale_part_colour_is_refused_with_the_measured_ratio(project):
    # #777777 on white is the well-known 4.48:1 of WCAG's examples; rounded down, it is not told as 4.5.
    text = 'extends = "default"\n[colours]\nchapters = ["#17664b", "#777777"]\nfront = "#ffff00"\n'
    assert told(project, text) == [
        "4: front #ffff00 has a contrast of 1.07 with paper #ffffff, less than 4.5; choose a darker one (WCAG 2.2, "
        "1.4.3)",
        "3: chapters, number 2 #777777 has a contrast of 4.47 with paper #ffffff, less than 4.5; choose a darker one "
        "(WCAG 2.2, 1.4.3)",
    ]


def test_contrast_is_measured_on_the_theme_s_own_paper(project):
    dark = 'extends = "default"\n[colours]\npaper = "#e8e0d0"\nchapters = ["#a23a1e"]\n'
    assert any("number 1 #a23a1e has a contrast of" in one and "#e8e0d0" in one for one in told(project, dark)) or any(
        "its pale tint" in one for one in told(project, dark)
    )


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ('size = "297mm x 210mm"', "3: paper of 297 × 210 mm"),
        ('size = "90mm x 400mm"', "3: paper of 90 × 400 mm"),
        ('size = "A4"\nmargins = { left = 80 }', "4: 'margins' is 80 (left)"),
        ('size = "B5"\nhang = 60', "the margins leave 140 mm for tables and 80 mm for text"),
        ('size = "A4"\nmargins = { topp = 20 }', "4: unknown key 'topp' (did you mean 'top'?)"),
        ("hang = nan", "3: 'hang' is nan"),
        ('hang = "wide"', "3: 'hang' is wrong"),
    ],
)
def test_paper_has_sane_limits(project, page, what):
    assert any(what in one for one in told(project, f'extends = "default"\n[page]\n{page}\n'))


def test_a_face_s_name_cannot_leave_its_place(project):
    problems = told(project, """extends = "default"\n[fonts.text]\nen = ['x"; } body { display: none']\n""")
    assert problems == ["3: 'en' names no families; name one or more families as fc-list does"]


# --- the logo --------------------------------------------------------------------------------------


def _with_logo(name, more=""):
    return f'extends = "default"\n\n[logo]\nfile = "{name}"\n{more}'


def _png(width, height):
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"IDAT" + zlib.compress(b"\0" * (width + 1) * height)
    chunks = [struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in (head, rows, b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_logo_has_its_ratio_and_an_address_of_its_content(project):
    write(project, SVG.format('<path d="M0 0h30v10z" fill="url(#a)"/>'), "themes/logo.svg")
    write(project, _with_logo("logo.svg", "cover = 20\n"))
    logo = load_theme("themes/own.toml", project).logo
    assert (logo.ratio, logo.cover, logo.site, logo.suffix) == (3.0, 20.0, 28.0, "svg")
    write(project, SVG.format("<g/>"), "themes/logo.svg")
    assert load_theme("themes/own.toml", project).logo.address != logo.address
    (project / "themes/logo.png").write_bytes(_png(8, 4))
    write(project, _with_logo("logo.png"))
    png = load_theme("themes/own.toml", project).logo
    assert (png.ratio, png.suffix) == (2.0, "png")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (SVG.format('<image href="https://example.com/x.png"/>'), "holds <image>"),
        (SVG.format('<use href="other.svg#a"/>'), "refers to something outside itself (other.svg#a)"),
        (SVG.format('<path fill="url(https://example.com/a#b)"/>'), "refers to something outside itself"),
        (SVG.format("<style>@import 'x.css';</style>"), "has a style that refers to something outside it"),
        (SVG.format("<script>alert(1)</script>"), "holds <script>"),
        (SVG.format('<path onload="alert(1)"/>'), "holds a script (onload)"),
        ('<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG.format("&a;"), "declares a document type"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "says neither its viewBox nor its width and height"),
        ("<svg", "is not SVG"),
        ("<html/>", "is not SVG but <html>"),
    ],
)
def test_an_svg_that_shows_more_than_itself_is_refused(project, content, what):
    write(project, content, "themes/logo.svg")
    problems = told(project, _with_logo("logo.svg"))
    assert len(problems) == 1
    assert problems[0].startswith("4: the logo 'logo.svg' ")
    assert what in problems[0]


def test_other_logos_that_cannot_be_used(project):
    (project / "themes").mkdir()
    (project / "themes/logo.jpg").write_bytes(b"\xff\xd8\xff")
    (project / "themes/broken.png").write_bytes(b"\x89PNG\r\n\x1a\n123")
    assert "is neither SVG nor PNG" in told(project, _with_logo("logo.jpg"))[0]
    assert "is a damaged PNG" in told(project, _with_logo("broken.png"))[0]
    assert "there is no logo 'none.svg'" in told(project, _with_logo("none.svg"))[0]
    assert "lies outside the project" in told(project, _with_logo("../../logo.svg"))[0]
    assert "unknown key 'height'" in told(project, 'extends = "default"\n[logo]\nheight = 3\n')[0]
    shutil.copy(ROOT / "themes/harbour.svg", project / "themes/logo.svg")
    assert "5: 'cover' is 200" in told(project, _with_logo("logo.svg", "cover = 200\n"))[0]


def test_no_logo_may_be_said(project):
    shutil.copytree(ROOT / "themes", project / "themes")
    write(project, 'extends = "themes/harbour.toml"\n[logo]\nfile = ""\n')
    assert load_theme("themes/own.toml", project).logo is None


def test_the_example_of_the_guide_is_a_theme(project):
    guide = (ROOT / "docs/guide-manager.md").read_text("utf-8")
    example = guide.split("## Make it look like your company")[1].split("```toml\n")[1].split("```")[0]
    write(project, SVG.format("<g/>"), "themes/logo.svg")
    write(project, example)
    theme = theme_of(load_project(project))
    assert (theme.page.size, theme.logo.cover, theme.fonts.text["en"][0]) == ("letter", 16, "Lato")


def test_the_theme_of_the_starter_is_the_default_until_it_is_changed(project):
    write(project, (ROOT / "reportgen/app/starter/themes/house.toml").read_text("utf-8"))
    assert load_theme("themes/own.toml", project) == load_theme("default")
