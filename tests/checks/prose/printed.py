"""A figure to print."""

from decimal import Decimal

from reportgen.model.figure import Figure, Kind, State, Status
from reportgen.model.metric import Qualifier
from reportgen.model.period import Period


def figure(value: Decimal, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    """A reported figure."""
    return Figure(
        "x", Period("2022"), value, "u", State.VALUE, Status.REPORTED, Kind.ACTUAL, qualifier, None, False, ()
    )
