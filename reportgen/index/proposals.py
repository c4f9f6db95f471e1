"""What the crosswalk proposes, and what of it was confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reportgen.index.places import Places
from reportgen.model.index import Answer, IndexEntry, Proposal, Way
from reportgen.model.project import Project
from reportgen.model.standard import Confidence, Disclosure, Pair, Relation

_RELATIONS, _CONFIDENCES = tuple(Relation), tuple(Confidence)

Lookup = Callable[[str], IndexEntry | None]
"""Gives the entry of a disclosure by its key."""


def pairs_to(project: Project) -> Mapping[str, tuple[Pair, ...]]:
    """The crosswalk by the requirement that is proposed, the best pairs first.

    A pair of equivalents holds in both directions; a partial one tells only of the direction in which it is written.
    """
    found: dict[str, dict[str, Pair]] = {}
    for pair in project.crosswalk:
        found.setdefault(pair.target, {})[pair.source] = pair
    for pair in project.crosswalk:
        if pair.relation is Relation.EQUIVALENT:
            back = replace(pair, source=pair.target, target=pair.source)
            found.setdefault(pair.source, {}).setdefault(pair.target, back)
    return {target: tuple(sorted(pairs.values(), key=_rank)) for target, pairs in found.items()}


def proposals(pairs: tuple[Pair, ...], entry_of: Lookup) -> tuple[Proposal, ...]:
    """Those of the pairs whose first requirement the report answers."""
    return tuple(
        Proposal(entry.disclosure, pair.relation, pair.confidence, entry.answers)
        for pair in pairs
        if (entry := entry_of(pair.source)) is not None and entry.answered
    )


def confirmed(project: Project, disclosure: Disclosure, places: Places) -> tuple[Answer, ...]:
    """The answers of other requirements that are confirmed to answer this one as well."""
    found: dict[str, Answer] = {}
    for confirmation in project.index.confirmations:
        if key_of(project, confirmation.disclosure) != disclosure.key:
            continue
        for answer in places.answers(key_of(project, confirmation.source) or ""):
            found.setdefault(answer.section, replace(answer, ways=(Way.CONFIRMED,)))
    return tuple(found.values())


def key_of(project: Project, declared: str) -> str | None:
    """Key of a declared disclosure, also of one of an edition that report.toml doesn't name (``HKEX@2025 A1.3``)."""
    found = project.find(declared)
    if found is not None:
        return found[0].key
    for name, catalogue in project.library.items():
        if declared.startswith(f"{name} ") and declared.removeprefix(f"{name} ") in catalogue.disclosures:
            return declared
    return None


def _rank(pair: Pair) -> tuple[int, int]:
    return _RELATIONS.index(pair.relation), _CONFIDENCES.index(pair.confidence)
