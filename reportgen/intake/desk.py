"""What lies on the desk while a workbook is read: the project, what is known of earlier values, the account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import permutations

from reportgen.intake.account import Account
from reportgen.intake.asking import NOTHING_KNOWN, Known
from reportgen.intake.measures import Measures
from reportgen.intake.quantity import Asked
from reportgen.intake.wording import fold
from reportgen.model.collection import Ask, asked, handed_in_by
from reportgen.model.entity import Entity
from reportgen.model.figure import DatapointKey
from reportgen.model.metric import Frequency, Metric
from reportgen.model.period import FiscalYear, Period
from reportgen.model.place import Cell
from reportgen.model.project import Project


class Common:
    """What all workbooks of an import share: the project, its units, and what is asked of whom, found once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.measures = Measures(project)
        self._asks: dict[str, tuple[Ask, ...]] = {}
        self._periods: dict[str, dict[str, dict[str, Period]]] = {}
        self._of: dict[tuple[str, str | None], tuple[tuple[Metric, Ask], ...]] = {}

    def asks(self, metric: Metric) -> tuple[Ask, ...]:
        """All values of a metric that are asked for."""
        if metric.id not in self._asks:
            self._asks[metric.id] = asked(self.project, metric)
        return self._asks[metric.id]

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by their id and their names in each language and in both, as compared."""
        found: dict[str, Entity] = {}
        for entity in self.project.settings.boundary:
            names = list(dict.fromkeys(entity.name.values()))
            for name in (*names, *(" ".join(pair) for pair in permutations(names, 2)), entity.id):
                found[fold(name)] = entity
        return found

    def periods_of(self, metric: Metric, entity: str) -> Mapping[str, Period]:
        """The periods by id for which a metric is asked of an entity."""
        if metric.id not in self._periods:
            of: dict[str, dict[str, Period]] = {}
            for ask in self.asks(metric):
                of.setdefault(ask.entity.id, {})[ask.period.id] = ask.period
            self._periods[metric.id] = of
        return self._periods[metric.id].get(entity, {})

    def asked_of(self, owner: str, entity: str | None) -> tuple[tuple[Metric, Ask], ...]:
        """All that an owner is asked for, of one entity if it is given."""
        if (owner, None) not in self._of:
            self._of[owner, None] = tuple(handed_in_by(self.project, owner))
            for metric, ask in self._of[owner, None]:
                key = (owner, ask.entity.id)
                self._of[key] = (*self._of.get(key, ()), (metric, ask))
        return self._of.get((owner, entity), ())


@dataclass(slots=True)
class Desk:
    """Shared by all sheets of a workbook.

    Attributes:
        known: what the ledger knows of values.
        issued: last year's value as the workbook was issued with it, by metric, this year's period and entity; empty
            text where it was left open. Without the sheet that tells the issue, nothing.
        entity: the entity that the workbook was issued for; of several or the group, ``None``.
        seen: where each value was first met, taken or refused.
    """

    common: Common
    account: Account
    owner: str | None
    known: Mapping[DatapointKey, Known] = field(default_factory=lambda: NOTHING_KNOWN)
    issued: Mapping[DatapointKey, str] = field(default_factory=dict)
    entity: str | None = None
    seen: dict[DatapointKey, Cell] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        """The project."""
        return self.common.project

    @property
    def measures(self) -> Measures:
        """Its units."""
        return self.common.measures

    def asks(self, metric: Metric) -> tuple[Ask, ...]:
        """All values of a metric that are asked for."""
        return self.common.asks(metric)

    def asked(self, metric: Metric, period: Period, entity: str, before: Decimal | None = None) -> Asked:
        """What a value is asked for, with last year's value: the ledger's, or the one given."""
        earlier = year_before(metric, period, self.project.settings.fiscal_year)
        known = self.known.get((metric.id, earlier.id, entity)) if earlier else None
        if known is not None and (number := known.published if known.restated is None else known.restated) is not None:
            before = number
        return Asked(metric, self.project, self.measures, before)


def year_before(metric: Metric, period: Period, year: FiscalYear) -> Period | None:
    """The same stretch a year earlier, if the metric's period moves with the year."""
    if metric.every is not Frequency.YEAR:
        return Period(f"{int(period.id[:4]) - 1}{period.id[4:]}")
    for offset in range(metric.comparatives + 1):
        if year.shifted(-offset).resolve(metric.period) == period:
            earlier = year.shifted(-offset - 1).resolve(metric.period)
            return None if earlier == period else earlier
    return None
