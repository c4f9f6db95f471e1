"""The years of a project: what was published in a closed one, and what is known of earlier values.

``data/years/2025`` keeps how the project was set up when 2025 was closed, and its figures. The ledger and the workbooks
of all years stay where they are.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from reportgen.app.publications import published_manuscript
from reportgen.intake import Known
from reportgen.locale import Printer
from reportgen.model.collection import stretches
from reportgen.model.figure import DatapointKey, Entry, Figure, FigureKey, State, entities_of
from reportgen.model.place import Place
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.model.project import Project
from reportgen.model.published import PublishedFigures, PublishedReport, PublishedValue, definition_hash, from_json

FOLDER = "data/years"
FIGURES, RECORD, MANUSCRIPT = "figures.csv", "closed.json", "manuscript.json"
_PRINTED = "printed "
_SETTINGS = ("report.toml", "data/*.toml", "data/metrics/*.toml", "templates/**/*")


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as it was when its year was closed."""

    value: Decimal | None
    state: State


def closed_figures(root: Path, year: int) -> Mapping[FigureKey, Published] | None:
    """The figures of a closed year by metric and period; ``None`` if it wasn't closed.

    Raises:
        BrokenProjectError: The record is not what was written.
    """
    rows = _closed_rows(root, year)
    if rows is None:
        return None
    return {key: Published(_number(row["value"]), State(row["state"])) for key, row in rows.items()}


def published_figures(root: Path, year: int) -> PublishedFigures | None:
    """The figures of a closed year as its report gave them, for the checks of the next; ``None`` if it wasn't closed.

    Raises:
        BrokenProjectError: The record is not what was written.
    """
    rows = _closed_rows(root, year)
    if rows is None:
        return None
    place = Place(f"{FOLDER}/{year}/{FIGURES}")
    found = {
        key: PublishedValue(
            _number(row["value"]),
            int(row["decimals"]) if row["decimals"] else None,
            {name.removeprefix(_PRINTED): text for name, text in row.items() if name.startswith(_PRINTED) and text},
            row["unit"],
            row["formula"],
            row["definition"],
            tuple(row["entities"].split()),
            place,
        )
        for key, row in rows.items()
    }
    return PublishedFigures(year, found, f"the report of {year}")


def _closed_rows(root: Path, year: int) -> Mapping[FigureKey, Mapping[str, str]] | None:
    """The rows of a closed year's figures, each checked for what is read of it."""
    folder = root / FOLDER / str(year)
    if not (folder / RECORD).is_file():
        return None
    name = f"{FOLDER}/{year}/{FIGURES}"
    try:
        content = (folder / FIGURES).read_bytes()
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        told = {file["path"]: file["sha256"] for file in record["files"]}
        if told.get(FIGURES) != hashlib.sha256(content).hexdigest():
            raise ValueError("it was changed")
        rows = {(r["metric"], r["period"]): r for r in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}
        for row in rows.values():
            _number(row["value"]), State(row["state"]), int(row["decimals"] or 0)
            if not {"unit", "formula", "definition", "entities"} <= row.keys():
                raise ValueError("columns are missing")
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation) as error:
        what = f"the figures of the closed year {year} cannot be used ({error})"
        raise BrokenProjectError([Problem(what, Place(name), "put back a copy of the folder")]) from error
    return rows


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def known_values(root: Path, project: Project, entries: Iterable[Entry]) -> Mapping[DatapointKey, Known]:
    """What is known of values before this fiscal year.

    Once last year is closed, its figures are final: a workbook shows them locked, with what they were restated to
    since. Before a project's first year is closed, comparatives may still be corrected.

    Args:
        root: the project.
        project: its metrics and fiscal year.
        entries: the newest ledger entry of each metric, period and entity.
    """
    year = project.settings.fiscal_year
    published = closed_figures(root, year.year - 1)
    found: dict[DatapointKey, Known] = {}
    for entry in entries:
        metric = project.metrics.get(entry.datapoint.metric)
        if metric is None or entry.datapoint.period in stretches(metric, year):
            continue
        stood = entry.restatement
        found[entry.datapoint.key] = Known(
            entry.datapoint.value,
            entry.datapoint.state,
            None if stood is None else stood.after,
            "" if stood is None else stood.reason,
            final=published is not None,
        )
    group = project.settings.boundary.group.id
    for (metric_id, period), figure in (published or {}).items():
        since = found.get((metric_id, period, group))
        after = None if since is None else since.restated
        told = after is not None and after != figure.value
        found[metric_id, period, group] = Known(
            figure.value, figure.state, after if told else None, since.reason if since and told else ""
        )
    return found


def closing_files(root: Path, made: Mapping[str, bytes], *, year: int, ledger_head: str) -> dict[str, bytes]:
    """All files of a closed year's folder: the settings and chapters as they are, what was made of them, their hashes.

    Args:
        root: the project.
        made: the figures, and the words of the report where its chapters could be bound.
        year: the year that is closed.
        ledger_head: what the figures come from.
    """
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in _settings(root)} | dict(made)
    record = {
        "schema": 1,
        "fiscal_year": year,
        "ledger_head": ledger_head,
        "files": [
            {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for path, content in sorted(files.items())
        ],
    }
    return files | {RECORD: (json.dumps(record, indent=1) + "\n").encode()}


def published_words(root: Path, year: int) -> PublishedReport | None:
    """What the report of an earlier year said, for the checks of the next.

    The published edition tells it where there is one, else what was kept when the year was closed.

    Returns:
        ``None`` if the year was neither published nor closed here.

    Raises:
        BrokenProjectError: The file was made by another version, or was changed by hand.
    """
    name = f"{FOLDER}/{year}/{MANUSCRIPT}"
    try:
        text = (published_manuscript(root, year) or (root / name).read_bytes()).decode()
    except FileNotFoundError:
        return None
    try:
        return from_json(json.loads(text), Place(name))
    except ValueError as error:
        problem = Problem(f"this is no JSON: {error}", Place(name), "take the file from the closed year again")
        raise BrokenProjectError([problem]) from error


def figure_records(project: Project, figures: Iterable[Figure]) -> list[dict[str, str | Decimal | None]]:
    """What a closed year keeps of each figure: value, how it was printed, and how it was made."""
    printers = {language: Printer(language) for language in project.settings.languages}
    found = []
    for figure in figures:
        metric = project.metrics[figure.metric]
        unit = project.units[metric.unit]
        record: dict[str, str | Decimal | None] = {
            "metric": figure.metric,
            "period": figure.period.id,
            "value": figure.value,
            "unit": figure.unit,
            "state": figure.state.value,
            "status": figure.status.value,
            "kind": figure.kind.value,
            "qualifier": figure.qualifier.value,
            "reason": figure.reason,
            "decimals": "" if figure.decimals is None else str(figure.decimals),
            "formula": figure.formula or "",
            "definition": definition_hash(metric.definition),
            "entities": " ".join(entities_of(figure)),
        }
        record |= {_PRINTED + language: p.figure(figure, metric, unit) for language, p in printers.items()}
        found.append(record)
    return found


def _settings(root: Path) -> Iterator[Path]:
    for pattern in _SETTINGS:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())
