"""The index as a workbook: one sheet by section, one a standard, texts in every language of the report."""

from collections.abc import Iterable, Mapping, Sequence

from reportgen.locale import Printer
from reportgen.model.figures import Figures
from reportgen.model.index import Index, IndexEntry
from reportgen.model.project import Project
from reportgen.model.standard import Catalogue
from reportgen.model.words import Words
from reportgen.render.index_tables import printed_entries
from reportgen.spreadsheets.book import Sheet, Value, workbook


def index_workbook(project: Project, figures: Figures, index: Index) -> bytes:
    """The index as XLSX; pages are those that the index knows."""
    printers = {language: Printer(language) for language in project.settings.languages}
    sheets = [_by_section(project, index, printers)]
    for catalogue in index.catalogues.values():
        sheets.append(_standard(project, figures, catalogue, index.of(catalogue.key), printers))
    title = next(iter(printers.values())).ui("index_by_section")
    return workbook(project, title, sheets)


def _by_section(project: Project, index: Index, printers: Mapping[str, Printer]) -> Sheet:
    sections = {section.id: section for section in project.outline.sections}
    head = [(_heads(printers, "section_no"), 10)]
    head += [(f"{printer.ui('section')} ({language})", 34) for language, printer in printers.items()]
    head += [(f"{catalogue.standard} {catalogue.edition}", 24) for catalogue in index.catalogues.values()]
    rows: list[list[Value]] = []
    bold: set[int] = set()
    for row in index.rows:
        section = sections[row.section]
        if row.table and not row.metrics:
            bold.add(len(rows))
        label = row.label or section.title
        indent = "    " if row.metrics else ""
        rows.append(
            [
                "" if row.table else section.number,
                *(indent + label[language] for language in printers),
                *(", ".join(d.code for d in row.codes.get(key, ())) for key in index.catalogues),
            ]
        )
    return Sheet(_heads(printers, "section"), head, rows, 1 + len(printers), frozenset(bold))


def _standard(
    project: Project,
    figures: Figures,
    catalogue: Catalogue,
    entries: Sequence[IndexEntry],
    printers: Mapping[str, Printer],
) -> Sheet:
    def each(key: str) -> list[str]:
        return [f"{printer.ui(key)} ({language})" for language, printer in printers.items()]

    head = [(_heads(printers, "code"), 14)]
    head += [(name, 44) for name in each("disclosure")]
    head += [(name, 15) for name in each("status")]
    head += [(name, 34) for name in each("where_reported")]
    head += [(name, 10) for name in each("pages")]
    head += [(name, 34) for name in each("value")]
    head += [(_heads(printers, "assured"), 12)]
    head += [(name, 34) for name in each("omission")]
    head += [(_heads(printers, "considered"), 12)]
    head += [(name, 30) for name in each("not_reported")]
    head += [(_heads(printers, "proposed"), 24), (_heads(printers, "confidence"), 12)]
    shown = {entry.disclosure.key for entry in printed_entries(entries)}
    rows = [
        _row(project, figures, entry, printers) for entry in entries if entry.disclosure.key in shown or entry.proposals
    ]
    return Sheet(f"{catalogue.standard} {catalogue.edition}", head, rows)


def _row(project: Project, figures: Figures, entry: IndexEntry, printers: Mapping[str, Printer]) -> list[Value]:
    disclosure, omission = entry.disclosure, entry.omission
    row: list[Value] = [disclosure.code]
    row += [disclosure.title[language] for language in printers]
    row += [printer.ui(f"status_{entry.status}") for printer in printers.values()]
    row += [_places(project, entry, language) for language in printers]
    row += [", ".join(map(str, entry.pages(language))) for language in printers]
    row += [_values(project, figures, entry, printer) for printer in printers.values()]
    row.append(_assured(entry, printers))
    for language, printer in printers.items():
        told = [_reason(entry.omission_label, omission.reason, language)] if omission else []
        told += [f"{p.part.title[language]}: {_reason(p.label, p.omission.reason, language)}" for p in entry.left_out]
        row.append(printer.ui("list_separator").join(told))
    row.append(omission.considered.isoformat() if omission and omission.considered else "")
    for language, printer in printers.items():
        row.append(printer.ui("list_separator").join(part.title[language] for part in entry.lacking))
    row.append(", ".join(dict.fromkeys(f"{p.source.name} ({p.relation})" for p in entry.proposals)))
    row.append(disclosure.confidence.value)
    return row


def _places(project: Project, entry: IndexEntry, language: str) -> str:
    sections = {section.id: section for section in project.outline.sections}
    found = [sections[answer.section] for answer in entry.answers]
    return "\n".join(f"{s.number} {s.title[language]}" for s in found)


def _values(project: Project, figures: Figures, entry: IndexEntry, printer: Printer) -> str:
    """The figures of a disclosure that asks for a metric, as they are printed."""
    if entry.disclosure.kind != "metric":
        return ""
    told: list[str] = []
    for id in entry.metrics:
        metric = project.metrics[id]
        figure = next(iter(figures.of(id)), None)
        if figure is not None:
            value = printer.figure(figure, metric, project.units[metric.unit])
            told.append(printer.ui("labelled", label=metric.label[printer.language], text=value))
    return "\n".join(told)


def _assured(entry: IndexEntry, printers: Mapping[str, Printer]) -> str:
    if not entry.metrics:
        return ""
    return f"{len(entry.assured)}/{len(entry.metrics)}" if entry.assured else _heads(printers, "not_assured")


def _reason(label: Words | None, reason: Words, language: str) -> str:
    return f"{label[language]}: {reason[language]}" if label else reason[language]


def _heads(printers: Mapping[str, Printer], key: str) -> str:
    """A head in all languages, one after the other."""
    return " / ".join(_once(printer.ui(key) for printer in printers.values()))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
