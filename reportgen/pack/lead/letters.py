"""Drafts from the data: the basis of preparation, metric by metric, and the letter of representation."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from reportgen.model.entity import Consolidation
from reportgen.model.figure import Kind, Status
from reportgen.model.signoff import UNSIGNED
from reportgen.pack.lead.desk import Desk
from reportgen.pack.lead.plan import Line, Plan
from reportgen.pack.lead.table import Column, Content, Link, Row, Table, write
from reportgen.pack.rows import note_rows

_FALLBACK = "en"


@cache
def _sentences(letter: str) -> Sequence[Mapping[str, str]]:
    read = tomllib.loads((resources.files(__package__) / "letters.toml").read_text("utf-8"))
    found: Sequence[Mapping[str, str]] = read[letter]
    return found


def write_letters(desk: Desk, plan: Plan) -> None:
    """Write both drafts, the languages side by side."""
    filled = _filled(desk, plan)
    notes = note_rows(desk.review.dossier)
    clauses = [_clause(desk, number, each, filled) for number, each in enumerate(_sentences("basis"))]
    _write(desk, "basis", [*clauses, *(_of_metric(desk, plan, line, notes) for line in plan.tested())])
    _write(
        desk,
        "representation",
        [_clause(desk, number, each, filled) for number, each in enumerate(_sentences("letter"))],
    )


def _write(desk: Desk, key: str, rows: Sequence[Row]) -> None:
    columns = [
        Column("number", 9, "mark", desk.said("clause")),
        *(Column(f"text_{language}", 84, "text", f"{desk.said('draft')}\n{language}") for language in desk.languages),
    ]
    name = desk.said(key, " ")
    write(desk, Table(name, name, columns, rows, desk.said("draft_intro"), frozen=1))


def _clause(desk: Desk, number: int, sentence: Mapping[str, str], filled: Mapping[str, Mapping[str, str]]) -> Row:
    cells: dict[str, Content] = {"number": str(number) if number else "–"}
    for language in desk.languages:
        words = sentence.get(language, sentence[_FALLBACK])
        cells[f"text_{language}"] = words.format_map(filled[language])
    return Row("", cells)


def _filled(desk: Desk, plan: Plan) -> Mapping[str, Mapping[str, str]]:
    """What the holes of the sentences are filled with, by language."""
    review, settings = desk.review, desk.project.settings
    figures = list(review.figures.values())
    findings = [finding for outcome in review.outcomes for finding in outcome.findings]
    entities = list(settings.boundary)
    out = [entity for entity in entities if entity.consolidation is Consolidation.EXCLUDED]
    signed = [review.sign_offs.get(key, UNSIGNED).complete(settings.sign_off) for key in review.entries]
    counts = {
        "figures": len(figures),
        "reported": sum(figure.status is Status.REPORTED for figure in figures),
        "derived": sum(figure.status is Status.DERIVED for figure in figures),
        "restated": sum(figure.status is Status.RESTATED for figure in figures),
        "missing": sum(figure.value is None for figure in figures),
        "estimated": sum(figure.kind is not Kind.ACTUAL for figure in figures),
        "entities_in": len(entities) - len(out),
        "entities_out": len(out),
        "restatements": sum(figure.status is Status.RESTATED for figure in figures),
        "selected": len([line for line in plan.tested() if line.now.assured]),
        "submissions": len(review.sent),
        "evidence": len({e.datapoint.particulars.evidence for e in review.entries.values()} - {""}),
        "open_findings": sum(not finding.waived for finding in findings),
        "waivers": len(desk.waivers()),
        "signed": sum(signed),
        "asked": len(signed),
        "pack": review.identity.id,
        "head": review.identity.ledger_head[:12],
        "starts": settings.fiscal_year.starts,
        "ends": settings.fiscal_year.ends,
    }
    standards = [f"{standard} {edition}" for standard, editions in settings.standards.items() for edition in editions]
    filled: dict[str, Mapping[str, str]] = {}
    for language, printer in desk.printers.items():
        separator = printer.ui("list_separator")
        factors = [f"{factor.id} {factor.edition}" for factor in desk.project.factors]
        filled[language] = {key: str(value) for key, value in counts.items()} | {
            "company": settings.names["company"][language],
            "standards": separator.join(standards),
            "factors": separator.join(factors) or desk.said_in("factors_none", language).rstrip("。."),
        }
    return filled


def _of_metric(desk: Desk, plan: Plan, line: Line, notes: Sequence[Mapping[str, object]]) -> Row:
    """What is counted, in which unit, over which period and boundary, how, and with which notes."""
    metric, now = line.metric, line.now
    spot = plan.value(now.key)
    noted = {note.id for note in desk.project.notes_about(*now.key)}
    factors = [factor.id for factor in desk.project.factors if metric.id in factor.metrics]
    cells: dict[str, Content] = {"number": Link(str(spot), line.reference) if spot is not None else line.reference}
    for language, printer in desk.printers.items():
        told = [
            ("definition", (metric.definition or {}).get(language, "")),
            ("unit", printer.unit(metric, desk.project.units[metric.unit])),
            ("period", printer.period(now.period)),
            ("boundary", desk.said_in(f"level_{metric.level.value}", language) if metric.consolidated else ""),
            ("method", "\n".join(filter(None, [plan.in_words(now), now.particulars.method]))),
            ("quality", "" if now.kind is Kind.ACTUAL else desk.said_in(f"kind_{now.kind.value}", language)),
            ("factors", ", ".join(factors)),
            ("notes", " ".join(str(row[f"text_{language}"]) for row in notes if row["note"] in noted)),
        ]
        lines = [f"{desk.said_in(key, language)}: {text}" for key, text in told if text]
        cells[f"text_{language}"] = "\n".join([metric.label[language], *lines])
    return Row("", cells)
