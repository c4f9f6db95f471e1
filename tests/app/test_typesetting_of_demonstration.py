"""The rules of setting type, proven on the built demonstration: both PDFs are read back line by line."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from tests.reading import Element, Reading, read

pytestmark = pytest.mark.build
LANGUAGES = ("zh-hant", "en")
HAN = re.compile("[\u3400-\u9fff]")
LATIN = re.compile("[A-Za-z0-9]")
FIGURE = re.compile(r"[\d,]+(?:\.(\d+))?")
SMALL = 7.4
"""Type in pt below which a piece is a note or a marker."""


@cache
def reading(folder: Path, language: str) -> Reading:
    """The report, with the glyphs of the first chapter and of the performance tables."""
    trace = json.loads((folder / "output/trace.json").read_text(encoding="utf-8"))["bindings"]
    near = {
        b["page"] for b in trace if b["language"] == language and b["section"] in ("green-operations", "kpi-tables")
    }
    return read(folder / "output" / language / "report.pdf", near)


def told(element: Element) -> str:
    return f"page {min(element.pages)}: {element.text[:60]}"


CODE = re.compile(r"[A-Z]*-?[0-9A-Za-z.-]{1,6}[*†]?")
"""A disclosure's code, as B7.3 or STR-c."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_ends_in_a_line_of_one_character_or_short_word(demonstration, language):
    lonely = list(short_last_lines(reading(demonstration, language), language))
    assert lonely == []


def short_last_lines(report: Reading, language: str) -> Iterator[str]:
    for element in report.of("P", "LBody", "TD", "TH", "H1", "H2", "H3", "Caption"):
        lines = element.lines()
        if len(lines) < 2 or "THead" in element.above:
            continue
        last = "".join(piece.text for piece in lines[-1])
        if element.kind == "TD" and CODE.fullmatch(last.strip()):
            continue  # a row of codes in the index, which are no words
        if len(re.sub(r"\W", "", last)) <= (1 if language == "zh-hant" else 4):
            yield f"{told(element)} … | {last}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_stands_at_a_pages_foot(demonstration, language):
    report = reading(demonstration, language)
    below: dict[int, list[float]] = defaultdict(list)
    heads = report.of("H1", "H2", "H3", "H4")
    for element in report.elements:
        if element not in heads:
            for piece in element.pieces:
                if piece.size > SMALL:
                    below[piece.page].append(piece.baseline)
    lonely = [
        told(head)
        for head in heads
        if not any(baseline < min(p.baseline for p in head.pieces) for baseline in below[max(head.pages)])
    ]
    assert lonely == []
    assert len(heads) > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_of_a_table_is_parted(demonstration, language):
    report = reading(demonstration, language)
    pages: dict[int, set[int]] = defaultdict(set)
    for element in report.elements:
        if "TBody" in element.above:
            pages[element.row] |= element.pages
    assert [row for row, on in pages.items() if len(on) > 1] == []
    # The rest of a parted row would be read as one more row: there are as many as were written.
    assert len(pages) == written_rows(demonstration / "output/site" / language)


def written_rows(folder: Path) -> int:
    """Rows below the heads of the tables on the site's pages, without the data behind charts."""
    count = 0
    for page in folder.glob("*.html"):
        if page.name not in ("index.html", "kpi.html"):
            html = re.sub(r"<details.*?</details>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
            for body in re.findall(r"<tbody.*?</tbody>", html, flags=re.DOTALL):
                count += body.count("<tr")
    return count


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_a_column_stand_on_their_decimal_point(demonstration, language):
    report = reading(demonstration, language)
    columns: dict[tuple[int, int], list[tuple[float, str]]] = defaultdict(list)
    for row in rows_of(report):
        for column, cell in enumerate(cell for cell in row if cell.kind == "TD"):
            glyphs = [glyph for piece in cell.pieces if piece.size > SMALL for glyph in piece.glyphs]
            text = "".join(glyph.text for glyph in glyphs).strip()
            if FIGURE.fullmatch(text):
                whole = glyphs[: len(text.partition(".")[0])]
                columns[cell.table, column].append((whole[-1].right, text))
    aligned = {key: found for key, found in columns.items() if len(found) > 3}
    apart = [
        (found[0][1], text) for found in aligned.values() for place, text in found if abs(place - found[0][0]) > 0.6
    ]
    assert apart == []
    assert any({len(text.partition(".")[2]) for _, text in found} >= {0, 1} for found in aligned.values())


def rows_of(report: Reading) -> Iterator[list[Element]]:
    rows: dict[int, list[Element]] = defaultdict(list)
    for element in report.elements:
        if "TBody" in element.above:
            rows[element.row].append(element)
    yield from (row for row in rows.values() if any(p.glyphs for cell in row for p in cell.pieces))


@pytest.mark.parametrize("language", LANGUAGES)
def test_running_heads_name_the_chapter(demonstration, language):
    report = reading(demonstration, language)
    document = pypdfium2.PdfDocument(demonstration / "output" / language / "report.pdf")
    starts = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc() if mark.level == 0]
    height = document[0].get_height()
    named = 0
    for (title, start), (_, end) in pairwise([*starts, ("", len(document))]):
        for page in range(start + 1, end):
            heads = [p.text for p in report.furniture[page] if p.baseline > height - 76]
            assert squeezed(title) in squeezed("".join(heads)), (page, title, heads)
            named += 1
    assert named > 80


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_begins_with_a_footnotes_mark(demonstration, language):
    report = reading(demonstration, language)
    marks = 0
    for element in report.of("P", "LBody"):
        for number, line in enumerate(element.lines()):
            raised = [is_raised(piece, line) for piece in line]
            marks += sum(raised)
            assert number == 0 or not raised[0], (told(element), [piece.text for piece in line])
    assert marks > 20


def is_raised(piece, line) -> bool:
    beside = max(line, key=lambda p: p.size)
    higher = piece.size < SMALL < beside.size and piece.baseline > beside.baseline
    return higher and bool(re.fullmatch(r"\d+\s*", piece.text))


def test_ideographs_and_latin_stand_apart(demonstration):
    gaps = list(gaps_of(reading(demonstration, "zh-hant")))
    assert [gap for gap in gaps if gap[0] < 0.15] == []
    natural = sorted(gap for gap, _ in gaps)[len(gaps) // 4]
    assert 0.2 <= natural <= 0.3
    assert len(gaps) > 100


def gaps_of(report: Reading) -> Iterator[tuple[float, str]]:
    """The gap between each ideograph and the letter or digit beside it, in ems; dates are set closed."""
    for element in report.of("P", "LBody"):
        for line in element.lines():
            glyphs = [g for p in line if p.size > SMALL for g in p.glyphs if g.text.strip()]
            text = "".join(g.text for g in glyphs)
            for at, (left, right) in enumerate(pairwise(glyphs)):
                han, latin = HAN.match(left.text), LATIN.match(right.text)
                if not (han and latin) and not (LATIN.match(left.text) and HAN.match(right.text)):
                    continue
                if is_date(text, at):
                    continue
                em = left.right - left.left if han else right.right - right.left
                yield round((right.left - left.right) / em, 2), text[max(0, at - 4) : at + 6]


def is_date(text: str, at: int) -> bool:
    """Whether the gap after a character is that before, in or behind a number of years, months or days."""
    return bool(re.match(r".\d+[年月日]", text[at : at + 8]) or re.match(r"\d[年月日]", text[at : at + 2]))


@pytest.mark.parametrize(("language", "label"), [("en", "Next"), ("zh-hant", "下一部分")])
def test_a_chapters_end_stands_on_no_page_alone(demonstration, language, label):
    report = reading(demonstration, language)
    ends = [element for element in report.of("P") if element.text.strip() == label]
    assert len(ends) == 6
    for end in ends:
        page, foot = end.pieces[0].page, end.pieces[0].baseline
        depth = max(p.baseline for e in report.elements for p in e.pieces if p.page == page) - foot
        assert depth > 140, (page, "less than a fifth of the page is filled")
