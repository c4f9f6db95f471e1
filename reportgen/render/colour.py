"""Colours as ``#rrggbb``: mixed with paper, and how far they stand out from each other."""

READABLE = 4.5
"""Least contrast of words with what they stand on.

Source:
    WCAG 2.2, success criterion 1.4.3.
"""


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
