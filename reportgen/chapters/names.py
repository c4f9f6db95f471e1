"""The names that a chapter may call inside a sentence, and what each prints.

A function's signature is what a writer may pass; anything else is told as the writer's mistake, with the signature.
"""

from decimal import Decimal
from typing import Literal

from reportgen.catalog import problem_of
from reportgen.chapters.context import CannotBindError, Context
from reportgen.model.change import change, share_of
from reportgen.model.figure import Figure
from reportgen.model.manuscript import Anchor, NoteRef, Run, SectionRef, Text
from reportgen.model.place import Place

_REF_FORMS = ("full", "title", "number", "page")
_MEASURES = ("percent", "points", "absolute")
_DELTA_FORMS = ("verb", "noun", "amount")


def kpi(
    context: Context,
    place: Place,
    metric: str,
    *,
    year: int = 0,
    unit: bool = True,
    qualifier: bool = True,
    decimals: int | None = None,
    scale: str | None = None,
    words: bool = False,
) -> Run:
    """A figure with its qualifier, scale and unit."""
    known = context.metric(metric)
    figure = context.figure(known, year)
    text = context.printer.figure(
        figure,
        known,
        context.unit(known),
        with_unit=unit,
        qualifier=qualifier,
        decimals=decimals,
        scale=scale,
        words=words,
    )
    return context.bind(text, figure, place)


def delta(
    context: Context,
    place: Place,
    metric: str,
    *,
    year: int = 0,
    since: int | None = None,
    measure: Literal["percent", "points", "absolute"] = "percent",
    form: Literal["verb", "noun", "amount"] = "verb",
    decimals: int | None = None,
) -> Run:
    """The change since an earlier year, with its direction word."""
    if measure not in _MEASURES:
        raise CannotBindError(f"measure={measure!r} is none of {', '.join(_MEASURES)}", "write one of these")
    if form not in _DELTA_FORMS:
        raise CannotBindError(f"form={form!r} is none of {', '.join(_DELTA_FORMS)}", "write one of these")
    known = context.metric(metric)
    now = context.figure(known, year)
    before = context.figure(known, year - 1 if since is None else since)
    amount = change_amount(now, before, measure)
    text = context.printer.delta(amount, known, context.unit(known), measure=measure, form=form, decimals=decimals)
    return context.bind(text, now, place, kind="delta", value=amount, others=(before,))


def change_amount(now: Figure, before: Figure, measure: str) -> Decimal:
    """The signed change in the measure's own unit: per cent, percentage points, or the metric's unit.

    Raises:
        CannotBindError: One of the two has no number, or the earlier one is zero.
    """
    moved = change(now, before)
    if moved is None:
        raise CannotBindError(
            f"the change of {now.metric} between {before.period} and {now.period} needs two numbers",
            "say in words that there is no comparative, or hand in the missing value",
        )
    if measure != "percent":
        return moved.absolute
    if moved.percent is None:
        raise CannotBindError(
            f"{now.metric} was zero in {before.period}, so its change has no percentage", 'use measure="absolute"'
        )
    return moved.percent


def share(context: Context, place: Place, part: str, whole: str, *, year: int = 0, decimals: int = 1) -> Run:
    """What per cent of a whole a part is."""
    a = context.figure(context.metric(part), year)
    b = context.figure(context.metric(whole), year)
    value = share_of(a, b)
    if value is None:
        raise CannotBindError(
            f"the share of {part} in {whole} cannot be computed", "both need numbers, the whole not 0"
        )
    text = context.printer.percent(value, decimals)
    return context.bind(text, a, place, kind="share", value=value, others=(b,))


def span(context: Context, place: Place, low: str, high: str, *, unit: bool = True) -> Run:
    """A range between two figures."""
    metric = context.metric(low)
    a, b = context.figure(metric), context.figure(context.metric(high))
    text = context.printer.span(a, b, metric, context.unit(metric), with_unit=unit)
    return context.bind(text, a, place, kind="span", others=(b,))


def year(context: Context, place: Place, offset: int = 0) -> Run:
    """The fiscal year, or one near it."""
    return Text(context.printer.year(context.project.settings.fiscal_year.year + offset))


def date(context: Context, place: Place, which: str) -> Run:
    """The first or the last day of the fiscal year."""
    fiscal_year = context.project.settings.fiscal_year
    days = {"period_start": fiscal_year.starts, "period_end": fiscal_year.ends}
    if which not in days:
        raise CannotBindError(f"there is no date {which!r}", f"write one of: {', '.join(days)}")
    return Text(context.printer.date(days[which]))


def name(context: Context, place: Place, which: str) -> Run:
    """A name of the issuer as report.toml gives it."""
    names = context.project.settings.names
    if which not in names:
        raise CannotBindError(f"there is no name {which!r}", f"write one of: {', '.join(names)}")
    return Text(names[which][context.language])


def ref(context: Context, place: Place, section: str, *, form: str = "full") -> Run:
    """A reference to a section: its current title, number and page."""
    if form not in _REF_FORMS:
        raise CannotBindError(f"form={form!r} is none of {', '.join(_REF_FORMS)}", "write one of these")
    if not context.project.outline.has(section):
        from difflib import get_close_matches  # noqa: PLC0415 - only needed for a message

        ids = [s.id for s in context.project.outline.sections]
        near = get_close_matches(section, ids, n=3, cutoff=0.5)
        raise CannotBindError(
            f"there is no section {section!r} in the outline",
            f"write the id of one in data/outline.toml; near: {', '.join(near) or 'none'}",
        )
    return SectionRef(section, form)


def note(context: Context, place: Place, id: str) -> Run:
    """A reference to a note of a KPI table, by its number there."""
    if id not in context.notes:
        raise CannotBindError(f"there is no note {id!r}", f"write one of: {', '.join(context.notes) or 'none'}")
    table, number = context.notes[id]
    title = context.project.tables[table].title[context.language]
    text = context.printer.ui("ref_note", number=number, table=title)
    return NoteRef(note=id, table=table, number=number, text=text)


def disclosure(context: Context, place: Place, code: str) -> Run:
    """Marks that the paragraph answers a disclosure; prints nothing."""
    if (problem := problem_of(context.project, code)) is not None:
        raise CannotBindError(*problem)
    context.disclosures.append(code)
    return Anchor(code)
