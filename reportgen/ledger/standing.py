"""Which signatures hold: one lapses when the value that it was given for changes."""

from collections.abc import Iterable

from reportgen.ledger.reading import Event, Signed
from reportgen.model.figure import Entry
from reportgen.model.particulars import Role, Signature
from reportgen.model.restatement import Restatement
from reportgen.model.signoff import SignOff, SignOffRules

_Statement = tuple[object, ...]


def sign_off(events: Iterable[Event], rules: SignOffRules) -> SignOff:
    """The signatures on a value after all that happened to it.

    A signature holds while value, state, kind and qualifier stay the same. One that a contributor left standing in the
    workbook beside a changed value was given for the old one, and has lapsed. So has every signature once the value
    changes, also if it changes back.

    Args:
        events: what happened to one value, oldest first.
        rules: whether one person may sign twice.
    """
    statement: _Statement | None = None
    restatement: Restatement | None = None
    standing: dict[Role, Signature] = {}
    lapsed: dict[Role, Signature] = {}
    used: set[tuple[Role, Signature]] = set()
    for event in events:
        if isinstance(event, Signed):
            standing[event.role] = event.signature
            lapsed.pop(event.role, None)
            continue
        if isinstance(event, Restatement):
            restatement = event
            now: _Statement = (event.after,)
        else:
            now = (restatement.after,) if restatement else _statement(event)
        if now != statement:
            used.update(standing.items())
            lapsed.update(standing)
            standing.clear()
            statement = now
        if isinstance(event, Entry):
            _from_workbook(event, standing, lapsed, used)
    return _without_doubles(standing, lapsed) if rules.different_people else SignOff(standing, lapsed)


def _statement(entry: Entry) -> _Statement:
    d = entry.datapoint
    return (d.value, d.state, d.kind, d.qualifier)


def _from_workbook(
    entry: Entry, standing: dict[Role, Signature], lapsed: dict[Role, Signature], used: set[tuple[Role, Signature]]
) -> None:
    for role in Role:
        signed = entry.datapoint.particulars.signature(role)
        if signed is None:
            continue
        if (role, signed) in used:
            if role not in standing:
                lapsed[role] = signed
        else:
            standing[role] = signed
            lapsed.pop(role, None)


def _without_doubles(standing: dict[Role, Signature], lapsed: dict[Role, Signature]) -> SignOff:
    """Who signed in an earlier role does not count in a later one."""
    counting: dict[Role, Signature] = {}
    doubled = dict(lapsed)
    for role in Role:
        signed = standing.get(role)
        if signed is None:
            continue
        if signed.by.casefold() in {other.by.casefold() for other in counting.values()}:
            doubled[role] = signed
        else:
            counting[role] = signed
    return SignOff(counting, doubled)
