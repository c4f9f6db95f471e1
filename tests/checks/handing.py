"""Rows of the ledger and of files of sites and months, as examples of checks write them.

``ledger`` has rows of metric, period, value and words. A value with commas is one of months of the period's year. Words
are states, kinds and qualifiers, or ``entity:works``, ``at:2023-02-01``, ``reason:``, ``method:``, ``handed:``,
``explanation:``, and signatures: ``prepared:May@2023-01-20``. An underscore is a space.

``screened`` has rows of metric, site, month and value, with ``usual:`` its site's
middle, and ``rows:`` how many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from reportgen.ledger.standing import sign_off
from reportgen.model.figure import DatapointKey, Entry, Kind, State
from reportgen.model.metric import Qualifier
from reportgen.model.particulars import Particulars, Role, Signature
from reportgen.model.place import Cell
from reportgen.model.screening import OddRow, Screening
from reportgen.model.signoff import SignOff, SignOffRules
from tests.projects import entry

_WORDS = {
    e.value: (name, e) for name, kind in (("state", State), ("kind", Kind), ("qualifier", Qualifier)) for e in kind
}
_WORDS |= {"exact": ("qualifier", Qualifier.EXACT)}
_SAID = {"method": "method", "handed": "handed_as", "explanation": "explanation"}


def entries_of(rows: Sequence[Sequence[str]]) -> Iterator[Entry]:
    """The entries that rows of ``ledger`` tell."""
    for metric, period, text, *words in rows:
        months = text.split(",")
        for number, value in enumerate(months, 1):
            when = f"{period}-{number:02}" if len(months) > 1 else period
            yield _entry(metric, when, None if value == "none" else value, words)


def _entry(metric: str, period: str, value: str | None, words: Sequence[str]) -> Entry:
    told: dict[str, object] = {}
    said: dict[str, object] = {}
    at = None
    for word in words:
        name, colon, text = word.partition(":")
        text = text.replace("_", " ")
        if not colon:
            field, member = _WORDS[word]
            told[field] = member
        elif name in ("entity", "reason"):
            told[name] = text
        elif name == "at":
            at = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
        elif name in _SAID:
            said[_SAID[name]] = text
        else:
            by, _, on = text.partition("@")
            said[Role(name).value] = Signature(by, date.fromisoformat(on))
    made = entry(metric, period, value, **told)
    made = replace(made, datapoint=replace(made.datapoint, particulars=Particulars(**said)))
    return replace(made, submitted_at=at) if at else made


def sign_offs_of(entries: Sequence[Entry], rules: SignOffRules) -> dict[DatapointKey, SignOff]:
    """The signatures on entries, nothing where nobody signed."""
    found = {e.datapoint.key: sign_off([e], rules) for e in entries}
    return found if any(one.standing or one.lapsed for one in found.values()) else {}


def screenings_of(rows: Sequence[Sequence[str]]) -> tuple[Screening, ...]:
    """What rows of ``screened`` tell, each row a file of its own with one odd row."""
    found = []
    for metric, site, month, text, *words in rows:
        said = dict(word.split(":") for word in words)
        value, usual = Decimal(text), Decimal(said["usual"])
        cell = Cell("data/activity/sites.csv", "", "row 8", "00")
        odd = (OddRow(site, month, value, usual, cell),)
        many = int(said["rows"])
        found.append(Screening(metric, "tonne", cell.workbook, many, (many, *[0] * 8), usual, value, odd, 1))
    return tuple(found)
