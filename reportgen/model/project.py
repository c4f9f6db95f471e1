"""A report project as read and validated: everything but the figures and the chapters."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.model.metric import Metric
from reportgen.model.outline import Outline
from reportgen.model.settings import Settings
from reportgen.model.standard import Disclosure, Omission
from reportgen.model.tables import ChartSpec, NoteSpec, TableSpec
from reportgen.model.unit import Unit


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
