"""Makes the pictures of docs/images that show the theme Harbour, from a trial build of the demonstration.

make_pictures.py [OUTPUT]     OUTPUT is where the trial lies: output/draft
"""

import json
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs/images"
SECTIONS = ("environment", "green-operations", "kpi-tables")
"""The cover is shown, then the first page of each of these that prints a figure."""
SCALE, GAP, COLOURS = 1.0, 10, 255


def picture(folder: Path, language: str) -> Image.Image:
    """Pages of one language side by side."""
    document = pypdfium2.PdfDocument(folder / language / "report.pdf")
    bindings = json.loads((folder / "trace.json").read_text(encoding="utf-8"))["bindings"]
    numbers = [1]
    for section in SECTIONS:
        found = [b["page"] for b in bindings if (b["language"], b["section"]) == (language, section) and b["page"]]
        numbers.append(min(found))
    pages = [document[number - 1].render(scale=SCALE).to_pil().convert("RGB") for number in numbers]
    width, height = pages[0].size
    sheet = Image.new("RGB", (width * len(pages) + GAP * (len(pages) + 1), height + 2 * GAP), "#d8d8d8")
    for at, page in enumerate(pages):
        sheet.paste(page, (GAP + at * (width + GAP), GAP))
    return sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)


def main(folder: Path) -> None:
    """Write the pictures of both languages."""
    for language in ("zh-hant", "en"):
        picture(folder, language).save(IMAGES / f"theme-{language}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output/draft")
