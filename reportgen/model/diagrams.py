"""Diagrams as data: a materiality matrix, a structure of bodies, a heat map of risks by horizon."""

from dataclasses import dataclass

from reportgen.model.place import Place
from reportgen.model.words import Words

LEVELS = ("very_low", "low", "medium", "high")
"""The levels of an impact or a benefit, rising. Their words are the language's, their colours the theme's."""


@dataclass(frozen=True, slots=True)
class Band:
    """A column of a matrix: how important its topics are. There are bands, no coordinates.

    Attributes:
        id: what topics name it by.
        label: in each language.
        strong: whether its topics are set strongly.
        at: where it is defined.
    """

    id: str
    label: Words
    strong: bool = False
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A row of a matrix.

    Attributes:
        id: what topics name it by.
        label: in each language.
        at: where it is defined.
    """

    id: str
    label: Words
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a matrix. It is numbered by its place in the file, from 1.

    Attributes:
        label: in each language.
        category: id of its row.
        band: id of its column.
        sections: ids of the sections that report on it.
        at: where it is defined.
    """

    label: Words
    category: str
    band: str
    sections: tuple[str, ...] = ()
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class MatrixSpec:
    """A materiality matrix: topics by category and band of importance.

    Attributes:
        id: what chapters print it by.
        measure: subtitle in each language: what the matrix shows.
        bands: the columns, the most important first.
        categories: the rows.
        topics: in order of their numbers.
        source: line below it in each language.
        at: where it is defined.
    """

    id: str
    measure: Words
    bands: tuple[Band, ...]
    categories: tuple[Category, ...]
    topics: tuple[Topic, ...]
    source: Words | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of a structure.

    Attributes:
        id: what bodies name it by.
        label: in each language.
        detail: what the layer does, in each language.
        at: where it is defined.
    """

    id: str
    label: Words
    detail: Words | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a structure.

    Attributes:
        id: what the bodies below it name it by.
        label: in each language.
        layer: id of its layer.
        reports_to: id of the body above it; none for one that answers to nobody in the structure.
        detail: what it does, in each language.
        at: where it is defined.
    """

    id: str
    label: Words
    layer: str
    reports_to: str | None = None
    detail: Words | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class StructureSpec:
    """A structure: who stands in which layer and reports to whom.

    Attributes:
        id: what chapters print it by.
        measure: subtitle in each language: what the structure shows.
        layers: from the top.
        bodies: those of one parent in the order of drawing.
        source: line below it in each language.
        at: where it is defined.
    """

    id: str
    measure: Words
    layers: tuple[Layer, ...]
    bodies: tuple[Body, ...]
    source: Words | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """A column of a heat map: a point or a window in time.

    Attributes:
        id: what groups name it by.
        label: in each language.
        at: where it is defined.
    """

    id: str
    label: Words
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """Risks, or opportunities, that are assessed under the same scenarios for the same horizons.

    Attributes:
        id: what its rows name it by.
        label: in each language.
        noun: head over the names of its rows in each language, e.g. Risk.
        horizons: ids of the horizons it is assessed for, in the heat map's order.
        basis: the scenarios, in each language.
        gain: whether its levels are of a benefit, not of a harm.
        at: where it is defined.
    """

    id: str
    label: Words
    noun: Words
    horizons: tuple[str, ...]
    basis: Words | None = None
    gain: bool = False
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A row of a heat map: a risk or an opportunity.

    Attributes:
        label: in each language.
        group: id of its group.
        kind: its class in each language, e.g. Acute; told once for rows of one class that follow each other.
        levels: one of very_low, low, medium and high for each horizon of its group.
        impact: how it acts, in each language; printed by ``levels``, not by ``diagram``.
        key: whether it was judged key.
        at: where it is defined.
    """

    label: Words
    group: str
    kind: Words
    levels: tuple[str, ...]
    impact: Words
    key: bool = False
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class HeatmapSpec:
    """A heat map: the level of risks and opportunities at each horizon.

    Attributes:
        id: what chapters print it by.
        measure: subtitle in each language: what the levels are of.
        noun: head over the names of all rows in each language, e.g. Risk or opportunity.
        horizons: the columns.
        groups: in order.
        risks: the rows in order, group by group.
        source: line below it in each language.
        at: where it is defined.
    """

    id: str
    measure: Words
    noun: Words
    horizons: tuple[Horizon, ...]
    groups: tuple[RiskGroup, ...]
    risks: tuple[Risk, ...]
    source: Words | None = None
    at: Place | None = None

    def of(self, group: RiskGroup) -> tuple[Risk, ...]:
        """The rows of a group."""
        return tuple(risk for risk in self.risks if risk.group == group.id)


DiagramSpec = MatrixSpec | StructureSpec | HeatmapSpec
