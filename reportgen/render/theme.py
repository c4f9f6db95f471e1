"""A theme: paper, colours, faces, type sizes, rules and logo, as read from its file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.model.outline import Level, Outline, Section
from reportgen.render.colour import mixed
from reportgen.render.logo import Logo

SIZES = {"A4": (210.0, 297.0), "B5": (176.0, 250.0), "JIS-B5": (182.0, 257.0), "letter": (215.9, 279.4)}
"""Width and height of paper by its name, in mm (ISO 216, JIS P 0138, ANSI/ASME Y14.1)."""

_MEASURED = re.compile(r"(\d+(?:\.\d+)?)\s*mm\s*[x×]\s*(\d+(?:\.\d+)?)\s*mm")

TextSize = tuple[float, float, float]


def measured(size: str) -> tuple[float, float] | None:
    """Width and height of a paper in mm; ``None`` if it is neither a known name nor two measures."""
    found = _MEASURED.fullmatch(size.strip())
    return (float(found[1]), float(found[2])) if found else SIZES.get(size)


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays free around the text; the cover and the openers fill the page.

    Attributes:
        top: from the paper's edge to the text, in mm; the running head stands in it.
        right: in mm.
        bottom: in mm; page number and foot stand in it.
        left: in mm.
    """

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Page:
    """The paper, upright, and its columns.

    Attributes:
        size: `A4`, `B5`, `JIS-B5`, `letter`, or two measures such as `200mm x 260mm`.
        hang: the column at the left that holds numbers and side notes, in mm; text and charts stand right of it.
        margins: see below.
    """

    size: str
    hang: float
    margins: Margins

    @property
    def width(self) -> float:
        """Of the paper, in mm."""
        return (measured(self.size) or (0.0, 0.0))[0]

    @property
    def height(self) -> float:
        """Of the paper, in mm."""
        return (measured(self.size) or (0.0, 0.0))[1]

    @property
    def text_width(self) -> float:
        """Between the margins, in mm."""
        return self.width - self.margins.left - self.margins.right

    @property
    def text_height(self) -> float:
        """Between the margins, in mm."""
        return self.height - self.margins.top - self.margins.bottom

    @property
    def measure(self) -> float:
        """Of running text and charts, in mm."""
        return self.text_width - self.hang


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes of type: each a size, the distance of lines in Latin script, and that in Chinese, in pt.

    Attributes:
        text: of paragraphs.
        lead: of the paragraph that leads a section.
        opener: of a chapter's title on its opening page, and of the contents' title.
        head: of a section's title.
        subhead: of titles inside a section, and of tables.
        table: of tables.
        note: of notes and footnotes.
    """

    text: TextSize
    lead: TextSize
    opener: TextSize
    head: TextSize
    subhead: TextSize
    table: TextSize
    note: TextSize


@dataclass(frozen=True, slots=True)
class Shape:
    """Forms that colours and faces alone do not give.

    Attributes:
        cover: `bands`: a white cover, the year very large, each chapter a band of its colour; `panel`: a panel in the
            colour of the front matter below the logo, the chapters listed in it.
        opener: `field`: a field of the chapter's colour above the page's contents; `spine`: a stripe of it at the left
            edge, the title in it on paper, the figures of the year on a tint at the foot.
        rules: thin, middle and thick, in pt.
        radius: of the corners of boxes, and of buttons on the site, in pt.
    """

    cover: str
    opener: str
    rules: tuple[float, float, float]
    radius: float


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours, each as ``#rrggbb``; those of words have at least 4.5:1 on paper and on their own pale tint.

    Attributes:
        ink: of text.
        soft: of captions, notes, last year.
        line: of rules between rows.
        paper: of the page; text on coloured fields has it too.
        front: of the front matter, the back, and the site's head and foot.
        chapters: one a chapter; the first again when there are more chapters.
        appendix: of the appendices.
        alert: of the word that marks a draft.
        found: behind the words that a search has found, on the site.
    """

    ink: str
    soft: str
    line: str
    paper: str
    front: str
    chapters: tuple[str, ...]
    appendix: str
    alert: str
    found: str


@dataclass(frozen=True, slots=True)
class Tints:
    """Shares of a part's colour on paper, between 0 and 1.

    Attributes:
        pale: of boxes and the column of this year.
        light: of what the pointer or a link stands on.
        middle: of large numbers on coloured fields.
    """

    pale: float
    light: float
    middle: float


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families in the order in which a glyph is looked for.

    Attributes:
        text: by language.
        display: by language; of titles and large figures.
        web_text: what a browser takes for `text` where the families are not installed.
        web_display: the same for `display`.
    """

    text: Mapping[str, tuple[str, ...]]
    display: Mapping[str, tuple[str, ...]]
    web_text: tuple[str, ...]
    web_display: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """All that a theme says.

    Attributes:
        levels: background and text of a level's cell.
        lang: what a document says of its language.
        packages: Debian package of a face.
        logo: ``None`` for none.
    """

    page: Page
    type: Type
    shape: Shape
    colours: Colours
    tints: Tints
    levels: Mapping[str, tuple[str, str]]
    fonts: Fonts
    lang: Mapping[str, str]
    packages: Mapping[str, str]
    logo: Logo | None = None

    def accent(self, outline: Outline, section: Section) -> str:
        """Colour of the part that a section stands in."""
        part = outline.part_of(section)
        if part.level is Level.CHAPTER:
            chapters = [p.id for p in outline.parts() if p.level is Level.CHAPTER]
            return self.colours.chapters[chapters.index(part.id) % len(self.colours.chapters)]
        return self.colours.front if part.level is Level.FRONT else self.colours.appendix

    def part_colours(self) -> Iterator[tuple[str, str]]:
        """Colours that parts are set in, each with the way to it in the file."""
        yield "front", self.colours.front
        for number, colour in enumerate(self.colours.chapters, start=1):
            yield f"chapters, number {number}", colour
        yield "appendix", self.colours.appendix

    def tint(self, colour: str, share: float) -> str:
        """A colour thinned with paper, opaque, so that no transparency enters the PDF."""
        return mixed(colour, self.colours.paper, share)

    def families(self, language: str) -> tuple[str, ...]:
        """All families that a language is set in, without repetition."""
        return tuple(dict.fromkeys((*self.fonts.text[language], *self.fonts.display[language])))

    def all_families(self) -> tuple[str, ...]:
        """The families of all languages, without repetition."""
        return tuple(dict.fromkeys(family for language in self.fonts.text for family in self.families(language)))
