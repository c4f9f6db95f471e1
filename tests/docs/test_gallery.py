"""docs/components.md shows every component, says what the sources say, and its sources still render."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from PIL import Image

from reportgen.chapters.markdown import COMPONENTS
from reportgen.locale import Printer
from reportgen.render.blocks import PRINT, WEB, BlockRenderer
from reportgen.render.document import print_html

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "reportgen/render/components"


def _tool():
    spec = importlib.util.spec_from_file_location("make_gallery", ROOT / "tools/make_gallery.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_gallery"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


gallery = _tool()
ENTRIES = gallery.entries()


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    return gallery.bound(gallery.write_project(tmp_path_factory.mktemp("gallery")))[1]


def test_every_template_and_every_component_has_an_entry():
    shown = {name for entry in ENTRIES for name in entry.templates}
    assert shown == {file.name.removesuffix(".html.j2") for file in TEMPLATES.glob("*.j2")} - {"macros", "index_macros"}
    written = "\n".join(entry.source("en") for entry in ENTRIES)
    assert {name for name in COMPONENTS if f"::: {name}" in written} == set(COMPONENTS)


def test_the_page_is_what_the_sources_make():
    assert gallery.PAGE.read_text(encoding="utf-8") == gallery.page(), "run: make gallery"


def test_every_picture_of_the_page_is_there_and_small():
    named = re.findall(r"\]\((images/components/[^)]+)\)", gallery.page())
    assert len(named) == 2 * len(ENTRIES)
    assert {Path(name).name for name in named} == {file.name for file in gallery.PICTURES.iterdir()}
    for name in named:
        file = ROOT / "docs" / name
        assert file.stat().st_size < 80_000, name
        with Image.open(file) as image:
            assert image.width > 500, name


@pytest.mark.parametrize("medium", [PRINT, WEB])
def test_every_entry_renders_the_same_parts_in_both_languages(dossier, medium):
    shapes = []
    for manuscript in dossier.manuscripts:
        bindings = {b.id: b for b in manuscript.bindings}
        renderer = BlockRenderer(
            dossier.project.outline, Printer(manuscript.language), bindings, medium=medium, index=dossier.index
        )
        shapes.append({c.section.id: shape(str(renderer.section(c))) for c in manuscript.chapters})
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) == len(ENTRIES)
    assert all(shapes[0].values())


def shape(html: str) -> list[str]:
    """Elements and their classes, without those that depend on the length of words and figures."""
    tags = re.findall(r'<([a-z0-9]+)(?: class="([a-z-]*))?', html)
    return [f"{tag}.{css}" for tag, css in tags if tag != "span" and tag != "strong"]


def test_the_chapters_end_stands_in_the_printed_gallery(dossier):
    manuscript = dossier.manuscripts[0]
    html = print_html(dossier.project, manuscript, Printer(manuscript.language), index=dossier.index)
    assert html.count('<div class="chapter-end">') == 1
    assert "A2.1" in html[html.index("chapter-end") :]
