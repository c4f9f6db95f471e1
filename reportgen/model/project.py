"""A report project as read and validated: everything but the figures and the chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.model.diagrams import DiagramSpec
from reportgen.model.factor import Factor
from reportgen.model.figures import period_of
from reportgen.model.glossary import Term
from reportgen.model.index import IndexSettings
from reportgen.model.metric import Metric
from reportgen.model.outline import Outline
from reportgen.model.period import Period
from reportgen.model.settings import Settings
from reportgen.model.standard import Catalogue, Disclosure, Omission, Pair, Part
from reportgen.model.tables import ChartSpec, NoteSpec, TableSpec
from reportgen.model.unit import Unit
from reportgen.model.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Project:
    """What the files of a project say, by id where things have one.

    Attributes:
        disclosures: what the editions named in report.toml ask for, in their order, as it is declared: ``"HKEX A1.2"``;
            ``"HKEX@2022 A1.2"`` for the second edition and the further ones of a standard that is named with several.
        catalogues: the editions named in report.toml, in its order, by ``"HKEX@2022"``.
        library: all editions at hand, those of the project's own data/standards included.
        crosswalk: which requirements meet, over all editions at hand.
        index: what data/index.toml says.
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
    diagrams: Mapping[str, DiagramSpec] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    glossary: tuple[Term, ...] = ()
    factors: tuple[Factor, ...] = ()
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    library: Mapping[str, Catalogue] = field(default_factory=dict)
    crosswalk: tuple[Pair, ...] = ()
    index: IndexSettings = field(default_factory=IndexSettings)

    def find(self, declared: str) -> tuple[Disclosure, Part | None] | None:
        """What a declaration of outline, metric or text names: a disclosure, or one part of it.

        Args:
            declared: ``"HKEX A1.2"``, ``"HKEX@2022 A1.2"``, or with a part ``"HKEX A1.2:intensity"``. A heading with a
                general disclosure stands for that (``"HKEX A1"`` for ``"HKEX A1.GD"``), as in many published indexes.

        Returns:
            ``None`` if the editions in report.toml have no such code.
        """
        code, _, part = declared.partition(":")
        found = self.disclosures.get(code)
        if found is None and "@" in code:
            named = next((c for key, c in self.catalogues.items() if code.startswith(f"{key} ")), None)
            found = named.disclosures.get(code.removeprefix(f"{named.key} ")) if named else None
        if found is not None and found.is_heading:
            found = self.disclosures.get(f"{code}.GD", found)
        if found is None or not part:
            return (found, None) if found is not None else None
        return next(((found, each) for each in found.parts if each.id == part), None)

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

    def notes_about(self, metric: str, period: str) -> tuple[NoteSpec, ...]:
        """The notes whose marker stands at a metric's row, at its value for a period, or at the label above the row."""
        found = []
        for note in self.notes.values():
            table = self.tables.get(note.table)
            groups = {f"group:{g.id}" for g in table.groups if metric in g.rows} if table else set()
            if {metric, f"{metric}@{period}", *groups} & set(note.on):
                found.append(note)
        return tuple(found)

    def _periods(self, id: str, years: tuple[int, ...]) -> tuple[Period, ...]:
        metric = self.metrics.get(id)
        if metric is None:
            return ()
        try:
            found = (period_of(metric, self.settings.fiscal_year, offset) for offset in years)
            return tuple(period for period in found if period is not None)
        except ValueError:
            return ()
