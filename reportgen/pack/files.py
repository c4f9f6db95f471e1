"""The data book: the published figures as a workbook, as CSV, JSON and Parquet, and what describes them."""

from collections.abc import Mapping
from datetime import datetime, time

from reportgen.model.dossier import Dossier
from reportgen.model.noted import notes_by_figure
from reportgen.pack.databook import data_book
from reportgen.pack.descriptor import descriptor
from reportgen.pack.parquet import as_parquet
from reportgen.pack.rows import as_csv, as_json, figure_rows, metric_rows, note_rows


def data_files(dossier: Dossier) -> Mapping[str, bytes]:
    """All files of the data book, by name; the same report gives the same bytes.

    ``figures.xlsx`` is for people, ``figures.csv``, ``metrics.csv`` and ``notes.csv`` are a Frictionless Data Package
    with ``datapackage.json``; ``figures.parquet`` and ``figures.json`` hold the same figures.

    Args:
        dossier: the report.
    """
    notes = notes_by_figure(dossier.manuscripts)
    figures = figure_rows(dossier, notes)
    dictionary, noted = metric_rows(dossier.project), note_rows(dossier)
    languages = dossier.project.settings.languages
    files = {
        "figures.csv": as_csv(figures),
        "figures.parquet": as_parquet(figures),
        "metrics.csv": as_csv(dictionary),
    }
    if noted:
        files["notes.csv"] = as_csv(noted)
    described = descriptor(dossier.project.settings, files, languages)
    dated = datetime.combine(dossier.project.settings.fiscal_year.ends, time())
    return files | {
        "datapackage.json": described,
        "figures.json": as_json(figures),
        "figures.xlsx": data_book(dossier, figures, dictionary, dated),
    }
