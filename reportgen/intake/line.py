"""One line of a table: the cells that make one datapoint, and whether they agree with each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from reportgen.intake.layout import Field
from reportgen.intake.quantity import Asked, Quantity, quantity_in
from reportgen.intake.saying import Fact, Told, UnreadableError, told
from reportgen.intake.sheets import Populated
from reportgen.intake.wording import fold, name_of, spoken, vocabulary
from reportgen.model.figure import Kind, State
from reportgen.model.metric import Metric, Qualifier
from reportgen.model.words import Words

_Meaning = TypeVar("_Meaning")

_DASHES = frozenset("-–—－─―")
STATES: Words = {
    "en": "not applicable (不適用), not available (未能提供) or not collected (未收集)",
    "zh-hant": "不適用、未能提供或未收集",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a cell of a line, which may be blank."""

    ref: str
    told: Told


@dataclass(frozen=True, slots=True)
class Content:
    """What a line says, once its cells agree. ``dash`` stands in the value's cell where there is no number."""

    value: Decimal | None
    state: State
    kind: Kind
    qualifier: Qualifier
    reason: str
    dash: Populated | None = None
    handed_as: str = ""
    remark: Told | None = None


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in a value's cell: a number, the words of a state, a dash or the like, or nothing."""

    quantity: Quantity | None = None
    state: State | None = None
    dash: bool = False
    unsaid: str = ""

    @property
    def number(self) -> Decimal | None:
        return self.quantity.value if self.quantity else None


def read_line(cells: Mapping[Field, Populated], asked: Asked, home: str) -> Content | tuple[Complaint, ...]:
    """Read value, unit, scale, state, kind, qualifier and reason together.

    Args:
        cells: the line's populated cells; a missing field is a blank cell. The unit converts, or isn't there.
        asked: what is measured; its range is in its own unit.
        home: where the value stands, or should.

    Returns:
        What the line says, or everything that is wrong with it.
    """
    complaints: list[Complaint] = []
    words = vocabulary()
    said = _word(cells, Field.STATE, words.states, complaints)
    kind = _word(cells, Field.KIND, words.kinds, complaints)
    qualifier = _word(cells, Field.QUALIFIER, words.qualifiers, complaints)
    scale = _word(cells, Field.SCALE, words.scales, complaints)
    reason = text_in(cells, Field.REASON, complaints, "untyped_reason")
    typed = _typed(cells, scale, asked, complaints)
    if complaints:
        return tuple(complaints)
    state = typed.state or said

    def at(*fields: Field) -> str:
        return next((cells[field].ref for field in fields if field in cells), home)

    if typed.state and said and typed.state is not said:
        message = told("unlike", typed=name_of("state", typed.state), told=name_of("state", said))
        return (Complaint(at(Field.STATE), message),)
    if wrong := _disagreement(typed, state):
        return (Complaint(at(Field.VALUE, Field.STATE), wrong),)
    state = state or State.VALUE
    if unsaid := _unsaid(state, kind, reason):
        return (Complaint(at(Field.KIND, Field.STATE), unsaid),)
    value = Decimal(0) if state is State.CONFIRMED_ZERO else typed.number
    if out := _out_of_range(value, asked.metric):
        return (Complaint(home, out),)
    dash = cells[Field.VALUE] if typed.dash or typed.unsaid else None
    quantity = typed.quantity or Quantity(Decimal(0))
    return Content(
        value,
        state,
        kind or Kind.ACTUAL,
        qualifier or Qualifier.EXACT,
        reason,
        dash,
        quantity.handed_as,
        quantity.remark,
    )


def text_in(
    cells: Mapping[Field, Populated], field: Field, complaints: list[Complaint], message: str = "untyped_text"
) -> str:
    """The text that a cell holds, if it was typed; a number counts where a text may be one, an id for example."""
    cell = cells.get(field)
    if cell is None:
        return ""
    value = cell.value
    number = message == "untyped_text" and isinstance(value, int | float) and not isinstance(value, bool)
    if cell.formula or cell.error or not (isinstance(value, str) or number):
        complaints.append(Complaint(cell.ref, told(message)))
        return ""
    return f"{value:.15g}" if isinstance(value, int | float) else value.strip()


def _word(
    cells: Mapping[Field, Populated], field: Field, meanings: Mapping[str, _Meaning], complaints: list[Complaint]
) -> _Meaning | None:
    cell = cells.get(field)
    if cell is None:
        return None
    value = cell.value
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    meaning = meanings.get(fold(text))
    if cell.formula or cell.error or meaning is None or isinstance(value, bool):
        shown = cell.error or text.strip()
        message = told("unknown_word", text=shown, column=name_of("column", field), words=spoken(field))
        complaints.append(Complaint(cell.ref, message))
        return None
    return meaning


def _typed(
    cells: Mapping[Field, Populated], scale: Decimal | None, asked: Asked, complaints: list[Complaint]
) -> _Typed:
    cell = cells.get(Field.VALUE)
    if cell is None:
        return _Typed()
    if isinstance(cell.value, str) and not cell.formula:
        text, words = cell.value.strip(), vocabulary()
        if text in _DASHES:
            return _Typed(dash=True)
        folded = fold(text)
        state = State.CONFIRMED_ZERO if folded in words.nil else words.states.get(folded)
        if state is not None and state is not State.VALUE:
            return _Typed(state=state)
        if (folded or text) in words.unsaid:
            return _Typed(unsaid=text)
    unit = cells.get(Field.UNIT)
    try:
        return _Typed(quantity_in(cell, "" if unit is None else str(unit.value), scale, asked))
    except UnreadableError as error:
        complaints.append(Complaint(cell.ref, error.told))
        return _Typed()


def _disagreement(typed: _Typed, state: State | None) -> Told | None:
    """Where number and state do not say the same."""
    if typed.number is None:
        return _without_number(typed, state)
    if typed.number == 0 and state is not State.CONFIRMED_ZERO:
        return told("unconfirmed_zero", states=STATES)
    if typed.number != 0 and state is State.CONFIRMED_ZERO:
        return told("zero_is_not")
    if state is not None and not state.has_number:
        return told("value_beside_state", state=name_of("state", state))
    return None


def _without_number(typed: _Typed, state: State | None) -> Told | None:
    if (typed.dash or typed.unsaid) and (state is None or state.has_number):
        return told("bare_dash", states=STATES) if typed.dash else told("not_given", text=typed.unsaid, states=STATES)
    if state is None:
        return told("nothing_said", states=STATES)
    return told("value_missing") if state is State.VALUE else None


def _unsaid(state: State, kind: Kind | None, reason: str) -> Told | None:
    """Which reason is missing, or which kind is one too many."""
    if not state.has_number and not reason:
        return told("reason_missing", state=name_of("state", state))
    if not state.has_number and kind not in (None, Kind.ACTUAL):
        return told("kind_without_number", kind=name_of("kind", kind))
    if kind in (Kind.ESTIMATED, Kind.ACCRUED) and not reason:
        return told("method_missing", kind=name_of("kind", kind))
    return None


def _out_of_range(value: Decimal | None, metric: Metric) -> Told | None:
    facts: dict[str, Fact] = {"metric": metric.id}
    if value is not None and metric.low is not None and value < metric.low:
        return told("too_low", value=value, limit=metric.low, **facts)
    if value is not None and metric.high is not None and value > metric.high:
        return told("too_high", value=value, limit=metric.high, **facts)
    return None
