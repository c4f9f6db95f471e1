"""A report project as read and validated: everything but the figures and the chapters."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.model.figures import period_of
from reportgen.model.glossary import Term
from reportgen.model.metric import Metric
from reportgen.model.outline import Outline
from reportgen.model.period import Period
from reportgen.model.settings import Settings
from reportgen.model.standard import Disclosure, Omission
from reportgen.model.tables import ChartSpec, NoteSpec, TableSpec
from reportgen.model.unit import Unit
from reportgen.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Project:
    """What the files of a project say, by id where things have one.

    ``disclosures`` holds the catalogues of the editions that report.toml names, by ``"HKEX A1.2"``.
    """

    root: Path
    settings: Settings
    outline: Outline
    units: Mapping[str, Unit]
    metrics: Mapping[str, Metric]
    tables: Mapping[str, TableSpec]
    notes: Mapping[str, NoteSpec]
    charts: Mapping[str, ChartSpec]
    disclosures: Mapping[str, Disclosure]
    omissions: tuple[Omission, ...]
    waivers: tuple[Waiver, ...] = ()
    glossary: tuple[Term, ...] = ()

    def markers(self, table: TableSpec) -> tuple[str, ...]:
        """What notes of a table can hang on, in the order in which a reader meets it.

        The title comes first, then row by row the group's label, the row's label and its values from left to right.
        """
        met = ["table"]
        for group in table.groups:
            met.append(f"group:{group.id}")
            for row in group.rows:
                met.append(row)
                met.extend(f"{row}@{period}" for period in self._periods(row, table.years))
        return tuple(met)

    def _periods(self, id: str, years: tuple[int, ...]) -> tuple[Period, ...]:
        metric = self.metrics.get(id)
        if metric is None:
            return ()
        try:
            found = (period_of(metric, self.settings.fiscal_year, offset) for offset in years)
            return tuple(period for period in found if period is not None)
        except ValueError:
            return ()
