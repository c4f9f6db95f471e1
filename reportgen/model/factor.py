"""Factors: what activity data are converted by, e.g. a grid's emission factor."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.model.place import Place
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of data/factors.toml.

    Attributes:
        id: stable slug, e.g. ``grid-2022``.
        name: in each language.
        value: in ``unit``.
        unit: as the source states it, e.g. ``tCO2e/MWh``.
        source: the publication that it was taken from.
        edition: of the publication: its version, number or date.
        valid_from, valid_until: the first and last day that it serves; open where left out.
        metrics: ids of the metrics that were computed with it.
        at: where it is declared.
    """

    id: str
    name: Words
    value: Decimal
    unit: str
    source: str
    edition: str
    valid_from: date | None = None
    valid_until: date | None = None
    metrics: tuple[str, ...] = ()
    at: Place | None = None
