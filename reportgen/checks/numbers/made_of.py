"""What consolidated figures are made of: entities, and months of entities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Part
from reportgen.model.metric import Metric, Rollup
from reportgen.model.period import Period
from reportgen.model.place import Cell

_EXPLAINING = ("explanation", "scope_change", "not_applicable")
_TO_DEVIATION = Decimal("1.4826")


@dataclass(frozen=True, slots=True)
class Robust:
    """Middle and spread of values as outliers can't move them: the median, and the median distance from it.

    Source:
        Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): distances are multiplied by 1.4826 so that they
        are a standard deviation where values are normal.
    """

    middle: Decimal
    spread: Decimal

    def distance(self, value: Decimal) -> Decimal:
        """How many spreads a value lies off the middle; a middle without spread is off by nothing or by anything."""
        gap = abs(value - self.middle)
        return gap / self.spread if self.spread else (Decimal(0) if not gap else Decimal("Infinity"))


def robust(values: list[Decimal]) -> Robust:
    """Middle and spread of some values, at least one."""
    middle = median(values)
    return Robust(middle, median([abs(value - middle) for value in values]) * _TO_DEVIATION)


def own_figures(dossier: Dossier) -> Iterator[Figure]:
    """The figures of all metrics, each value once: second names are left out."""
    for figure in dossier.figures:
        if dossier.project.metrics[figure.metric].same_as is None:
            yield figure


@dataclass(frozen=True, slots=True)
class Handed:
    """One value that was handed in, and the figure that it is or counts in."""

    figure: Figure
    entity: str
    period: Period
    value: Decimal
    source: Cell | None
    handed_as: str = ""

    @property
    def whose(self) -> str:
        """``of the entity`` for a message, nothing for the figure itself."""
        return f" of {self.entity}" if self.figure.drilldown is not None else ""


def handed_in_below(dossier: Dossier) -> Iterator[Handed]:
    """Every value that was handed in, also those of entities and months that a figure is put together from."""
    for figure in own_figures(dossier):
        if figure.drilldown is not None:
            for part in _all(figure.drilldown):
                if part.source is not None and part.value is not None:
                    yield Handed(figure, part.entity, part.period, part.value, part.source)
        elif figure.formula is None and figure.value is not None:
            cell = figure.sources[0] if figure.sources else None
            yield Handed(
                figure,
                dossier.project.settings.entity,
                figure.period,
                figure.value,
                cell,
                figure.particulars.handed_as,
            )


def explained(dossier: Dossier, figure: Figure) -> bool:
    """Whether a reason, an explanation or a note tells why a figure is as it is."""
    told = figure.reason or figure.particulars.explanation
    notes = dossier.project.notes_about(figure.metric, figure.period.id)
    return bool(told) or any(note.kind in _EXPLAINING for note in notes)


def months_of(figure: Figure) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Each entity below a figure that handed in months or quarters, with these in their order."""
    for part in _all(figure.drilldown):
        months = tuple(below for below in part.parts if below.entity == part.entity and below.source is not None)
        if len(months) > 1:
            yield part.entity, tuple(sorted(months, key=lambda below: below.period.id))


def entities_of(figure: Figure) -> Mapping[str, Part]:
    """The entities below a figure that handed in for themselves, by id."""
    found: dict[str, Part] = {}
    for part in _all(figure.drilldown):
        own = part.source is not None or any(below.entity == part.entity for below in part.parts)
        if own and part.value is not None and part.period == figure.period:
            found.setdefault(part.entity, part)
    return found


def averages_below(metric: Metric, figure: Figure) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """The parts below a figure that are averages, each with what it is the average of, all of it with numbers."""
    for part in _all(figure.drilldown):
        below = tuple(one for one in part.parts if one.counts_by)
        months = all(one.entity == part.entity for one in below)
        how = metric.over_months if months else metric.over_entities
        if how is Rollup.AVERAGE and below and part.value is not None and all(one.value is not None for one in below):
            yield part, below


def _all(part: Part | None) -> Iterator[Part]:
    if part is not None:
        yield part
        for below in part.parts:
            yield from _all(below)
