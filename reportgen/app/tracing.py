"""``reportgen trace``: from a figure down to its cells and up to the pages that print it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from reportgen.app.stages import make_dossier, read_data, write_manuscripts
from reportgen.locale import Printer
from reportgen.model.dossier import Dossier
from reportgen.model.figure import Figure, Part
from reportgen.model.problem import BrokenProjectError, Problem
from reportgen.render import records


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace for a person and for a program."""

    text: str
    record: dict[str, Any]


def trace(root: Path, metric: str, period: str | None) -> Traced:
    """Trace a metric's figures.

    Raises:
        BrokenProjectError: There is no such metric or period, or the project is broken.
        InputRefusedError: Figures are missing.
    """
    data = read_data(root)
    known = data.project.metrics
    if metric not in known:
        near = ", ".join(get_close_matches(metric, list(known), n=3)) or "none"
        raise BrokenProjectError([Problem(f"there is no metric {metric!r}", None, f"near: {near}")])
    own = known[metric].same_as or metric
    figures = [f for f in data.figures.of(own) if period in (None, f.period.id)]
    if not figures:
        have = ", ".join(f.period.id for f in data.figures.of(own))
        raise BrokenProjectError([Problem(f"{metric} has no figure for {period!r}", None, f"it has: {have}")])
    dossier = make_dossier(data, write_manuscripts(data))
    printers = {language: Printer(language) for language in data.project.settings.languages}
    whole = records.figures_record(dossier, printers)["figures"]
    prints = records.trace_record(dossier, _pages(root, dossier))["bindings"]
    found = [
        {
            **next(r for r in whole if (r["metric"], r["period"]) == figure.key),
            "printed_at": [b for b in prints if (b["metric"], b["period"]) == figure.key],
        }
        for figure in figures
    ]
    text = "\n\n".join("\n".join(_lines(dossier, figure, one)) for figure, one in zip(figures, found, strict=True))
    return Traced(text, {"schema": 1, "figures": found})


def _pages(root: Path, dossier: Dossier) -> dict[str, dict[str, int]]:
    """Pages as the last build laid them out; none before it, nor of a section whose figures have changed since."""
    try:
        bindings = json.loads((root / "output/trace.json").read_text(encoding="utf-8"))["bindings"]
        built: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
        for b in bindings:
            told = (b["id"], b["text"], b["metric"], b["period"], b["page"])
            built.setdefault((b["language"], b["section"]), []).append(told)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    pages: dict[str, dict[str, int]] = {}
    for manuscript in dossier.manuscripts:
        of_language = pages.setdefault(manuscript.language, {})
        for chapter in manuscript.chapters:
            then = built.get((manuscript.language, chapter.section.id), [])
            # An inserted figure moves the ids of those behind it, so that one id may name another figure by now.
            if [told[:-1] for told in then] == [(b.id, b.text, b.metric, b.period) for b in chapter.bindings]:
                of_language.update({told[0]: told[-1] for told in then})
    return pages


def _lines(dossier: Dossier, figure: Figure, record: dict[str, Any]) -> Iterator[str]:
    value = "no number" if record["value"] is None else f"{record['value']} {record['unit']}"
    yield f"{figure.metric}  {figure.period}  {value}  ({record['status']}, {record['kind']})"
    for language, printed in record["printed"].items():
        yield f"  {language:8} {dossier.project.metrics[figure.metric].label[language]}: {printed}"
    if figure.reason:
        yield f"  reason   {figure.reason}"
    if told := figure.restatement:
        yield f"  restated from {records.number(told.before)} by {told.by} on {told.at.date()}: {told.reason}"
    yield from _lineage(dossier, figure, "  ")
    for note in record["notes"]:
        yield f"  note     {note} ({dossier.project.notes[note].at})"
    for b in record["printed_at"]:
        page = f", page {b['page']}" if b["page"] else ""
        yield f"  printed  {b['path']}:{b['line']} as {b['kind']} “{b['text']}”{page}"
    if not record["printed_at"]:
        yield "  printed  nowhere"


def _lineage(dossier: Dossier, figure: Figure, indent: str) -> Iterator[str]:
    if figure.formula:
        yield f"{indent}= {figure.formula}"
        for id, period in figure.inputs:
            below = dossier.figures.get(id, period)
            if below is not None:
                yield f"{indent}  {id} {period} = {records.number(below.value)}"
                yield from _lineage(dossier, below, indent + "    ")
        return
    if figure.drilldown is not None:
        yield from _parts(figure.drilldown, indent)
        return
    for cell in figure.sources:
        yield f"{indent}cell     {cell}  (sha256 {cell.sha256[:12]})"


def _parts(part: Part, indent: str) -> Iterator[str]:
    """What each entity and month adds to a consolidated figure, with its share and its cell."""
    for below in part.parts:
        value = "no number" if below.value is None else records.number(below.value)
        share = "" if below.counts_by == 1 else f" × {records.number(below.counts_by)}"
        where = f"  cell {below.source}" if below.source else ""
        why = f"  ({below.reason})" if below.reason else ""
        yield f"{indent}{below.entity} {below.period} = {value}{share}{where}{why}"
        yield from _parts(below, indent + "  ")
    if not part.parts and part.source:
        yield f"{indent}cell     {part.source}  (sha256 {part.source.sha256[:12]})"
