"""Colours of a chart: this year in the chapter's colour, other years in grey, parts as steps of lightness.

Parts differ by lightness alone, so that they keep apart in grey print and for every kind of colour blindness.
"""

from dataclasses import dataclass
from typing import Self

from reportgen.render.theme import Theme

LIGHTEST = 0.22
"""Share of a colour on paper in its lightest step, which still stands out from the page."""

OUTLINED = 0.09
"""Share of a colour on paper inside an outline."""

READABLE = 4.5
"""Least contrast of words with what they stand on.

Source:
    WCAG 2.2, success criterion 1.4.3.
"""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``, and font families in the order in which a glyph is looked for."""

    accent: str
    past: str
    ink: str
    soft: str
    line: str
    paper: str
    fonts: tuple[str, ...]

    @classmethod
    def of(cls, theme: Theme, accent: str, language: str) -> Self:
        """The palette of a part whose colour is ``accent``."""
        colours = theme.colours
        fonts = tuple(theme.fonts.text[language])
        return cls(accent, grey(colours.soft), colours.ink, colours.soft, colours.line, colours.paper, fonts)

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


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, paper: str, share: float) -> str:
    """A colour thinned with paper, opaque, so that no transparency enters the PDF."""
    pairs = zip(channels(colour), channels(paper), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1.

    Source:
        WCAG 2.2, definition of relative luminance.
    """
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def brightness(colour: str) -> float:
    """Luminance with the flare that contrast is reckoned with (WCAG 2.2)."""
    return luminance(colour) + 0.05


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((brightness(one), brightness(other)))
    return high / low


def grey(colour: str) -> str:
    """The neutral grey of a colour's weight: the years before have no hue at all."""
    level = round(sum(channels(colour)) / 3)
    return f"#{level:02x}{level:02x}{level:02x}"
