"""From each selected figure to its pages and its cell, and the list of them for the practitioner's report."""

from collections.abc import Mapping, Sequence

from reportgen.model.figure import Figure, FigureKey
from reportgen.model.manuscript import Binding
from reportgen.model.remark import figure_subject
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.plan import Plan
from reportgen.pack.lead.table import Column, Content, Link, Live, Row, Table, write

_MOST_PAGES = 14


def occurrences(desk: Desk) -> Mapping[FigureKey, Mapping[str, Sequence[tuple[Binding, int | None]]]]:
    """Where each figure is printed: by figure and language, the bindings with their pages."""
    found: dict[FigureKey, dict[str, list[tuple[Binding, int | None]]]] = {}
    for manuscript in desk.review.dossier.manuscripts:
        pages = desk.review.pages.get(manuscript.language, {})
        for binding in manuscript.bindings:
            if binding.kind in ("delta", "share"):
                continue
            keys = [(binding.metric, binding.period), *(binding.others if binding.kind == "span" else ())]
            for key in keys:
                place = found.setdefault(key, {}).setdefault(manuscript.language, [])
                place.append((binding, pages.get(binding.id)))
    return found


def write_tieout(desk: Desk, plan: Plan) -> None:
    """Write the tie-out index."""
    both = [figure for line in plan.tested() for figure in (line.now, line.prior)]
    figures = [figure for figure in both if figure is not None]
    printed = occurrences(desk)
    languages = desk.languages
    columns = [
        Column("reference", 9, "mark"),
        Column("metric", 36),
        Column("metric_id", 24, "id"),
        Column("period", 10, "mark"),
        Column("value", 18, "number", desk.said("lead_value")),
        *(Column(f"printed_{x}", 22, "text", f"{desk.said('printed')}\n{x}") for x in languages),
        *(Column(f"pages_{x}", 18, "small", f"{desk.said('pages')}\n{x}") for x in languages),
        Column("sections", 30, "small"),
        Column("times", 8, "mark"),
        Column("tick", 9, "mark"),
        Column("comment", 36),
    ]
    rows = [_row(desk, plan, figure, printed.get(_own_key(desk, figure), {})) for figure in figures]
    assured = any(figure.assured for figure in figures)
    name = desk.said("tieout", " ")
    intro = desk.said("tieout_intro") if assured else desk.said("tieout_all")
    write(desk, Table(name, name, columns, rows, intro))


def _own_key(desk: Desk, figure: Figure) -> FigureKey:
    """What bindings name a figure by: the metric itself, where this is another name of it."""
    return (desk.project.metrics[figure.metric].same_as or figure.metric, figure.period.id)


def _row(desk: Desk, plan: Plan, figure: Figure, printed: Mapping[str, Sequence[tuple[Binding, int | None]]]) -> Row:
    name = desk.said("tieout", " ")
    spot = plan.value(figure.key)
    reference = plan.reference(figure.key)
    sections = {section.id: section for section in desk.project.outline.sections}
    where = dict.fromkeys(binding.section for places in printed.values() for binding, _ in places)
    cells: dict[str, Content] = {
        "reference": Link(str(spot), reference) if spot is not None else reference,
        "metric": desk.name_of(figure.metric),
        "metric_id": figure.metric,
        "period": figure.period.id,
        "sections": "\n".join(f"{sections[id].number} {sections[id].title[desk.languages[-1]]}" for id in where),
        "times": " / ".join(str(len(printed.get(language, ()))) for language in desk.languages),
    }
    if spot is not None and figure.value is not None:
        cells["value"] = Live(spot.seen_from(name), figure.value, desk.form(figure))
    for language in desk.languages:
        places = printed.get(language, ())
        cells[f"printed_{language}"] = "\n".join(list(dict.fromkeys(binding.text for binding, _ in places))[:4])
        cells[f"pages_{language}"] = pages_in_words([page for _, page in places])
    return Row(figure_subject(*figure.key), cells)


def pages_in_words(pages: Sequence[int | None]) -> str:
    """Page numbers, each once, in order."""
    found = sorted({page for page in pages if page is not None})
    told = ", ".join(map(str, found[:_MOST_PAGES]))
    return f"{told}, … +{len(found) - _MOST_PAGES}" if len(found) > _MOST_PAGES else told


def write_selected(desk: Desk, plan: Plan) -> None:
    """Write the list of selected information as it stands in a practitioner's report, in each language."""
    printed = occurrences(desk)
    columns = [Column("number", 6, "mark", desk.said("number"))]
    for language in desk.languages:
        columns += [
            Column(f"name_{language}", 40, "text", f"{desk.said('metric')}\n{language}"),
            Column(f"unit_{language}", 18, "small", f"{desk.said('unit')}\n{language}"),
            Column(f"now_{language}", 18, "number", f"{desk.said('this_year')}\n{language}"),
            Column(f"prior_{language}", 18, "number", f"{desk.said('last_year')}\n{language}"),
            Column(f"page_{language}", 12, "small", f"{desk.said('pages')}\n{language}"),
        ]
    columns.append(Column("reference", 9, "mark"))
    rows: list[Row] = []
    for line in plan.tested():
        now, metric = line.now, line.metric
        if not now.assured:
            continue
        spot = plan.value(now.key)
        cells: dict[str, Content] = {
            "number": str(len(rows) + 1),
            "reference": Link(str(spot), line.reference) if spot else line.reference,
        }
        unit = desk.project.units[metric.unit]
        for language, printer in desk.printers.items():
            places = printed.get(_own_key(desk, now), {}).get(language, ())
            cells[f"name_{language}"] = metric.label[language]
            cells[f"unit_{language}"] = printer.unit(metric, unit)
            cells[f"now_{language}"] = printer.table_cell(now, metric, unit)
            cells[f"prior_{language}"] = printer.table_cell(line.prior, metric, unit) if line.prior else ""
            cells[f"page_{language}"] = pages_in_words([page for _, page in places])
        rows.append(Row(figure_subject(*now.key), cells))
    name = desk.said("selected_list", " ")
    write(desk, Table(name, name, columns, rows, desk.said("selected_intro"), empty=desk.said("selected_none", "  ")))
