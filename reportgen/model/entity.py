"""Entities: who figures are about, and by which share each counts in the group's figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reportgen.model.place import Place
from reportgen.model.words import Words


class EntityKind(StrEnum):
    """What an entity is."""

    GROUP = "group"
    SUBSIDIARY = "subsidiary"
    SITE = "site"


class Consolidation(StrEnum):
    """How an entity counts in the figure of the one above it.

    Source:
        GHG Protocol Corporate Standard, chapter 3: financial or operational control, equity share.
    """

    FULL = "full"  # all of it, however large the share: the group has control
    SHARE = "share"  # by the share that the group holds
    EXCLUDED = "excluded"  # not at all, and the reason says why


@dataclass(frozen=True, slots=True)
class Entity:
    """The group, a subsidiary or a site.

    Attributes:
        id: stable slug, e.g. ``sz-hq``; datapoints name it.
        name: in each language.
        kind: ``group``, ``subsidiary`` or ``site``.
        parent: id of the entity right above it; the group's own if left out.
        share: what the parent holds of it, from 0 to 1.
        consolidation: ``full`` counts all of it, ``share`` the share, ``excluded`` nothing.
        reason: why it is excluded, in each language; required then.
        owner: id of the owner who hands its figures in; every owner may if left out.
        without: ids of the metrics that don't apply to it, and that it isn't asked for.
        since: the first day on which it belongs to the group; from the beginning if left out.
        until: the last day on which it belongs to the group; to this day if left out.
        at: where it is declared.
    """

    id: str
    name: Words
    kind: EntityKind
    parent: str | None = None
    share: Decimal = Decimal(1)
    consolidation: Consolidation = Consolidation.FULL
    reason: Words | None = None
    owner: str | None = None
    without: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    at: Place | None = None

    @property
    def counts_by(self) -> Decimal:
        """By how much it counts in the figure of its parent, from 0 to 1."""
        if self.consolidation is Consolidation.EXCLUDED:
            return Decimal(0)
        return self.share if self.consolidation is Consolidation.SHARE else Decimal(1)

    def belongs(self, first: date, last: date) -> bool:
        """Whether it belongs to the group on some day of a span, both ends included."""
        return (self.since is None or self.since <= last) and (self.until is None or self.until >= first)


@dataclass(frozen=True, slots=True)
class Boundary:
    """The entities of a report, as a tree below the group; a report without entities is the group alone."""

    group: Entity
    entities: Mapping[str, Entity] = field(default_factory=dict)

    def get(self, id: str) -> Entity | None:
        """An entity by its id, the group included."""
        return self.group if id == self.group.id else self.entities.get(id)

    def __iter__(self) -> Iterator[Entity]:
        yield self.group
        yield from self.entities.values()

    def parent_of(self, entity: Entity) -> Entity | None:
        """The entity right above one; ``None`` above the group."""
        return None if entity.id == self.group.id else self.get(entity.parent or self.group.id)

    def below(self, entity: Entity) -> tuple[Entity, ...]:
        """The entities right below one, as declared."""
        return tuple(e for e in self.entities.values() if (e.parent or self.group.id) == entity.id)

    def share_of(self, entity: Entity) -> Decimal:
        """By how much an entity counts in the group's figure: the product of all steps up, from 0 to 1."""
        share = Decimal(1)
        current: Entity | None = entity
        while current is not None and current.id != self.group.id:
            share *= current.counts_by
            current = self.parent_of(current)
        return share

    def belongs(self, entity: Entity, first: date, last: date) -> bool:
        """Whether an entity and all above it count in a span of days, if only for a day of it."""
        current: Entity | None = entity
        while current is not None and current.id != self.group.id:
            if not current.belongs(first, last) or not current.counts_by:
                return False
            current = self.parent_of(current)
        return True

    def in_span(self, kind: EntityKind, first: date, last: date) -> tuple[Entity, ...]:
        """The entities of a kind that count in the group's figure of a span of days, as declared."""
        return tuple(e for e in self if e.kind is kind and self.belongs(e, first, last))
