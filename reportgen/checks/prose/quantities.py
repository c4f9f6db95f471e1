"""Quantities in a text of either language, typed or printed: value, kind and qualifier.

Scales are undone (5.7億 and 570 million are one value), and so is the way of writing (三成, 30%, three in ten).
"""

import re
from dataclasses import replace
from functools import lru_cache

from reportgen.checks.prose import chinese, english
from reportgen.checks.prose.lexicon import Lexicon, lexicon
from reportgen.checks.prose.quantity import Measure, Quantity
from reportgen.model.words import is_chinese

__all__ = ["Measure", "Quantity", "quantities"]

_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=16_384)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; a part of the text belongs to one quantity at most."""
    lists = lexicon(language)
    known = chinese if is_chinese(language) else english
    if lists is None or not known.HINT.search(text):
        return ()
    rest = text.translate(_WIDE)
    any_digit = _DIGIT.search(rest) is not None
    small = rest.lower()
    found: list[Quantity] = []
    for pattern, build, needs_digit, needs in known.FORMS:
        if (needs_digit and not any_digit) or (needs and not any(word in small for word in needs)):
            continue
        for match in list(pattern.finditer(rest)):
            found.extend(build(match))
            rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    return tuple(_qualified(q, text, lists) for q in sorted(found, key=lambda q: q.start))


def _qualified(quantity: Quantity, text: str, lists: Lexicon) -> Quantity:
    found = lists.qualifier_before(text, quantity.start) or lists.qualifier_after(text, quantity.end)
    return replace(quantity, qualifier=found[0]) if found else quantity
