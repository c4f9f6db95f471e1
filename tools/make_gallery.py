"""Writes docs/components.md and its pictures: every component, rendered in both languages from docs/gallery/."""

import io
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from reportgen.app.cache import Cache
from reportgen.app.imports import import_workbooks
from reportgen.app.layouts import Layout, lay_out
from reportgen.app.stages import Data, make_dossier, read_data, write_manuscripts
from reportgen.model.dossier import Dossier

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "docs/gallery"
PAGE = ROOT / "docs/components.md"
PICTURES = ROOT / "docs/images/components"
LANGUAGES = {"en": "English", "zh-hant": "繁體中文"}

CHAPTER = "opener"
END = "chapter-end"
"""The gallery's one chapter, and the section at whose end the chapter ends."""

DPI = 144
HEAD, FOOT = 44, 24
"""What is cut off at the head (a section's title on one line) and the foot of a page's picture, in mm."""

MOST_HEIGHT = 980
GAP = 60
COLOURS = 32


@dataclass(frozen=True)
class Entry:
    """One entry of docs/gallery/gallery.toml."""

    id: str
    templates: tuple[str, ...]
    title: dict[str, str]
    when: str
    page: bool = False

    @property
    def section(self) -> str:
        """Id of its section in the gallery's outline."""
        return f"g-{self.id}"

    def source(self, language: str) -> str:
        """The Markdown that writes it."""
        return (SOURCES / language / f"{self.id}.md").read_text(encoding="utf-8")


def entries() -> tuple[Entry, ...]:
    """All entries, in the page's order."""
    read = tomllib.loads((SOURCES / "gallery.toml").read_text(encoding="utf-8"))["component"]
    return tuple(Entry(**{**e, "templates": tuple(e["templates"])}) for e in read)


# --- the gallery as a project ----------------------------------------------------------------------


def write_project(folder: Path) -> Path:
    """The demonstration's data with the gallery's sections behind its outline; its workbooks are handed in."""
    shutil.copy2(ROOT / "report.toml", folder)
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("ledger.db*", ".cache"))
    (folder / "themes").mkdir()
    if (ROOT / "themes").is_dir():
        shutil.copytree(ROOT / "themes", folder / "themes", dirs_exist_ok=True)
    with (folder / "data/outline.toml").open("a", encoding="utf-8") as outline:
        outline.write("\n".join(_outline()))
    for language in LANGUAGES:
        (folder / "templates" / language).mkdir(parents=True)
        for entry in entries():
            name = f"{_number(entry)}-{entry.section}.md"
            (folder / "templates" / language / name).write_text(entry.source(language), encoding="utf-8")
    shutil.copytree(SOURCES / "images", folder / "templates/images")
    import_workbooks(folder, (), by="make gallery", at=datetime(2023, 1, 1, tzinfo=UTC))
    return folder


def _number(entry: Entry) -> str:
    if entry.id == CHAPTER:
        return "9"
    return "9.1" if entry.id == END else f"G{[e.id for e in entries()].index(entry.id) + 1}"


def _outline() -> Iterator[str]:
    first = {entry.id: entry for entry in entries() if entry.id in (CHAPTER, END)}
    for entry in (first[CHAPTER], first[END], *(entry for entry in entries() if entry.id not in first)):
        level = {CHAPTER: "chapter", END: "section"}.get(entry.id, "front")
        words = ", ".join(f'{language} = "{title}"' for language, title in entry.title.items())
        yield f'\n[[section]]\nid = "{entry.section}"\nnumber = "{_number(entry)}"\nlevel = "{level}"'
        yield f"title = {{ {words} }}"
        if entry.id == END:
            yield 'parent = "9"'


def bound(folder: Path) -> tuple[Data, Dossier]:
    """The gallery's sections with their figures; of the index only what the gallery itself answers."""
    data = read_data(folder)
    dossier = make_dossier(data, write_manuscripts(data, LANGUAGES, [entry.section for entry in entries()]))
    own = ((e, tuple(a for a in e.answers if a.section.startswith("g-"))) for e in dossier.index)
    kept = tuple(replace(e, answers=answers) for e, answers in own if answers)
    rows = tuple(row for row in dossier.index.rows if row.section.startswith("g-"))
    return data, replace(dossier, index=replace(dossier.index, entries=kept, rows=rows), partial=True)


# --- pictures --------------------------------------------------------------------------------------


def draw(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """A picture of each entry, by its id."""
    document = pypdfium2.PdfDocument(layout.pdf)
    for entry in entries():
        page = document[layout.pages[f"s-{entry.section}"] - 1]
        dpi = DPI / 2 if entry.page else DPI
        image = page.render(scale=dpi / 72).to_pil().convert("RGB")
        yield entry.id, _png(image if entry.page else _cut(image))
    document.close()


def _cut(image: Image.Image) -> Image.Image:
    """What stands below a page's title, without its white."""
    mm = DPI / 25.4
    body = image.crop((0, int(HEAD * mm), image.width, int(image.height - FOOT * mm)))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    found = body.crop((int(14 * mm), box[1], int(196 * mm), box[3])) if box else body
    found = _without_gaps(found)
    framed = Image.new("RGB", (found.width, min(found.height, MOST_HEIGHT) + 40), "white")
    framed.paste(found.crop((0, 0, found.width, min(found.height, MOST_HEIGHT))), (0, 20))
    return framed


def _without_gaps(image: Image.Image) -> Image.Image:
    """Wide empty stripes, such as between a text and its footnote, made narrow."""
    white = Image.new("RGB", (image.width, 1), "white")
    empty = [ImageChops.difference(image.crop((0, y, image.width, y + 1)), white).getbbox() is None
             for y in range(image.height)]  # fmt: skip
    kept, run = [], 0
    for y, is_empty in enumerate(empty):
        run = run + 1 if is_empty else 0
        if run <= GAP:
            kept.append(y)
    out = Image.new("RGB", (image.width, len(kept)), "white")
    for at, y in enumerate(kept):
        out.paste(image.crop((0, y, image.width, y + 1)), (0, at))
    return out


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


# --- the page --------------------------------------------------------------------------------------


def page() -> str:
    """docs/components.md."""
    lines = [
        "# Components",
        "",
        "Made by `make gallery` from `docs/gallery/`. Do not edit it: a test compares the two.",
        "",
        "Each component has one template in `reportgen/render/components/`, used in both languages, for print and for",
        "the site. The pictures are cut from printed pages. How chapters are written is told in",
        "[guide-writer.md](guide-writer.md); how a theme changes colours, faces and paper in the reference.",
        "",
        " · ".join(f"[{e.title['en']}](#{_anchor(e)})" for e in entries()),
    ]
    for entry in entries():
        shown = ", ".join(f"`{name}.html.j2`" for name in entry.templates) or "`print.html.j2`"
        lines += ["", f"## {entry.title['en']}", "", entry.when, "", f"Template: {shown}.", ""]
        lines += ["````markdown", entry.source("en").rstrip("\n"), "````", ""]
        lines += [
            f"![{entry.title['en']}, {name}](images/components/{entry.id}-{language}.png)"
            for language, name in LANGUAGES.items()
        ]
    return "\n".join(lines) + "\n"


def _anchor(entry: Entry) -> str:
    return re.sub(r"[^a-z0-9 -]", "", entry.title["en"].lower()).replace(" ", "-")


def main() -> None:
    """Render the gallery and write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = write_project(Path(name))
        _, dossier = bound(folder)
        for manuscript in dossier.manuscripts:
            layout = lay_out(dossier, manuscript, Cache(folder / ".cache"), "gallery", draft=False)
            for id, png in draw(layout):
                (PICTURES / f"{id}-{manuscript.language}.png").write_bytes(png)
    known = {f"{e.id}-{language}.png" for e in entries() for language in LANGUAGES}
    for file in PICTURES.glob("*.png"):
        if file.name not in known:
            file.unlink()
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
