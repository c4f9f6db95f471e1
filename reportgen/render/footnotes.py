"""Footnotes that WeasyPrint 70 prints twice when it lays pages out again to fill in page numbers.

A note without room moves to the next page. If that page is right already and is not laid out again, WeasyPrint carries
the note on, to the next page that is. Here each page remembers the notes that it hands on.
"""

from functools import cache
from typing import Any

from weasyprint.layout import page

_lays_out = page.remake_page


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """Take the place of WeasyPrint's function of that name: lay one page out, with the notes left over before it."""
    handed_on: dict[int, list[Any]] = context.__dict__.setdefault("handed_on", {})
    context.reported_footnotes = list(handed_on.get(index - 1, ()))
    made = _lays_out(index, context, root_box, html)
    handed_on[index] = list(context.reported_footnotes)
    return made


@cache
def install() -> None:
    """Make WeasyPrint print each footnote once, in this process, from now on."""
    page.remake_page = remake_page
