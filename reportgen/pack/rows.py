"""The figures as files to take away: CSV, XLSX and JSON, the same bytes for the same figures."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

import xlsxwriter

from reportgen.locale import Printer
from reportgen.model.figure import Figure
from reportgen.model.figures import Figures
from reportgen.model.project import Project

Value = str | Decimal | None

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"metric": 34, "value": 18, "definition": 50, "formula": 50, "sources": 60, "reason": 40}
_DIGITS_OF_A_SHEET = 15


def records(project: Project, figures: Figures) -> list[dict[str, Value]]:
    """One row a figure: names in each language, the exact value in the metric's unit, and where it came from."""
    printers = {language: Printer(language) for language in project.settings.languages}
    return [_record(project, figure, printers) for figure in figures]


def _record(project: Project, figure: Figure, printers: Mapping[str, Printer]) -> dict[str, Value]:
    metric = project.metrics[figure.metric]
    row: dict[str, Value] = {"metric": figure.metric}
    for language in printers:
        row[f"label_{language}"] = metric.label[language]
    row |= {"period": str(figure.period), "value": figure.value}
    for language, printer in printers.items():
        row[f"unit_{language}"] = printer.unit(metric, project.units[metric.unit])
    row |= {
        "status": figure.status.value,
        "kind": figure.kind.value,
        "qualifier": figure.qualifier.value,
        "assured": "yes" if figure.assured else "no",
        "owner": metric.owner,
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


def as_xlsx(rows: Sequence[Mapping[str, Value]], project: Project) -> bytes:
    """A workbook: the figures with frozen head and filter, and a sheet that says what they are.

    Texts are written as texts, never as formulas or links. Numbers beyond fifteen digits, which a sheet
    would round, are written as texts, too.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    settings = project.settings
    titles = [f"{settings.title[language]} {settings.fiscal_year.year}" for language in settings.languages]
    closed = datetime.combine(settings.fiscal_year.ends, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": titles[0], "created": closed})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    sheet = book.add_worksheet("Figures")
    for column, name in enumerate(rows[0] if rows else []):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _WIDTHS.get(name, 40 if name.startswith("label") else 16))
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row.values()):
            if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= _DIGITS_OF_A_SHEET:
                sheet.write_number(line, column, value)
            elif value is not None:
                sheet.write_string(line, column, str(value))
    if rows:
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(rows[0]) - 1)
    about = book.add_worksheet("About")
    about.set_column(0, 0, 110)
    for line, text in enumerate((*titles, *_notices(project))):
        about.write_string(line, 0, text)
    book.close()
    return out.getvalue()


def _notices(project: Project) -> list[str]:
    settings = project.settings
    said = [Printer(language).ui("demonstration_means") for language in settings.languages]
    return (said if settings.demonstration else []) + [
        line[language] for line in settings.imprint for language in settings.languages
    ]


def _csv_cell(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(value or "")
