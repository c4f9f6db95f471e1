"""The change log: every figure, note, sentence, disclosure and finding that changed since the pack before."""

from collections.abc import Iterator

from reportgen.model.difference import Difference, FigureChange, Move, TextChange
from reportgen.model.edition import EditionFigure
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Link, Row, Table, write

_COLUMNS = (
    Column("what", 12, "mark"),
    Column("moved", 11, "mark"),
    Column("reference", 9, "mark"),
    Column("id", 34, "id"),
    Column("label", 36, "small"),
    Column("language", 9, "mark"),
    Column("page", 7, "mark"),
    Column("aspects", 22, "small"),
    Column("was", 60, "small"),
    Column("is", 60, "small"),
)


def write_changes(desk: Desk, plan: Plan) -> None:
    """Write the change log; the first pack says that there is nothing before it."""
    change = desk.review.change
    name = desk.said("changes", " ")
    empty = desk.said("changes_first" if change is None else "changes_none", "  ")
    intro = "" if change is None else f"{change.before} → {change.after}"
    if change is not None and change.not_compared:
        intro += f"\n{desk.said('not_compared', ' ')}: {', '.join(change.not_compared)}"
    rows = [] if change is None else list(_rows(desk, plan, change))
    write(desk, Table(name, name, _COLUMNS, rows, intro, empty=empty))


def _rows(desk: Desk, plan: Plan, change: Difference) -> Iterator[Row]:
    for figure in change.figures:
        yield _row(desk, "figure", figure.move, _figure(desk, plan, figure))
    for note in change.notes:
        cells: dict[str, Content] = {"id": note.id, "language": note.language, "was": note.before, "is": note.after}
        yield _row(desk, "note", note.move, cells)
    for text in change.texts:
        cells = {
            "id": text.section,
            "label": text.title,
            "language": text.language,
            "page": "" if text.page is None else str(text.page),
            "aspects": _of_text(desk, text),
            "was": text.before,
            "is": text.after,
        }
        yield _row(desk, "sentence", text.move, cells)
    for line in change.disclosures:
        found = line.after or line.before
        cells = {
            "id": " ".join(found.key) if found else "",
            "label": desk.both(found.title) if found else "",
            "was": line.before.status if line.before else "",
            "is": line.after.status if line.after else "",
        }
        yield _row(desk, "disclosure", line.move, cells)
    for one in change.findings:
        found_ = one.after or one.before
        cells = {
            "id": found_.fingerprint if found_ else "",
            "label": f"{found_.code} {found_.severity}" if found_ else "",
            "was": f"{one.before.message}\n{one.before.waived}".strip() if one.before else "",
            "is": f"{one.after.message}\n{one.after.waived}".strip() if one.after else "",
        }
        yield _row(desk, "finding", one.move, cells)


def _of_text(desk: Desk, text: TextChange) -> str:
    if text.origin:
        return f"{text.origin} → {text.section}"
    return desk.said("figures_only", " ") if text.figures_only else text.kind


def _row(desk: Desk, what: str, move: Move, cells: dict[str, Content]) -> Row:
    return Row("", {"what": desk.said(f"what_{what}", "\n"), "moved": desk.said(f"move_{move.value}", "\n"), **cells})


def _figure(desk: Desk, plan: Plan, change: FigureChange) -> dict[str, Content]:
    figure = change.figure
    spot, reference = plan.value(figure.key), plan.reference(figure.key)
    return {
        "reference": Link(str(spot), reference) if spot is not None else reference,
        "id": f"{figure.metric} {figure.period}",
        "label": desk.both(figure.label),
        "aspects": ", ".join(change.aspects),
        "was": _told(change.before, change.aspects),
        "is": _told(change.after, change.aspects),
    }


def _told(figure: EditionFigure | None, aspects: tuple[str, ...]) -> str:
    """A figure as it was printed and, where more than that changed, what else it was."""
    if figure is None:
        return ""
    lines = [" / ".join(dict.fromkeys(figure.printed.values()))]
    if figure.value is not None and (not aspects or "value" in aspects):
        lines.append(f"= {figure.value:f} {figure.unit}")
    lines += [f"{name}: {told}" for name, told in _others(figure) if name in aspects]
    return "\n".join(lines)


def _others(figure: EditionFigure) -> tuple[tuple[str, str], ...]:
    return (
        ("status", figure.status),
        ("unit", figure.unit),
        ("assured", "yes" if figure.assured else "no"),
        ("notes", ", ".join(figure.notes)),
    )
