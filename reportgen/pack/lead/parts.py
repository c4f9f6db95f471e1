"""What a consolidated figure was put together from, as single datapoints."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.figure import Part


@dataclass(frozen=True, slots=True)
class Leaf:
    """A datapoint below a consolidated figure, and by how much it counts in the group's figure."""

    part: Part
    share: Decimal

    @property
    def quantity(self) -> Decimal | None:
        """What it adds to a figure that is a sum, in the metric's unit."""
        return None if self.part.value is None else self.part.value * self.share


def leaves(part: Part, share: Decimal = Decimal(1)) -> Iterator[Leaf]:
    """The datapoints below a part, as they were handed in."""
    if not part.parts:
        yield Leaf(part, share)
    for below in part.parts:
        yield from leaves(below, share * below.counts_by)
