"""Comparisons between figures: change over time and shares."""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.figure import Figure


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved: ``absolute`` in its unit, ``percent`` of the earlier value (``None`` from zero)."""

    absolute: Decimal
    percent: Decimal | None


def change(now: Figure, before: Figure) -> Change | None:
    """The change from an earlier figure to a later one, exact.

    Returns:
        ``None`` when one of the two has no number.
    """
    if now.value is None or before.value is None:
        return None
    absolute = now.value - before.value
    percent = absolute / abs(before.value) * 100 if before.value else None
    return Change(absolute, percent)


def share_of(part: Figure, whole: Figure) -> Decimal | None:
    """What per cent of the whole a part is, exact; ``None`` without numbers or with a whole of zero."""
    if part.value is None or not whole.value:
        return None
    return part.value / whole.value * 100
