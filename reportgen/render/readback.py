"""Reading the PDF back: every bound figure must stand, as text, on the page where the layout put it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pypdfium2

from reportgen.model.manuscript import Binding
from reportgen.render.figures import pieces
from reportgen.render.typography import spaced

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffe\ufffd\x00-\x08]")
_IN_PICTURE = "chart"


@dataclass(frozen=True, slots=True)
class NotFound:
    """A binding whose text was not read where it should stand; ``page`` is ``None`` if the layout has no place."""

    binding: Binding
    page: int | None


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of each page, as a reader's search or a screen reader finds it."""
    return tuple(map(seen, raw_page_texts(pdf)))


def raw_page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of each page with the characters that nobody sees, or that stand for no letter."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def seen(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def not_found(bindings: Iterable[Binding], pages: Mapping[str, int], texts: tuple[str, ...]) -> tuple[NotFound, ...]:
    """Look every binding up on its page.

    A text bound several times on one page must be read as often. Spaces and line breaks do not count. Figures in a
    chart's picture have no element of their own and are left out.

    Args:
        bindings: the trace.
        pages: binding id to page, from the layout.
        texts: what was read, from :func:`page_texts`.
    """
    wanted: Counter[tuple[int, str]] = Counter()
    missing: list[NotFound] = []
    for binding in bindings:
        page = pages.get(binding.id)
        if page is None:
            missing.extend([NotFound(binding, None)] if binding.kind != _IN_PICTURE else [])
            continue
        wanted[page, binding.text] += 1
        if wanted[page, binding.text] > _occurrences(texts, page, binding.text):
            missing.append(NotFound(binding, page))
    return tuple(missing)


def _occurrences(texts: tuple[str, ...], page: int, text: str) -> int:
    """How often a text is read on a page; one more if the page ends inside it, where a figure may be broken."""
    here, following = texts[page - 1], texts[page] if page < len(texts) else ""
    parts = pieces(spaced(text))
    broken = any(
        occurrence("".join(parts[:at])).search(here) and occurrence("".join(parts[at:])).search(following)
        for at in range(1, len(parts))
    )
    return len(occurrence(text).findall(here)) + broken


@cache
def occurrence(text: str) -> re.Pattern[str]:
    """Finds a bound text among what is read, with spaces anywhere in it.

    A figure that begins with a digit is not the end of a longer one.
    """
    characters = [re.escape(character) for character in _UNSEEN.sub("", text) if not character.isspace()]
    return re.compile((r"(?<!\d)(?<!\d[.,])" if text[:1].isdigit() else "") + r"\s*".join(characters))
