"""Changes a manuscript in a place that no file of a project could: a mark, a printed value."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from reportgen.model.manuscript import AssuredList, Binding, ChartPoint, KpiCell, KpiGroup, KpiRow, KpiTable, Manuscript


def edited(
    manuscript: Manuscript, marks: Iterable[tuple[str, ...]] = (), printed: Iterable[tuple[str, ...]] = ()
) -> Manuscript:
    """A manuscript with other marks and values.

    Args:
        manuscript: as bound.
        marks: language, table, carrier, and numbers or ``unassured``.
        printed: language, where, metric, period, text; ``table:ID`` for one table of several.
    """
    own = [(t, on, n) for language, t, on, *n in marks if language == manuscript.language]
    hung: dict[tuple[str, str], Any] = {(t, on): None if n == ["unassured"] else tuple(map(int, n)) for t, on, n in own}
    told = {(w, m, p): text for language, w, m, p, text in printed if language == manuscript.language}
    if not hung and not told:
        return manuscript
    bindings = {binding.id: binding for binding in manuscript.bindings}
    chapters = tuple(_walk(c, bindings, hung, told, "") for c in manuscript.chapters)
    return replace(manuscript, chapters=tuple(replace(c, bindings=_told(c.bindings, told)) for c in chapters))


def _told(bindings: tuple[Binding, ...], told: Mapping) -> tuple[Binding, ...]:
    """The bindings with the texts that are printed."""
    return tuple(replace(b, text=told.get((b.kind, b.metric, b.period), b.text)) for b in bindings)


def _walk(value: Any, bindings: Mapping[str, Binding], hung: Mapping, told: Mapping, where: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_walk(item, bindings, hung, told, where) for item in value)
    if not is_dataclass(value) or isinstance(value, Binding):
        return value
    here = f"table {value.id}" if isinstance(value, KpiTable) else "list" if isinstance(value, AssuredList) else where
    changed = {f.name: _walk(getattr(value, f.name), bindings, hung, told, here) for f in fields(value)}
    made = replace(value, **changed)
    table = here.removeprefix("table ")
    match made:
        case KpiTable():
            return replace(made, marks=hung.get((table, "table"), made.marks))
        case KpiRow() if hung.get((table, made.metric), ()) is None:
            return replace(made, assured=False)
        case KpiRow():
            return replace(made, marks=hung.get((table, made.metric), made.marks))
        case KpiCell():
            bound = bindings[made.figure.binding]
            key = ("list" if here == "list" else "table", bound.metric, bound.period)
            text = told.get((f"table:{table}", *key[1:]), told.get(key, made.figure.text))
            numbers = hung.get((table, f"{bound.metric}@{bound.period}"), made.marks)
            return replace(made, figure=replace(made.figure, text=text), marks=numbers)
        case ChartPoint() if ("chart", made.metric, made.period) in told:
            text = told["chart", made.metric, made.period]
            return replace(made, figure=replace(made.figure, text=text), value=Decimal(text.replace(",", "")))
        case KpiGroup():
            return replace(made, marks=hung.get((table, f"group:{made.id}"), made.marks))
    return made
