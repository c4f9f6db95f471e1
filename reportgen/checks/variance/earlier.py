"""This report's figures of earlier years beside what last year's report gave for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportgen.checks.variance.moves import amount, shown
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, FigureKey
from reportgen.model.finding import Involved
from reportgen.model.published import PublishedValue


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of an earlier year, what last year's report gave for it, and the digits that both have.

    ``then`` is in the figure's own unit, also where the unit has changed since.
    """

    figure: Figure
    then: PublishedValue
    decimals: int | None

    @property
    def equal(self) -> bool:
        """Whether both give the same, as printed."""
        return self.same(self.figure.value, self.then.value)

    def same(self, one: Decimal | None, two: Decimal | None) -> bool:
        """Whether two values are printed alike at the digits that both reports have."""
        if one is None or two is None:
            return one is two
        return self._rounded(one) == self._rounded(two)

    def _rounded(self, value: Decimal) -> Decimal:
        return value if self.decimals is None else value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    @property
    def published(self) -> str:
        """What last year's report gave, for a message."""
        return "no number" if self.then.value is None else amount(self.then.value, self.decimals)

    @property
    def given(self) -> str:
        """What this report gives, for a message."""
        return shown(self.figure)

    @property
    def involved(self) -> Involved:
        """The published figure, for a finding."""
        return Involved(self.figure.metric, self.figure.period.id, f"{self.published} (published)", self.then.at)


def pairs(dossier: Dossier) -> dict[FigureKey, Pair]:
    """The figures of earlier years that last year's report gave as well, second names left out."""
    return {pair.figure.key: pair for pair in _pairs(dossier)}


def _pairs(dossier: Dossier) -> Iterator[Pair]:
    prior = dossier.prior
    if prior is None:
        return
    for figure in dossier.figures:
        year = figure.period.year
        metric = dossier.project.metrics[figure.metric]
        then = prior.get(figure.metric, figure.period)
        if then is None or year is None or year > prior.year or metric.same_as is not None:
            continue
        value = _in_unit(dossier, then, figure.unit)
        if value is not None or then.value is None:
            told = then if value is then.value else PublishedValue(value, None, then.printed, figure.unit, at=then.at)
            yield Pair(figure, told, _digits(figure, told))


def _in_unit(dossier: Dossier, then: PublishedValue, unit: str) -> Decimal | None:
    """The published value in a unit; ``None`` where one can't be converted into the other, or there is no value."""
    if then.value is None or not then.unit or then.unit == unit:
        return then.value
    old, new = dossier.project.units.get(then.unit), dossier.project.units[unit]
    if old is None or old.base != new.base:
        return None
    return then.value * old.factor / new.factor


def _digits(figure: Figure, then: PublishedValue) -> int | None:
    """Digits behind the point that both reports print; ``None`` if neither says."""
    told = then.decimals
    if told is None and then.value is not None:
        exponent = then.value.as_tuple().exponent
        told = max(0, -exponent) if isinstance(exponent, int) else None
    known = [digits for digits in (told, figure.decimals) if digits is not None]
    return min(known) if known else None
