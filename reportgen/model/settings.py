"""What report.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.model.period import FiscalYear
from reportgen.model.words import Words


@dataclass(frozen=True, slots=True)
class Owner:
    """A department or entity that hands figures in.

    Attributes:
        id: stable slug, e.g. ``environment``; metrics and workbooks name it.
        name: in each language.
    """

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Settings:
    """The report's settings.

    Attributes:
        names: what ``name(...)`` prints in chapters: ``company``, ``short``, ``group``.
        title: the report's title in each language.
        subtitle: what stands below the title, in each language.
        imprint: lines of the imprint in each language.
        demonstration: whether cover and imprint say that this is a demonstration.
        languages: in the order of the report, e.g. ``("zh-hant", "en")``.
        fiscal_year: the year that the report is about.
        standards: standard to edition, e.g. ``HKEX`` to ``2022``.
        owners: who hands figures in.
        entity: id of the group, to which datapoints without an entity belong.
        ledger: path of the ledger's file inside the project.
        theme: name of the theme that the report is set in.
        check_options: options of checks, by the check's code or name, as ``[checks.CODE]`` gives them.
    """

    names: Mapping[str, Words]
    title: Words
    subtitle: Words
    imprint: tuple[Words, ...]
    demonstration: bool
    fiscal_year: FiscalYear
    languages: tuple[str, ...]
    standards: Mapping[str, str]
    owners: tuple[Owner, ...]
    entity: str = "group"
    ledger: str = "data/ledger.db"
    theme: str = "default"
    check_options: Mapping[str, Mapping[str, Decimal | int | str | bool | tuple[str, ...]]] = field(
        default_factory=dict
    )
