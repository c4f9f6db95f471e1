"""How findings about pairs of passages are told: short quotations, bold words, and what a pair is known by."""

from reportgen.checks.prose import HOLE, Passage
from reportgen.model.manuscript import Bound, Text

_SHOWN = 28


def quoted(passage: Passage, width: int = _SHOWN) -> str:
    """The beginning of a passage in quotation marks; where it has no words of its own, what it is and where."""
    words = " ".join(passage.text.replace(HOLE, "…").split())
    if not words.strip("… "):
        return f"the {passage.kind} at {passage.at}"
    return f"“{words[:width]}…”" if len(words) > width else f"“{words}”"


def subject_of(passage: Passage) -> str:
    """What a passage is known by when words of it change: what it binds or answers, else how it begins."""
    bound = [s.run.binding for s in passage.bound if isinstance(s.run, Bound)]
    own = [*passage.anchors, *passage.references]
    if own:
        return " ".join(own)
    words = "".join(passage.typed.split())
    return f"{passage.kind} {len(bound)} {words[:_SHOWN]}"


def listed(values: list[str]) -> str:
    """Values in a row, for a message."""
    return ", ".join(values)


def bold_of(passage: Passage) -> list[str]:
    """The stretches of bold words, as typed; figures inside join what stands around them."""
    found: list[str] = []
    open_ = False
    for spot in passage.spots:
        run = spot.run
        if isinstance(run, Text | Bound) and run.strong:
            words = run.text if isinstance(run, Text) else "…"
            found[-1:] = [found[-1] + words] if open_ else [*found[-1:], words]
            open_ = True
        elif spot.end > spot.start:
            open_ = False
    return [words for words in found if words.strip(" …")]
