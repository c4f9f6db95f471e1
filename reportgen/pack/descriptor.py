"""What describes the files of the data book: a Frictionless Data Package.

Source:
    Data Package (v1) and Table Schema of frictionlessdata.io.
"""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.model.figure import Kind, State, Status
from reportgen.model.metric import Polarity, Qualifier
from reportgen.model.settings import Settings

_WORDS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "period": ("The stretch of time or the day: 2025, 2025-03, 2025-Q1, end-2025, target-2030.", {"required": True}),
    "value": ("Exact value in the metric's unit, not rounded; blank where there is no number.", {}),
    "state": ("What stands behind the value, also where there is no number.", {"enum": [s.value for s in State]}),
    "status": ("What the printed figure is.", {"enum": [s.value for s in Status]}),
    "kind": ("How the value came about.", {"enum": [k.value for k in Kind]}),
    "qualifier": ("How the number relates to the exact one.", {"enum": [q.value for q in Qualifier]}),
    "assured": ("Whether it belongs to the information that was assured.", {"enum": ["yes", "no"]}),
    "owner": ("Department or entity that handed the figure in.", {}),
    "disclosures": ("Codes of the standards' disclosures that the metric answers, divided by semicolons.", {}),
    "notes": ("Ids of the notes to the figure, divided by semicolons; see notes.csv.", {}),
    "formula": ("How a derived figure is computed from others, metric ids in braces.", {}),
    "sources": ("Workbook, sheet and cell that the figure comes from, divided by semicolons.", {}),
    "reason": ("Why there is no number, or how it was estimated.", {}),
    "topic": ("Group of metrics.", {}),
    "decimals": ("Digits after the point when printed.", {}),
    "polarity": ("Which direction is the better one.", {"enum": [p.value for p in Polarity]}),
    "same_as": ("The metric of which this is another name.", {}),
    "note": ("Id of the note.", {"required": True, "unique": True}),
    "table": ("The KPI table under which the note stands.", {}),
    "type": ("What the note does, e.g. methodology or restatement.", {}),
    "on": ("What carries the note's mark, divided by semicolons.", {}),
}
_IN_LANGUAGES = {
    "label": "Name of the metric",
    "unit": "Unit",
    "definition": "What is and isn't counted",
    "text": "The note's text",
}
_TABLES = {
    "figures": ("The published figures, one row a metric and period.", ["metric", "period"]),
    "metrics": ("The data dictionary, one row a metric.", ["metric"]),
    "notes": ("The notes of the KPI tables.", ["note"]),
}


def descriptor(settings: Settings, files: Mapping[str, bytes], languages: Sequence[str]) -> bytes:
    """Write ``datapackage.json``.

    Args:
        settings: names the package after the issuer and the year.
        files: the CSV and Parquet files that it describes, by name.
        languages: of the columns that end with a language.
    """
    year = settings.fiscal_year
    title = settings.title.get("en") or settings.title[languages[0]]
    record = {
        "profile": "data-package",
        "name": f"esg-figures-{year.year}",
        "title": f"{title} {year.year}: data book",
        "description": " / ".join(f"{settings.names['company'][language]}" for language in languages),
        "version": str(year.year),
        "languages": list(languages),
        "resources": [_resource(name, content, languages) for name, content in files.items()],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(path: str, content: bytes, languages: Sequence[str]) -> dict[str, Any]:
    name, _, kind = path.partition(".")
    described, key = _TABLES[name]
    record: dict[str, Any] = {
        "name": name if kind == "csv" else f"{name}-{kind}",
        "path": path,
        "description": described,
        "format": kind,
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind != "csv":
        return record | {"mediatype": "application/vnd.apache.parquet"}
    record["bytes"] = len(content)
    heads = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    schema: dict[str, Any] = {
        "fields": [_field(head, languages, of_figures=name == "figures") for head in heads],
        "primaryKey": key,
        "missingValues": [""],
    }
    if name == "figures":
        reference = {"resource": "metrics", "fields": ["metric"]}
        schema["foreignKeys"] = [{"fields": ["metric"], "reference": reference}]
    return record | {
        "profile": "tabular-data-resource",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }


def _field(name: str, languages: Sequence[str], *, of_figures: bool) -> dict[str, Any]:
    if name == "metric":
        constraints = {"required": True} if of_figures else {"required": True, "unique": True}
        return {"name": name, "type": "string", "description": "Id of the metric.", "constraints": constraints}
    stem, _, language = name.partition("_")
    if language in languages:
        return {"name": name, "type": "string", "description": f"{_IN_LANGUAGES[stem]} ({language})."}
    told, held = _WORDS[name]
    kind = {"value": "number", "decimals": "integer"}.get(name, "string")
    field: dict[str, Any] = {"name": name, "type": kind, "description": told}
    return field | ({"constraints": dict(held)} if held else {})
