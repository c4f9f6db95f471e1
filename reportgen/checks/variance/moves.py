"""How the figures of a report moved since the year before, and which of them moved together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Status
from reportgen.model.figures import period_of
from reportgen.model.finding import Involved
from reportgen.model.formula import metrics_in
from reportgen.model.metric import Metric, Variance
from reportgen.model.period import Period, PeriodKind
from reportgen.model.unit import Style

_QUANTITIES = (Style.PLAIN, Style.COUNT, Style.MONEY, Style.PERCENT, Style.RATIO)
_SPREAD = Decimal(2)  # a part that moved more than twice as much as its total has a reason of its own
_ALIKE = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Move:
    """How a metric's figure moved from last year to this; ``before`` is never zero."""

    metric: Metric
    now: Figure
    before: Figure
    points: bool

    @property
    def size(self) -> Decimal:
        """The change in the metric's unit."""
        return _value(self.now) - _value(self.before)

    @property
    def percent(self) -> Decimal:
        """The change in per cent of the earlier value."""
        return self.size / abs(_value(self.before)) * 100

    @property
    def rose(self) -> bool:
        """Whether it rose."""
        return self.size > 0

    @property
    def shown(self) -> str:
        """The change in words: ``rose by 12.3 % (from 100 to 112.3)``."""
        size = f"{abs(self.size):.1f} percentage points" if self.points else f"{abs(self.percent):,.1f} %"
        if self.points and self.metric.variance.points is None:
            size += f", that is by {abs(self.percent):,.1f} %"
        return f"{'rose' if self.rose else 'fell'} by {size} (from {shown(self.before)} to {shown(self.now)})"

    @property
    def brief(self) -> str:
        """Metric and change: ``energy.diesel -55.3 %``."""
        size = f"{self.size:+.1f} points" if self.points else f"{self.percent:+,.1f} %"
        return f"{self.metric.id} {size}"

    @property
    def involved(self) -> tuple[Involved, ...]:
        """The two figures, for a finding."""
        return (involved(self.now), involved(self.before))


def _value(figure: Figure) -> Decimal:
    return Decimal(0) if figure.value is None else figure.value


def amount(value: Decimal, decimals: int | None = None) -> str:
    """A value in a message: with as many decimals as the report prints, and thousands set apart."""
    return f"{value:,.{decimals}f}" if decimals is not None else f"{value.normalize():,f}"


def shown(figure: Figure) -> str:
    """A figure in a message."""
    return "no number" if figure.value is None else amount(figure.value, figure.decimals)


def involved(figure: Figure) -> Involved:
    """A figure that a finding is about."""
    return Involved(figure.metric, figure.period.id, shown(figure), figure.sources[0] if figure.sources else None)


def limit(variance: Variance) -> str:
    """A metric's threshold in words."""
    told = []
    if variance.percent is not None:
        told.append(f"{variance.percent.normalize():f} %")
    if variance.points is not None:
        told.append(f"{variance.points.normalize():f} in its own unit")
    return " and ".join(told) or "none"


def compared(dossier: Dossier) -> Iterator[tuple[Metric, Figure, Figure]]:
    """Every metric of quantities with its figures of this year and of last year, second names left out."""
    year = dossier.project.settings.fiscal_year
    for metric in dossier.project.metrics.values():
        if metric.same_as is not None or dossier.project.units[metric.unit].style not in _QUANTITIES:
            continue
        now, before = (_figure(dossier, metric, period_of(metric, year, offset)) for offset in (0, -1))
        if now is not None and before is not None and now.period.kind is not PeriodKind.TARGET:
            yield metric, now, before


def _figure(dossier: Dossier, metric: Metric, period: Period | None) -> Figure | None:
    return None if period is None else dossier.figures.get(metric.id, period)


def moves(dossier: Dossier) -> tuple[Move, ...]:
    """The metrics with a number for both years, neither of which is zero, of the same sign."""
    return tuple(
        Move(metric, now, before, dossier.project.units[metric.unit].style is Style.PERCENT)
        for metric, now, before in compared(dossier)
        if now.value is not None and before.value and now.value * before.value > 0
    )


def is_restated(dossier: Dossier, figure: Figure) -> bool:
    """Whether a figure is restated, or derived from one that is."""
    if figure.status is Status.RESTATED:
        return True
    below = (dossier.figures.by_key.get(key) for key in figure.inputs)
    return any(is_restated(dossier, one) for one in below if one is not None)


def _rank(metric: Metric) -> int:
    """Totals first, then what was handed in, and ratios last: they follow from the others."""
    if metric.formula is None:
        return 1
    return 2 if "/" in metric.formula else 0


@dataclass(eq=False)
class Kinship:
    """Which metrics have to do with each other: derived from, added up to, or standing beside one another."""

    dossier: Dossier

    @cached_property
    def derived(self) -> Mapping[str, set[str]]:
        """Metrics that one is computed from or adds up from, both ways."""
        found: dict[str, set[str]] = {}
        for metric in self.dossier.project.metrics.values():
            parts = {id for row in metric.breakdowns for id in row}
            parts |= set(metrics_in(metric.formula)) if metric.formula else set()
            for id in parts:
                found.setdefault(metric.id, set()).add(id)
                found.setdefault(id, set()).add(metric.id)
        return found

    @cached_property
    def tables(self) -> Mapping[str, frozenset[str]]:
        """The tables in which a metric is a row."""
        found: dict[str, set[str]] = {}
        for table in self.dossier.project.tables.values():
            for id in (id for group in table.groups for id in group.rows):
                found.setdefault(id, set()).add(table.id)
        return {id: frozenset(own) for id, own in found.items()}

    def beside(self, one: Metric, two: Metric) -> bool:
        """Whether two stand in one table under one subject, as ``turnover.total`` and ``turnover.gender.male``."""
        subject = one.id.partition(".")[0]
        shared = self.tables.get(one.id, frozenset()) & self.tables.get(two.id, frozenset())
        return bool(shared) and subject == two.id.partition(".")[0]

    def explains(self, one: Move, two: Move) -> bool:
        """Whether what explains the first explains the second: both moved the same way, and by about as much."""
        if one.rose != two.rose:
            return False
        ratio = abs(two.percent / one.percent)
        if two.metric.id in self.derived.get(one.metric.id, ()):
            return self.follows(one.metric, two.metric) and ratio <= _SPREAD
        if not self.beside(one.metric, two.metric):
            return False
        whole = one.metric.unit == two.metric.unit and one.metric.id.endswith(".total")
        return 1 / _SPREAD <= ratio <= (_SPREAD if whole else _ALIKE)

    def follows(self, one: Metric, two: Metric) -> bool:
        """Whether the second is a part of the first, or derived from it; what a ratio is made of doesn't follow it."""
        if two.id not in self.derived.get(one.id, ()):
            return False
        made_of = one.formula is not None and two.id in metrics_in(one.formula)
        return not (made_of and "/" in (one.formula or ""))

    def covered(self, explained: Iterable[Move], others: Iterable[Move]) -> frozenset[str]:
        """The metrics among some moves that are explained by what explains others."""
        known = [move for move in explained if move.size]
        return frozenset(two.metric.id for two in others if any(self.explains(one, two) for one in known))

    def groups(self, some: Iterable[Move]) -> tuple[tuple[Move, ...], ...]:
        """Moves that have one cause, as far as the figures show it; the total, or the largest move, comes first."""
        rest = sorted(some, key=lambda move: (_rank(move.metric), -abs(move.percent)))
        found = []
        while rest:
            first, *rest = rest
            own = [move for move in rest if self._together(first, move)]
            rest = [move for move in rest if move not in own]
            found.append((first, *own))
        return tuple(found)

    def _together(self, one: Move, two: Move) -> bool:
        related = two.metric.id in self.derived.get(one.metric.id, ()) or self.beside(one.metric, two.metric)
        if not related or one.rose != two.rose:
            return False
        same = one.metric.unit == two.metric.unit or two.metric.id in self.derived.get(one.metric.id, ())
        ratio = abs(two.percent / one.percent)
        return same or 1 / _ALIKE <= ratio <= _ALIKE
