"""One line of a table: the cells that make one datapoint, and whether they agree with each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from reportgen.intake.layout import Field
from reportgen.intake.numbers import NotANumberError, number_in, plain
from reportgen.intake.sheets import Populated
from reportgen.intake.wording import fold, spoken, vocabulary
from reportgen.model.figure import Kind, State
from reportgen.model.metric import Metric, Qualifier

_Meaning = TypeVar("_Meaning")

_DASHES = frozenset("-–—－─")
_STATES = "not applicable (不適用), not available (未能提供) or not collected (未收集)"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a cell of a line, which may be blank."""

    ref: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a line says, once its cells agree. ``dash`` stands in the value's cell where there is no number."""

    value: Decimal | None
    state: State
    kind: Kind
    qualifier: Qualifier
    reason: str
    dash: Populated | None = None


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in a value's cell: a number, the words of a state, a dash, or nothing."""

    number: Decimal | None = None
    state: State | None = None
    dash: bool = False


def read_line(cells: Mapping[Field, Populated], metric: Metric, home: str) -> Content | tuple[Complaint, ...]:
    """Read value, scale, state, kind, qualifier and reason together.

    Args:
        cells: the line's populated cells; a missing field is a blank cell.
        metric: what is measured; its range is in its own unit.
        home: where the value stands, or should.

    Returns:
        What the line says, or everything that is wrong with it.
    """
    complaints: list[Complaint] = []
    words = vocabulary()
    told = _word(cells, Field.STATE, words.states, complaints)
    kind = _word(cells, Field.KIND, words.kinds, complaints)
    qualifier = _word(cells, Field.QUALIFIER, words.qualifiers, complaints)
    scale = _word(cells, Field.SCALE, words.scales, complaints)
    reason = _reason(cells.get(Field.REASON), complaints)
    typed = _typed(cells.get(Field.VALUE), complaints)
    if complaints:
        return tuple(complaints)
    state = typed.state or told

    def at(*fields: Field) -> str:
        return next((cells[field].ref for field in fields if field in cells), home)

    if typed.state and told and typed.state is not told:
        return (Complaint(at(Field.STATE), f"the value's cell says {typed.state}, the state {told}", "let them agree"),)
    if wrong := _disagreement(typed, state):
        return (Complaint(at(Field.VALUE, Field.STATE), *wrong),)
    state = state or State.VALUE
    if unsaid := _unsaid(state, kind, reason):
        return (Complaint(at(Field.KIND, Field.STATE), *unsaid),)
    value = Decimal(0) if state is State.CONFIRMED_ZERO else None
    if typed.number is not None:
        value = plain(typed.number * (scale or Decimal(1)))
    if out := _out_of_range(value, metric):
        return (Complaint(home, *out),)
    dash = cells[Field.VALUE] if typed.dash else None
    return Content(value, state, kind or Kind.ACTUAL, qualifier or Qualifier.EXACT, reason, dash)


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
        complaints.append(Complaint(cell.ref, f"“{shown}” is no {field} that is known", f"one of: {spoken(field)}"))
        return None
    return meaning


def _reason(cell: Populated | None, complaints: list[Complaint]) -> str:
    if cell is None:
        return ""
    if cell.formula or not isinstance(cell.value, str):
        complaints.append(Complaint(cell.ref, "the reason is not typed text", "type the reason in words"))
        return ""
    return cell.value.strip()


def _typed(cell: Populated | None, complaints: list[Complaint]) -> _Typed:
    if cell is None:
        return _Typed()
    if isinstance(cell.value, str) and not cell.formula:
        if cell.value.strip() in _DASHES:
            return _Typed(dash=True)
        state = vocabulary().states.get(fold(cell.value))
        if state is not None and state is not State.VALUE:
            return _Typed(state=state)
    try:
        return _Typed(number_in(cell))
    except NotANumberError as error:
        complaints.append(Complaint(cell.ref, error.what, error.fix))
        return _Typed()


def _disagreement(typed: _Typed, state: State | None) -> tuple[str, str] | None:
    """Where number and state do not say the same."""
    if typed.number is None:
        return _without_number(state, dash=typed.dash)
    if typed.number == 0 and state is not State.CONFIRMED_ZERO:
        return "a zero is typed, but not confirmed", f"say confirmed zero (確認為零) if it was zero, or {_STATES}"
    if typed.number != 0 and state is State.CONFIRMED_ZERO:
        return "the state says confirmed zero, the value is not zero", "correct one of the two"
    if state is not None and not state.has_number:
        return f"the state says {state}, but there is a value", "clear the value, or correct the state"
    return None


def _without_number(state: State | None, *, dash: bool) -> tuple[str, str] | None:
    if dash and (state is None or state.has_number):
        return "a dash does not say why there is no number", f"say {_STATES}, with the reason"
    if state is None:
        return "there is neither a value nor a state", f"type the value, or say {_STATES}, with the reason"
    if state is State.VALUE:
        return "the state says that there is a value, but there is none", "type the value, or correct the state"
    return None


def _unsaid(state: State, kind: Kind | None, reason: str) -> tuple[str, str] | None:
    """Which reason is missing, or which kind is one too many."""
    if not state.has_number and not reason:
        return f"the state says {state} without a reason", "say in the column “reason” why there is no number"
    if not state.has_number and kind not in (None, Kind.ACTUAL):
        return f"the kind says {kind}, but there is no number", "clear the kind"
    if kind in (Kind.ESTIMATED, Kind.ACCRUED) and not reason:
        return f"the value is {kind} without a reason", "say in the column “reason” how it was arrived at"
    return None


def _out_of_range(value: Decimal | None, metric: Metric) -> tuple[str, str] | None:
    if value is None:
        return None
    if metric.low is not None and value < metric.low:
        return f"{value:f} is below {metric.low:f}, the least that {metric.id} can be", "correct the value or its scale"
    if metric.high is not None and value > metric.high:
        return f"{value:f} is above {metric.high:f}, the most that {metric.id} can be", "correct the value or its scale"
    return None
