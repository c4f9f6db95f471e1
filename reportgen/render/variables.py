"""A theme as the custom properties that the style sheets of print and site are written with."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from reportgen.model.words import is_chinese
from reportgen.render.faces import REGULAR, SEMIBOLD, digits, display_stretch
from reportgen.render.figures import Band
from reportgen.render.theme import Theme

_USUAL_WIDTH = 174.0
"""Between the margins of A4 in mm: what widths in the style sheets were drawn for."""
_POINTS_IN_MM = 72 / 25.4
_PAST = 0.45
"""Share of the soft colour in the bars of earlier years."""
_MOST_ACROSS = 6
_CONTENTS_PART, _CONTENTS_SECTION, _CONTENTS_GAP = 29.75, 13.5, 40.0
"""Heights in the contents in pt: of a part's line with its space, of a section's line, below the title."""
_USUAL_FIELD, _LEAST_FIELD = 0.56566, 0.4
"""Shares of the page's height."""
_OWN_SECTION, _ROUND_OWN = 7.06, 72.0
"""Heights on an opener in mm: of a line of the chapter's contents; of the figures below it and the space around."""
_WRAPPED = 1.08
"""Lines that break make the contents longer by so much."""
_DENSEST = 0.75
_GENERIC = {"sans-serif", "serif", "system-ui", "-apple-system"}


def band_of(theme: Theme, language: str) -> Band:
    """The room that stat cards have in print."""
    return Band(theme.page.text_width * _POINTS_IN_MM, display_stretch(theme.fonts.display[language][0]))


def measure_of(theme: Theme) -> float:
    """The width that charts are printed in, in whole pt."""
    return float(int(theme.page.measure * _POINTS_IN_MM))


def print_variables(
    theme: Theme, language: str, *, chapters: int, contents: Sequence[Sequence[int]]
) -> Mapping[str, Markup]:
    """Custom properties of the printed document, without their dashes.

    Args:
        theme: its page, sizes, faces and rules.
        language: sizes and faces are those of the language.
        chapters: how many stand on the cover.
        contents: the columns of the contents, by how many sections each of their parts has.
    """
    page, fonts = theme.page, theme.fonts
    scale = page.text_width / _USUAL_WIDTH
    across = max(1, chapters if chapters <= _MOST_ACROSS else -(-chapters // 2))
    found = {
        "page-width": _mm(page.width),
        "page-height": _mm(page.height),
        "left": _mm(page.margins.left),
        "right": _mm(page.margins.right),
        "width": _mm(page.text_width),
        "hang": _mm(page.hang),
        "measure": _mm(page.measure),
        "k": f"{scale:.5g}",
        "large": f"{scale / display_stretch(fonts.display[language][0]):.5g}",
        "across": str(across),
        "down": str(max(1, -(-chapters // across))),
        "field": _mm(_field(theme, max((n for column in contents for n in column), default=0))),
        "dense": f"{_density(theme, contents, chinese=is_chinese(language)):.4g}",
        **dict(_sizes(theme, chinese=is_chinese(language))),
        "text": families(fonts.text[language]),
        "display": families(fonts.display[language]),
    }
    return {name: Markup(value) for name, value in (found | _shared(theme, language)).items()}


def site_variables(theme: Theme, language: str) -> Mapping[str, Markup]:
    """Custom properties of the site's pages in one language, without their dashes."""
    fonts = theme.fonts
    text, display = fonts.text[language], fonts.display[language]
    found = {
        "text": families(dict.fromkeys((*text, *fonts.web_text))),
        "display": families(dict.fromkeys((*display, *fonts.web_display))),
    }
    return {name: Markup(value) for name, value in (found | _shared(theme, language)).items()}


def _shared(theme: Theme, language: str) -> dict[str, str]:
    colours, tints = theme.colours, theme.tints
    face = theme.fonts.text[language][0]
    now, before = digits(face, SEMIBOLD), digits(face, REGULAR)
    return {
        **{name: getattr(colours, name) for name in ("ink", "soft", "line", "paper", "front", "alert", "found")},
        **{f"front-{name}": theme.tint(colours.front, getattr(tints, name)) for name in ("pale", "light", "middle")},
        **dict(zip(("thin", "rule", "thick"), (f"{one:g}pt" for one in theme.shape.rules), strict=True)),
        "past": theme.tint(colours.soft, _PAST),
        "radius": f"{theme.shape.radius:g}pt",
        "digit": f"{before.digit:.4g}em",
        "point": f"{before.point:.4g}em",
        "digit-now": f"{now.digit:.4g}em",
        "point-now": f"{now.point:.4g}em",
    }


def _field(theme: Theme, sections: int) -> float:
    """Height of the coloured field of an opener in mm: as on A4, or what its longest list of sections leaves."""
    page = theme.page
    listed = sections * _OWN_SECTION * max(1.0, _USUAL_WIDTH / page.text_width)
    return max(_LEAST_FIELD * page.height, min(_USUAL_FIELD * page.height, page.height - listed - _ROUND_OWN))


def contents_height(sections: int) -> float:
    """Height in the contents of a part with so many sections, in pt where nothing is set smaller."""
    return _CONTENTS_PART + _CONTENTS_SECTION * sections


def _density(theme: Theme, contents: Sequence[Sequence[int]], *, chinese: bool) -> float:
    """How much smaller than usual the contents are set, so that they stay on one page; the sizes are in pages.css."""
    longest = max((sum(map(contents_height, column)) for column in contents), default=0.0)
    scale = theme.page.text_width / _USUAL_WIDTH
    title = theme.type.opener[2 if chinese else 1] + _CONTENTS_GAP * scale
    room = (theme.page.text_height * _POINTS_IN_MM - title) / _WRAPPED
    return max(_DENSEST, min(1.0, room / longest)) if longest else 1.0


def _sizes(theme: Theme, *, chinese: bool) -> Iterator[tuple[str, str]]:
    for name in ("text", "lead", "opener", "head", "subhead", "table", "note"):
        size, latin, ideographs = getattr(theme.type, name)
        yield f"{name}-size", f"{size:g}pt"
        yield f"{name}-line", f"{ideographs if chinese else latin:g}pt"


def _mm(length: float) -> str:
    return f"{length:.6g}mm"


def families(names: Sequence[str] | Mapping[str, object]) -> str:
    """Font families as CSS writes them."""
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in names)
