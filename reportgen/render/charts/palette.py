"""Colours of a chart: this year in the chapter's colour, other years in grey, parts as steps of lightness.

Parts differ by lightness alone, so that they keep apart in grey print and for every kind of colour blindness.
"""

from dataclasses import dataclass
from typing import Self

from reportgen.render.charts.lettering import width
from reportgen.render.colour import READABLE, brightness, contrast, grey, mixed
from reportgen.render.faces import SAMPLE, text_stretch
from reportgen.render.theme import Theme

LIGHTEST = 0.22
"""Share of a colour on paper in its lightest step, which still stands out from the page."""

OUTLINED = 0.09
"""Share of a colour on paper inside an outline."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``, and font families in the order in which a glyph is looked for.

    ``shrink`` is what letters are set smaller by, so that a face wider than Inter needs no more room.
    """

    accent: str
    past: str
    ink: str
    soft: str
    line: str
    paper: str
    fonts: tuple[str, ...]
    shrink: float = 1.0

    @classmethod
    def of(cls, theme: Theme, accent: str, language: str) -> Self:
        """The palette of a part whose colour is ``accent``."""
        colours = theme.colours
        fonts = tuple(theme.fonts.text[language])
        shrink = 1 / text_stretch(fonts[0], width(SAMPLE, 1))
        return cls(accent, grey(colours.soft), colours.ink, colours.soft, colours.line, colours.paper, fonts, shrink)

    def column(self, *, past: bool) -> str:
        """Colour of a bar that is not divided; the grey is a light one, so that this year leads in grey print too."""
        return mixed(self.past, self.paper, 0.5) if past else self.accent

    def outlined(self) -> str:
        """Colour inside the outline of a goal."""
        return mixed(self.accent, self.paper, OUTLINED)

    def steps(self, count: int, *, past: bool) -> list[str]:
        """Colours of ``count`` parts from dark to light, each as far in contrast from the next."""
        base = self.past if past else self.accent
        if count == 1:
            return [base]
        first, last = brightness(base), brightness(mixed(base, self.paper, LIGHTEST))
        wanted = [first * (last / first) ** (n / (count - 1)) for n in range(count)]
        return [self._with_brightness(base, one) for one in wanted]

    def on(self, colour: str) -> str:
        """The colour of words on ``colour``: paper or ink, whichever stands out more."""
        return max((self.paper, self.ink), key=lambda words: contrast(words, colour))

    def _with_brightness(self, base: str, wanted: float) -> str:
        made = [mixed(base, self.paper, n / 200) for n in range(200, 0, -1)]
        carrying = [colour for colour in made if contrast(self.on(colour), colour) >= READABLE] or made
        return min(carrying, key=lambda colour: abs(brightness(colour) - wanted))
