"""Line breaking that WeasyPrint 70 gets wrong: a text that fits but for the space at its end.

Before a figure or a link a text ends in a space. Where the words fit and the space does not, WeasyPrint keeps only
the first word on the line. The space hangs outside the line instead, as CSS Text 3, 4.1.2 asks.
"""

from functools import cache
from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break

_splits = line_break.split_first_line


def split_first_line(text: str, *arguments: Any, **named: Any) -> Any:
    """Take the place of WeasyPrint's function of that name: fit as much of a text on a line as possible."""
    found = _splits(text, *arguments, **named)
    resumes_at = found[2]
    if resumes_at is None or not text.endswith(" ") or resumes_at != len(text.split(" ", 1)[0].encode()) + 1:
        return found
    without_space = _splits(text.rstrip(" "), *arguments, **named)
    return without_space if without_space[2] is None else found


@cache
def install() -> None:
    """Make WeasyPrint break lines so, in this process, from now on."""
    inline.split_first_line = split_first_line
