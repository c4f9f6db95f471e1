"""People named by what they do instead of by their name."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from reportgen.model.figure import Entry
from reportgen.model.particulars import Role
from reportgen.model.review import Review
from reportgen.model.signoff import SignOff

_ROLES = {Role.PREPARED: "preparer", Role.REVIEWED: "reviewer", Role.APPROVED: "approver"}
_CHINESE = re.compile(r"[\u3400-\u9fff]")

Any_ = TypeVar("Any_")


def by_roles(review: Review, entries: Iterable[Entry]) -> Review:
    """A review in which nobody is named.

    One person keeps one role and number throughout ("preparer 2"), so that a reader still sees where the same person
    signed twice. Names in free texts are replaced as well, where they are more than one plain word, because a login
    such as ``root`` is a word of its own.

    Args:
        review: with names.
        entries: every datapoint ever handed in that the review tells of.
    """
    names = _names(entries, review)
    if not names:
        return review
    whole = sorted((name for name in names if " " in name or _CHINESE.search(name)), key=len, reverse=True)
    inside = re.compile("|".join(re.escape(name) for name in whole)) if whole else None
    parts = ("outcomes", "figures", "entries", "history", "sign_offs", "restatements", "sent", "remarks")
    changed = {part: _renamed(getattr(review, part), names, inside) for part in parts}
    figures = _renamed(review.dossier.figures, names, inside)
    waived = _renamed(review.dossier.project.waivers, names, inside)
    project = dataclasses.replace(review.dossier.project, waivers=waived)
    dossier = dataclasses.replace(review.dossier, figures=figures, project=project)
    return dataclasses.replace(review, dossier=dossier, **changed)


def _names(entries: Iterable[Entry], review: Review) -> Mapping[str, str]:
    """What each person is called, in the order in which they first appear."""
    told: dict[str, str] = {}

    def meet(name: str, role: str) -> None:
        if name and name not in told:
            told[name] = role

    every = list(entries)
    for role in Role:
        for entry in every:
            if signed := entry.datapoint.particulars.signature(role):
                meet(signed.by, _ROLES[role])
        for sign_off in review.sign_offs.values():
            for name in _signed(sign_off, role):
                meet(name, _ROLES[role])
    for entry in every:
        meet(entry.submitted_by, "preparer")
    for restatement in review.restatements:
        meet(restatement.by, "preparer")
    for remark in review.remarks:
        meet(remark.by, "auditor")
        for answer in remark.answers:
            meet(answer.by, "preparer")
    counted: dict[str, int] = {}
    found: dict[str, str] = {}
    for name, called in told.items():
        counted[called] = counted.get(called, 0) + 1
        found[name] = f"{called} {counted[called]}"
    return found


def _signed(sign_off: SignOff, role: Role) -> Iterable[str]:
    return (kept[role].by for kept in (sign_off.standing, sign_off.lapsed) if role in kept)


def _renamed(value: Any_, names: Mapping[str, str], inside: re.Pattern[str] | None) -> Any_:
    """A value with every name in it replaced, however deep it stands; what holds none stays the same object."""
    found: Any = value
    if isinstance(value, str):
        if type(value) is str:  # an enumeration's member is a text, too, and never a name
            found = names.get(value) or (inside.sub(lambda m: names[m[0]], value) if inside else value)
    elif isinstance(value, Mapping):
        items = {key: _renamed(one, names, inside) for key, one in value.items()}
        found = items if any(items[key] is not one for key, one in value.items()) else value
    elif isinstance(value, tuple):
        several = tuple(_renamed(one, names, inside) for one in value)
        found = several if any(new is not one for new, one in zip(several, value, strict=True)) else value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        new = {name: _renamed(one, names, inside) for name, one in old.items()}
        if any(new[name] is not one for name, one in old.items()):
            found = dataclasses.replace(value, **new)
    return found  # type: ignore[no-any-return]
