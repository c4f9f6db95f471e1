"""What report.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportgen.model.entity import Boundary, Entity, EntityKind
from reportgen.model.period import FiscalYear
from reportgen.model.signoff import BY_ALL_THREE, SignOffRules
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
class ReviewSettings:
    """How figures are tested, as ``[review]`` of report.toml says; a practitioner may use other values.

    Attributes:
        materiality: in per cent of a figure, from which on a misstatement of it is material.
        performance: performance materiality in per cent of materiality.
        trivial: in per cent of materiality, below which a misstatement is clearly trivial.
        sample: how many items of a population a sample holds.
        seed: what the drawing of samples begins from; the pack's id if empty.
        due: the day by which the practitioner's copy is expected back.
    """

    materiality: Decimal = Decimal(5)
    performance: Decimal = Decimal(75)
    trivial: Decimal = Decimal(5)
    sample: int = 25
    seed: str = ""
    due: date | None = None


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
        standards: standard to its editions, e.g. ``HKEX`` to ``2022``; codes without an edition are the first one's.
        owners: who hands figures in.
        entity: id of the group, to which datapoints without an entity belong.
        entities: the group's subsidiaries and sites.
        sign_off: who must sign values off.
        review: thresholds and samples of the review pack.
        ledger: path of the ledger's file inside the project, or the URL of a PostgreSQL database.
        theme: `default`, or a theme file of the project, e.g. ``themes/house.toml``.
        check_options: options of checks, by the check's code or name, as ``[checks.CODE]`` gives them.
    """

    names: Mapping[str, Words]
    title: Words
    subtitle: Words
    imprint: tuple[Words, ...]
    demonstration: bool
    fiscal_year: FiscalYear
    languages: tuple[str, ...]
    standards: Mapping[str, tuple[str, ...]]
    owners: tuple[Owner, ...]
    entity: str = "group"
    entities: tuple[Entity, ...] = ()
    sign_off: SignOffRules = BY_ALL_THREE
    review: ReviewSettings = ReviewSettings()
    ledger: str = "data/ledger.db"
    theme: str = "default"
    check_options: Mapping[str, Mapping[str, Decimal | int | str | bool | tuple[str, ...]]] = field(
        default_factory=dict
    )

    @property
    def boundary(self) -> Boundary:
        """The group and its entities."""
        own = next((e for e in self.entities if e.kind is EntityKind.GROUP), None)
        group = own or Entity(self.entity, self.names.get("group", {}), EntityKind.GROUP)
        return Boundary(group, {e.id: e for e in self.entities if e is not own})
