"""What the last build left: where each figure stands, and how the checks ended, read back from its records."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.model.finding import Confidence, Finding, Involved, Outcome, Severity
from reportgen.model.place import Cell, Place
from reportgen.model.problem import BrokenProjectError, Problem

_BETWEEN = " › "


def pages_built(root: Path) -> Mapping[str, Mapping[str, int]]:
    """The page of each binding, section and answer to a disclosure, as the last build laid them out.

    Returns:
        By language and the id of the element on the page: a binding's, a section's (``s-climate``), or that of the
        paragraph in which a disclosure is answered.

    Raises:
        BrokenProjectError: There is no such build, or its record is damaged.
    """
    found: dict[str, dict[str, int]] = {}

    def note(language: str, element: str, page: int | None) -> None:
        if page is not None:
            found.setdefault(language, {}).setdefault(element, page)

    for binding in _read(root, "trace.json", "bindings"):
        note(binding["language"], binding["id"], binding["page"])
    for section in _read(root, "text.json", "sections"):
        note(section["language"], f"s-{section['section']}", section["page"])
    for answer in (answer for entry in _read(root, "index.json", "entries") for answer in entry["answers"]):
        for language, link in answer["links"].items():
            note(language, link.partition("#")[2], answer["pages"].get(language))
    return found


def outcomes_built(root: Path) -> tuple[Outcome, ...]:
    """How the checks of the last build ended, each with its findings.

    Raises:
        BrokenProjectError: There is no such build, or its record is damaged.
    """
    by_code: dict[str, list[Finding]] = {}
    for record in _read(root, "findings.json", "findings"):
        by_code.setdefault(record["code"], []).append(_finding(record))
    return tuple(
        Outcome(
            code=one["code"],
            name=one["name"],
            examined=one["examined"],
            findings=tuple(by_code.get(one["code"], ())),
            not_run=one["not_run"] or "",
            crashed="crashed" if one["outcome"] == "crashed" else "",
        )
        for one in _read(root, "findings.json", "summary")["checks"]
    )


def _read(root: Path, name: str, key: str) -> Any:
    path = root / "output" / name
    try:
        return json.loads(path.read_text(encoding="utf-8"))[key]
    except (OSError, ValueError, KeyError) as error:
        what = f"the last build's record cannot be read ({type(error).__name__})"
        raise BrokenProjectError([Problem(what, Place(f"output/{name}"), "build again: reportgen build")]) from error


def _finding(record: Mapping[str, Any]) -> Finding:
    told = record["location"]
    in_sheet = told["sheet"] is not None
    return Finding(
        code=record["code"],
        severity=Severity(record["severity"]),
        message=record["message"],
        fix=record["fix"],
        language=record["language"],
        metric=record["metric"],
        period=record["period"],
        section=record["section"],
        place=Place(told["path"], told["line"]) if told["path"] and not in_sheet else None,
        cell=Cell(told["path"], told["sheet"], told["cell"]) if in_sheet else None,
        page=told["page"],
        confidence=Confidence(record["confidence"]),
        involved=tuple(Involved(i["metric"], i["period"], i["text"], _at(i["at"])) for i in record["involved"]),
        subject=record["subject"],
        waived=record["waiver"] or "",
    )


def _at(told: str | None) -> Place | Cell | None:
    if told is None:
        return None
    if told.count(_BETWEEN) == 2:
        return Cell(*told.split(_BETWEEN))
    path, _, line = told.rpartition(":")
    return Place(path, int(line)) if path and line.isdigit() else Place(told)
