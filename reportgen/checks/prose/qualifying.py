"""What is said right beside a printed figure: over, nearly, about."""

import re
from dataclasses import dataclass

from reportgen.checks.prose.lexicon import lexicon
from reportgen.checks.prose.passages import Passage, Spot
from reportgen.checks.prose.quantities import quantities
from reportgen.model.manuscript import Binding
from reportgen.model.metric import Qualifier

_DURATION = re.compile(r"[ \u00a0](?:years?|months?|weeks?|days?|hours?|minutes?)\b")
"""“Over ten years” says how long."""


@dataclass(frozen=True, slots=True)
class Said:
    """A qualifier: its kind, its words, and whether the figure itself printed it."""

    kind: Qualifier
    words: str
    printed: bool


def qualifiers_of(passage: Passage, spot: Spot, binding: Binding) -> tuple[Said, ...]:
    """The qualifiers of a printed figure: typed before it, printed by it, typed behind it."""
    words = lexicon(passage.language)
    if words is None:
        return ()
    found = []
    typed = passage.typed
    before = words.qualifier_before(typed, spot.start)
    if before and not (before[0] is Qualifier.OVER and _DURATION.search(passage.text, spot.start, spot.end + 12)):
        found.append(Said(before[0], typed[before[1] : before[2]], False))
    printed = next(iter(quantities(binding.text, passage.language)), None)
    if printed is not None and printed.qualifier is not Qualifier.EXACT and binding.kind != "span":
        found.append(Said(printed.qualifier, binding.text, True))
    if after := words.qualifier_after(typed, spot.end):
        found.append(Said(after[0], typed[after[1] : after[2]], False))
    return tuple(found)
