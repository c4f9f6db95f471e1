"""The rows of the data book: figures, metrics and notes as text files, the same bytes for the same report."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reportgen.locale import Printer
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure
from reportgen.model.noted import plain_text, tables_of
from reportgen.model.project import Project

Value = str | Decimal | None
Row = dict[str, Value]

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def figure_rows(dossier: Dossier, notes: Mapping[tuple[str, str], Sequence[str]]) -> list[Row]:
    """One row a figure: names in each language, the exact value in the metric's unit, and where it came from.

    Args:
        dossier: the report.
        notes: ids of the notes of each figure, by metric and period.
    """
    printers = {language: Printer(language) for language in dossier.project.settings.languages}
    return [_figure(dossier.project, figure, printers, notes.get(figure.key, ())) for figure in dossier.figures]


def metric_rows(project: Project) -> list[Row]:
    """The data dictionary: one row a metric, with its name, unit and definition in each language."""
    printers = {language: Printer(language) for language in project.settings.languages}
    rows: list[Row] = []
    for metric in project.metrics.values():
        row: Row = {"metric": metric.id}
        row |= {f"label_{language}": metric.label[language] for language in printers}
        unit = project.units[metric.unit]
        row |= {f"unit_{language}": printer.unit(metric, unit) for language, printer in printers.items()}
        row |= {f"definition_{language}": (metric.definition or {}).get(language, "") for language in printers}
        rows.append(
            row
            | {
                "topic": metric.topic,
                "owner": metric.owner,
                "decimals": "" if metric.decimals is None else str(metric.decimals),
                "polarity": metric.polarity.value,
                "assured": "yes" if metric.assured else "no",
                "same_as": metric.same_as or "",
                "formula": metric.formula or "",
                "disclosures": "; ".join(metric.disclosures),
            }
        )
    return rows


def note_rows(dossier: Dossier) -> list[Row]:
    """One row a note of a KPI table, as it is printed in each language."""
    texts = {
        (table.id, note.id, manuscript.language): plain_text(note.runs, dossier.project.outline, manuscript.language)
        for manuscript in dossier.manuscripts
        for table in tables_of(manuscript).values()
        for note in table.notes
    }
    languages = dossier.project.settings.languages
    printed = {(table, note) for table, note, _ in texts}
    return [
        {
            "note": spec.id,
            "table": spec.table,
            "type": spec.kind,
            **{f"text_{language}": texts.get((spec.table, spec.id, language), "") for language in languages},
            "on": "; ".join(spec.on),
        }
        for spec in dossier.project.notes.values()
        if (spec.table, spec.id) in printed
    ]


def _figure(project: Project, figure: Figure, printers: Mapping[str, Printer], notes: Sequence[str]) -> Row:
    metric = project.metrics[figure.metric]
    row: Row = {"metric": figure.metric}
    for language in printers:
        row[f"label_{language}"] = metric.label[language]
    row |= {"period": str(figure.period), "value": figure.value}
    for language, printer in printers.items():
        row[f"unit_{language}"] = printer.unit(metric, project.units[metric.unit])
    row |= {
        "state": figure.state.value,
        "status": figure.status.value,
        "kind": figure.kind.value,
        "qualifier": figure.qualifier.value,
        "assured": "yes" if figure.assured else "no",
        "owner": metric.owner,
        "disclosures": "; ".join(metric.disclosures),
        "notes": "; ".join(notes),
        "formula": figure.formula or "",
        "sources": "; ".join(map(str, figure.sources)),
        "reason": figure.reason,
    }
    return row


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before = + - @ and control characters.

    Source:
        OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(_RUNS) else text


def as_csv(rows: Sequence[Mapping[str, Value]]) -> bytes:
    """CSV in UTF-8 with a byte order mark, by which Excel knows the encoding; numbers with all their digits."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows[0] if rows else [])
    writer.writerows([_csv_cell(value) for value in row.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_json(rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows as JSON; values as strings of digits, so that no reader rounds them."""
    plain = [
        {k: str(v) if isinstance(v, Decimal) else v for k, v in row.items()} | {"assured": row["assured"] == "yes"}
        for row in rows
    ]
    return (json.dumps({"schema": 1, "figures": plain}, ensure_ascii=False, indent=1) + "\n").encode()


def _csv_cell(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(value or "")
